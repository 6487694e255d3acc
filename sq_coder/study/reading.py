"""Reading a study's figure back: the stories behind a note, and the stories that are not counted."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder import review
from sq_coder.domain import (
    ConditionId,
    Decision,
    NotCounted,
    Note,
    Noted,
    Ruling,
    Slice,
    Story,
    StoryId,
    keyword_key,
)
from sq_coder.study.decisions import Decisions


class Reading(Decisions):
    """The part of a study that says what stands behind its counts."""

    def notes_on(
        self, word: str, condition: str | None = None, *, slice: Slice | None = None
    ) -> list[tuple[StoryId, Note]]:
        """The counted stories that have a word, also under a word merged into it; each story once.

        With a condition: only the notes that stand there, some by a place of their own.
        """
        place = ConditionId(condition) if condition else None
        return self.store.stories_noting(keyword_key(word), self.codebook, place=place, slice=slice)

    def noted(self, notes: Sequence[tuple[StoryId, Note]]) -> list[Noted]:
        """These notes with their stories, who decided and the passages; a story withdrawn meanwhile is left out."""
        of = dict(notes)
        ids = list(of)
        holding = self.store.deciding(ids)
        decisions = [d for d in self.store.decisions_on(ids) if d.id in holding]
        return [self._noted(story, of[story.id], decisions) for story in self.store.stories_of(ids)]

    def _noted(self, story: Story, note: Note, decisions: Sequence[Decision]) -> Noted:
        deciding = tuple(d for d in decisions if d.story == story.id)
        proposed = [p for p in self.store.proposals(story=story.id) if keyword_key(p.keyword) == note.key]
        passages = [e for d in deciding for e in d.evidence] + [e for p in proposed for e in p.evidence]
        evidence = {(e.start, e.end, e.text_sha256): e for e in passages}
        return Noted(story, note, deciding, tuple(evidence.values()))

    def rulings_on(self, word: str) -> list[Ruling]:
        """Every ruling on a word, the oldest first: who placed it where, and why."""
        key = keyword_key(word)
        return [ruling for ruling in self.store.rulings() if ruling.key == key]

    def not_counted(self, slice: Slice | None = None) -> NotCounted:
        """The stories of a slice without a verdict: to discuss, reopened, seen by too few, not seen."""
        number, ids = self.store.without_verdict(slice or Slice())
        of = review.by_story(self.store.decisions_on(ids))
        coders = self.settings.coders_per_story
        statuses = tuple((id, review.status(of.get(id, ()), coders=coders)) for id in ids)
        return NotCounted(number, statuses, tuple(id for id in ids if self._was_settled(of.get(id, ()))))

    def _was_settled(self, decisions: Sequence[Decision]) -> bool:
        """Whether a story had a verdict before its last decision or an earlier one."""
        return any(self.verdict_of(decisions[:n]) for n in range(1, len(decisions)))

    def has_verdicts(self) -> bool:
        """Whether anything is counted yet."""
        return self.store.has_verdicts()

    def attribute_names(self) -> list[str]:
        """The further columns that stories have, by name: what slices can be made by."""
        return self.store.attribute_names()
