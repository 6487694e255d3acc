"""Pixels and pages: the right size, and letters as wide as the layout thinks."""

from __future__ import annotations

import io

import pytest
from pdfminer.high_level import extract_text
from PIL import Image

from sq_coder.chart import Caption, draw, quadrant
from sq_coder.chart.words import FONTS, width
from sq_coder.errors import Problem
from sq_coder.gateways import render
from tests.chart.figures import CODEBOOK, tally

SVG = draw(quadrant(tally({"cohesion": {"financiële rust": 3, "samen eten": 1}}), CODEBOOK, Caption("Proef")))


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a4_at_300_is_3508_by_2480_pixels_and_says_so() -> None:
    image = pixels(render.png(SVG))
    assert image.size == (3508, 2480)
    assert round(image.info["dpi"][0]) == 300


@pytest.mark.parametrize("wide", [640, 1280, 1999])
def test_a_screen_gets_the_width_it_asks(wide: int) -> None:
    assert pixels(render.png(SVG, width=wide)).size == (wide, round(wide * 210 / 297))


def test_the_page_is_white_to_its_edges() -> None:
    image = pixels(render.png(SVG, dpi=96)).convert("RGBA")
    corners = [(0, 0), (image.width - 1, 0), (0, image.height - 1), (image.width - 1, image.height - 1)]
    assert {image.getpixel(at) for at in corners} == {(255, 255, 255, 255)}


def test_a_pdf_has_its_text_as_text_and_is_a4() -> None:
    data = render.pdf(SVG)
    text = extract_text(io.BytesIO(data))
    assert "samen eten" in text
    assert "×3" in text
    assert b"/MediaBox [0 0 841.8" in data


def drawn_width(text: str, *, bold: bool) -> tuple[float, float]:
    """How wide a text comes out between two bars, and how wide the layout thinks."""
    weight = "700" if bold else "400"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400mm" height="40mm" viewBox="0 0 1133.86 113.386" '
        f'font-family="{FONTS}"><text x="20" y="80" font-size="60" font-weight="{weight}">|{text}|</text></svg>'
    )
    image = pixels(render.png(svg, dpi=144)).getchannel("A")
    left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
    # Between the outer edges of the two bars: all advances, less the white beside the bars (about a third each).
    return (right - left) / 2, width(f"|{text}|", 60, bold=bold) - 0.65 * width("|", 60, bold=bold)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text", ["sociale contacten", "financiële zelfredzaamheid", "×15 keer genoteerd", "waardering", "Łódź ĳsvrĳ"]
)
def test_letters_are_as_wide_as_the_layout_thinks(text: str, bold: bool) -> None:
    drawn, expected = drawn_width(text, bold=bold)
    assert drawn == pytest.approx(expected, rel=0.03)


def test_kerning_only_makes_a_text_narrower() -> None:
    drawn, expected = drawn_width("WAVE Tafel AVAT", bold=False)
    assert 0.9 * expected < drawn < 1.005 * expected


def test_what_is_not_a_figure_of_ours_is_refused() -> None:
    for other in ("<svg/>", SVG.replace("<desc>", '<image href="http://example.org/a.png"/><desc>')):
        with pytest.raises(Problem, match="Nothing was written"):
            render.png(other)
        with pytest.raises(Problem, match="Nothing was written"):
            render.pdf(other)


def test_words_that_look_like_a_reference_are_words() -> None:
    hostile = "&lt;/svg&gt;&lt;image href='x'/&gt; src = y"
    assert render.pdf(SVG.replace("<desc>", f'<g aria-label="{hostile} href=z"></g><desc>{hostile} '))
    with pytest.raises(Problem, match=r"not a figure"):
        render.pdf(SVG.replace("<desc>", "<a\nxlink:href = 'http://example.org'>x</a><desc>"))


def test_a_picture_that_no_memory_holds_is_refused() -> None:
    with pytest.raises(Problem, match="pixels per inch"):
        render.png(SVG, dpi=5000)
