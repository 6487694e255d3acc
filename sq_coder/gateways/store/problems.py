"""What a database can say, as the sentence that a researcher reads. The only place that knows its errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sq_coder.errors import Problem, StudyProblem, Unfitting

WAIT = "is being written by another program or another computer. Nothing was changed. Try again in a moment."
DAMAGED = "is damaged. Nothing was changed. Put back a backup with: sq-coder restore FILE"

OF_SQLITE = {
    "SQLITE_BUSY": WAIT,
    "SQLITE_LOCKED": WAIT,
    "SQLITE_READONLY": "may not be written: the file or its folder is read-only. Nothing was changed. "
    "Move the study to a folder that you may write in.",
    "SQLITE_CANTOPEN": "cannot be opened: its folder is missing, read-only or out of reach. Nothing was changed. "
    "Check the folder, and move the study to one that you may write in.",
    "SQLITE_PERM": "may not be read by you. Nothing was changed. Ask its owner for access.",
    "SQLITE_FULL": "cannot grow: the disk is full. Nothing was changed. Make room on the disk and do it again.",
    # Also of a disk that is too full for the file that SQLite shares between programs.
    "SQLITE_IOERR": "cannot be read or written: the disk is full, or it or the network drive fails. Nothing was "
    "changed. Make room, check the disk, or move the study to this computer.",
    "SQLITE_NOTADB": "is not a study's database. Nothing was changed. Choose another file, or put back a backup with: "
    "sq-coder restore FILE",
    "SQLITE_CORRUPT": DAMAGED,
}
# The first characters of a state: https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRESQL = {
    "28": "does not let you in: user or password is wrong. Nothing was changed. Set PGPASSWORD, or ask its manager.",
    "3D000": "does not exist on that server. Nothing was changed. Ask its manager to make it.",
    "42501": "does not give you this right. Nothing was changed. Ask its manager.",
    "53": "has no room or no connection left. Nothing was changed. Ask its manager, then do it again.",
    "55P03": WAIT,
    "40": WAIT,
    "25006": "may only be read. Nothing was changed. Ask its manager for the right to write.",
    "XX": DAMAGED.replace("Put back a backup with: sq-coder restore FILE", "Ask its manager."),
}
GONE = "cannot be reached. Nothing was changed. Check the network and the address in study.toml, then try again."
TEXT = "cannot hold a character in this text (half a character, or a zero). Nothing was changed. Correct the text."


@contextmanager
def told(where: str) -> Iterator[None]:
    """Let a database's errors out as a `StudyProblem` about `where`.

    Without the cause: databases quote the row they refuse, and with it a resident's words.
    """
    try:
        yield
    except DBAPIError as e:
        raise _problem(e.orig or e, where) from None
    except sqlite3.Error as e:
        raise _problem(e, where) from None
    except PoolTimeout:
        raise StudyProblem(f"{where} {WAIT}") from None
    except NoSuchModuleError:
        raise StudyProblem(
            f"{where} is not a database that sq-coder knows. Nothing was changed. Give a file, or a postgresql:// address."
        ) from None
    except UnicodeEncodeError:
        raise StudyProblem(f"{where} {TEXT}") from None
    except SQLAlchemyError as e:
        raise StudyProblem(
            f"{where} cannot be used ({type(e).__name__}). Nothing was changed. Run: sq-coder check"
        ) from None


def _problem(error: BaseException, where: str) -> Problem | StudyProblem:
    said = str(error)
    if "append-only" in said:
        table = said.rsplit("append-only: ", maxsplit=1)[-1].split(maxsplit=1)[0]
        return Problem("append_only", f"{where}: what stands in {table} is only ever added to. Nothing was changed.")
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, where)
    return _of_postgresql(error, where)


def _of_sqlite(error: sqlite3.Error, where: str) -> StudyProblem:
    name = getattr(error, "sqlite_errorname", "") or ""
    for known, sentence in OF_SQLITE.items():
        if name.startswith(known):
            return StudyProblem(f"{where} {sentence}")
    if name.startswith("SQLITE_CONSTRAINT"):
        return _refused(where)
    if "no such table" in str(error):
        return StudyProblem(f"{where} {OF_SQLITE['SQLITE_NOTADB']}")
    return StudyProblem(f"{where} cannot be used ({name or 'unknown'}). Nothing was changed. Run: sq-coder check")


def _of_postgresql(error: BaseException, where: str) -> StudyProblem:
    state = getattr(error, "sqlstate", None) or ""
    for known, sentence in OF_POSTGRESQL.items():
        if state.startswith(known):
            return StudyProblem(f"{where} {sentence}")
    if state.startswith("23"):
        return _refused(where)
    if state.startswith("22") or "NUL" in str(error):
        return StudyProblem(f"{where} {TEXT}")
    if not state or state.startswith(("08", "57")):  # no answer at all, a broken connection, a server that stops
        return StudyProblem(f"{where} {GONE}")
    return StudyProblem(f"{where} cannot be used ({state}). Nothing was changed. Ask its manager.")


def _refused(where: str) -> StudyProblem:
    return Unfitting(
        f"{where} refused this: it names something that the study does not have, has already, or does not allow. "
        "Nothing was changed. Look at the study again; run: sq-coder check"
    )
