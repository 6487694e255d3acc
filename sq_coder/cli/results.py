"""Commands on results: status, validation, agreement, tally, figure, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sq_coder.cli.output import FILE, State, common, counted, emit, say, show, table
from sq_coder.cli.stories import PERSPECTIVE, YEAR, parse_perspective
from sq_coder.domain import Codebook, Outcome, Perspective, Slice, Tally
from sq_coder.errors import quote

if TYPE_CHECKING:
    from sq_coder.chart import Layout
    from sq_coder.study import Study


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
    show(f"{counted(status.stories, 'story')}, {status.proposed} with a proposal, {status.agreed} agreed")
    for name, number in status.decided:
        show(f"  {name}: {number} decided")
    for story in status.to_discuss:
        show(f"To discuss: {story[:8]}  {titles.get(story, '')}")
    if status.unplaced:
        show(f"Without a place: {', '.join(status.unplaced)}")


@click.command("validation", short_help="Show what the researchers did with the proposals.")
@click.option("--run", help="A run's id or the beginning of one; else the proposals that the researchers had.")
@common
def validation_command(state: State, run: str | None) -> None:
    """Show what the researchers did with the proposals: kept, changed, or keywords added.

    Without --run each story is laid beside the proposal that was in sight when it was decided; where that is not
    known, beside the last one before that.
    """
    study = state.open()
    found = study.validation(run)
    counts = {outcome.value: found.count(outcome) for outcome in Outcome}
    if state.json:
        told = {"run": found.run, "stories": len(found.reviewed)} | counts | {"keywords": found.keywords}
        emit(told | {"runs": dict(found.beside)})
        return
    rows = [(name.replace("_", " "), number) for name, number in counts.items()]
    show(
        table(
            [*rows, ("stories with a verdict", len(found.reviewed)), ("keywords", found.keywords)],
            ["outcome", "stories"],
        )
    )
    runs = {one.id: one for one in study.keyword_runs()}
    for id, stories in found.beside:
        say(f"Beside the proposals of {id[:8]} ({runs[id].model or runs[id].proposer}): {counted(stories, 'story')}.")


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
    show(f"{' and '.join(found.researchers)} decided {counted(found.stories, 'story')} independently.")
    show(f"The same keywords: {found.same_keywords} of {found.stories}; the same conditions: {found.same_condition}.")
    if found.alpha is not None:
        between = "" if found.alpha_low is None else f" (95% interval {found.alpha_low:.2f} to {found.alpha_high:.2f})"
        show(f"Krippendorff's alpha, {found.distance} distance: {found.alpha:.3f}{between}.")
    if found.reason:
        say(f"{found.reason}.")


PUBLIC = click.option("--public", is_flag=True, help="Without names, and never a count of one resident.")
CONFIRM = click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="WHAT=VALUE",
    help="With --public: this count of one resident may be shown, as year=2023; may be repeated.",
)


def slice_of(years: tuple[int, ...], group: str | None, perspective: str | None, *, both: bool = False) -> Slice:
    """A slice as typed; residents' stories unless asked otherwise."""
    told_by = parse_perspective(perspective) or (None if both else Perspective.RESIDENT)
    return Slice(years, (group,) if group else (), told_by)


def tell_of_nothing(study: Study, part: Slice) -> None:
    """Say that no story is of a group or year that was asked for, with what there is: a slip of the pen shows zeros."""
    years, groups = study.years_and_groups()
    for asked, there, noun in ((part.groups, groups, "group"), (part.years, years, "year")):
        for one in sorted(set(map(str, asked)) - set(map(str, there))):
            known = ", ".join(map(str, there[:20])) or "none"
            say(f"No story has {noun} {quote(one)}, so it counts nothing. There are: {known}.")


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
    tell_of_nothing(study, slice)
    tally = study.tally(slice=slice, basis=basis)
    slices = study.slices(by, slice=slice, basis=basis) if by else None
    if state.json:
        emit(tally_json(tally) | ({"slices": slices_json(slices)} if slices is not None else {}))
        return
    for part in slices if slices is not None else [tally]:
        _show_tally(part, study.codebook)
    if open_stories := study.to_discuss():
        say(
            f"Not counted: {counted(len(open_stories), 'story')} to discuss ({', '.join(s[:8] for s in open_stories[:8])})."
        )


