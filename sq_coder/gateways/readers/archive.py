"""Zips, and the documents that are zips inside (docx, odt, xlsx): looked at before they are unpacked."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from sq_coder.errors import DocumentError, quote

LARGEST_FILE = 50_000_000  # bytes of one document
LARGEST_UNPACKED = 500_000_000  # bytes of all that a zip holds
_LARGEST_PART = 100_000_000  # bytes of one xml part; parsing takes ten times that in memory
_MOST_MEMBERS = 20_000
_CHUNK = 1 << 20
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BROKEN = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
_AGAIN = "Make the file again, or ask for another copy."


def opened(name: str, data: bytes) -> ZipFile:
    """A zip whose directory was checked: its size unpacked, its names, and that no password is needed."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentError(name, "It is damaged: it cannot be unpacked.", do=_AGAIN) from error
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise DocumentError(
            name, f"It holds {len(members)} files; at most {_MOST_MEMBERS} are read.", do="Make it smaller."
        )
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise too_large_unpacked(name)
    for member in members:
        _check(name, member)
    return archive


def _check(name: str, member: ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    # Zip 4.4.17: names are relative and never start with a drive letter; a link could lead anywhere.
    outside = path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in PurePosixPath(path).parts
    if outside or (member.external_attr >> 28) == 0xA:
        what = f"It holds a file that would be written outside it ({quote(path)})."
        raise DocumentError(name, what, do="Do not open it; ask where it comes from.")
    if member.flag_bits & 0x1:
        raise DocumentError(name, "It is locked with a password.", do="Save it without a password and import it again.")


def unpacked(name: str, archive: ZipFile, member: ZipInfo, *, most: int = LARGEST_FILE) -> bytes:
    """The bytes of one member, counted while they are read: a directory can say less than there is."""
    found = bytearray()
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                found += chunk
                if len(found) > most:
                    raise too_large_unpacked(name) if most > LARGEST_FILE else too_large(f"{name}/{member.filename}")
    except _BROKEN as error:
        raise DocumentError(name, f"Its part {quote(member.filename)} is damaged.", do=_AGAIN) from error
    return bytes(found)


def checked(name: str, data: bytes) -> ZipFile:
    """The zip of a docx, odt or xlsx, every part of which was unpacked once: whole, small enough, without entities.

    An entity in its XML could grow without end or fetch other files; no office program writes one.
    """
    archive = opened(name, data)
    left = LARGEST_UNPACKED
    for member in archive.infolist():
        is_xml = member.filename.endswith((".xml", ".rels"))
        if is_xml and member.file_size > _LARGEST_PART:
            raise too_large_unpacked(name)
        part = unpacked(name, archive, member, most=max(left, LARGEST_FILE + 1))
        left -= len(part)
        if left < 0:
            raise too_large_unpacked(name)
        if is_xml and _ENTITY.search(part.replace(b"\0", b"")):
            what = "It holds an XML entity, which no office program writes."
            raise DocumentError(name, what, do="Do not open it; ask where it comes from.")
    return archive


def documents_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file in a zip that is not hidden: its name with the zip's before it, and its bytes."""
    archive = opened(name, data)
    left = LARGEST_UNPACKED
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        if member.is_dir() or is_hidden(member.filename):
            continue
        content = unpacked(name, archive, member)
        left -= len(content)
        if left < 0:
            raise too_large_unpacked(name)
        yield f"{name}/{member.filename}", content


def is_hidden(path: str) -> bool:
    """Whether a file is no document of a person: hidden, a lock (~$x.docx), or a system's own."""
    parts = path.replace("\\", "/").split("/")
    own = parts[-1].casefold() in {"thumbs.db", "desktop.ini"}
    return own or any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def too_large(name: str) -> DocumentError:
    """The refusal of a file over 50 MB."""
    return DocumentError(name, "It is larger than 50 MB.", do="Leave out its pictures, or split it.")


def too_large_unpacked(name: str) -> DocumentError:
    """The refusal of a file that holds more than 500 MB."""
    return DocumentError(
        name, "It unpacks to more than 500 MB.", do="A report is far smaller; ask where the file comes from."
    )
