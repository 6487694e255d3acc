"""The methods and results text, from the data: how it was done, what was noted, what not to conclude."""

from __future__ import annotations

from sq_coder.domain import ConditionTally
from sq_coder.report import appendix, dutch, english
from sq_coder.report.facts import ReportInput

__all__ = ["ReportInput", "text"]


def text(given: ReportInput, *, language: str = "nl") -> str:
    """The text in Dutch ('nl') or English ('en'), with Markdown headings. Every number in it is from the data.

    The order is that of the published study: stories, proposals, checking, then the quadrant condition by
    condition, zeros too; an appendix says how a language model was used. Counts up to twenty are words. It describes and never says what groups bring about.
    """
    language = "nl" if language == "nl" else "en"
    say = dutch if language == "nl" else english
    paragraphs = (
        say.stories(given),
        say.proposals(given),
        say.checking(given),
        _with_conditions(given, language),
        say.agreement(given.agreement),
        say.criticism(given),
        say.reading(given),
    )
    titles = say.HEADINGS if given.on_a_quadrant else [say.BOARD.get(title, title) for title in say.HEADINGS]
    parts = [f"## {title}\n\n{words}" for title, words in zip(titles, paragraphs, strict=True)]
    parts.append(f"## {appendix.HEADING[language]}\n\n{appendix.text(given, language)}")
    return "\n\n".join(parts) + "\n"


def _with_conditions(given: ReportInput, language: str) -> str:
    say = dutch if language == "nl" else english
    places: list[tuple[str, ConditionTally]] = []
    for place in given.tally.conditions:
        known = given.codebook.condition(place.condition)
        name = place.condition if known is None else known.name if language == "nl" else known.name_en
        places.append((name, place))
    if given.tally.undecided.total:
        apart = say.UNDECIDED if given.on_a_quadrant else say.BOARD[say.UNDECIDED]
        places.append((apart, given.tally.undecided))
    parts = [f"### {name} ({place.total})\n\n{say.condition(place, given.tally.stories)}" for name, place in places]
    return "\n\n".join([say.quadrant(given), *parts])
