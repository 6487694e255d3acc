"""Projects (qdpx) and codebooks (qdc) of NVivo, ATLAS.ti, MAXQDA, QualCoder and others, by the REFI-QDA standard."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError  # types only: what is read goes through defusedxml
from zipfile import ZipFile, ZipInfo

from sq_coder.domain import Codebook, FoundProject
from sq_coder.errors import DocumentError, quote
from sq_coder.gateways.readers.archive import LARGEST_UNPACKED, opened, unpacked
from sq_coder.gateways.readers.encoding import decode
from sq_coder.gateways.readers.refi_codes import child, children, guid, local, read_codes
from sq_coder.gateways.readers.refi_notes import Notes
from sq_coder.gateways.readers.refi_rulings import foreign_sets, rulings_of
from sq_coder.gateways.readers.refi_sources import Sources, users_of

__all__ = ["read_refi", "read_refi_bytes"]

_LARGEST_XML = 100_000_000  # bytes; parsing takes ten times that in memory
_AGAIN = "Export it again from the program it comes from."
_NOT_TAKEN = {"Links": "Link", "Graphs": "Graph"}


def read_refi(path: Path, *, codebook: Codebook | None = None) -> FoundProject:
    """What is in a qdpx or qdc file: stories, keywords under conditions, and each user's codings as a decision.

    Args:
        path: the file.
        codebook: the study's; a category with the name of one of its conditions gets that condition's id.

    Raises:
        DocumentError: no such file, damaged, unsafe or larger than 500 MB unpacked; nothing was imported.
    """
    try:
        if path.stat().st_size > LARGEST_UNPACKED:
            raise DocumentError(path.name, "It is larger than 500 MB.", do="Leave out its sound and video.")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(path.name, "It cannot be opened.", do="Choose another file.") from error
    return read_refi_bytes(path.name, data, codebook=codebook)


def read_refi_bytes(name: str, data: bytes, *, codebook: Codebook | None = None) -> FoundProject:
    """As `read_refi`, of the file's bytes."""
    if not data.strip():
        raise DocumentError(name, "It is empty.", do=_AGAIN)
    if not data.startswith(b"PK"):
        return _codebook(name, _parsed(name, data), codebook)
    archive = _Archive(name, data)
    root = _parsed(name, archive.project())
    if local(root) != "Project":
        return _codebook(name, root, codebook)
    return _project(name, root, archive, codebook)


def _parsed(name: str, data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        # No tool writes a document type; with one, entities could grow without end or fetch other files.
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        what = "It holds a document type or an entity, which no program for analysis writes."
        raise DocumentError(name, what, do="Do not open it; ask where it comes from.") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise DocumentError(name, "It is damaged: its XML cannot be read.", do=_AGAIN) from error
    return root


def _codebook(name: str, root: Element, known: Codebook | None) -> FoundProject:
    if local(root) != "CodeBook":
        what = "It is no REFI-QDA project or codebook."
        raise DocumentError(name, what, do="Export it as REFI-QDA (qdpx or qdc) and import that file.")
    codes = read_codes(root, known=known)
    left_out = codes.left_out + _containers(root)
    stem = PurePosixPath(name).stem
    return FoundProject(stem, root.get("origin") or "", codes.codebook(stem), left_out=tuple(dict.fromkeys(left_out)))


def _project(name: str, root: Element, archive: _Archive, known: Codebook | None) -> FoundProject:
    coded = frozenset(guid(e, "targetGUID") for e in root.iter() if local(e) == "CodeRef")
    codes = read_codes(child(root, "CodeBook"), known=known, coded=coded)
    notes = Notes(root, archive.text)
    rulings = rulings_of(root, codes, notes, users_of(root))
    sources = Sources(root, codes, archive.text, notes)
    stories, decisions = sources.stories(), sources.decisions()
    if sources.texts and not stories:
        what = f"Not one of the texts of its {sources.texts} sources can be read."
        raise DocumentError(name, what, do="Export it again with its sources in the file.")
    title = root.get("name") or PurePosixPath(name).stem
    return FoundProject(
        name=title,
        origin=root.get("origin") or "",
        codebook=codes.codebook(title),
        stories=stories,
        users=sources.users(),
        decisions=decisions,
        rulings=rulings,
        left_out=tuple(dict.fromkeys((*codes.left_out, *sources.left_out, *_containers(root)))),
    )


def _containers(root: Element) -> list[str]:
    """What a study has no place for, counted. Links of notes to passages are remarks, so those do not count."""
    notes = {guid(note) for note in children(child(root, "Notes"), "Note")}
    found: Counter[str] = Counter()
    for tag, single in _NOT_TAKEN.items():
        for element in children(child(root, tag), single):
            found[single.casefold()] += guid(element, "originGUID") not in notes
    found["set"] = len(foreign_sets(root))
    return [f"{n} × a {what}: left out." for what, n in found.items() if n]


class _Archive:
    """The files of a qdpx, found whatever their folder and capitals; never written to disk."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._zip: ZipFile = opened(name, data)
        members = [m for m in self._zip.infolist() if not m.is_dir()]
        self._by_path = {m.filename.replace("\\", "/").casefold(): m for m in members}
        self._by_name = {PurePosixPath(path).name: m for path, m in self._by_path.items()}
        self._left = LARGEST_UNPACKED

    def project(self) -> bytes:
        """The one qde file, whatever its name: project.qde, Project.qde, My study.qde."""
        found = [m for path, m in self._by_path.items() if path.endswith((".qde", ".qdc"))]
        if not found:
            raise DocumentError(self._name, "It holds no REFI-QDA project.", do=_AGAIN)
        found.sort(key=lambda m: (PurePosixPath(m.filename).name.casefold() != "project.qde", m.filename))
        return self._unpacked(found[0], _LARGEST_XML)

    def text(self, path: str) -> str | None:
        """The text at an internal path, its byte order mark kept away; None when the file does not hold it."""
        scheme, _, inside = path.partition("://")
        if scheme.casefold() != "internal":
            return None
        parts = PurePosixPath(inside.replace("\\", "/")).parts
        if not parts or ".." in parts:
            return None
        flat = "/".join(part for part in parts if part != "/").casefold()
        member = self._by_path.get(f"sources/{flat}") or self._by_path.get(flat)
        member = member or self._by_name.get(PurePosixPath(flat).name)
        if member is None:
            return None
        try:
            return decode(f"{self._name}/{member.filename}", self._unpacked(member, _LARGEST_XML))[0]
        except DocumentError as error:
            if "500 MB" in error.what:
                raise
            return None

    def _unpacked(self, member: ZipInfo, most: int) -> bytes:
        content = unpacked(self._name, self._zip, member, most=most)
        self._left -= len(content)
        if self._left < 0:
            what = f"It unpacks to more than 500 MB (at {quote(member.filename)})."
            raise DocumentError(self._name, what, do="Ask where the file comes from.")
        return content
