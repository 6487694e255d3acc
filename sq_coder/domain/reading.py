"""What stands behind the figure: the stories of a note, and the stories that are not counted."""

from __future__ import annotations

from dataclasses import dataclass

from sq_coder.domain.decision import Decision, Note
from sq_coder.domain.ids import StoryId
from sq_coder.domain.proposal import Evidence
from sq_coder.domain.review import StoryStatus
from sq_coder.domain.story import Story


@dataclass(frozen=True, slots=True)
class Noted:
    """One note of the figure in the story that has it, with who decided and the passages they had."""

    story: Story
    note: Note  # as it was decided, before merges
    decisions: tuple[Decision, ...]  # that the verdict follows from
    passages: tuple[Evidence, ...]  # of these decisions, and of a proposal of the same word


@dataclass(frozen=True, slots=True)
class NotCounted:
    """The stories of a slice without a verdict. `reopened` had one until a later decision."""

    stories: int
    statuses: tuple[tuple[StoryId, StoryStatus], ...]  # of those with a decision
    reopened: tuple[StoryId, ...] = ()

    def of(self, status: StoryStatus) -> tuple[StoryId, ...]:
        """The stories with this status."""
        return tuple(story for story, found in self.statuses if found is status)

    @property
    def untouched(self) -> int:
        """How many nobody decided on yet."""
        return self.stories - len(self.statuses)
