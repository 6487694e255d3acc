"""Voorstellen: the word finder, a language model, and pasting from a chat."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Screens, key, turn_to
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.domain import Consent, FoundStory, ProposalStatus, RoundState
from sq_coder.domain.story import Answer
from sq_coder.study import Study
from sq_coder.ui import jobs
from tests.llm.names import short_deidentifier
from tests.llm.server import Endpoint, serving

OpenPage = Callable[..., AppTest]


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with serving() as server:
        yield server


def settled(at: AppTest) -> AppTest:
    """The page once the work that it started has ended."""
    until = time.monotonic() + 60
    while jobs._jobs:
        assert time.monotonic() < until
        time.sleep(0.05)
        at.run()
    return at


def choose_model(at: AppTest, url: str) -> AppTest:
    at.segmented_control(key="proposals.way").set_value("openai").run()
    at.text_input(key="proposals.url").input(url)
    return at.text_input(key="proposals.model").input("klein-model").run()


def test_an_empty_study_says_where_to_begin(page_of: OpenPage, study: Study) -> None:
    at = page_of(study, "proposals")
    said = "Er zijn nog geen verhalen om een kernwoord bij voor te stellen. Breng ze eerst in bij Verhalen."
    assert said in [m.value for m in at.main.markdown]


def test_the_word_finder_proposes_beside_the_page_and_asks_nothing_twice(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "proposals")
    assert at.button(key="proposals.find").label == "Zoek in 3 verhalen"
    at = settled(at.button(key="proposals.find").click().run())
    assert len(told.proposals()) == 3
    assert "Deze 3 verhalen hebben hun antwoord al." in [m.value for m in at.main.markdown]
    assert at.dataframe[0].value["Stand"].tolist() == ["klaar"]


def test_no_keyword_stands_on_this_page(page_of: OpenPage, told: Study) -> None:
    told.match()
    words = {p.keyword for p in told.proposals() if p.keyword}
    at = page_of(told, "proposals")
    assert words
    assert not any(word in str(at.dataframe[0].value) for word in words)


def test_a_round_that_broke_off_is_named_and_goes_on(page_of: OpenPage, told: Study) -> None:
    run = told.new_run("codebook")
    told.open_run(run, 3)
    assert told.rounds()[0].state is RoundState.GOING
    at = page_of(told, "proposals")
    assert at.warning[0].value.startswith("Een ronde is niet afgemaakt.")
    at = settled(at.button(key="proposals.find").click().run())
    assert len(told.proposals()) == 3


def test_a_model_is_shown_exactly_what_it_gets_before_anything_is_sent(
    page_of: OpenPage, told: Study, endpoint: Endpoint
) -> None:
    at = choose_model(page_of(told, "proposals"), endpoint.url)
    assert told.prompt().text in [code.value for code in at.code]
    at = settled(at.button(key="proposals.show").click().run())
    assert any(caption.value.startswith("Ongeveer ") and "tokens (geschat)" in caption.value for caption in at.caption)
    shown = at.code[-1].value
    assert endpoint.bodies == []
    assert at.button(key="proposals.send").label == "Verstuur 3 verzoeken"
    settled(at.button(key="proposals.send").click().run())
    assert len(endpoint.bodies) == 3
    assert shown in endpoint.bodies
    assert {p.keyword for p in told.proposals()} == {"Verbinding"}


def test_a_story_without_consent_is_not_counted_for_another_machine(page_of: OpenPage, told: Study) -> None:
    told.edit(told.story("Geld").id, consent=Consent(ai=Answer.YES))
    at = choose_model(page_of(told, "proposals"), "http://llm.invalid/v1")
    assert at.button(key="proposals.send").label == "Verstuur 1 verzoek"
    kept = "2 verhalen gaan niet mee: de verteller zei geen ja op AI. Leg toestemming vast bij Verhalen."
    assert kept in [m.value for m in at.main.markdown]


def test_a_model_that_does_not_answer_is_told_in_one_sentence(
    page_of: OpenPage, told: Study, endpoint: Endpoint
) -> None:
    endpoint.status, endpoint.answer = 401, {"error": {"message": "no"}}
    at = choose_model(page_of(told, "proposals"), endpoint.url)
    at = settled(at.button(key="proposals.check").click().run())
    assert len(at.error) == 1


def test_an_answer_is_pasted_whole_and_the_next_story_comes(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "proposals")
    at.segmented_control(key="proposals.way").set_value("paste").run()
    first = told.stories()[0]
    at.toggle(key="proposals.stand_ins").set_value(False)
    at = settled(at.run())
    assert any(first.text in text.value for text in at.text)
    of = first.id[:8]
    at.text_area(key=f"proposals.reply.{of}").input("Verbinding.")
    at.text_input(key=f"proposals.chat.{of}").input("Chat X")
    at.button(key="proposals.save").click().run()
    assert at.success[0].value.replace("\\", "") == "Lopen: Verbinding. Het antwoord is bewaard."
    assert [(p.story, p.keyword, p.raw_reply) for p in told.proposals()] == [(first.id, "Verbinding", "Verbinding.")]
    second = told.stories()[1].id[:8]
    assert at.text_input(key=f"proposals.chat.{second}").value == "Chat X"


def test_a_story_with_a_word_that_may_be_a_name_waits_until_somebody_says_what_it_is(
    page_of: OpenPage, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = short_deidentifier(tmp_path / "names")
    monkeypatch.setattr("sq_coder.study.asking._deidentifier", lambda: names)
    text = "Met Xandrithe loop ik op dinsdag langs het water."
    study.keep_stories([FoundStory("Lopen", text, consent=Consent(ai=Answer.YES))])
    at = page_of(study, "proposals")
    at.segmented_control(key="proposals.way").set_value("paste").run()
    at = settled(at.button(key="proposals.make").click().run())
    said = at.radio(key="proposals.private.Xandrithe")
    assert (said.value, [text.value for text in at.text]) == (None, [])
    at.button(key="proposals.private.save").click().run()
    assert study.settings.private.names == ()
    at.radio(key="proposals.private.Xandrithe").set_value("names")
    at = settled(at.button(key="proposals.private.save").click().run())
    assert 'names = ["Xandrithe"]' in (study.folder / "study.toml").read_text(encoding="utf-8")
    assert any("Met Persoon A loop ik op dinsdag" in text.value for text in at.text)


def test_a_chat_elsewhere_is_offered_a_story_with_consent_first_and_none_without(
    page_of: OpenPage, study: Study
) -> None:
    without = FoundStory("Lopen", "Op dinsdag loop ik langs het water.")
    study.keep_stories([without, FoundStory("Koken", "Op vrijdag koken we.", consent=Consent(ai=Answer.YES))])
    at = page_of(study, "proposals")
    at.segmented_control(key="proposals.way").set_value("paste").run()
    chosen = at.selectbox(key="proposals.story.2")
    assert chosen.options == ["Koken", "Lopen (geen ja op AI)"]
    assert [button.key for button in at.button if button.key == "proposals.make"] == ["proposals.make"]
    chosen.set_value(study.stories()[0].id).run()
    assert [button.key for button in at.button if button.key == "proposals.make"] == []
    assert at.warning[0].value.startswith("De verteller van dit verhaal zei geen ja op AI")


def test_an_answer_that_is_not_one_keyword_is_kept_as_unusable(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "proposals")
    at.segmented_control(key="proposals.way").set_value("paste").run()
    of = told.stories()[0].id[:8]
    at.toggle(key="proposals.stand_ins").set_value(False)
    at.text_area(key=f"proposals.reply.{of}").input(
        "Dat is een mooie vraag! Het zou van alles kunnen zijn, denk ik zo."
    )
    at.text_input(key=f"proposals.chat.{of}").input("Chat X")
    at.button(key="proposals.save").click().run()
    assert "onbruikbaar antwoord" in at.success[0].value
    assert [p.status for p in told.proposals()] == [ProposalStatus.UNUSABLE]


def test_an_empty_answer_is_refused_and_nothing_is_kept(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "proposals")
    at.segmented_control(key="proposals.way").set_value("paste").run()
    at.button(key="proposals.save").click().run()
    assert at.error[0].value.startswith("Het antwoord is leeg")
    assert told.proposals() == []


@pytest.fixture
def sending(screens: Callable[..., Screens], visit: Callable[..., Page], study: Study, endpoint: Endpoint) -> Page:
    """A page on which a round of sixty requests to a slow model has just begun."""
    study.keep_stories([FoundStory(f"Verhaal {n}", f"Verzonnen verhaal nummer {n}, over lopen.") for n in range(60)])
    endpoint.wait = 2.0
    page = visit(screens(study).url + "/voorstellen")
    page.get_by_text("Taalmodel (AI)", exact=True).click()
    for name, value in (("url", endpoint.url), ("model", "klein-model")):
        field = key(page, f"proposals.{name}").locator("input")
        field.fill(value)
        field.press("Enter")
    key(page, "proposals.send").get_by_role("button", name="Verstuur 60 verzoeken").click()
    expect(page.get_by_text(re.compile(r"U kunt de pagina verlaten\. [1-9]\d* van 60"))).to_be_visible(timeout=30_000)
    return page


def test_a_round_goes_on_while_the_page_is_left_and_can_be_stopped(sending: Page, study: Study) -> None:
    turn_to(sending, "Verhalen")
    turn_to(sending, "Voorstellen")
    sending.get_by_role("button", name="Stoppen").click()
    expect(sending.get_by_text("Gestopt; wat beantwoord was is bewaard.")).to_be_visible(timeout=30_000)
    assert 0 < len(study.proposals()) < 60
    assert study.rounds()[0].state is RoundState.CANCELLED


def test_a_round_goes_on_when_the_browser_is_closed(sending: Page, study: Study, endpoint: Endpoint) -> None:
    sending.close()
    endpoint.wait = 0.05
    until = time.monotonic() + 60
    while study.rounds()[0].state is RoundState.GOING and time.monotonic() < until:
        time.sleep(0.2)
    assert study.rounds()[0].count(ProposalStatus.OK) == 60


def test_prompt_and_story_are_copied_in_one_click(
    screens: Callable[..., Screens], visit: Callable[..., Page], told: Study
) -> None:
    page = visit(screens(told).url + "/voorstellen")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Plakken uit een chat", exact=True).click()
    page.get_by_text("Namen vervangen (gepseudonimiseerd)").click()
    page.get_by_role("button", name="Kopieer prompt en verhaal").click(timeout=20_000)
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(told.prompt().text)
    assert told.stories()[0].text in copied
