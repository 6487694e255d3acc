"""The methods and results text in Dutch. It describes: no word of what the groups bring about."""

from __future__ import annotations

from sq_coder import review
from sq_coder.domain import Agreement, ConditionTally, Outcome, Perspective, Sight, Working
from sq_coder.report.facts import ReportInput, Source
from sq_coder.report.words import decimal, in_words, listed, sentence, times

HEADINGS = (
    "Verhalen",
    "Voorstellen",
    "Controle",
    "Kwadrant",
    "Zelfde keuze vóór overleg",
    "Kritiek van bewoners",
    "Hoe dit te lezen",
)

UNDECIDED = "Nog geen plek op het kwadrant"

BOARD = {"Kwadrant": "Bord", UNDECIDED: "Nog geen plek op het bord"}
"""What is called otherwise with a codebook of other than four conditions."""

REASONS = {
    review.NO_DECISIONS: "er zijn nog geen keuzes",
    review.ALL_TOGETHER: "alle keuzes zijn samen gemaakt",
    review.NONE_INDEPENDENT: "geen verhaal heeft keuzes van twee onderzoekers los van elkaar",
}

_WORKING = {
    Working.TOGETHER: "samen, met één gedeelde keuze per verhaal",
    Working.IN_TURN: "na elkaar: de tweede onderzoeker las de keuze van de eerste",
    Working.INDEPENDENT: "los van elkaar: niemand zag de eerste keuze van een ander",
}

_NOTHING = "er zijn nog geen kernwoorden vastgesteld"

_OUTCOMES = {
    Outcome.KEPT: "bleef het voorgestelde kernwoord staan",
    Outcome.CHANGED: "is het veranderd",
    Outcome.ONE_ADDED: "is het aangevuld met één kernwoord",
    Outcome.TWO_ADDED: "is het aangevuld met twee kernwoorden",
    Outcome.MORE_ADDED: "is het aangevuld met drie of meer kernwoorden",
    Outcome.CHANGED_AND_ADDED: "is het veranderd én aangevuld",
    Outcome.NO_PROPOSAL: "was er geen bruikbaar voorstel",
}

_IT = " het voorgestelde kernwoord "
"""What 'het' is, where nothing before it named it."""


def stories(given: ReportInput) -> str:
    """How many stories, from when and from whom, and how many of them are settled."""
    n, settled = len(given.stories), given.tally.stories
    if not n:
        return "Er zijn nog geen verhalen ingebracht."
    text = _about(given)
    if settled:
        text += f" Van {_stories(settled)} zijn de kernwoorden vastgesteld; alleen die tellen mee."
    else:
        text += " Van nog geen verhaal zijn de kernwoorden vastgesteld; er telt dus nog niets mee."
    if n > settled > 0:
        text += " " + sentence(f"nog niet vastgesteld: {_stories(n - settled)}")
    if given.to_discuss:
        text += " " + sentence(f"te bespreken: {_stories(given.to_discuss)}")
    return text


def _about(given: ReportInput) -> str:
    """How many stories, from whom, and how many of each year; stories of one year have no list of years."""
    lone = len(given.stories) == 1
    tellers = {
        Perspective.RESIDENT: " van een bewoner" if lone else " van bewoners",
        Perspective.FACILITATOR: " van een groepsbegeleider" if lone else " van groepsbegeleiders",
    }
    told_by = tellers[given.told_by] if given.told_by else ""
    return sentence(f"dit verslag gaat over {_stories(len(given.stories))}{told_by}{_years(given)}")


def _years(given: ReportInput) -> str:
    """From which years, and how many of each: together they are all stories, also those without a year."""
    if len(given.per_year) == 1 and not given.without_year:
        ((year, n),) = given.per_year
        return {1: f", uit {year}", 2: f", beide uit {year}"}.get(n, f", alle uit {year}")
    years = [f"{in_words(count, 'nl')} uit {year}" for year, count in given.per_year]
    if years and given.without_year:
        years.append(f"{in_words(given.without_year, 'nl')} waarvan het jaar niet bekend is")
    return f": {listed(years, 'nl')}" if years else ""


