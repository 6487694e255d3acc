"""Notes in their field: each one's paper, the sheets behind it, its word, mark and count."""

from __future__ import annotations

from math import ceil, sqrt

from sq_coder.chart.colours import GREY, INK, WHITE, mix
from sq_coder.chart.fields import Subject
from sq_coder.chart.fit import LEADING, Entry, Setting, worded
from sq_coder.chart.layout import ASCENT, DESCENT, Box, Mark, Note, Shape, Sign, Text
from sq_coder.chart.words import wrap

MOST_SHEETS = 3
"""Sheets behind a note that was noted more than once: enough to see a stack, too few to count."""


def placed(subject: Subject, setting: Setting, box: Box) -> tuple[Note, ...]:
    """A field's notes, from the top left, over rows that are as full as each other."""
    across = setting.columns(box.w)
    rows = max(1, ceil(len(subject.entries) / across))
    per_row = ceil(len(subject.entries) / rows)
    found = []
    for i, entry in enumerate(subject.entries):
        row, column = divmod(i, per_row)
        x = box.x + column * (setting.w + setting.gap)
        y = box.y + row * (setting.h + setting.gap)
        cell = Box(x, y, setting.w, setting.h)
        found.append(_square(entry, subject, setting, cell) if setting.unit else _note(entry, subject, setting, cell))
    return tuple(found)


def _note(entry: Entry, subject: Subject, setting: Setting, box: Box) -> Note:
    word = worded(entry, setting)
    if word is None:  # a setting is only chosen when every word fits it
        raise AssertionError("a keyword does not fit the note that was chosen for it")
    left, right = box.x + setting.pad, box.right - setting.pad
    if setting.inline:
        top = box.y + (box.h - word.height) / 2
        base = box.y + (box.h + setting.count * ASCENT) / 2
    else:
        top = box.y + setting.pad
        base = box.bottom - setting.pad
    lines = [
        Text(left, top + word.size * (ASCENT + LEADING * i), line, word.size, colour=INK)
        for i, line in enumerate(word.lines)
    ]
    times = Text(right, base, entry.times, setting.count, bold=True, colour=subject.ink, anchor="end")
    marks = ()
    if entry.discussed:
        sign = setting.sign
        x = right - times.box.w - sign - 3 if setting.inline else left
        marks = (Mark(Sign.DISCUSSED, x, base - setting.count * ASCENT / 2 - sign / 2, sign, subject.ink),)
    shapes = (*_sheets(entry, subject, setting, box), Shape(box, subject.paper, subject.edge, 1.2, not subject.placed))
    return Note(entry.word, entry.count, box, (*lines, times), shapes, marks, entry.discussed)


def _sheets(entry: Entry, subject: Subject, setting: Setting, box: Box) -> tuple[Shape, ...]:
    """The sheets behind, the furthest first; they stay within the gap to the next note."""
    step = setting.gap * 0.22
    fill = mix(subject.paper, WHITE, 0.45)
    back = range(min(entry.count - 1, MOST_SHEETS), 0, -1)
    return tuple(
        Shape(Box(box.x + i * step, box.y + i * step, box.w, box.h), fill, subject.edge, 1.2) for i in back
    )


def _square(entry: Entry, subject: Subject, setting: Setting, box: Box) -> Note:
    """A square whose area is the count, on one scale for all; its word below, its count beside it."""
    wrapped = wrap(entry.word, round(box.w / setting.size, 2))
    side = setting.unit * sqrt(entry.count)
    text = setting.size * (ASCENT + DESCENT + LEADING * (len(wrapped.lines) - 1))
    base = box.bottom - setting.words
    times = Text(box.x + side + 4, base, entry.times, setting.count, bold=True, colour=subject.ink)
    first = base + 0.5 * setting.size + setting.size * ASCENT
    lines = [
        Text(box.x, first + setting.size * LEADING * i, line, setting.size) for i, line in enumerate(wrapped.lines)
    ]
    marks = ()
    if entry.discussed:
        at = times.box.right + 3
        marks = (Mark(Sign.DISCUSSED, at, base - setting.sign, setting.sign, subject.ink),)
    square = Shape(Box(box.x, base - side, side, side), subject.paper, subject.edge, 1.0, not subject.placed)
    tight = Box(box.x, base - max(side, setting.count * ASCENT), box.w, 0.0)
    card = Box(tight.x, tight.y, box.w, first - setting.size * ASCENT + text - tight.y)
    return Note(entry.word, entry.count, card, (*lines, times), (square,), marks, entry.discussed)


def empty(box: Box, text: str, size: float) -> Text:
    """The sentence in a field without notes."""
    return Text(box.x, box.y + size * ASCENT, text, size, colour=GREY)

