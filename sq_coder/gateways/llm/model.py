"""An open line to one endpoint: asks, waits when told, asks again, and gives up with a sentence."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sq_coder.domain import ModelSettings, Reply, Request
from sq_coder.gateways.llm import refusals
from sq_coder.gateways.llm.address import completions
from sq_coder.gateways.llm.messages import body, reply_of
from sq_coder.gateways.llm.pace import Pace, Patience
from sq_coder.gateways.llm.refusals import Refusal, Whose
from sq_coder.gateways.llm.wire import Wire, open_wire


class Model:
    """An open line to one endpoint. Use `connect`; call `ask` as often, and as many at a time, as you like."""

    def __init__(self, wire: Wire, settings: ModelSettings, pace: Pace, patience: Patience) -> None:
        self._wire, self._settings, self._pace, self._patience = wire, settings, pace, patience
        self._url = completions(settings)
        self.requests = 0
        self.has_answered = False

    async def ask(self, request: Request) -> Reply:
        """The endpoint's answer to a request, as it came.

        Raises:
            AskError: with what to do, when there is no usable answer; `stops` when no story would get one.
        """
        content = body(request).encode("utf-8")
        tries: dict[str, int] = {}
        while True:
            async with self._pace.room():
                answer = await self._once(content)
            if isinstance(answer, Reply):
                return answer
            self._wait_or_give_up(answer, tries)

    async def _once(self, content: bytes) -> Reply | Refusal:
        started = time.perf_counter()
        self.requests += 1
        answer = await self._wire.send("POST", self._url, content, within=self._patience.timeout)
        if isinstance(answer, Refusal):
            return answer
        reply = reply_of(answer, seconds=time.perf_counter() - started)
        if reply is None:
            return refusals.unreadable(self._settings)
        self.has_answered = True
        self._pace.good()
        return reply

    def _wait_or_give_up(self, refusal: Refusal, tries: dict[str, int]) -> None:
        """Make all workers wait, or raise when this was the last try."""
        if refusal.whose in {Whose.STORY, Whose.ENDPOINT}:
            raise refusal.error()
        if refusal.wait is not None and refusal.wait > self._patience.asked:
            raise refusals.waits_too_long(self._settings, refusal.wait).error()
        tries[refusal.sentence] = tries.get(refusal.sentence, 0) + 1
        if tries[refusal.sentence] >= self._most_tries(refusal):
            # An endpoint that never said anything sensible will not do so for the next story.
            hopeless = not self.has_answered and refusal.sentence in {
                refusals.unreachable(self._settings).sentence,
                refusals.unreadable(self._settings).sentence,
            }
            raise refusals.AskError(refusal.sentence, stops=hopeless)
        self._pace.slow(refusal.wait, fewer=refusal.whose is Whose.PACE)

    def _most_tries(self, refusal: Refusal) -> int:
        if refusal.whose is Whose.PACE:
            return self._patience.paced
        late = refusal.sentence == refusals.no_answer(self._settings).sentence
        return self._patience.timeouts if late else self._patience.tries


@asynccontextmanager
async def connect(
    settings: ModelSettings, *, concurrency: int = 8, patience: Patience | None = None
) -> AsyncIterator[Model]:
    """A line to the endpoint of the settings, closed afterwards, with at most so many requests in flight.

    Raises:
        ModelError: when the endpoint needs a key and there is none, or the study allows another only.
    """
    patient = patience or Patience(timeout=settings.timeout)
    async with open_wire(settings, concurrency=concurrency, patience=patient) as wire:
        yield Model(wire, settings, Pace(concurrency, patient), patient)


async def ask_once(settings: ModelSettings, request: Request, *, patience: Patience | None = None) -> Reply:
    """The endpoint's answer to one request, over a line of its own."""
    async with connect(settings, concurrency=1, patience=patience) as model:
        return await model.ask(request)
