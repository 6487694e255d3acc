"""The contents as a file of any kind, with how much it holds in the unit of its kind."""

from __future__ import annotations

from sq_coder.domain import Contents
from sq_coder.gateways.writers.csv import table_csv
from sq_coder.gateways.writers.docx import to_docx
from sq_coder.gateways.writers.json import to_json
from sq_coder.gateways.writers.qdpx import to_qdpx
from sq_coder.gateways.writers.refi_codes import to_qdc
from sq_coder.gateways.writers.report_tables import listings
from sq_coder.gateways.writers.rows import all_tables, notes
from sq_coder.gateways.writers.words import language_of
from sq_coder.gateways.writers.xlsx import book

UNITS = {
    ".csv": "rows",
    ".xlsx": "rows",
    ".docx": "rows",
    ".json": "stories",
    ".qdpx": "stories",
    ".qdc": "keywords",
}
"""What is counted in a file of each kind; a header is no row."""

ONE = {"rows": "row", "stories": "story", "keywords": "keyword"}
"""One of each unit."""


def written(contents: Contents, suffix: str, language: str, *, plain: bool = False) -> tuple[bytes, int]:
    """The file, and how many rows, stories or keywords it holds over all its tables. `suffix` is one of UNITS.

    `plain`: a csv with commas and no mark in front, for other programs than Excel.
    """
    speaks = language_of(contents, "en" if language == "en" else "nl")
    if suffix == ".csv":
        table = notes(contents, speaks)
        return table_csv(table, speaks, excel=not plain), len(table.rows)
    if suffix == ".xlsx":
        tables = all_tables(contents, speaks)
        return book(tables, title=contents.settings.name, language=speaks), sum(len(table.rows) for table in tables)
    if suffix == ".docx":
        return to_docx(contents, language=speaks), sum(len(of.rows) for of in listings(contents, speaks))
    if suffix == ".qdc":
        return to_qdc(contents, language=speaks), len(contents.codebook.keywords)
    data = to_json(contents).encode("utf-8") if suffix == ".json" else to_qdpx(contents, language=speaks)
    return data, len(contents.stories)