def _show_tally(tally: Tally, codebook: Codebook) -> None:
    label = f"{tally.label}: " if tally.label else ""
    show(f"{label}{counted(tally.keywords, 'keyword')} noted in {counted(tally.stories, 'story')}")
    for part in tally.conditions:
        condition = codebook.condition(part.condition)
        name = condition.name if condition else part.condition
        show(f"  {name}: {part.total}, in {part.stories} of the {counted(tally.stories, 'story')}")
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
@click.option("--counts", type=FILE, help="A csv with counts from elsewhere: condition, keyword, count, discussed.")
@click.option("--stories", type=click.IntRange(1), help="With --counts: of how many stories.")
@click.option("--origin", default="", help="With --counts: where they come from, in words.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@click.option("--sized", is_flag=True, help="Notes as large as their counts, instead of equal notes.")
@click.option("--title", default="", help="Another title.")
@PUBLIC
@CONFIRM
@common
def figure_command(state: State, out: Path, counts: Path | None, language: str | None, **asked: Any) -> None:
    """Draw the quadrant: svg, png (300 dpi), pdf or pptx, by the extension of OUT.

    With --counts it draws counts from elsewhere, plainly marked as such; that needs no study, and --year then says of
    which years they are.
    """
    from sq_coder.study.figures import page_of, write_figure

    look = {name: asked.pop(name) for name in ("sized", "title")} | {"language": language or ""}
    look["page"] = page_of(out.suffix)
    tally, figure = _of_counts(state, counts, look, **asked) if counts else _of_study(state, look, **asked)
    write_figure(out, figure)
    if state.json:
        emit({"file": str(out), "stories": tally.stories, "keywords": tally.keywords} | {"conditions": _totals(tally)})
    else:
        n = "not given" if counts and not tally.stories else counted(tally.stories, "story")
        say(f"{out}: {counted(tally.keywords, 'keyword')}, n = {n}.")


def _of_counts(
    state: State,
    counts: Path,
    look: dict[str, Any],
    *,
    stories: int | None,
    origin: str,
    years: tuple[int, ...],
    **of_a_study: Any,
) -> tuple[Tally, Layout]:
    from sq_coder.study.figures import Elsewhere, draw_counts

    if of_a_study["group"] or of_a_study["perspective"] or of_a_study["basis"] != "verdicts" or of_a_study["public"]:
        raise click.UsageError("With --counts only --stories, --year and --origin say what was counted.")
    return draw_counts(Elsewhere(counts, stories or 0, years, origin), folder=Path(state.folder), **look)


def _of_study(
    state: State, look: dict[str, Any], *, basis: str, public: bool, confirmed: tuple[str, ...], **sliced: Any
) -> tuple[Tally, Layout]:
    if sliced.pop("stories") or sliced.pop("origin"):
        raise click.UsageError("--stories and --origin are for counts from elsewhere. Add --counts FILE.")
    study = state.open()
    part = slice_of(**sliced)
    tell_of_nothing(study, part)
    if public:
        study.expect_nobody([study.tally(slice=part, basis=basis)], confirmed=confirmed)
    tally = study.part(part, basis=basis, language=look["language"])
    return tally, study.figure(tally, basis=basis, named=not public, **look)


def _totals(tally: Tally) -> dict[str, int]:
    return {c.condition: c.total for c in tally.conditions}


@click.command("report", short_help="Write the methods and results text.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")
@PUBLIC
@CONFIRM
@common
def report_command(state: State, language: str | None, public: bool, confirmed: tuple[str, ...]) -> None:
    """Write the methods and results text from the data. It describes; it draws no conclusions."""
    study, language = state.open(), language or ""
    text = study.public_report(language=language, confirmed=confirmed) if public else study.report(language=language)
    emit({"text": text}) if state.json else show(text)
