"""A page for an ethics committee and a data protection officer: what the settings know is filled in, the rest is asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import sq_coder
from sq_coder.domain import Answer, Working, now

if TYPE_CHECKING:
    from sq_coder.gateways.writers.templates import Page
    from sq_coder.gateways.writers.words import Language
    from sq_coder.study import Study


def page(study: Study, language: Language) -> Page:
    """The page in the study's language. What stands between square brackets is for a person to fill in."""
    from sq_coder.gateways.writers.templates import Page

    words, facts = _TEXTS[language], _facts(study, language)
    answers = tuple((question, answer.format_map(facts)) for question, answer in _ANSWERS[language])
    return Page(words["title"].format_map(facts), words["introduction"].format_map(facts), answers)


def _facts(study: Study, language: Language) -> dict[str, str]:
    """What the settings and the study know, as words for the page."""
    choices, settings, stories = _CHOICES[language], study.settings, study.stories()
    consent = Counter(story.consent.ai for story in stories)
    further = dict.fromkeys(name for story in stories for name, _ in story.attributes)
    return {
        "name": settings.name,
        "date": now()[:10],
        "version": sq_coder.__version__,
        "codebook": f"{study.codebook.name} ({study.codebook.sha256[:12]})",
        "coders": str(settings.coders_per_story),
        "working": choices[settings.working],
        "stories": str(len(stories)),
        "further": ", ".join(further) or choices["none"],
        "where": _where(study, choices),
        "warning": f" {choices['moved']}" if study.place_warning() else "",
        "sent": _sent(study, choices),
        "so_far": _so_far(study, choices),
        "yes": str(consent[Answer.YES]),
        "no": str(consent[Answer.NO]),
        "unknown": str(consent[Answer.UNKNOWN]),
        "researchers": ", ".join(study.researchers()) or choices["names"],
    }


def _where(study: Study, choices: dict[str, str]) -> str:
    database = study.settings.database
    if not database:
        return choices["file"].format(folder=study.folder.resolve())
    return choices["server"].format(host=urlsplit(database).hostname or "?", folder=study.folder.resolve())


def _sent(study: Study, choices: dict[str, str]) -> str:
    """What goes to whom, by the proposer that the study is set to."""
    from sq_coder.gateways import llm

    settings, model = study.settings, study.settings.model
    if settings.proposer != "openai":
        return choices[settings.proposer]
    if not model.base_url:
        return choices["nowhere"]
    place = "local" if llm.is_local(model.base_url) else "remote"
    host = urlsplit(model.base_url).hostname or "?"
    return choices[place].format(host=host, model=model.model or "[model]", prompt=settings.prompt)


def _so_far(study: Study, choices: dict[str, str]) -> str:
    sent = study.store.sent()
    if not sent:
        return choices["nothing_sent"]
    hosts = sorted({urlsplit(message.endpoint).hostname or message.endpoint for message in sent})
    return choices["was_sent"].format(number=len(sent), hosts=", ".join(hosts))


_CHOICES: dict[str, dict[str, str]] = {
    "nl": {
        Working.TOGETHER: "samen, met één gedeelde keuze",
        Working.IN_TURN: "na elkaar: de tweede leest na",
        Working.INDEPENDENT: "los van elkaar, daarna vergelijken",
        "none": "geen",
        "names": "[namen]",
        "file": "In één map op één computer: {folder}. Schijf versleuteld: [ja/nee].",
        "server": "In een PostgreSQL-database op {host}; instellingen en lijsten in {folder}. Beheerder: [naam].",
        "moved": "Let op: deze map lijkt gesynchroniseerd of op het netwerk te staan; verplaats haar naar de eigen schijf.",
        "codebook": "Niets. De woordzoeker op deze computer stelt het kernwoord voor: geen AI, geen netwerk.",
        "paste": (
            "sq-coder verstuurt niets. Een onderzoeker plakt prompt en verhaal zelf in een chatvenster: [welk, onder "
            "welke overeenkomst], alleen met toestemming van de bewoner, en zonder namen."
        ),
        "nowhere": "Een taalmodel dat nog niet gekozen is: [waar het staat, welk model, welke overeenkomst].",
        "local": "De prompt {prompt} en het verhaal gaan naar {model} op deze computer ({host}) en verlaten haar niet.",
        "remote": (
            "De prompt {prompt} en de tekst van het verhaal gaan naar {host} (model {model}), alleen van verhalen waarvan "
            "de bewoner ja zei. Namen, plaatsen en nummers worden eerst hier vervangen (gepseudonimiseerd); wie het verhaal "
            "kent, kan iemand herkennen. Verwerkersovereenkomst: [met wie]. Servers in: [land]. Traint ermee: [ja/nee]."
        ),
        "nothing_sent": "Tot nu toe is er niets verstuurd.",
        "was_sent": "Tot nu toe: {number} berichten, naar {hosts}; elk staat met tijd en hash in het logboek.",
    },
    "en": {
        Working.TOGETHER: "together, with one shared decision",
        Working.IN_TURN: "one after the other: the second reads after the first",
        Working.INDEPENDENT: "independently, compared afterwards",
        "none": "none",
        "names": "[names]",
        "file": "In one folder on one computer: {folder}. Disk encrypted: [yes/no].",
        "server": "In a PostgreSQL database on {host}; settings and lists in {folder}. Kept by: [name].",
        "moved": "Note: this folder seems to be synchronised or on a network; move it to the computer's own disk.",
        "codebook": "Nothing. The word finder on this computer proposes the keyword: no AI, no network.",
        "paste": (
            "sq-coder sends nothing. A researcher pastes prompt and story in a chat window: [which, under which "
            "agreement], only with the resident's consent, and without names."
        ),
        "nowhere": "To a language model that is not chosen yet: [where it is, which model, which agreement].",
        "local": "The prompt {prompt} and the story go to {model} on this computer ({host}) and do not leave it.",
        "remote": (
            "The prompt {prompt} and the story's text go to {host} (model {model}), only of stories whose resident said "
            "yes. Names, places and numbers are first replaced here (pseudonymised); who knows the story may recognise "
            "somebody. Processing agreement: [with whom]. Servers in: [country]. Used for training: [yes/no]."
        ),
        "nothing_sent": "Nothing was sent so far.",
        "was_sent": "So far: {number} messages, to {hosts}; each is logged with its time and hash.",
    },
}

