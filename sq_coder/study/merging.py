"""Taking in another copy of a study: a folder, or a backup of one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sq_coder.domain import Merged, now
from sq_coder.errors import Problem, StudyProblem
from sq_coder.gateways import folder as folders
from sq_coder.study.keeping import Keeping, restore
from sq_coder.study.publishing import Publishing

if TYPE_CHECKING:
    from sq_coder.study import Study


class Merging(Publishing, Keeping):
    """The part of a study that becomes one with its copy."""

    def merge(self, other: Path | str) -> tuple[Merged, Path | None]:
        """Take in what another copy has and this study lacks; what that was, and a copy of the database before it.

        The other copy stays as it is. Its drafts stay there, and so do its settings.

        Raises:
            Problem: it is another study, this one itself, or none.
            StudyProblem: this study's database is on a server, so that no copy of it can be set aside first.
        """
        self.use_codebook()
        with _opened(Path(other), beside=self.folder) as theirs:
            contents = theirs.contents(written=False, reviewed=False)
            before = self._set_aside()
            try:
                merged = self.store.merge(contents, self.verdict_of)
            except Problem:
                before.unlink(missing_ok=True)
                raise
            for prompt in sorted((theirs.folder / folders.PROMPTS).glob("*.md")):
                folders.bring_prompt(self.folder, prompt)
        if not merged.is_nothing:
            return merged, before
        before.unlink(missing_ok=True)
        return merged, None

    def _set_aside(self) -> Path:
        """A copy of the database beside it, under a name that says it is one."""
        moment = "".join(c for c in now() if c.isdigit())[:17]  # to the millisecond
        copy = self.folder / f"{folders.DATABASE}.before-merge-{moment}"
        self.store.backup(copy)
        return copy


@contextmanager
def _opened(other: Path, *, beside: Path) -> Iterator[Study]:
    """The other copy, opened in a place of its own, so that nothing in it changes."""
    from sq_coder.study import open_study

    if not other.exists():
        raise Problem("file", f"There is no {other.name}. Nothing was merged. Name the folder of a copy, or a backup.")
    if other.resolve() == beside.resolve():
        raise Problem("same", f"{other} is this study itself. Nothing was merged. Name its other copy.")
    with TemporaryDirectory() as temporary:
        place = Path(temporary) / "copy"
        if other.is_file():
            restore(other, place)
        elif folders.read_settings(other).database:
            place = other
        else:
            _copy(other, place)
        try:
            study = open_study(place)
        except StudyProblem as e:  # says where it looked: in the place of its own
            raise StudyProblem(str(e).replace(str(place), str(other))) from e
        with study:
            yield study


def _copy(other: Path, place: Path) -> None:
    from sq_coder.gateways.store import schema

    place.mkdir()
    for name in (folders.SETTINGS, folders.CODEBOOK):
        with suppress(FileNotFoundError):
            shutil.copyfile(other / name, place / name)
    if (other / folders.PROMPTS).is_dir():
        shutil.copytree(other / folders.PROMPTS, place / folders.PROMPTS)
    if (other / folders.DATABASE).is_file():
        schema.copy(other / folders.DATABASE, place / folders.DATABASE)
