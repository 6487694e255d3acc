"""Counts over verdicts: one GROUP BY for the notes, and what belongs beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, cast, distinct, func, literal, select
from sqlalchemy import String as Text

from sq_coder.domain import UNDECIDED, Codebook, ConditionId, ConditionTally, Perspective, Slice, Tally
from sq_coder.errors import Problem, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.keywords import stored_placements
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.slices import is_in


@dataclass(slots=True)
class _Counts:
    """The bare counts of one slice, as they come from the database."""

    stories: int = 0
    years: set[int] = field(default_factory=set)
    keywords: dict[str, list[tuple[str, int, bool]]] = field(default_factory=dict)
    with_condition: dict[str, int] = field(default_factory=dict)


class Tallies(Part):
    """The part of the store that counts."""

    def tally(self, slice: Slice, codebook: Codebook, *, by: str | None = None) -> list[Tally]:
        """Counts over the stories of a slice that have a verdict: one tally, or one for each value of `by`.

        `by` is year, group, perspective or the name of an attribute. A note counts once per story after merges.
        Values without a verdict, and years asked for without a story, are tallies of zeros; stories of which
        the value is not known come last with an empty label. By perspective, every perspective counts.
        """
        if by == "perspective":
            slice = replace(slice, perspective=None)
        with self._database.read() as connection:
            counts = _counted(connection, slice, codebook, by)
        if by == "year":
            for year in slice.years:
                counts.setdefault(str(year), _Counts())
        labels = sorted(counts, key=lambda label: _rank(label, by))
        return [_tally(counts[label], codebook, label) for label in labels]


def _counted(connection: Connection, slice: Slice, codebook: Codebook, by: str | None) -> dict[str, _Counts]:
    label, attributes = _label(by)
    if attributes is not None:
        _expect_attribute(connection, by or "")

    def labelled(rows: FromClause) -> FromClause:
        return rows if attributes is None else rows.outerjoin(t.story_attribute, attributes)

    stories = and_(t.story.c.revision.is_not(None), *is_in(slice))
    counts = {} if by else {"": _Counts()}
    n = func.count(t.verdict.c.story_id)
    decided = labelled(t.story).outerjoin(t.verdict, t.verdict.c.story_id == t.story.c.id)
    by_year = select(label, t.story.c.year, n).select_from(decided).where(stories)
    for value, year, count in connection.execute(by_year.group_by("slice_label", t.story.c.year)):
        of = counts.setdefault(value, _Counts())
        of.stories += count
        of.years |= {year} if count and year is not None else set()
    place = place_of(codebook)
    notes = labelled(
        t.verdict_note.join(t.story, t.story.c.id == t.verdict_note.c.story_id).join(
            t.keyword, t.keyword.c.key == t.verdict_note.c.key
        )
    )
    once = func.count(distinct(t.story.c.ordinal))
    counts_as = t.keyword.c.counts_as
    by_keyword = select(label, place, counts_as, once).select_from(notes).where(stories)
    targets = stored_placements(connection)
    for value, condition, key, count in connection.execute(by_keyword.group_by("slice_label", "place", counts_as)):
        target = targets[key]
        # Marked where the ruling that was discussed puts the word, not where a note has a place of its own.
        discussed = target.discussed and target.condition == condition
        counts[value].keywords.setdefault(condition, []).append((target.word, count, discussed))
    by_condition = select(label, place, once).select_from(notes).where(stories).group_by("slice_label", "place")
    for value, condition, count in connection.execute(by_condition):
        counts[value].with_condition[condition] = count
    return counts


def _label(by: str | None) -> tuple[ColumnElement[str], ColumnElement[bool] | None]:
    """What a slice is called, and how to join attributes where that is one."""
    if by is None:
        return literal("").label("slice_label"), None
    columns = {"year": cast(t.story.c.year, Text), "group": t.story.c.group_name, "perspective": t.story.c.perspective}
    if by in columns:
        return func.coalesce(columns[by], "").label("slice_label"), None
    of = t.story_attribute.c
    on = and_(of.story_id == t.story.c.id, of.revision == t.story.c.revision, of.name == by)
    return func.coalesce(of.value, "").label("slice_label"), on


def _expect_attribute(connection: Connection, by: str) -> None:
    of = t.story_attribute.c
    if connection.scalar(select(of.story_id).where(of.name == by).limit(1)) is None:
        raise Problem(
            "slice", f"No story has an attribute {quote(by)}. Nothing was counted. Choose year, group or perspective."
        )


def place_of(codebook: Codebook) -> ColumnElement[str]:
    """Where a note stands: its own place, else its keyword's; undecided when the codebook lacks that place."""
    given = func.coalesce(t.verdict_note.c.condition, t.keyword.c.condition)
    return case((given.in_(codebook.condition_ids), given), else_=UNDECIDED).label("place")


def _tally(counts: _Counts, codebook: Codebook, label: str) -> Tally:
    def of(condition: ConditionId) -> ConditionTally:
        keywords = tuple(sorted(counts.keywords.get(condition, []), key=lambda k: (-k[1], k[0].casefold(), k[0])))
        total = sum(count for _, count, _ in keywords)
        return ConditionTally(condition, total, counts.with_condition.get(condition, 0), keywords)

    conditions = tuple(of(id) for id in codebook.condition_ids)
    return Tally(counts.stories, conditions, of(UNDECIDED), years=tuple(sorted(counts.years)), label=label)


def _rank(label: str, by: str | None) -> tuple[bool, int, str, str]:
    number = 0
    if by == "year" and label:
        number = int(label)
    elif by == "perspective":
        number = [perspective.value for perspective in Perspective].index(label)
    return not label, number, label.casefold(), label