def proposals(given: ReportInput) -> str:
    """Who or what proposed, with the exact question; more than one each with its stories."""
    sources = given.sources
    if not sources:
        return "Er zijn geen voorstellen voor kernwoorden vastgelegd."
    if len(sources) == 1:
        return f"De kernwoorden zijn voorgesteld {_by(sources[0])}"
    text = (
        "De kernwoorden zijn op meer dan één manier voorgesteld. Bij elk verhaal hoort het voorstel dat bij het kiezen in "
        "beeld was; is dat niet vastgelegd, dan het laatste van daarvoor."
    )
    for source in sources:
        text += f" Bij {_stories(source.stories)} is voorgesteld {_by(source)}"
    without = len(given.stories) - sum(source.stories for source in sources)
    return f"{text} {sentence(f'zonder bruikbaar voorstel: {_stories(without)}')}" if without else text


def _by(source: Source) -> str:
    run = source.run
    if run.proposer == "codebook":
        return (
            "door de woordzoeker van sq-coder (geen AI). Die vindt alleen "
            "woorden uit de kernwoordenlijst en kan ook geen passend woord vinden."
        )
    how = ", geplakt uit een chat" if run.proposer == "paste" else ""
    text = f"door een taalmodel ({run.model or 'onbekend model'}{how})"
    return f'{text}, met de vraag: "{source.prompt.text.strip()}"' if source.prompt else f"{text}."


def checking(given: ReportInput) -> str:
    """Who checked and how, and what that did with the proposals."""
    people = f"{in_words(given.researchers, 'nl')} onderzoeker{'' if given.researchers == 1 else 's'}"
    text = sentence(f"de vastgestelde kernwoorden zijn van {people}" if given.verdicts else _NOTHING)
    text += f" De afgesproken werkwijze is {_WORKING[given.settings.working]}."
    if given.verdicts:
        text += " " + sentence(
            f"samen vastgesteld: {_stories(given.together)}; na keuzes van ieder apart: "
            f"{_stories(len(given.verdicts) - given.together)}"
        )
    text += _work(given)
    if (found := given.validation) is None:
        return text
    happened = [f"{times(found.count(o), 'nl')} {words}" for o, words in _OUTCOMES.items() if found.count(o)]
    if happened:
        first = happened[0] if found.count(Outcome.KEPT) else happened[0].replace(" het ", _IT, 1)
        text += f" {sentence(listed([first, *happened[1:]], 'nl'))}"
    return f"{text} " + sentence(f"samen {'is dat' if found.keywords == 1 else 'zijn dat'} {_words(found.keywords)}")


def _work(given: ReportInput) -> str:
    """Who worked how, and whether the proposal was in sight."""
    text = ""
    for name, together, alone in given.work:
        ways = [f"bij {_stories(together)} samen"] if together else []
        ways += [f"bij {_stories(alone)} alleen"] if alone else []
        text += f" Keuzes van {name}: {listed(ways, 'nl')}."
    seen, unseen, unknown = (given.choices(s) for s in (Sight.PROPOSAL, Sight.NONE, Sight.UNKNOWN))
    if seen or unseen:
        known = f"met het voorstel in beeld: {_choices(seen)}; zonder het voorstel te zien: {_choices(unseen)}"
        text += " " + sentence(known + (f"; niet vastgelegd: {_choices(unknown)}" if unknown else ""))
    return text


def _choices(n: int) -> str:
    return f"{in_words(n, 'nl')} keuze{'' if n == 1 else 's'}"


_NOBODY_RECORDED = "Of bewoners kritiek uitten, is bij deze verhalen door niemand vastgelegd. Dat betekent niet dat zij geen kritiek hadden."


