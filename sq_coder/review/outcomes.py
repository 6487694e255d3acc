"""What became of the proposals: of one run, or of those that the researchers had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sq_coder.domain import (
    Decision,
    Outcome,
    Proposal,
    ProposalStatus,
    Purpose,
    Reviewed,
    Run,
    RunId,
    StoryId,
    Validation,
    Verdict,
    keyword_key,
)
from sq_coder.review.verdicts import by_story, heads

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


def of_run(proposals: Iterable[Proposal], run: RunId) -> dict[StoryId, Proposal]:
    """The last usable proposal of one run for each story that has one."""
    return {p.story: p for p in _in_time(proposals) if p.run == run}


def current(proposals: Iterable[Proposal], decisions: Iterable[Decision]) -> dict[StoryId, Proposal]:
    """The usable proposal that goes with each story, whichever proposer or model it came from.

    It is the one that was in sight of the story's latest decision (none, when that was not usable); when none was, the
    last one that was there before that decision; else, and where nothing is decided yet, the last one.
    """
    proposals = list(proposals)
    by_id: dict[str, Proposal] = {proposal.id: proposal for proposal in proposals}
    of: dict[StoryId, list[Proposal]] = {}
    for proposal in _in_time(proposals):
        of.setdefault(proposal.story, []).append(proposal)
    decided = by_story(decisions)
    found = {story: _went_with(said, _latest(decided.get(story, [])), by_id) for story, said in of.items()}
    return {story: proposal for story, proposal in found.items() if proposal.status is ProposalStatus.OK}


def sources(runs: Iterable[Run], proposals: Mapping[StoryId, Proposal]) -> list[tuple[Run, int]]:
    """Who or what these proposals came from, in the order of asking, and for how many stories: proposer, model and prompt.

    Each is shown by its last run. Where no proposal is usable it is the last run, for none.
    """
    asked = [run for run in runs if run.purpose is Purpose.KEYWORD]
    came = Counter(proposal.run for proposal in proposals.values())
    grouped: dict[tuple[str, str, str], list[Run]] = {}
    for run in asked:
        grouped.setdefault((run.proposer, run.model, run.prompt_sha256), []).append(run)
    found = [(of[-1], sum(came[run.id] for run in of)) for of in grouped.values()]
    return [(run, n) for run, n in found if n] or [(run, 0) for run in asked[-1:]]


def validation(verdicts: Iterable[Verdict], proposals: Mapping[StoryId, Proposal]) -> Validation:
    """What the researchers did with these proposals, for each story with a verdict, in that order.

    `keywords` counts the notes of these verdicts: one per keyword and place on a story, before merges.
    """
    reviewed, keywords = [], 0
    beside: Counter[RunId] = Counter()
    for verdict in verdicts:
        proposal = proposals.get(verdict.story)
        reviewed.append(Reviewed(verdict.story, outcome(verdict, proposal)))
        keywords += len({(note.key, note.condition) for note in verdict.notes})
        if proposal is not None:
            beside[proposal.run] += 1
    return Validation(reviewed=tuple(reviewed), keywords=keywords, beside=tuple(beside.most_common()))


def last_before(said: Sequence[Proposal], at: str) -> Proposal:
    """Of the proposals on one story, in time, the last that was there at this time; the last of all when none was."""
    return ([p for p in said if p.at <= at] or said)[-1]


def _in_time(proposals: Iterable[Proposal]) -> list[Proposal]:
    return sorted((p for p in proposals if p.status is ProposalStatus.OK), key=lambda p: (p.at, p.id))


def _latest(decisions: Iterable[Decision]) -> list[Decision]:
    """The heads of one story's decisions, the last one first."""
    found = {d.id: d for of in heads(decisions).values() for d in of}
    return sorted(found.values(), key=lambda d: (d.at, d.id), reverse=True)


def _went_with(said: list[Proposal], decisions: list[Decision], by_id: Mapping[str, Proposal]) -> Proposal:
    for decision in decisions:
        if decision.saw is not None and decision.saw in by_id:
            return by_id[decision.saw]
    return last_before(said, decisions[0].at) if decisions else said[-1]
