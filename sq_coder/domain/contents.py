"""What leaves a study and what comes in from other tools, as one noun each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sq_coder.domain.codebook import Codebook
from sq_coder.domain.decision import Decision, Note, Placement, Ruling, Verdict
from sq_coder.domain.frozen import Frozen, Tombstone
from sq_coder.domain.ids import StoryId
from sq_coder.domain.proposal import Evidence, Prompt, Proposal, Run, RunEvent, Sent
from sq_coder.domain.review import Agreement, StoryStatus, Validation
from sq_coder.domain.story import FoundStory, Story
from sq_coder.domain.study import Settings
from sq_coder.domain.tally import Tally


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a complete export holds.

    `stories` are latest revisions, `revisions` the earlier ones; `codebook` is in force, `codebooks` were before.
    `figures` are PNG bytes and an alternative text by name; a name is also the figure's caption.
    """

    settings: Settings
    codebook: Codebook
    tally: Tally
    stories: tuple[Story, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    runs: tuple[Run, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    suggestions: tuple[Proposal, ...] = ()  # of second prompts
    decisions: tuple[Decision, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    placements: tuple[Placement, ...] = ()
    slices: tuple[Tally, ...] = ()
    validation: Validation | None = None
    agreement: Agreement | None = None
    report_text: str = ""
    figures: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    version: str = ""  # of sq-coder
    at: str = ""  # when this was made
    statuses: Mapping[StoryId, StoryStatus] = field(default_factory=dict)  # as the review stage says
    revisions: tuple[Story, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    events: tuple[RunEvent, ...] = ()
    # What only putting a study back needs; the key is what stories' ids come from, so whoever has it has the texts too.
    secret: str = field(default="", repr=False)
    created_at: str = ""
    codebook_dates: Mapping[str, str] = field(default_factory=dict)  # sha256 to when it was first in force
    tombstones: tuple[Tombstone, ...] = ()
    sent: tuple[Sent, ...] = ()
    frozen: tuple[Frozen, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognisable:
    """A count that is one person: `what` says which column (group, year, told_by, slice), `value` which value in it."""

    what: str
    value: str

    @property
    def key(self) -> str:
        """Names the item, for confirming it: 'group=koor'."""
        return f"{self.what}={self.value}"


class ShapeKind(StrEnum):
    """What a shape is on a slide."""

    BOX = "box"  # square corners
    ROUNDED = "rounded"
    TEXT = "text"  # words without a box
    LINE = "line"  # from (x, y) to (x + w, y + h); w and h may be negative
    ARROW = "arrow"  # a line with a head at both ends
    BUBBLE = "bubble"  # a speech bubble
    DIAMOND = "diamond"
    GROUP = "group"  # its parts, which move together


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words in a shape, in points."""

    text: str
    size: float = 12
    colour: str = "#222222"
    bold: bool = False
    align: str = "left"  # left, centre, right


@dataclass(frozen=True, slots=True)
class Shape:
    """One native shape on a slide, in points from the top left. An empty colour is none. Words do not wrap."""

    kind: ShapeKind
    x: float
    y: float
    w: float
    h: float
    lines: tuple[Words, ...] = ()
    fill: str = ""
    border: str = ""
    border_width: float = 0.75
    name: str = ""  # as the selection pane shows it
    alt: str = ""
    dashed: bool = False
    radius: float = 0  # of rounded corners
    inset: tuple[float, float] = (0, 0)  # of the words, from the left and the top
    leading: float = 1.15  # from line to line, in type sizes
    parts: tuple[Shape, ...] = ()  # of a group


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide of native shapes, in points (16:9). `notes` are the speaker's: empty unless asked for."""

    title: str
    shapes: tuple[Shape, ...]
    width: float = 960
    height: float = 540
    notes: str = ""


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """What one user of another tool coded in one story. `story` counts in the project's stories, from 0."""

    story: int
    researchers: tuple[str, ...]  # empty: the project names no user
    notes: tuple[Note, ...]
    evidence: tuple[Evidence, ...] = ()  # empty: the whole story
    remark: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class FoundRuling:
    """What was settled about a keyword in a project that sq-coder wrote; its place is the codebook's there."""

    keyword: str
    researchers: tuple[str, ...]
    into: str = ""  # the keyword that it counts as, when they were merged
    discussed: bool = False
    remark: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class FoundProject:
    """What was read from a REFI-QDA project or codebook; `left_out` says, in sentences, what was not taken over."""

    name: str
    origin: str  # the tool that wrote it
    codebook: Codebook
    stories: tuple[FoundStory, ...] = ()
    users: tuple[str, ...] = ()
    decisions: tuple[FoundDecision, ...] = ()
    rulings: tuple[FoundRuling, ...] = ()
    left_out: tuple[str, ...] = ()
