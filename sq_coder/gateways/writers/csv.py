"""One row per note on a story as csv, for Excel or for other programs."""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from sq_coder.domain import Contents
from sq_coder.gateways.writers.cells import Cell, Table
from sq_coder.gateways.writers.rows import notes
from sq_coder.gateways.writers.words import Language, clean, language_of, word

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(contents: Contents, *, language: Language | None = None, excel: bool = True) -> bytes:
    """One row per note on a story, with its origin, as csv in UTF-8.

    `excel`: with a BOM and semicolons, so that a Dutch Excel opens it by a double click; else commas and no
    BOM. In both, a text that begins as a formula would (= + - @ tab CR) gets an apostrophe in front.
    """
    return table_csv(notes(contents, language_of(contents, language)), language_of(contents, language), excel=excel)


def table_csv(table: Table, language: Language, *, excel: bool = True) -> bytes:
    """One table as csv in UTF-8; numbers as numbers, moments as ISO 8601, true and false as words."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([_text(word(header, language)) for header in table.headers])
    for row in table.rows:
        writer.writerow([_cell(cell, language) for cell in row])
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _cell(cell: Cell, language: Language) -> str:
    if isinstance(cell, str):
        return _text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return word("yes" if cell else "no", language)
    return str(cell) if isinstance(cell, int | float) else cell.isoformat(sep=" ")


@lru_cache(maxsize=5_000)  # names, statuses and keywords stand in every row
def _text(text: str) -> str:
    # First the sign, then the control characters: a CR in front is itself a formula's sign.
    cleaned = clean(text)
    return f"'{cleaned}" if text.startswith(_FORMULA) or cleaned.startswith(_FORMULA) else cleaned
