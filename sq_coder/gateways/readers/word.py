"""Word documents (docx)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Block, BlockKind, Document
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.archive import checked
from sq_coder.gateways.readers.blocks import counted, heading, tidy, with_text
from sq_coder.gateways.readers.word_styles import Styles

if TYPE_CHECKING:
    from docx.document import Document as Opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# A deleted or moved-away text is not in the document any more; an instruction is a field's code, not its words.
_NOT_READ = {f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")} | {
    f"{_MC}Fallback"  # the same text box once more, for older programs
}
_TEXT = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_INNER = {f"{_W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_TEXT_BOX = f"{_W}txbxContent"


def read_word(name: str, data: bytes) -> Document:
    """A docx: paragraphs, headings by their style or outline level, list numbers as Word shows them, tables.

    Text boxes (pull quotes) come after the paragraph that they are anchored to; a warning says how many. Footnotes,
    comments and deleted text are left out; a warning says how many.
    """
    opened = _opened(name, data)
    reading = _Reading(Styles(opened))
    blocks = list(reading.blocks(opened.element.body))
    return Document(
        name,
        "docx",
        blocks=with_text(name, blocks, do="If it is a picture of a text, type the text over."),
        title=tidy(opened.core_properties.title or ""),
        warnings=tuple(_warnings(name, opened, reading.text_boxes)),
    )


def _opened(name: str, data: bytes) -> Opened:
    import docx

    names = checked(name, data).namelist()
    if not any(part.startswith("word/") for part in names):
        raise DocumentError(name, "It is called docx but is no Word document.", do="Give it its right name.")
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx and lxml raise what they meet: KeyError, ValueError, XMLSyntaxError
        raise DocumentError(
            name, "It is damaged: Word's text in it cannot be read.", do="Open it in Word and save it again."
        ) from error


def _warnings(name: str, opened: Opened, text_boxes: int) -> Iterator[str]:
    body = opened.element.body
    notes = len(list(body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference")))
    comments = len(list(body.iter(f"{_W}commentReference")))
    deleted = len(list(body.iter(f"{_W}del", f"{_W}moveFrom")))
    yield from counted(
        text_boxes,
        f"{name}: a text box was placed after the paragraph it is anchored to.",
        f"{name}: {{}} text boxes were placed after the paragraphs they are anchored to.",
    )
    yield from counted(notes, f"{name}: a footnote was left out.", f"{name}: {{}} footnotes were left out.")
    yield from counted(comments, f"{name}: a comment was left out.", f"{name}: {{}} comments were left out.")
    yield from counted(
        deleted, f"{name}: a deletion was followed.", f"{name}: {{}} deletions (tracked changes) were followed."
    )


class _Reading:
    """One pass through a document's body."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.text_boxes = 0

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks of a body, a content control or a text box, in order."""
        for element in container:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in _INNER:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = tidy("".join(_words(paragraph)))
        if text:
            yield self._block(paragraph, text)
        for box in _boxes(paragraph):
            inside = list(self.blocks(box))
            self.text_boxes += bool(inside)
            yield from inside

    def _block(self, paragraph: Any, text: str) -> Block:
        styles = self._styles
        level = styles.heading_level(paragraph)
        number, is_item = styles.number(paragraph)
        emphasis = styles.is_emphasised(paragraph)
        if level:
            return heading(text, level, number=number, emphasis=emphasis)
        if is_item:
            return Block(text, BlockKind.ITEM, number=number, emphasis=emphasis)
        return Block(text, BlockKind.PARAGRAPH, emphasis=emphasis)

    def _table(self, table: Any) -> Iterator[Block]:
        """A table's rows, cells separated by ' | '; a table of one column is only layout, and its blocks are text."""
        rows = [list(row.iterchildren(f"{_W}tc")) for row in table.iter(f"{_W}tr")]
        if all(len(cells) == 1 for cells in rows):
            for cells in rows:
                yield from self.blocks(cells[0])
            return
        for cells in rows:
            texts = [" ".join(block.text for block in self.blocks(cell)) for cell in cells]
            if any(texts):
                yield Block(" | ".join(texts), BlockKind.TABLE)


def _words(element: Any) -> Iterator[str]:
    """The words of a paragraph as Word shows them, without those of text boxes in it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield re.sub(r"[\r\n]+", " ", child.text or "")
        elif child.tag in _TEXT:
            yield "\n" if child.get(f"{_W}type") == "page" else _TEXT[child.tag]
        elif child.tag not in _NOT_READ and child.tag != _TEXT_BOX:
            yield from _words(child)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph."""
    for child in element:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag not in _NOT_READ:
            yield from _boxes(child)
