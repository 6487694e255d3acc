"""Asking a language model: what would be sent, whether it works, and the run itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING, Any

from sq_coder.domain import ModelSettings, Preview, Proposed, Request, Run, Slice, StoryId
from sq_coder.errors import ModelError, Problem
from sq_coder.study.base import OnProgress, ignore_progress
from sq_coder.study.proposing import Proposals

if TYPE_CHECKING:
    from sq_coder.gateways.deidentify import Deidentifier
    from sq_coder.gateways.llm import Patience
    from sq_coder.study.model import Outbox

CONCURRENCY = 8
"""Requests in flight, unless said."""


class Asking(Proposals):
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
        """Exactly what a run would send, and where, byte for byte. Nothing is sent."""
        if (proposer or self.settings.proposer) != "openai" and not asked.get("base_url"):
            return Preview("", "", 0, 0, ())
        settings = self.model_settings(asked)
        run = self.run_of(settings, asked.get("prompt"))
        waiting, _ = self.store.waiting(run, slice or Slice(perspective=None), again=again)
        return self._previewed(run, settings, [one.story for one in waiting])

    def _previewed(self, run: Run, settings: ModelSettings, ids: Sequence[StoryId]) -> Preview:
        from sq_coder.gateways import llm
        from sq_coder.propose.cost import ANSWER_TOKENS, cost

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
            estimated_cost=cost(settings, tokens, len(out) * ANSWER_TOKENS),
            currency=settings.currency,
            pseudonymised=outbox.is_remote,
        )

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

        values = {name: getattr(settings, name) for name in ("temperature", "seed", "max_tokens")}
        return self.new_run(
            "openai",
            model=settings.model,
            endpoint=llm.endpoint(settings),
            prompt=self.prompt(prompt),
            parameters=tuple((name, str(value)) for name, value in values.items() if value is not None),
        )

    def outbox(self, run: Run) -> Outbox:
        """What makes a run's messages: for another machine with stand-ins, only with consent."""
        from sq_coder.study.model import Outbox

        prompt = self.prompt(run.prompt)
        return Outbox(run, prompt, self.settings.private, deidentifier=self.deidentifier, language=self.language)

    @cached_property
    def deidentifier(self) -> Deidentifier:
        """Finds names in stories; made once, for its tables are large."""
        from sq_coder.gateways.deidentify import Deidentifier

        return Deidentifier()

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
        waiting, there = self.store.waiting(run, slice or Slice(perspective=None), again=again)
        if not waiting:
            return self.nothing_asked(run, there)
        from sq_coder.study.model import Asked, ask_all

        self.store.use_prompt(self.prompt(run.prompt))
        how = Asked(settings, int(asked.get("concurrency") or CONCURRENCY), again, patience=self.patience)
        box = self.outbox(run)
        done = ask_all(self.store, run, waiting, outbox=box, asked=how, on_progress=on_progress, cancel=cancel)
        return replace(done, already_there=there + done.already_there)
