"""Slices beside each other: a small quadrant each, the same words in the same place, one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil

from sq_coder.chart import labels
from sq_coder.chart.caption import Caption
from sq_coder.chart.colours import FAINT, GREY, INK
from sq_coder.chart.fields import Subject, in_quadrant_order, subject, without_place
from sq_coder.chart.layout import ASCENT, Box, Field, Layout, Line, Sign, Text
from sq_coder.chart.page import LEAST, PAGES, Around, Legend, Page, around, lines_of
from sq_coder.chart.rows import Change, Rows, Word, rows
from sq_coder.domain import Codebook, Comparison, Tally, keyword_key


@dataclass(frozen=True, slots=True)
class Listing:
    """One condition over all slices: its words in one order, and each slice's subject."""

    subjects: tuple[Subject, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be drawn, before a paper size is chosen. Bands are rows of conditions in each panel."""

    comparison: Comparison
    bands: tuple[tuple[Listing, ...], ...]
    caption: Caption
    legend: tuple[Legend, ...]
    notices: tuple[str, ...]
    language: str
    most: int  # the highest count: the longest bar; 0 when nothing was noted


@dataclass(frozen=True, slots=True)
class Grid:
    """Panels on a page: how many beside each other, how wide, and the rows of words in them."""

    page: Page
    around: Around
    across: int
    panel: float
    bands: tuple[tuple[Rows, ...], ...]
    head: float
    size: float
    lead: float
    score: float

    @property
    def tall(self) -> tuple[float, ...]:
        """Band by band, the height of its fields."""
        return tuple(max(r.height for r in band) for band in self.bands)

    def unit(self, most: int) -> float:
        """How long the bar of one time is: the same in every field, so the narrowest decides."""
        room = min((r.bars for band in self.bands for r in band), default=0.0)
        return min(room / max(most, 1), MOST_UNIT * self.page.scale)

    @property
    def height(self) -> float:
        """Height of a panel."""
        return self.head + sum(self.tall) + GAP * self.page.scale * (len(self.bands) - 1)


GAP = 12.0
"""White between the fields of a panel; twice as much and a bit between panels."""

MOST_UNIT = 36.0
"""The longest bar of one time, in points: where all was noted once, no bar fills the page."""


def years(
    comparison: Comparison,
    codebook: Codebook,
    caption: Caption | None = None,
    *,
    language: str = "nl",
    note: str | None = None,
    page: str = "a4",
) -> Layout:
    """The figure of slices beside each other: n under each, every word in each, zeros as a dot.

    Args:
        note: the sentence that says what the figure does not say; None gives the figure's own.
        page: 'a4' (landscape) or 'slide' (16:9); both grow when the words do not fit.
    """
    job = _job(labels.named(comparison, language), codebook, caption or Caption(), language, note)
    for paper in chain.from_iterable(PAGES[page]):
        grids = [g for g in _grids(job, paper) if _needed(job, g) <= g.around.bottom - g.around.top]
        if grids:
            return _layout(job, _roomier(job, max(grids, key=lambda g: g.score)))
    paper = replace(PAGES[page][-1][-1], most=LEAST + 1)
    grid = min(_grids(job, paper), key=lambda g: _needed(job, g))
    more = _needed(job, grid) - (grid.around.bottom - grid.around.top)
    paper = replace(paper, height=paper.height + more + 1)
    outer = around(paper, job.caption, _facts(job), job.legend, job.notices)
    return _layout(job, replace(grid, page=paper, around=outer))


def _job(comparison: Comparison, codebook: Codebook, caption: Caption, language: str, note: str | None) -> Job:
    by = comparison.by if comparison.by in {"year", "group", "perspective"} else "other"
    if note is None:
        note = labels.word("years_note" if by == "year" else "slices_note", language)
    title = caption.title or labels.word(f"by_{by}", language)
    bands = tuple(_bands(comparison.tallies, codebook, language))
    counts = [e.count for band in bands for x in band for s in x.subjects for e in s.entries]
    sources = dict.fromkeys(t.source for t in comparison.tallies if t.source and t.source not in caption.notice)
    elsewhere = [labels.word("elsewhere", language, source=s) for s in sources]
    return Job(
        comparison=comparison,
        bands=bands,
        caption=replace(caption, title=title, sentence=note),
        legend=_legend(comparison, language, counted=bool(counts)),
        notices=(*elsewhere, *([caption.notice] if caption.notice else [])),
        language=language,
        most=max(counts, default=0),
    )


def _facts(job: Job) -> str:
    # Counted on another basis, the panels hold the same stories: they are not added up.
    tallies = job.comparison.tallies[-1:] if job.comparison.by == "basis" else job.comparison.tallies
    return labels.all_facts(tallies, job.language)


def _legend(comparison: Comparison, language: str, *, counted: bool) -> tuple[Legend, ...]:
    """What the signs mean; nothing where no field has a row of its own."""
    if not counted:
        return ()
    against = f"_{comparison.by}" if comparison.by in ("year", "basis") else ""
    found = [Legend(labels.word("zero", language), sample="·")]
    if any(comparison.new):
        found.append(Legend(labels.word(f"new{against}", language), sign=Sign.NEW))
    if any(comparison.gone):
        found.append(Legend(labels.word(f"gone{against}", language), sign=Sign.GONE))
    return (*found, Legend(labels.word("bar", language, n=1), bar=1.0, flat=True))


def _bands(tallies: tuple[Tally, ...], codebook: Codebook, language: str) -> Iterator[tuple[Listing, ...]]:
    rank = {c.id: i for i, c in enumerate(codebook.conditions)}
    listings = [
        _listing(tuple(subject(c, rank[c.id], t, language=language) for t in tallies))
        for c in in_quadrant_order(codebook) or codebook.conditions
    ]
    for i in range(0, len(listings), 2):
        yield tuple(listings[i : i + 2])
    if any(t.undecided.keywords for t in tallies):
        yield (_listing(tuple(without_place(t, language=language) for t in tallies)),)


def _listing(subjects: tuple[Subject, ...]) -> Listing:
    """The words of all slices together, most often noted first."""
    totals: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for s in subjects:
        for entry in s.entries:
            key = keyword_key(entry.word)
            totals[key] = totals.get(key, 0) + entry.count
            spelled.setdefault(key, entry.word)
    order = sorted(totals, key=lambda key: (-totals[key], key))
    return Listing(subjects, tuple(Word(key, spelled[key]) for key in order))


def _grids(job: Job, page: Page) -> Iterator[Grid]:
    """Every way to put the panels beside each other, and every size of type in them."""
    n = max(1, len(job.comparison.tallies))  # without any slice a page with what stands around them
    outer = around(page, job.caption, _facts(job), job.legend, job.notices)
    for across in range(1, min(n, 4) + 1):
        if across > 1 and ceil(n / across) == ceil(n / (across - 1)):
            continue  # no row saved, only narrower panels
        gutter = 26.0 * page.scale
        panel = (page.inner - (across - 1) * gutter) / across
        if panel < 150:
            continue
        size = min(page.most, 11.0 * page.scale)
        while size >= page.least:
            for lead in (1.1, 0.8, 0.55):
                yield _grid(job, page, outer, across, panel, size, lead)
            size -= 0.5


def _grid(job: Job, page: Page, outer: Around, across: int, panel: float, size: float, lead: float) -> Grid:
    cell = (panel - GAP * page.scale) / 2
    bands = tuple(
        tuple(rows(x.subjects, x.words, panel if len(band) == 1 else cell, size, lead) for x in band)
        for band in job.bands
    )
    broken = sum(r.broken for band in bands for r in band)
    head = 15.0 * page.scale + max(LEAST, 9.0 * page.scale) * 1.5 * max(1, _facts_lines(job, page, panel)) + 14
    return Grid(page, outer, across, panel, bands, head, size, lead, size + lead - min(broken, 4))


def _roomier(job: Job, grid: Grid) -> Grid:
    """The grid with its rows as far apart as the page allows, up to what still reads as one list."""
    low, high = grid.lead, 1.7
    for _ in range(6):
        lead = (low + high) / 2
        wider = _grid(job, grid.page, grid.around, grid.across, grid.panel, grid.size, lead)
        if _needed(job, wider) <= grid.around.bottom - grid.around.top:
            grid, low = wider, lead
        else:
            high = lead
    return grid


def _facts_lines(job: Job, page: Page, panel: float) -> int:
    size = max(LEAST, 9.0 * page.scale)
    facts = (labels.slice_facts(t, job.language) for t in job.comparison.tallies)
    return max((len(lines_of(text, panel, size)) for text in facts), default=1)


def _needed(job: Job, grid: Grid) -> float:
    down = max(1, ceil(len(job.comparison.tallies) / grid.across))
    return down * grid.height + (down - 1) * 22.0 * grid.page.scale


def _layout(job: Job, grid: Grid) -> Layout:
    page = grid.page
    fields: list[Field] = []
    texts: list[Text] = []
    lines: list[Line] = []
    for i in range(len(job.comparison.tallies)):
        row, column = divmod(i, grid.across)
        x = page.margin + column * (grid.panel + 26.0 * page.scale)
        y = grid.around.top + row * (grid.height + 22.0 * page.scale)
        drawn = _panel(job, grid, i, Box(x, y, grid.panel, grid.height))
        fields += drawn[0]
        texts += drawn[1]
        lines += drawn[2]
    scale = [replace(entry, bar=max(grid.unit(job.most), 1.0)) for entry in job.legend[-1:]]
    legend = (*job.legend[:-1], *scale)
    outer = around(page, job.caption, _facts(job), legend, job.notices)
    return Layout(
        width=page.width,
        height=page.height,
        title=job.caption.title,
        description=_described(job),
        fields=tuple(fields),
        texts=(*outer.texts, *texts),
        lines=(*outer.lines, *lines),
        shapes=outer.shapes,
        marks=outer.marks,
        language=job.language,
    )


def _panel(job: Job, grid: Grid, i: int, box: Box) -> tuple[list[Field], list[Text], list[Line]]:
    """One slice: its name, n, and its fields; without stories only the sentence that says so."""
    page, tally = grid.page, job.comparison.tallies[i]
    big, small = 15.0 * page.scale, max(LEAST, 9.0 * page.scale)
    lines = [Line(box.x, box.y, box.right, box.y, INK, 1.2)]
    y = box.y + 6 + big * ASCENT
    texts = [Text(box.x, y, row, big, bold=True) for row in lines_of(tally.label, box.w, big, bold=True)[:1]]
    for row in lines_of(labels.slice_facts(tally, job.language), box.w, small):
        y += small * 1.45
        texts.append(Text(box.x, y, row, small, colour=GREY))
    if not tally.stories and not tally.keywords:
        return [], texts, lines
    change = _change(job.comparison, i)
    fields, y, unit = [], box.y + grid.head, grid.unit(job.most)
    gap = GAP * page.scale
    for b, (band, height) in enumerate(zip(grid.bands, grid.tall, strict=True)):
        if b:
            lines.append(Line(box.x, y - gap / 2, box.right, y - gap / 2, FAINT, 0.6))
        x = box.x
        for listing, laid in zip(job.bands[b], band, strict=True):
            place = Box(x, y, laid.width, height)
            fields.append(laid.field(listing.subjects[i], place, change, unit=unit, language=job.language))
            x += laid.width + gap
        if len(band) == 2:
            middle = box.x + (box.w) / 2
            lines.append(Line(middle, y, middle, y + height, FAINT, 0.6))
        y += height + gap
    return fields, texts, lines


def _change(comparison: Comparison, i: int) -> Change:
    new, gone = (frozenset(keyword_key(w) for w in words[i]) for words in (comparison.new, comparison.gone))
    return Change(comparison.tallies[i].label, new, gone)


def _described(job: Job) -> str:
    """The figure in words, slice by slice."""
    parts = []
    for i, tally in enumerate(job.comparison.tallies):
        told = [
            f"{x.subjects[i].name} {x.subjects[i].total}"
            + "".join(f", {e.word} {e.times}" for e in x.subjects[i].entries)
            for band in job.bands
            for x in band
        ]
        parts.append(f"{tally.label} ({labels.slice_facts(tally, job.language)}): {'; '.join(told)}.")
    return " ".join(parts)
