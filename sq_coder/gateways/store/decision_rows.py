"""Decisions as rows: from nouns and to nouns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, TableClause, exists, insert, select

from sq_coder.domain import ConditionId, Decision, DecisionId, Note, ProposalId, Sight, StoryId, now
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.database import one_of
from sq_coder.gateways.store.proposal_rows import evidence_from, insert_evidence
from sq_coder.gateways.store.researchers import names_by_id
from sq_coder.gateways.store.runs import storable

FEW = 500
"""Stories that are asked for one by one; of more, every row is read."""

AnyRow = Row[*tuple[Any, ...]]
T = TypeVar("T")


def stored_decisions(connection: Connection, stories: Sequence[StoryId] | None = None) -> list[Decision]:
    """The decisions on these stories (None: on all), the first one first; none on a withdrawn story."""
    if stories is not None and len(stories) > FEW:
        wanted = set(stories)
        return [d for d in stored_decisions(connection) if d.story in wanted]
    is_open = exists().where(t.story.c.id == t.decision.c.story_id, t.story.c.revision.is_not(None))
    rows = _rows(connection, t.decision, stories, "ordinal", extra=is_open)
    names = names_by_id(connection)

    def linked(table: TableClause, value: str) -> dict[str, list[str]]:
        return _by_decision(_rows(connection, table, stories, "position"), lambda row: str(getattr(row, value)))

    who = _by_decision(
        _rows(connection, t.decision_researcher, stories, "position"), lambda row: names[row.researcher_id]
    )
    notes = _by_decision(_rows(connection, t.decision_note, stories, "position"), note_from)
    above, seen = linked(t.decision_supersedes, "superseded_id"), linked(t.decision_saw, "seen_id")
    of_decision = t.evidence.c.decision_id.is_not(None)
    evidence = evidence_from(_rows(connection, t.evidence, stories, "ordinal", extra=of_decision), "decision_id")
    return [
        Decision(
            id=DecisionId(row.id),
            story=StoryId(row.story_id),
            researchers=tuple(who[row.id]),
            notes=tuple(notes[row.id]),
            remark=row.remark,
            at=row.at,
            supersedes=tuple(DecisionId(id) for id in above.get(row.id, ())),
            sight=Sight(row.sight),
            saw=None if row.saw is None else ProposalId(row.saw),
            saw_decisions=tuple(DecisionId(id) for id in seen.get(row.id, ())),
            evidence=tuple(evidence.get(row.id, ())),
            text_sha256=row.text_sha256,
            codebook_sha256=row.codebook_sha256 or "",
            discuss=row.discuss,
        )
        for row in rows
    ]


def insert_decisions(connection: Connection, decisions: Sequence[Decision], ids: Mapping[str, str]) -> None:
    """Add decisions; `ids` are the researchers'. All of them before their links: they may name each other."""
    _insert(connection, t.decision, [_row(d) for d in decisions])
    _insert(connection, t.decision_note, [_link(d, i) | note_row(n) for d in decisions for i, n in enumerate(d.notes)])
    for table, name, of in (
        (t.decision_researcher, "researcher_id", lambda d: [ids[who] for who in d.researchers]),
        (t.decision_supersedes, "superseded_id", lambda d: d.supersedes),
        (t.decision_saw, "seen_id", lambda d: d.saw_decisions),
    ):
        _insert(connection, table, [_link(d, i) | {name: id} for d in decisions for i, id in enumerate(of(d))])
    insert_evidence(connection, {d.id: (d.story, d.evidence) for d in decisions}, of="decision_id")


def note_row(note: Note) -> dict[str, object]:
    """A note's own columns."""
    return {
        "key": note.key,
        "keyword": note.keyword,
        "condition": note.condition,
        "remark": storable(note.remark),
    }


def note_from(row: AnyRow) -> Note:
    """A note from a row that has its columns."""
    return Note(row.keyword, None if row.condition is None else ConditionId(row.condition), row.remark)


def _rows(
    connection: Connection,
    table: TableClause,
    stories: Sequence[StoryId] | None,
    order: str,
    *,
    extra: ColumnElement[bool] | None = None,
) -> list[AnyRow]:
    query = select(table).order_by(table.c[order])
    if extra is not None:
        query = query.where(extra)
    if stories is None:
        return list(connection.execute(query))
    return [
        row for part in one_of(list(stories)) for row in connection.execute(query.where(table.c.story_id.in_(part)))
    ]


def _by_decision(rows: list[AnyRow], value: Callable[[AnyRow], T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row.decision_id, []).append(value(row))
    return found


def _insert(connection: Connection, table: TableClause, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _link(decision: Decision, position: int) -> dict[str, object]:
    return {"story_id": decision.story, "decision_id": decision.id, "position": position}


def _row(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id,
        "story_id": decision.story,
        "remark": storable(decision.remark),
        "at": decision.at or now(),
        "sight": decision.sight.value,
        "saw": decision.saw,
        "text_sha256": decision.text_sha256,
        "codebook_sha256": decision.codebook_sha256 or None,
        "discuss": decision.discuss,
    }
