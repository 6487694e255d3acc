"""What a table of an export is made of: typed cells, rows, and moments as a spreadsheet has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

Cell = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a name and headers as keys of `words.WORDS` (attributes keep their own header), typed rows."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def moment(at: str) -> datetime | str:
    """A moment in UTC without its zone, as Excel has none; the text itself when it is not a moment."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return at
    return (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None, microsecond=0)
