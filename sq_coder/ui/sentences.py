"""Refusals in Dutch: by kind and with the error's own facts; without a Dutch sentence the English one stands."""

from __future__ import annotations

import re

from sq_coder.errors import CodebookError, DocumentError, DocumentsError, RowsError, SQCoderError
from sq_coder.ui.sentences_codebook import ABOUT_THE_CODEBOOK
from sq_coder.ui.sentences_documents import ABOUT_DOCUMENTS
from sq_coder.ui.sentences_keywords import ABOUT_KEYWORDS
from sq_coder.ui.sentences_model import ABOUT_MODELS
from sq_coder.ui.sentences_study import ABOUT_THE_STUDY

DUTCH: tuple[tuple[str, str], ...] = (
    (
        r"There is no story (?P<a>'.*?')\. .*",
        "Er is geen verhaal {a}. Er is niets gewijzigd. Kies een verhaal bij Verhalen.",
    ),
    (
        r"(?P<a>'.*?') fits (?P<b>\d+) stories .*",
        "{a} past bij {b} verhalen. Er is niets gewijzigd. Kies een verhaal bij Verhalen.",
    ),
    (
        r"Story (?P<a>\w+) has a newer decision than the one you saw\. .*",
        "Bij verhaal {a} is intussen een nieuwere keuze opgeslagen. Die van u is niet opgeslagen. "
        "Bekijk het verhaal opnieuw en kies dan.",
    ),
    (
        r"Story (?P<a>\w+) was changed since you saw it\. .*",
        "Verhaal {a} is gewijzigd sinds u het zag. Uw wijziging is niet opgeslagen. "
        "Bekijk het verhaal opnieuw en wijzig het dan.",
    ),
    (
        r"Story (?P<a>\w+) was withdrawn by its teller\. .*",
        "Verhaal {a} is ingetrokken door wie het vertelde. Er is niets opgeslagen. Kies een ander verhaal.",
    ),
    (
        r"There is no study in (?P<a>.*?)\. Nothing .*",
        "Er is geen onderzoek in {a}. Er is niets gewijzigd. Maak er een, of kies een andere map.",
    ),
    (
        r"There is a study in (?P<a>.*?) already\. .*",
        "Er staat al een onderzoek in {a}. Er is niets gewijzigd. Open het, of kies een andere map.",
    ),
    (
        r"(?P<a>.*?) cannot be written \((?P<b>.*?)\)\. No study was made\. .*",
        "In {a} kan niet worden geschreven ({b}). Er is geen onderzoek gemaakt. Kies een andere map.",
    ),
    (
        r"(?P<a>.*?) could not be written: .*",
        "{a} kon niet worden geschreven. Een eerder bestand met die naam is ongewijzigd. "
        "Sluit het in andere programma's, of kies een andere plaats of naam.",
    ),
    (
        r"(?P<a>'.*?') is not a usable keyword\. .*",
        "{a} is geen bruikbaar kernwoord. Er is niets opgeslagen. Gebruik hoogstens 100 letters.",
    ),
    (
        r"(?P<a>'.*?') was not saved: a keyword has at most four words\. .*",
        "{a} is niet opgeslagen: een kernwoord heeft hoogstens vier woorden. Er is niets gewijzigd. "
        "Kies één kernwoord.",
    ),
    (
        r"(?P<a>'.*?') was not saved: a note needs a keyword with a letter or digit\. .*",
        "{a} is niet opgeslagen: een kernwoord heeft een letter of cijfer. Er is niets gewijzigd. Kies één kernwoord.",
    ),
    (
        r"A decision needs the name of a researcher\. .*",
        "Bij een keuze hoort de naam van een onderzoeker. Er is niets opgeslagen. Kies wie er werkt.",
    ),
    (
        r"(?:'.*?' is not a usable name|A name has 1 to 100 letters)\. .*",
        "Een naam heeft 1 tot 100 letters. Er is niets gewijzigd. Schrijf een andere naam.",
    ),
    (
        r"There is no condition (?P<a>'.*?')\. .*",
        "Er is geen conditie {a}. Er is niets opgeslagen. Kies een conditie van de kernwoordenlijst.",
    ),
    (
        r"That is not the id\. Nothing was erased\.",
        "Dat is niet het nummer. Er is niets gewist. Typ het nummer zoals het er staat.",
    ),
    (
        r"A story needs a text\. .*",
        "Een verhaal heeft een tekst nodig. Er is niets opgeslagen. Schrijf de tekst, of trek het verhaal in.",
    ),
    (
        r"At most (?P<a>\d+) files of (?P<b>\d+) MB each can be brought in at once\. .*",
        "Er kunnen hoogstens {a} bestanden van elk {b} MB tegelijk worden ingebracht. Er is niets ingebracht. "
        "Breng ze in delen in.",
    ),
    (
        r"Story (?P<a>\w+) was withdrawn, but .*",
        "Verhaal {a} is ingetrokken, maar de database is elders in gebruik of de schijf is vol, zodat gewiste woorden nog "
        "in het bestand kunnen staan. Sluit de database elders en trek het verhaal opnieuw in.",
    ),
    (
        r"No file was chosen that can be read\. .* (?P<n>\d+) MB .*",
        "Er is geen bestand gekozen dat te lezen is. Er is niets ingebracht. Kies een of meer bestanden van deze soorten, "
        "van hoogstens {n} MB; een bestand met een rood merk is van een andere soort of groter.",
    ),
    (r"no keyword stands in this row\.", "er staat geen kernwoord in."),
    (
        r"(?P<a>\d+) conditions for (?P<b>\d+) keywords; give one for each\.",
        "{a} condities voor {b} kernwoorden; geef er bij elk een.",
    ),
    (
        r"the column saw says (?P<a>'.*?'); it can be ja, nee or onbekend\.",
        "in de kolom 'voorstel gezien' staat {a}; schrijf ja, nee of onbekend.",
    ),
    (
        r"a proposal was seen, but this row names none\.",
        "het voorstel is gezien, maar er staat geen voorstel in deze rij.",
    ),
    (r"the column (?P<a>'.*?') says (?P<b>'.*?')\.", "in de kolom {a} staat {b}; dat past daar niet."),
    (r"the column (?P<a>'.*?') is empty\.", "de kolom {a} is leeg."),
    (
        r"it has (?P<a>\d+) cells and the header (?P<b>\d+); put texts between double quotes\.",
        "deze rij heeft {a} cellen en de eerste rij {b}; zet teksten tussen dubbele aanhalingstekens.",
    ),
    (
        r"(?P<f>.+): the column (?P<a>'.*?') is missing \(columns found: (?P<b>.*)\)\. .* Name it (?P<c>.*) and import .*",
        "{f}: de kolom {a} ontbreekt (gevonden: {b}). Er is niets ingebracht. Noem de kolom {c} en kies het bestand opnieuw.",
    ),
    (
        r"No table was chosen\. .*",
        "Er is geen tabel gekozen. Er is niets ingebracht. Kies een xlsx- of csv-bestand.",
    ),
    (
        r"The answer is empty\. .*",
        "Het antwoord is leeg. Er is niets bewaard. Plak het hele antwoord van de chat.",
    ),
    (
        r"The name of the language model is missing\. .*",
        "De naam van het taalmodel ontbreekt. Er is niets bewaard. Schrijf welk model antwoordde.",
    ),
    (
        r"The resident did not say yes to AI, .*",
        "De verteller zei geen ja op AI, dus dit verhaal gaat niet naar een andere computer. Leg de toestemming vast bij "
        "Verhalen, of gebruik een model op deze computer.",
    ),
    (
        r"Of (?P<a>\d+) stories none may be sent\. .*",
        "Van {a} verhalen mag er geen worden verstuurd: de vertellers zeiden geen ja op AI. Er is niets verstuurd. Leg de "
        "toestemming vast bij Verhalen, of gebruik een model op deze computer.",
    ),
    (
        r"Story (?P<a>\w+) may still identify somebody .*",
        "In verhaal {a} staat misschien nog iets herkenbaars, dus het gaat niet naar een andere computer. Bekijk wat er "
        "precies verstuurd wordt en zeg daar van elk woord of het een naam is.",
    ),
    (
        r"Names cannot be taken out of the stories, .*",
        "Namen kunnen niet worden vervangen, want deduce is niet geïnstalleerd. Er is niets verstuurd. Installeer het met: "
        "pip install 'sq-coder[privacy]', of gebruik een model op deze computer.",
    ),
    (
        r"(?P<a>'.*?') is not the address of an endpoint\. .*",
        "{a} is geen adres van een taalmodel. Er is niets verstuurd. Schrijf het als: http://localhost:11434/v1",
    ),
    (
        r"This study allows one endpoint only \((?P<a>.*)\)\. .*",
        "Dit onderzoek staat maar één adres toe ({a}). Er is niets verstuurd. Gebruik dat, of wijzig only_endpoint in "
        "study.toml.",
    ),
    (
        r"There is no key for (?P<a>.*)\. Nothing was sent\. Put it in the environment variable (?P<b>\w+) .*",
        "Er is geen sleutel voor {a}. Er is niets verstuurd. Zet die in de omgevingsvariabele {b} en start sq-coder opnieuw.",
    ),
    (
        r"(?P<a>.+) answers as (?P<b>.+) in (?P<c>[\d.]+) s\.",
        "{a} antwoordt als {b}, in {c} s.",
    ),
    (
        r"This is going on already\. .*",
        "Dit is al bezig. Er is niets gestart. Wacht tot het klaar is, of stop het.",
    ),
    (
        r"Something went wrong inside sq-coder \((?P<a>\w+)\)\. .*",
        "Er ging iets mis binnen sq-coder ({a}). Wat al was opgeslagen is heel. Laad de pagina opnieuw; "
        "start sq-coder met SQ_DEBUG=1 voor de bijzonderheden.",
    ),
)
"""The English sentence of a refusal as a pattern, and the Dutch one with the same facts."""

