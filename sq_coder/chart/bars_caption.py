"""What stands above and below the bars: what was counted, what that does not say, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sq_coder.chart import labels
from sq_coder.chart.caption import Caption
from sq_coder.chart.colours import GREY, HAIR, INK, WHITE
from sq_coder.chart.page import lines_of
from sq_coder.chart.words import width as wide
from sq_coder.domain import Comparison

SIZE, STEP = 12.0, 17.0
SMALL = 10.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of type, `y` below the top of its part of the chart."""

    text: str
    y: float
    x: float = 0.0
    size: float = SIZE
    bold: bool = False
    colour: str = GREY


def title(comparison: Comparison, caption: Caption, language: str) -> dict[str, Any]:
    """The chart's own title, which a screen reader reads too."""
    own = "by_condition" if comparison.by != "basis" else "title"
    return {
        "text": caption.title or labels.word(own, language),
        "anchor": "start",
        "fontSize": 19,
        "fontWeight": 700,
        "color": INK,
        "offset": 8,
    }


Room = tuple[int, int]
"""Left of the bars, where the names of the slices stand, and in all."""


def above(comparison: Comparison, caption: Caption, language: str, room: Room) -> dict[str, Any]:
    """The facts, bold; what is not in them; the notice as a dark label; and what the chart does not say."""
    left, width = room
    rows, y = _rows(labels.all_facts(comparison.tallies, language), 0.0, width, bold=True, colour=INK)
    for text, colour in ((caption.unsettled, INK), (caption.subtitle, GREY)):
        more, y = _rows(text, y, width, colour=colour)
        rows += more
    pills: list[dict[str, Any]] = []
    for notice in _notices(comparison, caption, language):
        more, below = _rows(notice, y + 8, width - 16, bold=True, colour=WHITE)
        across = max(wide(row.text, SIZE, bold=True) for row in more) + 16
        pills.append({"x": -left, "x2": across - left, "y": y + 3, "y2": below + 4})
        rows, y = [*rows, *(replace(row, x=8.0) for row in more)], below + 10
    for text in labels.standing(comparison, language):
        more, y = _rows(text, y, width)
        rows += more
    return _view(rows, room, y, pills=pills)


def below(caption: Caption, room: Room) -> dict[str, Any] | None:
    """Where the counts come from and the date, small under a thin line; nothing when neither is known."""
    told = " ".join(part for part in (*caption.provenance, caption.date) if part)
    rows, y = _rows(told, 8.0, room[1], size=SMALL)
    return _view(rows, room, y, line=True) if rows else None


def _notices(comparison: Comparison, caption: Caption, language: str) -> list[str]:
    sources = dict.fromkeys(t.source for t in comparison.tallies if t.source and t.source not in caption.notice)
    elsewhere = [labels.word("elsewhere", language, source=source) for source in sources]
    return [*elsewhere, *([caption.notice] if caption.notice else [])]


def _rows(
    text: str, y: float, width: float, *, size: float = SIZE, bold: bool = False, colour: str = GREY
) -> tuple[list[Row], float]:
    """A text over lines that fit, and the height below them."""
    step = STEP * size / SIZE
    lines = lines_of(text, width, size, bold=bold) if text else ()
    return [Row(line, y + i * step, size=size, bold=bold, colour=colour) for i, line in enumerate(lines)], y + len(
        lines
    ) * step


def _view(
    rows: Sequence[Row],
    room: Room,
    height: float,
    *,
    pills: Sequence[dict[str, Any]] = (),
    line: bool = False,
) -> dict[str, Any]:
    """Lines of type as a part of the chart, at their own place in pixels."""
    left, width = room
    own = {"type": "quantitative", "scale": None, "axis": None}
    layers: list[dict[str, Any]] = []
    if line:
        rule: dict[str, Any] = {"x": {"value": -left}, "x2": {"value": width - left}, "y": {"value": 0}}
        layers.append({"data": {"values": [{}]}, "mark": {"type": "rule", "color": HAIR}, "encoding": rule})
    if pills:
        place = {name: {"field": name, **({} if name.endswith("2") else own)} for name in ("x", "x2", "y", "y2")}
        mark = {"type": "rect", "color": INK, "cornerRadius": 3}
        layers.append({"data": {"values": list(pills)}, "mark": mark, "encoding": place})
    for bold in (True, False):
        values = [{"text": r.text, "x": r.x - left, "y": r.y, "colour": r.colour} for r in rows if r.bold is bold]
        if values:
            size = next(r.size for r in rows if r.bold is bold)
            mark = {"type": "text", "align": "left", "baseline": "top", "fontSize": size}
            mark["fontWeight"] = 700 if bold else 400
            place = {
                "x": {"field": "x", **own},
                "y": {"field": "y", **own},
                "text": {"field": "text"},
                "color": {"field": "colour", "type": "nominal", "scale": None},
            }
            layers.append({"data": {"values": values}, "mark": mark, "encoding": place})
    return {"width": width - left, "height": height, "layer": layers}
