"""The codebook: conditions with their place on the quadrant, and the keywords that are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sq_coder.domain.ids import UNDECIDED, ConditionId, KeywordKey, keyword_key


class Position(StrEnum):
    """A place on the quadrant, in the order of the published figure."""

    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of social quality. `position` is None in a codebook that has other than four conditions."""

    id: ConditionId
    name: str  # Dutch
    name_en: str
    definition: str
    colour: str  # accent, '#rrggbb'
    position: Position | None = None
    source: str = ""
    definition_en: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A known keyword. Aliases and signal words are offered or searched, never applied by themselves."""

    word: str
    condition: ConditionId
    definition: str = ""
    aliases: tuple[str, ...] = ()
    signal_words: tuple[str, ...] = ()
    source: str = ""
    word_en: str = ""
    against: bool = False  # it names what the group helps against: 'eenzaamheid'

    @property
    def key(self) -> KeywordKey:
        """What makes two spellings one keyword."""
        return keyword_key(self.word)


@dataclass(frozen=True, slots=True)
class AxisWords:
    """The words at the ends of the axes, in one language."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of a codebook. `text` is the file as written; `sha256` names the version."""

    name: str
    conditions: tuple[Condition, ...]
    keywords: tuple[Keyword, ...]
    axes: AxisWords = AxisWords()
    axes_en: AxisWords = AxisWords()
    name_en: str = ""
    language: str = "nl"
    text: str = field(default="", repr=False)
    sha256: str = ""

    def keyword(self, word: str) -> Keyword | None:
        """The keyword written exactly like this, up to its key; aliases do not count."""
        key = keyword_key(word)
        return next((k for k in self.keywords if k.key == key), None)

    def named_also(self, word: str) -> Keyword | None:
        """The keyword that has this word as another name; None for a keyword itself."""
        key = keyword_key(word)
        if self.keyword(word):
            return None
        return next((k for k in self.keywords if key in map(keyword_key, k.aliases)), None)

    def condition_of(self, word: str) -> ConditionId:
        """Where the codebook puts a word; undecided when it does not know it."""
        found = self.keyword(word)
        return found.condition if found else UNDECIDED

    def condition(self, id: str) -> Condition | None:
        """The condition with this id."""
        return next((c for c in self.conditions if c.id == id), None)

    def condition_named(self, words: str) -> Condition | None:
        """The condition with this id or this name, Dutch or English, in capitals or not."""
        said = " ".join(words.casefold().split())
        return next((c for c in self.conditions if said in (c.id, c.name.casefold(), c.name_en.casefold())), None)

    @property
    def condition_ids(self) -> tuple[ConditionId, ...]:
        """The conditions' ids, in the order of the codebook."""
        return tuple(c.id for c in self.conditions)


@dataclass(frozen=True, slots=True)
class Offer:
    """A known keyword that may be meant. Offered, never applied. `why`: exact, alias, lemma, near or part."""

    keyword: Keyword
    score: float  # 0 to 100
    why: str
