"""Readers: documents as files to documents as nouns. All or nothing: what is wrong is collected and said once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sq_coder.domain import Document
from sq_coder.errors import DocumentError, DocumentsError, RowsError
from sq_coder.gateways.readers.archive import LARGEST_FILE, too_large
from sq_coder.gateways.readers.example import without_example
from sq_coder.gateways.readers.intake import OTHER, READ, Found, expand, extension
from sq_coder.gateways.readers.rows import ROW_NUMBER, records, stories
from sq_coder.gateways.readers.table import Table, read_csv, read_xlsx

__all__ = ["READ", "ROW_NUMBER", "documents", "read", "rows"]

Progress = Callable[[int, int, str], None]

_PASSWORD = "Save it without a password and import it again."  # noqa: S105 - a sentence
_SIGNS = ((b"%PDF-", "a pdf"), (b"PK\x03\x04", "a zip, docx or xlsx"), (b"{\\rtf", "a rich text document"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of new ones with a password
_NEEDS = {"pdf": b"%PDF-", "docx": b"PK", "odt": b"PK", "xlsx": b"PK"}


def documents(paths: Sequence[Path], *, on_progress: Progress | None = None) -> list[Document]:
    """Every document in these files, folders and zips, in the order given and by name within a folder.

    Calls `on_progress(done, total, name)` after each. When something is wrong nothing is returned, and one error says
    all of it: DocumentError or RowsError for one file, DocumentsError for more.
    """
    found = [entry for path in paths for entry in expand(Path(path))]
    problems: list[DocumentError | RowsError] = []
    read_documents: list[Document] = []
    for done, entry in enumerate(found, 1):
        if isinstance(entry, Found):
            try:
                read_documents.append(read(entry.name, entry.content()))
            except (DocumentError, RowsError) as problem:
                problems.append(problem)
        else:
            problems.append(entry)
        if on_progress:
            on_progress(done, len(found), entry.name if isinstance(entry, Found) else entry.file)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise DocumentsError(problems)
    return read_documents


def read(name: str, data: bytes) -> Document:
    """The document in these bytes; its kind is the name's extension, and the bytes must agree.

    A zip is no document: write it to a file and use `documents`.
    """
    kind = extension(name)
    _refuse(name, kind, data)
    try:
        return _read(name, kind, data)
    except (DocumentError, RowsError):
        raise
    except Exception as error:  # a broken file makes its library raise anything; the researcher needs one sentence
        raise _damaged(name) from error


def rows(path_or_name: Path | str, data: bytes | None = None) -> list[dict[str, str]]:
    """The rows of any csv or xlsx, one dict each: headers in lower case to cells as text, ROW_NUMBER to the row's number.

    Without `data` the file at the path is read.
    """
    path = Path(path_or_name)
    content = Found(path.name, path).content() if data is None else data
    kind = extension(path.name)
    if kind not in {"csv", "tsv", "xlsx"}:
        raise DocumentError(path.name, "It is no table.", do="Save it as csv or xlsx.")
    _refuse(path.name, kind, content)
    try:
        return records(_table(path.name, kind, content))
    except (DocumentError, RowsError):
        raise
    except Exception as error:  # as in read
        raise _damaged(path.name) from error


def _read(name: str, kind: str, data: bytes) -> Document:
    if kind in {"csv", "tsv", "xlsx"}:
        return stories(_table(name, kind, data))
    if kind in {"md", "markdown"}:
        from sq_coder.gateways.readers.markdown import read_markdown as reader
    elif kind == "docx":
        from sq_coder.gateways.readers.word import read_word as reader
    elif kind == "odt":
        from sq_coder.gateways.readers.opendocument import read_opendocument as reader
    elif kind == "pdf":
        from sq_coder.gateways.readers.pdf import read_pdf as reader
    else:
        from sq_coder.gateways.readers.text import read_text as reader
    return reader(name, data)


def _table(name: str, kind: str, data: bytes) -> Table:
    return without_example(read_xlsx(name, data) if kind == "xlsx" else read_csv(name, data))


def _damaged(name: str) -> DocumentError:
    return DocumentError(
        name,
        "It is damaged: its parts do not fit together.",
        do="Open it in the program it comes from and save it again.",
    )


def _refuse(name: str, kind: str, data: bytes) -> None:
    """Refuse what no reader should meet: another kind of file, nothing, too much, a password, a wrong name."""
    if not data:
        raise DocumentError(name, "It is empty.", do="Choose another file.")
    if len(data) > LARGEST_FILE:
        raise too_large(name)
    if kind in OTHER:
        what, do = OTHER[kind].split(". ", 1)
        raise DocumentError(name, f"It is {what}.", do=do)
    if kind not in READ:
        raise DocumentError(
            name, f"Files of the kind '{kind[:10]}' are not read.", do=f"Save it as one of {', '.join(READ)}."
        )
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        if locked:
            raise DocumentError(name, "It is locked with a password.", do=_PASSWORD)
        raise DocumentError(
            name, "It is a document of an old Office, whatever its name.", do="Save it as docx or xlsx."
        )
    needed = _NEEDS.get(kind)
    if needed and needed not in data[:1024]:
        raise DocumentError(name, f"It is called {kind} but is none.", do="Give it its right name, or save it again.")
    sign = next((what for start, what in _SIGNS if data.startswith(start)), "")
    if sign and not needed:
        raise DocumentError(name, f"It is called {kind} but is {sign}.", do="Give it its right name.")
