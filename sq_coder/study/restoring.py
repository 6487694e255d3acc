"""Putting a complete json export back as a study: the same stories, decisions and counts in a new folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sq_coder import codebook as codebooks
from sq_coder import quadrant, review
from sq_coder.domain import Contents, Prompt
from sq_coder.errors import Problem, Unfitting, quote
from sq_coder.gateways import folder as folders

_LONGEST_NAME = 100
"""Letters in a prompt's name, which becomes a file's."""


def put_back(file: str, text: str, folder: Path) -> None:
    """Make a study of a json export in a folder that is new or empty; all of it or nothing.

    Its database is a file in the folder, wherever the exported study had its own. Drafts are not in an export.

    Raises:
        Problem: the text is no complete export, or its parts do not hold together.
    """
    from sq_coder.gateways import writers

    contents = writers.from_json(text, file=file)
    if not contents.secret:
        raise Problem(
            "json",
            f"{file} is a public copy: it holds no texts. Nothing was restored. Export the study without --public.",
        )
    codebooks.load(contents.codebook.text, file=f"{file}, codebook")
    with folders.all_or_nothing(folder, undone="Nothing was restored."):
        _fill(file, contents, folder)


def _fill(file: str, contents: Contents, folder: Path) -> None:
    from sq_coder.gateways.store import Store
    from sq_coder.study import open_study

    folders.write_text(folder / folders.CODEBOOK, contents.codebook.text)
    for prompt in contents.prompts:
        folders.write_text(_place_of(prompt, folder, file), prompt.text + "\n")
    coders = contents.settings.coders_per_story
    Store.create(folder / folders.DATABASE, name=contents.settings.name, secret=contents.secret).close()
    with Store.open(folder / folders.DATABASE, placements_of=quadrant.placements, codebook_of=codebooks.load) as store:
        try:
            store.put_back(contents, lambda decisions: review.verdict(decisions, coders=coders))
        except (Unfitting, OverflowError) as error:
            raise _unfit(file, "a part of it names something that it does not hold, or holds twice") from error
    folders.write_settings(folder, replace(contents.settings, database=""))
    with open_study(folder) as study:
        if problems := study.check():
            raise Problem("json", f"{file} does not hold together: {problems[0]} Nothing was restored.")
        if differing := _differing(contents, study.contents(written=False, reviewed=False)):
            raise _unfit(file, f"its {differing} do not follow from its decisions")


def _differing(given: Contents, made: Contents) -> str:
    """What an export says that does not follow from its decisions; empty when all does."""
    found = {
        "verdicts": (set(given.verdicts), set(made.verdicts)),
        "places": (set(given.placements), set(made.placements)),
        "counts": ((given.tally, *given.slices), (made.tally, *made.slices)),
    }
    return next((what for what, (said, follows) in found.items() if said != follows), "")


def _unfit(file: str, why: str) -> Problem:
    return Problem("json", f"{file} does not hold together: {why}. Nothing was restored. Export the study again.")


def _place_of(prompt: Prompt, folder: Path, file: str) -> Path:
    is_plain = prompt.name == Path(prompt.name).name and prompt.name.isprintable() and len(prompt.name) <= _LONGEST_NAME
    if not is_plain or prompt.name.startswith("."):
        raise Problem("json", f"{file} names a prompt {quote(prompt.name)}. Nothing was restored. Export it again.")
    (folder / folders.PROMPTS).mkdir(exist_ok=True)
    return folder / folders.PROMPTS / f"{prompt.name}.md"


def text_of(file: Path) -> str:
    """The text of a json export."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise Problem("json", f"{file.name} cannot be read as text. Nothing was restored.") from e
