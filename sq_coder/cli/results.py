"""Commands on results: status, validation, agreement, tally, figure, compare, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, State, common, emit, say, show, table
from sq_coder.cli.stories import PERSPECTIVE, YEAR, parse_perspective
from sq_coder.compare import FEWEST_FOR_INTERVAL
from sq_coder.domain import Codebook, Comparison, Interval, Outcome, Perspective, Slice, Tally

INTERVAL = (
    "An interval holds 95 of 100 counts when these stories are drawn again (bootstrap over stories). It belongs to a "
    f"sample, and these residents were not drawn: it proves no difference. None below {FEWEST_FOR_INTERVAL} stories, or "
    "where all stories are alike."
)
"""What an interval is, and what it does not say."""


def tally_json(tally: Tally) -> dict[str, Any]:
    """Counts, with every condition and zeros."""
    return {
        "stories": tally.stories,
        "keywords": tally.keywords,
        "conditions": {
            c.condition: {"total": c.total, "stories": c.stories, "keywords": {w: n for w, n, _ in c.keywords}}
            for c in tally.conditions
        },
        "undecided": {word: n for word, n, _ in tally.undecided.keywords},
        "discussed": [w for c in tally.conditions for w, _, discussed in c.keywords if discussed],
        "years": list(tally.years),
    }


def slices_json(slices: list[Tally] | tuple[Tally, ...]) -> list[dict[str, Any]]:
    """Slices as in tally, each with its value."""
    return [{"slice": t.label} | tally_json(t) for t in slices]


@click.command("status", short_help="Show how far each step is and what to discuss.")
@common
def status_command(state: State) -> None:
    """Show how far each step is, which stories to discuss, and which words have no place yet."""
    study = state.open()
    status = study.status()
    if state.json:
        emit(
            {
                "stories": status.stories,
                "proposed": status.proposed,
                "decided": dict(status.decided),
                "agreed": status.agreed,
                "to_discuss": list(status.to_discuss),
                "unplaced": list(status.unplaced),
                "by_story": {story: s.value for story, s in status.by_story},
            }
        )
        return
    titles = {s.id: s.title for s in study.stories()}
    show(f"{status.stories} stories, {status.proposed} with a proposal, {status.agreed} agreed")
    for name, number in status.decided:
        show(f"  {name}: {number} decided")
    for story in status.to_discuss:
        show(f"To discuss: {story[:8]}  {titles.get(story, '')}")
    if status.unplaced:
        show(f"Without a place: {', '.join(status.unplaced)}")


@click.command("validation", short_help="Show what the researchers did with the proposals.")
@click.option("--run", help="A run's id or the beginning of one; the latest by default.")
@common
def validation_command(state: State, run: str | None) -> None:
    """Show what the researchers did with the proposals: kept, changed, or keywords added."""
    found = state.open().validation(run)
    counts = {outcome.value: found.count(outcome) for outcome in Outcome}
    if state.json:
        emit({"run": found.run, "stories": len(found.reviewed)} | counts | {"keywords": found.keywords})
        return
    rows = [(name.replace("_", " "), number) for name, number in counts.items()]
    show(
        table(
            [*rows, ("stories with a verdict", len(found.reviewed)), ("keywords", found.keywords)],
            ["outcome", "stories"],
        )
    )


@click.command("agreement", short_help="Show how far researchers agreed independently.")
@common
def agreement_command(state: State) -> None:
    """Show how far researchers agreed who decided independently; joint decisions are not measured."""
    found = state.open().agreement()
    names = ("stories", "same_keywords", "same_condition", "percent", "alpha", "alpha_low", "alpha_high", "distance")
    if state.json:
        values = {name: getattr(found, name) for name in names}
        emit({"researchers": list(found.researchers)} | values | {"reason": found.reason or None})
        return
    if found.same_keywords is None:
        show(f"Agreement: {found.reason}.")
        return
    stories = "1 story" if found.stories == 1 else f"{found.stories} stories"
    show(f"{' and '.join(found.researchers)} decided {stories} independently.")
    show(f"The same keywords: {found.same_keywords} of {found.stories}; the same conditions: {found.same_condition}.")
    if found.alpha is not None:
        between = "" if found.alpha_low is None else f" (95% interval {found.alpha_low:.2f} to {found.alpha_high:.2f})"
        show(f"Krippendorff's alpha, {found.distance} distance: {found.alpha:.3f}{between}.")
    if found.reason:
        say(f"{found.reason}.")


def slice_of(years: tuple[int, ...], group: str | None, perspective: str | None, *, both: bool = False) -> Slice:
    """A slice as typed; residents' stories unless asked otherwise."""
    told_by = parse_perspective(perspective) or (None if both else Perspective.RESIDENT)
    return Slice(years, (group,) if group else (), told_by)


