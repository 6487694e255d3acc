"""Researchers at work in a real browser; afterwards the database is read."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import Screens, key, turn_to, wait_idle, watch
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from sq_coder.domain import FirstSelf, FoundStory, Sight, Working, sha256
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


def known_as(study: Study, name: str) -> dict[str, str]:
    """The cookies of a browser in which this researcher worked before."""
    return {f"sq_wie_{sha256(str(study.folder.resolve()))[:10]}": name}


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


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what the server stores beside the page."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


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


def test_a_reload_remembers_who_is_at_the_table_and_another_browser_does_not(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    told.decide("Lopen", ["Ann", "Bob"], Choice((note("beweging"),)))
    url = serve().url + "/controleren"
    page, elsewhere = visit(url, cookies=known_as(told, "Ann")), visit(url, cookies=known_as(told, "Ann"))
    add_present(page, "Bob")
    page.wait_for_function("() => document.cookie.includes('%7CAnn%7CAnn%7CBob')")
    page.reload()
    wait_idle(page)
    expect(page.get_by_text("U slaat één gezamenlijke keuze op van Ann en Bob.")).to_be_visible()
    expect(elsewhere.get_by_text("Keuze van Ann.")).to_be_visible()


def test_two_researchers_decide_together(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    told.paste("Lopen", "ontmoeting", model="verzonnen-model")
    page = visit(serve().url + "/controleren", cookies=known_as(told, "Ann"))
    add_present(page, "Bob")
    expect(page.get_by_text("U slaat één gezamenlijke keuze op van Ann en Bob.")).to_be_visible()
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
    page.get_by_text("Op de beamer").click()
    expect(key(page, "checking.save_list")).to_be_visible()
    wait_idle(page)
    table = page.get_by_test_id("stDataFrame").bounding_box()
    assert table is not None
    page.mouse.dblclick(table["x"] + 0.9 * table["width"], table["y"] + 122)
    expect(page.locator("#portal input").first).to_be_focused()
    for keyword in ("overzicht", "rust"):
        page.keyboard.type(keyword)
        page.keyboard.press("Enter")
    page.mouse.click(table["x"] + 40, table["y"] + 122)
    expect(page.get_by_role("button", name="1 keuze opslaan")).to_be_enabled()
    wait_idle(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 keuze is opgeslagen.")).to_be_visible()
    (listed,) = told.decisions("Geld")
    assert (listed.researchers, [n.keyword for n in listed.notes]) == (("Ann", "Bob"), ["overzicht", "rust"])


def test_two_browsers_decide_independently_differ_and_settle(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    url = serve(working=Working.INDEPENDENT).url + "/controleren"
    ann, bob = visit(url), visit(url, cookies=known_as(told, "Bob"))
    work_as(ann, "Ann")
    choose(ann, "beweging")
    expect(bob.get_by_text("Intussen door")).to_have_count(0)
    assert "beweging" not in bob.content()
    choose(bob, "gezelligheid")
    first, second = told.decisions("Lopen")
    assert (first.saw_decisions, second.saw_decisions) == ((), ())
    turn_to(bob, "Samen bespreken")
    expect(bob.get_by_text("Geen van de kernwoorden is gelijk.")).to_be_visible()
    add_present(bob, "Ann")
    expect(bob.get_by_text("U slaat één gezamenlijke keuze op van Bob en Ann.")).to_be_visible()
    wait_idle(bob)
    expect(bob.get_by_role("button", name="Zoals Ann")).to_contain_text("2")
    bob.locator("body").press("2")
    expect(begins(bob, "discussing.word.").locator("input").last).to_have_value("beweging", timeout=30_000)
    wait_idle(bob)
    key(bob, "discussing.save").get_by_role("button").click()
    expect(bob.get_by_text("Vastgesteld. Nog 0 verhalen te bespreken.")).to_be_visible()
    bob.get_by_text("Gelijktrekken").click()
    expect(bob.get_by_text("Dit kernwoord")).to_be_visible()
    told.merge_keywords("beweging", "gezelligheid", ["Ann"])
    expect(bob.get_by_text("Intussen door Ann afgesproken: iets over beweging.")).to_be_visible()
    key(bob, "discussing.look").get_by_role("button").click()
    expect(bob.get_by_text("„beweging” telt als „gezelligheid”")).to_be_visible()
    joint = told.decisions("Lopen")[-1]
    assert joint.researchers == ("Bob", "Ann")
    assert [v.story for v in told.verdicts()] == [told.story("Lopen").id]
    agreed = told.agreement()
    assert (agreed.stories, agreed.same_keywords) == (1, 0)


def test_choosing_first_sends_no_proposal_and_no_colleague_to_any_page(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    for title in ("Lopen", "Geld", "Verf"):
        told.paste(title, "onmiskenbaar", model="verzonnen-model")
    for name, keyword in (("Bob", "bobswoord"), ("Carla", "carlaswoord")):
        told.decide("Lopen", [name], Choice((note(keyword),), remark=f"Geheim van {name}."))
    url = serve(first_self=FirstSelf.SHARE, first_self_percent=100).url
    page = visit(f"{url}/verhalen", cookies=known_as(told, "Ann"))
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", listen)
    page.goto(f"{url}/controleren")
    expect(page.get_by_text("Eerst zelf kiezen: het voorstel")).to_be_visible()
    page.get_by_text("Als lijst").click()
    expect(key(page, "checking.save_list")).to_be_visible()
    page.get_by_text("Op de beamer").click()
    expect(key(page, "checking.search")).to_be_hidden()
    wait_idle(page)
    page.get_by_text("Eén voor één").click()
    turn_to(page, "Samen bespreken")
    expect(page.get_by_text("Kies eerst zelf bij Controleren.")).to_be_visible()
    turn_to(page, "Controleren")
    page.get_by_text("Eén voor één").click()
    expect(key(page, "checking.save")).to_be_visible()
    wait_idle(page)
    word(page).fill("eigen woord")
    expect(page.locator(".sq-note", has_text="eigen woord")).to_be_visible()
    secrets = (b"onmiskenbaar", b"bobswoord", b"carlaswoord", b"Geheim van")
    assert len(frames) > 5
    assert [secret for secret in secrets if any(secret in frame for frame in frames)] == []
    choose(page, "eigen woord")
    expect(page.get_by_text("U ziet nu het voorstel")).to_be_visible()
    assert all(any(secret in frame for frame in frames) for secret in secrets)
    decision = told.decisions("Lopen")[-1]
    assert (decision.researchers, decision.sight, decision.saw) == (("Ann",), Sight.NONE, None)
    assert decision.saw_decisions == ()


def test_neither_a_reload_nor_a_database_that_is_gone_loses_what_is_typed(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    story = told.story("Verf")
    page = visit(serve().url + f"/controleren?verhaal={story.id}", cookies=known_as(told, "Ann"))
    expect(page.get_by_role("heading", name="Verf")).to_be_visible()
    remark = begins(page, "checking.remark.").locator("textarea")
    word(page).press_sequentially("eigen kracht", delay=10)
    remark.press_sequentially("Midden in een zin", delay=10)
    until(lambda: "een zin" in (told.store.draft(story.id, "Ann") or ""))
    expect(remark).to_be_focused()
    page.reload()
    wait_idle(page)
    expect(word(page)).to_have_value("eigen kracht")
    expect(remark).to_have_value("Midden in een zin")
    database = told.folder / "study.db"
    database.rename(told.folder / "elders.db")
    word(page).fill("andere kracht")
    expect(page.get_by_text("study.db is leeg of weg")).to_be_visible()
    (told.folder / "elders.db").rename(database)
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(word(page)).to_have_value("andere kracht")
    expect(remark).to_have_value("Midden in een zin")
    assert told.decisions() == []


def test_a_colleagues_save_appears_while_one_types_on(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren", cookies=known_as(told, "Ann"))
    begins(page, "checking.remark.").locator("textarea").press_sequentially("Ik typ", delay=20)
    told.decide("Lopen", ["Bob"], Choice((note("rust"),)))
    expect(page.get_by_text("Intussen door Bob opgeslagen: een keuze bij dit verhaal.")).to_be_visible(timeout=4000)
    page.keyboard.type(" gewoon door", delay=20)
    expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("Ik typ gewoon door")
    expect(begins(page, "checking.remark.").locator("textarea")).to_be_focused()
    key(page, "checking.look").get_by_role("button").click()
    expect(page.locator(".sq-note", has_text="rust")).to_be_visible()
    expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("Ik typ gewoon door")


def test_a_passage_is_selected_and_kept_as_evidence(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren", cookies=known_as(told, "Ann"))
    expect(page.locator(".sq-passages")).to_contain_text("dinsdag")
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
    page = visit(screens(study).url + f"/controleren?verhaal={story.id}", cookies=known_as(study, "Carla"))
    word(page).fill("<script>hacked</script>")
    begins(page, "checking.remark.").locator("textarea").fill(HOSTILE)
    expect(page.locator(".sq-note", has_text="<script>")).to_be_visible()
    key(page, "checking.mark").get_by_role("button").click()
    wait_idle(page)
    page.get_by_text("Als lijst").click()
    expect(key(page, "checking.save_list")).to_be_visible()
    turn_to(page, "Samen bespreken")
    expect(page.get_by_text("Geen van de kernwoorden is gelijk.")).to_be_visible()
    wait_idle(page)
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".stMainBlockContainer :is(img, svg[onload], script)").count() == 0
    assert page.locator(".sq-passages").evaluate("e => e.textContent") == story.text


def test_on_a_laptop_the_choice_stays_in_sight_beside_a_long_story(
    screens: Callable[..., Screens], visit: Visit, study: Study
) -> None:
    walk = "Op dinsdag lopen wij samen langs het water, en daarna drinken wij koffie. " * 90
    study.keep_stories([FoundStory(title, f"{title}. {walk}", year=2024) for title in ("Lopen", "Water")])
    page = visit(screens(study).url + "/controleren", width=1366, height=768, cookies=known_as(study, "Ann"))
    main, save = page.get_by_test_id("stMain"), key(page, "checking.save").get_by_role("button")
    down = "e => e.scrollTo(0, 900)"
    main.evaluate(down)
    for shown in (save, word(page), begins(page, "checking.remark.").locator("textarea")):
        expect(shown).to_be_in_viewport(ratio=1)
    own_bars = "d => ['scrollHeight', 'scrollWidth'].some(s => d[s] > d[s.replace('scroll', 'client')] + 1) && getComputedStyle(d).overflow"
    assert key(page, "checking.desk").evaluate(own_bars) in (False, "visible")
    save.click()
    expect(key(page, "checking.desk").get_by_test_id("stAlertContentError")).to_be_in_viewport(ratio=1)
    assert main.evaluate("e => e.scrollTop") == 900
    word(page).fill("ontmoeting")
    expect(page.locator(".sq-note", has_text="ontmoeting")).to_be_in_viewport(ratio=1)
    expect(begins(page, "checking.remark.").locator("textarea")).to_be_in_viewport(ratio=1)
    wait_idle(page)
    save.click()
    expect(page.get_by_role("heading", name="Water")).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_in_viewport(ratio=1)
    wait_idle(page)
    main.evaluate(down)
    page.locator("body").press("ArrowLeft")
    expect(page.get_by_role("heading", name="Lopen")).to_be_in_viewport(ratio=1)


def test_what_was_typed_as_the_server_went_away_is_there_when_it_is_back(
    screens: Callable[..., Screens], browser: Browser, told: Study
) -> None:
    first = screens(told, own=True)
    page = watch(browser.new_page())
    page.context.add_cookies([{"name": n, "value": v, "url": first.url} for n, v in known_as(told, "Ann").items()])
    page.goto(f"{first.url}/controleren")
    wait_idle(page)
    first.process.send_signal(signal.SIGSTOP)  # what is typed now never arrives
    word(page).fill("samen lopen")
    begins(page, "checking.remark.").locator("textarea").fill("In de regen.")
    first.process.kill()
    first.process.wait()
    again = Screens(told.folder, port=first.port)
    try:
        expect(page.locator(".sq-note", has_text="samen lopen")).to_be_visible()
        expect(begins(page, "checking.remark.").locator("textarea")).to_have_value("In de regen.")
        until(lambda: "samen lopen" in (told.draft(told.story_ids()[0], "Ann") or ""))
        assert told.decisions() == []
    finally:
        page.close()
        again.close()


def test_who_saves_and_clicks_on_in_haste_has_saved_once(
    screens: Callable[..., Screens], visit: Visit, told: Study, slow_script: Path
) -> None:
    page = visit(screens(told, script=slow_script).url + "/controleren", cookies=known_as(told, "Ann"))
    save = key(page, "checking.save").get_by_role("button")
    word(page).fill("samen lopen")
    expect(page.locator(".sq-note", has_text="samen lopen")).to_be_visible()
    wait_idle(page)
    save.click()
    key(page, "checking.following").get_by_role("button").click()
    expect(page.get_by_text("Opgeslagen. Nog 2 verhalen te gaan.")).to_be_visible()
    expect(page.get_by_role("heading", name="Geld")).to_be_visible()
    wait_idle(page)
    word(page).fill("overzicht")
    expect(page.locator(".sq-note", has_text="overzicht")).to_be_visible()
    wait_idle(page)
    save.dblclick()
    expect(page.get_by_text("Opgeslagen. Nog 1 verhaal te gaan.")).to_be_visible()
    expect(page.get_by_role("heading", name="Verf")).to_be_visible()
    wait_idle(page)
    assert page.get_by_test_id("stAlertContentError").count() == 0
    decided = [(told.story(d.story).title, [n.keyword for n in d.notes]) for d in told.decisions()]
    assert decided == [("Lopen", ["samen lopen"]), ("Geld", ["overzicht"])]


def test_the_words_on_the_beamer_are_really_larger_and_usual_again_afterwards(
    serve: Callable[..., Screens], visit: Visit, told: Study
) -> None:
    page = visit(serve().url + "/controleren", width=1366, height=768, cookies=known_as(told, "Ann"))
    letters = """() => parseFloat((document.querySelector('[style*=gdg-base-font-style]')?.style
      .getPropertyValue('--gdg-base-font-style') || '0 0').split(' ')[1])"""
    for view, smallest, largest in (("Als lijst", 13, 15), ("Op de beamer", 21, 30), ("Als lijst", 13, 15)):
        page.get_by_text(view).click()
        page.wait_for_function(f"() => {{ const at = ({letters})(); return at >= {smallest} && at <= {largest}; }}")
        wait_idle(page)
        assert page.get_by_test_id("stSidebar").is_visible() is (view == "Als lijst")


def test_the_pages_fit_a_tablet(serve: Callable[..., Screens], visit: Visit, told: Study) -> None:
    page = visit(serve().url + "/controleren", width=834, height=1112, cookies=known_as(told, "Ann"))
    expect(key(page, "checking.save")).to_be_attached()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert re.search(r"verhaal=[0-9a-f]{32}", page.url)
