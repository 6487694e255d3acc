"""The example row of a start file: how it is marked, so that it never becomes a story or a decision."""

from __future__ import annotations

EXAMPLE_ROW = {"nl": "VOORBEELDRIJ", "en": "EXAMPLE ROW"}
"""With this its marked cells begin, by language."""

_MARKS = tuple(EXAMPLE_ROW.values())


def is_example(cell: str) -> bool:
    """Whether a cell says that it is an example.

    >>> is_example("VOORBEELDRIJ: overschrijf deze rij"), is_example("Een voorbeeldrij in de winkel")
    (True, False)
    """
    return cell.startswith(_MARKS)
