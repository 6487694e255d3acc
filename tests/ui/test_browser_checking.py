"""Researchers at work in a real browser; afterwards the database is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from browsing import Screens, key, wait_idle
from playwright.sync_api import Locator, Page, WebSocket, expect

from sq_coder.domain import FirstSelf, FoundStory, Sight, Working
from sq_coder.gateways.folder import write_settings
from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note

expect.set_options(timeout=20_000)  # a busy machine draws a page in seconds

Visit = Callable[..., Page]
HOSTILE = (
    "<script>window.hacked=1</script>![x](http://evil.example/a.png)<svg onload='window.hacked=2'>"
    "<style>body{display:none}</style>:red[a] $b$"
)


@pytest.fixture
def serve(screens: Callable[..., Screens], told: Study) -> Callable[..., Screens]:
    """Opens the screens on the three stories, with other settings."""

    def start(**changes: object) -> Screens:
        write_settings(told.folder, replace(told.settings, **changes))
        return screens(told)

    return start


def work_as(page: Page, name: str) -> None:
    who = key(page, "frame.researcher").locator("input")
    who.fill(name)
    who.press("Enter")
    page.wait_for_function(f"() => document.cookie.includes('={name}')")
    wait_idle(page)


def add_present(page: Page, name: str) -> None:
    """Type who else is at the table."""
    present = key(page, "present").locator("input")
    present.fill(name)
    present.press("Enter")
    present.press("Escape")
    wait_idle(page)


def begins(page: Page, name: str) -> Locator:
    """The widgets whose key begins so: those of one story end in its id."""
    return page.locator(f'[class*="st-key-{name.replace(".", "-")}"]')


def word(page: Page, row: int = 0) -> Locator:
    return begins(page, "checking.word.").locator("input").nth(row)


def choose(page: Page, keyword: str) -> None:
    """Type a keyword and save."""
    word(page).fill(keyword)
    expect(page.locator(".sq-note", has_text=keyword).first).to_be_visible()
    wait_idle(page)
    key(page, "checking.save").get_by_role("button").click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()
    wait_idle(page)


def at_address(page: Page, study: Study, title: str) -> str:
    return page.url.partition("/controleren")[0] + f"/controleren?verhaal={study.story(title).id}"


def test_two_researchers_decide_together(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    told.paste("Lopen", "ontmoeting", model="verzonnen-model")
    page = visit(serve().url + "/controleren")
    work_as(page, "Ann")
    add_present(page, "Bob")
    expect(page.get_by_text("Eén gezamenlijke keuze van Ann, Bob.")).to_be_visible()
    wait_idle(page)
    expect(page.get_by_role("heading", name="Lopen")).to_be_visible()
    page.locator("body").press("a")
    expect(word(page, 1)).to_be_focused()
    page.keyboard.type("samen lopen", delay=20)
    expect(page.locator(".sq-note", has_text="samen lopen")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Opgeslagen. Nog 2 verhalen te gaan.")).to_be_visible()
    expect(page.get_by_role("heading", name="Geld")).to_be_visible()
    assert told.story("Geld").id in page.url
    (decision,) = told.decisions()
    assert decision.researchers == ("Ann", "Bob")
    assert [n.keyword for n in decision.notes] == ["ontmoeting", "samen lopen"]
    assert (decision.sight, len(told.verdicts())) == (Sight.PROPOSAL, 1)


def test_two_browsers_decide_independently_differ_and_settle(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    url = serve(working=Working.INDEPENDENT).url + "/controleren"
    ann, bob = visit(url), visit(url)
    work_as(ann, "Ann")
    work_as(bob, "Bob")
    choose(ann, "beweging")
    expect(bob.get_by_text("Intussen heeft")).to_have_count(0)
    assert "beweging" not in bob.content()
    choose(bob, "gezelligheid")
    first, second = told.decisions("Lopen")
    assert (first.saw_decisions, second.saw_decisions) == ((), ())
    bob.get_by_role("link", name="Samen bespreken").click()
    expect(bob.get_by_text("Geen van de kernwoorden is gelijk.")).to_be_visible()
    add_present(bob, "Ann")
    expect(bob.get_by_text("Gezamenlijke keuze van Bob, Ann.")).to_be_visible()
    wait_idle(bob)
    bob.get_by_role("button", name="Zoals Ann").click()
    expect(begins(bob, "discussing.word.").locator("input").last).to_have_value("beweging", timeout=30_000)
    wait_idle(bob)
    key(bob, "discussing.save").get_by_role("button").click()
    expect(bob.get_by_text("Vastgesteld. Nog 0 verhalen te bespreken.")).to_be_visible()
    joint = told.decisions("Lopen")[-1]
    assert joint.researchers == ("Bob", "Ann")
    assert [v.story for v in told.verdicts()] == [told.story("Lopen").id]
    agreed = told.agreement()
    assert (agreed.stories, agreed.same_keywords) == (1, 0)


def test_choosing_first_sends_no_proposal_to_the_page(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    for title in ("Lopen", "Geld", "Verf"):
        told.paste(title, "onmiskenbaar", model="verzonnen-model")
    page = visit(serve(first_self=FirstSelf.ALL).url)
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", listen)
    page.goto(page.url.rstrip("/") + "/controleren")
    wait_idle(page)
    work_as(page, "Ann")
    expect(page.get_by_text("Eerst zelf kiezen")).to_be_visible()
    page.get_by_text("Als lijst").click()
    expect(key(page, "checking.save_list")).to_be_visible()
    page.get_by_text("Eén voor één").click()
    expect(key(page, "checking.save")).to_be_visible()
    wait_idle(page)
    word(page).fill("eigen woord")
    expect(page.locator(".sq-note", has_text="eigen woord")).to_be_visible()
    assert len(frames) > 5
    assert not any(b"onmiskenbaar" in frame for frame in frames)
    choose(page, "eigen woord")
    expect(page.get_by_text("Hieronder staat nu het voorstel")).to_be_visible()
    assert any(b"onmiskenbaar" in frame for frame in frames)
    (decision,) = told.decisions()
    assert (decision.sight, decision.saw) == (Sight.NONE, None)


def test_a_reload_in_the_middle_of_typing_loses_nothing(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    page = visit(serve().url + "/controleren")
    work_as(page, "Ann")
    page.goto(at_address(page, told, "Verf"))
    expect(page.get_by_role("heading", name="Verf")).to_be_visible()
    wait_idle(page)
    word(page).press_sequentially("eigen kracht", delay=30)
    begins(page, "checking.remark.").locator("textarea").press_sequentially("Midden in een zin", delay=30)
    page.wait_for_timeout(1500)
    expect(begins(page, "checking.remark.").locator("textarea")).to_be_focused()
    page.reload()
    wait_idle(page)
    expect(page.get_by_role("heading", name="Verf")).to_be_visible()
    expect(word(page)).to_have_value("eigen kracht")
    expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("Midden in een zin")
    assert told.decisions() == []


def test_a_colleagues_save_appears_while_one_types_on(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren")
    work_as(page, "Ann")
    begins(page, "checking.remark.").locator("textarea").press_sequentially("Ik typ", delay=20)
    told.decide("Lopen", ["Bob"], Choice((note("rust"),)))
    expect(page.get_by_text("Intussen heeft Bob een keuze bij dit verhaal opgeslagen.")).to_be_visible(timeout=4000)
    page.keyboard.type(" gewoon door", delay=20)
    expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("Ik typ gewoon door")
    expect(begins(page, "checking.remark.").locator("textarea")).to_be_focused()
    key(page, "checking.look").get_by_role("button").click()
    expect(page.locator(".sq-note", has_text="rust")).to_be_visible()
    expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("Ik typ gewoon door")


def test_a_passage_is_selected_and_kept_as_evidence(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren")
    work_as(page, "Ann")
    wait_idle(page)
    page.evaluate(
        """() => {
          const box = document.querySelector('.sq-passages'), range = document.createRange();
          range.setStart(box.firstChild, 3); range.setEnd(box.firstChild, 10);
          getSelection().removeAllRanges(); getSelection().addRange(range);
          box.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }"""
    )
    begins(page, "checking.evidence.").get_by_role("button").click()
    expect(page.locator(".sq-passages mark")).to_have_text("dinsdag")
    wait_idle(page)
    choose(page, "beweging")
    (decision,) = told.decisions()
    assert [(e.start, e.end, e.text) for e in decision.evidence] == [(3, 10, "dinsdag")]
    assert decision.evidence[0].text_sha256 == told.story("Lopen").text_sha256


def test_hostile_text_runs_nothing_and_loads_nothing(
    screens: Callable[..., Screens], visit: Visit, study: Study
) -> None:
    study.keep_stories([FoundStory(HOSTILE[:200], f"{HOSTILE} {HOSTILE}", year=2024, group=HOSTILE)])
    (story,) = study.stories()
    study.paste(story.id, "x <b>y</b>", model=HOSTILE)
    study.decide(story.id, ["Ann"], Choice((note("<img src=x>"),), remark=HOSTILE))
    study.decide(story.id, ["<i>Bob</i>"], Choice((note("![a](//evil)"),), remark=HOSTILE))
    page = visit(screens(study).url + f"/controleren?verhaal={story.id}")
    work_as(page, "Carla")
    word(page).fill("<script>hacked</script>")
    begins(page, "checking.remark.").locator("textarea").fill(HOSTILE)
    expect(page.locator(".sq-note", has_text="<script>")).to_be_visible()
    key(page, "checking.mark").get_by_role("button").click()
    wait_idle(page)
    page.get_by_text("Als lijst").click()
    expect(key(page, "checking.save_list")).to_be_visible()
    page.get_by_role("link", name="Samen bespreken").click()
    expect(page.get_by_text("Geen van de kernwoorden is gelijk.")).to_be_visible()
    wait_idle(page)
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".stMainBlockContainer :is(img, svg[onload], script)").count() == 0
    assert page.locator(".sq-passages").evaluate("e => e.textContent") == story.text


def test_the_pages_fit_a_tablet(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren", width=834, height=1112)
    work_as(page, "Ann")
    expect(key(page, "checking.save")).to_be_attached()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert re.search(r"verhaal=[0-9a-f]{32}", page.url)
