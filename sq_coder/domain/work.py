"""What an action on a study did: the facts that a command prints and a screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sq_coder.domain.ids import StoryId
from sq_coder.domain.proposal import ProposalStatus, Purpose, Run
from sq_coder.domain.review import StoryStatus
from sq_coder.domain.story import Split, Story


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import added. `stories` pairs each story found with 'added', 'already_there' or 'withdrawn'."""

    stories: tuple[tuple[Story, str], ...]
    outside: tuple[str, ...] = ()  # text in no story, in reading order
    documents: tuple[tuple[str, str, str], ...] = ()  # name, format, encoding
    warnings: tuple[str, ...] = ()
    nearly: tuple[tuple[StoryId, StoryId, float], ...] = ()  # new, existing, how alike (0 to 1)

    def count(self, status: str) -> int:
        """How many stories had this status."""
        return sum(s == status for _, s in self.stories)

    @property
    def outside_characters(self) -> int:
        """How many characters stand in no story."""
        return Split((), self.outside).outside_characters


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a run did. `run` is empty when there was nothing to ask and no earlier run."""

    run: str
    proposer: str
    model: str
    proposed: int = 0
    already_there: int = 0
    unusable: int = 0
    failed: int = 0
    no_fitting_word: int = 0
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    problems: tuple[tuple[StoryId, str], ...] = ()
    cancelled: bool = False
    withheld: tuple[tuple[StoryId, str], ...] = ()  # stories that were not sent, and why
    stopped: str = ""  # why a run ended before its last story, as a sentence
    cost: float | None = None  # None: no prices in study.toml
    currency: str = ""
    purpose: Purpose = Purpose.KEYWORD  # of another: `proposed` counts suggestions
    under_way: int = 0  # questions that were left with the endpoint as a batch, to be collected


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, and where; nothing was. `bodies` pairs a story with the exact body."""

    endpoint: str
    model: str
    requests: int
    estimated_tokens: int
    bodies: tuple[tuple[StoryId, str], ...]
    withheld: tuple[tuple[StoryId, str], ...] = ()  # stories that would not be sent, and why
    estimated_cost: float | None = None  # None: no prices in study.toml
    currency: str = ""
    pseudonymised: bool = False
    blocked: tuple[tuple[StoryId, str], ...] = ()  # bodies that may still identify somebody, for a person to look at
    doubts: tuple[tuple[StoryId, tuple[str, ...]], ...] = ()  # the words in them that are for a person to decide on


class RoundState(StrEnum):
    """How far a run is."""

    GOING = "going"  # it began and did not say that it ended: it is going on, or it broke off
    SUBMITTED = "submitted"  # left with the endpoint as a batch, not collected yet
    CANCELLED = "cancelled"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Round:
    """A run with what came of it: how many of its answers have each status. `asked` is how many it would ask."""

    run: Run
    state: RoundState
    asked: int
    answers: tuple[tuple[ProposalStatus, int], ...]

    def count(self, status: ProposalStatus) -> int:
        """How many answers have this status."""
        return sum(n for found, n in self.answers if found is status)


@dataclass(frozen=True, slots=True)
class StudyStatus:
    """How far each step of the method is."""

    stories: int
    proposed: int
    decided: tuple[tuple[str, int], ...]
    agreed: int
    to_discuss: tuple[StoryId, ...]
    unplaced: tuple[str, ...]
    by_story: tuple[tuple[StoryId, StoryStatus], ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What came into a study from another copy of it; all zeros when it had everything already."""

    stories: int = 0
    revisions: int = 0  # of stories that were there already
    proposals: int = 0
    decisions: int = 0
    rulings: int = 0
    published: int = 0
    withdrawn: tuple[StoryId, ...] = ()  # erased here because they were withdrawn there
    other_codebook: bool = False  # the copy has another codebook in force; this study's stays
    rest: int = 0  # runs, versions of the codebook, tombstones and the like that came in besides

    @property
    def is_nothing(self) -> bool:
        """Whether nothing came in."""
        counts = (self.stories, self.revisions, self.proposals, self.decisions, self.rulings, self.published, self.rest)
        return not any(counts) and not self.withdrawn
