"""What the nouns are called on screen."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder.domain import UNDECIDED, Answer, Codebook, FirstSelf, Perspective, StoryStatus, Working
from sq_coder.ui.words import _, language


def day(at: str) -> str:
    """A moment as a date on screen: 22-11-2026."""
    year, month, number = at[:10].split("-") if at[:10].count("-") == 2 else ("", "", at)
    return at[:10] if language() == "en" or not year else f"{number}-{month}-{year}"


def moment(at: str) -> str:
    """A moment as a date with the time of day."""
    return f"{day(at)} {at[11:16]}"


def status_name(status: StoryStatus) -> str:
    """How far a story is."""
    return {
        StoryStatus.NOT_SEEN: _("nog niet bekeken"),
        StoryStatus.DRAFT: _("concept"),
        StoryStatus.SEEN_BY_ONE: _("door één bekeken"),
        StoryStatus.TO_DISCUSS: _("te bespreken"),
        StoryStatus.AGREED: _("vastgesteld"),
        StoryStatus.WITHDRAWN: _("ingetrokken"),
    }[status]


def perspective_name(perspective: Perspective) -> str:
    """Who tells a story."""
    return {Perspective.RESIDENT: _("bewoner"), Perspective.FACILITATOR: _("groepsbegeleider")}[perspective]


def answer_name(answer: Answer) -> str:
    """What somebody answered when asked for consent."""
    return {Answer.YES: _("ja"), Answer.NO: _("nee"), Answer.UNKNOWN: _("niet gevraagd")}[answer]


def condition_name(condition: str | None, codebook: Codebook) -> str:
    """A condition of the codebook, or that there is no place yet."""
    found = codebook.condition(condition) if condition and condition != UNDECIDED else None
    if found is None:
        return _("nog geen plek")
    return found.name if language() == "nl" else found.name_en or found.name


def proposer_name(proposer: str) -> str:
    """Where proposals come from."""
    return {
        "codebook": _("Woordzoeker (geen AI)"),
        "paste": _("Plakken uit een chat"),
        "openai": _("Taalmodel (AI)"),
    }.get(proposer, proposer)


def working_names() -> dict[Working, str]:
    """The ways of working."""
    return {
        Working.TOGETHER: _("Samen, aan één tafel"),
        Working.IN_TURN: _("Na elkaar: de tweede leest na"),
        Working.INDEPENDENT: _("Los van elkaar, daarna vergelijken"),
    }


def first_self_name(way: FirstSelf) -> str:
    """On which stories researchers choose before they see the proposal."""
    return {
        FirstSelf.NONE: _("Bij geen verhaal"),
        FirstSelf.SHARE: _("Bij een deel van de verhalen, door loting"),
        FirstSelf.ALL: _("Bij alle verhalen"),
    }[way]


def joined(names: Sequence[str]) -> str:
    """Names as a sentence has them: 'Ann, Bob en Cor'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {'en' if language() == 'nl' else 'and'} {names[-1]}"
