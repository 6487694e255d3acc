"""How far researchers agreed before they knew of each other's decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sq_coder.domain import Agreement, ConditionId, Decision, DecisionId, KeywordKey, Note, StoryId
from sq_coder.review.alpha import alpha, interval, masi
from sq_coder.review.verdicts import by_story, heads

FEWEST_FOR_INTERVAL = 10
"""Below this many stories no interval is given: resampling them would only look exact."""

FEW = 30
"""Below this many stories the interval is given with a warning."""

NO_DECISIONS = "not measured: there are no decisions yet"
ALL_TOGETHER = "not measured: every decision was made together"
NONE_INDEPENDENT = "not measured: no story was decided by two researchers independently of each other"

_Independent = dict[StoryId, dict[str, Decision]]


def agreement(decisions: Iterable[Decision], *, condition_of: Callable[[Note], ConditionId]) -> Agreement:
    """How far researchers agreed independently, over the stories that two or more of them decided so.

    Same keywords: all of them named the same set, as written then, before merges. Same condition: their notes
    stand in the same set of conditions, by `condition_of`. Alpha compares the sets of keywords by MASI
    distance. Numbers that are not measured are None, and `reason` says why in one sentence.
    """
    all_decisions = list(decisions)
    measured = {story: of for story, of in independent(all_decisions).items() if len(of) > 1}
    if not measured:
        names = sorted({name for decision in all_decisions for name in decision.researchers})
        return Agreement(tuple(names), 0, reason=_why_not(all_decisions))
    same = [story for story, of in measured.items() if len(set(_keywords(of).values())) == 1]
    placed = (
        {frozenset(condition_of(n) for n in decision.notes) for decision in of.values()} for of in measured.values()
    )
    found = Agreement(
        researchers=tuple(sorted({name for of in measured.values() for name in of})),
        stories=len(measured),
        same_keywords=len(same),
        same_condition=sum(len(places) == 1 for places in placed),
        percent=100 * len(same) / len(measured),
        differing=tuple(story for story in measured if story not in set(same)),
    )
    # By story id, so that the draw of the interval does not depend on the order of the decisions.
    return _with_alpha(found, [_keywords(measured[story]) for story in sorted(measured)])


def independent(decisions: Iterable[Decision]) -> _Independent:
    """Per story, each researcher's last decision that was theirs alone.

    That is the latest one by a single researcher with no colleague's decision in sight, before the story's
    first joint decision and before they first saw a colleague's. What supersedes says comes before what the
    clock says; equal times count as after. A researcher with two such latest decisions is missing there.
    """
    found: _Independent = {}
    for story, of in by_story(decisions).items():
        earlier = _earlier(of)
        alone = [d for d in of if _is_alone(d, of, earlier)]
        found[story] = {name: last[0] for name, last in heads(alone).items() if len(last) == 1}
    return found


def _is_alone(decision: Decision, of: Sequence[Decision], earlier: Mapping[DecisionId, set[DecisionId]]) -> bool:
    # A joint decision, or one with a colleague's in sight, is a meeting itself, and not before itself.
    meetings = (d for d in of if d.is_joint or (d.saw_decisions and d.researchers == decision.researchers))
    return all(
        decision.id in earlier[meeting.id] or (meeting.id not in earlier[decision.id] and decision.at < meeting.at)
        for meeting in meetings
    )


def _earlier(of: Sequence[Decision]) -> dict[DecisionId, set[DecisionId]]:
    """All that each decision supersedes, directly or along a chain."""
    direct = {decision.id: decision.supersedes for decision in of}
    chains: dict[DecisionId, set[DecisionId]] = {}
    for decision in of:
        chain: set[DecisionId] = set()
        left = list(decision.supersedes)
        while left:
            if (id := left.pop()) not in chain:
                chain.add(id)
                left.extend(direct.get(id, ()))
        chains[decision.id] = chain
    return chains


def _keywords(of: Mapping[str, Decision]) -> dict[str, frozenset[KeywordKey]]:
    return {name: frozenset(note.key for note in decision.notes) for name, decision in of.items()}


def _with_alpha(found: Agreement, units: Sequence[Mapping[str, frozenset[KeywordKey]]]) -> Agreement:
    if found.stories < 2:
        return replace(found, reason="alpha is not measured: it needs at least two stories")
    value = alpha(units, masi)
    if value is None:
        return replace(found, reason="alpha is not measured: everyone named the same keywords on every story")
    if found.stories < FEWEST_FOR_INTERVAL:
        why = f"no interval is given for alpha: {found.stories} stories are fewer than {FEWEST_FOR_INTERVAL}"
        return replace(found, alpha=value, reason=why)
    between = interval(units, masi)
    if between is None:
        why = "no interval is given for alpha: too many of the samples have no variation"
        return replace(found, alpha=value, reason=why)
    few = f"{found.stories} stories are few: the interval of alpha is wide and rough"
    return replace(
        found,
        alpha=value,
        alpha_low=between[0],
        alpha_high=between[1],
        reason=few if found.stories < FEW else "",
    )


def _why_not(decisions: Sequence[Decision]) -> str:
    if not decisions:
        return NO_DECISIONS
    if all(decision.is_joint for decision in decisions):
        return ALL_TOGETHER
    return NONE_INDEPENDENT
