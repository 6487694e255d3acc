"""The methods and results text in English, sentence by sentence as in Dutch."""

from __future__ import annotations

from sq_coder import review
from sq_coder.domain import Agreement, ConditionTally, Outcome, Perspective, Sight, Working
from sq_coder.report.facts import ReportInput, Source
from sq_coder.report.words import decimal, in_words, listed, sentence, times

HEADINGS = (
    "Stories",
    "Proposals",
    "Checking",
    "Quadrant",
    "Same choice before talking",
    "Criticism that residents voiced",
    "How to read this",
)

UNDECIDED = "No place on the quadrant yet"

BOARD = {"Quadrant": "Board", UNDECIDED: "No place on the board yet"}
"""What is called otherwise with a codebook of other than four conditions."""

REASONS = {
    review.NO_DECISIONS: "there are no choices yet",
    review.ALL_TOGETHER: "all choices were made together",
    review.NONE_INDEPENDENT: "no story has choices of two researchers made apart",
}

_WORKING = {
    Working.TOGETHER: "together, with one shared choice per story",
    Working.IN_TURN: "in turn: the second researcher read the choice of the first",
    Working.INDEPENDENT: "apart: nobody saw the first choice of another",
}

_NOTHING = "no keywords have been settled yet"

_OUTCOMES = {
    Outcome.KEPT: "the proposed keyword was kept",
    Outcome.CHANGED: "it was changed",
    Outcome.ONE_ADDED: "one keyword was added",
    Outcome.TWO_ADDED: "two keywords were added",
    Outcome.MORE_ADDED: "three or more keywords were added",
    Outcome.CHANGED_AND_ADDED: "it was changed and others were added",
    Outcome.NO_PROPOSAL: "there was no usable proposal",
}

_IT = " the proposed keyword "
"""What 'it' is, where nothing before it named it."""


def stories(given: ReportInput) -> str:
    """How many stories, from when and from whom, and how many of them are settled."""
    n, settled = len(given.stories), given.tally.stories
    if not n:
        return "No stories have been brought in yet."
    text = _about(given)
    if settled:
        text += f" The keywords of {_stories(settled)} are settled; only those are counted."
    else:
        text += " The keywords of no story are settled yet, so nothing is counted."
    if n > settled > 0:
        text += " " + sentence(f"not settled yet: {_stories(n - settled)}")
    if given.to_discuss:
        text += " " + sentence(f"to discuss: {_stories(given.to_discuss)}")
    return text


def _about(given: ReportInput) -> str:
    """How many stories, from whom, and how many of each year; stories of one year have no list of years."""
    lone = len(given.stories) == 1
    tellers = {
        Perspective.RESIDENT: " of a resident" if lone else " of residents",
        Perspective.FACILITATOR: " of a group facilitator" if lone else " of group facilitators",
    }
    told_by = tellers[given.told_by] if given.told_by else ""
    return sentence(f"this report is about {_stories(len(given.stories))}{told_by}{_years(given)}")


def _years(given: ReportInput) -> str:
    """From which years, and how many of each: together they are all stories, also those without a year."""
    if len(given.per_year) == 1 and not given.without_year:
        ((year, n),) = given.per_year
        return {1: f", from {year}", 2: f", both from {year}"}.get(n, f", all from {year}")
    years = [f"{in_words(count, 'en')} from {year}" for year, count in given.per_year]
    if years and given.without_year:
        years.append(f"{in_words(given.without_year, 'en')} of which the year is not known")
    return f": {listed(years, 'en')}" if years else ""


def proposals(given: ReportInput) -> str:
    """Who or what proposed, with the exact question; more than one each with its stories."""
    sources = given.sources
    if not sources:
        return "No proposals for keywords were recorded."
    if len(sources) == 1:
        return f"The keywords were proposed {_by(sources[0])}"
    text = (
        "The keywords were proposed in more than one way. To each story belongs the proposal that was in sight when its "
        "keywords were chosen; where that was not recorded, the latest from before."
    )
    for source in sources:
        text += f" For {_stories(source.stories)} it was made {_by(source)}"
    without = len(given.stories) - sum(source.stories for source in sources)
    return f"{text} {sentence(f'without a usable proposal: {_stories(without)}')}" if without else text


def _by(source: Source) -> str:
    run = source.run
    if run.proposer == "codebook":
        return (
            "by the word finder of sq-coder (no AI). It finds only words of the codebook, and may find no fitting word."
        )
    how = ", pasted from a chat" if run.proposer == "paste" else ""
    text = f"by a language model ({run.model or 'unknown model'}{how})"
    return f'{text}, asked: "{source.prompt.text.strip()}"' if source.prompt else f"{text}."


def checking(given: ReportInput) -> str:
    """Who checked and how, and what that did with the proposals."""
    people = f"{in_words(given.researchers, 'en')} researcher{'' if given.researchers == 1 else 's'}"
    text = sentence(f"the settled keywords come from {people}" if given.verdicts else _NOTHING)
    text += f" The way of working agreed on is {_WORKING[given.settings.working]}."
    if given.verdicts:
        text += " " + sentence(
            f"settled together: {_stories(given.together)}; after choices of each apart: "
            f"{_stories(len(given.verdicts) - given.together)}"
        )
    text += _work(given)
    if (found := given.validation) is None:
        return text
    happened = [f"{times(found.count(o), 'en')} {words}" for o, words in _OUTCOMES.items() if found.count(o)]
    if happened:
        first = happened[0].replace(" it ", _IT, 1)
        text += f" {sentence(listed([first, *happened[1:]], 'en'))}"
    return f"{text} " + sentence(f"together that is {_words(found.keywords)}")


