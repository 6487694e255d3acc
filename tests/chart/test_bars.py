"""Bars beside each other: columns below each other, many conditions over more rows, and a caption that says what it is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sq_coder.chart import Caption, bars
from sq_coder.gateways import render
from tests.chart.figures import CODEBOOK, board, comparison, tally

YEARS = comparison(
    [tally({"cohesion": {"rust": n}}, stories=12, years=(y,), label=str(y)) for n, y in ((9, 2021), (2, 2022))]
)
CAPTION = Caption(
    title="Kernwoorden per conditie",
    subtitle="Proefstudie",
    notice="Verzonnen verhalen",
    unsettled="van 5 verhalen zijn de kernwoorden nog niet vastgesteld",
    provenance=("Nagekeken door twee onderzoekers.",),
    date="2026-11-28",
)


def drawn(chart: dict[str, Any]) -> str:
    return render.vega(chart, ".svg").decode("utf-8")


def columns(svg: str, word: str) -> list[float]:
    """Where the headers with a word stand, by the translations around them."""
    found = []
    for at in re.finditer(re.escape(word), svg):
        depth, x = 0, 0.0
        for tag in reversed(list(re.finditer(r"<(/?)g\b([^>]*)>", svg[: at.start()]))):
            depth += 1 if tag[1] else -1
            moved = re.search(r"translate\(([-\d.]+)", tag[2])
            if depth < 0:
                depth, x = 0, x + (float(moved[1]) if moved else 0.0)
        found.append(round(x, 1))
    return found


def test_the_columns_of_both_charts_stand_below_each_other() -> None:
    svg = drawn(bars(YEARS, CODEBOOK, caption=CAPTION))
    for name in ("sociale cohesie", "sociale inclusie", "sociale empowerment"):
        above, below = columns(svg, f">{name}<")
        assert above == below, name


@pytest.mark.parametrize(("n", "across"), [(6, None), (7, 4), (15, 5)])
def test_many_conditions_stand_over_more_rows(n: int, across: int | None) -> None:
    chart = bars(YEARS, board(n))
    assert [part.get("columns") for part in chart["vconcat"]] == [across, across]


def test_a_chart_that_leaves_says_what_is_not_in_it_where_it_comes_from_and_what_nobody_may_miss() -> None:
    svg = " ".join(drawn(bars(YEARS, CODEBOOK, caption=CAPTION)).split())
    for text in (CAPTION.title, CAPTION.unsettled, "n = 24 verhalen · 2021–2022 · 11 keer genoteerd", CAPTION.date):
        assert text in svg, text
    assert re.search(r'fill="white"[^>]*>Verzonnen verhalen<|fill="#ffffff"[^>]*>Verzonnen verhalen<', svg)
