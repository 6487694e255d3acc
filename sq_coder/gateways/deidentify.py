"""Names, places and numbers in Dutch text, found by deduce: an optional extra, loaded when first needed.

deduce looks words up in lists of names, places and streets. Making its tables from those lists takes minutes, once;
they are kept in the user's cache folder, since deduce's own folder may not be writable.
"""

from __future__ import annotations

import gc
import importlib
import importlib.metadata
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from sq_coder.domain import Found, Private
from sq_coder.errors import ModelError

_KINDS = {
    "persoon": Private.PERSON,
    "patient": Private.PERSON,
    "locatie": Private.PLACE,
    "ziekenhuis": Private.ORGANISATION,
    "zorginstelling": Private.ORGANISATION,
    "instelling": Private.ORGANISATION,
    "datum": Private.DATE,
    "telefoonnummer": Private.PHONE,
    "emailadres": Private.EMAIL,
    "url": Private.URL,
    "bsn": Private.BSN,
    "id": Private.NUMBER,
}
_LEFT = frozenset({"leeftijd"})  # an age is not a name, and a story says much by it
_FILE = Path("cache") / "lookup_structs.pickle"  # where deduce looks, in the folder that it is given


class Step(StrEnum):
    """What loading does now; the first takes minutes, the second seconds."""

    BUILDING = "building"
    READING = "reading"


def available() -> bool:
    """Whether deduce is installed. It is not loaded by asking."""
    return importlib.util.find_spec("deduce") is not None


def refuse_without() -> None:
    """Nothing, when names can be taken out here.

    Raises:
        ModelError: deduce is not installed.
    """
    if not available():
        raise ModelError(
            "Names cannot be taken out of the stories, because deduce is not installed. Nothing was sent. "
            "Install it with: pip install 'sq-coder[privacy]', or use a model on this machine."
        )


class Deidentifier:
    """Finds what identifies somebody in Dutch text. Make one and keep it: its tables take a gigabyte of memory.

    Args:
        cache: Where the tables are kept; the user's cache folder unless said.
        lists: deduce's lists, when not its own.
    """

    def __init__(self, cache: Path | None = None, *, lists: Path | None = None) -> None:
        self._cache, self._lists = cache, lists
        self._lock = Lock()
        self._deduce: Any = None  # deduce has no types

    def is_built(self) -> bool:
        """Whether the tables were made before, so that loading takes seconds, not minutes."""
        return _is_ours(self._folder() / _FILE)

    def load(self, on_progress: Callable[[Step], None] = lambda _: None) -> None:
        """Load the tables, or make them first; once per process.

        Raises:
            ModelError: deduce is not installed.
        """
        refuse_without()
        with self._lock:
            if self._deduce is None:
                self._deduce = self._read(on_progress) or self._build(on_progress)

    def find(self, text: str) -> list[Found]:
        """What deduce finds in a text, in reading order; ages are left. Loads when that was not done."""
        self.load()
        with self._lock:
            document = self._deduce.deidentify(text, disabled={"redactor"})
        return sorted(
            (
                Found(one.start_char, one.end_char, _KINDS.get(one.tag, Private.PERSON))
                for one in document.annotations
                if one.tag not in _LEFT
            ),
            key=lambda found: (found.start, found.end),
        )

    def _folder(self) -> Path:
        """A folder per version of all that its tables are made of."""
        if self._cache is None:
            import platformdirs

            self._cache = platformdirs.user_cache_path("sq-coder", appauthor=False)
        parts = [f"{name}-{importlib.metadata.version(name)}" for name in ("deduce", "docdeid")]
        return self._cache / "-".join([*parts, f"py{sys.version_info.major}{sys.version_info.minor}"])

    def _read(self, on_progress: Callable[[Step], None]) -> Any:
        """deduce with the tables that were kept; None when there are none, or they are broken or not our own."""
        folder = self._folder()
        if not _is_ours(folder / _FILE):
            return None
        on_progress(Step.READING)
        try:
            return _made(folder, self._lists)
        except Exception:
            (folder / _FILE).unlink(missing_ok=True)
            return None

    def _build(self, on_progress: Callable[[Step], None]) -> Any:
        on_progress(Step.BUILDING)
        folder = self._folder()
        parent = folder.parent if _is_writable(folder.parent) else None
        # Made beside and moved into place, so that half a file is never found by another start.
        with tempfile.TemporaryDirectory(prefix="building-", dir=parent) as made:
            (Path(made) / _FILE).parent.mkdir()
            if parent and _built_apart(Path(made), self._lists):
                (folder / _FILE).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(Path(made) / _FILE, folder / _FILE)
                return _made(folder, self._lists)
            return _made(Path(made), self._lists)


def make_tables(folder: str, lists: str = "") -> None:
    """Make deduce's tables in a folder: what `_built_apart` asks of another process."""
    _made(Path(folder), Path(lists) if lists else None)


def _built_apart(folder: Path, lists: Path | None) -> bool:
    """Whether another process made the tables: minutes of work in this one would hold up every screen that it serves."""
    code = f"import sys; from {__name__} import make_tables; make_tables(*sys.argv[1:])"
    # -P: the folder that somebody stands in is no place to import from.
    command = [sys.executable, "-P", "-c", code, str(folder), *([str(lists)] if lists else [])]
    quiet = subprocess.DEVNULL
    ended = subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - this Python
    return ended.returncode == 0 and (folder / _FILE).exists()


def _made(folder: Path, lists: Path | None) -> Any:
    with _collecting_later(), _quiet_logging():
        module = importlib.import_module("deduce")
        return module.Deduce(cache_path=folder, **({"lookup_data_path": lists} if lists else {}))


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _is_ours(file: Path) -> bool:
    """Whether a file is there and the user's own. The tables are a pickle, which can run code when read."""
    try:
        owner = file.stat().st_uid
    except OSError:
        return False
    return not hasattr(os, "getuid") or owner == os.getuid()


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Millions of objects made while the collector rests, then put where it does not look again.

    Without this reading takes four times as long, and each click on a screen seconds more: Streamlit collects after each.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was:
            gc.enable()


@contextmanager
def _quiet_logging() -> Iterator[None]:
    """Logging as it was: deduce, when imported, makes the whole process log everything to stdout.

    That would put requests, and so stories, on the screen and break `--json`. With a handler in place it does not.
    """
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        yield
    finally:
        root.removeHandler(silent)
