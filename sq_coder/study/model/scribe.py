"""Writes what a run yields as it comes: one small transaction for all that waits at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sq_coder.domain import Proposal, Sent
from sq_coder.gateways.store import Store

T = TypeVar("T")


class Scribe:
    """The only one that touches the store during a run, in one thread of its own, so that answers are not kept waiting."""

    def __init__(self, store: Store, *, again: bool) -> None:
        self._store, self._again = store, again
        self._thread = ThreadPoolExecutor(1, "scribe")
        self._proposals: list[Proposal] = []
        self._sent: list[Sent] = []
        self._turn = asyncio.Lock()
        self._written: asyncio.Future[None] | None = None

    async def do(self, work: Callable[[], T]) -> T:
        """Something else with the store, in its turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def keep(self, proposal: Proposal | None, sent: Sent | None) -> None:
        """Store an answer, and that the next message goes out; returns when both are on disk.

        What comes while a transaction is under way waits for the next, together: thirty workers, one transaction.
        """
        self._proposals += [proposal] if proposal else []
        self._sent += [sent] if sent else []
        if self._written is None:
            self._written = asyncio.ensure_future(self._write_soon())
        await asyncio.shield(self._written)

    async def _write_soon(self) -> None:
        async with self._turn:
            proposals, sent, self._proposals, self._sent, self._written = self._proposals, self._sent, [], [], None
            await self.do(lambda: self._store.add_proposals(proposals, again=self._again, sent=sent))

    async def close(self, last: Callable[[], Awaitable[None]]) -> None:
        """Write what still waits, do what comes `last`, and end the thread."""
        try:
            while self._proposals or self._sent or self._written:
                await self.keep(None, None)
            await last()
        finally:
            self._thread.shutdown()
