"""Writes what a run yields as it comes: small transactions, a few answers in each."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sq_coder.domain import Proposal, Sent
from sq_coder.gateways.store import Store

T = TypeVar("T")

FEW = 4
"""Answers in one transaction. All workers' together would let go of them at one moment: their next answers come at one
moment too, and wait for each other again (320 calls, 32 at a time: 1.07 times a bare client; a few each: 1.01)."""

SLOW = 0.05
"""Seconds of a transaction from which all that waits goes into the next: a database elsewhere, a busy disk."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer, or that a message goes out, or both; and who waits for it to be on disk."""

    proposal: Proposal | None
    sent: Sent | None
    on_disk: asyncio.Future[None]


class Scribe:
    """The only one that touches the store during a run, in one thread of its own, so that answers are not kept waiting."""

    def __init__(self, store: Store, *, again: bool) -> None:
        self._store, self._again = store, again
        self._thread = ThreadPoolExecutor(1, "scribe")
        self._waiting: deque[_Kept] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._took = 0.0
        self._untold: Exception | None = None

    async def do(self, work: Callable[[], T]) -> T:
        """Something else with the store, in its turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def keep(self, proposal: Proposal | None, sent: Sent | None) -> None:
        """Store an answer, and that the next message goes out; returns when both are on disk.

        Also a worker that is cancelled while it waits has its answer stored.
        """
        on_disk = asyncio.get_running_loop().create_future()
        self._waiting.append(_Kept(proposal, sent, on_disk))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.ensure_future(self._write())
        await on_disk

    async def close(self, last: Callable[[], Awaitable[None]]) -> None:
        """Write what still waits, do what comes `last`, and end the thread."""
        try:
            if self._writing:
                await self._writing
            if self._untold:
                raise self._untold
            await last()
        finally:
            self._thread.shutdown()

    async def _write(self) -> None:
        while self._waiting:
            most = FEW if self._took < SLOW else len(self._waiting)
            some = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
            try:
                await self.do(partial(self._add, some))
            except Exception as e:
                self._tell(some, e)
            else:
                self._tell(some, None)

    def _add(self, some: list[_Kept]) -> None:
        started = time.monotonic()
        proposals = [one.proposal for one in some if one.proposal]
        self._store.add_proposals(proposals, again=self._again, sent=[one.sent for one in some if one.sent])
        self._took = time.monotonic() - started

    def _tell(self, some: list[_Kept], error: Exception | None) -> None:
        waits = [one.on_disk for one in some if not one.on_disk.done()]
        for one in waits:
            one.set_exception(error) if error else one.set_result(None)
        if error and not waits:  # all were cancelled: closing says it
            self._untold = error
