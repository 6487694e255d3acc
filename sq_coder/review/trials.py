"""How proposals hold: asked again, in sight of a researcher, against decisions that exist."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sq_coder.domain import (
    Decision,
    Proposal,
    ProposalId,
    ProposalStatus,
    Sight,
    StoryId,
    Verdict,
    keyword_key,
)
from sq_coder.domain.trial import Evaluation, Influence, Stability, Wavering
from sq_coder.review.outcomes import last_before


def stability(proposals: Iterable[Proposal], *, runs: Sequence[str]) -> Stability:
    """How often the keyword differs between the answers on one story. Only stories with two answers or more count.

    Keywords are compared by their key. An unusable answer is an answer too: another one than a keyword.
    """
    by_story: dict[StoryId, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.status is not ProposalStatus.FAILED:
            by_story[proposal.story].append(proposal)
    several = {story: answers for story, answers in by_story.items() if len(answers) > 1}
    counted = {story: Counter(keyword_key(p.keyword) for p in answers) for story, answers in several.items()}
    return Stability(
        runs=tuple(runs),
        stories=len(several),
        answers=sum(len(answers) for answers in several.values()),
        wavering=tuple(Wavering(s, tuple(words.most_common())) for s, words in counted.items() if len(words) > 1),
        usable_in_part=sum("" in words and len(words) > 1 for words in counted.values()),
    )


def influence(decisions: Iterable[Decision], proposals: Iterable[Proposal]) -> Influence:
    """What became of proposals in sight, beside decisions that were first made without one.

    Only first decisions: what follows saw the first. A decision made by oneself is laid beside the story's last usable
    proposal from before it, else the last; one made in sight of a colleague's decision is not by oneself and does not
    count.
    """
    usable = sorted((p for p in proposals if p.status is ProposalStatus.OK), key=lambda p: (p.at, p.id))
    by_id = {p.id: p for p in usable}
    of: dict[StoryId, list[Proposal]] = defaultdict(list)
    for proposal in usable:
        of[proposal.story].append(proposal)
    found: dict[str, list[StoryId]] = defaultdict(list)
    for decision in decisions:
        if not decision.supersedes and not decision.saw_decisions:
            found[_kind(decision, by_id, of)].append(decision.story)
    return Influence(
        in_sight_left=tuple(found["proposal same"]),
        in_sight_changed=tuple(found["proposal other"]),
        by_oneself_same=tuple(found["none same"]),
        by_oneself_other=tuple(found["none other"]),
        unknown=len(found["unknown"]),
        no_proposal=len(found["no proposal"]),
    )


def _kind(decision: Decision, by_id: Mapping[ProposalId, Proposal], of: Mapping[StoryId, list[Proposal]]) -> str:
    if decision.sight is Sight.UNKNOWN:
        return "unknown"
    said = of.get(decision.story)
    proposal = by_id.get(decision.saw) if decision.saw else last_before(said, decision.at) if said else None
    if proposal is None:
        return "no proposal"
    same = {note.key for note in decision.notes} == {keyword_key(proposal.keyword)}
    return f"{decision.sight.value} {'same' if same else 'other'}"


def evaluation(
    verdicts: Iterable[Verdict],
    decisions: Iterable[Decision],
    proposals: Sequence[Proposal],
    *,
    run: str,
    own: Collection[ProposalId],
) -> Evaluation:
    """A run's proposals against verdicts, beside always answering their most frequent word.

    Left out are stories of which a decision was made with one of the proposer's `own` proposals in sight, or does
    not say what was: such a decision cannot be a test of it.
    """
    answers = {p.story: p for p in proposals if p.status is not ProposalStatus.FAILED}
    steered = _steered(decisions, own)
    asked = [v for v in verdicts if v.story in answers]
    judged = [v for v in asked if v.story not in steered]
    keys = {v.story: {note.key for note in v.notes} for v in judged}
    words = Counter(key for of_story in keys.values() for key in of_story)
    frequent = min(words, key=lambda word: (-words[word], word), default="")
    said = {story: keyword_key(answers[story].keyword) for story in keys}
    return Evaluation(
        run=run,
        stories=len(judged),
        among=tuple(s for s in keys if said[s] in keys[s]),
        alone=tuple(s for s in keys if {said[s]} == keys[s]),
        other=tuple(s for s in keys if said[s] and said[s] not in keys[s]),
        unusable=tuple(s for s in keys if not said[s]),
        most_frequent=frequent,
        minimum=max(words.values(), default=0),
        left_out=tuple(v.story for v in asked if v.story in steered),
    )


def _steered(decisions: Iterable[Decision], own: Collection[ProposalId]) -> set[StoryId]:
    """The stories with a decision, also an earlier one, in sight of an own proposal or without saying what was seen."""
    return {d.story for d in decisions if d.sight is Sight.UNKNOWN or (d.saw is not None and d.saw in own)}
