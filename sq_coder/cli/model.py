"""Commands on the proposals themselves: stability, influence, evaluate."""

from __future__ import annotations

from dataclasses import asdict

import click

from sq_coder.cli.output import State, common, counted, emit, say, show, table


@click.command("stability", short_help="Show how often a proposer's keyword differs.")
@click.option("--run", "runs", multiple=True, help="Runs to lay beside each other; else all answers to one question.")
@common
def stability_command(state: State, runs: tuple[str, ...]) -> None:
    """Show how often the keyword differs when the same is asked again, or between runs that are named."""
    study = state.open()
    found = study.stability(runs)
    if state.json:
        emit(asdict(found) | {"steady": found.steady})
        return
    if not found.stories:
        say("No story has two answers yet. Ask again with: sq-coder propose --again, or name two runs with --run")
        return
    show(
        f"In {found.steady} of {counted(found.stories, 'story')} every answer was the same ({counted(found.answers, 'answer')})."
    )
    titles = {story.id: story.title for story in study.stories()}
    rows = [
        (one.story[:8], titles.get(one.story, ""), ", ".join(f"{word or '(unusable)'} {n}" for word, n in one.keywords))
        for one in found.wavering
    ]
    if rows:
        show(table(rows, ["story", "title", "answers"]))


@click.command("influence", short_help="Show how often a proposal in sight was left standing.")
@common
def influence_command(state: State) -> None:
    """Show how often a proposal in sight was left standing, beside stories decided first by oneself.

    Counts of first decisions, and the stories. No score per person: who decided with a proposal in sight also had
    other stories, so the two are not a test.
    """
    found = state.open().influence()
    if state.json:
        emit(asdict(found))
        return
    seen, alone = (
        len(found.in_sight_left) + len(found.in_sight_changed),
        len(found.by_oneself_same) + len(found.by_oneself_other),
    )
    show(f"With the proposal in sight: left standing {len(found.in_sight_left)} of {seen} times.")
    show(f"Decided first by oneself: the same as the proposal {len(found.by_oneself_same)} of {alone} times.")
    show(f"Not known what was in sight: {found.unknown}. By oneself without a proposal: {found.no_proposal}.")
    if not seen + alone:
        say(
            "No decision says yet what was in sight, so nothing was compared. Say it with: sq-coder decide --saw or --blind"
        )
        return
    for what, stories in (("left standing", found.in_sight_left), ("same by oneself", found.by_oneself_same)):
        show(f"{what}: {', '.join(story[:8] for story in stories) or '-'}")


@click.command("evaluate", short_help="Lay a proposer beside decisions that exist.")
@click.option("--run", help="The latest by default, with the runs that asked the same.")
@common
def evaluate_command(state: State, run: str | None) -> None:
    """Lay a proposer's keywords beside verdicts, and beside always answering the most frequent word.

    Decisions made with this proposer's own proposal in sight, or that do not say what was, are left out.
    """
    found = state.open().evaluate(run)
    if state.json:
        emit(asdict(found))
        return
    show(
        f"Of {counted(found.stories, 'story')}: among the keywords {len(found.among)}, the only keyword {len(found.alone)}."
    )
    show(f"Another keyword {len(found.other)}, no usable keyword {len(found.unusable)}.")
    if found.most_frequent:
        show(f"Always answering '{found.most_frequent}' would be among the keywords {found.minimum} times.")
    say(
        f"Left out: {counted(len(found.left_out), 'story')}, decided with this proposer's own proposal in sight, "
        "or it is not known what was."
    )
    if not found.stories:
        say("Nothing was compared. Decide some stories without this proposal in sight: sq-coder decide STORY --blind")