@click.command("tally", short_help="Count the keywords by condition.")
@click.option("--year", "years", type=YEAR, multiple=True, help="Only this year; may be repeated.")
@click.option("--group", help="Only this group.")
@click.option("--perspective", type=PERSPECTIVE, help="Told by them; residents by default.")
@click.option(
    "--basis", default="verdicts", show_default=True, metavar="verdicts|proposals|NAME", help="What is counted."
)
@click.option("--by", help="Beside each other: year, group, perspective, or an attribute.")
@common
def tally_command(
    state: State, years: tuple[int, ...], group: str | None, perspective: str | None, basis: str, by: str | None
) -> None:
    """Count the keywords by condition. Only what researchers agree on counts, unless another basis is asked for."""
    study = state.open()
    slice = slice_of(years, group, perspective)
    tally = study.tally(slice=slice, basis=basis)
    slices = study.slices(by, slice=slice, basis=basis) if by else None
    if state.json:
        emit(tally_json(tally) | ({"slices": slices_json(slices)} if slices is not None else {}))
        return
    for part in slices if slices is not None else [tally]:
        _show_tally(part, study.codebook)
    if open_stories := study.to_discuss():
        say(f"Not counted: {len(open_stories)} stories to discuss ({', '.join(s[:8] for s in open_stories[:8])}).")


def _show_tally(tally: Tally, codebook: Codebook) -> None:
    label = f"{tally.label}: " if tally.label else ""
    show(f"{label}{tally.keywords} keywords noted in {tally.stories} stories")
    for part in tally.conditions:
        condition = codebook.condition(part.condition)
        name = condition.name if condition else part.condition
        show(f"  {name}: {part.total}, in {part.stories} of the {tally.stories} stories")
        for word, number, discussed in part.keywords:
            show(f"    {word} ×{number}{' (discussed)' if discussed else ''}")
    if tally.undecided.keywords:
        show("  no place yet: " + ", ".join(f"{word} ×{n}" for word, n, _ in tally.undecided.keywords))


@click.command("figure", short_help="Draw the quadrant as svg, png, pdf or pptx.")
@click.argument("out", type=FILE)
@click.option("--year", "years", type=YEAR, multiple=True, help="Only this year; may be repeated.")
@click.option("--group", help="Only this group.")
@click.option("--perspective", type=PERSPECTIVE, help="Told by them; residents by default.")
@click.option(
    "--basis", default="verdicts", show_default=True, metavar="verdicts|proposals|NAME", help="What is counted."
)
@click.option("--counts", type=FILE, help="A csv with counts from elsewhere: condition, keyword, count.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@click.option("--sized", is_flag=True, help="Notes as large as their counts, instead of equal notes.")
@click.option("--title", default="", help="Another title.")
@common
def figure_command(
    state: State,
    out: Path,
    counts: Path | None,
    basis: str,
    language: str | None,
    sized: bool,
    title: str,
    **sliced: Any,
) -> None:
    """Draw the quadrant: svg, png (300 dpi), pdf or pptx, by the extension of OUT.

    With --counts it draws counts from elsewhere, plainly marked as such; that needs no study.
    """
    from sq_coder.study.figures import draw_counts, page_of, write_figure

    drawn: dict[str, Any] = {"language": language or "", "sized": sized, "title": title, "page": page_of(out.suffix)}
    if counts is not None:
        tally, figure = draw_counts(counts, folder=Path(state.folder), **drawn)
    else:
        study = state.open()
        tally = study.tally(slice=slice_of(**sliced), basis=basis)
        figure = study.figure(tally, **drawn)
    write_figure(out, figure)
    if state.json:
        emit({"file": str(out), "stories": tally.stories, "keywords": tally.keywords} | {"conditions": _totals(tally)})
    else:
        say(f"{out}: {tally.keywords} keywords, n = {tally.stories} stories.")


def _totals(tally: Tally) -> dict[str, int]:
    return {c.condition: c.total for c in tally.conditions}


@click.command("compare", short_help="Put years, groups or perspectives beside each other.")
@click.argument("out", required=False, type=FILE)
@click.option("--by", default="year", show_default=True, help="year, group, perspective, or an attribute.")
@click.option("--chart", is_flag=True, help="OUT as bars: notes per story and stories per condition.")
@click.option("--interval", is_flag=True, help="With a bootstrap interval over stories, and what it does not say.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@common
def compare_command(state: State, out: Path | None, by: str, chart: bool, interval: bool, language: str | None) -> None:
    """Put years, groups or perspectives beside each other on one scale: a figure, and the numbers in a table.

    OUT is svg, png, pdf or pptx: small quadrants; with --chart bars, as svg, png or pdf. It describes these
    conversations; it does not test a difference.
    """
    if interval and out is not None and not chart:
        raise click.UsageError("Small quadrants show no interval. Add --chart, or leave OUT out for the numbers alone.")
    study = state.open()
    comparison = study.compare(by, interval=interval)
    if out is not None:
        from sq_coder.study.figures import page_of, write_chart, write_figure

        if chart:
            write_chart(out, study.chart_of_slices(comparison, language=language or ""))
        else:
            write_figure(out, study.figure_of_slices(comparison, language=language or "", page=page_of(out.suffix)))
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


@click.command("report", short_help="Write the methods and results text.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@common
def report_command(state: State, language: str | None) -> None:
    """Write the methods and results text from the data. It describes; it draws no conclusions."""
    text = state.open().report(language=language or "")
    emit({"text": text}) if state.json else show(text)
