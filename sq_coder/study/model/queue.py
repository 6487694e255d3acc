"""Which story is next: leased in the database, so that two runs at once never ask about the same one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from sq_coder.domain import Run, Story, StoryId, Waiting
from sq_coder.gateways.store import Store
from sq_coder.study.model.scribe import Scribe

LEASE = 15.0
"""Seconds that a story stays with a run that died; a living run renews its leases three times in that time."""

POLL = 0.5
"""Seconds between two looks at stories that another run is asking about."""


class Queue:
    """The stories that wait, a handful at a time with their text: memory does not grow with the study."""

    def __init__(self, store: Store, run: Run, waiting: Sequence[Waiting], *, again: bool, handful: int) -> None:
        self._store, self._run, self._again, self._handful = store, run, again, handful
        self._rest = deque(waiting)
        self._ready: deque[Story] = deque()
        self._keys: dict[StoryId, str] = {}  # what this run holds: ready and being asked
        self._filling = asyncio.Lock()
        self.gone = 0  # answered by another run meanwhile, edited or withdrawn

    def next_now(self) -> Story | None:
        """The next story, when one is at hand."""
        return self._ready.popleft() if self._ready else None

    async def next(self, scribe: Scribe) -> Story | None:
        """The next story; None when each has its answer. Waits for a run that asks about the last ones too."""
        async with self._filling:
            while not self._ready and self._rest:
                await self._fill(scribe)
                if not self._ready and self._rest:
                    await asyncio.sleep(POLL)
        return self.next_now()

    def is_done(self, story: StoryId) -> None:
        """Let go of a story whose answer is stored."""
        self._keys.pop(story, None)

    async def renew(self, scribe: Scribe) -> None:
        """Keep the leases while the run lives."""
        while True:
            await asyncio.sleep(LEASE / 3)
            await scribe.do(lambda: self._lease(dict(self._keys)))

    async def let_go(self, scribe: Scribe) -> None:
        """Give back every lease, so that the next run need not wait."""
        await scribe.do(lambda: self._store.lease(self._run, {}, LEASE))

    async def _fill(self, scribe: Scribe) -> None:
        some = [self._rest.popleft() for _ in range(min(self._handful, len(self._rest)))]
        keys = {one.story: self._run.request_key(one.text_sha256, one.about) for one in some}
        about = {one.story: one.about for one in some}
        stories, elsewhere = await scribe.do(lambda: self._leased(keys))
        # A story that was edited since the run began has another text: the next run asks about it.
        mine = [one for one in stories if self._run.request_key(one.text_sha256, about[one.id]) == keys[one.id]]
        self._ready.extend(mine)
        self._keys.update({story.id: keys[story.id] for story in mine})
        self._rest.extend(one for one in some if one.story in elsewhere)
        self.gone += len(some) - len(mine) - len(elsewhere)

    def _leased(self, keys: dict[StoryId, str]) -> tuple[list[Story], set[StoryId]]:
        """The stories that this run may ask about now, and those that another run is asking about."""
        leased = self._lease({**self._keys, **keys})
        refused = {id: key for id, key in keys.items() if id not in leased}
        elsewhere = self._store.unanswered(refused, again=self._again) if refused else set()
        return self._store.stories_of([id for id in keys if id in leased]), elsewhere

    def _lease(self, keys: dict[StoryId, str]) -> set[StoryId]:
        return self._store.lease(self._run, keys, LEASE, again=self._again)
