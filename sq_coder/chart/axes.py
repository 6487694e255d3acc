"""The axes of the quadrant: two lines with a head at each end, and the words there."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.chart.colours import GREY, INK
from sq_coder.chart.layout import Line, Text
from sq_coder.chart.page import LEAST, Page, lines_of
from sq_coder.domain import AxisWords


@dataclass(frozen=True, slots=True)
class Drawn:
    """The axes in their place."""

    texts: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Axes:
    """The axis words over lines, and the room that they take. On a board there are none."""

    gutter: float
    above: float = 0.0
    below: float = 0.0
    under: float = 0.0  # from the horizontal axis to the fields below it
    size: float = 0.0
    cross: float | None = None
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()

    def drawn(self, page: Page, start: float, crossing: float, end: float) -> Drawn:
        """The axes from the heading at `start` to the last field at `end`, crossing at a height."""
        if self.cross is None:
            return Drawn()
        step, x = self.size * 1.2, self.cross
        left, right = page.margin, page.width - page.margin
        texts = [
            Text(x, start + self.size + i * step, row, self.size, colour=GREY, anchor="middle")
            for i, row in enumerate(self.top)
        ]
        foot = end + self.below - 2
        texts += [
            Text(x, foot - (len(self.bottom) - 1 - i) * step, row, self.size, colour=GREY, anchor="middle")
            for i, row in enumerate(self.bottom)
        ]
        for rows, at, anchor in ((self.left, left, "start"), (self.right, right, "end")):
            texts += [
                Text(at, crossing - 5 - (len(rows) - 1 - i) * step, row, self.size, colour=GREY, anchor=anchor)
                for i, row in enumerate(rows)
            ]
        lines = (
            Line(left, crossing, right, crossing, INK, 0.9, arrow=True),
            Line(x, start + self.above - 2, x, end + self.below - (len(self.bottom) * step + 4), INK, 0.9, arrow=True),
        )
        return Drawn(tuple(texts), lines)


def axes(page: Page, words: AxisWords | None, cross: float | None) -> Axes:
    """The axes with room for their words; only white between fields when there are no axes."""
    if words is None or cross is None:
        return Axes(gutter=22.0 * page.scale)
    size = max(LEAST, 9.5 * page.scale)
    step = size * 1.2
    room = 2 * min(cross - page.margin, page.width - page.margin - cross)
    left = lines_of(words.left, cross - page.margin - 14, size)
    right = lines_of(words.right, page.width - page.margin - cross - 14, size)
    top, bottom = lines_of(words.top, room, size), lines_of(words.bottom, room, size)
    beside = max(len(left), len(right)) * step
    under = 15.0 * page.scale
    return Axes(
        gutter=beside + 8 * page.scale + under,
        above=len(top) * step + 6,
        below=len(bottom) * step + 8,
        under=under,
        size=size,
        cross=cross,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
    )
