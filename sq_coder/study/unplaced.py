"""The keywords that stand nowhere on the quadrant yet, each with the choices that name it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sq_coder import quadrant, review
from sq_coder.domain import UNDECIDED, Decision, KeywordKey, Note, Placement, StoryId

if TYPE_CHECKING:
    from sq_coder.study.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A keyword without a place: the latest decisions that name it without one, and the stories where that is settled."""

    placement: Placement
    decisions: tuple[Decision, ...]
    settled: frozenset[StoryId]

    @property
    def stories(self) -> tuple[StoryId, ...]:
        """The stories of which somebody chose the keyword."""
        return tuple(dict.fromkeys(decision.story for decision in self.decisions))


def unplaced(study: Decisions) -> list[Unplaced]:
    """What has no place: first what is settled and so stands beside the figure, as `status` counts it; then by word.

    A word that only an earlier decision names is left out: nobody chooses it now.
    """
    placements = study.store.placements()
    keys = [key for key, placement in placements.items() if placement.condition == UNDECIDED]
    by_story = review.by_story(study.store.decisions_on(study.store.stories_naming(keys)))
    named: dict[KeywordKey, dict[str, Decision]] = {}
    settled: dict[KeywordKey, set[StoryId]] = {}
    for story, of in by_story.items():
        latest = {decision.id: decision for heads in review.heads(of).values() for decision in heads}
        verdict = study.verdict_of(of)
        for decision in latest.values():
            for note in decision.notes if not decision.discuss else ():
                if quadrant.note_condition(note, placements, study.codebook) == UNDECIDED:
                    named.setdefault(_counts_as(note, placements), {})[decision.id] = decision
        for note in verdict.notes if verdict else ():
            settled.setdefault(_counts_as(note, placements), set()).add(story)
    found = [
        Unplaced(placement, tuple(named[key].values()), frozenset(settled.get(key, ())))
        for key, placement in placements.items()
        if key in named
    ]
    return sorted(found, key=lambda one: (not one.settled, one.placement.word.casefold()))


def _counts_as(note: Note, placements: Mapping[KeywordKey, Placement]) -> KeywordKey:
    placement = placements.get(note.key)
    return placement.counts_as if placement else note.key
