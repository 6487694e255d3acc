"""Looking things up in what is exported: which decision holds, where a note stands, what a story is called."""

from __future__ import annotations

from sq_coder.domain import (
    UNDECIDED,
    ConditionId,
    Contents,
    Decision,
    KeywordKey,
    Note,
    Proposal,
    Story,
    StoryId,
    StoryStatus,
    Verdict,
    keyword_key,
)
from sq_coder.gateways.writers.words import Language, word


class Index:
    """Contents by their ids."""

    def __init__(self, contents: Contents) -> None:
        self.codebook = contents.codebook
        self.stories = {s.id: s for s in contents.stories}
        self.runs = {r.id: r for r in contents.runs}
        self.proposals = {p.id: p for p in contents.proposals}
        self.placements = {p.key: p for p in contents.placements}
        self.verdicts = {v.story: v for v in contents.verdicts}
        self.of_story: dict[StoryId, list[Proposal]] = {}
        for proposal in contents.proposals:
            self.of_story.setdefault(proposal.story, []).append(proposal)
        self._statuses = contents.statuses
        self._decisions: dict[StoryId, list[Decision]] = {}
        for decision in contents.decisions:
            self._decisions.setdefault(decision.story, []).append(decision)

    def title(self, story: StoryId) -> str:
        """What the story is called."""
        found = self.stories.get(story)
        return found.title if found else ""

    def verdict(self, story: StoryId) -> Verdict | None:
        """What holds for the story."""
        return self.verdicts.get(story)

    def status(self, story: Story) -> StoryStatus:
        """How far the story is, as the review stage said; without its word only what follows by itself."""
        if story.withdrawn:
            return StoryStatus.WITHDRAWN
        given = self._statuses.get(story.id)
        return given or (StoryStatus.AGREED if story.id in self.verdicts else StoryStatus.NOT_SEEN)

    def current(self, story: StoryId) -> list[tuple[Decision, tuple[str, ...]]]:
        """The decisions that are still somebody's latest, each with those researchers.

        Latest per researcher is what no other decision of that researcher supersedes, so a joint decision
        stays the latest of the one who did not decide again.
        """
        decisions = self._decisions.get(story, [])
        superseded = {(old, who) for d in decisions for old in d.supersedes for who in d.researchers}
        found = [(d, tuple(w for w in d.researchers if (d.id, w) not in superseded)) for d in decisions]
        return [(d, who) for d, who in found if who]

    def is_current(self, decision: Decision) -> bool:
        """Whether the decision is still somebody's latest."""
        return any(d.id == decision.id for d, _ in self.current(decision.story))

    def place_of(self, note: Note) -> ConditionId:
        """The note's own place, else its keyword's; undecided when the codebook has no such condition."""
        placement = self.placements.get(note.key)
        ruled = placement.condition if placement else self.codebook.condition_of(note.keyword)
        place = ruled if note.condition is None else note.condition
        return place if self.codebook.condition(place) else UNDECIDED

    def spelling(self, key: KeywordKey) -> str:
        """How a keyword is written on the quadrant."""
        placement = self.placements.get(key)
        known = self.codebook.keyword(key)
        return placement.word if placement else known.word if known else key

    def condition(self, id: ConditionId | None, language: Language) -> str | None:
        """A condition's name; an unknown id stands as it is."""
        if id is None:
            return None
        found = self.codebook.condition(id)
        if found is None:
            return word(id, language)
        return found.name if language == "nl" else found.name_en or found.name

    def place(self, keyword: str, language: Language) -> str | None:
        """Where a proposed keyword would stand."""
        return self.condition(self.place_of(Note(keyword)), language) if keyword_key(keyword) else None
