"""From a laid-out figure to native shapes on a slide: each note a group that moves as one.

A figure is anything with the fields below; so this room needs to know nothing of the room that lays figures out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sq_coder.domain import Shape, ShapeKind, Slide, Words

ASCENT = 0.905
"""From the top of a line to its baseline, in type sizes: Arial and its metric twin Liberation Sans."""


class Rectangle(Protocol):
    """A rectangle in points."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def w(self) -> float: ...
    @property
    def h(self) -> float: ...


class Line(Protocol):
    """A straight line; an arrow has a head at both ends."""

    @property
    def x1(self) -> float: ...
    @property
    def y1(self) -> float: ...
    @property
    def x2(self) -> float: ...
    @property
    def y2(self) -> float: ...
    @property
    def colour(self) -> str: ...
    @property
    def width(self) -> float: ...
    @property
    def arrow(self) -> bool: ...


class Text(Protocol):
    """One line of text on its baseline; `anchor` (start, middle, end) stands at x."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def text(self) -> str: ...
    @property
    def size(self) -> float: ...
    @property
    def bold(self) -> bool: ...
    @property
    def colour(self) -> str: ...
    @property
    def anchor(self) -> str: ...
    @property
    def box(self) -> Rectangle: ...


class Paper(Protocol):
    """A filled rectangle behind texts."""

    @property
    def box(self) -> Rectangle: ...
    @property
    def fill(self) -> str: ...
    @property
    def stroke(self) -> str: ...
    @property
    def radius(self) -> float: ...
    @property
    def dashed(self) -> bool: ...


class Mark(Protocol):
    """A sign (discussed, new, gone) in the square with top left x, y."""

    @property
    def sign(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def colour(self) -> str: ...


class NoteCard(Protocol):
    """One keyword with its count: the texts of the word first, the count last; its card, if any, the last shape."""

    @property
    def keyword(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def box(self) -> Rectangle: ...
    @property
    def texts(self) -> Sequence[Text]: ...
    @property
    def shapes(self) -> Sequence[Paper]: ...
    @property
    def marks(self) -> Sequence[Mark]: ...


class FieldArea(Protocol):
    """A condition's place."""

    @property
    def name(self) -> str: ...
    @property
    def texts(self) -> Sequence[Text]: ...
    @property
    def shapes(self) -> Sequence[Paper]: ...
    @property
    def notes(self) -> Sequence[NoteCard]: ...


class Figure(Protocol):
    """A whole figure in points."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def fields(self) -> Sequence[FieldArea]: ...
    @property
    def texts(self) -> Sequence[Text]: ...
    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def shapes(self) -> Sequence[Paper]: ...
    @property
    def marks(self) -> Sequence[Mark]: ...


def slide(figure: Figure, *, notes: str = "") -> Slide:
    """The figure as a slide of native shapes; `notes` are the speaker's, and never filled by itself."""
    shapes = [_paper(p, "") for p in figure.shapes]
    shapes += [_line(line) for line in figure.lines]
    for field in figure.fields:
        shapes += [_paper(p, field.name) for p in field.shapes]
        shapes += [_text(t, field.name) for t in field.texts]
    shapes += [_note(note) for field in figure.fields for note in field.notes]
    shapes += [_text(t, "") for t in figure.texts]
    shapes += [_mark(m) for m in figure.marks]
    return Slide(figure.title, tuple(shapes), figure.width, figure.height, notes)


def fitted(made: Slide, *, width: float, height: float) -> Slide:
    """The slide as large as another one is, in points: everything on it grows or shrinks alike."""
    by = min(width / made.width, height / made.height)
    return replace(made, shapes=tuple(_times(s, by) for s in made.shapes), width=width, height=height)


def _times(shape: Shape, by: float) -> Shape:
    return replace(
        shape,
        x=shape.x * by,
        y=shape.y * by,
        w=shape.w * by,
        h=shape.h * by,
        lines=tuple(replace(words, size=words.size * by) for words in shape.lines),
        border_width=shape.border_width * by,
        radius=shape.radius * by,
        inset=(shape.inset[0] * by, shape.inset[1] * by),
        parts=tuple(_times(part, by) for part in shape.parts),
    )


