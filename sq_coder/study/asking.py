"""Asking a language model: what would be sent, whether it works, and the run itself."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from threading import Event
from typing import Any

from sq_coder import propose
from sq_coder.domain import (
    Answer,
    ModelSettings,
    Preview,
    Proposal,
    ProposalStatus,
    Proposed,
    Reply,
    Request,
    Run,
    Slice,
    Story,
)
from sq_coder.errors import ModelError, Problem, SQCoderError
from sq_coder.study.base import OnProgress, ignore_progress, is_cancelled
from sq_coder.study.proposing import Proposals, counted

LEASE_SECONDS = 900.0
"""How long a story stays with the run that is asking about it, should that run die."""


class Asking(Proposals):
    """The part of a study that asks a proposer, whichever it is."""

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
            cancel: Stops the run between two stories; what was answered is kept.
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
        return self._ask(slice, again=again, on_progress=on_progress, cancel=cancel, asked=asked)

    def model_settings(self, asked: Mapping[str, Any]) -> ModelSettings:
        """Where the language model is: what was asked, over what study.toml says."""
        given = {name: asked[name] for name in ("model", "base_url") if asked.get(name)}
        settings = replace(self.settings.model, **given)
        if not settings.base_url or not settings.model:
            raise ModelError(
                "No language model is named. Nothing was sent. Give --base-url and --model, or fill in [model] in study.toml."
            )
        return settings

    def _run_of(self, settings: ModelSettings, prompt: str | None) -> Run:
        parameters = {"temperature": settings.temperature, "seed": settings.seed}
        return self.new_run(
            "openai",
            model=settings.model,
            endpoint=settings.base_url,
            prompt=self.prompt(prompt),
            parameters=tuple((name, str(value)) for name, value in parameters.items() if value is not None),
        )

    def _request(self, run: Run, story: Story) -> Request:
        return Request(story.id, propose.render(self.prompt(run.prompt), story), run.model, run.parameters)

    def preview(
        self, *, slice: Slice | None = None, proposer: str | None = None, again: bool = False, **asked: Any
    ) -> Preview:
        """Exactly what a run would send, and where. Nothing is sent."""
        if (proposer or self.settings.proposer) != "openai" and not asked.get("base_url"):
            return Preview("", "", 0, 0, ())
        from sq_coder.gateways import llm

        settings = self.model_settings(asked)
        run = self._run_of(settings, asked.get("prompt"))
        waiting, _ = self.waiting(run, slice, again=again)
        bodies = tuple((story.id, llm.body(self._request(run, story))) for story in waiting)
        tokens = sum(len(body) for _, body in bodies) // LETTERS_PER_TOKEN
        return Preview(settings.base_url, settings.model, len(bodies), tokens, bodies)

    def check_model(self, **asked: Any) -> str:
        """One sentence that says that endpoint, key and model work; otherwise a ModelError says what does not."""
        from sq_coder.gateways import llm

        settings = self.model_settings(asked)
        request = Request(StoryId("check"), "Antwoord met het woord: goed", settings.model)
        reply = asyncio.run(_one(settings, request))
        return (
            f"{llm.where(settings.base_url)} answers as {reply.model or settings.model} in {reply.seconds or 0:.1f} s."
        )

    def _ask(
        self,
        slice: Slice | None,
        *,
        again: bool,
        on_progress: OnProgress,
        cancel: Event | None,
        asked: Mapping[str, Any],
    ) -> Proposed:
        settings = self.model_settings(asked)
        self._may_send(settings)
        run = self._run_of(settings, asked.get("prompt"))
        waiting, there = self.waiting(run, slice, again=again)
        if not waiting:
            return self.nothing_asked(run, there)
        started = time.monotonic()
        self.store.use_prompt(self.prompt(run.prompt))
        self.open_run(run, len(waiting))
        mine = self._leased(run, waiting, again=again)
        made = asyncio.run(
            self._answers(
                run,
                settings,
                mine,
                again=again,
                workers=int(asked.get("concurrency") or 8),
                on_progress=on_progress,
                cancel=cancel,
            )
        )
        self.close_run(run, cancelled=is_cancelled(cancel))
        found = counted(run, made, there)
        return replace(found, requests=len(made), seconds=time.monotonic() - started, cancelled=is_cancelled(cancel))
