"""Proposals: what a run of a proposer says of a story, with its whole origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sq_coder.domain.ids import ProposalId, RunId, StoryId, keyword_key, sha256
from sq_coder.domain.story import Answer

Parameters = tuple[tuple[str, str], ...]


class ProposalStatus(StrEnum):
    """What became of asking. Unusable and no fitting word are done; failed is tried again."""

    OK = "ok"
    UNUSABLE = "unusable"
    FAILED = "failed"
    NO_FITTING_WORD = "no_fitting_word"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a story: half-open code-point offsets in the text named by `text_sha256`."""

    start: int
    end: int
    text: str
    text_sha256: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"evidence {self.start}..{self.end} does not fit its {len(self.text)} characters")


class Purpose(StrEnum):
    """What a prompt asks for. Only the first makes proposals; what the others yield are suggestions beside one."""

    KEYWORD = "keyword"
    PASSAGES = "passages"  # the quotes that carry the keyword
    PLACE = "place"  # the condition of a keyword that the codebook does not know


SECOND_PROMPTS = {Purpose.PASSAGES: "passages.v1", Purpose.PLACE: "plek.v1"}
"""The prompt for each second question, unless another is named."""

FOR_KEYWORD, FOR_CONDITIONS = "{kernwoord}", "{condities}"
"""Where in a second prompt the story's keyword and the codebook's conditions come."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A versioned prompt file. A released prompt is never edited; a change is a new file."""

    name: str  # the file's stem: kernwoord.v1
    text: str

    @property
    def purpose(self) -> Purpose:
        """What it asks for, by what has to be filled in.

        >>> Prompt("plek.v1", "Waar past {kernwoord}? Kies uit: {condities}").purpose
        <Purpose.PLACE: 'place'>
        """
        if FOR_CONDITIONS in self.text:
            return Purpose.PLACE
        return Purpose.PASSAGES if FOR_KEYWORD in self.text else Purpose.KEYWORD

    @property
    def sha256(self) -> str:
        """Names the exact text."""
        return sha256(self.text)


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a language model: exactly the message that is sent."""

    story: StoryId
    message: str
    model: str
    parameters: Parameters = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that a run has yet to ask about, without its text: thousands of them fit."""

    story: StoryId
    text_sha256: str
    ai: Answer  # whether the resident agreed that it leaves the machine
    about: str = ""  # the keyword that a second prompt asks about


@dataclass(frozen=True, slots=True)
class Reply:
    """What a language model answered, as it came."""

    text: str
    model: str = ""  # the model that says it answered
    fingerprint: str = ""  # the endpoint's system fingerprint, where given
    finish_reason: str = ""
    thoughts: str = ""  # a reasoning model's, kept apart from its answer
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of a proposer over stories."""

    id: RunId
    proposer: str  # openai, paste, codebook
    model: str = ""
    endpoint: str = ""
    prompt: str = ""  # name; empty for a proposer without one
    prompt_sha256: str = ""
    parameters: Parameters = ()
    codebook_sha256: str = ""
    version: str = ""  # of sq-coder
    at: str = ""
    purpose: Purpose = Purpose.KEYWORD

    def request_key(self, text_sha256: str, about: str = "") -> str:
        """Names what was asked: equal keys are the same question, so it is not asked twice.

        The codebook counts only where it is read: by the embedded matcher, and for a keyword's place. `about` is the
        keyword that a second prompt asks about.
        """
        reads = self.proposer == "codebook" or self.purpose is Purpose.PLACE
        parts = [self.proposer, self.model, self.prompt_sha256, self.codebook_sha256 if reads else "", text_sha256]
        parts += [f"{name}={value}" for name, value in sorted(self.parameters)]
        if self.purpose is not Purpose.KEYWORD:
            parts += [self.purpose.value, keyword_key(about)]
        return sha256("\x1f".join(parts))


@dataclass(frozen=True, slots=True)
class RunEvent:
    """A step in a run's progress: started, submitted, cancelled, finished. Appended, never changed."""

    run: RunId
    kind: str
    at: str = ""
    story: StoryId | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a run says of one story: one keyword, or why there is none, with all it came from.

    Of a second prompt it is a suggestion about a keyword: its passages are `evidence`, its condition is `place`.
    """

    id: ProposalId
    run: RunId
    story: StoryId
    status: ProposalStatus
    keyword: str = ""  # empty unless the status is ok
    evidence: tuple[Evidence, ...] = ()
    score: float | None = None
    raw_reply: str = field(default="", repr=False)
    reason: str = ""  # why it is unusable, failed or without a word
    text_sha256: str = ""  # of the story's text that was read
    request_key: str = ""
    answered_by: str = ""  # the model that says it answered
    fingerprint: str = ""
    finish_reason: str = ""
    thoughts: str = field(default="", repr=False)
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    seconds: float | None = None
    pseudonymised: bool = False
    at: str = ""
    about: str = ""  # the keyword that a second prompt asked about
    place: str = ""  # the id of the condition that it suggests for it
    invented: tuple[str, ...] = field(default=(), repr=False)  # quotes that do not stand in the story

    def __post_init__(self) -> None:
        if (self.status is ProposalStatus.OK) != bool(self.keyword):
            raise ValueError("a proposal has a keyword exactly when its status is ok")


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that left the machine: where to, how long, and the hash of exactly what was sent."""

    story: StoryId
    endpoint: str
    model: str
    body_sha256: str
    characters: int
    pseudonymised: bool
    at: str = ""
    run: RunId | None = None
