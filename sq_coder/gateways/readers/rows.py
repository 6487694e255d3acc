"""Rows that are stories: which column is what, in Dutch or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TypeVar

from sq_coder.domain import Answer, Consent, Document, FoundStory, Perspective
from sq_coder.errors import DocumentError, RowsError, quote
from sq_coder.gateways.readers.blocks import tidy
from sq_coder.gateways.readers.table import Table

_T = TypeVar("_T")  # PEP 695 needs Python 3.12

ROW_NUMBER = "#row"
"""The key under which a row of `rows()` has its number as a spreadsheet shows it; no column can be called so."""

# In the order of choice: with columns 'tekst' and 'verhaal', 'tekst' is the text and 'verhaal' an attribute.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "tekst", "story text", "verhaaltekst", "verhaal", "story"),
    "title": ("title", "titel", "naam verhaal", "titel verhaal", "story title"),
    "year": ("year", "jaar", "jaartal"),
    "group": ("group", "groep"),
    "perspective": ("perspective", "perspectief", "verteld door", "told by", "verteller"),
    "ai": ("ai", "toestemming ai", "ai toestemming", "consent ai", "ai consent", "toestemming taalmodel"),
    "quote": (
        *("quote", "citeren", "toestemming citeren", "consent quote", "quote consent", "toestemming citaten"),
        *("citaten", "toestemming quote"),
    ),
    "archive": (
        *("archive", "bewaren", "archiveren", "archief", "toestemming bewaren", "toestemming archiveren"),
        *("toestemming archief", "consent archive", "archive consent"),
    ),
}
_ANSWERS = {
    **dict.fromkeys(("ja", "j", "yes", "y", "true", "waar", "1", "x"), Answer.YES),
    **dict.fromkeys(("nee", "n", "no", "false", "onwaar", "0"), Answer.NO),
    **dict.fromkeys(("", "?", "-", "onbekend", "unknown", "niet gevraagd", "not asked"), Answer.UNKNOWN),
}
_TELLERS = {
    **dict.fromkeys(("bewoner", "bewoners", "resident", "residents", "deelnemer", "participant"), Perspective.RESIDENT),
    **dict.fromkeys(
        ("groepsbegeleider", "begeleider", "groepsbegeleiders", "begeleiders", "facilitator", "facilitators"),
        Perspective.FACILITATOR,
    ),
    "group facilitator": Perspective.FACILITATOR,
}
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|-\d\d-\d\d(?: .*)?)?")


def records(table: Table) -> list[dict[str, str]]:
    """The table as one dict per row, headers in lower case without edge spaces, with its row number."""
    names = [" ".join(name.casefold().split()) for name in table.header]
    _refuse_headers(table, names)
    if problems := list(_too_wide(table)):
        raise RowsError(table.name, problems)
    return [
        {ROW_NUMBER: str(number)} | {name: cell for name, cell in _cells(names, row) if name}
        for number, row in table.rows
    ]


def stories(table: Table) -> Document:
    """The table as a document whose rows are stories; every row that cannot be one is named, once."""
    names = [_key(name) for name in table.header]
    _refuse_headers(table, names)
    columns = {use: name for use, known in _COLUMNS.items() if (name := next((k for k in known if k in names), ""))}
    if "text" not in columns:
        # A long header is no header but a story, in a table without one; stories stand in no message.
        found = ", ".join(quote(name) if len(name) <= 30 else "(a long text)" for name in table.header[:12] if name)
        what = f"There is no column with the text of a story; the columns are {found}."
        raise DocumentError(table.name, what, do="Call one of them text, tekst, verhaal or story.")
    problems = list(_too_wide(table))
    reading = _Reading(table, names, columns, problems)
    found_stories = tuple(reading.story(number, row) for number, row in table.rows)
    if problems:
        raise RowsError(table.name, problems)
    if not found_stories:
        raise DocumentError(table.name, "It has a header and no rows.", do="Choose another file.")
    return Document(table.name, table.format, table.encoding, rows=found_stories, warnings=table.warnings)


class _Reading:
    """Reads row after row, and collects what is wrong."""

    def __init__(self, table: Table, names: list[str], columns: dict[str, str], problems: list[str]) -> None:
        self._table, self._names, self._columns, self._problems = table, names, columns, problems
        self._shown = dict(zip(names, table.header, strict=True))

    def story(self, number: int, row: tuple[str, ...]) -> FoundStory:
        """The story in a row; with a problem noted, what could be read of it."""
        cells = dict(_cells(self._names, row))
        text = tidy(cells.get(self._columns["text"], ""))
        if not any(map(str.isalnum, text)):
            self._note(number, "text", "is empty")
        used = set(self._columns.values())
        title = " ".join(cells.get(self._columns.get("title", ""), "").split())
        return FoundStory(
            title or f"{PurePosixPath(self._table.name).stem} {number}",
            text,
            year=self._value(number, "year", cells, _year),
            group=cells.get(self._columns.get("group", "")) or None,
            perspective=self._value(number, "perspective", cells, lambda cell: _TELLERS[cell.casefold()]),
            source=self._table.name,
            consent=self._consent(number, cells),
            attributes=tuple(
                (self._shown[name], cell) for name, cell in cells.items() if name and name not in used and cell
            ),
        )

    def _value(self, number: int, use: str, cells: dict[str, str], read: Callable[[str], _T]) -> _T | None:
        """What a cell says; None where it is empty or, with a problem noted, says something else."""
        cell = cells.get(self._columns.get(use, ""), "")
        if not cell:
            return None
        try:
            return read(cell)
        except (KeyError, ValueError):
            self._note(number, use, f"says {quote(cell)}")
            return None

    def _consent(self, number: int, cells: dict[str, str]) -> Consent | None:
        uses = [use for use in ("ai", "quote", "archive") if use in self._columns]
        if not uses:
            return None
        answers = {use: self._value(number, use, cells, lambda cell: _ANSWERS[cell.casefold()]) for use in uses}
        return Consent(**{use: answer or Answer.UNKNOWN for use, answer in answers.items()})

    def _note(self, number: int, use: str, what: str) -> None:
        column = self._shown[self._columns[use]]
        self._problems.append(f"row {number}: the column {quote(column)} {what}.")


def _year(cell: str) -> int:
    found = _YEAR.fullmatch(cell)
    if not found:
        raise ValueError(cell)
    return int(found[1])


def _key(name: str) -> str:
    """A header as it is compared: lower case, single spaces."""
    return " ".join(name.casefold().replace("_", " ").split())


def _cells(names: list[str], row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A row's cells by column; a short row ends in empty ones."""
    for at, name in enumerate(names):
        yield name, row[at] if at < len(row) else ""


def _refuse_headers(table: Table, names: list[str]) -> None:
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        what = f"Two of its columns are called {quote(double[0])}."
        raise DocumentError(table.name, what, do="Give each column a name of its own.")


def _too_wide(table: Table) -> Iterator[str]:
    """Rows with more cells than the header: a text with the delimiter in it and no quotes around it."""
    width = len(table.header)
    for number, row in table.rows:
        if any(row[width:]):
            yield f"row {number}: it has {len(row)} cells and the header {width}; put texts between double quotes."
