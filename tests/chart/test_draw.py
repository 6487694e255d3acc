"""The SVG: well formed, named, closed to the outside, and the colours that stand in it."""

from __future__ import annotations

from itertools import combinations

from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.chart import Caption, draw, quadrant, table
from sq_coder.chart.colours import GREY, INK, LIGHTNESS, WHITE, contrast, ink, luminance, paper
from sq_coder.chart.table import Row
from tests.chart.figures import CODEBOOK, tally

NS = "{http://www.w3.org/2000/svg}"
ACCENTS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#F0E442", "#000000", "#ffffff", "#808080")


@settings(max_examples=60, deadline=None)
@given(word=st.text(min_size=1, max_size=40), title=st.text(max_size=60))
def test_no_text_is_ever_markup(word: str, title: str) -> None:
    svg = draw(quadrant(tally({"cohesion": {word: 2}}), CODEBOOK, Caption(title)))
    root = fromstring(svg)
    assert {e.tag.removeprefix(NS) for e in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "line", "polygon", "path", "circle", "text",
    }  # fmt: skip


def test_script_and_quotes_in_a_keyword_stay_words() -> None:
    svg = draw(quadrant(tally({"cohesion": {'<script>"&': 1}}), CODEBOOK))
    assert "&lt;script&gt;&quot;&amp;" in svg
    assert "<script" not in svg
    assert "href" not in svg
    assert "url(" not in svg


def test_groups_have_the_names_of_conditions_and_ids_occur_once() -> None:
    words = {"samen eten": 2, "Samen-eten": 1, "é": 1, "漢": 1, "字": 1}
    root = fromstring(draw(quadrant(tally({"cohesion": words}), CODEBOOK, Caption("Proef"))))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert {"condition-security", "condition-cohesion", "condition-inclusion", "condition-empowerment"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_figure_can_be_heard() -> None:
    root = fromstring(draw(quadrant(tally({"cohesion": {"samen eten": 2}}), CODEBOOK, Caption("Proef"))))
    assert (root.get("role"), root.get("aria-label"), root.get("lang")) == ("img", "Proef", "nl")
    assert root.findtext(f"{NS}title") == "Proef"
    assert "sociale cohesie (2 keer genoteerd): samen eten ×2." in (root.findtext(f"{NS}desc") or "")


def test_the_page_has_its_true_size() -> None:
    root = fromstring(draw(quadrant(tally({}), CODEBOOK)))
    assert (root.get("width"), root.get("height")) == ("297mm", "210mm")


def test_every_text_reads_on_its_paper() -> None:
    for accent in ACCENTS:
        for place in range(len(LIGHTNESS)):
            assert contrast(ink(accent), paper(accent, place)) >= 4.5
            assert contrast(INK, paper(accent, place)) >= 4.5
    assert min(contrast(GREY, WHITE), *(contrast(ink(a), WHITE) for a in ACCENTS)) >= 4.5


def test_conditions_differ_in_grey_too() -> None:
    papers = [luminance(paper(c.colour, i)) for i, c in enumerate(CODEBOOK.conditions)]
    lightness = [116 * y ** (1 / 3) - 16 for y in papers]
    assert min(abs(a - b) for a, b in combinations(lightness, 2)) > 2.5


def test_the_table_twin_has_every_count_and_the_empty_conditions() -> None:
    some = tally({"cohesion": {"samen eten": 2, "rust": 1}}, undecided={"iets": 1}, discussed=frozenset({"rust"}))
    assert table(some, CODEBOOK) == (
        Row("sociaaleconomische zekerheid", "", 0),
        Row("sociale cohesie", "samen eten", 2),
        Row("sociale cohesie", "rust", 1, discussed=True),
        Row("sociale inclusie", "", 0),
        Row("sociale empowerment", "", 0),
        Row("nog geen plek", "iets", 1),
    )
