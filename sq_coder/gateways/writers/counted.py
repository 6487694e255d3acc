"""How much a written file holds, in the unit of its format."""

from __future__ import annotations

from sq_coder.domain import Contents
from sq_coder.gateways.writers.report_tables import listings
from sq_coder.gateways.writers.rows import all_tables, notes
from sq_coder.gateways.writers.words import language_of

UNITS = {
    ".csv": "rows",
    ".xlsx": "rows",
    ".docx": "rows",
    ".json": "stories",
    ".qdpx": "stories",
    ".qdc": "keywords",
}
"""What is counted in a file of each kind; a header is no row."""


def rows(contents: Contents, suffix: str) -> int:
    """How many rows, stories or keywords a file of this kind holds, over all its tables."""
    speaks = language_of(contents, None)
    if suffix == ".csv":
        return len(notes(contents, speaks).rows)
    if suffix == ".xlsx":
        return sum(len(table.rows) for table in all_tables(contents, speaks))
    if suffix == ".docx":
        return sum(len(listing.rows) for listing in listings(contents, speaks))
    return len(contents.codebook.keywords) if suffix == ".qdc" else len(contents.stories)
