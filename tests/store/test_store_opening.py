"""Making, opening, upgrading and copying a study's database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from sq_coder.errors import NoStudy, StudyProblem, WriteError
from sq_coder.gateways.store import Store, schema, tables
from sq_coder.gateways.store.database import Database
from sq_coder.quadrant import placements

from .conftest import PostgreSQL, decision, story, verdict_of

Open = Callable[..., Store]


def test_a_study_opens_as_it_was_made(store: Store, place: str, open_store: Open) -> None:
    store.add_stories([told := story(at="toen")])
    again = open_store(place)
    assert (again.name, again.secret, again.created_at) == ("proef", "geheim", store.created_at)
    assert again.stories() == [told]


def test_a_secret_is_made_when_none_is_given(tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.db", name="a") as one, Store.create(tmp_path / "b.db", name="b") as other:
        assert len(one.secret) == 64
        assert one.secret != other.secret


def test_a_study_is_never_made_over_another(store: Store, place: str) -> None:
    with pytest.raises(StudyProblem, match="already"):
        Store.create(place, name="nog een", placements_of=placements)
    assert store.name == "proef"


def test_there_must_be_a_study_to_open(tmp_path: Path, postgresql: PostgreSQL) -> None:
    for place in (tmp_path / "study.db", tmp_path / "nowhere" / "study.db", postgresql.new()):
        with pytest.raises(NoStudy):
            Store.open(place, placements_of=placements)
    assert list(tmp_path.iterdir()) == []


def test_a_study_of_a_newer_version_is_left_alone(store: Store, place: str, open_store: Open) -> None:
    with store._database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StudyProblem, match=r"made by a newer sq-coder \(schema 9999\). Nothing was changed. Update"):
        open_store(place)


def test_a_study_of_an_older_version_is_copied_aside_and_upgraded(
    place: str, open_store: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "NEWEST", "0001")
        store = open_store(place, make=True)
    store.add_stories([told := story(at="toen")])
    upgraded = open_store(place)
    assert schema.version_of(upgraded._database) == schema.NEWEST
    assert upgraded.stories() == [told]
    assert upgraded.older_copies() == (
        [tmp_path / f"study.db.before-{schema.NEWEST}"] if upgraded._database.is_file else []
    )
    for copy in upgraded.older_copies():
        assert schema.version_of(Database(copy)) == "0001"


def test_the_newest_version_is_the_last_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [schema.NEWEST]


def test_queries_know_every_table_and_column(store: Store) -> None:
    from sqlalchemy import TableClause, inspect

    named = {t.name: {c.name for c in t.c} for t in vars(tables).values() if isinstance(t, TableClause)}
    with store._database.read() as connection:
        there = inspect(connection)
        made = {t: {c["name"] for c in there.get_columns(t)} for t in there.get_table_names() if t != "alembic_version"}
    assert named == made


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no study"),
        (b"Dit is een brief, geen database. " * 50, "is not a study's database"),
        (b"SQLite format 3\0" + b"\1" * 4096, "is not a study's database"),
    ],
)
def test_another_file_is_not_a_study(tmp_path: Path, content: bytes, sentence: str) -> None:
    place = tmp_path / "study.db"
    place.write_bytes(content)
    with pytest.raises((StudyProblem, NoStudy), match=sentence):
        Store.open(place, placements_of=placements)
    assert place.read_bytes() == content


def test_a_damaged_study_says_so(tmp_path: Path, open_store: Open) -> None:
    place = tmp_path / "study.db"
    store = open_store(place, make=True)
    store.add_stories([story(f"{i} " + "woord " * 500) for i in range(50)])
    store.close()
    content = bytearray(place.read_bytes())
    content[4096 * 40 : 4096 * 60] = b"\xff" * 4096 * 20
    place.write_bytes(content)
    with pytest.raises(StudyProblem, match="is damaged"):
        open_store(place).stories()


def test_a_study_that_another_program_writes_says_so(tmp_path: Path, open_store: Open, monkeypatch) -> None:
    monkeypatch.setattr("sq_coder.gateways.store.database.PATIENCE", 0.1)
    store = open_store(tmp_path / "study.db", make=True)
    other = sqlite3.connect(tmp_path / "study.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StudyProblem, match="is being written by another program"):
        store.add_stories([story()])
    assert store.stories() == []
    other.execute("ROLLBACK")
    other.close()
    assert len(store.add_stories([story()])) == 1


def test_a_full_disk_stores_nothing_by_halves(tmp_path: Path, open_store: Open) -> None:
    store = open_store(tmp_path / "study.db", make=True)
    store.add_stories([first := story("eerst", at="toen")])
    with store._database.outside() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
    with pytest.raises(StudyProblem, match="the disk is full"):
        store.add_stories([story(f"{i} " + "woord " * 2000) for i in range(100)])
    assert store.stories() == [first]
    assert store.check(verdict_of) == []


READ_ONLY = """
import os, sys
from sq_coder.domain import Story
from sq_coder.errors import StudyProblem
from sq_coder.gateways.store import Store
from sq_coder.quadrant import placements
study, elsewhere = sys.argv[1:]
Store.create(elsewhere, name="proef").close()
Store.open(elsewhere, placements_of=placements).close()  # all is imported before root becomes nobody
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    Store.open(study, placements_of=placements).add_stories([Story("a", "b", "c")])
except StudyProblem as e:
    sys.exit(str(e))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders on Windows have no such permissions")
