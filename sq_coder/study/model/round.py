"""One pass of a language model over the stories that wait."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event
from typing import Any, TypeVar

from sq_coder.domain import (
    ModelSettings,
    Proposal,
    ProposalId,
    ProposalStatus,
    Reply,
    Run,
    Story,
    StoryId,
    new_id,
    now,
)
from sq_coder.gateways import llm
from sq_coder.propose.cost import Purse
from sq_coder.study.base import OnProgress, is_cancelled
from sq_coder.study.model.outgoing import Outbox, Outgoing
from sq_coder.study.model.queue import Queue
from sq_coder.study.model.reading import Read, read_keyword, with_reply
from sq_coder.study.model.scribe import Scribe

T = TypeVar("T")

LOOK = 0.1
"""Seconds between two looks at whether somebody asked to stop."""


class Stop(Exception):
    """Nothing more is asked; what was answered is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a round goes about it."""

    settings: ModelSettings
    concurrency: int = 8
    again: bool = False
    read: Read = read_keyword
    patience: llm.Patience | None = None


class Round:
    """Workers that each take a story, ask, and have the answer stored before they take the next."""

    def __init__(self, run: Run, outbox: Outbox, queue: Queue, scribe: Scribe, asked: Asked) -> None:
        self._run, self._outbox, self._queue, self._scribe, self._asked = run, outbox, queue, scribe, asked
        self.purse = Purse(asked.settings, run.purpose)
        self.counts: Counter[ProposalStatus] = Counter()
        self.problems: list[tuple[StoryId, str]] = []
        self.withheld: list[tuple[StoryId, str]] = []
        self.requests = 0
        self.stopped = ""
        self.refusal: llm.AskError | None = None

    @property
    def asked(self) -> Asked:
        """How it goes about it."""
        return self._asked

    @property
    def gone(self) -> int:
        """How many stories another run answered meanwhile, or were edited or withdrawn."""
        return self._queue.gone

    @property
    def done(self) -> int:
        """How many stories have been dealt with."""
        return sum(self.counts.values()) + len(self.withheld) + self.gone

    async def over(self, total: int, *, on_progress: OnProgress, cancel: Event | None) -> None:
        """Ask about each story of the queue; returns when all are done, when somebody stops it or nothing helps."""
        asked = self._asked
        async with llm.connect(asked.settings, concurrency=asked.concurrency, patience=asked.patience) as model:
            try:
                async with asyncio.TaskGroup() as group:
                    aside = [group.create_task(self._queue.renew(self._scribe)), group.create_task(_watch(cancel))]
                    work = (self._work(model, lambda: on_progress(self.done, total)) for _ in range(asked.concurrency))
                    await asyncio.wait([group.create_task(one) for one in work])
                    for task in aside:
                        task.cancel()
            except BaseExceptionGroup as e:
                if (others := e.split(Stop)[1]) is not None:
                    raise _first(others) from None
            finally:
                self.requests = model.requests
                await self._scribe.close(lambda: self._queue.let_go(self._scribe))

    async def _work(self, model: llm.Model, tell: Callable[[], None]) -> None:
        answer: Proposal | None = None
        while (going := await self._take(wait=answer is None)) or answer:
            self._count(answer)
            await self._scribe.keep(answer, going.sent(self._run) if going else None)
            if answer:
                self._queue.is_done(answer.story)
                tell()
            answer = await self._answer(model, going) if going else None

    async def _take(self, *, wait: bool) -> Outgoing | None:
        """The next message that may go out; without waiting only one that is at hand, so that an answer is stored."""
        while not self.stopped:
            story = await self._queue.next(self._scribe) if wait else self._queue.next_now()
            if story is None:
                return None
            going = await self._message(story)
            if going.withheld:
                self.withheld.append((story.id, going.withheld))
                self._queue.is_done(story.id)
            elif self._purse_allows(going):
                return going
        return None

    async def _message(self, story: Story) -> Outgoing:
        if self._outbox.is_remote:  # taking names out takes a while: not where answers are waited for
            return await asyncio.to_thread(self._outbox.message, story)
        return self._outbox.message(story)

    def _purse_allows(self, going: Outgoing) -> bool:
        if self.purse.reserve(going.tokens):
            return True
        settings = self._asked.settings
        self.stopped = (
            f"The next story could bring the cost above {settings.most_cost:g} {settings.currency}, most_cost in study.toml. "
            "The run stopped; what was answered is kept. Raise most_cost and run this again to go on."
        )
        return False

    async def _answer(self, model: llm.Model, going: Outgoing) -> Proposal:
        reply: Reply | None = None
        try:
            reply = await model.ask(going.request)
        except llm.AskError as e:
            if e.stops:
                self.stopped, self.refusal = str(e), e
                raise Stop from None
            return replace(self._blank(going), reason=str(e))
        finally:
            self.purse.settle(going.tokens, reply)
        return self._asked.read(going, reply, with_reply(self._blank(going), reply))

    def _blank(self, going: Outgoing) -> Proposal:
        return Proposal(
            id=ProposalId(new_id()),
            run=self._run.id,
            story=going.story.id,
            status=ProposalStatus.FAILED,
            text_sha256=going.story.text_sha256,
            request_key=self._run.request_key(going.story.text_sha256, going.about),
            pseudonymised=going.stood_in is not None,
            at=now(),
            about=going.about,
        )

    def _count(self, answer: Proposal | None) -> None:
        if answer:
            self.counts[answer.status] += 1
        if answer and answer.status is ProposalStatus.FAILED:
            self.problems.append((answer.story, answer.reason))


async def _watch(cancel: Event | None) -> None:
    while not is_cancelled(cancel):
        await asyncio.sleep(LOOK)
    raise Stop


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error of a group: the others follow from it."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def finish(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine yields, also where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
