"""Slices beside each other as bars: how often a condition was noted per story, and in how many stories it occurs.

A Vega-Lite specification, drawn by the screens and by the gateway that renders files, so both show the same chart.
"""

from __future__ import annotations

import textwrap
from typing import Any

from sq_coder.chart import colours
from sq_coder.chart.fields import name_of
from sq_coder.domain import Codebook, Comparison, Tally

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_WORDS = {
    "nl": {"notes": "Keer genoteerd per verhaal", "stories": "Verhalen met de conditie; het lichte deel is n"},
    "en": {"notes": "Times noted per story", "stories": "Stories with the condition; the pale part is n"},
}


def bars(comparison: Comparison, codebook: Codebook, *, language: str = "nl", width: int = 900) -> dict[str, Any]:
    """The chart as a Vega-Lite specification, a column per condition and a row per slice.

    Notes per story are the condition's notes over n; a slice without stories has no bar. `width` is that of the
    whole chart in pixels.
    """
    words = _WORDS["en" if language == "en" else "nl"]
    names = [name_of(c, language) for c in codebook.conditions]
    slices = [_named(tally) for tally in comparison.tallies]
    # The names of the slices stand once, left of the first column.
    beside = min(260, 12 + 7 * max((len(name) for name in slices), default=0))
    panel = max(70, (width - beside) // max(1, len(names)) - 24)
    names = [_broken(name, panel) for name in names]
    values = [row for tally in comparison.tallies for row in _rows(tally, codebook, names, language)]
    highest = max((row["per_story"] or 0 for row in values), default=0)
    most = max((row["stories"] for row in values), default=0)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "transparent",
        "data": {"values": values},
        "spacing": 30,
        "vconcat": [
            _chart(words["notes"], names, slices, panel, _notes(highest)),
            _chart(words["stories"], names, slices, panel, _stories(most)),
        ],
        "config": _CONFIG,
    }


def _named(tally: Tally) -> str:
    return f"{tally.label or '–'}  (n = {tally.stories})"


def _broken(name: str, panel: int) -> str:
    """The name over as many lines as it needs above its column."""
    return "\n".join(textwrap.wrap(name, max(8, panel // 7), break_long_words=False)) or name


def _rows(tally: Tally, codebook: Codebook, names: list[str], language: str) -> list[dict[str, Any]]:
    by_id = {c.condition: c for c in tally.conditions}
    rows = []
    for condition, name in zip(codebook.conditions, names, strict=True):
        found = by_id.get(condition.id)
        total, within = (found.total, found.stories) if found else (0, 0)
        rows.append(
            {
                "slice": _named(tally),
                "condition": name,
                "colour": condition.colour,
                "ink": colours.ink(condition.colour),
                "per_story": total / tally.stories if tally.stories else None,
                "shown": _decimal(total / tally.stories, language) if tally.stories else "",
                "with": within,
                "stories": tally.stories,
            }
        )
    return rows


def _decimal(number: float, language: str) -> str:
    text = f"{number:.1f}" if number else "0"
    return text.replace(".", ",") if language == "nl" else text


def _chart(title: str, names: list[str], slices: list[str], panel: int, layers: list[dict[str, Any]]) -> dict[str, Any]:
    """One row of small charts, a column per condition, all on one scale."""
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 13, "fontWeight": 600, "color": colours.INK, "dy": -4},
        "facet": {
            "column": {
                "field": "condition",
                "type": "nominal",
                "sort": names,
                "title": None,
                "header": {
                    "labelFontSize": 12,
                    "labelAnchor": "start",
                    "labelLimit": panel + 20,
                    "labelPadding": 4,
                    "labelBaseline": "bottom",
                },
            }
        },
        "spacing": 20,
        "spec": {
            "width": panel,
            "height": {"step": 22},
            "encoding": {"y": {"field": "slice", "type": "nominal", "sort": slices, "title": None, "axis": _SLICES}},
            "layer": layers,
        },
    }


_SLICES = {"ticks": False, "domain": False, "labelFontSize": 12, "labelLimit": 250, "labelPadding": 8}
_NO_AXIS: dict[str, Any] = {"axis": None}
_CONFIG = {
    "font": FONT,
    "lineBreak": "\n",
    "view": {"stroke": None},
    "axis": {"grid": False, "labelColor": colours.INK},
    "header": {"labelColor": colours.INK},
}


def _notes(highest: float) -> list[dict[str, Any]]:
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
        {"mark": _AT_END, "encoding": {"x": x, "text": {"field": "shown"}, "color": _INK}},
    ]


def _stories(most: int) -> list[dict[str, Any]]:
    """A bar for the stories with the condition over a pale one for all stories, so n is in sight."""
    scale = {"scale": {"domain": [0, max(1, most)]}, **_NO_AXIS}
    x = {"field": "with", "type": "quantitative", "stack": None, **scale}
    return [
        {
            "mark": {"type": "bar", "height": 13, "color": colours.HAIR},
            "encoding": {"x": {"field": "stories", "type": "quantitative", "stack": None, **scale}},
        },
        {"mark": {"type": "bar", "height": 13}, "encoding": {"x": x, "color": _OWN}},
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
