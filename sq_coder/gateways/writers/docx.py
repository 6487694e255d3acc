"""The report as a Word document: real headings, tables, captions, figures with alternative text, page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Contents
from sq_coder.gateways.writers.docx_style import captioned, heading_level, paged, styled, turned
from sq_coder.gateways.writers.docx_table import table
from sq_coder.gateways.writers.report_tables import Listing, listings
from sq_coder.gateways.writers.words import Language, clean, language_of, word

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_CM, _MOST_CM = 26.7, 15.6
"""The room for a figure on a page that lies down, with its heading, its caption and the page's number."""


def to_docx(contents: Contents, *, language: Language | None = None) -> bytes:
    """The report's text, the figures and the tables as a docx file.

    The report's text is read as paragraphs; a line that begins with '#' is a heading, with '- ' an item of a
    list, with '>' a quotation, and lines between '|' are a table. Nothing else in it has a meaning.
    """
    import docx

    speaks = language_of(contents, language)
    document = docx.Document()
    styled(document, language=speaks, title=contents.settings.name, at=contents.at)
    _front(document, contents, speaks)
    _body(document, contents.report_text)
    if contents.figures:
        _figures(document, contents, speaks)
    document.add_heading(word("tables", speaks), level=1)
    for number, listing in enumerate(listings(contents, speaks), start=1):
        captioned(document, word("table", speaks), listing.caption, number=number, above=True)
        table(document, listing)
    paged(document, speaks)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _front(document: Document, contents: Contents, language: Language) -> None:
    document.add_paragraph(clean(contents.settings.name) or word("report_title", language), style="Title")
    made = word("made", language).format(
        date=contents.at[:10] or "?", version=contents.version or "?", name=contents.settings.name
    )
    book = contents.codebook
    if book.name or book.sha256:
        made += " " + word("list_version", language).format(name=book.name, sha=book.sha256[:12] or "?")
    document.add_paragraph(clean(made), style="Subtitle")


def _body(document: Document, text: str) -> None:
    blocks = list(_blocks(clean(text)))
    # The highest headings of the text stand beside 'Figures' and 'Tables' in Word's outline, not below them.
    highest = min((heading_level(lines[0]) for kind, lines in blocks if kind == "heading"), default=1)
    for kind, lines in blocks:
        if kind == "heading":
            document.add_heading(lines[0].lstrip("#").strip(), level=heading_level(lines[0]) - highest + 1)
        elif kind == "item":
            document.add_paragraph(lines[0][2:].strip(), style="List Bullet")
        elif kind == "quote":
            for line in lines:
                document.add_paragraph(line[1:].strip(), style="Quote")
        elif kind == "row":
            head, *rows = (row for row in map(_cells, lines) if any(set(cell) - set("-: ") for cell in row))
            table(document, Listing("", head, tuple(rows)))
        else:
            # Lines of one paragraph are joined, as in Markdown.
            document.add_paragraph(" ".join(lines))


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """The text's blocks with their kind: heading, item, quote, row (of one table) or paragraph."""
    kind, lines = "", list[str]()
    for line in (*map(str.strip, text.split("\n")), ""):
        now = _kind(line)
        if lines and (now != kind or kind in ("heading", "item")):
            yield kind, lines
            lines = []
        kind = now
        if line:
            lines.append(line)


def _kind(line: str) -> str:
    if heading_level(line):
        return "heading"
    if line.startswith(("- ", "* ")):
        return "item"
    if line.startswith(">"):
        return "quote"
    if len(line) > 2 and line.startswith("|") and line.endswith("|") and set(line) - set("|-: "):
        return "row"
    # The line under a table's head belongs to the table.
    return "row" if line.startswith(("|--", "| -")) else "paragraph" if line else ""


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _figures(document: Document, contents: Contents, language: Language) -> None:
    """Each figure on a page of its own that lies down: standing, its type would be too small to read on paper."""
    from docx.shared import Pt

    turned(document, lying=True)
    for number, (name, (png, alt)) in enumerate(contents.figures.items(), start=1):
        if number == 1:
            heading = document.add_heading(word("figures", language), level=1)
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        _figure(document, name, png, alt=alt)
        captioned(document, word("figure", language), name, number=number, above=False)
    turned(document, lying=False)


def _figure(document: Document, name: str, png: bytes, *, alt: str) -> None:
    from docx.shared import Cm, Emu, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(4)
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(_WIDTH_CM))
    most = Cm(_MOST_CM)
    if picture.height > most:
        picture.width, picture.height = Emu(picture.width * most // picture.height), most
    properties: Any = picture._inline.docPr
    properties.set("descr", clean(alt or name))
    properties.set("name", clean(name))
