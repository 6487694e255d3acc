"""A page with its columns, headers and axes, still without notes."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.chart.axes import Axes, axes
from sq_coder.chart.caption import Caption
from sq_coder.chart.fields import Header, Subject, figure_width, header
from sq_coder.chart.fit import PAD, Area
from sq_coder.chart.layout import ASCENT
from sq_coder.chart.page import LEAST, Around, Legend, Page, around
from sq_coder.domain import AxisWords

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
    """A page with its columns and headers."""

    page: Page
    around: Around
    bands: tuple[tuple[Slot, ...], ...]
    axes: Axes

    def gap(self, band: int) -> float:
        """White above a band: the horizontal axis stands in the first, the lower end of the vertical one above the strip."""
        if band == 0:
            return 0.0
        if not self.bands[band][0].subject.placed:
            return self.axes.below + 14.0 * self.page.scale
        return self.axes.gutter

    def head(self, band: int) -> float:
        """The height of a band's headers above its notes."""
        return max(0.0 if slot.header.beside else slot.header.height for slot in self.bands[band])

    def height(self, band: int, notes: float) -> float:
        """How high a band is with its notes: at least as high as a header beside them."""
        beside = max(slot.header.height if slot.header.beside else 0.0 for slot in self.bands[band])
        return max(self.head(band) + notes + STACK * self.page.scale, beside)

    @property
    def areas(self) -> tuple[tuple[Area, ...], ...]:
        """The room for notes, band by band."""
        stack = STACK * self.page.scale
        return tuple(tuple(Area(s.w - s.header.beside - stack, s.subject.entries) for s in band) for band in self.bands)

    def taken(self, notes: tuple[float, ...] | None = None) -> float:
        """Height that is not for notes: at most, as long as it is not known how high those are."""
        known = notes or (2 * PAD + LEAST * ASCENT,) * len(self.bands)
        bands = sum(self.height(i, n) - n + self.gap(i) for i, n in enumerate(known))
        strip = not self.bands[-1][0].subject.placed
        return bands + self.axes.above + (0.0 if strip else self.axes.below)

    @property
    def room(self) -> float:
        """Height between heading and legend."""
        return self.around.bottom - self.around.top


def sheet(job: Job, page: Page, share: float) -> Sheet:
    """The page of a job, with the vertical axis at this share of its width."""
    gutter = (34.0 if job.axis_words else 26.0) * page.scale
    across = max(len(band) for band in job.bands)
    bands = []
    for band in job.bands:
        n = across if band[0].placed else 1
        free = page.inner - (n - 1) * gutter
        widths = [free * share, free * (1 - share)] if job.axis_words and n == 2 else [free / n] * n
        slots, x = [], page.margin
        for i, (item, w) in enumerate(zip(band, widths, strict=False)):
            column = tuple(b[i] for b in job.bands if i < len(b))
            figures = figure_width(column, 32.0 * page.scale)
            slots.append(Slot(item, x, w, header(item, w, page.scale, figures=figures, language=job.language)))
            x += w + gutter
        bands.append(tuple(slots))
    cross = bands[0][1].x - gutter / 2 if job.axis_words else None
    outer = around(page, job.caption, job.facts, job.legend, job.notices)
    return Sheet(page, outer, tuple(bands), axes(page, job.axis_words, cross))