def criticism(given: ReportInput) -> str:
    """In how many stories criticism was noted, and what it was where the resident agreed to be quoted."""
    none = given.without_criticism
    had_none = sentence(f"bij {none} {_of(len(given.stories))} is vastgelegd dat de verteller geen kritiek had")
    if not given.criticism:
        where = " U legt het vast bij het verhaal: Verhalen, Wijzigen, Kritiek van de bewoner." if given.quoting else ""
        return had_none if none else f"{_NOBODY_RECORDED}{where}"
    text = sentence(f"bij {len(given.criticism)} {_of(len(given.stories))} is kritiek van de verteller vastgelegd")
    if (silent := len(given.criticism) - len(given.quotable)) > 0:
        why = ", omdat daar geen toestemming voor is" if given.quoting else ""
        text += " " + sentence(f"niet aangehaald{why}: {in_words(silent, 'nl')}")
    text += f" {had_none}" if none else ""
    return "\n\n".join([text, *(["\n".join(f"- {quoted}" for quoted in given.quotable)] if given.quotable else [])])


def quadrant(given: ReportInput) -> str:
    """What stands on the quadrant in all, and what was discussed."""
    apart = given.tally.undecided.total
    placed = given.tally.keywords - apart
    where = f"op het {'kwadrant' if given.on_a_quadrant else 'bord'}"
    noted = f"{'staat' if placed == 1 else 'staan'} {_words(placed)} uit {_stories(given.tally.stories)}"
    text = sentence(f"{where} {noted if placed else 'staat nog geen kernwoord'}")
    text += " Een kernwoord telt één keer per verhaal."
    if apart:
        text += " " + sentence(f"nog geen plek: {_words(apart)}")
    if given.discussed:
        talked = listed([word for word, _ in given.discussed], "nl")
        return f"{text} Over de plek van {talked} is eerst overlegd."
    return text


def condition(place: ConditionTally, n: int) -> str:
    """The counts of one condition, as words."""
    noted = [f"{word} {times(count, 'nl')}" for word, count, _ in place.keywords]
    if not noted:
        return "Hier is geen kernwoord genoteerd."
    words = _words(place.total)
    return f"{sentence(f'{words}, in {place.stories} {_of(n)}')} Genoteerd: {listed(noted, 'nl')}."


def agreement(found: Agreement | None) -> str:
    """How far researchers chose the same before they talked; or that it was not measured, and why."""
    if found is None or found.same_keywords is None:
        reason = REASONS[found.reason] if found else REASONS[review.NO_DECISIONS]
        return f"Niet gemeten: {reason}."
    text = sentence(
        f"los van elkaar kozen onderzoekers bij {_stories(found.stories)}. Dezelfde kernwoorden: "
        f"{_stories(found.same_keywords)} ({round(found.percent or 0)}%). Dezelfde condities: "
        f"{_stories(found.same_condition or 0)}"
    )
    if found.alpha is None:
        return f"{text} Krippendorffs alfa is niet te bepalen."
    text += f" Krippendorffs alfa ({found.distance}-afstand) is {decimal(found.alpha, 'nl')}"
    if found.alpha_low is None or found.alpha_high is None:
        return f"{text}; er zijn te weinig verhalen om te zeggen hoe zeker dat is."
    return f"{text} (95%-interval: {decimal(found.alpha_low, 'nl')} tot {decimal(found.alpha_high, 'nl')})."


def reading(given: ReportInput) -> str:
    """What the reader must not conclude."""
    text = (
        "De aantallen zeggen hoe vaak een kernwoord bij deze verhalen is genoteerd, niet hoe sterk of hoe "
        "belangrijk iets is. Ze zeggen niets over bewoners die geen verhaal vertelden en bewijzen niet wat een "
        "groep teweegbrengt."
    )
    if len(given.per_year) > 1:
        text += (
            " Jaren naast elkaar beschrijven deze gesprekken; bewoners kunnen elk jaar op een andere manier "
            "gevonden zijn, dus een verschil wijst niet op een stijging of daling."
        )
    if given.sources:
        text += " Wie bij het kiezen een voorstel in beeld had, kan daardoor anders gekozen hebben."
    return text


def _stories(n: int) -> str:
    return f"{in_words(n, 'nl')} verha{'al' if n == 1 else 'len'}"


def _of(n: int) -> str:
    return "van 1 verhaal" if n == 1 else f"van de {n} verhalen"


def _words(n: int) -> str:
    return f"{in_words(n, 'nl')} kernwoord{'' if n == 1 else 'en'}"
