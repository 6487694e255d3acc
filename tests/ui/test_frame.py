"""The frame of every page: the study, who is working, the language, refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from browsing import Screens, key, wait_idle, watch
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.study import Study

OpenPage = Callable[..., AppTest]


def test_without_a_study_the_first_page_offers_to_make_one(page_of: OpenPage, tmp_path: Path) -> None:
    at = page_of(tmp_path)
    assert [title.value for title in at.title] == ["Welkom bij sq-coder"]
    at.text_input(key="start.name").input("Verhalen 2026")
    at.text_input(key="start.folder").input(str(tmp_path / "nieuw"))
    at.button(key="start.make").click().run()
    assert [title.value for title in at.title] == ["Verhalen"]
    assert at.success[0].value == "Het onderzoek is gemaakt. Breng nu de verhalen in."
    assert (tmp_path / "nieuw" / "study.toml").is_file()


def test_a_folder_that_cannot_be_written_is_refused_in_one_sentence(page_of: OpenPage, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    at = page_of(tmp_path)
    at.text_input(key="start.folder").input(str(tmp_path / "bestand" / "map"))
    at.button(key="start.make").click().run()
    assert len(at.error) == 1
    assert "Er is geen onderzoek gemaakt" in at.error[0].value.replace("\\", "")


def test_a_name_that_was_typed_is_who_is_working(page_of: OpenPage, study: Study) -> None:
    at = page_of(study, researcher="Ann")
    assert at.selectbox(key="frame.researcher").value == "Ann"


def test_the_screens_are_in_english_by_a_switch(page_of: OpenPage, study: Study) -> None:
    assert [title.value for title in page_of(study, language="en").title] == ["Stories"]


def test_two_browsers_are_two_people_and_a_reload_remembers_each(
    screens: Callable[..., Screens], visit: Callable[..., Page], study: Study
) -> None:
    server = screens(study)
    ann, bob = visit(f"{server.url}/verhalen"), visit(server.url)  # the first page at its own address, and without one
    for page, name in ((ann, "Ann"), (bob, "Bob")):
        who = key(page, "frame.researcher").locator("input")
        who.fill(name)
        who.press("Enter")
        page.wait_for_function(f"() => document.cookie.includes('={name}')")
        page.reload()
        wait_idle(page)
    for page, name in ((ann, "Ann"), (bob, "Bob")):
        expect(key(page, "frame.researcher").locator("input")).to_have_value(name)


def test_the_page_says_which_language_it_is_in(
    screens: Callable[..., Screens], visit: Callable[..., Page], study: Study
) -> None:
    page = visit(screens(study).url)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    wait_idle(page)
    page.reload()
    wait_idle(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Stories")).to_be_visible()


def test_a_database_that_was_moved_away_is_told_and_takes_nothing(page_of: OpenPage, told: Study) -> None:
    at = page_of(told)
    (told.folder / "study.db").rename(told.folder / "elders.db")
    at.run()
    assert len(at.error) == 1
    assert not at.dataframe


def test_what_streamlit_says_itself_is_in_the_language_of_the_page(
    screens: Callable[..., Screens], visit: Callable[..., Page], study: Study
) -> None:
    page = visit(screens(study).url)
    files = page.get_by_test_id("stFileUploader")
    expect(files.get_by_role("button", name="Bladeren")).to_be_visible()
    expect(files).to_contain_text("50 MB per bestand • TXT, MD")
    files.locator("input").set_input_files([{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"}])
    expect(files.get_by_role("alert")).to_have_text("Niet meegenomen: deze soort bestand wordt niet gelezen.")
    who = key(page, "frame.researcher").locator("input")
    who.fill("Add: Ann")
    expect(page.get_by_role("option")).to_have_text("Toevoegen: Add: Ann")
    who.press("Enter")
    wait_idle(page)
    expect(who).to_have_value("Add: Ann")
    page.get_by_text("English").click()
    expect(files.get_by_role("alert")).to_have_text("Left out: files of this kind are not read.")


def test_a_choice_is_said_in_the_other_language_after_the_switch(
    screens: Callable[..., Screens], visit: Callable[..., Page], told: Study
) -> None:
    page = visit(screens(told).url)
    teller = key(page, "stories.told_by").locator("input")
    expect(teller).to_have_value("Alle")
    page.get_by_text("English").click()
    expect(teller).to_have_value("All")


def test_enter_in_the_field_of_withdrawing_erases_nothing(
    screens: Callable[..., Screens], visit: Callable[..., Page], told: Study
) -> None:
    story = told.story("Geld")
    page = visit(f"{screens(told).url}/?verhaal={story.id}")
    page.get_by_text("Intrekken", exact=True).click()
    typed = key(page, "stories.confirm").locator("input")
    typed.fill(story.id[:8])
    typed.press("Enter")
    wait_idle(page)
    page.wait_for_timeout(500)
    assert not told.story(story.id).withdrawn
    key(page, "stories.withdraw").get_by_role("button").click()
    expect(page.get_by_text("Het verhaal is ingetrokken en gewist.")).to_be_visible()


def test_a_server_that_has_stopped_is_told_as_a_program_on_this_computer(
    screens: Callable[..., Screens], browser: Browser, study: Study
) -> None:
    server = screens(study, own=True)
    page = watch(browser.new_page(locale="nl-NL"))
    page.goto(server.url)
    wait_idle(page)
    server.process.kill()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("Geen verbinding met sq-coder", timeout=30_000)
    expect(told).to_contain_text("Het programma sq-coder op deze computer antwoordt niet.")
    page.close()