def _work(given: ReportInput) -> str:
    """Who worked how, and whether the proposal was in sight."""
    text = ""
    for name, together, alone in given.work:
        ways = [f"for {_stories(together)} together"] if together else []
        ways += [f"for {_stories(alone)} alone"] if alone else []
        text += f" Choices of {name}: {listed(ways, 'en')}."
    seen, unseen, unknown = (given.choices(s) for s in (Sight.PROPOSAL, Sight.NONE, Sight.UNKNOWN))
    if seen or unseen:
        known = f"with the proposal in sight: {_choices(seen)}; without seeing the proposal: {_choices(unseen)}"
        text += " " + sentence(known + (f"; not recorded: {_choices(unknown)}" if unknown else ""))
    return text


def _choices(n: int) -> str:
    return f"{in_words(n, 'en')} choice{'' if n == 1 else 's'}"


_NOBODY_RECORDED = "Whether residents voiced criticism was not recorded by anybody for these stories. It does not mean that they had none."


def criticism(given: ReportInput) -> str:
    """In how many stories criticism was noted, and what it was where the resident agreed to be quoted."""
    none = given.without_criticism
    had_none = sentence(f"that the narrator had no criticism was recorded for {none} {_of(len(given.stories))}")
    if not given.criticism:
        where = " Record it with the story: Stories, Revise, Criticism of the resident." if given.quoting else ""
        return had_none if none else f"{_NOBODY_RECORDED}{where}"
    voiced = len(given.criticism)
    text = sentence(f"criticism that the narrator voiced was recorded for {voiced} {_of(len(given.stories))}")
    if (silent := len(given.criticism) - len(given.quotable)) > 0:
        why = ", as there is no consent for that" if given.quoting else ""
        text += " " + sentence(f"not quoted{why}: {in_words(silent, 'en')}")
    text += f" {had_none}" if none else ""
    return "\n\n".join([text, *(["\n".join(f"- {quoted}" for quoted in given.quotable)] if given.quotable else [])])


def quadrant(given: ReportInput) -> str:
    """What stands on the quadrant in all, and what was discussed."""
    apart = given.tally.undecided.total
    placed = given.tally.keywords - apart
    where = f"on the {'quadrant' if given.on_a_quadrant else 'board'}"
    noted = f"{'stands' if placed == 1 else 'stand'} {_words(placed)} from {_stories(given.tally.stories)}"
    text = sentence(f"{where} {noted if placed else 'stands no keyword yet'}")
    text += " A keyword counts once per story."
    if apart:
        text += " " + sentence(f"no place yet: {_words(apart)}")
    if given.discussed:
        talked = listed([word for word, _ in given.discussed], "en")
        places = "The place of {} was" if len(given.discussed) == 1 else "The places of {} were"
        return f"{text} {places.format(talked)} discussed first."
    return text


def condition(place: ConditionTally, n: int) -> str:
    """The counts of one condition, as words."""
    noted = [f"{word} {times(count, 'en')}" for word, count, _ in place.keywords]
    if not noted:
        return "No keyword was noted here."
    words = _words(place.total)
    return f"{sentence(f'{words}, in {place.stories} {_of(n)}')} Noted: {listed(noted, 'en')}."


def agreement(found: Agreement | None) -> str:
    """How far researchers chose the same before they talked; or that it was not measured, and why."""
    if found is None or found.same_keywords is None:
        reason = REASONS[found.reason] if found else REASONS[review.NO_DECISIONS]
        return f"Not measured: {reason}."
    text = sentence(
        f"researchers chose apart for {_stories(found.stories)}. The same keywords: "
        f"{_stories(found.same_keywords)} ({round(found.percent or 0)}%). The same conditions: "
        f"{_stories(found.same_condition or 0)}"
    )
    if found.alpha is None:
        return f"{text} Krippendorff's alpha cannot be determined."
    text += f" Krippendorff's alpha ({found.distance} distance) is {decimal(found.alpha, 'en')}"
    if found.alpha_low is None or found.alpha_high is None:
        return f"{text}; there are too few stories to say how certain that is."
    return f"{text} (95% interval: {decimal(found.alpha_low, 'en')} to {decimal(found.alpha_high, 'en')})."


def reading(given: ReportInput) -> str:
    """What the reader must not conclude."""
    text = (
        "The counts say how often a keyword was noted for these stories, not how strong or how important "
        "something is. They say nothing about residents who told no story, and do not prove what a group "
        "brings about."
    )
    if len(given.per_year) > 1:
        text += (
            " Years beside each other describe these conversations; residents may have been found in another "
            "way each year, so a difference does not point to a rise or fall."
        )
    if given.sources:
        text += " Whoever had a proposal in sight when choosing may have chosen differently because of it."
    return text


def _stories(n: int) -> str:
    return f"{in_words(n, 'en')} stor{'y' if n == 1 else 'ies'}"


def _of(n: int) -> str:
    return "of 1 story" if n == 1 else f"of the {n} stories"


def _words(n: int) -> str:
    return f"{in_words(n, 'en')} keyword{'' if n == 1 else 's'}"