_PATTERNS = tuple(
    (re.compile(english, re.DOTALL), dutch)
    for english, dutch in (
        *DUTCH,
        *ABOUT_MODELS,
        *ABOUT_KEYWORDS,
        *ABOUT_THE_CODEBOOK,
        *ABOUT_THE_STUDY,
        *ABOUT_DOCUMENTS,
    )
)


def sentence(error: SQCoderError, language: str) -> str:
    """What an error says, in Dutch where there is a Dutch sentence for it."""
    if language == "nl" and isinstance(error, DocumentError):
        return f"{_of_document(error)} Er is niets ingebracht."
    if language == "nl" and isinstance(error, DocumentsError):
        shown = [
            _of_document(p) if isinstance(p, DocumentError) else f"{p.file}, {p.problems[0]}" for p in error.problems
        ]
        more = f" En nog {len(shown) - 5} bestanden." if len(shown) > 5 else ""
        return f"{len(shown)} bestanden kunnen niet worden gelezen. {' '.join(shown[:5])}{more} Er is niets ingebracht."
    if language == "nl" and isinstance(error, RowsError):
        told = [_of_row(problem) for problem in error.problems[:5]]
        more = f" En nog {left} rijen." if (left := len(error.problems) - len(told)) > 0 else ""
        return f"{error.file}: {' '.join(told)}{more} Er is niets ingebracht. Verbeter dit en kies het bestand opnieuw."
    if language == "nl" and isinstance(error, CodebookError):
        told = [f"{error.file}, regel {line}: {in_words(what, 'nl')}" for line, what in error.problems]
        return f"{' '.join(told[:5])} Er is niets gewijzigd."
    return in_words(str(error), language)


def without_outcome(error: SQCoderError, language: str) -> str:
    """What an error says of a file, without that nothing was imported: others of that import can be."""
    return re.sub(r"\s*(?:Nothing was imported|Er is niets ingebracht)\.", "", sentence(error, language))


def _of_row(problem: str) -> str:
    """What is wrong with a row of a table: 'row 3: There is no story ...'."""
    row, _, what = problem.partition(": ")
    said = re.sub(r" Er is niets \w+\.", "", in_words(what, "nl"))
    return f"{row.replace('row', 'rij')}: {said}"


def _of_document(error: DocumentError) -> str:
    return f"{error.file}: {in_words(error.what, 'nl')} {in_words(error.do, 'nl')}"


def in_words(english: str, language: str) -> str:
    """An English sentence of another room in the language of the screens, where there is a Dutch one for it."""
    if language == "nl":
        for pattern, dutch in _PATTERNS:
            if found := pattern.fullmatch(english):
                return dutch.format(**found.groupdict())
    return english
