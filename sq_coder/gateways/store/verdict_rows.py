"""Verdicts as rows: derived, so they are written anew."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from sq_coder.domain import DecisionId, Note, StoryId, Verdict
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.database import one_of
from sq_coder.gateways.store.decision_rows import note_from, note_row
from sq_coder.gateways.store.researchers import names_by_id, researcher_ids

OF_A_VERDICT = (t.verdict_note, t.verdict_decision, t.verdict_researcher, t.verdict)
"""In the order in which rows can go."""


def stored_verdicts(connection: Connection) -> dict[StoryId, Verdict]:
    """Every verdict, by its story."""
    names = names_by_id(connection)
    decisions: dict[str, list[DecisionId]] = {}
    for row in connection.execute(select(t.verdict_decision).order_by(t.verdict_decision.c.position)):
        decisions.setdefault(row.story_id, []).append(DecisionId(row.decision_id))
    who: dict[str, list[str]] = {}
    for row in connection.execute(select(t.verdict_researcher).order_by(t.verdict_researcher.c.position)):
        who.setdefault(row.story_id, []).append(names[row.researcher_id])
    notes: dict[str, list[Note]] = {}
    for row in connection.execute(select(t.verdict_note).order_by(t.verdict_note.c.position)):
        notes.setdefault(row.story_id, []).append(note_from(row))
    return {
        StoryId(id): Verdict(
            story=StoryId(id),
            decisions=tuple(decisions.get(id, ())),
            researchers=tuple(who.get(id, ())),
            notes=tuple(notes.get(id, ())),
            at=at,
        )
        for id, at in connection.execute(select(t.verdict.c.story_id, t.verdict.c.at))
    }


def replace_verdicts(connection: Connection, verdicts: Mapping[StoryId, Verdict | None]) -> None:
    """Write what now holds for these stories in place of what held."""
    for part in one_of(list(verdicts)):
        for table in OF_A_VERDICT:
            connection.execute(delete(table).where(table.c.story_id.in_(part)))
    held = [verdict for verdict in verdicts.values() if verdict]
    if not held:
        return
    ids = researcher_ids(connection, (name for v in held for name in v.researchers))
    connection.execute(insert(t.verdict), [{"story_id": v.story, "at": v.at} for v in held])
    for table, rows in (
        (t.verdict_note, [_at(v, i) | note_row(n) for v in held for i, n in enumerate(v.notes)]),
        (t.verdict_decision, [_at(v, i) | {"decision_id": d} for v in held for i, d in enumerate(v.decisions)]),
        (
            t.verdict_researcher,
            [_at(v, i) | {"researcher_id": ids[n]} for v in held for i, n in enumerate(v.researchers)],
        ),
    ):
        if rows:
            connection.execute(insert(table), rows)


def _at(verdict: Verdict, position: int) -> dict[str, object]:
    return {"story_id": verdict.story, "position": position}
