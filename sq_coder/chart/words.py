"""Words on paper: what is printable, how wide it is, and where a line may break."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from sq_coder.chart.advance import BOLD, REGULAR
from sq_coder.chart.breaks import breaks, guesses, parts

FONTS = "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif"
"""All as wide as each other; the first travels inside vl-convert, so no machine draws it differently."""

SHORTEST = 3
"""Letters that a part of a word has at least before a line may break at its hyphen or slash."""

_UNITS = 2048
_UNKNOWN = 1.0  # ems; no letter outside the table is wider than a full-width one
_EMS = {
    False: {char: units / _UNITS for units, chars in REGULAR.items() for char in chars},
    True: {char: units / _UNITS for units, chars in BOLD.items() for char in chars},
}

_EMS[False]["\u2011"], _EMS[True]["\u2011"] = _EMS[False]["-"], _EMS[True]["-"]  # where no line breaks

_JOINERS = "\u200c\u200d"  # inside emoji and some scripts; every other format character goes


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """The text as it may be printed: composed, single spaces, no control or hidden format characters."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Cn"})
    return " ".join(kept.split())


@lru_cache(maxsize=20_000)
def ems(text: str, *, bold: bool = False) -> float:
    """How wide a text is, in its own type size; kerning left out, which only makes it narrower."""
    table = _EMS[bold]
    return sum(table[c] if c in table else _other(c) for c in text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at a type size, in points."""
    return ems(text, bold=bold) * size


def _other(char: str) -> float:
    return 0.0 if unicodedata.category(char).startswith("M") or char in _JOINERS else _UNKNOWN


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text over lines. `broken`: how many words had to be broken off inside."""

    lines: tuple[str, ...]
    broken: int = 0


@lru_cache(maxsize=50_000)
def wrap(text: str, room: float, *, bold: bool = False) -> Wrapped:
    """A text over lines of at most `room` ems. Words break only when they do not fit a line by themselves.

    >>> wrap("financiële zelfredzaamheid", 7.0).lines
    ('financiële', 'zelfredzaam-', 'heid')
    """
    lines: list[str] = []
    broken = 0
    line = ""
    for piece, glue in _pieces(text):
        joined = f"{line}{glue}{piece}" if line else piece
        if ems(joined, bold=bold) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        line = piece
        while ems(line, bold=bold) > room and len(line) > 1:
            first, line = _split(line, room, bold)
            lines.append(first)
            broken += 1
    return Wrapped((*lines, line) if line else tuple(lines), broken)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Where a line may break: at spaces, and after a slash or hyphen inside a word; with what joins it before.

    Parts of one or two letters stay where they are: 'e-mail' and 'sq-coder' do not break there.
    """
    pieces = []
    for word in text.split():
        glue, start = " ", 0
        for i, char in enumerate(word):
            if char in "/-–" and i - start >= SHORTEST and len(word) - i - 1 >= SHORTEST:
                pieces.append((word[start : i + 1], glue))
                glue, start = "", i + 1
        pieces.append((word[start:], glue))
    return pieces


def _split(word: str, room: float, bold: bool) -> tuple[str, str]:
    """The first part of a word that fits with a hyphen, and the rest."""
    hyphened = room - ems("-", bold=bold)
    fits = min(max(bisect_right(_reach(word, bold), hyphened) - 1, 1), len(word) - 1)
    good = [i for i in breaks(word) if i <= fits] or [i for i in guesses(word) if i <= fits]
    best = [i for i in good if i in parts(word) and 3 * i >= fits]
    at = max(best or good, default=0) or _whole(word, fits)
    hyphen = "-" if word[at - 1].isalnum() and ems(word[:at] + "-", bold=bold) <= room else ""
    return word[:at] + hyphen, word[at:]


def _whole(word: str, at: int) -> int:
    """The nearest place at or before `at` that takes no mark or joiner from its letter."""
    while at > 1 and (
        unicodedata.category(word[at]).startswith("M") or word[at] in _JOINERS or word[at - 1] in _JOINERS
    ):
        at -= 1
    return at


@lru_cache(maxsize=20_000)
def _reach(word: str, bold: bool) -> tuple[float, ...]:
    """How wide the first 0, 1, 2, ... letters of a word are, in ems."""
    return tuple(accumulate((ems(c, bold=bold) for c in word), initial=0.0))
