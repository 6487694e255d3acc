"""Stories, and the documents they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sq_coder.domain.ids import StoryId, sha256, word_count

CRITICISM = ("kritiek", "criticism")
"""What the column of a story is called that says which criticism its teller voiced."""

NO_CRITICISM = ("-", "nee", "geen", "no", "none")
"""What that column says when there was none: that was recorded, unlike an empty one."""


class Perspective(StrEnum):
    """Who tells the story."""

    RESIDENT = "resident"
    FACILITATOR = "facilitator"


class Answer(StrEnum):
    """What somebody answered when asked for consent."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Consent:
    """What the resident agreed to. Not asked is unknown, and unknown is not yes."""

    ai: Answer = Answer.UNKNOWN  # the story may be sent to a language model on another machine
    quote: Answer = Answer.UNKNOWN  # sentences may be quoted in a publication
    archive: Answer = Answer.UNKNOWN  # the story may be kept after the study


@dataclass(frozen=True, slots=True)
class Story:
    """One told story in its latest revision. `attributes` are further columns, in their order."""

    id: StoryId
    title: str
    text: str
    year: int | None = None
    group: str | None = None
    perspective: Perspective = Perspective.RESIDENT
    source: str = ""
    consent: Consent = Consent()
    attributes: tuple[tuple[str, str], ...] = ()
    revision: int = 1
    at: str = ""
    withdrawn: bool = False

    @property
    def text_sha256(self) -> str:
        """Names this revision's text; evidence spans count in it."""
        return sha256(self.text)

    @property
    def words(self) -> int:
        """How many words the text has."""
        return word_count(self.text)

    @property
    def criticism(self) -> str:
        """The criticism that its teller voiced, on one line, as a researcher recorded it; '' when nobody did."""
        return " ".join(" ".join(value for name, value in self.attributes if is_criticism(name)).split())

    def with_criticism(self, words: str, *, column: str = CRITICISM[0]) -> tuple[tuple[str, str], ...]:
        """The attributes with this as the criticism: in the column that has it, else in a new one; '' takes it out."""
        said = " ".join(words.split())
        if said == self.criticism:
            return self.attributes
        at = next((name for name, _ in self.attributes if is_criticism(name)), column)
        others = {name: value for name, value in self.attributes if name == at or not is_criticism(name)}
        return tuple((others | {at: said}).items() if said else ((n, v) for n, v in others.items() if n != at))


def is_criticism(column: str) -> bool:
    """Whether a column of stories says which criticism their tellers voiced."""
    return column.strip().casefold() in CRITICISM


class Arrival(StrEnum):
    """What became of a story that was brought in."""

    ADDED = "added"
    ALREADY_THERE = "already_there"
    WITHDRAWN = "withdrawn"  # its teller withdrew it earlier, so it stays out


class BlockKind(StrEnum):
    """What a block of a document is, as far as its reader knows."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document in reading order: plain text, NFC, single line breaks only where the author put them."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0  # of a heading: 1 is the highest; 0 is not known
    number: str = ""  # the number of a numbered heading or list item as written or generated: '3.', '2.1'
    page: int = 0  # from 1; 0 is not known
    emphasis: bool = False  # bold or larger than the running text as a whole


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story as found in a document, before it has an id."""

    title: str
    text: str
    year: int | None = None
    group: str | None = None
    perspective: Perspective | None = None
    source: str = ""
    consent: Consent | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of one file: blocks of running text, or (a table) rows that are stories already."""

    name: str
    format: str  # txt, md, docx, odt, pdf, csv, xlsx
    encoding: str = ""  # of a plain text: which was read
    blocks: tuple[Block, ...] = ()
    rows: tuple[FoundStory, ...] = ()
    title: str = ""  # from the document's own properties
    about: FoundStory | None = None  # what the document says about every story in it
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A document's stories and all that is in none of them: together every character, each once."""

    stories: tuple[FoundStory, ...]
    outside: tuple[str, ...] = ()  # the blocks in no story, in reading order
    warnings: tuple[str, ...] = field(default=())

    @property
    def outside_characters(self) -> int:
        """How many characters stand in no story."""
        return sum(len(text) for text in self.outside)
