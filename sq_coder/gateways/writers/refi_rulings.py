"""What researchers settled about keywords, in REFI-QDA: the standard has no merge and no 'discussed', but it has sets.

Codes may be grouped in sets (REFI-QDA 1.5, paragraph 12), which NVivo, ATLAS.ti and MAXQDA show and QualCoder skips.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only writes here; what is read goes through defusedxml

from sq_coder.domain import Contents, KeywordKey, Placement, Ruling, RulingKind
from sq_coder.gateways.writers.index import Index
from sq_coder.gateways.writers.refi_codes import Code, Codes, guid
from sq_coder.gateways.writers.words import word


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was settled about one code's keyword: the ruling, what it comes to in words, and the remark with it."""

    code: Code
    ruling: Ruling
    text: str
    remark: str


def settlements(contents: Contents, codes: Codes, index: Index) -> Iterator[Settlement]:
    """Of each keyword that somebody ruled on: where it stands, what it counts as, whether that was discussed."""
    last = {(ruling.key, ruling.kind): ruling for ruling in contents.rulings}
    for placement in contents.placements:
        merged = _is_merged(placement)
        ruling = last.get((placement.key, RulingKind.MERGE if merged else RulingKind.PLACE))
        code = codes.codes.get((placement.key, None))
        if code is None or ruling is None:
            continue
        place = index.condition(placement.condition, codes.language)
        said = _counts_as(placement.counts_as, codes, index) if merged else f"{word('place', codes.language)}: {place}"
        discussed = [word("discussed", codes.language)] if placement.discussed and not merged else []
        yield Settlement(code, ruling, "\n".join([said, *discussed]), ruling.remark if merged else placement.remark)


def sets(contents: Contents, codes: Codes, index: Index) -> list[ET.Element]:
    """A set of the keywords whose place was discussed; and one per keyword with those that count as it, itself first."""
    own = {key: code for (key, place), code in codes.codes.items() if place is None}
    discussed = [own[p.key] for p in contents.placements if p.discussed and p.key in own and not _is_merged(p)]
    found = [_set(word("discussed", codes.language), guid("set", "discussed"), discussed)] if discussed else []
    merged: dict[KeywordKey, list[Code]] = {}
    for placement in contents.placements:
        if _is_merged(placement) and placement.key in own and placement.counts_as in own:
            merged.setdefault(placement.counts_as, [own[placement.counts_as]]).append(own[placement.key])
    return found + [_set(_counts_as(k, codes, index), guid("set", "merged", k), of) for k, of in merged.items()]


def _is_merged(placement: Placement) -> bool:
    return placement.counts_as != placement.key


def _counts_as(key: KeywordKey, codes: Codes, index: Index) -> str:
    code = codes.codes.get((key, None))
    return f"{word('counts_as', codes.language)}: {code.name if code else index.spelling(key)}"


def _set(name: str, id: str, members: list[Code]) -> ET.Element:
    found = ET.Element("Set", guid=id, name=name)
    found.extend(ET.Element("MemberCode", targetGUID=code.guid) for code in members)
    return found