_DUTCH = (
    (
        "Doel",
        "Verhalen van bewoners lezen door de lens van Sociale Kwaliteit: per verhaal een of meer kernwoorden, geteld op "
        "een kwadrant van vier condities. De aantallen beschrijven deze verhalen; over niemand wordt een besluit genomen. "
        "Onderzoeksvraag: [vraag]. Grondslag: [toestemming, of taak van algemeen belang].",
    ),
    (
        "Welke gegevens",
        "Verhalen ({stories} op dit moment) met titel, tekst, jaar, groep, wie vertelt en drie antwoorden over toestemming. "
        "Verdere kolommen: {further}. Verhalen kunnen over gezondheid, geld of geloof gaan: bijzondere persoonsgegevens.",
    ),
    (
        "Waar ze staan",
        "{where}{warning} sq-coder heeft geen eigen server, meet geen gebruik en luistert alleen op deze computer.",
    ),
    ("Wat naar wie gaat", "{sent} {so_far}"),
    (
        "Toestemming",
        "Gevraagd aan de bewoner, apart voor: naar een taalmodel, citeren, bewaren. Voor een taalmodel zeiden {yes} ja en "
        "{no} nee; van {unknown} is het niet bekend, en niet bekend is geen ja. Informatiebrief: [bijlage].",
    ),
    (
        "Rollen",
        "Onderzoekers: {researchers}. Verantwoordelijk: [organisatie, naam]. Functionaris gegevensbescherming: [naam]. "
        "Wie de map kan openen: [namen].",
    ),
    (
        "Wie besluit",
        "Mensen. Een voorstel is een begin; een kernwoord telt pas als {coders} onderzoekers hetzelfde kozen "
        "({working}). Elke keuze blijft leesbaar, met naam, tijd en of het voorstel in beeld was.",
    ),
    (
        "Hoe lang",
        "Verhalen: tot [datum]; kopieën (backup) op: [plaats], tot [datum]. De aantallen kunnen blijven: bij minder dan "
        "vijf verhalen kan iemand herkenbaar zijn. Publiceren gaat zonder teksten en namen (export --public).",
    ),
    (
        "Intrekken",
        "Een bewoner kan het verhaal intrekken bij [naam, telefoon]. Dan worden tekst, passages, antwoorden en opmerkingen "
        "gewist; alleen het nummer blijft, zodat het verhaal niet terugkomt. Eerdere exports en kopieën wist u zelf.",
    ),
    ("Programma", "sq-coder {version} (MIT-licentie). Kernwoordenlijst: {codebook}."),
)

_ENGLISH = (
    (
        "Purpose",
        "Reading residents' stories through the lens of Social Quality: one or more keywords per story, counted on a "
        "quadrant of four conditions. The counts describe these stories; nothing is decided about anybody. Research "
        "question: [question]. Legal basis: [consent, or a task in the public interest].",
    ),
    (
        "Which data",
        "Stories ({stories} at this moment) with title, text, year, group, who tells and three answers on consent. "
        "Further columns: {further}. Stories can be about health, money or belief: special categories of personal data.",
    ),
    (
        "Where they are",
        "{where}{warning} sq-coder has no server of its own, measures no use and listens on this computer only.",
    ),
    ("What goes to whom", "{sent} {so_far}"),
    (
        "Consent",
        "Asked of the resident, separately for: to a language model, quoting, keeping. For a language model {yes} said yes "
        "and {no} no; of {unknown} it is not known, and not known is not yes. Information letter: [annex].",
    ),
    (
        "Roles",
        "Researchers: {researchers}. Responsible: [organisation, name]. Data protection officer: [name]. "
        "Who can open the folder: [names].",
    ),
    (
        "Who decides",
        "People. A proposal is a beginning; a keyword counts only when {coders} researchers chose the same ({working}). "
        "Every decision stays readable, with name, time and whether the proposal was in sight.",
    ),
    (
        "How long",
        "Stories: until [date]; copies (backup) at: [place], until [date]. The counts may stay: with fewer than five "
        "stories somebody may be recognised. Publishing goes without texts and names (export --public).",
    ),
    (
        "Withdrawing",
        "A resident can withdraw the story with [name, telephone]. Then text, passages, replies and remarks are erased; "
        "only the number stays, so that the story does not come back. Earlier exports and copies you erase yourself.",
    ),
    ("Program", "sq-coder {version} (MIT licence). Codebook: {codebook}."),
)

_TEXTS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Verantwoording: {name}",
        "introduction": (
            "Voor de ethische commissie en de functionaris gegevensbescherming. Ingevuld uit de instellingen op {date}; "
            "wat tussen [haken] staat vult u zelf in."
        ),
    },
    "en": {
        "title": "Accountability: {name}",
        "introduction": (
            "For the ethics committee and the data protection officer. Filled in from the settings on {date}; what stands "
            "between [brackets] is for you to fill in."
        ),
    },
}
_ANSWERS = {"nl": _DUTCH, "en": _ENGLISH}
