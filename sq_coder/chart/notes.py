"""Notes in their field: each one's paper, the sheets behind it, its word, mark and count."""

from __future__ import annotations

from sq_coder.chart.colours import GREY, INK, WHITE, mix
from sq_coder.chart.fields import Subject
from sq_coder.chart.fit import LEADING, PAD, Area, Entry, Setting, worded
from sq_coder.chart.layout import ASCENT, Box, Mark, Note, Shape, Sign, Text

MOST_SHEETS = 3
"""Sheets behind a note that was noted more than once: enough to see a stack, too few to count."""


def placed(subject: Subject, setting: Setting, box: Box) -> tuple[Note, ...]:
    """A field's notes, from the top left, over rows that are as full as each other."""
    found = []
    for row, entries in enumerate(setting.split(Area(box.w, subject.entries))):
        for column, entry in enumerate(entries):
            x = box.x + column * (setting.w + setting.gap)
            y = box.y + row * (setting.h + setting.gap + setting.more)
            found.append(_note(entry, subject, setting, Box(x, y, setting.w, setting.h)))
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
        spare = box.h - word.height - setting.between - setting.count * ASCENT - 2 * PAD
        pad = min(setting.pad, PAD + max(0.0, spare) / 2)
        top, base = box.y + pad, box.bottom - pad

    lines = [
        Text(left, top + word.size * (ASCENT + LEADING * i), line, word.size, colour=INK)
        for i, line in enumerate(word.lines)
    ]
    times = Text(right, base, entry.times, setting.count, bold=True, colour=subject.ink, anchor="end")
    marks: tuple[Mark, ...] = ()
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
    return tuple(Shape(Box(box.x + i * step, box.y + i * step, box.w, box.h), fill, subject.edge, 1.2) for i in back)


def empty(box: Box, text: str, size: float) -> Text:
    """The sentence in a field without notes."""
    return Text(box.x, box.y + size * ASCENT, text, size, colour=GREY)
