"""A table in the Word document: a header that repeats, thin lines, columns as wide as their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sq_coder.gateways.writers.report_tables import Listing
from sq_coder.gateways.writers.words import clean

if TYPE_CHECKING:
    from docx.document import Document

WIDTH_CM = 16.0
"""Between the margins of A4."""

_LINE = "C5CED8"


def table(document: Document, listing: Listing) -> None:
    """Adds a real table, and an empty paragraph so that what follows keeps its distance."""
    from docx.shared import Cm, Pt

    rows = (listing.head, *listing.rows)
    columns = max(len(row) for row in rows)
    made: Any = document.add_table(rows=len(rows), cols=columns, style="Table Grid")
    made.autofit = False
    _lines(made)
    widths = _widths(rows, columns)
    size = 9.5 if columns <= 5 else 8
    for number, row in enumerate(rows):
        _keep(made.rows[number], header=number == 0)
        bold = number == 0 or number in listing.totals
        for cell, value, width in zip(made.rows[number].cells, row, widths, strict=False):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.0
            run = paragraph.add_run(clean(str(value)))
            run.bold, run.font.size = bold, Pt(size)
            _look(cell, paragraph, number=isinstance(_below(listing, row, value), int), shade=bold)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    document.add_paragraph()


def _below(listing: Listing, row: tuple[str | int, ...], value: str | int) -> str | int:
    """The value itself; for a header the first value under it, since a number's header stands over the number."""
    if row is not listing.head:
        return value
    place = listing.head.index(str(value))
    return next((r[place] for r in listing.rows if place < len(r) and r[place] != ""), "")


def _widths(rows: tuple[tuple[str | int, ...], ...], columns: int) -> list[float]:
    """Centimetres per column: room for the longest word first, the rest by the length of the texts."""
    cells = [[str(row[i]) for row in rows if i < len(row)] for i in range(columns)]
    least = [max((len(part) for cell in column for part in cell.split()), default=1) * 0.19 + 0.5 for column in cells]
    most = [max((len(cell) for cell in column), default=1) * 0.19 + 0.5 for column in cells]
    if sum(least) >= WIDTH_CM:
        return [width * WIDTH_CM / sum(least) for width in least]
    wish = [high - low for low, high in zip(least, most, strict=True)]
    share = min(1.0, (WIDTH_CM - sum(least)) / sum(wish)) if sum(wish) else 0.0
    return [low + share * extra for low, extra in zip(least, wish, strict=True)]


def _keep(row: Any, *, header: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        # Repeated on each page, and what a screen reader takes for the header.
        properties.append(OxmlElement("w:tblHeader"))


def _look(cell: Any, paragraph: Any, *, number: bool, shade: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if shade:
        filled = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEF2F6")):
            filled.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(filled)


def _lines(made: Any) -> None:
    """Thin lines between the rows only."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        shown = side not in ("left", "right", "insideV")
        for name, value in (("val", "single" if shown else "nil"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = made._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
