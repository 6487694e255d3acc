"""The quadrant, and the board of a codebook that has other than four conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, sqrt

from sq_coder.chart import labels, squares
from sq_coder.chart.axes import Axes, axes
from sq_coder.chart.caption import Caption
from sq_coder.chart.fields import (
    Header,
    Subject,
    axes_of,
    figure_width,
    header,
    in_quadrant_order,
    subject,
    without_place,
)
from sq_coder.chart.fit import Area, Plan, Setting, best, tall
from sq_coder.chart.layout import Box, Field, Layout, Sign
from sq_coder.chart.notes import empty, placed
from sq_coder.chart.page import PAGES, Around, Legend, Page, around
from sq_coder.domain import AxisWords, Codebook, Tally

STACK = 7.0
"""Room for the sheets behind the last note of a row, at A4."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be drawn, before a paper size is chosen."""

    bands: tuple[tuple[Subject, ...], ...]
    axis_words: AxisWords | None
    caption: Caption
    facts: str
    legend: tuple[Legend, ...]
    notices: tuple[str, ...]
    language: str
    sized: bool

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All fields, in reading order."""
        return tuple(s for band in self.bands for s in band)


@dataclass(frozen=True, slots=True)
class Slot:
    """A field's column on the page."""

    subject: Subject
    x: float
    w: float
    header: Header


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its columns and headers, still without notes."""

    page: Page
    around: Around
    bands: tuple[tuple[Slot, ...], ...]
    cross: float | None  # where the vertical axis stands
    share: float  # of the width that is left of it
    axes: Axes

    def gap(self, band: int) -> float:
        """White above a band: the horizontal axis stands in the first."""
        return 0.0 if band == 0 else self.axes.gutter if band == 1 else 18.0 * self.page.scale

    def head(self, band: int, *, even: bool) -> float:
        """The height of a band's headers; of both halves together when they are to be even."""
        bands = self.bands[:2] if even and band < 2 else (self.bands[band],)
        return max(slot.header.height for b in bands for slot in b)

    @property
    def areas(self) -> tuple[tuple[Area, ...], ...]:
        """The room for notes, band by band."""
        return tuple(tuple(Area(s.w - STACK * self.page.scale, s.subject.entries) for s in band) for band in self.bands)

    def taken(self, *, even: bool) -> float:
        """Height that is not for notes."""
        bands = range(len(self.bands))
        heads = sum(self.head(i, even=even) + self.gap(i) + STACK * self.page.scale for i in bands)
        return heads + self.axes.above + self.axes.below

    @property
    def height(self) -> float:
        """Height between heading and legend."""
        return self.around.bottom - self.around.top


def quadrant(
    tally: Tally,
    codebook: Codebook,
    caption: Caption | None = None,
    *,
    language: str = "nl",
    sized: bool = False,
    page: str = "a4",
) -> Layout:
    """The figure of a tally: every keyword one note with its count, in the field of its condition.

    Args:
        page: 'a4' (landscape) or 'slide' (16:9, larger type); both grow when the words do not fit.
        sized: the area of a square is its count, on one scale; else all notes are as large as each other.
    """
    job = _job(tally, codebook, caption or Caption(), language, sized)
    for paper in PAGES[page]:
        found = _on(job, paper)
        if found:
            return _layout(job, *found)
    return _layout(job, *_on_tall(job, PAGES[page][-1]))


def _job(tally: Tally, codebook: Codebook, caption: Caption, language: str, sized: bool) -> Job:
    four = in_quadrant_order(codebook)
    rank = {c.id: i for i, c in enumerate(codebook.conditions)}
    subjects = [subject(c, rank[c.id], tally, language=language) for c in four or codebook.conditions]
    across = 2 if four else _across(len(subjects))
    bands = [tuple(subjects[i : i + across]) for i in range(0, len(subjects), across)]
    if tally.undecided.keywords:
        bands.append((without_place(tally, language=language),))
    notices = [caption.notice] if caption.notice else []
    if tally.source and tally.source not in caption.notice:
        notices.insert(0, labels.word("elsewhere", language, source=tally.source))
    return Job(
        bands=tuple(bands),
        axis_words=axes_of(codebook, language) if four else None,
        caption=replace(caption, title=caption.title or labels.word("title", language)),
        facts=labels.facts(tally, language),
        legend=_legend(tuple(s for band in bands for s in band), language, sized),
        notices=tuple(notices),
        language=language,
        sized=sized,
    )


def _across(n: int) -> int:
    """How many fields stand beside each other on a board: at most five, wider than high."""
    return n if n <= 3 else 2 if n == 4 else min(5, ceil(sqrt(n * 1.4)))


def _legend(subjects: tuple[Subject, ...], language: str, sized: bool) -> tuple[Legend, ...]:
    found = [Legend(labels.word("key", language), sample="×")]
    if any(entry.discussed for s in subjects for entry in s.entries):
        found.append(Legend(labels.word("discussed", language), sign=Sign.DISCUSSED))
    if sized:
        found.append(Legend(labels.word("sized", language, n=1), bar=squares.MOST_UNIT))
    return tuple(found)


def _on(job: Job, page: Page) -> tuple[Sheet, Plan, bool] | None:
    """The best plan on one paper size; the axes leave the middle only where that is needed or reads far better."""
    found: tuple[Sheet, Plan, bool] | None = None
    for share, even in _crossings(job):
        sheet = _sheet(job, page, share)
        room = sheet.height - sheet.taken(even=even)
        plan = squares.sized(sheet.areas, room, page) if job.sized else best(sheet.areas, room, page, even=even)
        if plan and (found is None or plan.score > found[1].score + 1.5):
            found = sheet, plan, even
        if found and found[1].score > page.least + 2:
            break
    return found


