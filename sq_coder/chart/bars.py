"""Slices beside each other as bars: how often a condition was noted per story, and in how many stories it occurs.

A Vega-Lite specification, drawn by the screens and by the gateway that renders files, so both show the same chart.
"""

from __future__ import annotations

import textwrap
from typing import Any

from sq_coder.chart import colours, labels
from sq_coder.chart.caption import Caption
from sq_coder.chart.fields import name_of
from sq_coder.domain import Codebook, Comparison, Interval, Tally

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
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
    slices = [_named(tally) for tally in comparison.tallies]
    # The names of the slices stand once, left of the first column.
    beside = min(260, 12 + 7 * max((len(name) for name in slices), default=0))
    panel = max(70, (width - beside) // max(1, len(names)) - 24)
    names = [_broken(name, panel) for name in names]
    intervals = comparison.intervals or ((),) * len(comparison.tallies)
    values = [
        row
        for tally, between in zip(comparison.tallies, intervals, strict=True)
        for row in _rows(tally, codebook, names, between, language=language)
    ]
    highest = max((max(row["per_story"] or 0, row["high"] or 0) for row in values), default=0)
    most = max((row["stories"] for row in values), default=0)
    between = bool(comparison.intervals)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": colours.WHITE if caption else "transparent",
        **({"padding": 16, "title": _title(comparison, caption, language, width)} if caption else {}),
        "data": {"values": values},
        "spacing": 30,
        "vconcat": [
            _chart(words["notes"], names, slices, panel, _notes(highest, between=between)),
            _chart(words["stories"], names, slices, panel, _stories(most, between=between)),
        ],
        "config": _CONFIG,
    }


def _title(comparison: Comparison, caption: Caption, language: str, width: int) -> dict[str, Any]:
    """The title, and below it what was counted, what that does not say, and where it comes from."""
    told = (
        labels.all_facts(comparison.tallies, language),
        " · ".join(filter(None, (caption.subtitle, caption.notice))),
        *labels.standing(comparison, language),
        " ".join((*caption.provenance, caption.date)),
    )
    rows = [row for text in told if text for row in textwrap.wrap(text, width // 6)]
    return {
        "text": caption.title or labels.word("by_condition", language),
        "subtitle": rows,
        "anchor": "start",
        "fontSize": 19,
        "fontWeight": 700,
        "color": colours.INK,
        "subtitleFontSize": 12,
        "subtitleColor": colours.GREY,
        "subtitleLineHeight": 16,
        "subtitlePadding": 6,
        "offset": 22,
    }


def _named(tally: Tally) -> str:
    return f"{tally.label or '–'}  (n = {tally.stories})"


def _broken(name: str, panel: int) -> str:
    """The name over as many lines as it needs above its column."""
    return "\n".join(textwrap.wrap(name, max(8, panel // 7), break_long_words=False)) or name


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
