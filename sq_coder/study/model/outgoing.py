"""What goes out about a story, and whether it may: the same for a preview and for a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sq_coder import propose
from sq_coder.domain import (
    Answer,
    Codebook,
    Leak,
    Listed,
    ModelSettings,
    Prompt,
    Pseudonymised,
    Purpose,
    Request,
    Run,
    Sent,
    Story,
    StoryId,
    Waiting,
)
from sq_coder.domain import sha256 as hashed
from sq_coder.errors import ModelError
from sq_coder.gateways import llm
from sq_coder.gateways.deidentify import Deidentifier
from sq_coder.gateways.language import Language
from sq_coder.propose import privacy
from sq_coder.propose.cost import estimated_tokens

NO_CONSENT = (
    "The resident did not say yes to AI, so the story was not sent. Record the consent with: sq-coder edit, or use a model "
    "on this machine."
)


@dataclass(frozen=True, slots=True)
class About:
    """What a second prompt is filled with: each story's keyword, and the codebook's conditions."""

    keywords: Mapping[StoryId, str]
    codebook: Codebook
    language: str = "nl"

    def fill(self, prompt: Prompt, keyword: str) -> Prompt:
        """The prompt about this keyword; one that asks for a keyword stays as it is."""
        if prompt.purpose is Purpose.KEYWORD:
            return prompt
        return propose.filled(prompt, keyword, self.codebook.conditions, language=self.language)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message about one story. `withheld` says why it may not go out; empty when it may."""

    story: Story = field(repr=False)
    request: Request = field(repr=False)
    stood_in: Pseudonymised | None = field(default=None, repr=False)  # None: the story's own text
    withheld: str = ""
    leaks: tuple[Leak, ...] = ()  # what in it may still identify somebody; a person decides
    doubts: tuple[str, ...] = field(default=(), repr=False)  # and as it is written there, each once
    about: str = ""  # the keyword that a second prompt asks about

    @property
    def tokens(self) -> int:
        """About how many tokens it is."""
        return estimated_tokens(self.request.message)

    def sent(self, run: Run) -> Sent:
        """The record of its leaving."""
        body = llm.body(self.request)
        return Sent(
            story=self.story.id,
            endpoint=run.endpoint,
            model=run.model,
            body_sha256=hashed(body),
            characters=len(body),
            pseudonymised=self.stood_in is not None,
            run=run.id,
        )


class Outbox:
    """Makes the message for each story of a run. To another machine only with consent, stand-ins and no leak."""

    def __init__(
        self,
        run: Run,
        prompt: Prompt,
        listed: Listed,
        *,
        about: About,
        deidentifier: Deidentifier,
        language: Language,
    ) -> None:
        self._run, self._prompt, self._listed, self._about = run, prompt, listed, about
        self._deidentifier, self._language = deidentifier, language
        self.is_remote = not llm.is_local(run.endpoint)

    def open(self) -> None:
        """Refuse, or get ready for, taking names out; the first time on a machine that takes minutes.

        Raises:
            ModelError: text goes to another machine, and deduce is not installed.
        """
        if self.is_remote:
            self._deidentifier.load()

    def may_go(self, waiting: Waiting) -> bool:
        """Whether the resident's consent allows it."""
        return not self.is_remote or waiting.ai is Answer.YES

    def those_that_may_go(self, waiting: Sequence[Waiting]) -> list[Waiting]:
        """The stories that may be sent.

        Raises:
            ModelError: there is none.
        """
        going = [one for one in waiting if self.may_go(one)]
        if not going:
            raise ModelError(f"Of {len(waiting)} stories none may be sent. {NO_CONSENT}")
        return going

    def plain(self, story: Story) -> Outgoing:
        """What was asked about a story, without stand-ins: to read an answer by, never to send."""
        about = self._about.keywords.get(story.id, "")
        return Outgoing(story, self._request(story, about), about=about)

    def message(self, story: Story) -> Outgoing:
        """What goes out about a story, exactly."""
        if not self.is_remote:
            return self.plain(story)
        about = self._about.keywords.get(story.id, "")
        stood_in = privacy.pseudonymise(
            story.text, self._deidentifier.find(story.text), self._listed, knows=self._language.has_word
        )
        keyword = privacy.with_stand_ins(about, stood_in)
        request = self._request(replace(story, text=stood_in.text), keyword)
        checked = [stood_in.text] if self._about.codebook.keyword(keyword) else [stood_in.text, keyword]
        found = [(text, leak) for text in checked for leak in self._leaks(text)]
        if story.consent.ai is not Answer.YES:
            return Outgoing(story, request, stood_in, NO_CONSENT, about=about)
        leaks = tuple(leak for _, leak in found)
        doubts = tuple(dict.fromkeys(text[leak.start : leak.end] for text, leak in found))
        why = privacy.blocked(story.id, leaks) if leaks else ""
        return Outgoing(story, request, stood_in, why, leaks, doubts, about=about)

    def _leaks(self, text: str) -> tuple[Leak, ...]:
        return privacy.leaks(text, self._listed, knows=self._language.has_word)

    def _request(self, story: Story, keyword: str) -> Request:
        prompt = self._about.fill(self._prompt, keyword)
        return Request(story.id, propose.render(prompt, story), self._run.model, self._run.parameters)


def needs_stand_ins(settings: ModelSettings) -> bool:
    """Whether an endpoint gets pseudonymised text: every one that is not this machine itself."""
    return not llm.is_local(llm.endpoint(settings))
