"""A condition's words as rows in a small field: word, sign and count, and a bar below."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.chart import labels
from sq_coder.chart.colours import GREY, INK
from sq_coder.chart.fields import Subject
from sq_coder.chart.fit import LEADING, depth
from sq_coder.chart.layout import ASCENT, Box, Field, Mark, Note, Shape, Sign, Text
from sq_coder.chart.page import lines_of
from sq_coder.chart.words import width, wrap
from sq_coder.domain import keyword_key

HEAD = 1.06
"""Type size of a field's name, against that of its words."""

BAR = 0.24
"""Height of the bar below a word, in type sizes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword that stands in every slice, counted or not."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is new and gone in a slice against the one before it, as keys."""

    slice: str
    new: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def sign(self, key: str, *, here: bool) -> Sign | None:
        """The sign of a word that is in the slice or not."""
        if here:
            return Sign.NEW if key in self.new else None
        return Sign.GONE if key in self.gone else None


@dataclass(frozen=True, slots=True)
class Row:
    """One word over its lines, `y` below the top of its field."""

    word: Word
    lines: tuple[str, ...]
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Rows:
    """A field's rows at one width and type size: the same in every slice."""

    width: float
    size: float
    count: float  # room for the count, right
    head: tuple[str, ...]
    head_lines: int  # with a line for the total where it does not fit beside the name
    rows: tuple[Row, ...]
    height: float
    broken: int

    @property
    def bars(self) -> float:
        """Room for the longest bar, in points."""
        return self.width - self.count - self.size * 1.6

    def field(self, subject: Subject, box: Box, change: Change, *, unit: float, language: str) -> Field:
        """The field of one slice; `unit` is how long the bar of one time is, in the whole figure."""
        size = self.size * HEAD
        bases = [box.y + size * (ASCENT + LEADING * i) for i in range(max(self.head_lines, 1))]
        texts = [
            Text(box.x, base, line, size, bold=True, colour=subject.ink)
            for base, line in zip(bases, self.head, strict=False)
        ]
        texts.append(Text(box.right, bases[-1], str(subject.total), size, bold=True, colour=subject.ink, anchor="end"))
        if not self.rows:
            empty = labels.word("empty", language)
            texts += [
                Text(box.x, bases[-1] + self.size * (1.7 + LEADING * i), line, self.size, colour=GREY)
                for i, line in enumerate(lines_of(empty, box.w, self.size))
            ]
        counts = {keyword_key(e.word): e for e in subject.entries}
        notes = []
        for row in self.rows:
            entry = counts.get(keyword_key(row.word.word))
            sign = change.sign(row.word.key, here=entry is not None)
            place = Box(box.x, box.y + row.y, box.w, row.height)
            notes.append(self._note(row, entry.count if entry else 0, subject, place, sign, unit))
        return Field(subject.condition, subject.name, box, tuple(texts), tuple(notes), change.slice)

    def _note(self, row: Row, count: int, subject: Subject, box: Box, sign: Sign | None, unit: float) -> Note:
        size = self.size
        base = box.y + size * ASCENT
        colour = INK if count else GREY
        lines = [Text(box.x, base + i * size * LEADING, line, size, colour=colour) for i, line in enumerate(row.lines)]
        told, ink = (f"×{count}", subject.ink) if count else ("·", GREY)
        times = Text(box.right, base, told, size, bold=True, colour=ink, anchor="end")
        under = box.y + depth(len(row.lines), size) + 0.08 * size
        shapes = (Shape(Box(box.x, under, count * unit, size * BAR), subject.edge),) if count else ()
        at = box.right - self.count - size * 1.1
        marks = (Mark(sign, at, base - size * 0.84, size, subject.ink),) if sign else ()
        return Note(row.word.word, count, box, (*lines, times), shapes, marks)


def _head(name: str, room: float, total: float, size: float) -> tuple[str, ...]:
    """A name over lines that leave room for the total, unless a word would have to be broken for it."""
    beside = wrap(name, round(max((room - total) / size, 1.0), 2), bold=True)
    return lines_of(name, room, size, bold=True) if beside.broken else beside.lines


def rows(subjects: tuple[Subject, ...], words: tuple[Word, ...], room: float, size: float, lead: float) -> Rows:
    """The rows of one condition at a width, a type size, and a white between rows in type sizes."""
    counts = [width(e.times, size, bold=True) for s in subjects for e in s.entries]
    count = max([*counts, size])
    totals = max((width(str(s.total), size * HEAD, bold=True) for s in subjects), default=0.0)
    head = _head(subjects[0].name, room, totals + 6, size * HEAD) if subjects else ()
    beside = bool(head) and width(head[-1], size * HEAD, bold=True) + 6 + totals <= room
    head_lines = len(head) + (0 if beside else 1)
    y = size * HEAD * (ASCENT + LEADING * (head_lines - 1)) + size * 0.95
    made, broken = [], 0
    for word in words:
        wrapped = wrap(word.word, round(max((room - count - size * 1.2 - 6) / size, 1.0), 2))
        height = depth(len(wrapped.lines), size) + size * lead
        made.append(Row(word, wrapped.lines, y, height))
        broken += wrapped.broken
        y += height
    if not made:
        lines = max(len(lines_of(labels.word("empty", language), room, size)) for language in ("nl", "en"))
        y += size * max(2, lines) * LEADING
    return Rows(room, size, count, head, head_lines, tuple(made), y, broken)
