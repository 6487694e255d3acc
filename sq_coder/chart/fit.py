"""How large the notes of a figure can be: one size for all, as large as the fullest field allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from sq_coder.chart.layout import ASCENT, DESCENT
from sq_coder.chart.page import LEAST, Page
from sq_coder.chart.words import ems, wrap

LEADING = 1.16
"""From baseline to baseline, in type sizes."""

EDGE = 2.0
"""White above and below the words of a slip."""

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
    """One note for the whole figure: its size, and the type on it. `unit`: the side of a square of one time, where size shows the count."""

    w: float
    h: float
    gap: float
    size: float
    count: float
    least: float
    inline: bool = False
    unit: float = 0.0

    @property
    def pad(self) -> float:
        """White between a note's edge and its words."""
        return max(4.0, 0.04 * self.w) if self.inline else max(5.5, 0.075 * self.w)

    @property
    def sign(self) -> float:
        """The side of a mark on a note."""
        return self.count * 0.8 if self.inline else self.count * 0.7

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
        fits = depth(len(wrapped.lines), size) <= room_h + 0.01
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
        return inner - times - sign - setting.count * 0.4, setting.h - 2 * EDGE
    return inner, setting.h - 2 * setting.pad - setting.count * ASCENT - 0.4 * setting.size


@dataclass(frozen=True, slots=True)
class Plan:
    """A setting with how well it reads, in points of type."""

    setting: Setting
    score: float
    heights: tuple[float, ...]  # of the notes, band by band


def best(bands: tuple[tuple[Area, ...], ...], height: float, page: Page, *, even: bool) -> Plan | None:
    """The notes that read best in this height, header rooms taken off; None when no type of the least size fits.

    Bands are the rows of fields; `even` gives the first two the same height, so that the axes cross in the middle.
    """
    entries = entries_of(bands)
    found: Plan | None = None
    for frame in _frames(bands, page):
        rows = _rows(bands, frame, even)
        h = (height - frame.gap * sum(r - 1 for r in rows)) / sum(rows)
        for plan in _plans(frame, h, rows, entries, page, found.score if found else -99.0):
            if found is None or plan.score > found.score:
                found = plan
    return found


def entries_of(bands: tuple[tuple[Area, ...], ...]) -> tuple[Entry, ...]:
    """All entries, the longest words first: what does not fit is known soonest."""
    entries = (entry for band in bands for area in band for entry in area.entries)
    return tuple(sorted(entries, key=lambda e: -len(e.word)))


def widths(bands: tuple[tuple[Area, ...], ...], gap: float, most: float) -> Iterator[float]:
    """Every width of a note that fills a row of the widest condition, and fits the narrowest."""
    widest = max(area.width for area in bands[0])
    most = min(most, *(area.width for band in bands for area in band))
    before = 0.0
    for across in range(1, 13):
        w = min((widest - (across - 1) * gap) / across, most)
        if w != before:
            yield w
        before = w


def _frames(bands: tuple[tuple[Area, ...], ...], page: Page) -> Iterator[Setting]:
    """Notes of every width, without a height yet: post-its, and slips with the count beside the word."""
    for inline in (False, True):
        gap = 3.0 * page.scale if inline else 9.0 * page.scale
        most = (190 if inline else 142) * page.scale
        for w in widths(bands, gap, most):
            if w >= 4.5 * page.least:
                yield Setting(w, 0.0, gap, page.least, page.least, page.least, inline)


def _rows(bands: tuple[tuple[Area, ...], ...], frame: Setting, even: bool) -> tuple[int, ...]:
    rows = [max(frame.rows(area) for area in band) for band in bands]
    if even and len(rows) > 1:
        rows[:2] = [max(rows[:2])] * 2
    return tuple(rows)


