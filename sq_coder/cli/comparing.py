"""Slices beside each other: compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, State, common, emit, say, show, table
from sq_coder.cli.results import CONFIRM, PUBLIC, slices_json
from sq_coder.compare import FEWEST_FOR_INTERVAL
from sq_coder.domain import Codebook, Comparison, Interval

INTERVAL = (
    "An interval holds 95 of 100 counts when these stories are drawn again (bootstrap over stories). It belongs to a "
    f"sample, and these residents were not drawn: it proves no difference. None below {FEWEST_FOR_INTERVAL} stories, or "
    "where all stories are alike."
)
"""What an interval is, and what it does not say."""


@click.command("compare", short_help="Put years, groups or perspectives beside each other.")
@click.argument("out", required=False, type=FILE)
@click.option("--by", default="year", show_default=True, help="year, group, perspective, or an attribute.")
@click.option("--chart", is_flag=True, help="OUT as bars: notes per story and stories per condition.")
@click.option("--interval", is_flag=True, help="With a bootstrap interval over stories, and what it does not say.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@PUBLIC
@CONFIRM
@common
def compare_command(
    state: State,
    out: Path | None,
    by: str,
    chart: bool,
    interval: bool,
    language: str | None,
    public: bool,
    confirmed: tuple[str, ...],
) -> None:
    """Put years, groups or perspectives beside each other on one scale: a figure, and the numbers in a table.

    OUT is svg, png, pdf or pptx: small quadrants, in a pptx followed by a slide for each; with --chart bars, as svg, png or
    pdf. It describes these
    conversations; it does not test a difference.
    """
    if interval and out is not None and not chart:
        raise click.UsageError("Small quadrants show no interval. Add --chart, or leave OUT out for the numbers alone.")
    study = state.open()
    comparison = study.compare(by, interval=interval)
    if public:
        study.expect_nobody(comparison.tallies, by=by, confirmed=confirmed)
    if out is not None:
        from sq_coder.study.figures import page_of, write_chart, write_deck, write_figure

        look: dict[str, Any] = {"language": language or "", "named": not public}
        if chart:
            write_chart(out, study.chart_of_slices(comparison, **look))
        elif out.suffix.lower() == ".pptx":
            write_deck(out, study.slides_of_slices(comparison, **look))
        else:
            write_figure(out, study.figure_of_slices(comparison, page=page_of(out.suffix), **look))
    if state.json:
        emit(compared_json(comparison) | ({"file": str(out)} if out else {}))
        return
    _show_compared(comparison, study.codebook)
    if interval:
        say(INTERVAL)


def compared_json(comparison: Comparison) -> dict[str, Any]:
    """Slices as in tally, each with what is new and gone, and its intervals when these were asked for."""
    document: dict[str, Any] = {"slices": slices_json(comparison.tallies)}
    for part, new, gone in zip(document["slices"], comparison.new, comparison.gone, strict=True):
        part |= {"new": list(new), "gone": list(gone)}
    for part, intervals in zip(document["slices"], comparison.intervals, strict=False):
        between = {i.condition: {"keywords": i.notes, "stories": i.stories} for i in intervals}
        part["intervals"] = {c: between.get(c, {"keywords": None, "stories": None}) for c in part["conditions"]}
    return document | ({"interval": INTERVAL} if comparison.intervals else {})


def _show_compared(comparison: Comparison, codebook: Codebook) -> None:
    headers = ["condition", *(f"{t.label or 'not known'} (n={t.stories})" for t in comparison.tallies)]
    rows: list[tuple[object, ...]] = []
    for number, condition in enumerate(codebook.conditions):
        rows.append((condition.name, *(t.conditions[number].total for t in comparison.tallies)))
        if comparison.intervals:
            rows.append(("  interval", *(_between(of, number) for of in comparison.intervals)))
    show(table([*rows, ("no place yet", *(t.undecided.total for t in comparison.tallies))], headers))
    for tally, new, gone in zip(comparison.tallies, comparison.new, comparison.gone, strict=True):
        if new or gone:
            show(f"{tally.label}: new {', '.join(new) or '-'}; gone {', '.join(gone) or '-'}")


def _between(intervals: tuple[Interval, ...], number: int) -> str:
    notes = intervals[number].notes if intervals else None
    return f"{notes[0]} to {notes[1]}" if notes else "-"
