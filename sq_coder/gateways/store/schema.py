"""Which version of the schema a database has, and bringing it up to this one's. Imports alembic only for that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text

from sq_coder.errors import NoStudy, StudyProblem
from sq_coder.gateways.store.database import Database
from sq_coder.gateways.store.problems import told

NEWEST = "0005"
"""The version that this sq-coder writes: the last of `migrations/versions`."""

MIGRATIONS = Path(__file__).parent / "migrations"


def make(database: Database, then: Callable[[Connection], None]) -> None:
    """Make every table in an empty database and do `then`, all in one transaction."""
    _log_ahead(database)
    with database.begin() as connection:
        if inspect(connection).has_table("alembic_version"):
            raise StudyProblem(f"{database.where} holds a study already. Nothing was changed. Choose another place.")
        _upgrade(connection, NEWEST)
        then(connection)


def bring_up_to_date(database: Database) -> None:
    """Refuse a newer database, leave one of this version, upgrade an older one after copying its file aside."""
    version = version_of(database)
    if version == NEWEST:
        _log_ahead(database)
        return
    if version not in _known():
        raise StudyProblem(
            f"{database.where} was made by a newer sq-coder (schema {version[:30]}). Nothing was changed. Update sq-coder."
        )
    if database.path:
        copy(database.path, database.path.with_name(f"{database.path.name}.before-{NEWEST}"))
    _log_ahead(database)
    with database.begin() as connection:
        _upgrade(connection, NEWEST)


def version_of(database: Database) -> str:
    """The schema's version in a database."""
    # SQLite would make a file that is missing, and calls an empty one a database.
    if database.path and not (database.path.exists() and database.path.stat().st_size):
        raise NoStudy(str(database.path.parent))
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise NoStudy(str(database.path.parent) if database.path else database.where.removeprefix("The "))
        versions = table("alembic_version", column("version_num"))
        return str(connection.scalar(select(versions.c.version_num)) or "unknown")


def copy(source: Path, target: Path) -> None:
    """Copy a SQLite database, with what still waits in its log, into one new file."""
    with told(str(target)):
        reading, writing = sqlite3.connect(source), sqlite3.connect(target)
        try:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")  # else the copy is a file with a log beside it
        finally:
            writing.close()
            reading.close()


def _log_ahead(database: Database) -> None:
    """Let a file be read while it is written. It stays so; a backup that was put back is not so yet."""
    if database.is_file:
        with database.outside() as connection:
            connection.execute(text("PRAGMA journal_mode=WAL"))


def _upgrade(connection: Connection, version: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _known() -> set[str]:
    return {path.name[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py")}
