"""What every part of a study shares: its folder, settings, store, codebook and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Self

from sq_coder import codebook as codebooks
from sq_coder.domain import Codebook, FirstSelf, Settings, Working
from sq_coder.gateways import folder as folders

if TYPE_CHECKING:
    from sq_coder.gateways.language import Language
    from sq_coder.gateways.store import Store

OnProgress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


def ignore_progress(_done: int, _all: int) -> None:
    """Shows nothing."""


class StudyBase:
    """One study: a folder with settings, codebook, prompts and a database. Close it, or use it in a with block."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder, self.settings, self.store = folder, settings, store

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook in force; a file that changed becomes a new version in the database.

        With a database elsewhere the database is the authority, so that two laptops share one codebook.
        """
        kept = self.store.codebook_text() if self.settings.database else None
        text = kept or folders.read_text(
            self.folder / folders.CODEBOOK,
            missing="codebook.yaml is missing from the study's folder. Nothing was changed. Put it back, or copy the one "
            "that a new study starts with.",
        )
        codebook = codebooks.load(text, file=folders.CODEBOOK)
        self.store.use_codebook(codebook)
        return codebook

    def use_codebook(self) -> Codebook:
        """Put the codebook in force, when it is not yet."""
        return self.codebook

    def work(self, working: Working, *, first_self: FirstSelf, first_self_percent: int) -> None:
        """Work in another way from now on; what was decided stays, with what was in sight then."""
        percent: dict[str, str | int] = {"first_self_percent": first_self_percent}
        self.settings = folders.change_settings(self.folder, {"working": working, "first_self": first_self, **percent})

    def list_private(self, words: Mapping[str, Sequence[str]]) -> None:
        """Say of words whether they are names, places or organisations, which stay here, or are allowed to go out."""
        self.settings = folders.list_private(self.folder, words)

    @cached_property
    def language(self) -> Language:
        """Dutch tokens, lemmas and word frequencies."""
        return _dutch()

    def version(self) -> tuple[object, ...]:
        """Another value as soon as something was added to the study, by anybody; drafts do not count."""
        return self.store.version()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@cache
def _dutch() -> Language:
    """One for every study of this process: its tables take seconds to load."""
    from sq_coder.gateways.language import Language

    return Language()


def is_cancelled(cancel: Event | None) -> bool:
    """Whether somebody asked to stop."""
    return cancel is not None and cancel.is_set()
