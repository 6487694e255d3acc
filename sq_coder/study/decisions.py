"""Decisions of a study: what researchers decided, settled and still have to discuss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sq_coder import codebook as codebooks
from sq_coder import quadrant, review
from sq_coder.domain import (
    UNDECIDED,
    ConditionId,
    Decision,
    DecisionId,
    Evidence,
    KeywordKey,
    Note,
    Offer,
    Placement,
    Proposal,
    Ruling,
    RulingId,
    RulingKind,
    Sight,
    Story,
    StoryId,
    StoryStatus,
    Verdict,
    new_id,
    now,
)
from sq_coder.errors import Problem, quote
from sq_coder.study.base import StudyBase

MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose for a story, before it is a decision.

    `supersedes` None means: on top of whatever is stored now. A screen gives the heads it showed, so that a newer
    decision is noticed.
    """

    notes: tuple[Note, ...]
    remark: str = ""
    sight: Sight = Sight.UNKNOWN
    saw: str | None = None
    saw_decisions: tuple[DecisionId, ...] = ()
    supersedes: tuple[DecisionId, ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    discuss: bool = False


def note(keyword: str, condition: str | None = None, remark: str = "") -> Note:
    """A note as somebody wrote it; refused with a sentence when it is not one keyword."""
    word = " ".join(keyword.split())
    if not word.isprintable():
        raise Problem(
            "keyword", f"{quote(word)} holds characters that cannot be seen. Nothing was saved. Type the keyword again."
        )
    if len(word) > MOST_LETTERS:
        raise Problem(
            "keyword", f"{quote(word)} is not a usable keyword. Nothing was saved. Use at most {MOST_LETTERS} letters."
        )
    try:
        return Note(word, ConditionId(condition) if condition else None, remark)
    except ValueError as e:
        raise Problem("keyword", f"{quote(word)} was not saved: {e}. Nothing was changed. Choose one keyword.") from e


class Decisions(StudyBase):
    """The part of a study that holds what researchers decided."""

    def decide(self, reference: str, researchers: Sequence[str], choice: Choice) -> tuple[Decision, Verdict | None]:
        """Add a decision of one researcher, or of several together; with the verdict that it makes, if any."""
        story = self.store.story(reference)
        decision = self.decision(story, researchers, choice)
        return decision, self.store.add_decision(decision, verdict_of=self.verdict_of)

    def decision(self, story: Story, researchers: Sequence[str], choice: Choice) -> Decision:
        """The decision that a choice would be, checked and not stored."""
        names = self._names(researchers)
        return Decision(
            id=DecisionId(new_id()),
            story=story.id,
            researchers=names,
            notes=self.checked(choice.notes),
            remark=choice.remark,
            at=now(),
            supersedes=self._heads(story.id, names) if choice.supersedes is None else choice.supersedes,
            sight=choice.sight,
            saw=self._seen(story.id, choice.saw).id if choice.saw else None,
            saw_decisions=choice.saw_decisions,
            evidence=choice.evidence,
            text_sha256=story.text_sha256,
            codebook_sha256=self.codebook.sha256,
            discuss=choice.discuss,
        )

    def verdict_of(self, decisions: Sequence[Decision]) -> Verdict | None:
        """What the decisions on one story make, with as many researchers as this study asks."""
        return review.verdict(decisions, coders=self.settings.coders_per_story)

    def _names(self, researchers: Sequence[str]) -> tuple[str, ...]:
        """The names as first written: 'ann' and 'Ann' are one researcher."""
        known = {name.casefold(): name for name in self.store.researchers()}
        names = [" ".join(name.split()) for name in researchers]
        if not names or not all(names):
            raise Problem(
                "researcher", "A decision needs the name of a researcher. Nothing was saved. Give --researcher NAME."
            )
        if long := [name for name in names if len(name) > 100 or not name.isprintable()]:
            raise Problem(
                "researcher", f"{quote(long[0])} is not a usable name. Nothing was saved. Use at most 100 letters."
            )
        return tuple(dict.fromkeys(known.get(name.casefold(), name) for name in names))

    def _who(self, researchers: Sequence[str]) -> tuple[str, ...]:
        """Who merged or unmerged keywords; that they say so is up to them."""
        return self._names(researchers) if researchers else ()

    def checked(self, notes: Sequence[Note]) -> tuple[Note, ...]:
        """Notes as they may be stored: each keyword once, every condition one of the codebook."""
        kept: dict[tuple[str, str | None], Note] = {}
        for note in notes:
            own = replace(note, condition=self._condition(note.condition)) if note.condition else note
            kept.setdefault((own.key, own.condition), own)
        return tuple(kept.values())

    def _condition(self, said: str) -> ConditionId:
        """The condition that somebody named, by its id or as the figure calls it."""
        found = self.codebook.condition_named(said)
        if found is None:
            raise self._unknown_condition(said)
        return found.id

    def _unknown_condition(self, condition: str) -> Problem:
        known = ", ".join(self.codebook.condition_ids)
        return Problem(
            "condition", f"There is no condition {quote(condition)}. Nothing was saved. The codebook has: {known}."
        )

    def _heads(self, story: StoryId, names: Sequence[str]) -> tuple[DecisionId, ...]:
        heads = review.heads(self.store.decisions(story=story))
        return tuple(sorted({d.id for name in names for d in heads.get(name, ())}))

    def _seen(self, story: StoryId, saw: str) -> Proposal:
        found = [p for p in self.store.proposals(story=story) if p.id.startswith(saw)]
        if len(found) != 1:
            raise Problem(
                "proposal",
                f"Story {story[:8]} has no proposal {quote(saw)}. Nothing was saved. See: sq-coder proposals",
            )
        return found[0]

    def decision_ids(self, reference: str, beginnings: Sequence[str]) -> tuple[DecisionId, ...]:
        """The decisions on a story that these ids, or unique beginnings of ids, name."""
        ids = [d.id for d in self.decisions(reference)]
        found = [[id for id in ids if id.startswith(beginning)] for beginning in beginnings]
        if wrong := [b for b, fits in zip(beginnings, found, strict=True) if len(fits) != 1]:
            raise Problem("decision", f"{quote(wrong[0])} names no decision on this story. Nothing was saved.")
        return tuple(fits[0] for fits in found)

    def is_unknown(self, word: str) -> bool:
        """Whether the codebook does not have a word."""
        return self.codebook.keyword(word) is None

    def decisions(self, reference: str | None = None) -> list[Decision]:
        """Every decision, of one story or of all, the oldest first."""
        return self.store.decisions(story=self.store.story(reference).id if reference else None)

    def decisions_on(self, ids: Sequence[StoryId]) -> list[Decision]:
        """Every decision on these stories, the oldest first."""
        return self.store.decisions_on(ids)

    def verdicts(self) -> list[Verdict]:
        """What holds now, of every story that has a verdict."""
        return self.store.verdicts()

    def nearest(self, word: str) -> tuple[Offer, ...]:
        """The known keywords that may be meant by a word: to offer, never to apply."""
        return codebooks.nearest(word, self.codebook, lemma=self.language.lemma)

    def place(
        self, keyword: str, condition: str, researchers: Sequence[str], *, discussed: bool = False, remark: str = ""
    ) -> Ruling:
        """Settle for the whole study where a keyword stands; 'undecided' puts it aside."""
        ruling = Ruling(
            RulingId(new_id()),
            note(keyword).keyword,
            RulingKind.PLACE,
            self._names(researchers),
            condition=UNDECIDED if condition == UNDECIDED else self._condition(condition),
            discussed=discussed,
            remark=remark,
        )
        return self._rule(ruling)

    def merge_keywords(self, keyword: str, into: str, researchers: Sequence[str] = (), *, remark: str = "") -> Ruling:
        """Count a keyword as another from now on; every decision keeps the word that was chosen."""
        words = note(keyword).keyword, note(into).keyword
        return self._rule(
            Ruling(RulingId(new_id()), words[0], RulingKind.MERGE, self._who(researchers), into=words[1], remark=remark)
        )

    def unmerge_keyword(self, keyword: str, researchers: Sequence[str] = (), *, remark: str = "") -> Ruling:
        """Let a merged keyword count as itself again."""
        return self._rule(
            Ruling(RulingId(new_id()), note(keyword).keyword, RulingKind.UNMERGE, self._who(researchers), remark=remark)
        )

    def _rule(self, ruling: Ruling) -> Ruling:
        rulings = self.store.rulings()
        heads = tuple(r.id for r in quadrant.ruling_heads(rulings).get(ruling.key, ()))
        ruling = replace(ruling, at=now(), supersedes=heads)
        quadrant.check_ruling(ruling, rulings, self.codebook)
        self.store.add_ruling(ruling, self.codebook)
        return ruling

    def rulings(self) -> list[Ruling]:
        """Every ruling, the oldest first."""
        return self.store.rulings()

    def researchers(self) -> list[str]:
        """Everybody who decided or ruled, by name."""
        return self.store.researchers()

    def placements(self) -> dict[KeywordKey, Placement]:
        """Where each keyword in use stands."""
        return dict(self.store.placements())

    def to_discuss(self) -> list[StoryId]:
        """The stories whose researchers' latest decisions differ."""
        return review.to_discuss(self.store.decisions_on(self.store.unsettled()))

    def story_statuses(self, stories: Sequence[StoryId] | None = None) -> Mapping[StoryId, StoryStatus]:
        """How far each of these stories is; all when none are named."""
        ids = self.store.story_ids() if stories is None else stories
        return self._statuses(ids, self.store.decisions() if stories is None else self.store.decisions_on(stories))

    def _statuses(self, ids: Iterable[StoryId], decisions: Iterable[Decision]) -> Mapping[StoryId, StoryStatus]:
        found = review.by_story(decisions)
        drafted, coders = self.store.drafted(), self.settings.coders_per_story
        return {id: review.status(found.get(id, ()), coders=coders, has_draft=id in drafted) for id in ids}
