"""How large the notes of a figure can be: one size for all, as large as the fullest field allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from sq_coder.chart.fit import PAD, Area, Entry, Setting, Worded, depth, worded
from sq_coder.chart.layout import ASCENT
from sq_coder.chart.page import LEAST, Page
from sq_coder.chart.words import ems

POST_IT = 7.0
"""How much larger, in points, the type on a slip must be to be chosen before a post-it: the study's wall has post-its."""

COUNT = 1.3
"""Size of a count against its word, where room is scarce; it grows to `LARGE_COUNT` where it is not."""

LARGE_COUNT = 1.7

SQUARE = 0.8
"""A post-it with room to spare becomes so high against its width."""

Bands = tuple[tuple[Area, ...], ...]
"""The rows of fields, from the top."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A setting with how well it reads, in points of type."""

    setting: Setting
    score: float
    heights: tuple[float, ...]  # of the notes, band by band
    rows: tuple[int, ...] = ()  # of notes, band by band; of squares they are not as high as each other


def best(bands: Bands, height: float, page: Page, *, beat: float = -99.0) -> Plan | None:
    """The notes that read best in this height, header rooms taken off; None when no type of the least size fits.

    `beat` is the score of what was found elsewhere: a plan that is no better is not sought.
    """
    entries = entries_of(bands)
    found: Plan | None = None
    for frame in _frames(bands, page):
        rows = _rows(bands, frame)
        h = (height - frame.gap * sum(r - 1 for r in rows)) / sum(rows)
        for plan in _plans(frame, h, rows, entries, page, found.score if found else beat):
            if found is None or plan.score > found.score:
                found = plan
    return found


def filled(plan: Plan, bands: Bands, page: Page, spare: float) -> Plan:
    """The plan with spare height given to its notes, then to the white between them: up to what looks well."""
    if not plan.rows or spare <= 0:
        return plan
    setting, rows = plan.setting, sum(plan.rows)
    aim = setting.h + PAD if setting.inline else max(setting.h, SQUARE * setting.w)
    h = min(aim, setting.h + spare / rows)
    left = spare - rows * (h - setting.h)
    gaps = rows - len(plan.rows)
    more = min(setting.gap, left / gaps) if gaps else 0.0
    entries = entries_of(bands)
    grown = replace(_larger_type(entries, replace(setting, h=h), page), more=more)
    if not grown.inline:
        grown = replace(grown, count=_larger_count(entries, grown))
    return replace(plan, setting=grown, heights=_heights(grown, plan.rows))


def _larger_type(entries: tuple[Entry, ...], setting: Setting, page: Page) -> Setting:
    """The note with the largest type that spoils no more words than it has now."""
    words = _all_worded(entries, setting)
    most = _spoiled(entries, words, setting.size) if words else 0.0
    size = page.most
    while words and size > setting.size:
        larger = replace(setting, size=size, count=size * COUNT)
        better = _all_worded(entries, larger) if _least_height(larger) <= setting.h else None
        if better and _spoiled(entries, better, size) <= most + 0.25 * (size - setting.size):
            return larger
        size -= 0.5
    return setting


def _larger_count(entries: tuple[Entry, ...], setting: Setting) -> float:
    """The count as large as the words leave room for."""
    tallest = max((word.height for word in _all_worded(entries, setting) or ()), default=0.0)
    high = (setting.h - tallest - setting.between - 2 * PAD) / ASCENT
    widest = max((ems(e.times, bold=True) + (1.0 if e.discussed else 0.0) for e in entries), default=1.0)
    wide = (setting.w - 2 * setting.pad - 3) / widest
    return max(setting.count, min(LARGE_COUNT * setting.size, high, wide))


def entries_of(bands: Bands) -> tuple[Entry, ...]:
    """All entries, the longest words first: what does not fit is known soonest."""
    entries = (entry for band in bands for area in band for entry in area.entries)
    return tuple(sorted(entries, key=lambda e: -len(e.word)))


def widths(bands: Bands, gap: float, most: float) -> Iterator[float]:
    """Every width of a note that fills a row of the widest condition, and fits the narrowest."""
    widest = max(area.width for area in bands[0])
    most = min(most, *(area.width for band in bands for area in band))
    before = 0.0
    for across in range(1, 13):
        w = min((widest - (across - 1) * gap) / across, most)
        if w != before:
            yield w
        before = w


