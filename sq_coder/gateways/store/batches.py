"""Batches that were left with an endpoint: which questions are in them, until they are collected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from sq_coder.domain import LeftBatch, Question, Run, RunEvent, RunId, Sent, StoryId, now
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.runs import insert_events, insert_sent, runs_with

ASKED, UPLOADED, SUBMITTED = "asked", "uploaded", "submitted"
"""Steps of a batch, beside started, finished and cancelled: a question in it; the file that went up; the batch made."""

_ENDED = select(t.run_event.c.run_id).where(t.run_event.c.kind.in_(("finished", "cancelled")))


class Batches(Part):
    """The part of the store that holds batches."""

    def leave_batch(self, run: Run, questions: Sequence[Question], sent: Sequence[Sent], *, again: bool) -> None:
        """Record everything in a batch that is about to leave the machine, before it does; its run is there already."""
        at = now()
        events = [RunEvent(run.id, "started", at, detail=str(len(questions)))]
        events += [RunEvent(run.id, ASKED, at, one.story, _written(one, again)) for one in questions]
        with self._database.write() as connection:
            insert_events(connection, events)
            insert_sent(connection, sent)

    def left_batches(self) -> list[LeftBatch]:
        """The batches that were not collected yet, the first one first."""
        with self._database.read() as connection:
            rows = connection.execute(_open_events((ASKED, UPLOADED, SUBMITTED))).all()
            runs = runs_with(connection, {row.run_id for row in rows})
            of = t.proposal_lease.c
            living = set(connection.scalars(select(of.run_id).where(of.until > now())))
        grouped: dict[str, list[Row[*tuple[Any, ...]]]] = {}
        for row in rows:
            grouped.setdefault(row.run_id, []).append(row)
        return [_left(runs[RunId(run)], found, being_left=run in living) for run, found in grouped.items()]


def under_way(connection: Connection) -> set[tuple[str, str]]:
    """Every question in a batch that was not collected yet, as story and request key: nobody asks it meanwhile."""
    rows = connection.execute(_open_events((ASKED,)))
    return {(row.story_id, json.loads(row.detail)["key"]) for row in rows if row.detail}


def _open_events(kinds: Sequence[str]) -> Select[*tuple[Any, ...]]:
    of = t.run_event.c
    return select(t.run_event).where(of.kind.in_(kinds), of.run_id.not_in(_ENDED)).order_by(of.ordinal)


def _written(question: Question, again: bool) -> str:
    said = {"id": question.id, "text": question.text_sha256, "key": question.request_key}
    return json.dumps(said | ({"about": question.about} if question.about else {}) | ({"again": True} if again else {}))


def _left(run: Run, rows: Sequence[Row[*tuple[Any, ...]]], *, being_left: bool) -> LeftBatch:
    # Of a story that was withdrawn meanwhile nothing is left but that it was asked.
    asked = [(row.story_id, json.loads(row.detail)) for row in rows if row.kind == ASKED and row.detail]
    named = {row.kind: row.detail for row in rows}
    return LeftBatch(
        run=run,
        questions=tuple(
            Question(said["id"], StoryId(story), said["text"], said["key"], said.get("about", ""))
            for story, said in asked
        ),
        again=any(said.get("again") for _, said in asked),
        file=named.get(UPLOADED, ""),
        id=named.get(SUBMITTED, ""),
        being_left=being_left and SUBMITTED not in named,
    )
