"""Decisions and what follows from them: notes, rulings, verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sq_coder.domain.ids import (
    UNDECIDED,
    ConditionId,
    DecisionId,
    KeywordKey,
    ProposalId,
    RulingId,
    StoryId,
    keyword_key,
    word_count,
)
from sq_coder.domain.proposal import Evidence

MOST_WORDS = 4
"""A keyword is a word or phrase of at most four words."""


class Working(StrEnum):
    """How researchers check, a setting of the study."""

    TOGETHER = "together"
    IN_TURN = "in_turn"
    INDEPENDENT = "independent"


class FirstSelf(StrEnum):
    """On which stories researchers choose a keyword before they see the proposal, a setting of the study."""

    NONE = "none"
    SHARE = "share"
    ALL = "all"


class Sight(StrEnum):
    """Whether a proposal was in sight when deciding."""

    PROPOSAL = "proposal"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """A post-it: one keyword on one story, with a place of its own where the researchers gave it one."""

    keyword: str
    condition: ConditionId | None = None
    remark: str = ""

    def __post_init__(self) -> None:
        if not keyword_key(self.keyword):
            raise ValueError("a note needs a keyword with a letter or digit")
        if word_count(self.keyword) > MOST_WORDS:
            raise ValueError("a keyword has at most four words")

    @property
    def key(self) -> KeywordKey:
        """What makes two spellings one keyword."""
        return keyword_key(self.keyword)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one researcher, or several together, decided about one story. Never changed, only added."""

    id: DecisionId
    story: StoryId
    researchers: tuple[str, ...]  # names; more than one makes it a joint decision
    notes: tuple[Note, ...]
    remark: str = ""
    at: str = ""
    supersedes: tuple[DecisionId, ...] = ()
    sight: Sight = Sight.UNKNOWN
    saw: ProposalId | None = None  # set exactly when sight is proposal
    saw_decisions: tuple[DecisionId, ...] = ()  # of colleagues, in sight when deciding
    evidence: tuple[Evidence, ...] = ()
    text_sha256: str = ""  # the revision that was read
    codebook_sha256: str = ""  # the codebook in force
    discuss: bool = False  # a second reader asks to talk about it; the notes are those that were read

    def __post_init__(self) -> None:
        if not self.researchers or not self.notes:
            raise ValueError("a decision needs a researcher and a note")
        if len(set(self.researchers)) != len(self.researchers):
            raise ValueError("a decision names each researcher once")
        if (self.sight is Sight.PROPOSAL) != (self.saw is not None):
            raise ValueError("a decision names a proposal exactly when one was in sight")

    @property
    def is_joint(self) -> bool:
        """Whether several researchers decided together."""
        return len(self.researchers) > 1

    @property
    def choice(self) -> frozenset[tuple[KeywordKey, ConditionId | None]]:
        """What makes two decisions equal: the keywords with their own places; order and remarks do not count."""
        return frozenset((note.key, note.condition) for note in self.notes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a story: derived from decisions, never entered. `decisions` are the heads it follows from."""

    story: StoryId
    decisions: tuple[DecisionId, ...]
    researchers: tuple[str, ...]
    notes: tuple[Note, ...]
    at: str = ""


class RulingKind(StrEnum):
    """What a ruling does with a keyword, for the whole study."""

    PLACE = "place"
    MERGE = "merge"
    UNMERGE = "unmerge"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What researchers settled about a keyword, for the whole study. Never changed, only added."""

    id: RulingId
    keyword: str
    kind: RulingKind
    researchers: tuple[str, ...]
    condition: ConditionId | None = None  # of a place; UNDECIDED puts the word aside
    into: str = ""  # of a merge
    discussed: bool = False
    remark: str = ""
    at: str = ""
    supersedes: tuple[RulingId, ...] = ()

    @property
    def key(self) -> KeywordKey:
        """The keyword it is about."""
        return keyword_key(self.keyword)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a keyword stands after codebook and rulings: derived, one per keyword in use."""

    key: KeywordKey
    word: str  # the spelling to show
    counts_as: KeywordKey  # itself, or what it was merged into
    condition: ConditionId = UNDECIDED
    discussed: bool = False
    remark: str = ""
