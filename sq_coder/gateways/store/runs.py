"""Runs with their progress, the prompts they used, and the record of what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sq_coder.domain import Prompt, ProposalStatus, Purpose, Run, RunEvent, RunId, Sent, StoryId, now
from sq_coder.errors import Problem, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part


class Runs(Part):
    """The part of the store that holds where proposals come from."""

    def use_prompt(self, prompt: Prompt) -> None:
        """Keep the text of a prompt under its sha256; a text that is there already stays as it is.

        Raises:
            Problem: a prompt of this name has another text; a released prompt is never edited.
        """
        with self._database.write() as connection:
            texts = select(t.prompt.c.name, t.prompt.c.sha256)
            there = {(name, sha) for name, sha in connection.execute(texts)}
            if (prompt.name, prompt.sha256) in there:
                return
            if any(name == prompt.name for name, _ in there):
                raise Problem(
                    "prompt",
                    f"The prompt {quote(prompt.name)} was used with another text. Nothing was changed. "
                    "Give the changed prompt a new name, such as the next version.",
                )
            if prompt.sha256 in {sha for _, sha in there}:
                return
            row = {"sha256": prompt.sha256, "name": prompt.name, "text": prompt.text, "at": now()}
            connection.execute(insert(t.prompt).values(row))

    def prompt(self, sha256: str) -> Prompt | None:
        """The prompt whose text has this sha256."""
        with self._database.read() as connection:
            row = connection.execute(select(t.prompt).where(t.prompt.c.sha256 == sha256)).first()
        return Prompt(row.name, row.text) if row else None

    def prompts(self) -> list[Prompt]:
        """Every prompt that was used, in the order of first use."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.prompt).order_by(t.prompt.c.ordinal)).all()
        return [Prompt(row.name, row.text) for row in rows]

    def add_run(self, run: Run) -> None:
        """Add a run; its prompt and codebook are stored before it."""
        with self._database.write() as connection:
            insert_runs(connection, [run])

    def add_event(self, event: RunEvent) -> None:
        """Add a step in a run's progress."""
        with self._database.write() as connection:
            insert_events(connection, [event])

    def run(self, id: RunId) -> Run:
        """The run with this id.

        Raises:
            Problem: there is none.
        """
        with self._database.read() as connection:
            row = connection.execute(select(t.run).where(t.run.c.id == id)).first()
        if row is None:
            raise Problem("unknown_run", f"There is no run {quote(id)}. List the proposals with: sq-coder proposals")
        return _run(row)

    def runs(self) -> list[Run]:
        """Every run, the first one first."""
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(select(t.run).order_by(t.run.c.ordinal))]

    def keyword_runs(self) -> list[Run]:
        """The runs that asked for a keyword and got an answer, usable or not, the first one first."""
        of = t.proposal.c
        answered = select(of.run_id).where(of.status != ProposalStatus.FAILED.value)
        query = select(t.run).where(t.run.c.purpose == Purpose.KEYWORD.value, t.run.c.id.in_(answered))
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query.order_by(t.run.c.ordinal))]

    def events(self, run: RunId | None = None) -> list[RunEvent]:
        """What happened in a run (None: in all), the first thing first."""
        with self._database.read() as connection:
            return stored_events(connection, run)

    def log_sent(self, sent: Sent) -> None:
        """Record that a message left the machine."""
        with self._database.write() as connection:
            insert_sent(connection, [sent])

    def sent(self, story: StoryId | None = None) -> list[Sent]:
        """What left the machine of a story (None: of all), the first message first."""
        with self._database.read() as connection:
            return stored_sent(connection, story)


def stored_events(connection: Connection, run: RunId | None = None) -> list[RunEvent]:
    """What happened in a run (None: in all), the first thing first."""
    of = t.run_event.c
    query = select(t.run_event).order_by(of.ordinal)
    rows = connection.execute(query.where(of.run_id == run) if run else query)
    return [RunEvent(RunId(row.run_id), row.kind, row.at, row.story_id, row.detail) for row in rows]


def stored_sent(connection: Connection, story: StoryId | None = None) -> list[Sent]:
    """What left the machine of a story (None: of all), the first message first."""
    of = t.sent_log.c
    query = select(t.sent_log).order_by(of.ordinal)
    return [
        Sent(
            story=StoryId(row.story_id),
            endpoint=row.endpoint,
            model=row.model,
            body_sha256=row.body_sha256,
            characters=row.characters,
            pseudonymised=row.pseudonymised,
            at=row.at,
            run=row.run_id,
        )
        for row in connection.execute(query.where(of.story_id == story) if story else query)
    ]


def insert_runs(connection: Connection, runs: Iterable[Run]) -> None:
    """Add runs within a transaction."""
    rows = [
        {
            "id": run.id,
            "proposer": run.proposer,
            "model": run.model,
            "endpoint": run.endpoint,
            "prompt": run.prompt,
            "prompt_sha256": run.prompt_sha256 or None,
            "parameters": json.dumps(run.parameters, ensure_ascii=False),
            "codebook_sha256": run.codebook_sha256 or None,
            "version": run.version,
            "at": run.at or now(),
            "purpose": run.purpose.value,
        }
        for run in runs
    ]
    if rows:
        connection.execute(insert(t.run), rows)


def insert_events(connection: Connection, events: Iterable[RunEvent]) -> None:
    """Add steps of runs within a transaction."""
    rows = [
        {
            "run_id": event.run,
            "kind": event.kind,
            "at": event.at or now(),
            "story_id": event.story,
            "detail": storable(event.detail),
        }
        for event in events
    ]
    if rows:
        connection.execute(insert(t.run_event), rows)


def insert_sent(connection: Connection, messages: Iterable[Sent]) -> None:
    """Record within a transaction what leaves the machine."""
    rows = [
        {
            "endpoint": sent.endpoint,
            "model": sent.model,
            "story_id": sent.story,
            "body_sha256": sent.body_sha256,
            "characters": sent.characters,
            "pseudonymised": sent.pseudonymised,
            "at": sent.at or now(),
            "run_id": sent.run,
        }
        for sent in messages
    ]
    connection.execute(insert(t.sent_log), rows)


def runs_with(connection: Connection, ids: Iterable[str]) -> dict[str, Run]:
    """The runs with these ids."""
    query = select(t.run).where(t.run.c.id.in_(sorted(ids)))
    return {row.id: _run(row) for row in connection.execute(query)}


def storable(text: str) -> str:
    """A text from elsewhere as every database holds it: half characters and zeros become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _run(row: Row[*tuple[Any, ...]]) -> Run:
    return Run(
        id=RunId(row.id),
        proposer=row.proposer,
        model=row.model,
        endpoint=row.endpoint,
        prompt=row.prompt,
        prompt_sha256=row.prompt_sha256 or "",
        parameters=tuple((name, value) for name, value in json.loads(row.parameters)),
        codebook_sha256=row.codebook_sha256 or "",
        version=row.version,
        at=row.at,
        purpose=Purpose(row.purpose),
    )
