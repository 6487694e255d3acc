"""Kwadrant: the figure, what stands behind a note, another place for a word, and the figure as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Screens, key, turn_to, wait_idle
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.domain import FoundStory, NotCounted, Slice
from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note

OpenPage = Callable[..., AppTest]
HOSTILE = "![x](http://evil.example/a.png)<img/src=x/onerror=alert(1)>"


@pytest.fixture
def decided(told: Study) -> Study:
    """The three stories: 'Lopen' and 'Geld' settled, 'Verf' settled and open again."""
    told.decide(
        "Lopen", ["Ann", "Bob"], Choice((note("vriendschap"), note("inzicht")), remark="Zij noemt twee vriendinnen.")
    )
    told.decide("Geld", ["Ann", "Bob"], Choice((note("inzicht"),)))
    told.decide("Verf", ["Ann", "Bob"], Choice((note("creativiteit"),)))
    told.decide("Verf", ["Bob"], Choice((note("zelfvertrouwen"),)))
    return told


def test_without_verdicts_the_page_says_what_to_do_and_what_is_not_counted(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "quadrant")
    assert at.info[0].value.startswith("Er zijn nog geen vastgestelde kernwoorden.")
    assert "Niet meegeteld: 3 verhalen (3 nog niet bekeken)." in [m.value for m in at.markdown]


def test_what_is_not_counted_is_named(page_of: OpenPage, decided: Study) -> None:
    found = decided.not_counted()
    assert (found.stories, found.untouched, found.reopened) == (1, 0, (decided.story("Verf").id,))
    assert [e.label for e in page_of(decided, "quadrant").expander][:1] == [
        "Niet meegeteld: 1 verhaal (1 te bespreken)"
    ]


def test_the_figure_follows_what_others_save_and_is_not_drawn_again_otherwise(
    page_of: OpenPage, decided: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    bare = Study.figure
    monkeypatch.setattr(
        Study, "figure", lambda self, tally, **look: drawn.append(tally.stories) or bare(self, tally, **look)
    )
    at = page_of(decided, "quadrant")
    at.run()
    decided.decide("Verf", ["Ann"], Choice((note("zelfvertrouwen"),)))
    at.run()
    assert drawn == [2, 3]


def test_a_note_tells_its_stories_and_who_decided(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "quadrant")
    at.session_state["quadrant.note"] = ("security", "inzicht")
    at.run()
    told_there = " ".join(html.proto.body for html in at.get("html"))
    assert "Lopen" in told_there
    assert "Geld" in told_there
    assert "Samen gekozen door Ann en Bob" in told_there
    assert "Opmerking: Zij noemt twee vriendinnen." in told_there
    assert "Genoteerd in 2 verhalen." in [m.value for m in at.markdown]


def test_a_word_without_a_place_gets_one(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "quadrant", researcher="Cas")
    at.session_state["quadrant.note"] = ("undecided", "vriendschap")
    at.run()
    at.radio[0].set_value("cohesion")
    at.checkbox[0].check()
    at.text_area[0].input("Om de straat")
    next(b for b in at.button if b.label == "Geef deze plek").click().run()
    ruling = decided.rulings()[-1]
    assert (ruling.keyword, ruling.condition, ruling.researchers, ruling.discussed, ruling.remark) == (
        "vriendschap",
        "cohesion",
        ("Cas",),
        True,
        "Om de straat",
    )
    assert at.success[0].value == "vriendschap staat nu bij: sociale cohesie."
    assert [c.keywords for c in decided.tally().conditions][1] == (("vriendschap", 1, True),)


def test_no_place_is_chosen_beforehand_and_none_is_stored_without_a_choice(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "quadrant", researcher="Cas")
    at.session_state["quadrant.note"] = ("security", "inzicht")
    at.run()
    assert at.radio[0].value is None
    next(b for b in at.button if b.label == "Geef deze plek").click().run()
    assert at.warning[0].value == "Kies een plek. Er is nog niets opgeslagen."
    assert decided.rulings() == []


def test_a_colleague_who_ruled_meanwhile_is_not_overruled_unseen(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "quadrant", researcher="Cas")
    at.session_state["quadrant.note"] = ("security", "inzicht")
    at.run()
    at.radio[0].set_value("cohesion")
    at.text_area[0].input("Mijn reden")
    decided.place("inzicht", "security", ["Ann"], discussed=True)
    next(b for b in at.button if b.label == "Geef deze plek").click().run()
    assert at.warning[0].value.startswith("Een collega gaf dit woord intussen een plek.")
    assert (at.radio[0].value, at.text_area[0].value) == ("cohesion", "Mijn reden")
    assert [r.researchers for r in decided.rulings()] == [("Ann",)]
    next(b for b in at.button if b.label == "Geef deze plek").click().run()
    assert [(r.researchers, r.condition) for r in decided.rulings()] == [(("Ann",), "security"), (("Cas",), "cohesion")]


@pytest.mark.parametrize("file", ["quadrant", "years", "report", "keywords"])
def test_a_codebook_that_cannot_be_read_is_refused_in_one_sentence(
    page_of: OpenPage, decided: Study, file: str
) -> None:
    (decided.folder / "codebook.yaml").write_text("keywords: [", encoding="utf-8")
    at = page_of(decided, file)
    assert len(at.error) == 1
    assert "codebook" in at.error[0].value


def test_the_page_can_be_narrowed_to_a_year(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "quadrant")
    at.multiselect(key="quadrant.years").set_value([2023]).run()
    assert [label for label in (p.label for p in at.get("button_group")) if "keer genoteerd" in label] == [
        "sociaaleconomische zekerheid: 1 keer genoteerd, in 1 van 1 verhaal",
        "nog geen plek: 1 keer genoteerd, in 1 van 1 verhaal",
    ]


def test_reopened_needs_an_earlier_verdict(told: Study) -> None:
    told.decide("Lopen", ["Ann"], Choice((note("rust"),)))
    told.decide("Lopen", ["Bob"], Choice((note("vrede"),)))
    found = told.not_counted(Slice())
    assert (found.stories, found.reopened, found.untouched) == (3, (), 2)
    assert isinstance(found, NotCounted)


def test_place_a_word_and_download_the_figure(
    screens: Callable[..., Screens], visit: Callable[..., Page], decided: Study, tmp_path: Path
) -> None:
    page = visit(screens(decided).url)
    who = key(page, "frame.researcher").locator("input")
    who.fill("Cas")
    who.press("Enter")
    page.wait_for_function("() => document.cookie.includes('=Cas')")
    wait_idle(page)
    turn_to(page, "Kwadrant")
    key(page, "quadrant.notes.undecided").get_by_role("radio", name="vriendschap").click()
    page.locator("label").filter(has_text="sociale cohesie").last.click()
    page.get_by_role("button", name="Geef deze plek").click()
    expect(page.get_by_text("vriendschap staat nu bij: sociale cohesie.")).to_be_visible()
    expect(key(page, "quadrant.notes.cohesion").get_by_role("radio", name="vriendschap")).to_be_visible()
    assert decided.rulings()[-1].researchers == ("Cas",)
    with page.expect_download() as downloading:
        key(page, "quadrant.download.svg").get_by_role("button").click()
    file = tmp_path / "kwadrant.svg"
    downloading.value.save_as(file)
    assert "vriendschap" in file.read_text(encoding="utf-8")
    with page.expect_download() as downloading:
        key(page, "quadrant.download.pdf").get_by_role("button").click()
    downloading.value.save_as(tmp_path / "kwadrant.pdf")
    assert (tmp_path / "kwadrant.pdf").read_bytes().startswith(b"%PDF")
    assert downloading.value.suggested_filename == "kwadrant.pdf"


def test_hostile_words_groups_and_remarks_run_nothing(
    screens: Callable[..., Screens], visit: Callable[..., Page], told: Study
) -> None:
    told.keep_stories([FoundStory(HOSTILE, f"{HOSTILE} een verhaal", year=2024, group=HOSTILE)])
    id = next(s.id for s in told.stories() if s.group == HOSTILE)
    told.decide(id, ["Ann", "Bob"], Choice((note(HOSTILE),), remark=HOSTILE))
    page = visit(screens(told).url)
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    turn_to(page, "Kwadrant")
    key(page, "quadrant.notes.undecided").get_by_role("radio").first.click()
    expect(page.get_by_text("Genoteerd in 1 verhaal.")).to_be_visible()
    page.get_by_text("Het hele verhaal").click()
    for name in ("Jaren naast elkaar", "Verslag", "Kernwoordenlijst"):
        turn_to(page, name)
        assert page.locator("img[src*=evil], img[onerror]").count() == 0


def test_of_a_note_that_is_another_name_for_a_keyword_that_is_said(page_of: OpenPage, decided: Study) -> None:
    decided.decide("Geld", ["Ann", "Bob"], Choice((note("rust"),)))
    at = page_of(decided, "quadrant", researcher="Ann")
    at.session_state["quadrant.note"] = ("undecided", "rust")
    at.run()
    said = [c.value.replace("\\", "") for c in at.caption]
    assert any(s.startswith("Dit woord is in de kernwoordenlijst een andere naam voor „minder stress”") for s in said)
