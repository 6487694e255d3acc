"""The scribe of a run: what was answered is on disk before the next question goes out, a few answers at a time."""

from __future__ import annotations

import asyncio
import time

import pytest
from invented import propose

from sq_coder.study.model import finish
from sq_coder.study.model.scribe import FEW, SLOW, Scribe


class Pages:
    """Stands for a store: what each transaction held, and what it does besides."""

    def __init__(self, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.written: list[int] = []
        self._seconds, self._error = seconds, error

    def add_proposals(self, proposals, *, again, sent):
        time.sleep(self._seconds)
        if self._error:
            raise self._error
        self.written.append(len(proposals))


async def nothing() -> None:
    pass


async def keep_all(scribe: Scribe, number: int) -> None:
    await asyncio.gather(*(scribe.keep(propose("rust"), None) for _ in range(number)))
    await scribe.close(nothing)


def test_answers_of_one_moment_are_written_a_few_at_a_time_so_that_workers_do_not_go_in_step():
    pages = Pages()
    finish(keep_all(Scribe(pages, again=False), 3 * FEW + 1))
    assert pages.written == [FEW, FEW, FEW, 1]


def test_what_waited_for_a_slow_database_is_written_in_one_go():
    pages = Pages(seconds=2 * SLOW)
    finish(keep_all(Scribe(pages, again=False), 3 * FEW + 1))
    assert pages.written == [FEW, 2 * FEW + 1]


def test_an_answer_whose_worker_was_cancelled_is_written_all_the_same():
    pages = Pages(seconds=0.02)

    async def cancelled() -> None:
        scribe = Scribe(pages, again=False)
        workers = [asyncio.create_task(scribe.keep(propose("rust"), None)) for _ in range(FEW + 2)]
        await asyncio.sleep(0)
        for worker in workers:
            worker.cancel()
        await scribe.close(nothing)

    finish(cancelled())
    assert pages.written == [FEW, 2]


def test_a_failure_that_no_worker_waits_for_any_more_is_said_when_the_run_closes():
    async def cancelled() -> None:
        scribe = Scribe(Pages(error=OSError("the disk is full")), again=False)
        worker = asyncio.create_task(scribe.keep(propose("rust"), None))
        await asyncio.sleep(0)
        worker.cancel()
        await scribe.close(nothing)

    with pytest.raises(OSError, match="the disk is full"):
        finish(cancelled())


def test_a_failure_reaches_the_worker_that_waits_for_its_answer():
    async def kept() -> None:
        scribe = Scribe(Pages(error=OSError("the disk is full")), again=False)
        with pytest.raises(OSError, match="the disk is full"):
            await scribe.keep(propose("rust"), None)
        await scribe.close(nothing)

    finish(kept())
