"""Batches of a study: leave thousands of stories with an endpoint, come back hours later."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

from sq_coder.domain import Collected, LeftBatch, Prompt, Proposed, Slice
from sq_coder.study.asking import Asking
from sq_coder.study.base import OnProgress, ignore_progress, is_cancelled


class Batching(Asking):
    """The part of a study that uses the Batch API: what holds for a run holds for a batch."""

    def leave_batch(
        self,
        *,
        slice: Slice | None = None,
        again: bool = False,
        on_progress: OnProgress = ignore_progress,
        cancel: Event | None = None,
        **asked: Any,
    ) -> Proposed:
        """Leave a batch with the endpoint: every story that waits and may be sent; `collect_batches` fetches the answers.

        The arguments are those of `propose`; `cancel` stops it before anything is sent.
        """
        from sq_coder.gateways import llm
        from sq_coder.propose.cost import Purse
        from sq_coder.study.model import finish
        from sq_coder.study.model.batch import Packing, leave, left_as

        settings = self.model_settings(asked)
        run = self.run_of(settings, asked.get("prompt"))
        waiting, there = self.waiting_for(run, slice, again=again)
        if not waiting:
            return self.nothing_asked(run, there)
        llm.key_for(settings, run.endpoint)  # refused before names are taken out, which takes long
        outbox = self.outbox(run)
        going = outbox.those_that_may_go(waiting)
        outbox.open()
        self.store.use_prompt(self.prompt(run.prompt))
        self.store.add_run(run)
        packing = Packing(self.store, run, outbox, Purse(settings, run.purpose), again=again)
        try:
            parcel = packing.packed(going, on_progress=on_progress, cancel=cancel)
            if parcel.questions:
                finish(leave(self.store, run, parcel, settings=settings, again=again))
        finally:
            self.store.lease(run, {}, 0.0)  # what is in the batch is known by the batch from here on
        done = left_as(run, parcel, waiting, outbox)
        return replace(done, already_there=there, cancelled=is_cancelled(cancel))

    def collect_batches(self) -> list[Collected]:
        """Come for every batch that was left: what is answered is stored, each answer once, and its files deleted there.

        Raises:
            ModelError: the endpoint cannot be asked; what was left stays left.
        """
        from sq_coder.study.model import finish

        return [finish(self._collecting(left)) for left in self.store.left_batches()]

    async def _collecting(self, left: LeftBatch) -> Collected:
        from sq_coder.propose.cost import Purse
        from sq_coder.study.model import About, Outbox, reader
        from sq_coder.study.model.batch import Collecting

        run = left.run
        settings = replace(self.settings.model, base_url=run.endpoint, model=run.model)
        keywords = {one.story: one.about for one in left.questions if one.about}
        outbox = Outbox(
            run,
            self.store.prompt(run.prompt_sha256) or Prompt(run.prompt, ""),
            self.settings.private,
            about=About(keywords, self.codebook, self.settings.language),
            deidentifier=self.deidentifier,
            language=self.language,
        )
        read = reader(run.purpose, self.codebook)
        return await Collecting(self.store, left, outbox, Purse(settings, run.purpose), read=read).collect(settings)
