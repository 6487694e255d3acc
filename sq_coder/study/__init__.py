"""A study: load, call one stage, save. What the command line, the screens and Python all use."""

from __future__ import annotations

import shutil
from pathlib import Path

from sq_coder import codebook as codebooks
from sq_coder.domain import Settings
from sq_coder.errors import NoStudy, Problem, StudyProblem, typed
from sq_coder.gateways import folder as folders
from sq_coder.resources import resource
from sq_coder.study.changes import Changes
from sq_coder.study.checking import Checking
from sq_coder.study.drafting import Drafting
from sq_coder.study.merging import Merging
from sq_coder.study.paper import Paper
from sq_coder.study.projects import Projects
from sq_coder.study.trials import Trials

__all__ = ["Study", "init_study", "open_study"]


class Study(Projects, Changes, Paper, Checking, Merging, Trials, Drafting):
    """One study: its stories, proposals, decisions and counts.

    Made by `open_study` or `init_study`. Close it, or use it in a with block.
    """


def open_study(folder: Path | str = ".") -> Study:
    """Open the study in a folder.

    Raises:
        NoStudy: There is no study.toml in the folder.
        StudyProblem: The database is missing, damaged, locked or made by a newer version.
    """
    from sq_coder import quadrant
    from sq_coder.gateways.store import Store

    place = Path(folder)
    settings = folders.read_settings(place)
    try:
        store = Store.open(
            settings.database or place / folders.DATABASE, placements_of=quadrant.placements, codebook_of=codebooks.load
        )
    except NoStudy:
        if settings.database:
            raise
        raise StudyProblem(
            f"{place / folders.DATABASE} is empty or gone. Nothing was changed. Put it back, or put a backup back in a "
            "new folder with: sq-coder -s NEW restore FILE"
        ) from None
    return Study(place, settings, store)


def init_study(folder: Path | str, settings: Settings | None = None, *, codebook: Path | None = None) -> Study:
    """Make a new study in a folder: settings, codebook, prompts and an empty database; refused when one is there.

    A codebook.yaml or prompt that stands in the folder stays as it is, and the study starts with it.
    """
    from sq_coder.gateways.store import Store

    place = Path(folder)
    if (place / folders.SETTINGS).exists() or (place / folders.DATABASE).exists():
        raise Problem(
            "exists",
            f"There is a study in {place} already. Nothing was changed. Open it with: -s {typed(place)}, or choose another folder.",
        )
    chosen = settings or Settings(name=place.resolve().name)
    own = place / folders.CODEBOOK
    if codebook and own.exists() and codebook.resolve() != own.resolve():
        raise Problem(
            "exists",
            f"There is a {folders.CODEBOOK} in {place} already. Nothing was made. Leave --codebook out to start with it, "
            "or choose another folder.",
        )
    file = own if own.exists() else _codebook_file(codebook)
    text = folders.read_text(file, missing="The codebook file is not there. Nothing was made. Choose another file.")
    codebooks.load(text, file=file.name)
    with folders.all_or_nothing(place, undone="No study was made."):
        if not own.exists():
            folders.write_text(own, text)
        _copy_prompts(place / folders.PROMPTS)
        folders.write_settings(place, chosen)
        Store.create(chosen.database or place / folders.DATABASE, name=chosen.name).close()
        with open_study(place) as made:
            made.use_codebook()
    return open_study(place)


def _copy_prompts(place: Path) -> None:
    place.mkdir(exist_ok=True)
    for prompt in sorted(resource(folders.PROMPTS).glob("*.md")):
        if not (place / prompt.name).exists():
            shutil.copyfile(prompt, place / prompt.name)


def _codebook_file(given: Path | None) -> Path:
    """The file to start with: the one given, or one of that name that travels with sq-coder; else the standard one."""
    if given is None:
        return resource(folders.CODEBOOK)
    packed = resource("codebooks") / given.name
    return packed if packed.is_file() and not given.exists() else given
