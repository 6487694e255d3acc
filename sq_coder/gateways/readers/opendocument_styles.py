"""What an odt says about a paragraph outside its text: list numbers, bold and large type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sq_coder.gateways.readers.numbering import Level

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OUTLINE = "outline"
"""The name under which the levels of numbered headings are asked."""

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LARGER = 1.15  # times the running text
_RUNNING = 12.0  # points; LibreOffice's own default


def tag(prefix: str, name: str) -> str:
    """A name of ODF with its namespace."""
    return f"{{{_SPACES[prefix]}}}{name}"


class Styles:
    """The styles of one document, of its content and its styles part together."""

    def __init__(self, parts: Sequence[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for part in parts:
            for style in part.iter(tag("style", "style")):
                self._styles.setdefault(style.get(tag("style", "name")) or "", style)
            for style in part.iter(tag("text", "list-style")):
                self._lists.setdefault(style.get(tag("style", "name")) or "", dict(_levels(style)))
            for style in part.iter(tag("text", "outline-style")):
                self._lists.setdefault(OUTLINE, dict(_levels(style)))

    def levels(self, name: str) -> dict[int, Level]:
        """How the levels of a list style count, from 0; none for an unknown style."""
        return self._lists.get(name, {})

    def is_title(self, name: str) -> bool:
        """Whether a paragraph style is, or is made from, the document's title."""
        return any(style.get(tag("style", "name")) == "Title" for style in self._chain(name))

    def is_emphasised(self, paragraph: Element) -> bool:
        """Whether every word is bold, or larger than the running text."""
        name = paragraph.get(tag("text", "style-name")) or ""
        own = self._is_loud(name)
        pieces = [own] if (paragraph.text or "").strip() else []
        for child in paragraph:
            if "".join(child.itertext()).strip():
                span = child.get(tag("text", "style-name")) or "" if child.tag == tag("text", "span") else ""
                pieces.append(own or self._is_loud(span))
            if (child.tail or "").strip():
                pieces.append(own)
        return bool(pieces) and all(pieces)

    def _is_loud(self, name: str) -> bool:
        weight = size = ""
        for style in self._chain(name):
            properties = style.find(tag("style", "text-properties"))
            if properties is not None:
                weight = weight or properties.get(tag("fo", "font-weight")) or ""
                size = size or properties.get(tag("fo", "font-size")) or ""
        points = float(size.removesuffix("pt")) if size.endswith("pt") else _RUNNING
        return weight in {"bold", "600", "700", "800", "900"} or points >= _LARGER * _RUNNING

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and what it is made from."""
        seen: set[str] = set()
        while name and name not in seen and (style := self._styles.get(name)) is not None:
            seen.add(name)
            yield style
            name = style.get(tag("style", "parent-style-name")) or ""


def _levels(style: Element) -> Iterator[tuple[int, Level]]:
    for level in style:
        at = int(level.get(tag("text", "level")) or 1) - 1
        form = _FORMS.get(level.get(tag("style", "num-format")) or "", "")
        if level.tag == tag("text", "list-level-style-bullet"):
            form = ""
        shown = int(level.get(tag("text", "display-levels")) or 1)
        numbers = ".".join(f"%{part + 1}" for part in range(max(0, at + 1 - shown), at + 1))
        before = level.get(tag("style", "num-prefix")) or ""
        after = level.get(tag("style", "num-suffix")) or ""
        yield at, Level(form, f"{before}{numbers}{after}", int(level.get(tag("text", "start-value")) or 1))
