"""What second prompts ask about, and what they suggest: passages that carry a keyword, a place for an unknown one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sq_coder import quadrant
from sq_coder.domain import (
    UNDECIDED,
    Note,
    Proposal,
    ProposalStatus,
    Purpose,
    Run,
    Slice,
    StoryId,
    Waiting,
    keyword_key,
)
from sq_coder.study.proposing import Proposals

if TYPE_CHECKING:
    from sq_coder.study.model import About


class Suggesting(Proposals):
    """The part of a study that asks about keywords that were proposed. Suggestions, never rulings."""

    def asks_about(self, run: Run) -> dict[StoryId, str]:
        """The keyword that a second prompt asks about, by story: the one proposed last.

        For its place only a word that the codebook does not have, and that no ruling placed.
        """
        if run.purpose is Purpose.KEYWORD:
            return {}
        words = self.store.proposed_keywords()
        if run.purpose is Purpose.PASSAGES:
            return words
        placements = quadrant.placements(self.store.rulings(), self.codebook, words.values())
        return {
            story: word
            for story, word in words.items()
            if quadrant.note_condition(Note(word), placements, self.codebook) == UNDECIDED
        }

    def waiting_for(self, run: Run, slice: Slice | None, *, again: bool) -> tuple[list[Waiting], int]:
        """The stories that a run of a language model would ask about, and how many have their answer already."""
        about = None if run.purpose is Purpose.KEYWORD else self.asks_about(run)
        return self.store.waiting(run, slice or Slice(perspective=None), again=again, about=about)

    def about(self, run: Run) -> About:
        """What the run's prompt is filled with."""
        from sq_coder.study.model import About

        return About(self.asks_about(run), self.codebook, self.settings.language)

    def suggested(self, story: StoryId, keyword: str) -> dict[Purpose, Proposal]:
        """The latest answer of each second prompt about a story's keyword; one that failed is none."""
        purposes = {run.id: run.purpose for run in self.store.runs()}
        key = keyword_key(keyword)
        return {
            purposes[one.run]: one
            for one in self.store.suggestions(story=story)
            if keyword_key(one.about) == key and one.status is not ProposalStatus.FAILED
        }
