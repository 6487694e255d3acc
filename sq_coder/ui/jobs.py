"""Long work beside the screens: the only threads. A page may be left; the work goes on and says how far it is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

from sq_coder.errors import Problem, SQCoderError

Progress = Callable[[int, int], None]
Work = Callable[[Progress, Event], Any]
"""Long work: is given what to tell its progress to, and the event that asks it to stop."""

_log = logging.getLogger(__name__)


@dataclass
class Job:
    """One piece of long work: how far it is, what came of it. `of` is 0 until it is known."""

    name: str
    done: int = 0
    of: int = 0
    result: Any = None
    refusal: SQCoderError | None = None
    cancel: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return not self.ended.is_set()

    def progress(self, done: int, of: int) -> None:
        """Told by the work: how many are done, of how many."""
        self.done, self.of = done, of


_jobs: dict[str, Job] = {}
_lock = Lock()


def start(name: str, work: Work) -> Job:
    """Start long work under a name, such as 'propose:/folder'. One at a time of each name.

    Raises:
        Problem: work of this name is going on.
    """
    with _lock:
        there = _jobs.get(name)
        if there is not None and there.is_running:
            raise Problem("busy", "This is going on already. Nothing was started. Wait until it is done, or stop it.")
        job = _jobs[name] = Job(name)
    Thread(target=_run, args=(job, work), name=f"sq-coder {name}", daemon=True).start()
    return job


def find(name: str) -> Job | None:
    """The work of this name that is going on or has ended and was not put away."""
    return _jobs.get(name)


def put_away(name: str) -> None:
    """Forget work that has ended, after its outcome was told."""
    with _lock:
        if (job := _jobs.get(name)) is not None and not job.is_running:
            del _jobs[name]


def stop_all() -> None:
    """Ask all work that is going on to stop."""
    for job in list(_jobs.values()):
        job.cancel.set()


def _run(job: Job, work: Work) -> None:
    try:
        job.result = work(job.progress, job.cancel)
    except SQCoderError as e:
        job.refusal = e
    except Exception as e:
        # The kind only: the message of an unforeseen error may hold a story.
        _log.error("work %s ended with %s", job.name.partition(":")[0], type(e).__name__)
        job.refusal = Problem(
            "internal",
            f"Something went wrong inside sq-coder ({type(e).__name__}). What was stored before is whole. Try again.",
        )
    finally:
        job.ended.set()
