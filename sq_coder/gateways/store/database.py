"""One database, SQLite or PostgreSQL: connections and transactions, set up so that both behave the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError

from sq_coder.errors import StudyProblem
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.problems import told

PATIENCE = 5
"""Seconds to wait for another program that is writing."""


class Database:
    """Connections to one database. `path` is None unless it is a file; `where` names it in sentences."""

    def __init__(self, url_or_path: str | Path) -> None:
        url = _url(url_or_path)
        self.is_file = url.get_backend_name() == "sqlite"
        self.path = Path(url.database or "") if self.is_file else None
        self.where = str(self.path) if self.path else f"The database {url.render_as_string(hide_password=True)}"
        with told(self.where):
            try:
                # hide_parameters: a resident's words never stand in an error or a log.
                self._engine = create_engine(
                    url,
                    hide_parameters=True,
                    connect_args={"timeout": PATIENCE} if self.is_file else {"connect_timeout": 10},
                    pool_pre_ping=not self.is_file,
                )
            except ImportError:
                raise StudyProblem(
                    f"{self.where} needs a package that is not installed. Nothing was changed. "
                    "Install it with: pip install 'sq-coder[postgresql]'"
                ) from None
        event.listen(self._engine, "connect", _prepare_file if self.is_file else _prepare_server)
        if self.is_file:
            event.listen(self._engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees the study as it is at one moment."""
        options: dict[str, Any] = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}
        with told(self.where), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is the only one writing, and that is kept as a whole or not at all."""
        with self.begin() as connection:
            if not self.is_file:
                # One writer at a time, as SQLite has it: no check of what is stored can be overtaken.
                connection.execute(select(t.study.c.id).with_for_update())
            yield connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction for writing in a database that may have no study yet."""
        options = {"sq_writes": True}
        with told(self.where), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection without a transaction, for what databases refuse inside one."""
        options: dict[str, Any] = {"sq_outside": True} if self.is_file else {"isolation_level": "AUTOCOMMIT"}
        with told(self.where), self._engine.connect().execution_options(**options) as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def one_of(values: list[str], size: int = 500) -> Iterator[list[str]]:
    """The values in parts that fit a statement."""
    return (values[i : i + size] for i in range(0, len(values), size))


def _url(url_or_path: str | Path) -> URL:
    given = str(url_or_path)
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise StudyProblem(
            "The address of the database is not one. Nothing was changed. "
            "Write it as postgresql://user@server/database, its password in PGPASSWORD."
        ) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _prepare_file(connection: Any, _record: object) -> None:
    # Python's own BEGIN comes too late for a check before a write; _begin says it instead.
    connection.isolation_level = None
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE deletes past the triggers
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    connection.create_function("sq_fold", 1, _fold, deterministic=True)


def _fold(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def _prepare_server(connection: Any, _record: object) -> None:
    before = connection.autocommit
    connection.autocommit = True  # a setting made inside a transaction goes with its rollback
    connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.autocommit = before


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("sq_outside"):
        connection.execute(text("BEGIN IMMEDIATE" if options.get("sq_writes") else "BEGIN"))
