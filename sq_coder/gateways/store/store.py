"""The store: one study's database, opened or made."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert, select

from sq_coder.domain import now
from sq_coder.errors import NoStudy, StudyProblem, WriteError
from sq_coder.gateways.store import schema
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.batches import Batches
from sq_coder.gateways.store.database import Database
from sq_coder.gateways.store.decisions import Decisions
from sq_coder.gateways.store.finding import Finding
from sq_coder.gateways.store.freezing import Freezing
from sq_coder.gateways.store.merging import Merging
from sq_coder.gateways.store.part import CodebookOf, PlacementsOf, not_given
from sq_coder.gateways.store.proof import Proof
from sq_coder.gateways.store.proposals import Proposals
from sq_coder.gateways.store.queue import Queue
from sq_coder.gateways.store.reading import Reading
from sq_coder.gateways.store.runs import Runs
from sq_coder.gateways.store.whole import Whole


class Store(Finding, Queue, Runs, Proposals, Batches, Decisions, Reading, Freezing, Proof, Whole, Merging):
    """One study's database. Takes and returns nouns. Close it, or use it in a with block.

    Made by `create` or `open`. Every action is one transaction: kept as a whole or not at all.
    """

    secret: str
    """The study's key, from which stories' ids come. Never shown."""
    name: str
    """What the study is called."""
    created_at: str
    """When it was made."""

    @classmethod
    def create(
        cls,
        url_or_path: str | Path,
        *,
        name: str,
        placements_of: PlacementsOf = not_given,
        secret: str | None = None,
        codebook_of: CodebookOf | None = None,
    ) -> Store:
        """Make an empty study in a new file, or in a PostgreSQL database that holds none.

        Raises:
            StudyProblem: there is a study or another file already, or it cannot be made; nothing is left behind.
        """
        database = Database(url_or_path)
        if database.path and database.path.exists():
            raise StudyProblem(f"{database.where} is there already. Nothing was changed. Choose another folder.")
        row = {"id": 1, "name": name, "secret": secret or secrets.token_hex(32), "created_at": now(), "notes": ""}

        def begin(connection: Connection) -> None:
            connection.execute(insert(t.study).values(row))

        try:
            schema.make(database, begin)
        except BaseException:
            database.close()
            if database.path:
                for end in ("", "-wal", "-shm", "-journal"):
                    database.path.with_name(database.path.name + end).unlink(missing_ok=True)
            raise
        return cls(database, placements_of=placements_of, codebook_of=codebook_of)._read()

    @classmethod
    def open(
        cls, url_or_path: str | Path, *, placements_of: PlacementsOf, codebook_of: CodebookOf | None = None
    ) -> Store:
        """Open a study; one of an older version is upgraded, a file being copied aside first.

        `codebook_of` reads a codebook that somebody else put in force meanwhile; without it such an action is refused.

        Raises:
            NoStudy, StudyProblem: there is none, or it cannot be used as it is.
        """
        database = Database(url_or_path)
        try:
            schema.bring_up_to_date(database)
            return cls(database, placements_of=placements_of, codebook_of=codebook_of)._read()
        except BaseException:
            database.close()
            raise

    def backup(self, path: str | Path) -> None:
        """Copy the database, as it is at one moment, into one file; an earlier file of that name gives way last.

        Raises:
            StudyProblem: the database is a server's.
            WriteError: the file cannot be written.
        """
        if self._database.path is None:
            raise StudyProblem(
                f"{self._database.where} is on a server. Nothing was copied. Ask its manager for a copy, or use pg_dump."
            )
        target = Path(path)
        unfinished = target.with_name(f"{target.name}.unfinished")
        try:
            unfinished.unlink(missing_ok=True)
            schema.copy(self._database.path, unfinished)
            unfinished.replace(target)
        except OSError as e:
            raise WriteError(str(target), e.strerror or type(e).__name__) from e
        except StudyProblem as e:
            raise WriteError(str(target), "the disk is full, or its folder is missing or read-only") from e
        finally:
            if target.parent.is_dir():
                unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> Self:
        with self._database.read() as connection:
            row = connection.execute(select(t.study)).first()
        if row is None:
            raise NoStudy(self._database.where)
        self.secret, self.name, self.created_at = row.secret, row.name, row.created_at
        return self
