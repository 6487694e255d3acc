"""The lines between --- at the top of a markdown file: what they say about its stories."""

from __future__ import annotations

from dataclasses import replace

from sq_coder.domain import FoundStory
from sq_coder.gateways.readers.rows import stories
from sq_coder.gateways.readers.table import Table

_TITLES = ("titel", "title")
_TEXT = ("tekst", "x")
"""Lines at the top are read as a row of a table, with the same words for its columns; a row needs a text."""


def about(name: str, lines: str) -> FoundStory | None:
    """What the lines say, as the metadata of a story: 'jaar: 2023', 'groep: Wandelgroep'; None when they say nothing.

    Raises:
        RowsError: A line says what cannot be, as 'jaar: twintig'.
    """
    pairs = [
        (key.strip(), value.strip().strip("\"'"))
        for key, mark, value in (line.partition(":") for line in lines.splitlines())
        if mark
    ]
    pairs = [(key, value) for key, value in pairs if key and value]
    if not pairs:
        return None
    header, cells = zip(*pairs, _TEXT, strict=True)
    found = stories(Table(name, "md", header, ((1, cells),))).rows[0]
    named = any(key.casefold() in _TITLES for key in header)
    return found if named else replace(found, title="")
