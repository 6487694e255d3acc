"""The report as a Word document: real headings, tables, captions, figures with alternative text, page numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Contents
from sq_coder.gateways.writers.docx_style import captioned, heading_level, paged, styled
from sq_coder.gateways.writers.report_tables import Listing, listings
from sq_coder.gateways.writers.words import Language, clean, language_of, word

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_CM = 16.0


def to_docx(contents: Contents, *, language: Language | None = None) -> bytes:
    """The report's text, the figures and the tables as a docx file.

    The report's text is read as paragraphs; a line that begins with '#' is a heading, with '- ' an item of a
    list, and lines between '|' are a table. Nothing else in it has a meaning.
    """
    import docx

    speaks = language_of(contents, language)
    document = docx.Document()
    styled(document, language=speaks, title=contents.settings.name, at=contents.at)
    _front(document, contents, speaks)
    _body(document, contents.report_text)
    if contents.figures:
        document.add_heading(word("figures", speaks), level=1)
        for number, (name, (png, alt)) in enumerate(contents.figures.items(), start=1):
            _figure(document, name, png, alt=alt)
            captioned(document, word("figure", speaks), name, number=number, above=False)
    document.add_heading(word("tables", speaks), level=1)
    for number, listing in enumerate(listings(contents, speaks), start=1):
        captioned(document, word("table", speaks), listing.caption, number=number, above=True)
        _table(document, listing)
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
    """The text's blocks, parted by empty lines; lines of one paragraph are joined as in Markdown."""
    lines: list[str] = []
    table: list[list[str]] = []

    def close() -> None:
        if lines:
            document.add_paragraph(" ".join(lines))
            lines.clear()
        if table:
            head, *rows = table
            _table(document, Listing("", tuple(head), tuple(tuple(row) for row in rows)))
            table.clear()

    for line in clean(text).split("\n"):
        stripped = line.strip()
        is_row = len(stripped) > 1 and stripped.startswith("|") and stripped.endswith("|")
        level = heading_level(stripped)
        if not stripped or level or stripped.startswith(("- ", "* ")) or bool(table) != is_row:
            close()
        if is_row:
            cells = [cell.strip() for cell in stripped.strip("|").split("|")]
            if not all(set(cell) <= set("-: ") and cell for cell in cells):
                table.append(cells)
        elif level:
            document.add_heading(stripped.lstrip("#").strip(), level=level)
        elif stripped.startswith(("- ", "* ")):
            document.add_paragraph(stripped[2:].strip(), style="List Bullet")
        elif stripped:
            lines.append(stripped)
    close()


def _figure(document: Document, name: str, png: bytes, *, alt: str) -> None:
    from docx.shared import Cm, Emu

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(_WIDTH_CM))
    most = Cm(21.0)
    if picture.height > most:
        picture.width, picture.height = Emu(picture.width * most // picture.height), most
    properties: Any = picture._inline.docPr
    properties.set("descr", clean(alt or name))
    properties.set("name", clean(name))


def _table(document: Document, listing: Listing) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    columns = max(len(listing.head), *(len(row) for row in listing.rows)) if listing.rows else len(listing.head)
    table: Any = document.add_table(rows=1 + len(listing.rows), cols=columns, style="Table Grid")
    table.autofit = True
    for number, row in enumerate((listing.head, *listing.rows)):
        made = table.rows[number]
        properties = made._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            # Repeated on each page, and what a screen reader takes for the header.
            properties.append(OxmlElement("w:tblHeader"))
        for cell, value in zip(made.cells, row, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(clean(str(value)))
            run.bold = number == 0 or number in listing.totals
            if number and isinstance(value, int):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if number == 0:
                _shade(cell)
    document.add_paragraph()


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade: Any = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E8EDF2")):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
