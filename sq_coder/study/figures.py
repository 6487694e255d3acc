"""Figures as files, and figures of counts that were made elsewhere: those need no study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sq_coder import chart, quadrant
from sq_coder import codebook as codebooks
from sq_coder.chart import Caption, Layout
from sq_coder.domain import Codebook, Tally, now
from sq_coder.errors import Problem, quote
from sq_coder.gateways import folder as folders
from sq_coder.gateways.files import save
from sq_coder.resources import resource

FORMATS = (".svg", ".png", ".pdf", ".pptx")


def page_of(suffix: str) -> str:
    """The page that a file asks for: a slide for pptx, else A4."""
    return "slide" if suffix.lower() == ".pptx" else "a4"


def figure_bytes(figure: Layout, suffix: str, *, dpi: int = 300) -> bytes:
    """A figure as svg, png, pdf or pptx (native shapes), as the suffix says; `dpi` is of a png."""
    from sq_coder.gateways import render

    kind = suffix.lower()
    if kind not in FORMATS:
        raise Problem(
            "format", f"A figure cannot be written as {quote(suffix)}. Nothing was written. Use {', '.join(FORMATS)}."
        )
    if kind == ".pptx":
        return deck_bytes([figure])
    svg = chart.draw(figure)
    if kind == ".svg":
        return svg.encode("utf-8")
    return render.png(svg, dpi=dpi) if kind == ".png" else render.pdf(svg)


def deck_bytes(figures: Sequence[Layout]) -> bytes:
    """Figures as a pptx of native shapes, a slide each; named after the first."""
    from sq_coder.gateways import writers

    return writers.to_pptx([writers.slide(figure) for figure in figures], title=figures[0].title)


def chart_bytes(chart: Mapping[str, Any], suffix: str) -> bytes:
    """A chart of `sq_coder.chart.bars` as svg, png (300 dpi) or pdf, as the suffix says."""
    from sq_coder.gateways import render

    return render.vega(chart, suffix.lower())


def write_figure(out: Path, figure: Layout, *, dpi: int = 300) -> None:
    """Write a figure as its extension says; `dpi` is of a png, 300 for print."""
    save(out, figure_bytes(figure, out.suffix, dpi=dpi))


def write_deck(out: Path, figures: Sequence[Layout]) -> None:
    """Write figures as a pptx, a slide each."""
    save(out, deck_bytes(figures))


def write_chart(out: Path, chart: Mapping[str, Any]) -> None:
    """Write a chart as its extension says."""
    save(out, chart_bytes(chart, out.suffix))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Counts from elsewhere: a csv or xlsx with condition, keyword and count, and what is known of them besides."""

    file: Path
    stories: int = 0
    years: tuple[int, ...] = ()
    origin: str = ""  # where they come from, in words


def read_counts(counts: Elsewhere, codebook: Codebook) -> Tally:
    """Counts from elsewhere; marked with where they come from."""
    from sq_coder.gateways import readers

    rows = readers.rows(counts.file)
    return quadrant.from_counts(rows, codebook, source=counts.file.name, stories=counts.stories, years=counts.years)


def draw_counts(
    counts: Elsewhere, *, folder: Path, language: str = "", sized: bool = False, title: str = "", page: str = "a4"
) -> tuple[Tally, Layout]:
    """Counts from elsewhere and their quadrant, with the study's codebook, or the standard one."""
    own = folder / folders.CODEBOOK
    text = folders.read_text(own if own.exists() else resource(folders.CODEBOOK), missing="")
    codebook = codebooks.load(text, file=folders.CODEBOOK)
    tally = read_counts(counts, codebook)
    words = Caption(title=title, provenance=(counts.origin,) if counts.origin else (), date=now()[:10])
    return tally, chart.quadrant(tally, codebook, words, language=language or "nl", sized=sized, page=page)
