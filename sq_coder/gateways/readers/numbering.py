"""The numbers that Word and LibreOffice show before headings and list items, and that stand nowhere in their text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN_SMALL = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: 'decimal', 'lowerLetter', ...; '' is bullets or no number."""

    form: str = ""
    pattern: str = "%1."  # %1 stands for the first level's number
    start: int = 1


@dataclass(slots=True)
class Counters:
    """Counts the items of every list, level by level."""

    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, key: str, at: int, levels: dict[int, Level]) -> str:
        """The number that the next item at this level of this list shows; '' where it shows none.

        A level starts anew after an item of a higher one.
        """
        counts = self._counts[key]
        own = levels.get(at, Level())
        counts[at] = counts.get(at, own.start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        if not own.form:
            return ""
        shown = own.pattern
        for level in range(at + 1):
            kind = levels.get(level, Level())
            shown = shown.replace(f"%{level + 1}", written(counts.get(level, kind.start), kind.form))
        return shown.strip()

    def restart(self, key: str) -> None:
        """Let a list count from its start again."""
        self._counts.pop(key, None)


def written(number: int, form: str) -> str:
    """A number as a list shows it.

    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(3, "decimal")
    ('iv', 'BB', '3')
    """
    if form.endswith("Letter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman") and number > 0:
        roman = ""
        for value, sign in (*_ROMAN, *_ROMAN_SMALL):
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form.startswith("upper") else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
