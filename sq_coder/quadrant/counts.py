"""Counts that were made elsewhere, such as those of a published figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sq_coder.domain import (
    UNDECIDED,
    Codebook,
    ConditionId,
    ConditionTally,
    KeywordKey,
    Tally,
    keyword_key,
)
from sq_coder.errors import RowsError, quote
from sq_coder.quadrant.tally import in_order

_COLUMNS = {
    "condition": ("condition", "voorwaarde"),
    "keyword": ("keyword", "kernwoord"),
    "count": ("count", "aantal"),
}
_DISCUSSED = ("discussed", "besproken")
_YES = frozenset({"ja", "yes", "true", "waar", "1", "x"})


def from_counts(
    rows: Iterable[Mapping[str, str]],
    codebook: Codebook,
    *,
    source: str,
    stories: int = 0,
    years: Iterable[int] = (),
) -> Tally:
    """A tally of rows with a condition, a keyword and a count, and whether it was discussed; other columns are ignored.

    A condition is an id or a name from the codebook, or undecided; columns are named in Dutch or English.
    Marked with its `source`. In how many stories a condition occurs is not known: 0, like n unless given.

    Raises:
        RowsError: everything wrong in the rows at once, with the row as a spreadsheet numbers it (header is 1).
    """
    names = _names(codebook)
    problems: list[str] = []
    seen: dict[tuple[ConditionId, KeywordKey], int] = {}
    counted: dict[ConditionId, list[tuple[str, int, bool]]] = {}
    for number, row in enumerate(rows, start=2):
        values = {noun: _value(row, columns) for noun, columns in _COLUMNS.items()}
        wrong = _wrong(values, names)
        if wrong:
            problems += [f"row {number}: {sentence}" for sentence in wrong]
            continue
        condition, word = names[values["condition"].casefold()], values["keyword"]
        first = seen.setdefault((condition, keyword_key(word)), number)
        if first != number:
            problems.append(f"row {number}: {quote(word)} stands under {condition} in row {first} too.")
        counted.setdefault(condition, []).append(
            (word, int(values["count"]), _value(row, _DISCUSSED).casefold() in _YES)
        )
    if not seen and not problems:
        problems.append("row 2: there are no counts.")
    if problems:
        raise RowsError(source, problems)

    *conditions, undecided = (_total(id, counted.get(id, [])) for id in (*codebook.condition_ids, UNDECIDED))
    return Tally(stories, tuple(conditions), undecided, tuple(sorted(set(years))), source=source)


def _total(condition: ConditionId, counted: Iterable[tuple[str, int, bool]]) -> ConditionTally:
    keywords = tuple(sorted(counted, key=in_order))
    return ConditionTally(condition, sum(n for _, n, _ in keywords), 0, keywords)


def _names(codebook: Codebook) -> dict[str, ConditionId]:
    names = {UNDECIDED.casefold(): UNDECIDED}
    for condition in codebook.conditions:
        names |= dict.fromkeys((n.casefold() for n in (condition.name, condition.name_en)), condition.id)
    return names | {condition.id.casefold(): condition.id for condition in codebook.conditions}


def _value(row: Mapping[str, str], columns: Iterable[str]) -> str:
    found = {(name or "").strip().casefold(): value for name, value in row.items()}
    return next((" ".join((found[c] or "").split()) for c in columns if c in found), "")


def _wrong(values: Mapping[str, str], names: Mapping[str, ConditionId]) -> list[str]:
    missing = [noun for noun, value in values.items() if not value]
    if missing:
        return [f"the column {quote(noun)} is missing or empty." for noun in missing]
    wrong = []
    if values["condition"].casefold() not in names:
        known = ", ".join(dict.fromkeys(names.values()))
        wrong.append(f"there is no condition {quote(values['condition'])}; choose {known}.")
    if not keyword_key(values["keyword"]):
        wrong.append(f"{quote(values['keyword'])} is not a keyword.")
    count = values["count"]
    if not (count.isascii() and count.isdigit() and int(count[:7]) > 0 and len(count) < 7):
        wrong.append(f"the column 'count' says {quote(count)}, not a whole number from 1 to 999999.")
    return wrong
