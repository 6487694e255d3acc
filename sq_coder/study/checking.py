"""Checking, story by story: which one is next, who may see the proposal, and what a merge would come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sq_coder import codebook as codebooks
from sq_coder import quadrant, review
from sq_coder.domain import (
    UNDECIDED,
    ConditionId,
    Decision,
    Keyword,
    Offer,
    Proposal,
    ProposalStatus,
    Ruling,
    RulingId,
    RulingKind,
    Slice,
    StoryId,
    Tally,
    keyword_key,
    now,
)
from sq_coder.study.decisions import Choice, note
from sq_coder.study.results import Results
from sq_coder.study.unplaced import Unplaced, unplaced


class Checking(Results):
    """The part of a study that leads researchers through its stories."""

    def has_stories(self) -> bool:
        """Whether there is anything to check."""
        return self.store.has_stories()

    def next_to_check(self, researchers: Sequence[str], *, after: StoryId | None = None) -> StoryId | None:
        """The first story, from `after` on and then from the start, that is not settled and waits for one of these."""
        return self.store.next_undecided(researchers, after)

    def left_to_check(self, researchers: Sequence[str]) -> tuple[int, int]:
        """How many stories wait for one of these researchers, and how many stories there are."""
        return self.store.count_undecided(researchers)

    def neighbours(self, story: StoryId) -> tuple[StoryId | None, StoryId | None]:
        """The stories before and after this one; None at an end."""
        return self.store.neighbours(story)

    def chooses_first(self, story: StoryId) -> bool:
        """Whether researchers choose a keyword for this story before they see its proposal."""
        return review.chooses_first(story, self.settings, secret=self.store.secret)

    def answers_on(self, stories: Sequence[StoryId]) -> dict[StoryId, Proposal]:
        """The latest answer of a proposer on each of these stories; one that failed is none."""
        answers = self.store.proposals_on(stories)
        return {p.story: p for p in answers if p.status is not ProposalStatus.FAILED}

    def decide_all(self, researchers: Sequence[str], choices: Mapping[StoryId, Choice]) -> list[Decision]:
        """Add a decision on each of these stories, all or none."""
        decisions = [self.decision(self.store.story(story), researchers, choice) for story, choice in choices.items()]
        self.store.add_decisions(decisions, verdict_of=self.verdict_of)
        return decisions

    def place_of(self, word: str) -> ConditionId:
        """Where a keyword stands for the whole study: by the latest ruling, else by the codebook."""
        placement = self.store.placements().get(keyword_key(word))
        return placement.condition if placement else self.codebook.condition_of(word)

    def unplaced(self) -> list[Unplaced]:
        """The keywords that stand nowhere on the quadrant yet, those in settled stories first."""
        return unplaced(self)

    def is_known(self, word: str, *, in_use: bool = True) -> bool:
        """Whether the codebook has a word, or (with `in_use`) a decision names it that is no other name for a keyword."""
        if not self.is_unknown(word):
            return True
        return in_use and keyword_key(word) in self.store.placements() and self.meant_by(word) is None

    def meant_by(self, word: str) -> Keyword | None:
        """The keyword for which this word is another name in the codebook, while nothing was settled about the word."""
        placement = self.store.placements().get(keyword_key(word))
        settled = placement and (placement.counts_as != placement.key or placement.condition != UNDECIDED)
        return None if settled else self.codebook.named_also(word)

    def offers(self, word: str, *, in_use: bool = True) -> tuple[Offer, ...]:
        """The words that may be meant by a new one: of the codebook and, with `in_use`, of earlier decisions.

        Without `in_use` nothing of a colleague's choice shows.
        """
        codebook = self.codebook
        if in_use:
            known = {keyword.key for keyword in codebook.keywords}
            used = [Keyword(p.word, p.condition) for p in self.store.placements().values() if p.key not in known]
            codebook = replace(codebook, keywords=(*codebook.keywords, *used))
        found = codebooks.nearest(word, codebook, lemma=self.language.lemma)
        return tuple(offer for offer in found if offer.why != "exact")

    def if_merged(self, keyword: str, into: str) -> Tally:
        """The counts as they would be when a keyword counts as another; nothing is stored.

        Raises:
            Problem: the keyword cannot be merged into that one.
        """
        rulings, codebook = self.store.rulings(), self.codebook
        key = note(keyword).key
        heads = tuple(ruling.id for ruling in quadrant.ruling_heads(rulings).get(key, ()))
        merge = Ruling(
            RulingId("merge"), keyword, RulingKind.MERGE, (), into=note(into).keyword, at=now(), supersedes=heads
        )
        quadrant.check_ruling(merge, rulings, codebook)
        words = [placement.word for placement in self.store.placements().values()]
        placements = quadrant.placements([*rulings, merge], codebook, words)
        stories = {story.id: story for story in self.stories()}
        return quadrant.tally(self.verdicts(), stories, placements=placements, codebook=codebook, slice=Slice())
