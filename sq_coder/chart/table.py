"""The table twin of a figure: the same counts as rows, for who reads numbers or cannot see the figure."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.chart.fields import name_of
from sq_coder.chart.labels import word as label
from sq_coder.domain import Codebook, Comparison, ConditionTally, KeywordKey, Tally, keyword_key


@dataclass(frozen=True, slots=True)
class Row:
    """One keyword of a tally. A condition without notes is one row with an empty keyword and count 0."""

    condition: str
    keyword: str
    count: int
    discussed: bool = False


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One keyword over slices: a count for each, 0 where it was not noted."""

    condition: str
    keyword: str
    counts: tuple[int, ...]


def table(tally: Tally, codebook: Codebook, *, language: str = "nl") -> tuple[Row, ...]:
    """The rows of the quadrant, in the codebook's order, most often noted first; without a place last."""
    found: list[Row] = []
    for name, counts in _named(tally, codebook, language):
        rows = [Row(name, word, count, discussed) for word, count, discussed in counts.keywords]
        found += rows or ([Row(name, "", 0)] if counts is not tally.undecided else [])
    return tuple(found)


def years_table(comparison: Comparison, codebook: Codebook, *, language: str = "nl") -> tuple[YearsRow, ...]:
    """The rows of slices beside each other, in the order of the figure."""
    spelled: dict[tuple[str, KeywordKey], str] = {}
    counts: dict[tuple[str, KeywordKey], list[int]] = {}
    names: list[str] = []
    for i, tally in enumerate(comparison.tallies):
        for name, condition in _named(tally, codebook, language):
            names += [name] if name not in names else []
            for word, count, _ in condition.keywords:
                at = name, keyword_key(word)
                spelled.setdefault(at, word)
                counts.setdefault(at, [0] * len(comparison.tallies))[i] += count
    order = sorted(counts, key=lambda at: (names.index(at[0]), -sum(counts[at]), at[1]))
    return tuple(YearsRow(at[0], spelled[at], tuple(counts[at])) for at in order)


def _named(tally: Tally, codebook: Codebook, language: str) -> list[tuple[str, ConditionTally]]:
    by_id = {c.condition: c for c in tally.conditions}
    found = [(name_of(c, language), by_id.get(c.id, ConditionTally(c.id, 0, 0))) for c in codebook.conditions]
    return [*found, (label("undecided", language), tally.undecided)]
