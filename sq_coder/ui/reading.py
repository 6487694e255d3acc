"""Uploaded files as documents: written to a folder of their own for as long as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sq_coder.domain import Document
from sq_coder.errors import DocumentError, DocumentsError, Problem, RowsError
from sq_coder.study import Study
from sq_coder.ui.access import MOST_MEGABYTES
from sq_coder.ui.jobs import Progress

MOST_FILES = 2000


Unread = DocumentError | DocumentsError | RowsError
"""Why an uploaded file cannot be read."""


def read_uploads(
    study: Study, files: Sequence[tuple[str, bytes]], progress: Progress
) -> tuple[list[Document], list[Unread]]:
    """The documents in uploaded files, given as name and bytes, and why the others cannot be read.

    Nothing is stored, nothing is left on disk: somebody looks at what was read before any of it is stored.

    Raises:
        Problem: too many files, or too large: a browser's own limit is only a hint.
        DocumentError, DocumentsError, RowsError: no file can be read.
    """
    if len(files) > MOST_FILES or any(len(data) > MOST_MEGABYTES * 1_000_000 * 1.05 for _, data in files):
        raise Problem(
            "upload",
            f"At most {MOST_FILES} files of {MOST_MEGABYTES} MB each can be brought in at once. Nothing was imported. "
            "Bring them in in parts.",
        )
    with TemporaryDirectory(prefix="sq-coder-") as place:
        paths = [_written(Path(place) / str(number), name, data) for number, (name, data) in enumerate(files)]
        documents: list[Document] = []
        problems: list[Unread] = []
        for done, path in enumerate(paths, 1):
            try:
                documents += study.read([path])
            except (DocumentError, DocumentsError, RowsError) as problem:
                problems.append(problem)
            progress(done, len(paths))
    if problems and not documents:
        raise _together(problems)
    return documents, problems


def _together(problems: Sequence[Unread]) -> Unread:
    """One refusal for all of them."""
    if len(problems) == 1:
        return problems[0]
    each = (problem.problems if isinstance(problem, DocumentsError) else (problem,) for problem in problems)
    return DocumentsError([one for of in each for one in of])


def _written(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder of its own, so that two files of one name stay two."""
    folder.mkdir()
    file = folder / (Path(name).name or "document")
    try:
        file.write_bytes(data)
    except (OSError, ValueError):  # a name that this computer's files cannot have
        file = folder / f"document{Path(name).suffix[:6]}"
        file.write_bytes(data)
    return file
