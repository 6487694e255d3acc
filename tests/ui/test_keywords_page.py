"""Kernwoordenlijst: read it, and change it as a version after seeing what it touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from browsing import Screens, key, turn_to, wait_idle
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.codebook import differences, load, with_keyword, without_keyword
from sq_coder.domain import Change, ConditionId, Difference, Keyword
from sq_coder.errors import CodebookError, Problem
from sq_coder.resources import resource
from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note

OpenPage = Callable[..., AppTest]
STANDARD = load(resource("codebook.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def decided(told: Study) -> Study:
    """'Lopen' is settled with 'verbinding', 'Geld' with 'inzicht'."""
    told.decide("Lopen", ["Ann", "Bob"], Choice((note("verbinding"),)))
    told.decide("Geld", ["Ann", "Bob"], Choice((note("inzicht"),)))
    return told


def lines(text: str) -> set[str]:
    return set(text.splitlines())


def test_one_changed_field_changes_its_own_lines_only() -> None:
    keyword = STANDARD.keywords[0]
    text = with_keyword(STANDARD, replace(keyword, definition="Iets: heel # anders"))
    assert lines(text) - lines(STANDARD.text) == {"    definition: 'Iets: heel # anders'"}
    assert len(lines(STANDARD.text) - lines(text)) == 1
    assert differences(STANDARD, load(text)) == (Difference(keyword.word, Change.CHANGED, ("definition",)),)


def test_a_new_keyword_stands_last_of_its_condition_and_can_be_taken_out_again() -> None:
    new = Keyword("samen eten", ConditionId("cohesion"), signal_words=("eten + samen",))
    text = with_keyword(STANDARD, new)
    words = [k.word for k in load(text).keywords if k.condition == "cohesion"]
    assert words[-1] == "samen eten"
    assert without_keyword(load(text), "Samen  eten") == STANDARD.text


SMALL = load(
    "# Een kleine lijst\nname: klein\nconditions:\n  a: {name: A, colour: '#112233'}\n\nkeywords:\n  # De eerste\n"
    "  - word: een\n    condition: a\n    definition: >-\n      Over twee\n      regels.\n    aliases: [ene, eens]\n"
    "  - word: twee\n    condition: a\n    signals:\n      - \"twee + 'drie'\"  # samen\n"
    "  - {word: drie, condition: a, source: hier}\n"
)
"""Written in other ways than the standard one, and quick to read many times."""


@settings(deadline=None, max_examples=20)
@given(
    number=st.integers(0, len(SMALL.keywords) - 1),
    definition=st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=60),
    aliases=st.lists(st.text("abc:#-[]{}'\"|>&*!%@`, ", min_size=1, max_size=12), max_size=4),
)
def test_any_change_says_what_was_asked_and_leaves_the_rest(number: int, definition: str, aliases: list[str]) -> None:
    keyword = replace(
        SMALL.keywords[number], definition=definition, aliases=tuple(f"{a} q{i}" for i, a in enumerate(aliases))
    )
    made = load(with_keyword(SMALL, keyword))
    changed = made.keyword(keyword.word)
    assert changed is not None
    assert changed.definition == " ".join(definition.split())
    assert changed.aliases == tuple(" ".join(a.split()) for a in keyword.aliases)
    assert [k for k in made.keywords if k.key != keyword.key] == [k for k in SMALL.keywords if k.key != keyword.key]


@pytest.mark.parametrize("listed", ["", "keywords: []\n", "keywords: [{word: b, condition: a}]\n"])
def test_a_codebook_in_another_form_can_be_added_to(listed: str) -> None:
    codebook = load(f"name: x\nconditions:\n  a: {{name: A, colour: '#112233'}}\n{listed}")
    made = load(with_keyword(codebook, Keyword("nieuw", ConditionId("a"))))
    assert [k.word for k in made.keywords] == [*(k.word for k in codebook.keywords), "nieuw"]


def test_what_cannot_stand_in_a_codebook_is_refused() -> None:
    with pytest.raises(CodebookError, match="more than four words"):
        with_keyword(STANDARD, Keyword("een twee drie vier vijf", ConditionId("cohesion")))
    with pytest.raises(CodebookError, match="already belongs to keyword"):
        with_keyword(STANDARD, Keyword("nieuw", ConditionId("cohesion"), aliases=("verbinding",)))


def test_a_change_first_shows_what_it_touches(decided: Study) -> None:
    keyword = decided.codebook.keyword("verbinding")
    assert keyword is not None
    text = with_keyword(decided.codebook, replace(keyword, condition=ConditionId("inclusion")))
    effect = decided.codebook_effect(text)
    lopen = decided.story("Lopen").id
    assert (effect.stories, effect.proposals, effect.matched) == ((lopen,), (), 0)
    assert [(m.word, m.before, m.after, m.stories) for m in effect.moves] == [
        ("verbinding", "cohesion", "inclusion", (lopen,))
    ]
    assert decided.codebook.condition_of("verbinding") == "cohesion"


def test_the_matcher_is_asked_again_when_signal_words_change(decided: Study) -> None:
    keyword = decided.codebook.keyword("inzicht")
    assert keyword is not None
    effect = decided.codebook_effect(with_keyword(decided.codebook, replace(keyword, signal_words=())))
    geld = decided.story("Geld").id
    assert effect.matched == 3
    assert [(story, now) for story, now, _then in effect.proposals] == [(geld, "inzicht")]
    assert effect.moves == ()


def test_a_version_is_kept_and_a_newer_one_is_not_overwritten(decided: Study) -> None:
    first = decided.codebook
    text = with_keyword(first, Keyword("samen eten", ConditionId("cohesion")))
    decided.change_codebook(text, seen=first.sha256)
    assert (decided.folder / "codebook.yaml").read_text(encoding="utf-8") == text
    assert decided.codebook.text == text
    with pytest.raises(Problem, match="newer version"):
        decided.change_codebook(first.text, seen=first.sha256)
    newest, oldest = decided.codebook_versions()
    assert (newest.in_force, newest.differences) == (True, (Difference("samen eten", Change.ADDED),))
    assert (oldest.codebook.sha256, oldest.in_force) == (first.sha256, False)
    assert decided.check() == []


def test_the_list_reads_as_a_book(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "keywords")
    read = " ".join(html.proto.body for html in at.get("html"))
    assert all(k.word in read for k in decided.codebook.keywords)
    at.text_input(key="keywords.search").input("geen enkel woord").run()
    assert at.info[0].value.startswith("Geen kernwoord past hierbij.")


def test_an_empty_list_says_what_to_do(page_of: OpenPage, study: Study) -> None:
    study.change_codebook("name: x\nconditions:\n  a: {name: A, colour: '#112233'}\nkeywords: []\n")
    assert page_of(study, "keywords").info[0].value.startswith("De lijst heeft nog geen kernwoorden.")


def test_a_signal_word_that_says_nothing_is_refused_and_stays_typed(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "keywords", researcher="Ann")
    at.selectbox(key="keywords.word").set_value("verbinding").run()
    field = next(t for t in at.text_area if t.label.startswith("Herkenningswoorden"))
    field.input("+ +")
    next(b for b in at.button if b.label == "Bekijk wat dit raakt").click().run()
    assert len(at.error) == 1
    assert "heeft een teken zonder woord" in at.error[0].value or "heeft een deel zonder woord" in at.error[0].value
    assert next(t for t in at.text_area if t.label.startswith("Herkenningswoorden")).value == "+ +"
    assert len(decided.codebook_versions()) == 1


def test_change_a_definition_see_what_it_touches_and_put_it_in_force(
    screens: Callable[..., Screens], visit: Callable[..., Page], decided: Study
) -> None:
    page = visit(screens(decided).url)
    who = key(page, "frame.researcher").locator("input")
    who.fill("Cas")
    who.press("Enter")
    page.wait_for_function("() => document.cookie.includes('=Cas')")
    wait_idle(page)
    turn_to(page, "Kernwoordenlijst")
    page.get_by_role("tab", name="Wijzigen of toevoegen").click()
    word = key(page, "keywords.word").locator("input")
    word.fill("verbinding")
    page.get_by_role("option", name="verbinding ×1").click()
    wait_idle(page)
    page.get_by_role("textbox", name="Omschrijving").fill("Je hoort bij elkaar <b>en</b> dat merk je.")
    page.get_by_role("button", name="Bekijk wat dit raakt").first.click()
    expect(page.get_by_text("De aantallen op het kwadrant blijven zoals ze zijn.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("1 vastgesteld verhaal heeft zo'n kernwoord")).to_be_visible()
    wait_idle(page)
    page.get_by_role("button", name="Niet doen").click()
    expect(page.get_by_role("textbox", name="Omschrijving")).to_have_value("Je hoort bij elkaar <b>en</b> dat merk je.")
    wait_idle(page)
    page.get_by_role("button", name="Bekijk wat dit raakt").first.click()
    expect(page.get_by_text("De aantallen op het kwadrant blijven zoals ze zijn.")).to_be_visible(timeout=30_000)
    wait_idle(page)
    key(page, "keywords.use").get_by_role("button").click()
    expect(page.get_by_text("De nieuwe versie is in gebruik.")).to_be_visible()
    expect(page.get_by_text("Je hoort bij elkaar <b>en</b> dat merk je.").first).to_be_visible()
    text = (decided.folder / "codebook.yaml").read_text(encoding="utf-8")
    assert "    definition: Je hoort bij elkaar <b>en</b> dat merk je.\n" in text
    assert text.startswith("# Kernwoordenlijst van sociale kwaliteit")
