"""A layout as SVG text: real text, named groups, nothing from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sq_coder.chart.colours import WHITE
from sq_coder.chart.layout import Field, Layout, Line, Mark, Note, Shape, Sign, Text
from sq_coder.chart.words import FONTS, clean

_MM = 25.4 / 72
# Few fonts have the hyphen at which no line breaks: it is drawn as the hyphen that it looks like.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u2011": "-"})


def draw(layout: Layout) -> str:
    """The figure as SVG. Its size is given in millimetres, so that it prints at its true size."""
    width, height = layout.width, layout.height
    title = _escaped(layout.title)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width * _MM)}mm" height="{_n(height * _MM)}mm" '
        f'viewBox="0 0 {_n(width)} {_n(height)}" role="img" aria-label="{title}" lang="{_escaped(layout.language)}" '
        f'font-family="{FONTS}">',
        f"<title>{title}</title>",
        f"<desc>{_escaped(layout.description)}</desc>",
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="{WHITE}"/>',
        '<g id="frame">',
        *map(_line, layout.lines),
        *map(_shape, layout.shapes),
        *map(_mark, layout.marks),
        *map(_text, layout.texts),
        "</g>",
    ]
    names: dict[str, int] = {}
    for field in layout.fields:
        parts += _field(field, names)
    return "\n".join([*parts, "</svg>\n"])


def _field(field: Field, names: dict[str, int]) -> Iterable[str]:
    own = _slug("-".join(("condition", *([field.slice] if field.slice else []), field.condition)), names)
    yield f'<g id="{own}" aria-label="{_escaped(field.name)}">'
    yield from map(_shape, field.shapes)
    yield from map(_text, field.texts)
    for note in field.notes:
        yield from _note(note, own, names)
    yield "</g>"


def _note(note: Note, field: str, names: dict[str, int]) -> Iterable[str]:
    own = _slug(f"{field}-{note.keyword}", names)
    yield f'<g id="{own}" aria-label="{_escaped(note.keyword)} ×{note.count}">'
    yield from map(_shape, note.shapes)
    yield from map(_mark, note.marks)
    yield from map(_text, note.texts)
    yield "</g>"


def _slug(text: str, names: dict[str, int]) -> str:
    """An id of plain letters that occurs once in the figure."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower() or "note"
    names[base] = names.get(base, 0) + 1
    # A double hyphen cannot come from a text, so a numbered id never meets another.
    return base if names[base] == 1 else f"{base}--{names[base]}"


def _escaped(text: str) -> str:
    return clean(text).translate(_ESCAPES)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: Text) -> str:
    weight = ' font-weight="700"' if text.bold else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    return (
        f'<text x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"{weight}{anchor} '
        f'fill="{text.colour}">{_escaped(text.text)}</text>'
    )


def _shape(shape: Shape) -> str:
    box = shape.box
    stroke = f' stroke="{shape.stroke}" stroke-width="0.75"' if shape.stroke else ""
    dashes = ' stroke-dasharray="3 2"' if shape.dashed else ""
    radius = f' rx="{_n(shape.radius)}"' if shape.radius else ""
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"{radius} '
        f'fill="{shape.fill or "none"}"{stroke}{dashes}/>'
    )


def _line(line: Line) -> str:
    x1, y1, x2, y2 = line.x1, line.y1, line.x2, line.y2
    drawn = (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{line.colour}" stroke-width="{_n(line.width)}"/>'
    )
    if not line.arrow:
        return drawn
    return drawn + _head(x1, y1, x2, y2, line.colour) + _head(x2, y2, x1, y1, line.colour)


def _head(x: float, y: float, from_x: float, from_y: float, colour: str) -> str:
    """A slim arrowhead with its tip at x, y, on a line that is level or upright."""
    length = ((x - from_x) ** 2 + (y - from_y) ** 2) ** 0.5 or 1.0
    dx, dy = (x - from_x) / length, (y - from_y) / length
    back_x, back_y = x - 7 * dx, y - 7 * dy
    points = ((x, y), (back_x - 2.8 * dy, back_y + 2.8 * dx), (back_x + 2.8 * dy, back_y - 2.8 * dx))
    path = " ".join(f"{_n(a)},{_n(b)}" for a, b in points)
    return f'<polygon points="{path}" fill="{colour}"/>'


def _mark(mark: Mark) -> str:
    s = mark.size
    if mark.sign is Sign.DISCUSSED:
        return _bubble(mark)
    middle_x, middle_y, r = mark.x + s / 2, mark.y + s / 2, s * 0.4
    points = " ".join(f"{_n(middle_x + a * r)},{_n(middle_y + b * r)}" for a, b in ((0, -1), (1, 0), (0, 1), (-1, 0)))
    fill = mark.colour if mark.sign is Sign.NEW else WHITE
    return f'<polygon points="{points}" fill="{fill}" stroke="{mark.colour}" stroke-width="{_n(s * 0.09)}"/>'


def _bubble(mark: Mark) -> str:
    """A speech bubble with three dots, whose tail points down left."""
    s, x, y = mark.size, mark.x, mark.y
    h, r = 0.7 * s, 0.2 * s
    path = (
        f"M{_n(x + r)} {_n(y + 0.05 * s)}h{_n(s - 2 * r)}a{_n(r)} {_n(r)} 0 0 1 {_n(r)} {_n(r)}v{_n(h - 2 * r)}"
        f"a{_n(r)} {_n(r)} 0 0 1 {_n(-r)} {_n(r)}h{_n(-0.32 * s)}l{_n(-0.22 * s)} {_n(0.22 * s)}v{_n(-0.22 * s)}"
        f"h{_n(-(s - 2 * r - 0.54 * s))}a{_n(r)} {_n(r)} 0 0 1 {_n(-r)} {_n(-r)}v{_n(-(h - 2 * r))}"
        f"a{_n(r)} {_n(r)} 0 0 1 {_n(r)} {_n(-r)}z"
    )
    dots = "".join(
        f'<circle cx="{_n(x + k * s)}" cy="{_n(y + 0.05 * s + h / 2)}" r="{_n(0.065 * s)}" fill="{WHITE}"/>'
        for k in (0.28, 0.5, 0.72)
    )
    return f'<path d="{path}" fill="{mark.colour}"/>{dots}'
