"""Rows as a pandas DataFrame: the only importer of pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def data_frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A DataFrame with these columns, also when there are no rows. Years are whole numbers, missing ones <NA>."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(columns))
    return table.astype({"year": "Int64"}) if "year" in columns else table
