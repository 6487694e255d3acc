"""OpenDocument texts (odt)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

from sq_coder.domain import Block, BlockKind, Document
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.archive import checked, unpacked
from sq_coder.gateways.readers.blocks import counted, heading, tidy, with_text
from sq_coder.gateways.readers.numbering import Counters, Level
from sq_coder.gateways.readers.opendocument_styles import OUTLINE, Styles, tag

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACES = {
    tag("text", name) for name in ("section", "index-body", "table-of-content", "index-title", "tracked-changes")
}
# A tracked change keeps what was deleted, a note and an annotation stand beside the text, a template is a form.
_NOT_READ = {
    tag("text", "tracked-changes"),
    tag("text", "note"),
    tag("office", "annotation"),
    tag("text", "number"),
    tag("text", "table-of-content-source"),
    tag("text", "sequence-decls"),
}
_TEXT_BOX = tag("draw", "text-box")


def read_opendocument(name: str, data: bytes) -> Document:
    """An odt: paragraphs, headings by outline level, list numbers as LibreOffice shows them, tables, text boxes.

    Text boxes come after the paragraph that they are anchored to. Notes, comments and deleted text are left out; a
    warning says how many.
    """
    archive = checked(name, data)
    content = _part(name, archive, "content.xml")
    styles = [content, _part(name, archive, "styles.xml")]
    body = next((e for part in [content] if part is not None for e in part.iter(tag("office", "text"))), None)
    if body is None:
        raise DocumentError(name, "It is damaged or no text document.", do="Open it in LibreOffice and save it again.")
    reading = _Reading(Styles([part for part in styles if part is not None]))
    blocks = list(reading.blocks(body))
    return Document(
        name,
        "odt",
        blocks=with_text(name, blocks, do="If it is a picture of a text, type the text over."),
        title=_title(_part(name, archive, "meta.xml")),
        warnings=tuple(_warnings(name, body, reading.text_boxes)),
    )


def _part(name: str, archive: ZipFile, part: str) -> Element | None:
    from defusedxml.ElementTree import fromstring

    if part not in archive.namelist():
        return None
    if _encrypted(archive, part):
        raise DocumentError(name, "It is locked with a password.", do="Save it without a password and import it again.")
    root: Element = fromstring(unpacked(name, archive, archive.getinfo(part), most=100_000_000))
    return root


def _encrypted(archive: ZipFile, part: str) -> bool:
    """Whether the manifest says that a part is encrypted (ODF 1.3 part 2, paragraph 4.4)."""
    from defusedxml.ElementTree import fromstring

    if "META-INF/manifest.xml" not in archive.namelist():
        return False
    manifest = fromstring(archive.read("META-INF/manifest.xml"))
    entries = (e for e in manifest.iter(tag("manifest", "file-entry")) if e.get(tag("manifest", "full-path")) == part)
    return any(e.find(tag("manifest", "encryption-data")) is not None for e in entries)


def _title(meta: Element | None) -> str:
    if meta is None:
        return ""
    return tidy(next((e.text or "" for e in meta.iter("{http://purl.org/dc/elements/1.1/}title")), ""))


def _warnings(name: str, body: Element, text_boxes: int) -> Iterator[str]:
    def count(prefix: str, local: str) -> int:
        return len(list(body.iter(tag(prefix, local))))

    yield from counted(
        text_boxes,
        f"{name}: a text box was placed after the paragraph it is anchored to.",
        f"{name}: {{}} text boxes were placed after the paragraphs they are anchored to.",
    )
    yield from counted(
        count("text", "note"), f"{name}: a footnote was left out.", f"{name}: {{}} footnotes were left out."
    )
    yield from counted(
        count("office", "annotation"), f"{name}: a comment was left out.", f"{name}: {{}} comments were left out."
    )
    yield from counted(
        count("text", "deletion"),
        f"{name}: a deletion was followed.",
        f"{name}: {{}} deletions (tracked changes) were followed.",
    )


@dataclass(slots=True)
class _List:
    """The list that a paragraph stands in."""

    key: str
    levels: dict[int, Level]
    depth: int = 0
    starts_item: bool = False


class _Reading:
    """One pass through a document's body."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counters = Counters()
        self._lists = 0
        self.text_boxes = 0

    def blocks(self, container: Element, inside: _List | None = None) -> Iterator[Block]:
        """The blocks of a body, a section, a cell or a text box, in order."""
        for element in container:
            if element.tag in {tag("text", "p"), tag("text", "h")}:
                yield from self._paragraph(element, inside)
            elif element.tag == tag("text", "list"):
                yield from self._list(element, inside)
            elif element.tag == tag("table", "table"):
                yield from self._table(element)
            elif element.tag in _PLACES - _NOT_READ:
                yield from self.blocks(element, inside)
            elif element.tag == tag("draw", "frame"):  # anchored to the page
                yield from self._boxes(element)

    def _list(self, element: Element, outer: _List | None) -> Iterator[Block]:
        style = element.get(tag("text", "style-name")) or ""
        if outer is None:
            continued = element.get(tag("text", "continue-numbering")) == "true" or element.get(
                tag("text", "continue-list")
            )
            self._lists += not continued
            inside = _List(f"{self._lists}", self._styles.levels(style))
        else:
            inside = _List(outer.key, self._styles.levels(style) or outer.levels, outer.depth + 1)
        for item in element:
            inside.starts_item = item.tag == tag("text", "list-item")
            yield from self.blocks(item, inside)

    def _paragraph(self, element: Element, inside: _List | None) -> Iterator[Block]:
        text = tidy("".join(_words(element)))
        style = element.get(tag("text", "style-name")) or ""
        if text:
            yield self._block(element, text, style, inside)
        yield from self._boxes(element)

    def _block(self, element: Element, text: str, style: str, inside: _List | None) -> Block:
        emphasis = self._styles.is_emphasised(element)
        is_item = bool(inside and inside.starts_item)
        number = ""
        if inside and inside.starts_item:
            number = self._counters.next(inside.key, inside.depth, inside.levels)
            inside.starts_item = False  # an item's further paragraphs are paragraphs
        if element.tag == tag("text", "h") or self._styles.is_title(style):
            level = int(element.get(tag("text", "outline-level")) or 1)
            if element.tag == tag("text", "h") and not number:
                number = self._counters.next("outline", level - 1, self._styles.levels(OUTLINE))
            return heading(text, level, number=number, emphasis=emphasis)
        if is_item:
            return Block(text, BlockKind.ITEM, number=number, emphasis=emphasis)
        return Block(text, BlockKind.PARAGRAPH, emphasis=emphasis)

    def _boxes(self, element: Element) -> Iterator[Block]:
        for box in _outermost(element, _TEXT_BOX):
            found = list(self.blocks(box))
            self.text_boxes += bool(found)
            yield from found

    def _table(self, table: Element) -> Iterator[Block]:
        """A table's rows, cells separated by ' | '; a table of one column is only layout, and its blocks are text."""
        rows = [list(row.findall(tag("table", "table-cell"))) for row in table.iter(tag("table", "table-row"))]
        for cells in rows:
            if all(len(row) == 1 for row in rows):
                yield from self.blocks(cells[0])
                continue
            texts = [" ".join(block.text for block in self.blocks(cell)) for cell in cells]
            if any(texts):
                yield Block(" | ".join(texts), BlockKind.TABLE)


def _outermost(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _NOT_READ:
            yield from _outermost(child, name)


def _words(element: Element) -> Iterator[str]:
    """The words of a paragraph, without those of notes and text boxes in it; white space runs are one space in ODF."""
    yield _one_space(element.text)
    for child in element:
        if child.tag == tag("text", "s"):
            yield " " * min(int(child.get(tag("text", "c")) or 1), 100)
        elif child.tag == tag("text", "tab"):
            yield "\t"
        elif child.tag == tag("text", "line-break"):
            yield "\n"
        elif child.tag not in _NOT_READ and child.tag != tag("draw", "frame"):
            yield from _words(child)
        yield _one_space(child.tail)


def _one_space(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
