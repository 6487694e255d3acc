"""Proposals, each question asked once, also when two runs go on at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, insert, select

from sq_coder.domain import (
    Answer,
    Proposal,
    ProposalId,
    ProposalStatus,
    Purpose,
    Run,
    RunId,
    Sent,
    Slice,
    Story,
    StoryId,
    Waiting,
    now,
)
from sq_coder.errors import Problem, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.batches import under_way
from sq_coder.gateways.store.database import one_of
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.proposal_rows import insert_evidence, proposal_row, stored_proposals
from sq_coder.gateways.store.runs import insert_sent, runs_with
from sq_coder.gateways.store.slices import is_in
from sq_coder.gateways.store.stories import CURRENT, IN_ORDER, stories_with

IS_DONE = t.proposal.c.status != ProposalStatus.FAILED.value
SAYS_KEYWORD = t.proposal.c.run_id.in_(select(t.run.c.id).where(t.run.c.purpose == Purpose.KEYWORD.value))

Asked = tuple[str, str]
"""A story and the key of what was asked about it."""

# Statements of every answer that comes in, built once: building one takes as long as carrying it out.
_ANSWERS = select(t.proposal.c.run_id, t.proposal.c.story_id, t.proposal.c.request_key, t.proposal.c.attempt).where(
    IS_DONE, t.proposal.c.story_id.in_(bindparam("stories", expanding=True))
)
_WITHDRAWN = select(t.tombstone.c.story_id)
_HELD = delete(t.proposal_lease).where(
    t.proposal_lease.c.story_id == bindparam("b_story"),
    t.proposal_lease.c.request_key == bindparam("b_key"),
    t.proposal_lease.c.run_id == bindparam("b_run"),
)


class Proposals(Part):
    """The part of the store that holds proposals."""

    def unproposed(self, run: Run, slice: Slice | None = None) -> list[Story]:
        """The stories that have no answer yet to what this run asks; a failed one is no answer."""
        of = t.story_revision.c
        query = select(of.story_id, of.text_sha256).select_from(t.story).join(t.story_revision, CURRENT)
        with self._database.read() as connection:
            stories = connection.execute(query.where(*is_in(slice)).order_by(*IN_ORDER)).all()
            done = {(story, key) for story, key in connection.execute(_asked().where(IS_DONE))}
            ids = [story for story, sha in stories if (story, run.request_key(sha)) not in done]
            return stories_with(connection, ids)

    def waiting(
        self, run: Run, slice: Slice | None = None, *, again: bool = False, about: Mapping[StoryId, str] | None = None
    ) -> tuple[list[Waiting], int]:
        """As `unproposed` without texts, and how many stories of the slice have their answer; `again` counts none.

        What is in a batch that was not collected yet has its answer under way, and does not wait either. `about` is the keyword that a second prompt asks about; stories without one are left out.
        """
        of = t.story_revision.c
        query = select(of.story_id, of.text_sha256, of.consent_ai)
        query = query.select_from(t.story).join(t.story_revision, CURRENT)
        with self._database.read() as connection:
            stories = connection.execute(query.where(*is_in(slice)).order_by(*IN_ORDER)).all()
            done = set() if again else {(story, key) for story, key in connection.execute(_asked().where(IS_DONE))}
            done |= under_way(connection)
        asked = [
            Waiting(StoryId(row.story_id), row.text_sha256, Answer(row.consent_ai), (about or {}).get(row.story_id, ""))
            for row in stories
            if about is None or row.story_id in about
        ]
        waiting = [one for one in asked if (one.story, run.request_key(one.text_sha256, one.about)) not in done]
        return waiting, len(asked) - len(waiting)

    def lease(
        self, run: Run | RunId, keys: Mapping[StoryId, str], seconds: float, *, again: bool = False
    ) -> set[StoryId]:
        """The stories that this run may ask now, by what it asks of each; no other run may for these seconds.

        Stories that another run is asking or has asked the same are not among them; with `again`, answered
        ones are. A lease ends when the answer is stored, or by its time.
        """
        id = run if isinstance(run, str) else run.id
        until = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="microseconds")
        of = t.proposal_lease.c
        with self._database.write() as connection:
            connection.execute(delete(t.proposal_lease).where((of.until <= now()) | (of.run_id == id)))
            taken = {(row.story_id, row.request_key) for row in connection.execute(select(t.proposal_lease))}
            there, done = _there(connection, keys, again=again)
            free = {s: key for s, key in keys.items() if s in there and (s, key) not in taken | done}
            rows = [{"story_id": s, "request_key": key, "run_id": id, "until": until} for s, key in free.items()]
            if rows:
                connection.execute(insert(t.proposal_lease), rows)
        return set(free)

    def unanswered(self, keys: Mapping[StoryId, str], *, again: bool = False) -> set[StoryId]:
        """Of these stories, by what is asked of each, those that are there and have no answer (`again`: all).

        What is in a batch is answered later, and counts as answered here.
        """
        with self._database.read() as connection:
            there, done = _there(connection, keys, again=again)
        return {story for story, key in keys.items() if story in there and (story, key) not in done}

    def add_proposals(
        self, proposals: Sequence[Proposal], *, again: bool = False, sent: Sequence[Sent] = ()
    ) -> list[bool]:
        """Add what runs say, all or none, and end their leases; for each whether it was stored.

        `sent` is what leaves the machine next: one transaction for both halves of a worker's step.

        Not stored is the answer to a question that was answered already (unless `again`, then once more for
        each run), and one about a story that was withdrawn meanwhile.
        """
        with self._database.write() as connection:
            if sent:
                insert_sent(connection, sent)
            return insert_proposals(connection, proposals, again=again) if proposals else []

    def proposals(self, story: StoryId | None = None, run: RunId | None = None) -> list[Proposal]:
        """The proposals of a keyword on a story, of a run, or all, the latest last."""
        return self._said(SAYS_KEYWORD, story, run)

    def suggestions(self, story: StoryId | None = None, run: RunId | None = None) -> list[Proposal]:
        """What second prompts yielded on a story, of a run, or all, the latest last."""
        return self._said(~SAYS_KEYWORD, story, run)

    def _said(self, kind: ColumnElement[bool], story: StoryId | None, run: RunId | None) -> list[Proposal]:
        of = t.proposal.c
        wanted = [kind, *([of.story_id == story] if story else []), *([of.run_id == run] if run else [])]
        with self._database.read() as connection:
            return stored_proposals(connection, wanted)

    def proposed_keywords(self) -> dict[StoryId, str]:
        """Each story's keyword, where its latest answer is one."""
        of = t.proposal.c
        query = select(of.story_id, of.keyword).where(SAYS_KEYWORD, IS_DONE).order_by(of.ordinal)
        with self._database.read() as connection:
            latest = {StoryId(story): keyword for story, keyword in connection.execute(query)}
        return {story: keyword for story, keyword in latest.items() if keyword}

    def proposals_on(self, stories: Sequence[StoryId]) -> list[Proposal]:
        """The proposals of a keyword on these stories, the latest last."""
        with self._database.read() as connection:
            found = [
                stored_proposals(connection, [SAYS_KEYWORD, t.proposal.c.story_id.in_(part)])
                for part in one_of(list(stories))
            ]
        return [proposal for part in found for proposal in part]

    def proposal(self, id: ProposalId) -> Proposal:
        """The proposal with this id.

        Raises:
            Problem: there is none.
        """
        with self._database.read() as connection:
            found = stored_proposals(connection, [t.proposal.c.id == id])
        if not found:
            raise Problem("unknown_proposal", f"There is no proposal {quote(id)}. List them with: sq-coder proposals")
        return found[0]


