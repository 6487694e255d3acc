"""The command that makes one study of two copies: merge."""

from __future__ import annotations

from pathlib import Path

import click

from sq_coder.cli.output import FILE, State, common, counted, emit, say
from sq_coder.domain import Merged


@click.command("merge", short_help="Take in another copy of this study.")
@click.argument("other", type=FILE)
@common
def merge_command(state: State, other: Path) -> None:
    """Take in what OTHER, the folder or a backup of another copy of this study, has and this one lacks.

    For two laptops that worked apart. A story withdrawn in one copy is erased in both; what a researcher decided in
    both is to discuss. The database as it was is copied aside first, and OTHER stays as it is.
    """
    study = state.open()
    merged, before = study.merge(other)
    discuss = study.status().to_discuss
    if state.json:
        counts = {name: getattr(merged, name) for name in _NAMES}
        emit(
            counts
            | {"withdrawn": len(merged.withdrawn), "to_discuss": list(discuss)}
            | {"other_codebook": merged.other_codebook, "before": str(before) if before else None}
        )
        return
    say(_came_in(merged))
    if merged.other_codebook:
        say("The other copy has another codebook.yaml; this study's stays in force. Lay the two beside each other.")
    if before:
        also = ", also what was withdrawn" if merged.withdrawn else ""
        say(f"The database as it was: {before}. It holds the stories{also}; delete it when all is well.")
    if discuss:
        say(f"To discuss: {counted(len(discuss), 'story')}. List them with: sq-coder status")


_NAMES = {
    "stories": "story",
    "revisions": "revision",
    "proposals": "proposal",
    "decisions": "decision",
    "rulings": "ruling",
    "published": "published state",
}


def _came_in(merged: Merged) -> str:
    """What came in, as a sentence."""
    if merged.is_nothing:
        return "Everything of the other copy was here already; nothing was changed."
    counts = [counted(getattr(merged, name), one) for name, one in _NAMES.items() if getattr(merged, name)]
    came = f"Came in: {', '.join(counts) or 'what belongs to runs and withdrawn stories only'}."
    if not merged.withdrawn:
        return came
    was = "was" if len(merged.withdrawn) == 1 else "were"
    return f"{came} {counted(len(merged.withdrawn), 'story')} withdrawn there {was} erased here."
