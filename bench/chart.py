"""Seconds for a figure: layout and SVG at 60 notes, PNG at screen and print size, PDF, each against a floor.

    python bench/chart.py

The floor of the drawing is writing the same SVG's texts once more with string formatting alone; the floor of the
picture is the same renderer on an empty page of the same size, in the same run.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from sq_coder.chart import Caption, breaks, colours, draw, page, quadrant, words
from sq_coder.domain import (
    UNDECIDED,
    AxisWords,
    Codebook,
    Condition,
    ConditionId,
    ConditionTally,
    Position,
    Tally,
)
from sq_coder.gateways import render

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#A64D79")
PARTS = ("samen", "buurt", "zelf", "eigen", "sociale ", "leren ")
ENDS = ("zorg", "rust", "kracht", "plek", "moed", "trots", "hulp", "taal", "hoop", "groei", "band", "kans")


def study(notes: int) -> tuple[Tally, Codebook]:
    """A tally of so many different keywords, spread as in a real study: half of them in one condition."""
    conditions = tuple(
        Condition(ConditionId(f"c{i}"), f"voorwaarde {i + 1}", "", "", colour, place)
        for i, (colour, place) in enumerate(zip(COLOURS, Position, strict=True))
    )
    all_words = [f"{a}{b}{'' if k == 0 else k + 1}" for k in range(9) for a in PARTS for b in ENDS][:notes]
    shares = (0.2, 0.5, 0.1, 0.2)
    tallies, start = [], 0
    for i, share in enumerate(shares):
        end = notes if i == 3 else start + round(notes * share)
        keywords = tuple((w, max(1, 15 - k), k % 7 == 6) for k, w in enumerate(all_words[start:end]))
        tallies.append(ConditionTally(ConditionId(f"c{i}"), sum(c for _, c, _ in keywords), 20, keywords))
        start = end
    axes = AxisWords("links", "rechts", "boven", "onder")
    return Tally(45, tuple(tallies), ConditionTally(UNDECIDED, 0, 0), (2021, 2022)), Codebook("b", conditions, (), axes)


def forget() -> None:
    """Throw away what was measured before, so that each time is a first time."""
    for module in (breaks, colours, page, words):
        for cached in vars(module).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()


def median(action: Callable[[], object], *, times: int = 7, before: Callable[[], None] = lambda: None) -> float:
    """Milliseconds, the median of some times."""
    found = []
    for _ in range(times):
        before()
        start = time.perf_counter()
        action()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def main() -> None:
    """Print milliseconds and ratios."""
    caption = Caption("Proef", "ondertitel", ("herkomst",), "Verzonnen verhalen", "22 november 2026")
    for notes in (24, 60, 300):
        tally, codebook = study(notes)
        svg = draw(quadrant(tally, codebook, caption))
        empty = svg[: svg.index("<g id=")] + "</svg>\n"
        lines = svg.split("\n")
        floor = median(lambda lines=lines: "\n".join(f"{line:s}" for line in lines))
        first = median(lambda t=tally, c=codebook: draw(quadrant(t, c, caption)), before=forget)
        again = median(lambda t=tally, c=codebook: draw(quadrant(t, c, caption)))
        print(
            f"{notes:4} notes  svg {first:8.1f} ms first, {again:6.1f} ms again ({first / floor:8.0f} x floor {floor:.3f} ms)"
        )
        for name, make in (
            ("png 1280 wide", lambda s: render.png(s, width=1280)),
            ("png 300 dpi", render.png),
            ("pdf", render.pdf),
        ):
            base = median(lambda m=make, s=empty: m(s))
            full = median(lambda m=make, s=svg: m(s))
            print(f"            {name:14} {full:8.1f} ms ({full / base:6.1f} x floor {base:.1f} ms, an empty page)")


if __name__ == "__main__":
    main()
