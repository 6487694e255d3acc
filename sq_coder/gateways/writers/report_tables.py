"""The tables of the report: counts, parts beside each other, outcomes, how proposals were made."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain import Contents, Outcome, Tally
from sq_coder.gateways.writers.index import Index
from sq_coder.gateways.writers.words import Language, word

MOST_COLUMNS = 5
"""Conditions beside each other in a table that stands on A4."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table with its caption. `totals` are the rows, from 1, that sum others."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    totals: frozenset[int] = frozenset()


def listings(contents: Contents, language: Language) -> tuple[Listing, ...]:
    """The tables that the contents have something for; the counts always, zeros too."""
    found = [_keywords(contents, language)]
    if contents.slices:
        found.append(_slices(contents, language))
    if contents.validation:
        found.append(_outcomes(contents, language))
    if contents.runs:
        found.append(_runs(contents, language))
    return tuple(found)


def _keywords(contents: Contents, language: Language) -> Listing:
    index, tally = Index(contents), contents.tally
    rows: list[tuple[str | int, ...]] = []
    totals: set[int] = set()
    parts = [*tally.conditions, *([tally.undecided] if tally.undecided.total else [])]
    for part in parts:
        name = index.condition(part.condition, language) or part.condition
        rows.append((name, "", part.total, part.stories))
        totals.add(len(rows))
        for spelled, count, discussed in part.keywords:
            mark = f" ({word('discussed', language)})" if discussed else ""
            rows.append(("", f"{spelled}{mark}", count, ""))
    rows.append((word("total", language), "", tally.keywords, tally.stories))
    totals.add(len(rows))
    head = tuple(word(key, language) for key in ("condition", "keyword", "times", "in_stories"))
    caption = word("table_keywords", language).format(stories=_counted(tally.stories, language))
    return Listing(caption, head, tuple(rows), frozenset(totals))


def _slices(contents: Contents, language: Language) -> Listing:
    index = Index(contents)
    conditions = [c.condition for c in contents.tally.conditions]
    head = (
        *(word(key, language) for key in ("year", "n_stories", "n_keywords")),
        *(index.condition(c, language) or c for c in conditions),
        word("undecided", language),
    )

    def row(tally: Tally, label: str) -> tuple[str | int, ...]:
        by = {c.condition: c.total for c in tally.conditions}
        return (label, tally.stories, tally.keywords, *(by.get(c, 0) for c in conditions), tally.undecided.total)

    rows = tuple(row(t, t.label or word("not_known", language)) for t in contents.slices)
    caption = word("table_slices", language)
    if len(conditions) <= MOST_COLUMNS:
        return Listing(caption, head, rows)
    # Names of many conditions beside each other leave room for a letter each: they stand below each other.
    turned = tuple(zip(head, *rows, strict=True))
    return Listing(caption, (word("condition", language), *map(str, turned[0][1:])), turned[1:], frozenset({1, 2}))


def _counted(n: int, language: Language) -> str:
    """A number of stories with its noun."""
    return word("one_story", language) if n == 1 else f"{n} {word('n_stories', language)}"


def _outcomes(contents: Contents, language: Language) -> Listing:
    found = contents.validation
    if found is None:
        return Listing("", (), ())
    rows = tuple((word(str(outcome), language), found.count(outcome)) for outcome in Outcome)
    caption = word("table_outcomes", language).format(stories=_counted(len(found.reviewed), language))
    return Listing(caption, (word("outcome", language), word("n_stories", language)), rows)


def _runs(contents: Contents, language: Language) -> Listing:
    count = {r.id: 0 for r in contents.runs}
    for proposal in contents.proposals:
        count[proposal.run] = count.get(proposal.run, 0) + 1
    rows = tuple(
        (
            r.at[:10],
            word(r.proposer, language),
            r.model,
            f"{r.prompt} ({r.prompt_sha256[:12]})" if r.prompt_sha256 else r.prompt,
            ", ".join(f"{name}={value}" for name, value in r.parameters),
            count[r.id],
        )
        for r in contents.runs
    )
    keys = ("at", "proposer", "model", "prompt", "parameters", "n_proposals")
    return Listing(word("table_runs", language), tuple(word(key, language) for key in keys), rows)
