"""The command that brings in: stories of documents, a project of another program, or a whole study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, Progress, State, common, counted, emit, say, show, table
from sq_coder.cli.stories import PERSPECTIVE, YEAR, parse_consent, parse_perspective, story_json
from sq_coder.domain import Imported
from sq_coder.errors import Problem, typed

MOST_OUTSIDE = 8
"""Lines of what is in no story that a dry run shows."""


@click.command("import", short_help="Bring in the stories of documents.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--year", type=YEAR, help="The year of all these stories.")
@click.option("--group", help="The group of all these stories.")
@click.option("--perspective", type=PERSPECTIVE, help="Who tells these stories.")
@click.option("--consent", help="What the residents agreed to: ai=yes,quote=no,archive=yes.")
@click.option("--split", type=click.Choice(["auto", "none"]), default="auto", help="Split a report into its stories.")
@click.option("--dry-run", is_flag=True, help="Show what would be found; store nothing.")
@click.option("--researcher", default="", help="Of a qdpx: whose the codings are that name no user.")
@common
def import_command(
    state: State, files: Sequence[Path], split: str, dry_run: bool, researcher: str, **given: Any
) -> None:
    """Bring in the stories of documents.

    FILES are txt, md, docx, odt, pdf, csv or xlsx files, or folders or zips of them. A report is split into
    its stories; in a csv or xlsx file a row is a story. A story that is there already stays as it is.

    One qdpx or qdc file of NVivo, ATLAS.ti, MAXQDA or QualCoder: its texts become stories, its codings decisions of
    its users, its codes keywords; what cannot be taken over is listed.

    One json file of a complete export gives the same study back, in a new folder: sq-coder -s NEW import FILE.json.
    """
    from sq_coder.study.projects import is_project

    if len(files) == 1 and files[0].suffix.lower() == ".json":
        _import_study(state, files[0], dry_run=dry_run)
        return
    given["perspective"] = parse_perspective(given["perspective"])
    given["consent"] = parse_consent(given["consent"])
    if is_project(files):
        _import_project(state, files[0], researcher=researcher, dry_run=dry_run, **given)
        return
    imported = state.open().import_stories(
        files,
        split="auto" if split == "auto" else "none",
        dry_run=dry_run,
        on_progress=Progress("Reading"),
        **given,
    )
    if state.json:
        emit(_imported_json(imported, dry_run=dry_run))
    else:
        _show_imported(imported, dry_run=dry_run)


def _import_project(state: State, file: Path, *, researcher: str, dry_run: bool, **given: Any) -> None:
    """Bring in one qdpx or qdc file, and say what became of it and what was left out."""
    done = state.open().import_project(file, researcher=researcher, dry_run=dry_run, **given)
    if state.json:
        emit(
            _imported_json(done.imported, dry_run=dry_run)
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
        _show_imported(done.imported, dry_run=dry_run)
        say(f"{counted(done.decisions, 'decision')} added, {done.already_there} already there.")
    if done.placed:
        say(f"Placed as in the project: {', '.join(done.placed)}.")
    if done.merged:
        say(f"Count as another keyword, as in the project: {', '.join(done.merged)}.")
    if done.keywords or not done.imported.stories:
        say(f"{counted(len(done.keywords), 'keyword')} {'would be ' if dry_run else ''}added to the codebook.")
    for sentence in done.left_out:
        say(sentence)


def _import_study(state: State, file: Path, *, dry_run: bool) -> None:
    """Give the study of a complete export back; never into a study that is there already."""
    from sq_coder.cli.study import put_back

    if dry_run:
        raise click.UsageError("A complete export is put back whole. Leave out --dry-run.")
    folder = Path(state.folder)
    if folder.exists() and any(folder.iterdir()):
        raise Problem(
            "exists",
            f"{file.name} is a whole study, and {folder} is not empty. Nothing was imported. Give it a folder of its own: "
            f"sq-coder -s NEW import {typed(file)}; a copy of this study then joins it with: sq-coder merge NEW",
        )
    put_back(state, file)


def _imported_json(imported: Imported, *, dry_run: bool) -> dict[str, Any]:
    """What an import added."""
    document: dict[str, Any] = {
        "added": imported.count("added"),
        "already_there": imported.count("already_there"),
        "stories": [story_json(story, status) for story, status in imported.stories],
        "not_in_a_story_characters": imported.outside_characters,
        "withdrawn": imported.count("withdrawn"),
        "documents": [{"name": n, "format": f, "encoding": e or None} for n, f, e in imported.documents],
        "nearly_the_same": [{"story": a, "existing": b, "alike": round(s, 3)} for a, b, s in imported.nearly],
        "warnings": list(imported.warnings),
        "dry_run": dry_run,
    }
    if dry_run:
        document["not_in_a_story"] = list(imported.outside)
    return document


def _show_imported(imported: Imported, *, dry_run: bool) -> None:
    """Show what an import added."""
    if dry_run and imported.outside:
        show(_outside(imported.outside))
    rows = [(s.id[:8], s.title, s.year, s.group, s.words, status.replace("_", " ")) for s, status in imported.stories]
    show(table(rows, ["id", "title", "year", "group", "words", "status"]))
    for sentence in _encodings(imported):
        say(sentence)
    for warning in imported.warnings:
        say(warning)
    for new, old, alike in imported.nearly:
        say(
            f"Story {new[:8]} is nearly the same as {old[:8]} ({alike:.0%}). Compare them with: sq-coder story {new[:8]}"
        )
    if withdrawn := imported.count("withdrawn"):
        say(f"Withdrawn earlier, so not added again: {counted(withdrawn, 'story')}.")
    would = "would be added" if dry_run else "added"
    say(
        f"{imported.count('added')} {would}, {imported.count('already_there')} already there. "
        f"{counted(imported.outside_characters, 'character')} {'is' if imported.outside_characters == 1 else 'are'} in no story"
        + ("." if dry_run or not imported.outside else "; see which with --dry-run.")
        + (" Nothing was stored." if dry_run else " Next: sq-coder propose")
    )


def _outside(texts: Sequence[str]) -> str:
    """The beginning of what is in no story, short enough that the stories below it stay in view; and how to see all."""
    shown = [f"  {' '.join(text.split())[:100]}" for text in texts[:MOST_OUTSIDE]]
    if (left := len(texts) - len(shown)) > 0:
        shown.append(
            f"  … and {left} more {'piece' if left == 1 else 'pieces'} of text; see all with: --dry-run --json"
        )
    return "\n".join(["Not in a story:", *shown, ""])


def _encodings(imported: Imported) -> list[str]:
    """Which encodings plain texts were read as: files by name, up to three."""
    names: dict[str, list[str]] = {}
    for name, _, encoding in imported.documents:
        if encoding:
            names.setdefault(encoding, []).append(name)
    return [
        f"{', '.join(of) if len(of) <= 3 else f'{len(of)} files'} read as {encoding}." for encoding, of in names.items()
    ]
