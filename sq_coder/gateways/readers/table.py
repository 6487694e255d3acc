"""Tables: csv and xlsx as rows of text."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.archive import checked
from sq_coder.gateways.readers.blocks import tidy
from sq_coder.gateways.readers.encoding import decode

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (";", ",", "\t", "|")
_NO_DELIMITER = "\x1f"  # in no text; for a table of one column
_SNIFFED = 50  # rows by which a delimiter is chosen
_MOST_ROWS = 100_000
_MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Table:
    """A table's header and its rows with their numbers, counted as a spreadsheet does: the header is row 1."""

    name: str
    format: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    warnings: tuple[str, ...] = ()


def read_csv(name: str, data: bytes) -> Table:
    """A csv with the delimiter that gives the most even rows: ; , tab or |; Excel's first line 'sep=;' decides."""
    decoded, encoding = decode(name, data)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    said = ""
    if text[:4].casefold() == "sep=" and text[4:5] and text[5:6] in {"\n", ""}:
        said, text = text[4], text[6:]
    # A story can be longer than the module's own limit of 131,072 characters a cell.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first = 2 if said else 1
    reader = _reader(text, said or _delimiter(text))
    try:
        rows = _numbered(reader, first)
    except csv.Error as error:
        what = f"Its double quotes do not match: look near line {reader.line_num}."
        raise DocumentError(name, what, do="Put texts between double quotes, and double those inside.") from error
    notes = () if encoding.startswith("UTF") else (f"{name}: read as {encoding}; look whether é and ë are right.",)
    return _table(name, "csv", rows, encoding, notes)


def _reader(text: str, delimiter: str) -> Reader:
    # Strict: else a quote that is never closed takes the rest of the file into one story.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)


def _delimiter(text: str) -> str:
    """The delimiter with which most rows have as many cells as the header, and the header has the most cells."""
    best = max(_DELIMITERS, key=lambda delimiter: _fitness(text, delimiter))
    return best if _fitness(text, best) > (0.0, 0) else _NO_DELIMITER


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = [row for row in islice(_reader(text, delimiter), _SNIFFED) if row]
    except csv.Error:
        rows = list(csv.reader(text.split("\n", 1)[:1], delimiter=delimiter))
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, 0
    even = sum(len(row) == width for row in rows) / len(rows)
    return (1.0 if even > 0.8 else even), width


def read_xlsx(name: str, data: bytes) -> Table:
    """The first sheet of an xlsx that has a table; numbers and dates as text ('2024', '2024-03-01')."""
    from openpyxl import load_workbook

    names = checked(name, data).namelist()
    if not any(part.startswith("xl/") for part in names):
        raise DocumentError(name, "It is called xlsx but is no Excel workbook.", do="Give it its right name.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and validations that it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [(sheet.title, _cells(name, sheet)) for sheet in book.worksheets]
            book.close()
    except DocumentError:
        raise
    except Exception as error:  # openpyxl raises what its parsers meet: KeyError, ValueError, ParseError
        raise DocumentError(name, "It is damaged.", do="Open it in Excel and save it again.") from error
    filled = [(title, rows) for title, rows in sheets if rows]
    notes = [f"{name}: only its sheet '{filled[0][0]}' was read; it has {len(filled)}."] if len(filled) > 1 else []
    return _table(name, "xlsx", filled[0][1] if filled else [], "", notes)


def _cells(name: str, sheet: object) -> list[tuple[int, list[str]]]:
    """The rows of a sheet that are not empty. What a sheet says of its own size is not believed: it can be anything."""
    found: list[tuple[int, list[str]]] = []
    reset, iterate = getattr(sheet, "reset_dimensions", None), getattr(sheet, "iter_rows", None)
    if iterate is None:  # a sheet with only a chart
        return found
    if reset is not None:
        reset()
    for number, row in enumerate(iterate(values_only=True), 1):
        if len(found) == _MOST_ROWS:  # empty rows do not count: a sheet can be coloured down to its last row
            raise DocumentError(name, f"It has more than {_MOST_ROWS} rows.", do="Split it.")
        texts = [_as_text(value) for value in row[:_MOST_COLUMNS]]
        if any(texts):
            found.append((number, texts))
    return found


def _as_text(value: object) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else tidy(str(value))


def _numbered(rows: Iterable[list[str]], first: int) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers."""
    tidied = ((number, [tidy(cell).strip() for cell in row]) for number, row in enumerate(rows, first))
    return [(number, row) for number, row in tidied if any(row)]


def _table(name: str, form: str, rows: Sequence[tuple[int, list[str]]], encoding: str, notes: Sequence[str]) -> Table:
    if not rows:
        raise DocumentError(name, "It has no rows.", do="Choose another file.")
    (_, header), *others = rows
    while header and not header[-1]:
        header = header[:-1]
    return Table(
        name, form, tuple(header), tuple((number, tuple(row)) for number, row in others), encoding, tuple(notes)
    )
