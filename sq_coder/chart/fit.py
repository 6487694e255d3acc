"""A keyword on its note: what the note leaves for it, and over which lines and in which type it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from sq_coder.chart.layout import ASCENT, DESCENT
from sq_coder.chart.words import ems, wrap

LEADING = 1.16
"""From baseline to baseline, in type sizes."""

PAD = 6.0
"""The least white between a note's edge and its words, and between notes, in points."""

LONG = 17
"""A word of more letters than this may be broken without loss: no figure shrinks for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written on a note."""

    word: str
    count: int
    discussed: bool = False

    @property
    def times(self) -> str:
        """The count as written: '×15'."""
        return f"×{self.count}"

    @property
    def is_long(self) -> bool:
        """Whether it holds a word that may be broken."""
        return any(len(part) > LONG for part in self.word.split())


@dataclass(frozen=True, slots=True)
class Area:
    """Where notes of one field go."""

    width: float
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One note for the whole figure: its size, and the type on it.

    A post-it has its count below the word, a slip (`inline`) beside it.
    """

    w: float
    h: float
    gap: float
    size: float
    count: float
    least: float
    inline: bool = False
    unit: float = 0.0  # the side of a square of one time, where size shows the count
    more: float = 0.0  # white between rows on top of the gap

    @property
    def pad(self) -> float:
        """White between a note's edge and its words."""
        return max(PAD, 0.04 * self.w if self.inline else 0.07 * self.w)

    @property
    def sign(self) -> float:
        """The side of a mark on a note."""
        return self.count * 0.8

    @property
    def between(self) -> float:
        """White between the word and the count below it."""
        return 0.35 * self.size

    def high(self, rows: int) -> float:
        """How high so many rows are."""
        return rows * self.h + (rows - 1) * (self.gap + self.more)

    def columns(self, width: float) -> int:
        """How many notes fit beside each other."""
        return max(1, int((width + self.gap + 0.01) // (self.w + self.gap)))

    def rows(self, area: Area) -> int:
        """How many rows an area's notes need; at least one, so that an empty field keeps its place."""
        return max(1, ceil(len(area.entries) / self.columns(area.width)))

    def split(self, area: Area) -> list[tuple[Entry, ...]]:
        """An area's entries over rows that are as full as each other."""
        full = max(1, ceil(len(area.entries) / self.rows(area)))
        return [area.entries[i : i + full] for i in range(0, len(area.entries), full)]


@dataclass(frozen=True, slots=True)
class Worded:
    """A word as it stands on its note."""

    lines: tuple[str, ...]
    size: float
    broken: int = 0

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last line's descenders."""
        return depth(len(self.lines), self.size)


def depth(lines: int, size: float) -> float:
    """How high so many lines of type are."""
    return size * (ASCENT + DESCENT + LEADING * (lines - 1))


def worded(entry: Entry, setting: Setting) -> Worded | None:
    """A keyword on its note, its type shrunk where it must; None when it does not fit."""
    room_w, room_h = room(entry, setting)
    size = setting.size
    floor = max(setting.least, 0.74 * size)
    whole = ems(entry.word)
    while room_w > 0:
        # Fewer lines than its width asks are impossible: most sizes are settled without breaking lines.
        if depth(int(whole * size / room_w), size) > room_h + size:
            if size <= floor:
                return None
            size = max(floor, size - 0.1 * setting.size)
            continue
        wrapped = wrap(entry.word, round(room_w / size, 2))
        # A letter is never broken: it may be wider than what a large count leaves beside it.
        letters = room_w >= 2 * size or max(map(ems, wrapped.lines)) * size <= room_w
        fits = letters and depth(len(wrapped.lines), size) <= room_h + 0.01
        if fits and (not wrapped.broken or size <= floor or entry.is_long):
            return Worded(wrapped.lines, size, wrapped.broken)
        if size <= floor:
            return None
        size = max(floor, size - 0.1 * setting.size)
    return None


def room(entry: Entry, setting: Setting) -> tuple[float, float]:
    """Width and height that a note leaves for its word."""
    inner = setting.w - 2 * setting.pad
    times = ems(entry.times, bold=True) * setting.count
    sign = setting.sign + 3 if entry.discussed else 0.0
    if times + sign > inner:
        return 0.0, 0.0
    if setting.inline:
        return inner - times - sign - setting.count * 0.4, setting.h - 2 * PAD
    return inner, setting.h - 2 * PAD - setting.count * ASCENT - setting.between
