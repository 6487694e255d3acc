"""Asking a language model: what would be sent, whether it works, and the run itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from threading import Event
from typing import TYPE_CHECKING, Any

from sq_coder.domain import (
    Answer,
    ModelSettings,
    Preview,
    Proposed,
    Purpose,
    Request,
    Round,
    RoundState,
    Run,
    Slice,
    StoryId,
)
from sq_coder.errors import ModelError, Problem
from sq_coder.study.base import OnProgress, ignore_progress
from sq_coder.study.suggesting import Suggesting

if TYPE_CHECKING:
    from sq_coder.gateways.deidentify import Deidentifier
    from sq_coder.gateways.llm import Patience
    from sq_coder.study.model import Outbox, Outgoing

_HERE = "http://127.0.0.1"
"""Text for this machine itself keeps its names."""

CONCURRENCY = 8
"""Requests in flight, unless said."""


class Asking(Suggesting):
    """The part of a study that asks a proposer, whichever it is."""

    patience: Patience | None = None
    """When a run gives up on an endpoint; the usual when None."""

    def propose(
        self,
        *,
        proposer: str | None = None,
        slice: Slice | None = None,
        again: bool = False,
        on_progress: OnProgress = ignore_progress,
        cancel: Event | None = None,
        **asked: Any,
    ) -> Proposed:
        """Propose one keyword per story that has none for this proposer, model, prompt, parameters and text.

        Args:
            proposer: 'codebook' (no AI) or 'openai'; the study's own when not given.
            slice: Which stories; all of them when not given.
            again: Ask again where there is an answer; both are kept.
            on_progress: Called with stories done, and stories in all.
            cancel: Stops the run; what was answered is kept.
            **asked: For a language model: `model`, `base_url`, `prompt`, `concurrency`.
        """
        chosen = proposer or self.settings.proposer
        if chosen == "codebook":
            return self.match(slice=slice, again=again, on_progress=on_progress, cancel=cancel)
        if chosen == "paste":
            raise Problem(
                "paste",
                "Pasting goes story by story. Nothing was proposed. Use: sq-coder paste STORY --reply TEXT --model M",
            )
        return self._ask(slice, asked, again=again, on_progress=on_progress, cancel=cancel)

    def model_settings(self, asked: Mapping[str, Any]) -> ModelSettings:
        """Where the language model is: what was asked, over what study.toml says."""
        given = {name: asked[name] for name in ("model", "base_url") if asked.get(name)}
        settings = replace(self.settings.model, **given)
        if not settings.base_url or not settings.model:
            raise ModelError(
                "No language model is named. Nothing was sent. Give --base-url and --model, or fill in [model] in study.toml."
            )
        return settings

    def preview(
        self, *, slice: Slice | None = None, proposer: str | None = None, again: bool = False, **asked: Any
    ) -> Preview:
        """Exactly what a run would send, and where, byte for byte; for a chat, the messages to copy. Nothing is sent."""
        chosen = proposer or self.settings.proposer
        if chosen == "paste":
            return self._to_copy(slice, asked.get("prompt"))
        if chosen != "openai" and not asked.get("base_url"):
            return Preview("", "", 0, 0, ())
        settings = self.model_settings(asked)
        run = self.run_of(settings, asked.get("prompt"))
        waiting, _ = self.waiting_for(run, slice, again=again)
        return self._previewed(run, settings, [one.story for one in waiting])

    def _previewed(self, run: Run, settings: ModelSettings, ids: Sequence[StoryId]) -> Preview:
        from sq_coder.gateways import llm
        from sq_coder.propose.cost import answer_tokens, cost

        outbox = self.outbox(run)
        outbox.open()
        all_of_it = [outbox.message(story) for story in self.store.stories_of(ids)]
        out = [one for one in all_of_it if not one.withheld]
        tokens = sum(one.tokens for one in out)
        return Preview(
            endpoint=llm.endpoint(settings),
            model=settings.model,
            requests=len(out),
            estimated_tokens=tokens,
            bodies=tuple((one.story.id, llm.body(one.request)) for one in out),
            withheld=tuple((one.story.id, one.withheld) for one in all_of_it if one.withheld),
            estimated_cost=cost(settings, tokens, len(out) * answer_tokens(run.purpose)),
            currency=settings.currency,
            pseudonymised=outbox.is_remote,
            blocked=tuple((one.story.id, llm.body(one.request)) for one in all_of_it if one.leaks),
            doubts=tuple((one.story.id, one.doubts) for one in all_of_it if one.doubts),
        )

    def _to_copy(self, slice: Slice | None, prompt: str | None) -> Preview:
        """The message about every story for which no answer was pasted yet."""
        going = [self.to_paste(id, prompt=prompt) for id in self.unpasted(slice)]
        out = [one for one in going if not one.withheld]
        return Preview(
            endpoint="",
            model="",
            requests=len(out),
            estimated_tokens=sum(one.tokens for one in out),
            bodies=tuple((one.story.id, one.request.message) for one in out),
            withheld=tuple((one.story.id, one.withheld) for one in going if one.withheld),
            pseudonymised=True,
            blocked=tuple((one.story.id, one.request.message) for one in going if one.leaks),
            doubts=tuple((one.story.id, one.doubts) for one in going if one.doubts),
        )

    def to_paste(self, reference: str, *, prompt: str | None = None, stand_ins: bool = True) -> Outgoing:
        """The message about one story to copy into a chat window; by default with stand-ins for names.

        A chat window is another machine: without the resident's consent `withheld` says why it may not go there.
        """
        chosen = self.keyword_prompt(prompt)
        run = replace(self.new_run("paste", prompt=chosen), endpoint="" if stand_ins else _HERE)
        outbox = self.outbox(run)
        outbox.open()
        return outbox.message(self.store.story(reference))

    def unpasted(self, slice: Slice | None = None) -> list[StoryId]:
        """The stories of a slice for which no answer from a chat was pasted yet."""
        pasted = self.store.answered("paste")
        return [id for id in self.store.story_ids(slice or Slice(perspective=None)) if id not in pasted]

    def answered(self) -> set[StoryId]:
        """The stories that have an answer of any proposer, usable or not."""
        return self.store.answered()

    def rounds(self) -> list[Round]:
        """Every run with what came of it, the last one first; a chat's answers of one day and model are one run."""
        answers, events = self.store.answers(), self.store.events()
        ended = {e.run: RoundState(e.kind) for e in events if e.kind in list(RoundState)}
        asked = {e.run: int(e.detail or 0) for e in events if e.kind == "started"}
        found = []
        for run in reversed(self.store.runs()):
            said = answers.get(run.id, {})
            state = ended.get(run.id, RoundState.GOING if run.id in asked else RoundState.FINISHED)
            found.append(Round(run, state, asked.get(run.id, sum(said.values())), tuple(said.items())))
        return found

    def would_ask(
        self, proposer: str, *, slice: Slice | None = None, **asked: Any
    ) -> tuple[list[StoryId], list[StoryId], int]:
        """The stories a run would ask about, those it would not send for want of consent, and how many have an answer."""
        run = self.new_run("codebook")
        is_remote = False
        if proposer == "openai":
            run = self.run_of(self.model_settings(asked), asked.get("prompt"))
            is_remote = self.outbox(run).is_remote
        waiting, there = self.waiting_for(run, slice, again=False)
        kept = [one.story for one in waiting if is_remote and one.ai is not Answer.YES]
        return [one.story for one in waiting if one.story not in set(kept)], kept, there

    def estimate(self, ids: Sequence[StoryId], **asked: Any) -> tuple[int, float | None, str]:
        """About how many tokens it takes to ask about these stories, what that costs (None: no prices), and in what."""
        from sq_coder import propose
        from sq_coder.propose.cost import answer_tokens, cost, estimated_tokens

        settings, prompt = self.model_settings(asked), self.prompt(asked.get("prompt"))
        tokens = sum(estimated_tokens(propose.render(prompt, story)) for story in self.store.stories_of(ids))
        return tokens, cost(settings, tokens, len(ids) * answer_tokens(prompt.purpose)), settings.currency

    def preview_of(self, reference: str, **asked: Any) -> Preview:
        """Exactly what would be sent about one story, byte for byte. Nothing is sent."""
        settings = self.model_settings(asked)
        return self._previewed(self.run_of(settings, asked.get("prompt")), settings, [self.store.story(reference).id])

    def check_model(self, **asked: Any) -> str:
        """One sentence that says that endpoint, key and model work; otherwise a ModelError says what does not."""
        from sq_coder.gateways import llm
        from sq_coder.study.model import finish

        settings = self.model_settings(asked)
        patience = llm.Patience(timeout=settings.timeout, tries=2, timeouts=1, paced=2)
        request = Request(StoryId("check"), "Antwoord met één woord: goed", settings.model)
        reply = finish(llm.ask_once(settings, request, patience=patience))
        return (
            f"{llm.where(llm.endpoint(settings))} answers as {reply.model or settings.model} in {reply.seconds:.1f} s."
        )

    def run_of(self, settings: ModelSettings, prompt: str | None) -> Run:
        """A run of a language model that is not stored yet."""
        from sq_coder.gateways import llm
        from sq_coder.propose.cost import PASSAGES_TOKENS

        chosen = self.prompt(prompt)
        values = {name: getattr(settings, name) for name in ("temperature", "seed", "max_tokens")}
        if settings.max_tokens is not None and chosen.purpose is Purpose.PASSAGES:
            values["max_tokens"] = max(
                settings.max_tokens, 2 * PASSAGES_TOKENS
            )  # enough for a keyword cuts a quote off
        return self.new_run(
            "openai",
            model=settings.model,
            endpoint=llm.endpoint(settings),
            prompt=chosen,
            parameters=tuple((name, str(value)) for name, value in values.items() if value is not None),
        )

    def outbox(self, run: Run) -> Outbox:
        """What makes a run's messages: for another machine with stand-ins, only with consent."""
        from sq_coder.study.model import Outbox

        return Outbox(
            run,
            self.prompt(run.prompt),
            self.settings.private,
            about=self.about(run),
            deidentifier=self.deidentifier,
            language=self.language,
        )

    @cached_property
    def deidentifier(self) -> Deidentifier:
        """Finds names in stories."""
        return _deidentifier()

    def _ask(
        self,
        slice: Slice | None,
        asked: Mapping[str, Any],
        *,
        again: bool,
        on_progress: OnProgress,
        cancel: Event | None,
    ) -> Proposed:
        settings = self.model_settings(asked)
        run = self.run_of(settings, asked.get("prompt"))
        waiting, there = self.waiting_for(run, slice, again=again)
        if not waiting:
            return self.nothing_asked(run, there)
        from sq_coder.study.model import Asked, ask_all, reader

        self.store.use_prompt(self.prompt(run.prompt))
        how = Asked(
            settings,
            int(asked.get("concurrency") or CONCURRENCY),
            again,
            read=reader(run.purpose, self.codebook),
            patience=self.patience,
        )
        box = self.outbox(run)
        done = ask_all(self.store, run, waiting, outbox=box, asked=how, on_progress=on_progress, cancel=cancel)
        return replace(done, already_there=there + done.already_there)


@cache
def _deidentifier() -> Deidentifier:
    """One for every study of this process: its tables take a gigabyte, and a study is opened anew after a change."""
    from sq_coder.gateways.deidentify import Deidentifier

    return Deidentifier()
