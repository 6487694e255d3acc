"""A figure in numbers: where everything stands, in points from the top left. Drawing adds nothing to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sq_coder.chart.colours import INK
from sq_coder.chart.words import width
from sq_coder.domain import ConditionId

ASCENT = 0.73
"""Height of capitals and figures above the baseline, in type sizes (Liberation Sans: 0.729)."""

DESCENT = 0.212
"""Depth of letters below the baseline, in type sizes (Liberation Sans: 0.212)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline. `anchor`: start, middle or end of the text stands at x."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = INK
    anchor: str = "start"

    @property
    def box(self) -> Box:
        """The room that it takes, from capitals to descenders."""
        w = width(self.text, self.size, bold=self.bold)
        x = {"start": self.x, "middle": self.x - w / 2, "end": self.x - w}[self.anchor]
        return Box(x, self.y - ASCENT * self.size, w, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; an arrow has a head at both ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = INK
    width: float = 1.0
    arrow: bool = False


class Sign(StrEnum):
    """A drawn mark, so that nothing depends on a font's symbols."""

    DISCUSSED = "discussed"  # a speech bubble
    NEW = "new"  # a filled diamond
    GONE = "gone"  # an open diamond


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in the square with top left x, y."""

    sign: Sign
    x: float
    y: float
    size: float
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled rectangle behind texts. `fill` or `stroke` empty: none."""

    box: Box
    fill: str = ""
    stroke: str = ""
    radius: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One keyword with its count. The texts of the word come first, the count last."""

    keyword: str
    count: int
    box: Box
    texts: tuple[Text, ...]
    shapes: tuple[Shape, ...] = ()  # sheets behind first, the note itself last
    marks: tuple[Mark, ...] = ()
    discussed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A condition's place on the page; of one slice when slices stand beside each other."""

    condition: ConditionId
    name: str
    box: Box
    texts: tuple[Text, ...]
    notes: tuple[Note, ...] = ()
    slice: str = ""
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole figure. Sizes are points; 72 to the inch."""

    width: float
    height: float
    title: str
    description: str
    fields: tuple[Field, ...]
    texts: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    shapes: tuple[Shape, ...] = ()
    marks: tuple[Mark, ...] = ()
    language: str = "nl"
