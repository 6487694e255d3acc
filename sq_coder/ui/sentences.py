"""Refusals in Dutch: by kind and with the error's own facts; without a Dutch sentence the English one stands."""

from __future__ import annotations

import re

from sq_coder.errors import SQCoderError

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

_PATTERNS = tuple((re.compile(english, re.DOTALL), dutch) for english, dutch in DUTCH)


def sentence(error: SQCoderError, language: str) -> str:
    """What an error says, in Dutch where there is a Dutch sentence for it."""
    if language == "nl":
        for pattern, dutch in _PATTERNS:
            if found := pattern.fullmatch(str(error)):
                return dutch.format(**found.groupdict())
    return str(error)
