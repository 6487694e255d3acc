"""What became of the proposals of one run."""

from __future__ import annotations

from collections.abc import Iterable

from sq_coder.domain import (
    Outcome,
    Proposal,
    ProposalStatus,
    Reviewed,
    RunId,
    StoryId,
    Validation,
    Verdict,
    keyword_key,
)

_ADDED = {1: Outcome.KEPT, 2: Outcome.ONE_ADDED, 3: Outcome.TWO_ADDED}


def outcome(verdict: Verdict, proposal: Proposal | None) -> Outcome:
    """What the researchers did with a story's proposal; without a usable one: no proposal.

    Keywords are compared as they were decided. A merge of keywords afterwards changes no outcome.
    """
    if proposal is None or proposal.status is not ProposalStatus.OK:
        return Outcome.NO_PROPOSAL
    keywords = {note.key for note in verdict.notes}
    if keyword_key(proposal.keyword) in keywords:
        return _ADDED.get(len(keywords), Outcome.MORE_ADDED)
    return Outcome.CHANGED if len(keywords) == 1 else Outcome.CHANGED_AND_ADDED


def validation(verdicts: Iterable[Verdict], proposals: Iterable[Proposal], run: RunId) -> Validation:
    """What the researchers did with the proposals of one run, for each story with a verdict, in that order.

    `keywords` counts the notes of these verdicts: one per keyword and place on a story, before merges.
    """
    usable: dict[StoryId, Proposal] = {}
    for proposal in sorted(proposals, key=lambda p: (p.at, p.id)):
        if proposal.run == run and proposal.status is ProposalStatus.OK:
            usable[proposal.story] = proposal
    reviewed, keywords = [], 0
    for verdict in verdicts:
        reviewed.append(Reviewed(verdict.story, outcome(verdict, usable.get(verdict.story))))
        keywords += len({(note.key, note.condition) for note in verdict.notes})
    return Validation(run=run, reviewed=tuple(reviewed), keywords=keywords)
