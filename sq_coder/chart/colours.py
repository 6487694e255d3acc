"""Colours from one accent per condition: its ink and the paper of its notes.

Luminance and contrast follow WCAG 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

from functools import lru_cache

INK = "#1a1a1e"
GREY = "#55555c"
FAINT = "#c9c9cf"
HAIR = "#dcdce1"
WHITE = "#ffffff"
NO_PLACE = "#6a6a72"

LIGHTNESS = (85.0, 88.0, 91.0, 82.0)
"""Of the notes of each next condition, on the scale L* of 0 to 100: neighbours stay apart when printed in grey."""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0 for black to 1 for white."""
    shares = (c / 255 for c in _channels(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=500)
def ink(accent: str) -> str:
    """The accent, darkened until it reads on white (9 : 1), so that it reads on its notes too (4.5 : 1)."""
    return next(c for k in range(51) for c in (mix(accent, "#000000", k / 50),) if contrast(c, WHITE) >= 9.0)


@lru_cache(maxsize=500)
def paper(accent: str, place: int) -> str:
    """The colour of a condition's notes: the accent brought to the lightness of its place among the conditions."""
    aim = ((LIGHTNESS[place % len(LIGHTNESS)] + 16) / 116) ** 3
    end = WHITE if luminance(accent) < aim else "#000000"
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        if (luminance(mix(accent, end, middle)) < aim) == (end == WHITE):
            low = middle
        else:
            high = middle
    return mix(accent, end, (low + high) / 2)


def edge(accent: str, place: int) -> str:
    """The edge of a condition's notes: their colour, darker."""
    return mix(paper(accent, place), ink(accent), 0.35)
