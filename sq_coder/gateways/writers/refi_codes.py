"""The keywords as REFI-QDA codes under their conditions; for a whole project and for a codebook alone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only writes here; what is read goes through defusedxml

from sq_coder.domain import UNDECIDED, ConditionId, Contents, KeywordKey, Note, keyword_key
from sq_coder.gateways.writers.index import Index
from sq_coder.gateways.writers.words import Language, clean, language_of, word

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
NAMESPACE = uuid.UUID("5b0a4b1e-7a3c-5d0e-9a51-3f1c0de5c0de")
"""Under which the GUIDs of sq-coder are made, so that the same study exports the same file twice."""

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")


def guid(kind: str, *parts: str) -> str:
    """The GUID of a thing: the same for the same kind and parts, always."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *parts)))).upper()


@dataclass(frozen=True, slots=True)
class Code:
    """One code: a keyword at one place. `own` is the place of notes that stand elsewhere than their keyword."""

    guid: str
    name: str
    key: KeywordKey
    condition: ConditionId
    own: bool = False


class Codes:
    """Every keyword of the codebook and of the decisions as a code, its name unique in the whole project."""

    def __init__(self, contents: Contents, language: Language | None = None) -> None:
        self.language = language_of(contents, language)
        self.contents = contents
        self._index = Index(contents)
        self._taken = {self.condition_name(c.id).casefold() for c in contents.codebook.conditions}
        self.codes: dict[tuple[KeywordKey, ConditionId | None], Code] = {}
        used = [note for d in contents.decisions for note in d.notes]
        words = [k.word for k in contents.codebook.keywords] + [n.keyword for n in used]
        words += [p.word for p in contents.placements]
        for spelled in words:
            self._add(spelled)
        for note in used:
            self._add_own(note)

    def of(self, note: Note) -> Code:
        """The code that a note is coded with."""
        own = self.codes.get((note.key, note.condition))
        return own or self.codes[(note.key, None)]

    def condition_name(self, id: ConditionId) -> str:
        """What a condition's category is called."""
        return clean(self._index.condition(id, self.language) or id)

    def _add(self, spelled: str) -> None:
        key = keyword_key(spelled)
        if (key, None) in self.codes or not key:
            return
        name = self._unique(clean(self._index.spelling(key) if key in self._index.placements else spelled))
        place = self._index.place_of(Note(spelled))
        self.codes[(key, None)] = Code(guid("keyword", key), name, key, place)

    def _add_own(self, note: Note) -> None:
        if note.condition is None or (note.key, note.condition) in self.codes:
            return
        base = self.codes[(note.key, None)]
        name = self._unique(f"{base.name} ({self.condition_name(note.condition)})")
        code_guid = guid("keyword", note.key, note.condition)
        # A place that the codebook does not have stands with the words that have no place.
        place = note.condition if self.contents.codebook.condition(note.condition) else UNDECIDED
        self.codes[(note.key, note.condition)] = Code(code_guid, name, note.key, place, own=True)

    def _unique(self, name: str) -> str:
        kind, number = word("keyword", self.language), 1
        found = name
        while found.casefold() in self._taken:
            found = f"{name} ({kind})" if number == 1 else f"{name} ({kind} {number})"
            number += 1
        self._taken.add(found.casefold())
        return found


def codes_element(codes: Codes, *, notes: dict[str, Iterable[str]] | None = None) -> ET.Element | None:
    """The Codes element: a category per condition with its keywords, then the keywords without a place.

    Args:
        codes: the codes.
        notes: GUIDs of notes by the GUID of the code that they are about; only a project can hold these.
    """
    found = ET.Element("Codes")
    by_place: dict[ConditionId, list[Code]] = {}
    for code in codes.codes.values():
        by_place.setdefault(code.condition, []).append(code)
    for condition in codes.contents.codebook.conditions:
        category = ET.SubElement(
            found,
            "Code",
            _attributes(
                guid("condition", condition.id), codes.condition_name(condition.id), condition.colour, codable=False
            ),
        )
        english = codes.language == "en" and condition.definition_en
        _describe(category, condition.definition_en if english else condition.definition)
        for code in by_place.pop(condition.id, []):
            _code_element(category, code, codes, colour=condition.colour, notes=notes or {})
    for code in (code for rest in by_place.values() for code in rest):
        _code_element(found, code, codes, colour="", notes=notes or {})
    return found if len(found) else None


def _code_element(
    parent: ET.Element, code: Code, codes: Codes, *, colour: str, notes: dict[str, Iterable[str]]
) -> None:
    attributes = _attributes(code.guid, code.name, colour, codable=True)
    element = ET.SubElement(parent, "Code", attributes)
    known = codes.contents.codebook.keyword(code.key)
    if known and not code.own:
        _describe(element, known.definition)
    for target in notes.get(code.guid, ()):
        ET.SubElement(element, "NoteRef", targetGUID=target)


def _describe(element: ET.Element, text: str) -> None:
    if text.strip():
        ET.SubElement(element, "Description").text = clean(text)


def _attributes(guid: str, name: str, colour: str, *, codable: bool) -> dict[str, str]:
    # Lower case: what xsd:boolean asks, and 'True' is refused by NVivo.
    found = {"guid": guid, "name": name, "isCodable": "true" if codable else "false"}
    return found | ({"color": colour} if _COLOUR.match(colour) else {})


def xml_bytes(root: ET.Element) -> bytes:
    """The document as UTF-8 with LF and no BOM, indented."""
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def to_qdc(contents: Contents, *, language: Language | None = None) -> bytes:
    """The keywords as a REFI-QDA codebook (qdc)."""
    root = ET.Element("CodeBook", xmlns=CODEBOOK, origin=f"sq-coder {clean(contents.version)}".strip())
    found = codes_element(Codes(contents, language))
    if found is None:
        # The schema wants one code at least.
        found = ET.Element("Codes")
        name = word("undecided", language_of(contents, language))
        ET.SubElement(found, "Code", guid=guid("condition", UNDECIDED), name=name, isCodable="false")
    root.append(found)
    return xml_bytes(root)
