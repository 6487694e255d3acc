"""Notes of a REFI-QDA project: remarks, by what refers to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element  # a type only: what is read goes through defusedxml

from sq_coder.domain import normalise
from sq_coder.gateways.readers.refi_codes import child, children, description, guid

PROPOSAL = "sq-coder proposal"
"""What sq-coder's own projects call a note that says where a proposal comes from: it is nobody's remark."""


def moment(text: str) -> str:
    """An xsd:dateTime as a moment in UTC; empty when it is none."""
    try:
        read = datetime.fromisoformat(text.strip())
        return (read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)).isoformat()
    except (ValueError, OverflowError):
        return ""


class Notes:
    """The notes, whether an element refers to them or (NVivo, ATLAS.ti) a link leads from the note to the element."""

    def __init__(self, root: Element, text: Callable[[str], str | None]) -> None:
        self._texts: dict[str, tuple[str, str]] = {}
        self.about: dict[str, tuple[str, str]] = {}  # name and moment by GUID
        for note in children(child(root, "Notes"), "Note"):
            if note.get("name") == PROPOSAL:
                continue
            inline = child(note, "PlainTextContent")
            path = note.get("plainTextPath") or ""
            found = (inline.text or "") if inline is not None else (text(path) or "") if path else ""
            written = normalise(found).strip() or normalise(description(note))
            self._texts[guid(note)] = (guid(note, "creatingUser"), written)
            self.about[guid(note)] = (note.get("name") or "", moment(note.get("creationDateTime") or ""))
        self._linked: dict[str, list[str]] = {}
        for link in children(child(root, "Links"), "Link"):
            self._linked.setdefault(guid(link, "targetGUID"), []).append(guid(link, "originGUID"))

        self.used: set[str] = set()

    def of(self, element: Element) -> list[str]:
        """The remarks on this element, its own description last; these count as used."""
        found = self.on(element)
        self.used |= {id for id, _, _ in found}
        own = normalise(description(element))
        return [text for _, _, text in found] + ([own] if own else [])

    def on(self, element: Element) -> list[tuple[str, str, str]]:
        """The notes on this element: GUID, GUID of who wrote it, text."""
        ids = [guid(ref, "targetGUID") for ref in children(element, "NoteRef")] + self._linked.get(guid(element), [])
        found = [(id, *self._texts[id]) for id in dict.fromkeys(ids) if id in self._texts]
        return [(id, user, text) for id, user, text in found if text]

    def unused(self) -> int:
        """How many notes have a text that was not used."""
        return sum(bool(text) and id not in self.used for id, (_, text) in self._texts.items())
