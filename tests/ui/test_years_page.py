"""Jaren naast elkaar: slices beside each other on one scale, described and not tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Screens, key, turn_to, wait_idle
from playwright.sync_api import Page, expect
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from sq_coder.chart import bars
from sq_coder.domain import FoundStory, Slice
from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note
from sq_coder.study.figures import chart_bytes

OpenPage = Callable[..., AppTest]


@pytest.fixture
def decided(told: Study) -> Study:
    """One settled story in 2023 and two in 2024; one of another street."""
    told.keep_stories([FoundStory("Tuin", "In de tuin groeit het.", year=2024, attributes=(("wijk", "West"),))])
    for title, words in {"Lopen": ("verbinding", "inzicht"), "Geld": ("inzicht",), "Tuin": ("verbinding",)}.items():
        told.decide(title, ["Ann", "Bob"], Choice(tuple(note(word) for word in words)))
    return told


def test_without_verdicts_the_page_says_what_to_do(page_of: OpenPage, told: Study) -> None:
    assert page_of(told, "years").info[0].value.startswith("Er is nog niets om naast elkaar te zetten.")


def test_years_stand_beside_each_other_with_n_and_zeros(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "years")
    table = next(t.value for t in at.dataframe if "Kernwoord" in t.value.columns)
    assert list(table.columns) == ["Conditie", "Kernwoord", "2023 (n = 1)", "2024 (n = 2)"]
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("sociaaleconomische zekerheid", "inzicht", 1, 1),
        ("sociale cohesie", "verbinding", 1, 1),
    ]
    conditions = next(t.value for t in at.dataframe if "Wat" in t.value.columns)
    assert len(conditions) == 8
    assert "toetst niets" in " ".join(m.value for m in at.markdown)


def test_slices_can_be_by_any_attribute(page_of: OpenPage, decided: Study) -> None:
    assert decided.attribute_names() == ["wijk"]
    at = page_of(decided, "years")
    at.segmented_control(key="years.by").set_value("wijk").run()
    table = next(t.value for t in at.dataframe if "Kernwoord" in t.value.columns)
    assert list(table.columns)[2:] == ["West (n = 1)", "niet bekend (n = 2)"]


def test_the_chart_says_notes_per_story_and_stories_per_condition(decided: Study) -> None:
    chart = bars(decided.compare("year"), decided.codebook)
    rows = {(r["slice"], r["condition"].replace("\n", " ")): r for r in chart["data"]["values"]}
    cohesion = rows["2024  (n = 2)", "sociale cohesie"]
    assert (cohesion["per_story"], cohesion["shown"], cohesion["with"], cohesion["stories"]) == (0.5, "0,5", 1, 2)
    assert rows["2023  (n = 1)", "sociale inclusie"]["shown"] == "0"
    assert len(rows) == 8


def test_intervals_are_there_only_when_asked_for_and_with_their_warning(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "years")
    assert not at.toggle(key="years.interval").value
    assert not at.warning
    at.toggle(key="years.interval").set_value(True).run()
    assert "bewijzen geen verschil" in at.warning[0].value
    conditions = next(t.value for t in at.dataframe if "Wat" in t.value.columns)
    assert list(conditions["Wat"])[:4] == [
        "keer genoteerd",
        "verhalen",
        "keer genoteerd, interval",
        "verhalen, interval",
    ]
    assert set(conditions.iloc[2][2:]) == {"–"}  # one story and two: too few for any


def test_a_public_figure_waits_until_each_part_of_one_story_is_confirmed(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "years")
    everything = len(at.get("download_button"))
    at.toggle(key="years.public").set_value(True).run()
    assert not at.get("download_button")
    assert at.multiselect(key="years.confirmed").options == ["2023"]
    at.multiselect(key="years.confirmed").set_value(["2023"]).run()
    assert len(at.get("download_button")) == everything


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_chart_as_a_file_is_the_same_chart(decided: Study, suffix: str, begins: bytes) -> None:
    assert chart_bytes(bars(decided.compare("year"), decided.codebook), suffix).startswith(begins)


def test_a_year_without_stories_has_no_bar_and_still_stands_there(decided: Study) -> None:
    chart = bars(decided.compare("year", slice=Slice(years=(2022, 2023))), decided.codebook)
    empty = [r for r in chart["data"]["values"] if r["slice"] == "2022  (n = 0)"]
    assert [(r["per_story"], r["shown"]) for r in empty] == [(None, "")] * 4
    assert "2022" in chart_bytes(chart, ".svg").decode()


def test_the_chart_is_drawn_in_the_browser_and_downloaded(
    screens: Callable[..., Screens], visit: Callable[..., Page], decided: Study, tmp_path: Path
) -> None:
    page = visit(screens(decided).url)
    turn_to(page, "Jaren naast elkaar")
    expect(key(page, "years.chart").locator("canvas, svg").first).to_be_visible()
    with page.expect_download() as downloading:
        key(page, "years.chart.svg").get_by_role("button").click()
    downloading.value.save_as(tmp_path / "c.svg")
    drawn = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "Keer genoteerd per verhaal" in drawn and "op een andere manier gevonden zijn" in drawn
    with page.expect_download() as downloading:
        key(page, "years.download.svg").get_by_role("button").click()
    downloading.value.save_as(tmp_path / "jaren.svg")
    assert "verbinding" in (tmp_path / "jaren.svg").read_text(encoding="utf-8")
    assert downloading.value.suggested_filename == "naast-elkaar-year.svg"
    page.get_by_text("Dia (16:9)", exact=True).click()
    expect(page.get_by_text("volgt na dit overzicht voor elk deel een eigen dia")).to_be_visible()
    wait_idle(page)
    with page.expect_download() as downloading:
        key(page, "years.download.pptx").get_by_role("button").click()
    downloading.value.save_as(tmp_path / "jaren.pptx")
    assert len(Presentation(str(tmp_path / "jaren.pptx")).slides) == 1 + len(decided.compare("year").tallies)
