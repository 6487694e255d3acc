"""Size by count: each keyword a square whose area is its count, on one scale for the whole figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from sq_coder.chart.fields import Subject
from sq_coder.chart.fit import LEADING, Area, Entry, Setting, depth
from sq_coder.chart.layout import ASCENT, Box, Mark, Note, Shape, Sign, Text
from sq_coder.chart.page import Page
from sq_coder.chart.plans import Bands, Plan, entries_of, widths
from sq_coder.chart.words import Wrapped, ems, wrap

MOST_UNIT = 20.0
"""The largest square of one time, in points: it stands in the legend too."""


def sized(bands: Bands, height: float, page: Page) -> Plan | None:
    """The squares that are largest in this height with good type; None when the least type does not fit."""
    entries = entries_of(bands)
    found: Plan | None = None
    gap = 10.0 * page.scale
    for w in widths(bands, gap, 190 * page.scale):
        for size in (11.0 * page.scale, 9.5 * page.scale, page.least):
            frame = Setting(w, 0.0, gap, max(size, page.least), 1.45 * size, page.least)
            plan = _plan(frame, bands, entries, height)
            if plan and (found is None or plan.score > found.score):
                found = plan
    return found


def _plan(frame: Setting, bands: Bands, entries: tuple[Entry, ...], height: float) -> Plan | None:
    """The largest unit by halving: heights only grow with it."""
    counts = max((e.count for e in entries), default=1)
    times = max((ems(e.times, bold=True) * frame.count for e in entries), default=0.0)
    low, high = 0.0, min((frame.w - times - frame.sign - 8) / sqrt(counts), MOST_UNIT)
    if frame.w < 40 or high <= 0:
        return None
    stands = [[_stand(frame, area) for area in band] for band in bands]
    for _ in range(18):
        middle = (low + high) / 2
        fits = sum(_heights(middle, stands)) <= height
        low, high = (middle, high) if fits else (low, middle)
    if low * sqrt(counts) < 8.0:
        return None
    setting = replace(frame, unit=low)
    broken = sum(1 for e in entries if _words(e, setting).broken and not e.is_long)
    return Plan(setting, low * sqrt(counts) / 3 + 1.5 * frame.size - 2 * min(broken, 4), _heights(low, stands))


@dataclass(frozen=True, slots=True)
class _Stand:
    """A field before its squares have a size: each row's largest square, and the height of all else."""

    roots: tuple[float, ...]  # sides, in units
    least: float  # of a row, where its counts are higher than its squares
    fixed: float

    def height(self, unit: float) -> float:
        """How high the field is when a square of one time has this side."""
        return self.fixed + sum(max(unit * root, self.least) for root in self.roots)


def _stand(frame: Setting, area: Area) -> _Stand:
    if not area.entries:  # the sentence that says so
        return _Stand((), 0.0, depth(1, 11.0))
    rows = frame.split(area)
    fixed = sum(_below(frame, row) for row in rows) + frame.gap * max(0, len(rows) - 1)
    return _Stand(tuple(sqrt(max(e.count for e in row)) for row in rows), frame.count * ASCENT, fixed)


def _heights(unit: float, stands: list[list[_Stand]]) -> tuple[float, ...]:
    """Band by band what the fullest field needs."""
    return tuple(max(stand.height(unit) for stand in band) for band in stands)


def _top(setting: Setting, row: tuple[Entry, ...]) -> float:
    """The height of a row's largest square, or of its counts where those are higher."""
    return max(setting.unit * sqrt(max(e.count for e in row)), setting.count * ASCENT)


def _below(setting: Setting, row: tuple[Entry, ...]) -> float:
    """Room for the words below the squares."""
    return 0.5 * setting.size + max(depth(len(_words(e, setting).lines), setting.size) for e in row)


def _words(entry: Entry, setting: Setting) -> Wrapped:
    return wrap(entry.word, round(setting.w / setting.size, 2))


def placed(subject: Subject, setting: Setting, box: Box) -> tuple[Note, ...]:
    """A field's squares with their words, row below row."""
    found, y = [], box.y
    for row in setting.split(Area(box.w, subject.entries)):
        base = y + _top(setting, row)
        for column, entry in enumerate(row):
            found.append(_square(entry, subject, setting, box.x + column * (setting.w + setting.gap), base))
        y = base + _below(setting, row) + setting.gap
    return tuple(found)


def _square(entry: Entry, subject: Subject, setting: Setting, x: float, base: float) -> Note:
    """The square on its base line, the count beside it, the word below."""
    side = setting.unit * sqrt(entry.count)
    times = Text(x + side + 4, base, entry.times, setting.count, bold=True, colour=subject.ink)
    first = base + setting.size * (0.5 + ASCENT)
    words = _words(entry, setting)
    lines = [Text(x, first + setting.size * LEADING * i, line, setting.size) for i, line in enumerate(words.lines)]
    marks: tuple[Mark, ...] = ()
    if entry.discussed:
        marks = (Mark(Sign.DISCUSSED, times.box.right + 3, base - setting.sign, setting.sign, subject.ink),)
    square = Shape(Box(x, base - side, side, side), subject.paper, subject.edge, 1.0, not subject.placed)
    top = base - max(side, setting.count * ASCENT)
    bottom = base + 0.5 * setting.size + depth(len(words.lines), setting.size)
    card = Box(x, top, setting.w, bottom - top)
    return Note(entry.word, entry.count, card, (*lines, times), (square,), marks, entry.discussed)
