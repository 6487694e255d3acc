"""A run of a language model from beginning to end: opened, gone through, closed, counted."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from threading import Event

from sq_coder.domain import ProposalStatus, Proposed, Run, RunEvent, StoryId, Waiting, now
from sq_coder.gateways import llm
from sq_coder.gateways.store import Store
from sq_coder.study.base import OnProgress, is_cancelled
from sq_coder.study.model.outgoing import NO_CONSENT, Outbox
from sq_coder.study.model.queue import Queue
from sq_coder.study.model.round import Asked, Round, finish
from sq_coder.study.model.scribe import Scribe


def ask_all(
    store: Store,
    run: Run,
    waiting: Sequence[Waiting],
    *,
    outbox: Outbox,
    asked: Asked,
    on_progress: OnProgress,
    cancel: Event | None,
) -> Proposed:
    """Ask about every story that waits and may be sent.

    Raises:
        ModelError: nothing may be sent, or nothing was answered because endpoint, key or model do not work.
    """
    llm.key_for(asked.settings, llm.endpoint(asked.settings))  # refused before names are taken out, which takes long
    going = outbox.those_that_may_go(waiting)
    outbox.open()
    started = time.monotonic()
    store.add_run(run)
    store.add_event(RunEvent(run.id, "started", now(), detail=str(len(going))))
    scribe = Scribe(store, again=asked.again)
    queue = Queue(store, run, going, again=asked.again, handful=max(16, 4 * asked.concurrency))
    round = Round(run, outbox, queue, scribe, asked)
    try:
        finish(round.over(len(going), on_progress=on_progress, cancel=cancel))
    except (
        BaseException
    ):  # also somebody's Ctrl-C: what was answered is stored, and the run says that it was broken off
        store.add_event(RunEvent(run.id, "cancelled", now()))
        raise
    cancelled = is_cancelled(cancel)
    store.add_event(RunEvent(run.id, "cancelled" if cancelled else "finished", now(), detail=round.stopped))
    if round.refusal and not round.counts:
        raise round.refusal
    withheld = [(one.story, NO_CONSENT) for one in waiting if not outbox.may_go(one)]
    return replace(_counted(run, round, withheld), seconds=time.monotonic() - started, cancelled=cancelled)


def _counted(run: Run, round: Round, withheld: Sequence[tuple[StoryId, str]]) -> Proposed:
    return Proposed(
        run=run.id,
        proposer=run.proposer,
        model=run.model,
        proposed=round.counts[ProposalStatus.OK],
        already_there=round.gone,
        unusable=round.counts[ProposalStatus.UNUSABLE],
        failed=round.counts[ProposalStatus.FAILED],
        no_fitting_word=round.counts[ProposalStatus.NO_FITTING_WORD],
        requests=round.requests,
        prompt_tokens=round.purse.prompt_tokens,
        completion_tokens=round.purse.completion_tokens,
        problems=tuple(round.problems),
        withheld=(*withheld, *round.withheld),
        stopped=round.stopped,
        cost=round.purse.spent,
        currency=round.asked.settings.currency if round.purse.spent is not None else "",
        purpose=run.purpose,
    )
