"""kill -9 at twenty random moments of a run over 500 stories, then one run to the end, then one more.

python bench/kills.py [--kills 20] [--stories 500]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from llm.killed import kill_and_resume

from sq_coder.domain import FoundStory
from sq_coder.study import init_study


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--stories", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2024)
    given = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "s"
        with init_study(place) as study:
            study.keep_stories([FoundStory(f"V{n}", f"Verhaal {n}.", year=2024) for n in range(given.stories)])
        left = kill_and_resume(place, kills=given.kills, concurrency=8, seed=given.seed, wait=0.1)
    print(f"{given.stories} stories, {given.kills} kills, {time.perf_counter() - started:.0f} s: {left}")
    assert left.answered == {1: given.stories}
    assert left.requests <= given.stories + left.at_kills
    assert left.again == 0
    assert left.check
    print(f"one proposal per story; {left.requests - given.stories} requests more than stories")


if __name__ == "__main__":
    main()