def _crossings(job: Job) -> Iterator[tuple[float, bool]]:
    """Where the axes may cross: in the middle first, then towards what is less full."""
    yield 0.5, True
    if job.sized or job.axis_words is None:
        return
    yield 0.5, False
    left = max(len(band[0].entries) for band in job.bands[:2])
    right = max(len(band[1].entries) for band in job.bands[:2])
    for share in (0.6, 0.66, 0.72):
        yield (share if left > right else 1 - share), False


def _on_tall(job: Job, page: Page) -> tuple[Sheet, Plan, bool]:
    """The last paper size, made as high as the notes need."""
    sheets = [_sheet(job, page, share) for share, even in _crossings(job) if job.sized or not even] or [
        _sheet(job, page, 0.5)
    ]
    plans = [(sheet, plan) for sheet in sheets for plan in (_tall(job, sheet, page),)]
    sheet, plan = max(plans, key=lambda pair: pair[1].score)
    more = sheet.taken(even=job.sized) + sum(plan.heights) - sheet.height
    page = replace(page, height=page.height + max(0.0, more) + 1.0)
    return _sheet(job, page, sheet.share), plan, job.sized


def _tall(job: Job, sheet: Sheet, page: Page) -> Plan:
    """Squares in the least height that holds them; slips where squares do not fit at any height."""
    heights = (page.height * 1.35**k for k in range(15)) if job.sized else ()
    plans = (squares.sized(sheet.areas, height, page) for height in heights)
    return next((plan for plan in plans if plan), None) or tall(sheet.areas, page)


def _sheet(job: Job, page: Page, share: float) -> Sheet:
    gutter = (34.0 if job.axis_words else 26.0) * page.scale
    across = max(len(band) for band in job.bands)
    bands = []
    for band in job.bands:
        n = across if band[0].placed else 1
        room = page.inner - (n - 1) * gutter
        widths = [room * share, room * (1 - share)] if job.axis_words and n == 2 else [room / n] * n
        slots, x = [], page.margin
        for i, (item, w) in enumerate(zip(band, widths, strict=False)):
            column = tuple(b[i] for b in job.bands if i < len(b))
            figures = figure_width(column, 32.0 * page.scale)
            head = header(item, w, page.scale, figures=figures, language=job.language)
            slots.append(Slot(item, x, w, head))
            x += w + gutter
        bands.append(tuple(slots))
    cross = bands[0][1].x - gutter / 2 if job.axis_words else None
    outer = around(page, job.caption, job.facts, job.legend, job.notices)
    return Sheet(page, outer, tuple(bands), cross, share, axes(page, job.axis_words, cross))


def _layout(job: Job, sheet: Sheet, plan: Plan, even: bool) -> Layout:
    page, setting = sheet.page, plan.setting
    notes = plan.heights
    spare = max(0.0, sheet.height - sheet.taken(even=even) - sum(notes))
    share = spare / sum(1 for band in sheet.bands if band[0].subject.placed)
    y = sheet.around.top + sheet.axes.above
    fields: list[Field] = []
    crossing = end = y
    for i, band in enumerate(sheet.bands):
        y += sheet.gap(i)
        if i == 1:
            crossing = y - sheet.axes.under
        head = sheet.head(i, even=even)
        h = head + notes[i] + STACK * page.scale + (share if band[0].subject.placed else 0.0)
        fields += [_field(slot, Box(slot.x, y, slot.w, h), head, setting, job.language) for slot in band]
        y += h
        end = y if band[0].subject.placed else end
    outer = sheet.around
    if job.sized:  # the square in the legend is known only now; without squares it goes
        scale = (replace(job.legend[-1], bar=setting.unit),) if setting.unit else ()
        legend = (*job.legend[:-1], *scale)
        outer = around(page, job.caption, job.facts, legend, job.notices)
    drawn = sheet.axes.drawn(page, sheet.around.top, crossing, end)
    return Layout(
        width=page.width,
        height=page.height,
        title=job.caption.title,
        description=_described(job),
        fields=tuple(fields),
        texts=(*outer.texts, *drawn.texts),
        lines=(*drawn.lines, *outer.lines),
        shapes=outer.shapes,
        marks=outer.marks,
        language=job.language,
    )


def _field(slot: Slot, box: Box, head: float, setting: Setting, language: str) -> Field:
    texts = tuple(replace(t, x=t.x + box.x, y=t.y + box.y) for t in slot.header.texts)
    inside = Box(box.x, box.y + head, slot.w, box.h - head)
    if not slot.subject.entries:
        size = max(9.0, min(setting.size, 11.0))
        texts = (*texts, empty(inside, labels.word("empty", language), size))
    notes = (squares.placed if setting.unit else placed)(slot.subject, setting, inside)
    return Field(slot.subject.condition, slot.subject.name, box, texts, notes)


def _described(job: Job) -> str:
    """The figure in words, for who cannot see it."""
    parts = []
    for s in job.subjects:
        told = ", ".join(f"{e.word} {e.times}" for e in s.entries) or labels.word("empty", job.language)
        parts.append(f"{s.name} ({labels.word('noted', job.language, n=s.total)}): {told}.")
    return f"{job.facts}. {' '.join(parts)}"
