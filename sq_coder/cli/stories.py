"""Commands on stories: stories, story, edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, State, common, counted, emit, say, show, table
from sq_coder.domain import Answer, Consent, Perspective, Slice, Story
from sq_coder.errors import Problem, quote


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
