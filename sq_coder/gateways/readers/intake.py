"""Which documents there are to read: files, and those in folders and zips."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.archive import LARGEST_FILE, documents_in, is_hidden, too_large

READ = ("txt", "md", "markdown", "docx", "odt", "pdf", "csv", "tsv", "xlsx")
"""The extensions of documents that are read; and a zip or folder of them."""

# Files that may well hold stories, and so are refused rather than skipped.
OTHER = {
    "doc": "an old Word document. Open it in Word or LibreOffice and save it as docx.",
    "rtf": "a rich text document. Open it in Word or LibreOffice and save it as docx.",
    "pages": "a Pages document. Open it in Pages and export it as Word (docx).",
    "wpd": "a WordPerfect document. Open it in LibreOffice and save it as docx.",
    "xls": "an old Excel workbook. Open it in Excel or LibreOffice and save it as xlsx.",
    "ods": "a LibreOffice table. Open it and save it as xlsx.",
    "numbers": "a Numbers table. Open it and export it as Excel (xlsx).",
    "docm": "a Word document with macros. Open it in Word and save it as docx.",
    "html": "a web page. Open it in a browser and print it to pdf, or copy its text into Word.",
    "htm": "a web page. Open it in a browser and print it to pdf, or copy its text into Word.",
    "epub": "an e-book. Save its text as docx.",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A document to read: its name, and where its bytes are."""

    name: str
    path: Path | None = None
    data: bytes | None = None

    def content(self) -> bytes:
        """Its bytes; a sentence where the file is too large, gone or closed to us."""
        if self.data is not None or self.path is None:
            return self.data or b""
        try:
            status = self.path.stat()
            if not S_ISREG(status.st_mode):
                raise DocumentError(self.name, "It is no file but a device or pipe.", do="Choose a file.")
            if status.st_size > LARGEST_FILE:
                raise too_large(self.name)
            data = self.path.read_bytes()
        except OSError as error:
            raise _unreadable(self.name, error) from error
        return data


def extension(name: str) -> str:
    """A file's extension in lower case, without the dot."""
    stem, dot, end = name.rpartition(".")
    return end.casefold() if dot and stem and "/" not in end else ""


def expand(path: Path) -> Iterator[Found | DocumentError]:
    """The documents at a path, sorted by name; what is wrong with one comes as its sentence and does not end the rest.

    In a folder hidden files, locks (~$x.docx) and other kinds of files are passed over; files that may well hold
    stories (doc, rtf, pages) are not.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif not path.exists():
            yield DocumentError(path.name, "There is no such file.", do="Look at its name and folder.")
        elif extension(path.name) == "zip":
            yield from in_zip(path.name, Found(path.name, path).content())
        else:
            yield Found(path.name, path)
    except DocumentError as problem:
        yield problem
    except OSError as error:
        yield _unreadable(path.name, error)


def _in_folder(folder: Path) -> Iterator[Found | DocumentError]:
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        within = (folder.name / Path(root).relative_to(folder)).as_posix()
        for file in sorted(files):
            if is_hidden(file) or extension(file) not in {*READ, *OTHER, "zip"}:
                continue
            found = True
            if extension(file) == "zip":
                yield from expand(Path(root, file))
            else:
                yield Found(f"{within}/{file}", Path(root, file))
    if not found:
        yield _nothing(folder.name, "folder")


def in_zip(name: str, data: bytes) -> Iterator[Found | DocumentError]:
    """The documents in a zip, sorted by name."""
    found = False
    for inner, content in documents_in(name, data):
        kind = extension(inner)
        if kind == "zip":
            yield DocumentError(inner, "It is a zip in a zip.", do="Unpack it first.")
        elif kind in READ or kind in OTHER:
            yield Found(inner, data=content)
        else:
            continue
        found = True
    if not found:
        yield _nothing(name, "zip")


def _nothing(name: str, kind: str) -> DocumentError:
    return DocumentError(name, f"There is no document in this {kind}.", do=f"Read are {', '.join(READ)} and zip.")


def _unreadable(name: str, error: OSError) -> DocumentError:
    why = error.strerror or "it cannot be opened"
    return DocumentError(name, f"It cannot be read ({why}).", do="Close it elsewhere, or ask who may read it.")
