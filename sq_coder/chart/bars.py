"""Slices beside each other as bars: how often a condition was noted per story, and in how many stories it occurs.

A Vega-Lite specification, drawn by the screens and by the gateway that renders files, so both show the same chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from sq_coder.chart import bars_caption, colours, labels
from sq_coder.chart.caption import Caption
from sq_coder.chart.fields import name_of
from sq_coder.chart.page import lines_of
from sq_coder.chart.words import width as wide
from sq_coder.domain import Codebook, Comparison, Interval, Tally

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
MOST_ACROSS = 6
"""Conditions beside each other; more stand over more rows, so that their names and bars keep room."""

GAP = 30
"""White between columns, where the number at the end of the longest bar stands."""

_WORDS = {
    "nl": {"notes": "Keer genoteerd per verhaal", "stories": "Verhalen met de conditie; het lichte deel is n"},
    "en": {"notes": "Times noted per story", "stories": "Stories with the condition; the pale part is n"},
}


def bars(
    comparison: Comparison,
    codebook: Codebook,
    *,
    language: str = "nl",
    width: int = 900,
    caption: Caption | None = None,
) -> dict[str, Any]:
    """The chart as a Vega-Lite specification, a column per condition and a row per slice.

    Notes per story are the condition's notes over n; a slice without stories has no bar. `width` is that of the
    whole chart in pixels. With a `caption` it says by itself what it is: title, n, years and where it comes from.
    """
    words = _WORDS["en" if language == "en" else "nl"]
    names = [name_of(c, language) for c in codebook.conditions]
    tallies = labels.named(comparison, language).tallies
    slices = [_named(tally) for tally in tallies]
    # The names of the slices stand once, left of the first column.
    beside = min(260, 12 + ceil(max((wide(name, 12.0) for name in slices), default=0.0)))
    across = len(names) if len(names) <= MOST_ACROSS else ceil(len(names) / ceil(len(names) / MOST_ACROSS))
    panel = max(70, (width - beside) // max(1, across) - GAP)
    names = [_broken(name, panel) for name in names]
    intervals = comparison.intervals or ((),) * len(comparison.tallies)
    values = [
        row
        for tally, between in zip(tallies, intervals, strict=True)
        for row in _rows(tally, codebook, names, between, language=language)
    ]
    charts = _charts(_Grid(names, slices, beside, panel, across), values, words, between=bool(comparison.intervals))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": colours.WHITE if caption else "transparent",
        "data": {"values": values},
        "spacing": 30,
        **(_framed(charts, comparison, caption, language, (beside, width)) if caption else {"vconcat": charts}),
        "config": _CONFIG,
    }


def _charts(grid: _Grid, values: list[dict[str, Any]], words: dict[str, str], *, between: bool) -> list[dict[str, Any]]:
    """Notes per story, and stories per condition."""
    highest = max((max(row["per_story"] or 0, row["high"] or 0) for row in values), default=0)
    most = max((row["stories"] for row in values), default=0)
    return [
        _chart(words["notes"], grid, _notes(highest, between=between)),
        _chart(words["stories"], grid, _stories(most, between=between)),
    ]


def _framed(
    charts: list[dict[str, Any]], comparison: Comparison, caption: Caption, language: str, room: tuple[int, int]
) -> dict[str, Any]:
    """The charts with their caption around them, as they leave for a report; `room` is left of the bars, and in all."""
    foot = bars_caption.below(caption, room)
    parts = [bars_caption.above(comparison, caption, language, room), *charts, *([foot] if foot else [])]
    return {"padding": 24, "title": bars_caption.title(comparison, caption, language), "vconcat": parts}


def _named(tally: Tally) -> str:
    return f"{tally.label}  (n = {tally.stories})"


def _broken(name: str, panel: int) -> str:
    """The name over as many lines as it needs above its column."""
    return "\n".join(lines_of(name, panel + GAP - 8, 12.0, bold=True)) or name


def _rows(
    tally: Tally, codebook: Codebook, names: list[str], between: tuple[Interval, ...], *, language: str
) -> list[dict[str, Any]]:
    by_id = {c.condition: c for c in tally.conditions}
    n = tally.stories
    rows = []
    for i, (condition, name) in enumerate(zip(codebook.conditions, names, strict=True)):
        found = by_id.get(condition.id)
        total, within = (found.total, found.stories) if found else (0, 0)
        notes, stories = (between[i].notes, between[i].stories) if between else (None, None)
        rows.append(
            {
                "slice": _named(tally),
                "condition": name,
                "colour": condition.colour,
                "ink": colours.ink(condition.colour),
                "per_story": total / n if n else None,
                "low": notes[0] / n if notes else None,
                "high": notes[1] / n if notes else None,
                "end": max(total, notes[1] if notes else 0) / n if n else None,
                "shown": _decimal(total / n, language) if n else "",
                "with": within,
                "with_low": stories[0] if stories else None,
                "with_high": stories[1] if stories else None,
                "stories": n,
            }
        )
    return rows


def _decimal(number: float, language: str) -> str:
    text = f"{number:.1f}" if number else "0"
    return text.replace(".", ",") if language == "nl" else text


@dataclass(frozen=True, slots=True)
class _Grid:
    """The small charts: a column per condition, over more rows where there are many."""

    names: list[str]
    slices: list[str]
    beside: int  # room for the names of the slices
    panel: int
    across: int


def _chart(title: str, grid: _Grid, layers: list[dict[str, Any]]) -> dict[str, Any]:
    """Small charts beside each other, one per condition, all on one scale."""
    header = {
        "labelFontSize": 12,
        "labelFontWeight": 700,
        "labelAnchor": "start",
        "labelLimit": grid.panel + GAP,
        "labelPadding": 4,
        "labelBaseline": "bottom",
    }
    by = {"field": "condition", "type": "nominal", "sort": grid.names, "title": None, "header": header}
    axis = _SLICES | {"labelLimit": grid.beside - 8, "minExtent": grid.beside, "maxExtent": grid.beside}
    slices = {"field": "slice", "type": "nominal", "sort": grid.slices, "title": None, "axis": axis}
    lines = max((name.count("\n") + 1 for name in grid.names), default=1)
    wraps = grid.across < len(grid.names)
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 13, "fontWeight": 600, "color": colours.INK, "dy": -4},
        **({"facet": by, "columns": grid.across} if wraps else {"facet": {"column": by}}),
        # Without the numbers at the ends of bars: so the columns of both charts stand below each other.
        "bounds": "flush",
        "spacing": {"column": GAP, "row": 24 + 15 * lines} if wraps else GAP,
        "spec": {
            "width": grid.panel,
            "height": {"step": 22},
            "encoding": {"y": slices},
            "layer": layers,
        },
    }


_SLICES = {"ticks": False, "domain": False, "labelFontSize": 12, "labelPadding": 8}
_NO_AXIS: dict[str, Any] = {"axis": None}
_CONFIG = {
    "font": FONT,
    "lineBreak": "\n",
    "view": {"stroke": None},
    "axis": {"grid": False, "labelColor": colours.INK, "labelFont": FONT},
    "header": {"labelColor": colours.INK, "labelFont": FONT},
}


def _notes(highest: float, *, between: bool) -> list[dict[str, Any]]:
    """A bar for the notes per story, with the number at its end."""
    # Without a domain of its own the browser complains while its data are not there yet.
    x = {
        "field": "per_story",
        "type": "quantitative",
        "scale": {"domain": [0, highest or 1]},
        "stack": None,
        **_NO_AXIS,
    }
    return [
        {"mark": {"type": "bar", "height": 13}, "encoding": {"x": x, "color": _OWN}},
        *(_between(x, "low", "high") if between else []),
        {"mark": _AT_END, "encoding": {"x": x | {"field": "end"}, "text": {"field": "shown"}, "color": _INK}},
    ]


def _between(x: dict[str, Any], low: str, high: str) -> list[dict[str, Any]]:
    """The interval: a dark line with an end at both sides, on a white one, so that it reads on every colour."""
    line = {"x": x | {"field": low}, "x2": {"field": high}}
    there = {"filter": f"isValid(datum.{low})"}
    return [
        {"transform": [there], "mark": {"type": "rule", "color": colours.WHITE, "strokeWidth": 3}, "encoding": line},
        {"transform": [there], "mark": {"type": "rule", "color": colours.INK, "strokeWidth": 1.5}, "encoding": line},
        *(
            {
                "transform": [there],
                "mark": {"type": "tick", "color": colours.INK, "thickness": 1.5, "size": 9},
                "encoding": {"x": x | {"field": end}},
            }
            for end in (low, high)
        ),
    ]


def _stories(most: int, *, between: bool) -> list[dict[str, Any]]:
    """A bar for the stories with the condition over a pale one for all stories, so n is in sight."""
    scale = {"scale": {"domain": [0, max(1, most)]}, **_NO_AXIS}
    x = {"field": "with", "type": "quantitative", "stack": None, **scale}
    return [
        {
            "mark": {"type": "bar", "height": 13, "color": colours.HAIR},
            "encoding": {"x": {"field": "stories", "type": "quantitative", "stack": None, **scale}},
        },
        {"mark": {"type": "bar", "height": 13}, "encoding": {"x": x, "color": _OWN}},
        *(_between(x, "with_low", "with_high") if between else []),
        {
            "mark": _AT_END,
            "encoding": {
                "x": {"field": "stories", "type": "quantitative", **scale},
                "text": {"field": "with", "type": "quantitative"},
                "color": _INK,
            },
        },
    ]


_OWN = {"field": "colour", "type": "nominal", "scale": None}
_INK = {"field": "ink", "type": "nominal", "scale": None}
_AT_END = {"type": "text", "align": "left", "dx": 4, "fontSize": 12, "clip": False}
