"""The study as a workbook: one sheet per kind of row, typed, filtered, without a single formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Contents
from sq_coder.gateways.writers.rows import Cell, Table, all_tables
from sq_coder.gateways.writers.words import Language, clean, language_of, word

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds, in UTF-16 units."""

_WIDE = {"text": 80, "raw_reply": 40, "passages": 50, "remark": 40, "note_remark": 40, "title": 34, "detail": 40}
_NOT_TEXT = ("=", "+", "-", "@", "\t", "#")
_IDS = {"story", "proposal_id", "run", "decision", "ruling_id", "prompt_sha256", "about"}


def to_xlsx(contents: Contents, *, language: Language | None = None) -> bytes:
    """The study as an xlsx file: stories, proposals, decisions, verdicts, rulings, tallies and the log."""
    from openpyxl import Workbook

    speaks = language_of(contents, language)
    book = Workbook(write_only=True)
    book.properties.creator = "sq-coder"
    book.properties.title = contents.settings.name
    for table in all_tables(contents, speaks):
        _sheet(book, table, speaks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, table: Table, language: Language) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Any = book.create_sheet(word(table.name, language))
    last = get_column_letter(len(table.headers))
    # Excel keeps the filter and the frozen row only when they are said before the rows are written.
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    # On paper: lying down, every column on the page, the header on each.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight, sheet.print_title_rows = 0, "1:1"
    for number, header in enumerate(table.headers, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(header, table, number - 1, language)
    # Nothing wraps: a story of four hundred words would push the next one off the screen.
    top, bold, shade = (
        Alignment(vertical="top"),
        Font(name="Calibri", size=11, bold=True),
        PatternFill("solid", fgColor="E8EDF2"),
    )
    heads = []
    for header in table.headers:
        cell = WriteOnlyCell(sheet, clean(word(header, language)))
        cell.data_type, cell.font, cell.fill, cell.alignment = "s", bold, shade, top
        heads.append(cell)
    sheet.append(heads)
    for row in table.rows:
        sheet.append([_cell(sheet, _value(value, language)) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    """The value as a cell; a cell with a style of its own only where Excel would take the text for something else."""
    if not isinstance(value, str) or not value.startswith(_NOT_TEXT):
        return value
    from openpyxl.cell import WriteOnlyCell

    # Text stays text: no formula, no error value, not even after somebody edits the cell.
    cell: Any = WriteOnlyCell(sheet, value)
    cell.data_type, cell.quotePrefix = "s", True
    return cell


def _value(value: Cell, language: Language) -> Cell:
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if not isinstance(value, str):
        return value
    text = clean(value)
    return text if len(text) < MOST_CHARACTERS // 2 else _fitting(text, word("cut", language))


def _fitting(text: str, notice: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) // 2 <= MOST_CHARACTERS:
        return text
    # An odd surrogate at the cut is left out.
    return units[: 2 * (MOST_CHARACTERS - len(notice))].decode("utf-16-le", "ignore") + notice


def _width(header: str, table: Table, number: int, language: Language) -> float:
    if header in _WIDE:
        return _WIDE[header]
    if header in _IDS:
        return 14
    longest = max((len(str(row[number])) for row in table.rows[:200] if row[number] is not None), default=0)
    return max(10.0, min(34.0, max(longest, len(word(header, language))) + 4.0))
