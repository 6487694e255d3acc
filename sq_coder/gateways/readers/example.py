"""The example row of a start file: left out where it is untouched, refused where somebody wrote half over it."""

from __future__ import annotations

from dataclasses import replace

from sq_coder.domain.example import is_example
from sq_coder.errors import DocumentError, RowsError
from sq_coder.gateways.readers.table import Table

_MARKED = 2
"""How many cells of an untouched example row are marked."""


def without_example(table: Table) -> Table:
    """The table without its example row.

    Raises:
        RowsError: Part of the example is left in a row; whether the rest is somebody's own cannot be known.
        DocumentError: The example row is all there is.
    """
    marked = {number: sum(map(is_example, row)) for number, row in table.rows}
    if not any(marked.values()):
        return table
    half = [number for number, cells in marked.items() if 0 < cells < _MARKED]
    if half:
        said = "part of the example is left in it; write your own over all of it, or delete the row."
        raise RowsError(table.name, [f"row {number}: {said}" for number in half])
    rows = tuple((number, row) for number, row in table.rows if not marked[number])
    if not rows:
        raise DocumentError(
            table.name, "It holds only the example row.", do="Write your own rows under its header and import it again."
        )
    return replace(table, rows=rows, warnings=(*table.warnings, f"{table.name}: the example row was left out."))