def _paper(paper: Paper, name: str) -> Shape:
    box = paper.box
    kind = ShapeKind.ROUNDED if paper.radius else ShapeKind.BOX
    return Shape(
        kind,
        box.x,
        box.y,
        box.w,
        box.h,
        fill=paper.fill,
        border=paper.stroke,
        name=name,
        dashed=paper.dashed,
        radius=paper.radius,
    )


def _line(line: Line) -> Shape:
    kind = ShapeKind.ARROW if line.arrow else ShapeKind.LINE
    w, h = line.x2 - line.x1, line.y2 - line.y1
    return Shape(kind, line.x1, line.y1, w, h, border=line.colour, border_width=line.width)


def _words(text: Text) -> Words:
    align = {"middle": "centre", "end": "right"}.get(text.anchor, "left")
    return Words(text.text, text.size, text.colour, text.bold, align)


def _text(text: Text, name: str) -> Shape:
    # A little wider than measured: another font than Arial may take more.
    w = text.box.w + text.size
    x = text.x - {"start": 0.0, "middle": w / 2, "end": w}.get(text.anchor, 0.0)
    top = text.y - ASCENT * text.size
    return Shape(ShapeKind.TEXT, x, top, w, 1.15 * text.size, (_words(text),), name=name)


def _note(note: NoteCard) -> Shape:
    """The papers, the word, the count and the marks of a note, as one group; the word is in its card where it has one."""
    papers = [_paper(p, note.keyword) for p in note.shapes]
    *lines, count = note.texts
    if papers and lines and _holds(papers[-1], lines[0]):
        papers[-1] = _written(papers[-1], lines)
    elif lines:  # a square has its word below it, a bar above it, a zero no paper at all
        papers.append(_label(lines, note.keyword))
    parts = (*papers, _text(count, f"× {note.count}"), *(_mark(m) for m in note.marks))
    alt = f"{note.keyword}: {note.count}"
    return Shape(
        ShapeKind.GROUP, note.box.x, note.box.y, note.box.w, note.box.h, name=note.keyword, alt=alt, parts=parts
    )


def _holds(card: Shape, line: Text) -> bool:
    return card.y <= line.y <= card.y + card.h


def _written(card: Shape, lines: Sequence[Text]) -> Shape:
    """The card with the word in it, its lines where the figure has them."""
    first, leading = lines[0], _leading(lines)
    inset = (first.x - card.x, _top(first, leading) - card.y)
    return replace(card, lines=tuple(_words(line) for line in lines), inset=inset, leading=leading)


def _label(lines: Sequence[Text], name: str) -> Shape:
    """The lines of a word as one text without a card."""
    leading, widest = _leading(lines), max(lines, key=lambda line: line.box.w)
    box = replace(_text(widest, name), y=_top(lines[0], leading))
    return replace(box, h=len(lines) * box.h, lines=tuple(_words(line) for line in lines), leading=leading)


def _leading(lines: Sequence[Text]) -> float:
    """From line to line, in type sizes."""
    return (lines[1].y - lines[0].y) / lines[0].size if len(lines) > 1 else 1.15


def _top(first: Text, leading: float) -> float:
    # A line that is set wider than natural grows upward, also the first.
    return first.y - (ASCENT + leading - 1.15) * first.size


def _mark(mark: Mark) -> Shape:
    if mark.sign == "discussed":
        box = (mark.x, mark.y + 0.05 * mark.size, mark.size, 0.68 * mark.size)
        return Shape(ShapeKind.BUBBLE, *box, fill=mark.colour, border=mark.colour, name=str(mark.sign))
    kind, fill = ShapeKind.DIAMOND, "" if mark.sign == "gone" else mark.colour
    return Shape(kind, mark.x, mark.y, mark.size, mark.size, fill=fill, border=mark.colour, name=str(mark.sign))
