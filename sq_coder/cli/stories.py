"""Commands on stories: import, stories, story, edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, Progress, State, common, counted, emit, say, show, table
from sq_coder.domain import Answer, Consent, Imported, Perspective, Slice, Story
from sq_coder.errors import Problem, quote, typed


def story_json(story: Story, status: str) -> dict[str, Any]:
    """A story as lists of stories print it: without its text."""
    return {
        "id": story.id,
        "title": story.title,
        "year": story.year,
        "group": story.group,
        "perspective": story.perspective.value,
        "words": story.words,
        "status": status,
    }


def parse_consent(text: str | None) -> Consent | None:
    """Consent as typed: 'ai=yes,quote=no'."""
    if text is None:
        return None
    consent = Consent()
    answers = {"yes": Answer.YES, "ja": Answer.YES, "no": Answer.NO, "nee": Answer.NO, "unknown": Answer.UNKNOWN}
    for part in text.split(","):
        purpose, _, answer = (piece.strip().casefold() for piece in part.partition("="))
        if purpose not in ("ai", "quote", "archive") or answer not in answers:
            raise Problem(
                "consent",
                f"--consent {quote(part)} is not understood. Nothing was changed. Write ai=yes, quote=no, archive=yes.",
            )
        consent = replace(consent, **{purpose: answers[answer]})
    return consent


def parse_perspective(text: str | None) -> Perspective | None:
    """A perspective as typed."""
    return Perspective(text) if text else None


PERSPECTIVE = click.Choice([p.value for p in Perspective])
YEAR = click.IntRange(1900, 2100)
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
        from sq_coder.cli.projects import import_project

        import_project(state, files[0], researcher=researcher, dry_run=dry_run, **given)
        return
    imported = state.open().import_stories(
        files,
        split="auto" if split == "auto" else "none",
        dry_run=dry_run,
        on_progress=Progress("Reading"),
        **given,
    )
    if state.json:
        emit(imported_json(imported, dry_run=dry_run))
    else:
        show_imported(imported, dry_run=dry_run)


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


def imported_json(imported: Imported, *, dry_run: bool) -> dict[str, Any]:
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


def show_imported(imported: Imported, *, dry_run: bool) -> None:
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


@click.command("stories", short_help="List the stories.")
@click.option("--year", "years", type=YEAR, multiple=True, help="Only this year; may be repeated.")
@click.option("--group", help="Only this group.")
@click.option("--perspective", type=PERSPECTIVE, help="Only told by them.")
@click.option("--search", default="", help="Only stories with these words in title or text.")
@common
def stories_command(
    state: State, years: tuple[int, ...], group: str | None, perspective: str | None, search: str
) -> None:
    """List the stories, by year and then as they came in."""
    study = state.open()
    slice = Slice(years, (group,) if group else (), parse_perspective(perspective))
    statuses = study.story_statuses()
    stories = [story_json(s, statuses[s.id].value) for s in study.stories(slice, search=search)]
    if state.json:
        emit(stories)
        return
    rows = [
        (s["id"][:8], s["title"], s["year"], s["group"], s["words"], s["status"].replace("_", " ")) for s in stories
    ]
    show(table(rows, ["id", "title", "year", "group", "words", "status"]))
    if stories:
        say(f"{counted(len(stories), 'story')}.")
    elif statuses:
        say("No story fits. Leave out what you asked for, or look at them all with: sq-coder stories")
    else:
        say("No stories yet. Bring them in with: sq-coder import FILE")


@click.command("story", short_help="Show one story with its text.")
@click.argument("story")
@common
def story_command(state: State, story: str) -> None:
    """Show one story with its text. STORY is an id, a unique beginning of one, or a unique title."""
    study = state.open()
    found = study.story(story)
    status = study.story_statuses()[found.id].value
    if state.json:
        emit(_whole_json(found, status))
        return
    show(
        f"{found.title}\n{found.id}  year: {found.year or '-'}  group: {found.group or '-'}  {status.replace('_', ' ')}\n"
    )
    if found.criticism:
        show(f"criticism: {found.criticism}\n")
    show(found.text)


def _whole_json(story: Story, status: str) -> dict[str, Any]:
    return story_json(story, status) | {
        "text": story.text,
        "text_sha256": story.text_sha256,
        "source": story.source,
        "consent": {
            "ai": story.consent.ai.value,
            "quote": story.consent.quote.value,
            "archive": story.consent.archive.value,
        },
        "criticism": story.criticism or None,
        "attributes": dict(story.attributes),
        "revision": story.revision,
        "at": story.at,
    }


@click.command("edit", short_help="Append a revision of a story.")
@click.argument("story")
@click.option("--title", help="Another title.")
@click.option("--text-file", type=FILE, help="A text file with the whole new text.")
@click.option("--year", type=YEAR, help="Another year.")
@click.option("--group", help="Another group.")
@click.option("--perspective", type=PERSPECTIVE, help="Told by whom.")
@click.option(
    "--criticism", help="The criticism that the resident voiced; 'geen' when asked and there was none; '' to clear."
)
@click.option("--consent", help="What the resident agreed to: ai=yes,quote=no,archive=yes.")
@common
def edit_command(state: State, story: str, text_file: Path | None, **given: Any) -> None:
    """Append a revision of a story with another text, title or metadata. The earlier one stays readable."""
    study = state.open()
    given["perspective"] = parse_perspective(given["perspective"])
    given["consent"] = parse_consent(given["consent"])
    changes = {name: value for name, value in given.items() if value is not None}
    if text_file is not None:
        changes["text"] = study.text_of_file(text_file)
    if not changes:
        raise Problem("nothing", "No change was given. Nothing was changed. See: sq-coder edit --help")
    revised = study.edit(story, **changes)
    status = study.story_statuses()[revised.id].value
    if state.json:
        emit(_whole_json(revised, status))
    else:
        say(
            f"Story {revised.id[:8]} now has revision {revised.revision}. Earlier ones: sq-coder history {revised.id[:8]}"
        )