def _frames(bands: Bands, page: Page) -> Iterator[Setting]:
    """Notes of every width, without a height yet: post-its, and slips with the count beside the word."""
    for inline in (False, True):
        gap = max(PAD, (6.0 if inline else 9.0) * page.scale)
        most = (250 if inline else 142) * page.scale
        for w in widths(bands, gap, most):
            if w >= 4.5 * page.least + PAD:
                yield Setting(w, 0.0, gap, page.least, page.least, page.floor, inline)


def _rows(bands: Bands, frame: Setting) -> tuple[int, ...]:
    return tuple(max(frame.rows(area) for area in band) for band in bands)


def _heights(setting: Setting, rows: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(setting.high(n) for n in rows)


def _plans(
    frame: Setting, h: float, rows: tuple[int, ...], entries: tuple[Entry, ...], page: Page, beat: float
) -> Iterator[Plan]:
    """Plans of one grid from the largest type down, as long as they can still beat what was found."""
    bonus = 0.0 if frame.inline else POST_IT
    step = 0.5 if len(entries) < 80 else 1.0
    one = _least_height(replace(frame, size=1.0, count=COUNT)) - 2 * PAD
    size = min(page.most, floor((h - 2 * PAD) / one / step) * step)  # the largest of which one line fits
    while size >= page.least and _worth(size, page) + bonus > beat:
        setting = replace(frame, h=h, size=size, count=size * COUNT)
        words = _all_worded(entries, setting)
        if words is not None:
            trimmed = _trimmed(setting, words)
            score = _worth(size, page) + bonus - _spoiled(entries, words, size) - _odd(trimmed)
            yield Plan(trimmed, score, _heights(trimmed, rows), rows)
            beat = max(beat, score)
        size -= step


def _worth(size: float, page: Page) -> float:
    """How well type reads: what is large enough gains little by more."""
    enough = page.least + 3
    return min(size, enough) + 0.4 * max(0.0, size - enough)


def _least_height(setting: Setting) -> float:
    """What a note of one line needs at least."""
    word = depth(1, setting.size)
    if setting.inline:
        return max(word, setting.count * ASCENT) + 2 * PAD
    return word + setting.between + setting.count * ASCENT + 2 * PAD


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
    return (0.8 if broken else 0.0) + 20 * broken / share + (10 * smaller + 25 * shrunk) / share


def _odd(setting: Setting) -> float:
    """What an odd shape takes: a post-it is about as high as wide, a little wider."""
    shape = setting.w / setting.h
    if setting.inline:
        return 0.0
    return max(0.0, shape - 1.7) * 2 + max(0.0, 0.95 - shape) * 6


def _trimmed(setting: Setting, words: list[Worded]) -> Setting:
    """The note no higher than its shape asks and its words need."""
    tallest = max((w.height for w in words), default=setting.size)
    if setting.inline:
        need = max(tallest, setting.count * ASCENT) + 2 * PAD
        h = min(setting.h, max(need, 1.75 * setting.size + 2 * PAD))
    else:
        need = tallest + setting.between + setting.count * ASCENT + 2 * PAD
        h = min(setting.h, max(need, 0.74 * setting.w))
    return replace(setting, h=max(h, need))


def tall(bands: Bands, page: Page) -> Plan:
    """Notes for a page that grows in height: slips of the width that makes it grow least, as high as they need."""
    entries = entries_of(bands)
    plans = [plan for frame in _frames(bands, page) if frame.inline for plan in _grown(frame, bands, entries)]
    if not plans:  # counts of so many figures that only a whole field holds them
        narrowest = min(area.width for band in bands for area in band)
        frame = Setting(narrowest, 0.0, PAD, LEAST, LEAST, LEAST, inline=True)
        plans = list(_grown(frame, bands, entries))
    return max(plans, key=lambda plan: plan.score)


def _grown(frame: Setting, bands: Bands, entries: tuple[Entry, ...]) -> Iterator[Plan]:
    setting = replace(frame, h=1e6, size=LEAST + 0.5, count=LEAST * 1.25, least=LEAST)
    words = _all_worded(entries, setting)
    if words is not None:
        setting = _trimmed(setting, words)
        rows = _rows(bands, setting)
        heights = _heights(setting, rows)
        yield Plan(setting, -sum(heights) * (1 + _spoiled(entries, words, setting.size) / 10), heights, rows)
