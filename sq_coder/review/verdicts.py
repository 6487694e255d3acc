"""From decisions to what holds: heads, the verdict of a story, how far it is, what to discuss."""

from __future__ import annotations

from collections.abc import Iterable

from sq_coder.domain import Decision, StoryId, StoryStatus, Verdict


def heads(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Each researcher's latest decisions on one story: those that no other decision of theirs supersedes.

    Latest is the head of `supersedes`, not the clock. A researcher with two heads (two laptops were merged)
    has to discuss; nobody picks one of the two. Researchers stand in the order of their names, heads by time.
    """
    of: dict[str, list[Decision]] = {}
    for decision in decisions:
        for researcher in decision.researchers:
            of.setdefault(researcher, []).append(decision)
    return {researcher: _unsuperseded(of[researcher]) for researcher in sorted(of)}


def verdict(decisions: Iterable[Decision], *, coders: int = 2) -> Verdict | None:
    """What holds for one story, or None: at least `coders` researchers have a head and all heads are equal.

    Equal heads name the same keywords with the same places of their own. Anyone with two heads, even equal
    ones, or who asks to discuss, leaves the story without a verdict. The notes are written as in the latest head.
    """
    by_researcher = heads(decisions)
    if len(by_researcher) < coders or not by_researcher or _differ(by_researcher):
        return None
    latest = {decision.id: decision for (decision,) in by_researcher.values()}
    last = max(latest.values(), key=_moment)
    return Verdict(
        story=last.story,
        decisions=tuple(sorted(latest)),
        researchers=tuple(by_researcher),
        notes=last.notes,
        at=last.at,
    )


def status(
    decisions: Iterable[Decision], *, coders: int = 2, has_draft: bool = False, withdrawn: bool = False
) -> StoryStatus:
    """How far one story is. Any difference is to discuss, also before `coders` researchers have decided."""
    if withdrawn:
        return StoryStatus.WITHDRAWN
    by_researcher = heads(decisions)
    if not by_researcher:
        return StoryStatus.DRAFT if has_draft else StoryStatus.NOT_SEEN
    if _differ(by_researcher):
        return StoryStatus.TO_DISCUSS
    return StoryStatus.AGREED if len(by_researcher) >= coders else StoryStatus.SEEN_BY_ONE


def to_discuss(decisions: Iterable[Decision]) -> list[StoryId]:
    """The stories whose researchers differ, or of whom one has two heads or asks to discuss, as they first appear."""
    return [story for story, of in by_story(decisions).items() if _differ(heads(of))]


def by_story(decisions: Iterable[Decision]) -> dict[StoryId, list[Decision]]:
    """The decisions on each story, in the order they come."""
    of: dict[StoryId, list[Decision]] = {}
    for decision in decisions:
        of.setdefault(decision.story, []).append(decision)
    return of


def _unsuperseded(decisions: list[Decision]) -> tuple[Decision, ...]:
    superseded = {id for decision in decisions for id in decision.supersedes}
    latest = {d.id: d for d in decisions if d.id not in superseded}
    return tuple(sorted(latest.values(), key=_moment))


def _differ(by_researcher: dict[str, tuple[Decision, ...]]) -> bool:
    latest = [decision for heads in by_researcher.values() for decision in heads]
    one_has_two = any(len(heads) > 1 for heads in by_researcher.values())
    return len({d.choice for d in latest}) > 1 or one_has_two or any(d.discuss for d in latest)


def _moment(decision: Decision) -> tuple[str, str]:
    return decision.at, decision.id
