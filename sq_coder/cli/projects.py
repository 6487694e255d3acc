"""What `import` prints of a project of another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sq_coder.cli.output import State, counted, emit, say
from sq_coder.cli.stories import imported_json, show_imported


def import_project(state: State, file: Path, *, researcher: str, dry_run: bool, **given: Any) -> None:
    """Bring in one qdpx or qdc file, and say what became of it and what was left out."""
    done = state.open().import_project(file, researcher=researcher, dry_run=dry_run, **given)
    if state.json:
        emit(
            imported_json(done.imported, dry_run=dry_run)
            | {
                "decisions": {"added": done.decisions, "already_there": done.already_there},
                "placed": list(done.placed),
                "merged": list(done.merged),
                "keywords": list(done.keywords),
                "left_out": list(done.left_out),
            }
        )
        return
    if done.imported.stories:
        show_imported(done.imported, dry_run=dry_run)
        say(f"{counted(done.decisions, 'decision')} added, {done.already_there} already there.")
    if done.placed:
        say(f"Placed as in the project: {', '.join(done.placed)}.")
    if done.merged:
        say(f"Count as another keyword, as in the project: {', '.join(done.merged)}.")
    if done.keywords or not done.imported.stories:
        say(f"{counted(len(done.keywords), 'keyword')} {'would be ' if dry_run else ''}added to the codebook.")
    for sentence in done.left_out:
        say(sentence)
