"""Counts of notes: by condition and keyword, for a slice of the stories."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain.ids import ConditionId
from sq_coder.domain.story import Perspective

Basis = str
"""What is counted: 'verdicts', 'proposals', or a researcher's name (their latest decisions)."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which stories: empty means all. Residents' stories unless asked otherwise; None means both."""

    years: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    perspective: Perspective | None = Perspective.RESIDENT
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionTally:
    """One condition's notes. `keywords` are (word, count, discussed), most frequent first, then by word."""

    condition: ConditionId
    total: int
    stories: int  # in how many stories the condition occurs
    keywords: tuple[tuple[str, int, bool], ...] = ()

    def __post_init__(self) -> None:
        if self.total != sum(count for _, count, _ in self.keywords):
            raise ValueError("a condition's total is the sum of its keywords")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the stories of a slice. All conditions stand in it, zeros too, in the codebook's order."""

    stories: int  # stories with a verdict (or what the basis asks): n
    conditions: tuple[ConditionTally, ...]
    undecided: ConditionTally
    years: tuple[int, ...] = ()  # that the stories counted have
    label: str = ""  # of a slice
    source: str = ""  # empty, or where counts came from that were not made here

    @property
    def keywords(self) -> int:
        """How many notes, those without a place included."""
        return sum(c.total for c in self.conditions) + self.undecided.total


@dataclass(frozen=True, slots=True)
class Interval:
    """How far a condition's counts in a slice run apart when its stories are drawn again and again: lowest, highest.

    None where all stories are alike: drawing them again shows nothing.
    """

    condition: ConditionId
    notes: tuple[int, int] | None
    stories: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Slices beside each other. `new` and `gone` are per slice, against the slice before it."""

    by: str
    tallies: tuple[Tally, ...]
    new: tuple[tuple[str, ...], ...]
    gone: tuple[tuple[str, ...], ...]
    intervals: tuple[tuple[Interval, ...], ...] = ()  # per slice, when asked for; none in a slice of too few stories
