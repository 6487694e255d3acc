"""What researchers settled about keywords, as sq-coder's own projects carry it: sets of codes, and notes on codes."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element  # a type only: what is read goes through defusedxml

from sq_coder.domain import FoundRuling
from sq_coder.gateways.readers.refi_codes import Codes, child, children, guid, local
from sq_coder.gateways.readers.refi_notes import Notes

_RULING, _REMARK = "sq-coder ruling", "remark on a place"  # what sq-coder calls these notes
_DISCUSSED = ("besproken", "discussed")
_COUNTS_AS = ("telt als: ", "counts as: ")


def rulings_of(
    root: Element, codes: Codes, notes: Notes, users: Mapping[str, tuple[str, ...]]
) -> tuple[FoundRuling, ...]:
    """A ruling for each code with sq-coder's note on what was settled; nothing from another program's project."""
    if not _is_ours(root):
        return ()
    discussed, into = _sets(root, codes)
    found = []
    for element in (e for e in root.iter() if local(e) == "Code"):
        about = {notes.about[id][0]: (id, user, text) for id, user, text in notes.on(element)}
        note = codes.notes.get(guid(element))
        if note is None or _RULING not in about:
            continue
        id, user, _ = about[_RULING]
        notes.used |= {told[0] for name, told in about.items() if name in (_RULING, _REMARK)}
        remark = about[_REMARK][2] if _REMARK in about else ""
        at, target = notes.about[id][1], into.get(guid(element), "")
        who = users.get(user, ())
        found.append(FoundRuling(note.keyword, who, target, guid(element) in discussed, remark, at))
    return tuple(found)


def foreign_sets(root: Element) -> list[Element]:
    """The sets that no ruling stands for."""
    found = children(child(root, "Sets"), "Set")
    return [s for s in found if not (_is_ours(root) and (s.get("name") or "").startswith((*_DISCUSSED, *_COUNTS_AS)))]


def _is_ours(root: Element) -> bool:
    return (root.get("origin") or "").startswith("sq-coder")


def _sets(root: Element, codes: Codes) -> tuple[set[str], dict[str, str]]:
    """The GUIDs of codes that were discussed; and by GUID the keyword that a merged one counts as."""
    discussed: set[str] = set()
    into: dict[str, str] = {}
    for element in children(child(root, "Sets"), "Set"):
        name = element.get("name") or ""
        members = [guid(member, "targetGUID") for member in children(element, "MemberCode")]
        if name in _DISCUSSED:
            discussed.update(members)
        elif name.startswith(_COUNTS_AS) and members and members[0] in codes.notes:
            into.update({m: codes.notes[members[0]].keyword for m in members[1:] if m != members[0]})
    return discussed, into
