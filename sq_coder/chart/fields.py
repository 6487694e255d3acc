"""What stands in each field, before anything has a place: condition, counts, words, colours."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.chart import labels
from sq_coder.chart.colours import GREY, INK, NO_PLACE, WHITE, edge, ink, paper
from sq_coder.chart.fit import Entry
from sq_coder.chart.layout import Text
from sq_coder.chart.page import LEAST, lines_of
from sq_coder.chart.words import clean, width
from sq_coder.domain import UNDECIDED, AxisWords, Codebook, Condition, ConditionId, ConditionTally, Position, Tally


@dataclass(frozen=True, slots=True)
class Subject:
    """One field's content. `stories` is the sentence in how many stories, empty where that is unknown."""

    condition: ConditionId
    name: str
    total: int
    stories: str
    entries: tuple[Entry, ...]
    ink: str
    paper: str
    edge: str

    @property
    def placed(self) -> bool:
        """Whether this is a condition; else it is the strip of keywords without a place."""
        return self.condition != UNDECIDED


def name_of(condition: Condition, language: str) -> str:
    """A condition's name in a language; the Dutch one where there is no other."""
    return clean(condition.name_en if language == "en" and condition.name_en else condition.name)


def axes_of(codebook: Codebook, language: str) -> AxisWords:
    """The axis words in a language; the Dutch ones where there are no others."""
    return codebook.axes_en if language == "en" and codebook.axes_en != AxisWords() else codebook.axes


def in_quadrant_order(codebook: Codebook) -> tuple[Condition, ...] | None:
    """The four conditions as they stand on the axes, row by row; None when the codebook has no quadrant."""
    by_place = {c.position: c for c in codebook.conditions if c.position is not None}
    if len(codebook.conditions) != 4 or len(by_place) != 4:
        return None
    return tuple(by_place[place] for place in Position)


def subject(condition: Condition, place: int, tally: Tally, *, language: str) -> Subject:
    """A condition's field. `place` is its rank in the codebook, which chooses how light its notes are."""
    counts = next((c for c in tally.conditions if c.condition == condition.id), None)
    counts = counts or ConditionTally(condition.id, 0, 0)
    accent = condition.colour
    return Subject(
        condition=condition.id,
        name=name_of(condition, language),
        total=counts.total,
        stories=_stories(counts, tally, language),
        entries=_entries(counts),
        ink=ink(accent),
        paper=paper(accent, place),
        edge=edge(accent, place),
    )


def without_place(tally: Tally, *, language: str) -> Subject:
    """The strip of keywords that have no place yet."""
    return Subject(
        condition=UNDECIDED,
        name=labels.word("undecided", language),
        total=tally.undecided.total,
        stories=_stories(tally.undecided, tally, language),
        entries=_entries(tally.undecided),
        ink=INK,
        paper=WHITE,
        edge=NO_PLACE,
    )


def _entries(counts: ConditionTally) -> tuple[Entry, ...]:
    return tuple(Entry(clean(word), count, discussed) for word, count, discussed in counts.keywords)


def _stories(counts: ConditionTally, tally: Tally, language: str) -> str:
    """Counts from elsewhere often come without stories; then the sentence stays away instead of saying 0."""
    if tally.source and not counts.stories and counts.total:
        return ""
    return labels.in_stories(counts.stories, tally.stories, language) if tally.stories else ""


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a field: texts from its own top left, and how high they are together."""

    texts: tuple[Text, ...]
    height: float
    beside: float = 0.0  # its width, where it stands left of the notes instead of above them


def figure_width(subjects: tuple[Subject, ...], size: float) -> float:
    """The widest total, so that names stand in line below each other."""
    return max((width(str(s.total), size, bold=True) for s in subjects if s.placed), default=0.0)


def header(subject: Subject, room: float, scale: float, *, figures: float, language: str) -> Header:
    """The total, large; beside it the name, and how often and in how many stories."""
    if not subject.placed:
        return _strip(subject, room, scale, language)
    big = 32.0 * scale if room > 200 * scale else 23.0 * scale
    left = (figures if room > 200 * scale else width(str(subject.total), big, bold=True)) + 9 * scale
    name, small = 15.5 * scale if room > 200 * scale else max(9.0, 11.5 * scale), max(LEAST, 9.0 * scale)
    texts = [Text(0.0, big * 0.73, str(subject.total), big, bold=True, colour=subject.ink)]
    y = name * 0.73
    for i, row in enumerate(lines_of(subject.name, room - left, name, bold=True)):
        y += name * 1.12 if i else 0.0
        texts.append(Text(left, y, row, name, bold=True, colour=subject.ink))
    for row in _told(subject, room - left, small, language):
        y += small * (1.5 if texts[-1].bold else 1.25)
        texts.append(Text(left, y, row, small, colour=GREY))
    return Header(tuple(texts), max(y, big * 0.73) + 10 * scale)


def _strip(subject: Subject, room: float, scale: float, language: str) -> Header:
    """The head of what has no place, left of its notes: a strip along the page is low."""
    name, small = max(9.0, 12.0 * scale), max(LEAST, 9.0 * scale)
    x = width(str(subject.total), name, bold=True) + 0.4 * name
    y = 0.9 * name
    texts = [Text(0.0, y, str(subject.total), name, bold=True)]
    for i, row in enumerate(lines_of(subject.name, 0.22 * room - x, name, bold=True)):
        y += name * 1.12 if i else 0.0
        texts.append(Text(x, y, row, name, bold=True))
    for row in _told(subject, 0.22 * room, small, language):
        y += small * (1.45 if texts[-1].bold else 1.25)
        texts.append(Text(0.0, y, row, small, colour=GREY))
    return Header(tuple(texts), y + small * 0.3, max(text.box.right for text in texts) + 18 * scale)


def _told(subject: Subject, room: float, size: float, language: str) -> tuple[str, ...]:
    """How often and in how many stories, on one line or broken where the one ends and the other begins."""
    times = labels.word("time" if subject.total == 1 else "times", language)
    if not subject.stories:
        return lines_of(times, room, size)
    told = lines_of(f"{times}, {subject.stories}", room, size)
    return told if len(told) == 1 else (*lines_of(f"{times},", room, size), *lines_of(subject.stories, room, size))