def insert_proposals(connection: Connection, proposals: Sequence[Proposal], *, again: bool = False) -> list[bool]:
    """Add proposals within a transaction; for each whether it was stored."""
    proposals = _with_keys(connection, proposals)
    attempts, by_run = _attempts(connection, proposals)
    gone = set(connection.scalars(_WITHDRAWN))
    stored, rows = [], []
    for proposal in proposals:
        asked = (proposal.story, proposal.request_key)
        attempt = 0
        keep = proposal.story not in gone
        if keep and proposal.status is not ProposalStatus.FAILED:
            attempt = attempts.get(asked, 0) + 1
            keep = attempt == 1 or (again and (proposal.run, *asked) not in by_run)
        stored.append(keep)
        if keep:
            rows.append(proposal_row(proposal, attempt))
            if attempt:
                attempts[asked] = attempt
                by_run.add((proposal.run, *asked))
    if rows:
        connection.execute(insert(t.proposal), rows)
        kept = [p for p, keep in zip(proposals, stored, strict=True) if keep]
        insert_evidence(connection, {p.id: (p.story, p.evidence) for p in kept}, of="proposal_id")
    _release(connection, proposals)
    return stored


def _there(connection: Connection, stories: Iterable[StoryId], *, again: bool) -> tuple[set[str], set[Asked]]:
    """Which of these stories are not withdrawn, and what was asked about them and is answered (`again`: nothing is).

    What is in a batch that was not collected yet is answered. Looks at these stories only, however large the study.
    """
    of = t.story.c
    there: set[str] = set()
    done: set[Asked] = under_way(connection)
    for part in one_of(list(stories)):
        there |= set(connection.scalars(select(of.id).where(of.id.in_(part), of.revision.is_not(None))))
        answered = _asked().where(IS_DONE, t.proposal.c.story_id.in_(part))
        done |= set() if again else {(story, key) for story, key in connection.execute(answered)}
    return there, done


def _asked() -> Select[*tuple[Any, ...]]:
    return select(t.proposal.c.story_id, t.proposal.c.request_key)


def _with_keys(connection: Connection, proposals: Sequence[Proposal]) -> list[Proposal]:
    keyless = {p.run for p in proposals if not p.request_key}
    runs = runs_with(connection, keyless) if keyless else {}
    return [
        replace(p, request_key=runs[p.run].request_key(p.text_sha256, p.about))
        if not p.request_key and p.run in runs
        else p
        for p in proposals
    ]


def _attempts(
    connection: Connection, proposals: Sequence[Proposal]
) -> tuple[dict[Asked, int], set[tuple[str, str, str]]]:
    """How often each question was answered, and which run answered it."""
    attempts: dict[Asked, int] = {}
    by_run: set[tuple[str, str, str]] = set()
    for part in one_of(sorted({p.story for p in proposals})):
        for run, story, key, attempt in connection.execute(_ANSWERS, {"stories": part}):
            attempts[story, key] = max(attempt, attempts.get((story, key), 0))
            by_run.add((run, story, key))
    return attempts, by_run


def _release(connection: Connection, proposals: Sequence[Proposal]) -> None:
    rows = [{"b_story": p.story, "b_key": p.request_key, "b_run": p.run} for p in proposals]
    if rows:
        connection.execute(_HELD, rows)
