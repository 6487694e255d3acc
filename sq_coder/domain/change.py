"""Versions of a codebook, and what another version would do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sq_coder.domain.codebook import Codebook
from sq_coder.domain.ids import ConditionId, StoryId


class Change(StrEnum):
    """What became of a keyword between two versions of a codebook."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One keyword that two versions of a codebook do not have alike. `fields` names what changed in it."""

    word: str
    change: Change
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the codebook. `differences` are with the version before it, by first use."""

    codebook: Codebook
    at: str  # when it was first put in force
    in_force: bool = False
    differences: tuple[Difference, ...] = ()
    conditions_changed: bool = False  # names, places, colours or axis words


@dataclass(frozen=True, slots=True)
class Moved:
    """A word that would stand elsewhere, with the stories that have it as a note without a place of its own."""

    word: str
    before: ConditionId
    after: ConditionId
    stories: tuple[StoryId, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What putting a codebook in force would touch. Nothing that was decided or proposed changes by itself."""

    codebook: Codebook
    differences: tuple[Difference, ...]
    stories: tuple[StoryId, ...] = ()  # with a changed keyword among their notes
    moves: tuple[Moved, ...] = ()
    proposals: tuple[tuple[StoryId, str, str], ...] = ()  # story, what the matcher says now, and what it would say
    matched: int = 0  # stories that the matcher read for it
