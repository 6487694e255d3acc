"""What reviewing yields: outcomes, agreement, how far a story is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sq_coder.domain.ids import RunId, StoryId


class Outcome(StrEnum):
    """What became of a story's proposal, each story in exactly one."""

    KEPT = "kept"
    CHANGED = "changed"
    ONE_ADDED = "one_added"
    TWO_ADDED = "two_added"
    MORE_ADDED = "more_added"
    CHANGED_AND_ADDED = "changed_and_added"
    NO_PROPOSAL = "no_proposal"


class StoryStatus(StrEnum):
    """How far a story is."""

    NOT_SEEN = "not_seen"
    DRAFT = "draft"
    SEEN_BY_ONE = "seen_by_one"
    TO_DISCUSS = "to_discuss"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A story's outcome against its proposal."""

    story: StoryId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Validation:
    """What the researchers did with proposals. `keywords`: notes on the stories with a verdict.

    `beside`: the runs whose proposals these stories were laid beside, with how many stories each, the most first.
    """

    reviewed: tuple[Reviewed, ...]
    keywords: int
    beside: tuple[tuple[RunId, int], ...] = ()

    @property
    def run(self) -> str:
        """The run that most of these stories were laid beside; empty when none was."""
        return self.beside[0][0] if self.beside else ""

    def count(self, outcome: Outcome) -> int:
        """How many stories had this outcome."""
        return sum(r.outcome is outcome for r in self.reviewed)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far researchers agreed independently. Numbers are None, with a reason, when not measured.

    `stories` is n; `percent` is 0 to 100, of the same keywords; alpha is Krippendorff's, with `distance` named.
    """

    researchers: tuple[str, ...]
    stories: int
    same_keywords: int | None = None
    same_condition: int | None = None
    percent: float | None = None
    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    distance: str = "MASI"
    reason: str = ""
    differing: tuple[StoryId, ...] = field(default=())
