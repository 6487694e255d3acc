"""Milliseconds of every export at 1,000 stories, each against a floor of the same run; and putting a json back.

    python bench/exports.py

The study is invented: 1,000 stories of about 400 words, a proposal and a joint decision with two keywords on each. Made
once; each export is the median of three, its floor is writing the same number of bytes to disk through `save`.
Beside it, as measured elsewhere on stories of the same length: Taguette 335 ms (csv), Label Studio 2,300 ms (json).
"""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sq_coder.domain import (
    Decision,
    DecisionId,
    FoundStory,
    Note,
    Proposal,
    ProposalId,
    ProposalStatus,
    Run,
    RunId,
    new_id,
)
from sq_coder.gateways.files import save
from sq_coder.study import Study, init_study, open_study
from sq_coder.study.keeping import restore

STORIES = 1_000
WORDS = ("buurt", "samen", "koffie", "lopen", "tuin", "durven", "week", "iemand", "thuis", "leren", "groep", "avond")
KEYWORDS = ("sociale contacten", "verbinding", "zelfvertrouwen", "inzicht", "meedoen", "creativiteit", "eenzaamheid")


def fill(study: Study) -> None:
    """Bring in the stories, one proposal and one joint decision each."""
    told = [
        FoundStory(
            f"Verhaal {i}",
            " ".join(f"{WORDS[(i * 7 + j * 3 + j * j) % 12]}{'.' if j % 11 == 10 else ''}" for j in range(400))
            + f" {i}.",
            year=2021 + i % 4,
            group=f"groep {i % 20}",
        )
        for i in range(STORIES)
    ]
    imported = study.keep_stories(told)
    run = Run(RunId(new_id()), "paste", model="model", at="2026-11-22T09:00:00.000000+00:00")
    decisions, proposals = [], []
    for i, (story, _) in enumerate(imported.stories):
        word = KEYWORDS[i % 7]
        proposals.append(
            Proposal(
                ProposalId(new_id()),
                run.id,
                story.id,
                ProposalStatus.OK,
                word,
                raw_reply=word,
                text_sha256=story.text_sha256,
                at=run.at,
            )
        )
        notes = (Note(word), Note(KEYWORDS[(i + 3) % 7]))
        decisions.append(Decision(DecisionId(new_id()), story.id, ("Ann", "Bob"), notes, text_sha256=story.text_sha256))
    study.store.add_decisions(decisions, verdict_of=study.verdict_of, proposals=proposals, runs=[run])


def median(action: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Milliseconds on the clock and of this processor, the medians of some times; the second is steady on a busy machine."""
    clock, processor = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        action()
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    return statistics.median(clock), statistics.median(processor)


def main() -> None:
    """Print milliseconds, bytes and ratios."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with init_study(folder / "study") as study:
            fill(study)
        with open_study(folder / "study") as study:
            gathered = median(study.contents)
            print(
                f"everything read, counted and reported on: {gathered[0]:7.0f} ms ({gathered[1]:.0f} of the processor)"
            )
            for name in ("csv", "xlsx", "docx", "json", "qdpx", "qdc"):
                out = folder / f"export.{name}"
                took = median(lambda out=out: study.export(out))
                size = out.stat().st_size
                bare = median(lambda size=size: save(folder / "floor", secrets.token_bytes(size)), times=5)
                print(
                    f"{name:5} {took[0]:7.0f} ms ({took[1]:6.0f} of the processor)  {size / 1e6:6.2f} MB  "
                    f"{took[0] / bare[0]:6.0f} x floor {bare[0]:.1f} ms"
                )
        taken = [folder / f"back{n}" for n in range(3)]
        back = median(lambda: restore(folder / "export.json", taken.pop()))
        print(f"json put back as a study and checked: {back[0]:7.0f} ms ({back[1]:.0f} of the processor)")


if __name__ == "__main__":
    main()