def test_a_read_only_folder_says_so(tmp_path: Path, open_store: Open) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    open_store(folder / "study.db", make=True).close()
    within = [p for p in folder.parents if p.is_relative_to(tempfile.gettempdir()) and p != Path(tempfile.gettempdir())]
    modes = {p: p.stat().st_mode for p in (folder, *within)}
    try:
        for path in modes:
            path.chmod(0o755 if path != folder else 0o555)
        arguments = [str(folder / "study.db"), str(tmp_path / "elsewhere.db")]
        command = [sys.executable, "-c", READ_ONLY, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert done.returncode == 1
    assert "read-only" in done.stderr
    assert "Nothing was changed" in done.stderr


def test_a_server_that_is_gone_says_so_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StudyProblem) as refused:
        Store.open(f"postgresql://sq:geheim@/studie?host={tmp_path}", placements_of=placements)
    assert "cannot be reached" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_an_address_that_is_none_says_so() -> None:
    for address in ("nonsense://x", "postgresql://sq@server:port/x"):
        with pytest.raises(StudyProblem, match="Nothing was changed"):
            Store.open(address, placements_of=placements)


def test_a_study_that_could_not_be_made_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(StudyProblem, match="cannot be opened"):
        Store.create(tmp_path / "nowhere" / "study.db", name="proef")
    with pytest.raises(StudyProblem, match="cannot hold a character"):
        Store.create(tmp_path / "study.db", name="\ud83d")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_one_file_that_opens(tmp_path: Path, open_store: Open) -> None:
    store = open_store(tmp_path / "study.db", make=True)
    store.add_stories([told := story(at="toen")])
    store.add_decision(decision(told, "ann", "bob"), verdict_of)
    (tmp_path / "copy").mkdir()
    store.backup(tmp_path / "copy" / "study.db")
    store.backup(tmp_path / "copy" / "study.db")
    assert [p.name for p in (tmp_path / "copy").iterdir()] == ["study.db"]
    copied = open_store(tmp_path / "copy" / "study.db")
    assert (copied.stories(), copied.verdicts()) == (store.stories(), store.verdicts())
    assert copied.check(verdict_of) == []
    with pytest.raises(WriteError, match="could not be written"):
        store.backup(tmp_path / "nowhere" / "study.db")


def test_a_server_is_not_copied_to_a_file(postgresql: PostgreSQL, open_store: Open, tmp_path: Path) -> None:
    with pytest.raises(StudyProblem, match="pg_dump"):
        open_store(postgresql.new(), make=True).backup(tmp_path / "copy.db")


def test_sqlalchemy_is_imported_only_when_the_store_is_used() -> None:
    script = "import sys, sq_coder.gateways.store; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
