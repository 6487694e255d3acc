"""The quadrant, and the board of a codebook that has other than four conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, sqrt

from sq_coder.chart import labels, squares
from sq_coder.chart.caption import Caption
from sq_coder.chart.fields import Subject, axes_of, in_quadrant_order, subject, without_place
from sq_coder.chart.fit import Setting
from sq_coder.chart.layout import Box, Field, Layout, Sign
from sq_coder.chart.notes import empty, placed
from sq_coder.chart.page import PAGES, Legend, Page, around
from sq_coder.chart.plans import POST_IT, Plan, best, filled, tall
from sq_coder.chart.sheet import Job, Sheet, Slot, sheet
from sq_coder.domain import Codebook, Tally

MUCH = 1.2
"""How many times as high a page with its axes in the middle must be, before they leave it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page that holds its notes."""

    sheet: Sheet
    plan: Plan
    score: float


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
    found = next((found for papers in PAGES[page] for found in (_on(job, papers),) if found), None)
    return _layout(job, found or _on_tall(job, PAGES[page][-1][-1]))


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
    found = []
    if any(entry.discussed for s in subjects for entry in s.entries):
        found.append(Legend(labels.word("discussed", language), sign=Sign.DISCUSSED))
    if sized:
        found.append(Legend(labels.word("sized", language, n=1), bar=squares.MOST_UNIT))
    return tuple(found)


def _on(job: Job, papers: tuple[Page, ...]) -> Found | None:
    """The best plan on papers of one size; the axes leave the middle only where nothing fits there."""
    for shares in ((0.5,), _moved(job)):
        found: Found | None = None
        for step, page in enumerate(papers):
            for less, share in enumerate(shares):
                cost = step + less / 2
                better = _crossed(job, page, share, (found.score if found else -99.0) + cost)
                found = replace(better, score=better.plan.score - cost) if better else found
            if found and found.score > page.least + POST_IT + 2:
                break
        if found:
            return found
    return None


def _crossed(job: Job, page: Page, share: float, beat: float) -> Found | None:
    """The best plan on a page with the vertical axis in one place, if its score beats what was found."""
    made = sheet(job, page, share)
    height = made.room - made.taken()
    plan = squares.sized(made.areas, height, page) if job.sized else best(made.areas, height, page, beat=beat)
    return Found(made, plan, plan.score) if plan and plan.score > beat else None


def _moved(job: Job) -> tuple[float, ...]:
    """Places of the vertical axis towards what is less full, the nearest to the middle first."""
    if job.sized or job.axis_words is None:
        return ()
    left = max(len(band[0].entries) for band in job.bands[:2])
    right = max(len(band[1].entries) for band in job.bands[:2])
    return tuple(share if left > right else 1 - share for share in (0.6, 0.66, 0.72, 0.78))


def _on_tall(job: Job, page: Page) -> Found:
    """The last paper size, made as high as the notes need; the axes leave the middle where that saves much of it."""
    grown = [_grown(job, page, share) for share in (0.5, *_moved(job))]
    return min(grown, key=lambda found: found.sheet.page.height * (1.0 if found is grown[0] else MUCH))


def _grown(job: Job, page: Page, share: float) -> Found:
    made = sheet(job, page, share)
    heights = (page.height * 1.35**k for k in range(15)) if job.sized else ()
    plans = (squares.sized(made.areas, height, page) for height in heights)
    # Slips where squares do not fit at any height.
    plan = next((plan for plan in plans if plan), None) or tall(made.areas, page)
    # A higher page may leave less for notes than it adds: what stands around them is larger too.
    while (more := made.taken(plan.heights) + sum(plan.heights) - made.room) > 0:
        made = sheet(job, replace(made.page, height=made.page.height + more + 1.0), share)
    return Found(made, plan, plan.score)


def _layout(job: Job, found: Found) -> Layout:
    made = found.sheet
    spare = made.room - made.taken(found.plan.heights) - sum(found.plan.heights)
    plan = filled(found.plan, made.areas, made.page, spare)
    highs = _levelled(made, plan)
    y = made.around.top + made.axes.above
    fields: list[Field] = []
    crossing = end = y
    for i, (band, h) in enumerate(zip(made.bands, highs, strict=True)):
        y += made.gap(i)
        if i == 1:
            crossing = y - made.axes.under
        head = made.head(i)
        fields += [_field(slot, Box(slot.x, y, slot.w, h), head, plan.setting, job.language) for slot in band]
        y += h
        end = y if band[0].subject.placed else end
    outer = made.around
    if job.sized:  # the square in the legend is known only now; without squares it goes
        scale = (replace(job.legend[-1], bar=plan.setting.unit),) if plan.setting.unit else ()
        outer = around(made.page, job.caption, job.facts, (*job.legend[:-1], *scale), job.notices)
    drawn = made.axes.drawn(made.page, made.around.top, crossing, end)
    return Layout(
        width=made.page.width,
        height=made.page.height,
        title=job.caption.title,
        description=_described(job),
        fields=tuple(fields),
        texts=(*outer.texts, *drawn.texts),
        lines=(*drawn.lines, *outer.lines),
        shapes=outer.shapes,
        marks=outer.marks,
        language=job.language,
    )


def _levelled(made: Sheet, plan: Plan) -> list[float]:
    """Heights of the bands on the whole page: white that is left goes to the lowest fields first."""
    highs = [made.height(i, notes) for i, notes in enumerate(plan.heights)]
    spare = max(0.0, made.room - made.taken(plan.heights) - sum(plan.heights))
    low = sorted(h for h, band in zip(highs, made.bands, strict=True) if band[0].subject.placed)
    levels = ((spare + sum(low[:k])) / k for k in range(1, len(low) + 1))
    level = next(x for k, x in enumerate(levels, 1) if k == len(low) or x <= low[k])
    return [max(h, level) if band[0].subject.placed else h for h, band in zip(highs, made.bands, strict=True)]


def _field(slot: Slot, box: Box, head: float, setting: Setting, language: str) -> Field:
    texts = tuple(replace(t, x=t.x + box.x, y=t.y + box.y) for t in slot.header.texts)
    inside = Box(box.x + slot.header.beside, box.y + head, slot.w - slot.header.beside, box.h - head)
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
        parts.append(f"{s.name} ({labels.noted(s.total, job.language)}): {told}.")
    return f"{job.facts}. {' '.join(parts)}"
