"""How fast an endpoint is asked: never more requests in flight than allowed, and all wait when it asks for that."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """When to give up. Seconds; `tries` counts the first one."""

    timeout: float = 120.0  # for one answer: a local model on a busy laptop needs a minute
    tries: int = 5  # after a fault of the endpoint, or a broken connection
    timeouts: int = 2  # tries after no answer in time: each of them takes long
    paced: int = 12  # tries after 'too many requests', which each make all slower
    first: float = 0.5  # the first wait; each next one is twice as long
    longest: float = 30.0
    asked: float = 300.0  # the longest wait that an endpoint may ask for


class Pace:
    """One for all workers. `room()` is a place among the requests in flight; `slow()` makes everybody wait.

    The places halve when the endpoint says 'too many requests' and grow back by one per round of good answers, as
    TCP does it, up to the limit.
    """

    def __init__(self, limit: int, patience: Patience) -> None:
        self._limit, self._patience = limit, patience
        self._places = float(limit)
        self._flying = 0
        self._until = 0.0
        self._slowed = 0  # in a row, without a good answer between
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def room(self) -> AsyncIterator[None]:
        """A place for one request, when there is one and nobody has to wait."""
        while (wait := self._until - time.monotonic()) > 0 or self._flying >= int(self._places):
            if wait > 0:
                await asyncio.sleep(wait)
            else:
                self._freed.clear()
                await self._freed.wait()
        self._flying += 1
        try:
            yield
        finally:
            self._flying -= 1
            self._freed.set()

    def good(self) -> None:
        """An answer came: a little faster again."""
        self._slowed = 0
        self._places = min(float(self._limit), self._places + 1 / self._places)

    def slow(self, wait: float | None = None, *, fewer: bool = False) -> None:
        """Let all wait: as long as the endpoint asks, or twice as long as the time before; `fewer` at a time after it."""
        moment = time.monotonic()
        if moment < self._until and wait is None:
            return  # the others of the same moment ran into the same wall
        if moment >= self._until:
            self._slowed += 1
            if fewer:
                self._places = max(1.0, self._places / 2)
        backing = min(self._patience.longest, self._patience.first * 2 ** (self._slowed - 1))
        # Up to a quarter more, so that two runs that ran into one wall do not come back at the same moment.
        seconds = wait if wait is not None else backing * (1 + random.random() / 4)  # noqa: S311 - no secret
        self._until = max(self._until, moment + seconds)
