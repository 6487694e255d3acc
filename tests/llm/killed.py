"""Runs that are killed at random moments (kill -9), and what is left of them: for a test and for the bench."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sq_coder.study import open_study
from sq_coder.study.model.queue import LEASE

from .faults import Answer, faulty

RUN = """
import sys
from sq_coder.study import open_study
from sq_coder.study.model import queue
queue.LEASE = float(sys.argv[4])
with open_study(sys.argv[1]) as study:
    print("ready", flush=True)
    study.propose(proposer="openai", model="m", base_url=sys.argv[2], concurrency=int(sys.argv[3]))
"""


@dataclass(frozen=True)
class Aftermath:
    """What was left after the kills and one run to the end."""

    stories: int
    answered: Counter[int]  # how many stories have so many answers
    requests: int
    at_kills: int  # in flight, or answered and not yet stored, when the runs were killed
    again: int  # requests of one more run
    check: bool  # whether the database holds together


def kill_and_resume(
    folder: Path, *, kills: int, concurrency: int, seed: int, wait: float = 0.05, lease: float = LEASE
) -> Aftermath:
    """Run, kill so many times at random moments, run to the end, and run once more.

    The run after a kill waits `lease` seconds for what the killed one was asking about.
    """
    chance = random.Random(seed)
    with faulty(lambda number, body: Answer(wait=wait)) as server:
        at_kills = 0
        for _ in range(kills):
            process = _start(folder, server.url, concurrency, lease)
            before = len(server.bodies)
            while len(server.bodies) == before and process.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 8 * wait))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                at_kills += concurrency
            process.wait()
        _start(folder, server.url, concurrency, lease).wait(120)
        requests = len(server.bodies)
        with open_study(folder) as study:
            done = study.propose(proposer="openai", model="m", base_url=server.url)
            per_story = Counter(p.story for p in study.proposals())
            stories = len(study.stories())
            sound = not study.check()
    answers = Counter(per_story.values())
    return Aftermath(stories, answers, requests, at_kills, done.requests, sound)


def _start(folder: Path, url: str, concurrency: int, lease: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(folder), url, str(concurrency), str(lease)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    return process
