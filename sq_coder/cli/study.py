"""Commands on a whole study: init, templates, demo, app, check, backup, restore, withdraw."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sq_coder.cli.output import FILE, State, common, counted, emit, say, show
from sq_coder.domain import Settings, Working
from sq_coder.errors import Problem, typed


@click.command("init", short_help="Make a new study.")
@click.argument("folder", metavar="[DIR]", required=False, type=FILE)
@click.option("--name", help="What figures and the report call it.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Language of figures and report; nl by default.")
@click.option("--working", type=click.Choice([w.value for w in Working]), help="How you check; together by default.")
@click.option("--proposer", type=click.Choice(["codebook", "paste", "openai"]), help="Where proposals come from.")
@click.option("--codebook", type=FILE, help="Start with this codebook.")
@click.option("--database", metavar="URL", help="A PostgreSQL database; a file in the folder by default.")
@common
def init_command(
    state: State,
    folder: Path | None,
    name: str | None,
    language: str | None,
    working: str | None,
    proposer: str | None,
    codebook: Path | None,
    database: str | None,
) -> None:
    """Make a new study in DIR: settings, codebook, prompts and an empty database.

    In a terminal it asks what is not given, in plain words; each question has an answer to accept.
    """
    from sq_coder.study import init_study

    place = folder or Path(state.folder)
    if sys.stdin.isatty() and sys.stdout.isatty() and not state.json:
        name = name or click.prompt("Name of the study", default=place.resolve().name)
        language = language or click.prompt(
            "Language of figures and report", type=click.Choice(["nl", "en"]), default="nl"
        )
        working = working or _ask_working()
        proposer = proposer or _ask_proposer()
    settings = Settings(
        name=name or place.resolve().name,
        language=language or "nl",
        database=database or "",
        working=Working(working or Working.TOGETHER),
        proposer=proposer or "codebook",
    )
    with init_study(place, settings, codebook=codebook) as study:
        if warning := study.place_warning():
            say(f"Warning: {warning}")
        where = settings.database or str(place / "study.db")
    if state.json:
        emit({"study": str(place), "database": where})
    else:
        say(f"A new study stands in {place}. Next: sq-coder -s {typed(place)} import FILE")


def _ask_working() -> str:
    show("How do you check the keywords?\n  1  together, at one table\n  2  one after the other\n  3  independently")
    answer = click.prompt("Choose", type=click.IntRange(1, 3), default=1)
    return list(Working)[answer - 1].value


def _ask_proposer() -> str:
    show(
        "Where does the proposed keyword come from?\n  1  the word finder on this computer (no AI)\n"
        "  2  copy and paste with a chat window\n  3  a language model through an API"
    )
    return ("codebook", "paste", "openai")[click.prompt("Choose", type=click.IntRange(1, 3), default=1) - 1]


@click.command("check", short_help="Prove that database, codebook and counts hold together.")
@common
def check_command(state: State) -> None:
    """Recompute every verdict, place and count from the decisions, and say what does not hold together."""
    problems = state.open().check()
    if state.json:
        emit({"ok": not problems, "problems": problems})
    else:
        show("\n".join(problems) if problems else "All holds together.")
    if problems:
        click.get_current_context().exit(1)


@click.command("backup", short_help="Write a study to one file.")
@click.argument("out", type=FILE)
@common
def backup_command(state: State, out: Path) -> None:
    """Write the whole study to one file, to keep or to hand to a colleague. It holds the stories: guard it."""
    size = state.open().backup(out)
    emit({"file": str(out), "bytes": size}) if state.json else say(
        f"{out}: {counted(size, 'byte')}. It holds the stories: guard it."
    )


@click.command("restore", short_help="Put a backup back as a study.")
@click.argument("file", type=FILE)
@common
def restore_command(state: State, file: Path) -> None:
    """Put a backup, or a complete export as json, back as a study in a new folder: sq-coder -s NEW restore FILE."""
    put_back(state, file)


def put_back(state: State, file: Path) -> None:
    """Put a backup or a complete export back, and say how many stories it has."""
    from sq_coder.study import open_study
    from sq_coder.study.keeping import restore

    place = Path(state.folder)
    restore(file, place)
    with open_study(place) as study:
        stories = len(study.stories())
    emit({"study": str(place), "stories": stories}) if state.json else say(
        f"{place}: a study with {counted(stories, 'story')}."
    )


@click.command("withdraw", short_help="Erase a story at the resident's wish.")
@click.argument("story")
@click.option("--reason", default="", help="A category, no names.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@common
def withdraw_command(state: State, story: str, reason: str, yes: bool) -> None:
    """Erase a story's text, passages, replies and remarks for good; its id stays, so that it cannot come back."""
    study = state.open()
    found = study.story(story)
    if not yes and (state.json or not sys.stdin.isatty()):
        raise Problem("confirm", "Withdrawing erases a story for good. Nothing was erased. Confirm with --yes.")
    if (
        not yes
        and click.prompt(f"Type the first eight characters of the id ({found.id[:8]}) to erase it") != found.id[:8]
    ):
        raise Problem("confirm", "That is not the id. Nothing was erased.")
    erased = study.withdraw(found.id, reason=reason)
    published = [frozen.name for frozen in study.frozen()]
    if state.json:
        emit({"story": found.id} | erased | {"frozen": published})
        return
    nouns = {"evidence": "passage"}
    counts = ", ".join(counted(n, nouns.get(what, what.removesuffix("s"))) for what, n in erased.items())
    say(f"Story {found.id[:8]} was erased ({counts}). Recall exports and backups made before today.")
    if published:
        say(f"What was frozen stays as it was published: {', '.join(published)}. {_STAYS}")


_STAYS = (
    "None of the story's words are in it, but its keywords may be counted there. Recall what you published of it, and "
    "keep the counts of now under a new name with: sq-coder freeze NAME"
)


@click.command("templates", short_help="Write tables to fill in, and a page on accountability.")
@click.argument("folder", metavar="[DIR]", required=False, type=FILE)
@common
def templates_command(state: State, folder: Path | None) -> None:
    """Write files to start with, in DIR or in the study's folder: a table for stories, a table for decisions, and a
    page for an ethics committee and data protection officer, filled in from the study. A file that is there stays.
    """
    from sq_coder.study.starting import place_of, write_templates

    study = state.open()
    place = place_of(study, folder)
    written, left = write_templates(study, place)
    if state.json:
        emit({"folder": str(place), "written": [f.name for f in written], "already_there": [f.name for f in left]})
        return
    for file in written:
        say(f"{file} was written.")
    for file in left:
        say(f"{file} is there already and was left as it is.")


@click.command("demo", short_help="Make a complete worked example from invented stories.")
@click.argument("folder", metavar="[DIR]", default="sq-coder-demo", type=FILE)
@common
def demo_command(state: State, folder: Path) -> None:
    """Make a complete worked example in DIR: invented stories and researchers, and no AI."""
    from sq_coder.study.demo import demo

    made = demo(folder, say=lambda sentence: None if state.json else say(sentence))
    if state.json:
        emit(made)


@click.command("app", short_help="Open the screens in a browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@common
def app_command(state: State, port: int) -> None:
    """Open the screens in a browser, on this machine only."""
    from sq_coder.ui.launch import launch

    launch(Path(state.folder), port=port)
