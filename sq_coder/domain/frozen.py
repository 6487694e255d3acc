"""What was published, kept as it was."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain.ids import ConditionId
from sq_coder.domain.tally import Tally


@dataclass(frozen=True, slots=True)
class Frozen:
    """A published state under a name: counts, figure, text and the codebook's version. Never changed, only added."""

    name: str
    tally: Tally
    codebook_sha256: str
    figure: str  # as svg
    report: str  # without what a resident said, so that a withdrawn story leaves nothing in it
    language: str = "nl"
    version: str = ""  # of sq-coder
    at: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A keyword whose count is not what it was. `condition` is where it stands; 0 is not there."""

    condition: ConditionId
    keyword: str
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class SinceFrozen:
    """What changed since a state was frozen: all empty and equal when nothing did."""

    frozen: Frozen
    tally: Tally
    shifts: tuple[Shift, ...]
    codebook_sha256: str

    @property
    def same_codebook(self) -> bool:
        """Whether the codebook is the version that was in force then."""
        return self.frozen.codebook_sha256 == self.codebook_sha256

    @property
    def is_same(self) -> bool:
        """Whether every count is what it was."""
        return not self.shifts and self.frozen.tally.stories == self.tally.stories


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That there was a story which its teller withdrew: when, why, and how much was erased."""

    story: str
    at: str
    reason: str = ""
    revisions: int = 0
    proposals: int = 0
    decisions: int = 0
