"""Uploaded files as documents: written to a folder of their own for as long as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sq_coder.domain import Document
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui.access import MOST_MEGABYTES
from sq_coder.ui.jobs import Progress

MOST_FILES = 2000


def read_uploads(study: Study, files: Sequence[tuple[str, bytes]], progress: Progress) -> list[Document]:
    """The documents in uploaded files, given as name and bytes; nothing is stored, nothing is left on disk.

    Raises:
        Problem: too many files, or too large: a browser's own limit is only a hint.
        DocumentsError: what cannot be read, all at once.
    """
    if len(files) > MOST_FILES or any(len(data) > MOST_MEGABYTES * 1_000_000 * 1.05 for _, data in files):
        raise Problem(
            "upload",
            f"At most {MOST_FILES} files of {MOST_MEGABYTES} MB each can be brought in at once. Nothing was imported. "
            "Bring them in in parts.",
        )
    with TemporaryDirectory(prefix="sq-coder-") as place:
        paths = [_written(Path(place) / str(number), name, data) for number, (name, data) in enumerate(files)]
        return study.read(paths, on_progress=progress)


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
