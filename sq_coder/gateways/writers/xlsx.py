"""The study as a workbook: one sheet per kind of row, typed, filtered, without a single formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sq_coder.domain import Contents
from sq_coder.gateways.writers.cells import Cell, Table
from sq_coder.gateways.writers.rows import all_tables
from sq_coder.gateways.writers.words import Language, clean, language_of, word

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds, in UTF-16 units."""

PAGE_WIDTH = 180.0
"""Characters beside each other on a page that lies down, in type of about seven points."""

_WIDE = {
    "text": 80,
    "raw_reply": 40,
    "prompt_text": 40,
    "passages": 50,
    "remark": 40,
    "note_remark": 40,
    "title": 34,
    "detail": 40,
}
_NOT_TEXT = ("=", "+", "-", "@", "\t", "#")
_IDS = {
    "story",
    "proposal_id",
    "run",
    "decision",
    "ruling_id",
    "prompt_sha256",
    "codebook_sha256",
    "text_sha256",
    "about",
}


def to_xlsx(contents: Contents, *, language: Language | None = None) -> bytes:
    """The study as an xlsx file: stories, proposals, suggestions, decisions, verdicts, rulings, tallies and the log."""
    speaks = language_of(contents, language)
    return book(all_tables(contents, speaks), title=contents.settings.name, language=speaks)


def book(tables: Sequence[Table], *, title: str, language: Language) -> bytes:
    """Tables as a workbook, a sheet each."""
    # XlsxWriter, which only writes, takes half the time of openpyxl, which only reads here.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships without types

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = Workbook(out, options)
    made.set_properties({"author": "sq-coder", "title": clean(title)})
    looks = _Looks(
        head=made.add_format({"bold": True, "bg_color": "#E8EDF2", "valign": "top", "indent": 1}),
        count=made.add_format({"bold": True, "bg_color": "#E8EDF2", "valign": "top", "align": "right"}),
        words=made.add_format({"indent": 1}),
        moment=made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "indent": 1}),
        text=made.add_format({"quote_prefix": True, "indent": 1}),
    )
    for table in tables:
        _sheet(made.add_worksheet(word(table.name, language)), table, language, looks)
    made.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells look: headers, columns of words, moments, and text that Excel would take for something else.

    Words keep a little away from the edge, so that they do not touch a number to their left.
    """

    head: Any
    count: Any
    words: Any
    moment: Any
    text: Any


def _sheet(sheet: Any, table: Table, language: Language, looks: _Looks) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headers) - 1)
    widths = [_width(header, table, number, language) for number, header in enumerate(table.headers)]
    _on_paper(sheet, table, widths)
    # Nothing wraps: a story of four hundred words would push the next one off the screen.
    for number, header in enumerate(table.headers):
        counted = _is_count(table, number)
        sheet.set_column(number, number, widths[number], None if counted else looks.words)
        sheet.write_string(0, number, clean(word(header, language)), looks.count if counted else looks.head)
    for place, row in enumerate(table.rows, start=1):
        for number, value in enumerate(row):
            if value is not None:
                _write(sheet, (place, number), _value(value, language), looks)


def _on_paper(sheet: Any, table: Table, widths: list[float]) -> None:
    """Lying down, the header on each page; over as many pages beside each other as keep the type readable."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.repeat_rows(0)
    last = len(table.headers) - 1
    if table.headers[-1] == "text":  # a story on one line would make all else too small; cards hold the stories
        last -= 1
        sheet.print_area(0, 0, len(table.rows), last)
    across = ceil(sum(widths[: last + 1]) / PAGE_WIDTH) if table.rows else 1
    sheet.fit_to_pages(across, 0)
    if across > 1:  # what a row is about stands on each page
        sheet.repeat_columns(0, min(1, last))


def _is_count(table: Table, number: int) -> bool:
    """Whether a column holds numbers, which stand at the right; so does their header."""
    values = [row[number] for row in table.rows[:200] if row[number] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _write(sheet: Any, place: tuple[int, int], value: Cell, looks: _Looks) -> None:
    if isinstance(value, str):
        # Text stays text: no formula, no error value, not even after somebody edits the cell.
        looked = (looks.text,) if value.startswith(_NOT_TEXT) else ()
        sheet.write_string(*place, value, *looked)
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value, looks.moment)
    else:
        sheet.write_number(*place, value)


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