def _heights(setting: Setting, rows: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(n * setting.h + (n - 1) * setting.gap for n in rows)


def _plans(
    frame: Setting, h: float, rows: tuple[int, ...], entries: tuple[Entry, ...], page: Page, beat: float
) -> Iterator[Plan]:
    """Plans of one grid from the largest type down, as long as they can still beat what was found."""
    bonus = 0.0 if frame.inline else 5.0
    size = page.most
    while size >= page.least and size + bonus > beat:
        count = size * (1.25 if frame.inline else 1.6)
        setting = Setting(frame.w, h, frame.gap, size, count, page.least, frame.inline)
        if _tallest_possible(setting) <= h:
            words = _all_worded(entries, setting)
            if words is not None:
                score = size + bonus - _spoiled(entries, words, size) - _odd(setting, words)
                trimmed = _trimmed(setting, words)
                yield Plan(trimmed, score, _heights(trimmed, rows))
                beat = max(beat, score)
        size -= 0.5 if len(entries) < 80 else 1.0


def _tallest_possible(setting: Setting) -> float:
    """What a note of one line needs at least."""
    if setting.inline:
        return max(depth(1, setting.size), setting.count) + 2 * EDGE
    return setting.size * 1.35 + setting.count * ASCENT + 2 * setting.pad


def _all_worded(entries: tuple[Entry, ...], setting: Setting) -> list[Worded] | None:
    words = []
    for entry in entries:
        word = worded(entry, setting)
        if word is None:
            return None
        words.append(word)
    return words


def _spoiled(entries: tuple[Entry, ...], words: list[Worded], size: float) -> float:
    """What shrunk and broken words take from a plan: a few points at most, more as more notes suffer."""
    broken = sum(1 for e, w in zip(entries, words, strict=True) if w.broken and not e.is_long)
    shrunk = sum(1 - w.size / size for w in words)
    smaller = sum(1 for w in words if w.size < size)
    share = max(len(words), 1)
    return (0.8 if broken else 0.0) + 8 * broken / share + (10 * smaller + 25 * shrunk) / share


def _odd(setting: Setting, words: list[Worded]) -> float:
    """What an odd shape takes: a post-it is about as high as wide, a little wider."""
    trimmed = _trimmed(setting, words)
    shape = trimmed.w / trimmed.h
    if setting.inline:
        return 0.0
    return max(0.0, shape - 1.7) * 2 + max(0.0, 0.95 - shape) * 6


def _trimmed(setting: Setting, words: list[Worded]) -> Setting:
    """The note no higher than its shape asks and its words need."""
    tallest = max((w.height for w in words), default=setting.size)
    if setting.inline:
        need = max(tallest, setting.count) + 2 * EDGE
        h = min(setting.h, max(need, 1.75 * setting.size + 2 * EDGE))
    else:
        need = tallest + 0.4 * setting.size + setting.count * ASCENT + 2 * setting.pad
        h = min(setting.h, max(need, 0.74 * setting.w))
    return replace(setting, h=max(h, need))


def tall(bands: tuple[tuple[Area, ...], ...], page: Page) -> Plan:
    """Notes for a page that grows in height: slips of the width that makes it grow least, as high as they need."""
    entries = entries_of(bands)
    plans = [plan for frame in _frames(bands, page) if frame.inline for plan in _grown(frame, bands, entries)]
    if not plans:  # counts of so many figures that only a whole field holds them
        narrowest = min(area.width for band in bands for area in band)
        frame = Setting(narrowest, 0.0, 3.0, LEAST, LEAST, LEAST, inline=True)
        plans = list(_grown(frame, bands, entries))
    return max(plans, key=lambda plan: plan.score)


def _grown(frame: Setting, bands: tuple[tuple[Area, ...], ...], entries: tuple[Entry, ...]) -> Iterator[Plan]:
    setting = replace(frame, h=1e6, size=LEAST + 0.5, count=LEAST * 1.25, least=LEAST)
    words = _all_worded(entries, setting)
    if words is not None:
        setting = _trimmed(setting, words)
        rows = _rows(bands, setting, even=False)
        heights = _heights(setting, rows)
        yield Plan(setting, -sum(heights) * (1 + _spoiled(entries, words, setting.size) / 10), heights)
