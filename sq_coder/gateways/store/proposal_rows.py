"""Proposals and passages as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from sq_coder.domain import Evidence, Proposal, ProposalId, ProposalStatus, RunId, StoryId, now
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.runs import storable


def insert_evidence(
    connection: Connection, evidence: Mapping[str, tuple[StoryId, Sequence[Evidence]]], *, of: str
) -> None:
    """Add the passages of proposals (`of` proposal_id) or decisions (decision_id)."""
    nobody = {"proposal_id": None, "decision_id": None}
    rows = [
        nobody
        | {of: id, "story_id": story}
        | {"start": e.start, "stop": e.end, "text": e.text, "text_sha256": e.text_sha256}
        for id, (story, passages) in evidence.items()
        for e in passages
    ]
    if rows:
        connection.execute(insert(t.evidence), rows)


def evidence_from(rows: Sequence[Row[*tuple[Any, ...]]], of: str) -> dict[str, list[Evidence]]:
    """Passages by the id of what they belong to, in their order."""
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        found.setdefault(getattr(row, of), []).append(Evidence(row.start, row.stop, row.text, row.text_sha256))
    return found


def stored_proposals(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> list[Proposal]:
    """The proposals of which these hold, the latest last, with their passages."""
    ids = select(t.proposal.c.id).where(*wanted)
    of = t.evidence.c
    passages = select(t.evidence).where(of.proposal_id.in_(ids)).order_by(of.ordinal)
    evidence = evidence_from(connection.execute(passages).all(), "proposal_id")
    rows = connection.execute(select(t.proposal).where(*wanted).order_by(t.proposal.c.ordinal))
    return [_proposal(row, evidence.get(row.id, [])) for row in rows]


def _proposal(row: Row[*tuple[Any, ...]], evidence: Sequence[Evidence]) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        run=RunId(row.run_id),
        story=StoryId(row.story_id),
        status=ProposalStatus(row.status),
        keyword=row.keyword,
        evidence=tuple(evidence),
        score=row.score,
        raw_reply=row.raw_reply,
        reason=row.reason,
        text_sha256=row.text_sha256,
        request_key=row.request_key,
        answered_by=row.answered_by,
        fingerprint=row.fingerprint,
        finish_reason=row.finish_reason,
        thoughts=row.thoughts,
        prompt_tokens=row.prompt_tokens,
        completion_tokens=row.completion_tokens,
        seconds=row.seconds,
        pseudonymised=row.pseudonymised,
        at=row.at,
        about=row.about,
        place=row.place,
        invented=tuple(row.invented.splitlines()),
    )


def proposal_row(proposal: Proposal, attempt: int) -> dict[str, object]:
    """A proposal as a row; `attempt` counts the answers to one question, and is 0 for one that failed."""
    return {
        "id": proposal.id,
        "run_id": proposal.run,
        "story_id": proposal.story,
        "status": proposal.status.value,
        "keyword": proposal.keyword,
        "score": proposal.score,
        "raw_reply": storable(proposal.raw_reply),
        "reason": storable(proposal.reason),
        "text_sha256": proposal.text_sha256,
        "request_key": proposal.request_key,
        "attempt": attempt,
        "answered_by": proposal.answered_by,
        "fingerprint": proposal.fingerprint,
        "finish_reason": proposal.finish_reason,
        "thoughts": storable(proposal.thoughts),
        "prompt_tokens": proposal.prompt_tokens,
        "completion_tokens": proposal.completion_tokens,
        "seconds": proposal.seconds,
        "pseudonymised": proposal.pseudonymised,
        "at": proposal.at or now(),
        "about": proposal.about,
        "place": proposal.place,
        "invented": "\n".join(storable(" ".join(quote.split())) for quote in proposal.invented),
    }
