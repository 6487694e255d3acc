"""A batch: many questions that are left with an endpoint, to be collected hours later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sq_coder.domain.ids import StoryId
from sq_coder.domain.proposal import Run
from sq_coder.domain.work import Proposed


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a batch, as it was when it left. `id` is what the endpoint gives back with the answer."""

    id: str  # random: it says nothing of the story
    story: StoryId
    text_sha256: str
    request_key: str
    about: str = ""  # the keyword that a second prompt asks about


@dataclass(frozen=True, slots=True)
class LeftBatch:
    """A batch that was not collected yet. Without an `id` it is not known whether the endpoint took it."""

    run: Run
    questions: tuple[Question, ...]
    again: bool = False  # asked although there was an answer
    file: str = ""  # what was uploaded, by the endpoint's own name
    id: str = ""
    being_left: bool = False  # another sq-coder is submitting it at this moment


class BatchState(StrEnum):
    """What became of a batch when somebody came for it."""

    BEING_LEFT = "being_left"  # another sq-coder is submitting it
    UNDER_WAY = "under_way"
    COLLECTED = "collected"
    NOT_TAKEN = "not_taken"  # it never arrived, or the endpoint refused it; its stories may be asked again


@dataclass(frozen=True, slots=True)
class Collected:
    """What somebody found who came for a batch: how many answers there are, and what they said."""

    state: BatchState
    answered: int
    questions: int
    proposed: Proposed
