"""How fast stories come in, are matched and counted: ratios against a floor or a peer in the same run.

Run: python bench/stories.py [--quick]
Peers: bare spaCy tokenisation (the matcher reads the same tokens), YAKE with lan='nl' when it is installed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sq_coder import propose
from sq_coder.domain import FoundStory, Note, Story, StoryId
from sq_coder.gateways import readers
from sq_coder.resources import resource
from sq_coder.study import Study, init_study
from sq_coder.study.decisions import Choice

SIZES = (45, 1_000) if "--quick" in sys.argv else (45, 1_000, 10_000)


def seconds(act: Callable[[], object], *, runs: int = 5) -> float:
    """The median wall time of an act."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def invented() -> list[str]:
    """The texts of the invented stories."""
    from sq_coder.corpus import split

    documents = readers.documents([resource("corpus") / "verhalen"])
    return [story.text for document in documents for story in split(document).stories]


def importing(texts: list[str]) -> None:
    """1,000 txt files, each another text."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "txt"
        folder.mkdir()
        for number in range(1_000):
            (folder / f"{number:04}.txt").write_text(
                f"Verhaal {number}\n\n{texts[number % len(texts)]} {number}", encoding="utf-8"
            )
        floor = seconds(lambda: [file.read_text(encoding="utf-8") for file in folder.iterdir()])
        with init_study(Path(place) / "study") as study:
            start = time.perf_counter()
            study.import_stories([folder])
            taken = time.perf_counter() - start
        print(f"import 1,000 txt: {taken:.2f} s, {1_000 / taken:,.0f} stories/s; only reading the files {floor:.3f} s")


def matching(texts: list[str]) -> None:
    """The matcher against bare tokenisation and YAKE, on the same stories after a warm-up."""
    import spacy

    with TemporaryDirectory() as place, init_study(Path(place) / "study") as study:
        signals = propose.Signals(study.codebook, study.language)
        stories = [Story(StoryId(str(n)), "", text) for n, text in enumerate(texts)]
        tokenizer = spacy.blank("nl")
        rounds: list[tuple[float, float]] = []
        for _ in range(7):
            floor = seconds(lambda: [tokenizer(text) for text in texts], runs=1)
            ours = seconds(lambda: [propose.match(story, signals) for story in stories], runs=1)
            rounds.append((floor, ours))
        floor, ours = (statistics.median(side) for side in zip(*rounds[1:], strict=True))
        ratio = statistics.median(ours / floor for floor, ours in rounds[1:])
        print(
            f"matcher: {len(texts) / ours:,.0f} stories/s; bare spaCy {len(texts) / floor:,.0f}; {ratio:.2f} times its time"
        )
        _against_yake(texts, len(texts) / ours)


def _against_yake(texts: list[str], rate: float) -> None:
    try:
        import yake
    except ImportError:
        print("YAKE is not installed: pip install yake")
        return
    extractor = yake.KeywordExtractor(lan="nl", n=2, top=1)
    sample = texts[:15]
    taken = seconds(lambda: [extractor.extract_keywords(text) for text in sample], runs=3)
    print(
        f"YAKE (nl): {len(sample) / taken:,.0f} stories/s; the matcher does {rate * taken / len(sample):,.0f} times as many"
    )


def counting(texts: list[str]) -> None:
    """Tally and figure at growing numbers of stories, two notes on each."""
    for size in SIZES:
        with TemporaryDirectory() as place, init_study(Path(place) / "study") as study:
            _fill(study, texts, size)
            tally = seconds(study.tally, runs=5)
            years = seconds(partial(study.slices, "year"), runs=3)
            counts = study.tally()
            figure = seconds(partial(study.draw, counts), runs=3)
            print(
                f"{size:>6} stories: tally {tally * 1e3:.0f} ms, by year {years * 1e3:.0f} ms, figure {figure * 1e3:.0f} ms"
            )


def _fill(study: Study, texts: list[str], size: int) -> None:
    found = [FoundStory(f"{n}", f"{texts[n % len(texts)]} {n}", year=2021 + n % 4) for n in range(size)]
    study.keep_stories(found)
    words = [keyword.word for keyword in study.codebook.keywords]
    decisions = []
    for n, story in enumerate(study.stories()):
        notes = (Note(words[n % len(words)]), Note(words[(n * 7 + 3) % len(words)]))
        decisions.append(study.decision(story, ["Ann", "Bob"], Choice(notes, supersedes=())))
    study.store.add_decisions(decisions, study.verdict_of)


if __name__ == "__main__":
    told = invented()
    importing(told)
    matching(told)
    counting(told)
