"""What is known about proposals themselves: do they hold when asked again, do they steer, do they fit."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain.ids import StoryId


@dataclass(frozen=True, slots=True)
class Wavering:
    """A story with more than one answer to what was asked of it; '' stands for an answer without a usable keyword."""

    story: StoryId
    keywords: tuple[tuple[str, int], ...]  # each with how often it came, the most frequent first


@dataclass(frozen=True, slots=True)
class Stability:
    """Answers beside each other: of one question asked again, or of two models or prompts."""

    runs: tuple[str, ...]
    stories: int  # with at least two answers
    answers: int
    wavering: tuple[Wavering, ...]
    usable_in_part: int = 0  # stories with a usable answer and an unusable one

    @property
    def steady(self) -> int:
        """In how many stories every answer was the same."""
        return self.stories - len(self.wavering)


@dataclass(frozen=True, slots=True)
class Influence:
    """First decisions, beside the proposal there was. Counts and stories; no score per person."""

    in_sight_left: tuple[StoryId, ...]  # a proposal was in sight and was left standing
    in_sight_changed: tuple[StoryId, ...]  # it was in sight, and the decision is another
    by_oneself_same: tuple[StoryId, ...]  # decided first by oneself, and the proposal says the same
    by_oneself_other: tuple[StoryId, ...]
    unknown: int = 0  # decisions that do not say what was in sight
    no_proposal: int = 0  # decided by oneself on a story without a usable proposal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run's proposals against decisions that exist, beside always answering the most frequent word."""

    run: str
    stories: int  # that have a verdict and an answer of the run, made without its proposal in sight
    among: tuple[StoryId, ...]  # the proposal is one of the story's keywords
    alone: tuple[StoryId, ...]  # it is the only one
    other: tuple[StoryId, ...]  # it is none of them
    unusable: tuple[StoryId, ...]  # the run has no usable keyword
    most_frequent: str  # the word that is most often in these verdicts
    minimum: int  # in how many of these stories always answering that word would be among the keywords
    left_out: tuple[StoryId, ...] = ()  # decided with this proposer's own proposal in sight, or not known
