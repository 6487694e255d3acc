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

STEPS = 40
"""Sizes that are tried between the largest and the least square."""

INSET = 4.0
"""White around a count in its square, and between a square and what stands beside it."""


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
    """The largest unit that fits, tried from large to small: a larger square may have room for its count inside."""
    largest = sqrt(max((e.count for e in entries), default=1))
    if frame.w < 40:
        return None
    stands = [[_stand(frame, area) for area in band] for band in bands]
    most, least = min(frame.w / largest, MOST_UNIT), 8.0 / largest
    marked = sorted({(-e.count, e.discussed): e for e in entries}.items())
    for step in range(STEPS):
        unit = most - (most - least) * step / STEPS
        if unit < least:
            return None
        setting = replace(frame, unit=unit)
        heights = _heights(unit, stands)
        if sum(heights) <= height and all(_across(e, setting) <= frame.w for _, e in marked):
            broken = sum(1 for e in entries if _words(e, setting).broken and not e.is_long)
            return Plan(setting, unit * largest / 3 + 1.5 * frame.size - 2 * min(broken, 4), heights)
    return None


def _inside(entry: Entry, setting: Setting) -> bool:
    """Whether a square has room for its count."""
    side, times = setting.unit * sqrt(entry.count), ems(entry.times, bold=True) * setting.count
    return side >= max(times, setting.count * ASCENT) + 2 * INSET


def _across(entry: Entry, setting: Setting) -> float:
    """How wide a square is with the count and the mark that stand beside it."""
    beside = 0.0 if _inside(entry, setting) else INSET + ems(entry.times, bold=True) * setting.count
    return setting.unit * sqrt(entry.count) + beside + (INSET + setting.sign if entry.discussed else 0.0)


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
    """The square on its base line, the count in it or beside it, the word below."""
    side = setting.unit * sqrt(entry.count)
    place = (x + side - INSET, base - INSET) if _inside(entry, setting) else (x + side + INSET, base)
    anchor = "end" if _inside(entry, setting) else "start"
    times = Text(*place, entry.times, setting.count, bold=True, colour=subject.ink, anchor=anchor)
    first = base + setting.size * (0.5 + ASCENT)
    words = _words(entry, setting)
    lines = [Text(x, first + setting.size * LEADING * i, line, setting.size) for i, line in enumerate(words.lines)]
    marks: tuple[Mark, ...] = ()
    if entry.discussed:
        beside = max(x + side, times.box.right) + INSET
        marks = (Mark(Sign.DISCUSSED, beside, base - setting.sign, setting.sign, subject.ink),)
    square = Shape(Box(x, base - side, side, side), subject.paper, subject.edge, 1.0, not subject.placed)
    top = base - max(side, setting.count * ASCENT)
    bottom = base + 0.5 * setting.size + depth(len(words.lines), setting.size)
    card = Box(x, top, setting.w, bottom - top)
    return Note(entry.word, entry.count, card, (*lines, times), (square,), marks, entry.discussed)
