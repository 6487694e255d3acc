"""Codes of a REFI-QDA project or codebook to conditions and keywords."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # a type only: what is read goes through defusedxml

from sq_coder.domain import (
    UNDECIDED,
    Codebook,
    Condition,
    ConditionId,
    Keyword,
    KeywordKey,
    Note,
    keyword_key,
    word_count,
)
from sq_coder.domain.decision import MOST_WORDS
from sq_coder.errors import quote

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_GREY = "#6b7280"


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    """The children of these names, of any namespace."""
    return [] if element is None else [child for child in element if local(child) in names]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(iter(children(element, name)), None)


def guid(element: Element, attribute: str = "guid") -> str:
    """A GUID in one notation: without braces, in capitals."""
    return (element.get(attribute) or "").strip("{} \t\n").upper()


def description(element: Element) -> str:
    """The element's description."""
    found = child(element, "Description")
    return (found.text or "").strip() if found is not None else ""


@dataclass(frozen=True, slots=True)
class _Code:
    """A code as it stands in the file. `root` is the name of its highest parent, empty at the top."""

    guid: str
    name: str
    root: str
    is_parent: bool
    is_codable: bool
    colour: str
    definition: str


@dataclass(slots=True)
class Codes:
    """The conditions and keywords of the codes, and what each code's GUID stands for: a note without a remark."""

    conditions: dict[ConditionId, Condition] = field(default_factory=dict)
    keywords: dict[KeywordKey, Keyword] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)  # codes that are no keyword: their name by GUID
    left_out: list[str] = field(default_factory=list)

    def seen(self, name: str) -> bool:
        """Whether another code has this name."""
        return any(note.key == keyword_key(name) for note in self.notes.values())

    def codebook(self, name: str) -> Codebook:
        """What was found, as a codebook without a file of its own."""
        return Codebook(name, tuple(self.conditions.values()), tuple(self.keywords.values()))


def read_codes(root: Element | None, *, known: Codebook | None = None, coded: frozenset[str] = frozenset()) -> Codes:
    """The keywords under their conditions: a code's highest parent is its condition, a code at the top has none.

    Args:
        root: the CodeBook element.
        known: the study's codebook; a condition with a name of it gets its id, whatever the language.
        coded: GUIDs of codes that something is coded with: a parent among these is a keyword too.
    """
    found = Codes()
    flat = _flat(child(root, "Codes"))
    tops = {code.name.casefold() for code in flat if not code.root and (code.is_parent or not code.is_codable)}
    bases = {code.name.casefold() for code in flat}
    keywords: list[tuple[_Code, str, str, bool]] = []
    for code in flat:
        root_name, name = code.root, code.name
        if not root_name and (code.is_parent or not code.is_codable):
            _condition(found, code, known)
            root_name = name
            if code.guid not in coded:
                continue
        elif not root_name and "::" in name:
            # ATLAS.ti writes a group before its code: 'Group::code'.
            root_name, name = (part.strip() for part in name.split("::", 1))
            _condition(found, _Code("", root_name, "", True, False, code.colour, ""), known)
        elif not code.is_codable and code.guid not in coded:
            found.left_out.append(f"The category {quote(name)} stands under another one; its codes were taken there.")
            continue
        keywords.append((code, root_name, *_bare(name, root_name, tops, bases)))
    # A keyword's own place first, then the notes of it that stand elsewhere.
    for code, root_name, name, is_own in sorted(keywords, key=lambda item: item[3]):
        _keyword(found, code, name, place=_place(found, root_name, known), is_own=is_own)
    return found


def _flat(codes: Element | None) -> list[_Code]:
    """Every code with its highest parent's name, in the order of the file."""
    flat = []
    todo = [(element, "") for element in reversed(children(codes, "Code"))]
    while todo:
        element, root = todo.pop()
        below = children(element, "Code")
        name = " ".join((element.get("name") or "").split())
        codable = (element.get("isCodable") or "true").strip().casefold() in ("true", "1")
        colour = (element.get("color") or "").strip()
        flat.append(_Code(guid(element), name, root, bool(below), codable, colour, description(element)))
        todo += [(inner, root or name) for inner in reversed(below)]
    return flat


def _bare(name: str, root: str, tops: set[str], bases: set[str]) -> tuple[str, bool]:
    """The keyword of a name that sq-coder made unique, and whether the code is for notes with a place of their own.

    'beweging (sociale empowerment)' is such a place, 'meedoen (kernwoord)' a keyword that a condition is called too.
    """
    base, _, suffix = name.removesuffix(")").rpartition(" (")
    if not base or not name.endswith(")"):
        return name, False
    if suffix == root and base.casefold() in bases:
        return base, True
    return (base if suffix in ("kernwoord", "keyword") and base.casefold() in tops else name), False


def _condition(found: Codes, code: _Code, known: Codebook | None) -> None:
    id = _id(code.name, known)
    if id in found.conditions:
        return
    for condition in known.conditions if known else ():
        if condition.id == id:
            found.conditions[id] = condition
            return
    colour = code.colour if _COLOUR.match(code.colour) else _GREY
    found.conditions[id] = Condition(id, code.name, code.name, code.definition, colour)


def _id(name: str, known: Codebook | None) -> ConditionId:
    for condition in known.conditions if known else ():
        if name.casefold() in (condition.name.casefold(), condition.name_en.casefold()):
            return condition.id
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "x"
    return ConditionId(slug if slug != UNDECIDED else f"{slug}-1")


def _place(found: Codes, root: str, known: Codebook | None) -> ConditionId:
    if not root:
        return UNDECIDED
    id = _id(root, known)
    return id if id in found.conditions else UNDECIDED


def _keyword(found: Codes, code: _Code, name: str, *, place: ConditionId, is_own: bool) -> None:
    if not keyword_key(name) or word_count(name) > MOST_WORDS:
        found.unfit[code.guid] = name
        why = f"has more than {MOST_WORDS} words" if keyword_key(name) else "has no letter or digit"
        found.left_out.append(f"The code {quote(name)} {why}, so it is no keyword; what is coded with it was left out.")
        return
    first = found.keywords.setdefault(keyword_key(name), Keyword(name, place, code.definition))
    elsewhere = is_own or first.condition != place
    if not is_own and found.seen(name):
        how = "two conditions: each note keeps its own" if elsewhere else "one condition: they were taken as one"
        found.left_out.append(f"Two codes are called {quote(name)}, under {how}.")
    found.notes[code.guid] = Note(name, place if elsewhere else None)
