"""Drafts of a study: what a researcher typed and did not save yet."""

from __future__ import annotations

from sq_coder.domain import StoryId
from sq_coder.study.base import StudyBase


class Drafting(StudyBase):
    """The part of a study that keeps what is being typed. A draft is nobody's decision and is in no export."""

    def drafts_of(self, researcher: str) -> dict[StoryId, str]:
        """The drafts of one researcher by story, as they were written."""
        own = researcher.casefold()
        return {story: text for (story, who), text in self.store.drafts().items() if who.casefold() == own}

    def draft(self, story: StoryId, researcher: str) -> str | None:
        """One draft; None when there is none."""
        return self.store.draft(story, researcher)

    def save_draft(self, story: StoryId, researcher: str, text: str) -> None:
        """Keep what is being typed, in place of what was typed before."""
        self.store.save_draft(story, researcher, text)

    def drop_draft(self, story: StoryId, researcher: str) -> None:
        """Forget a draft: it was saved as a decision, or given up."""
        self.store.drop_draft(story, researcher)
