"""Paper sizes, and what stands above and below the fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sq_coder.chart.caption import Caption
from sq_coder.chart.colours import GREY, HAIR, INK, WHITE
from sq_coder.chart.layout import ASCENT, Box, Line, Mark, Shape, Sign, Text
from sq_coder.chart.words import clean, width, wrap

LEAST = 8.0
"""The smallest type that stands in any figure, in points."""


@dataclass(frozen=True, slots=True)
class Page:
    """A paper size in points. `scale` sizes the type around the notes, `least` and `most` bound the type on them.

    A single long word may shrink to `floor`, so that it does not make all others small.
    """

    width: float
    height: float
    margin: float
    scale: float = 1.0
    least: float = LEAST
    most: float = 14.0
    floor: float = LEAST

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def is_slide(self) -> bool:
        """Whether it is low for its width: then what is around the notes stands beside each other where it fits."""
        return self.width > 1.6 * self.height


A4 = Page(841.89, 595.276, 36.0)
A3 = Page(1190.551, 841.89, 46.0, scale=1.2)
MEDIUM_A4 = replace(A4, margin=33.0, scale=0.9, most=12.0)
COMPACT_A4 = replace(A4, margin=30.0, scale=0.8, most=10.0)
DENSE_A4 = replace(A4, margin=26.0, scale=0.72, most=9.0)
COMPACT_A3 = replace(A3, margin=40.0, scale=0.95, most=10.0)
SLIDE = Page(960.0, 540.0, 34.0, scale=1.25, least=12.0, most=20.0, floor=11.0)
LOW_SLIDE = replace(SLIDE, margin=28.0, scale=0.9)
PAGES = {
    "a4": ((A4, MEDIUM_A4, COMPACT_A4, DENSE_A4), (A3, COMPACT_A3)),
    "slide": (
        (SLIDE, replace(SLIDE, scale=1.1), replace(SLIDE, margin=30.0, scale=1.0), LOW_SLIDE),
        (replace(LOW_SLIDE, least=10.5), replace(LOW_SLIDE, least=9.0, floor=LEAST)),
        (Page(1600.0, 900.0, 50.0, scale=1.4),),
    ),
}
"""By format: the papers to try, each size with what stands around the notes ever smaller; then what it grows to."""


@dataclass(frozen=True, slots=True)
class Legend:
    """One sign with what it means. `bar` is the side of a square or the length of a bar, in points."""

    text: str
    sign: Sign | None = None
    sample: str = ""
    bar: float = 0.0
    flat: bool = False  # a bar, not a square


@dataclass(frozen=True, slots=True)
class Around:
    """Title, legend and provenance, and the room that they leave."""

    top: float
    bottom: float
    texts: tuple[Text, ...]
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]


def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """A text over lines that fit a room in points."""
    return wrap(clean(text), max(room / size, 1.0), bold=bold).lines


@lru_cache(maxsize=100)
def around(page: Page, caption: Caption, facts: str, legend: tuple[Legend, ...], notices: tuple[str, ...]) -> Around:
    """What stands above and below the fields on this page."""
    head, title_end = _rows_of(page, ((caption.title, 22.0, True, INK),), page.margin, page.inner)
    named = _beside(page, head[-1], caption.subtitle) if page.is_slide and head else ()
    pills, pill_texts, taken = _pills(page, notices, title_end + 9 * page.scale)
    room = page.inner - (taken + 24 if taken else 0.0)
    told, beside = _unsettled(page, facts, caption.unsettled, room)
    subtitle = "" if named else caption.subtitle
    parts = (*told, (subtitle, 11.5, False, GREY), (caption.sentence, 11.5, False, GREY))
    more, below = _rows_of(page, parts, title_end, room)
    more += [replace(text, y=more[0].y) for text in beside]
    top = max([below, *(pill.box.bottom for pill in pills)]) + 14 * page.scale
    foot, lines, shapes, marks, bottom = _foot(page, caption, legend)
    return Around(top, bottom, (*head, *named, *more, *pill_texts, *foot), lines, (*pills, *shapes), marks)


Part = tuple[str, float, bool, str]
"""A text with its size, weight and colour."""


def _beside(page: Page, title: Text, subtitle: str) -> tuple[Text, ...]:
    """The subtitle on the line of the title, where the line holds both."""
    size = max(LEAST, 11.5 * page.scale)
    x = title.box.right + size
    fits = bool(subtitle) and x + width(clean(subtitle), size) <= page.width - page.margin
    return (Text(x, title.y, clean(subtitle), size, colour=GREY),) if fits else ()


def _unsettled(page: Page, facts: str, unsettled: str, room: float) -> tuple[tuple[Part, ...], tuple[Text, ...]]:
    """The facts, and which stories are not in them: beside them where the line holds both, else below them."""
    size = max(LEAST, 11.5 * page.scale)
    x = width(clean(facts), size, bold=True) + size
    fact = (facts, 11.5, True, INK)
    if x + width(clean(unsettled), size) > room:
        return (fact, (unsettled, 11.5, False, INK)), ()
    return (fact,), (Text(page.margin + x, 0.0, clean(unsettled), size),) if unsettled else ()


def _pills(page: Page, notices: tuple[str, ...], y: float) -> tuple[list[Shape], list[Text], float]:
    """Dark labels at the right below the title that a reader cannot miss; they stack, and wrap at a third of the page."""
    size, pad = max(LEAST, 9.5 * page.scale), 7 * page.scale
    shapes, texts, widest = [], [], 0.0
    for notice in notices:
        rooms = (share * page.inner - 2 * pad for share in (0.36, 0.32, 0.28, 0.24, 0.2))
        # The narrowest label that needs no more lines: then they are about as long as each other.
        wraps = [lines_of(notice, room, size, bold=True) for room in rooms]
        rows = [rows for rows in wraps if len(rows) == len(wraps[0])][-1]
        w = max((width(row, size, bold=True) for row in rows), default=0.0) + 2 * pad
        h = size * (0.73 + 1.25 * (len(rows) - 1)) + 1.6 * pad
        x = page.width - page.margin - w
        shapes.append(Shape(Box(x, y, w, h), INK, radius=3 * page.scale))
        for i, row in enumerate(rows):
            base = y + 0.8 * pad + size * (0.73 + 1.25 * i)
            texts.append(Text(x + pad, base, row, size, bold=True, colour=WHITE))
        widest, y = max(widest, w), y + h + 4 * page.scale
    return shapes, texts, widest


def _rows_of(page: Page, parts: tuple[Part, ...], y: float, room: float) -> tuple[list[Text], float]:
    """Texts of (words, size, bold, colour) below each other from a height on, and the last baseline."""
    texts: list[Text] = []
    for text, base, bold, colour in parts:
        size = max(LEAST, base * page.scale)
        for row in lines_of(text, room, size, bold=bold):
            y += size * (ASCENT if y == page.margin else 1.2 if base > 20 else 1.45 if texts else 1.9)
            texts.append(Text(page.margin, y, row, size, bold, colour))
    return texts, y


def _foot(
    page: Page, caption: Caption, legend: tuple[Legend, ...]
) -> tuple[list[Text], tuple[Line, ...], list[Shape], tuple[Mark, ...], float]:
    """From the bottom up: provenance and date, a hairline, the legend."""
    size = max(LEAST, 8.0 * page.scale)
    step = size * 1.35
    right = width(clean(caption.date), size)
    room = page.inner - (right + 24 if right else 0)
    told = (" ".join(caption.provenance),) if page.is_slide else caption.provenance
    rows = [row for line in told for row in lines_of(line, room, size)]
    count = max(len(rows), 1 if right else 0)
    first = page.height - page.margin - (count - 1) * step + 4
    texts = [Text(page.margin, first + i * step, row, size, colour=GREY) for i, row in enumerate(rows)]
    if right:
        texts.append(Text(page.width - page.margin, first, clean(caption.date), size, colour=GREY, anchor="end"))
    rule = (first - size * 1.55) if count else page.height - page.margin
    lines = (Line(page.margin, rule, page.width - page.margin, rule, HAIR, 0.75),)
    more, shapes, marks, top = _legend(page, legend, rule - size * 0.8)
    return texts + more, lines, shapes, marks, top - size * 1.2


def _legend(
    page: Page, legend: tuple[Legend, ...], bottom: float
) -> tuple[list[Text], list[Shape], tuple[Mark, ...], float]:
    """The legend's entries beside each other, over as many rows as they need; its top."""
    size = max(LEAST, 8.5 * page.scale)
    rows = list(_rows(page, legend, size))
    texts, shapes, marks = [], [], []
    tallest = max((entry.bar for entry in legend if not entry.flat), default=0.0)
    step = max(size * 1.6, tallest + 4)
    for i, row in enumerate(rows):
        y = bottom - (len(rows) - 1 - i) * step
        x = page.margin
        for entry in row:
            if entry.sign:
                marks.append(Mark(entry.sign, x, y - size * 0.82, size, INK))
            elif entry.sample:
                texts.append(Text(x, y, entry.sample, size, bold=True))
            else:
                h = size * 0.8 if entry.flat else entry.bar
                shapes.append(Shape(Box(x, y - h + (0.5 if entry.flat else 1.0), entry.bar, h), HAIR, GREY))
            texts.append(Text(x + _sample(entry, size), y, entry.text, size, colour=GREY))
            x += _sample(entry, size) + width(entry.text, size) + size * 2.2
    top = bottom - len(rows) * step if rows else bottom
    return texts, shapes, tuple(marks), top


def _sample(entry: Legend, size: float) -> float:
    """Room for the sign itself, with the space after it."""
    if entry.sample:
        return width(entry.sample, size, bold=True) + size * 0.5
    return (size if entry.sign else entry.bar) + size * 0.5


def _rows(page: Page, legend: tuple[Legend, ...], size: float) -> Iterator[list[Legend]]:
    row: list[Legend] = []
    x = 0.0
    for entry in legend:
        w = _sample(entry, size) + width(entry.text, size) + size * 2.2
        if row and x + w > page.inner:
            yield row
            row, x = [], 0.0
        row.append(entry)
        x += w
    if row:
        yield row
