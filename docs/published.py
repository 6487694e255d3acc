"""Draws the published figure again from its counts: `python docs/published.py` writes docs/published/.

The counts come from a report of 2024, not from stories that sq-coder counted, and the figure says so.
"""

from __future__ import annotations

from pathlib import Path

from sq_coder.resources import resource
from sq_coder.study.figures import FORMATS, Elsewhere, draw_counts, page_of, write_figure

HERE = Path(__file__).resolve().parent / "published"
TITLE = "Kernwoorden uit 45 verhalen van bewoners in Leeuwarden"
ORIGIN = (
    "Rapportage 2024, figuur 6 en paragraaf 4.1. Kernwoord per verhaal voorgesteld door ChatGPT (prompt kernwoord.v1), "
    "nagekeken door twee onderzoekers samen."
)


def main() -> None:
    """Write the figure as svg, png, pdf and pptx."""
    HERE.mkdir(exist_ok=True)
    counts = Elsewhere(resource("corpus") / "gepubliceerde-telling.csv", 45, (2021, 2022, 2023, 2024), ORIGIN)
    for suffix in FORMATS:
        _, figure = draw_counts(counts, folder=HERE, title=TITLE, page=page_of(suffix))
        write_figure(HERE / f"kwadrant{suffix}", figure, dpi=150)


if __name__ == "__main__":
    main()
