"""Verhalen: bring in, correct before storing, list, revise, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Screens, key, wait_idle
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.domain import Answer, FoundStory, Perspective, Sent
from sq_coder.study import Study, open_study

OpenPage = Callable[..., AppTest]

TOLD = {
    "Noor": "Noor zingt op maandag in het koor van de wijk en kent er nu twaalf mensen bij naam.",
    "Teun": "Sinds de cursus weet Teun waar zijn geld blijft: hij houdt een schrift bij en slaapt weer.",
    "Ilse": "Ilse durfde niet naar buiten. Nu brengt ze elke week soep naar de overbuurman op drie hoog.",
    "Sjoerd": "In de fietsenwerkplaats leert Sjoerd jongens hoe een band geplakt wordt, en zij leren hem appen.",
    "Fenna": "Fenna sprak voor het eerst op een bewonersavond over de donkere tunnel, en er kwam verlichting.",
}
NAMES = tuple(TOLD)
REPORT = "# Verhalen uit de wijk\n\nEen verzonnen rapport.\n\n## Verhalen uit 2024\n\n" + "\n\n".join(
    f"### {number}. Het verhaal van {name}\n\n{text}\n\nDat vertelde {name} aan de keukentafel."
    for number, (name, text) in enumerate(TOLD.items(), 1)
)
HOSTILE = "<script>alert(1);window.hacked=1</script> ![x](http://evil.example/a.png) <svg onload='window.hacked=2'> :red[a] $b$ www.evil.example a@evil.example"


def upload(at: AppTest, name: str, data: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, data, "text/plain"))
    return at.button(key="stories.read").click().run()


@pytest.fixture
def server(screens: Callable[..., Screens], study: Study) -> Screens:
    return screens(study)


def test_an_empty_study_asks_for_stories(page_of: OpenPage, study: Study) -> None:
    at = page_of(study)
    assert any(m.value.startswith("Er zijn nog geen verhalen.") for m in at.main.markdown)
    at.button(key="stories.read").click().run()
    assert at.error[0].value.startswith("Er is geen bestand gekozen")


def test_nothing_is_stored_before_it_was_looked_at(page_of: OpenPage, study: Study) -> None:
    at = upload(page_of(study), "rapport.md", REPORT.encode())
    assert "5 verhalen in 1 bestand. Er is nog niets opgeslagen." in [m.value for m in at.markdown]
    assert study.stories() == []
    at.button(key="stories.store").click().run()
    assert at.success[0].value == "5 verhalen zijn opgeslagen."
    assert [story.title for story in study.stories()] == [f"Het verhaal van {name}" for name in NAMES]
    assert "**5** verhalen" in [m.value for m in at.markdown]


def test_two_found_stories_are_merged_one_is_dropped_and_all_get_a_year(page_of: OpenPage, study: Study) -> None:
    at = upload(page_of(study), "rapport.md", REPORT.encode())
    at.multiselect(key="stories.merged.0").set_value([0, 1]).run()
    at.button(key="stories.merge").click().run()
    at.session_state["stories.rows.2"] = {
        "edited_rows": {3: {"keep": False}, 0: {"title": "Samen", "group": "Koffie", "ai": "ja"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.run()
    at.number_input(key="stories.all_year.2").set_value(2025)
    at.selectbox(key="stories.all_told_by.2").select(Perspective.FACILITATOR)
    at.button(key="stories.apply").click().run()
    at.button(key="stories.store").click().run()
    kept = study.stories()
    assert [(s.title, s.year, s.group, s.perspective) for s in kept] == [
        ("Samen", 2025, "Koffie", Perspective.FACILITATOR),
        ("Het verhaal van Ilse", 2025, None, Perspective.FACILITATOR),
        ("Het verhaal van Sjoerd", 2025, None, Perspective.FACILITATOR),
    ]
    assert (kept[0].consent.ai, kept[0].consent.quote) == (Answer.YES, Answer.UNKNOWN)
    assert "Noor" in kept[0].text
    assert "Het verhaal van Teun" in kept[0].text


def test_a_report_can_be_taken_as_one_story(page_of: OpenPage, study: Study) -> None:
    at = upload(page_of(study), "rapport.md", REPORT.encode())
    at.segmented_control(key="stories.mode.0").set_value("none").run()
    at.button(key="stories.store").click().run()
    assert len(study.stories()) == 1


def test_a_file_of_the_wrong_kind_is_refused_in_one_sentence(page_of: OpenPage, study: Study) -> None:
    at = upload(page_of(study), "rapport.docx", b"dit is geen Word")
    assert len(at.error) == 1
    assert at.error[0].value.replace("\\", "").startswith("rapport.docx: ")
    assert "Er is niets ingebracht." in at.error[0].value.replace("\\", "")
    assert study.stories() == []


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(page_of: OpenPage, study: Study) -> None:
    at = page_of(study)
    at.file_uploader[0].set_value([("kapot.docx", b"dit is geen Word", ""), ("rapport.md", REPORT.encode(), "")])
    at.button(key="stories.read").click().run()
    said = at.warning[0].value.replace("\\", "")
    assert said.startswith(
        "1 bestand doet niet mee, want het kan niet worden gelezen. De andere staan hieronder.\n\nkapot"
    )
    assert "Er is niets ingebracht" not in said
    at.segmented_control(key="stories.mode.0").set_value("none").run()
    assert len(at.warning) == 1
    at.button(key="stories.store").click().run()
    assert len(study.stories()) == 1


def test_files_that_cannot_be_read_are_refused_together(page_of: OpenPage, study: Study) -> None:
    at = page_of(study)
    at.file_uploader[0].set_value([("kapot.docx", b"dit is geen Word", ""), ("kapot.pdf", b"dit is geen pdf", "")])
    at.button(key="stories.read").click().run()
    said = at.error[0].value.replace("\\", "")
    assert said.startswith("2 bestanden kunnen niet worden gelezen.")
    assert said.endswith("Er is niets ingebracht.")


def test_the_list_is_narrowed_by_word_year_and_group(page_of: OpenPage, told: Study) -> None:
    at = page_of(told)
    at.text_input(key="stories.search").input("KASBOEK").run()
    assert list(at.dataframe[0].value["Titel"]) == ["Geld"]
    at.text_input(key="stories.search").input("").run()
    at.multiselect(key="stories.years").set_value([2024]).run()
    assert list(at.dataframe[0].value["Titel"]) == ["Geld", "Verf"]
    at.multiselect(key="stories.groups").set_value(["Wandelgroep"]).run()
    assert "Geen verhaal past bij deze keuze. Kies minder, of zoek een ander woord." in [
        m.value for m in at.main.markdown
    ]


def test_a_hundred_stories_stand_on_a_page(page_of: OpenPage, study: Study) -> None:
    study.keep_stories(
        [FoundStory(f"Verhaal {n:03}", f"Verzonnen verhaal nummer {n}, over wandelen.") for n in range(130)]
    )
    at = page_of(study)
    assert len(at.dataframe[0].value) == 100
    at.session_state["stories.number"] = 2
    assert len(at.run().dataframe[0].value) == 30


def test_a_story_is_revised_and_the_earlier_version_stays(page_of: OpenPage, told: Study) -> None:
    story = told.story("Geld")
    at = page_of(told)
    at.query_params["verhaal"] = story.id
    at.run().segmented_control(key=f"stories.doing.{story.id[:8]}").set_value("edit").run()
    of = f"{story.id[:8]}.1"
    at.text_input(key=f"stories.title.{of}").input("Geld en rust")
    at.selectbox(key=f"stories.consent.{of}.quote").select(Answer.YES)
    at.text_area(key=f"stories.criticism.{of}").input("De brieven blijven\nmoeilijk.")
    at.button(key=f"stories.save.{of}").click().run()
    assert told.story(story.id).criticism == "De brieven blijven moeilijk."
    assert at.success[0].value == "Opgeslagen als versie 2. De eerdere versie blijft bewaard."
    assert [(s.title, s.consent.quote) for s in told.revisions(story.id)] == [
        ("Geld", Answer.UNKNOWN),
        ("Geld en rust", Answer.YES),
    ]


def test_a_colleague_s_revision_is_not_overwritten_and_what_was_typed_stays(page_of: OpenPage, told: Study) -> None:
    story = told.story("Geld")
    at = page_of(told)
    at.query_params["verhaal"] = story.id
    at.run().segmented_control(key=f"stories.doing.{story.id[:8]}").set_value("edit").run()
    told.edit(story.id, title="Van een collega")
    of = f"{story.id[:8]}.1"
    at.text_input(key=f"stories.title.{of}").input("Van mij")
    at.button(key=f"stories.save.{of}").click().run()
    assert "is gewijzigd sinds u het zag" in at.error[0].value
    assert at.text_input(key=f"stories.title.{of}").value == "Van mij"
    assert told.story(story.id).title == "Van een collega"


def test_a_story_is_withdrawn_only_by_typing_its_number(page_of: OpenPage, told: Study) -> None:
    story = told.story("Geld")
    at = page_of(told)
    at.query_params["verhaal"] = story.id
    told.store.log_sent(Sent(story.id, "https://model.example/v1", "m", "0" * 64, 9, True, "2026-11-02T10:00"))
    told.freeze("rapport 2024")
    at.run().segmented_control(key=f"stories.doing.{story.id[:8]}").set_value("withdraw").run()
    recall = " ".join(m.value for m in at.markdown).replace("\\", "").replace("\u2060", "")
    assert "Dit verhaal ging naar https://model.example/v1, het laatst op 02-11-2026." in recall
    assert "Bewaard zoals gepubliceerd, en dat blijft zo: rapport 2024 (" in recall
    at.text_input(key="stories.confirm").input("ja")
    at.button(key="stories.withdraw").click().run()
    assert "Er is niets gewist" in at.error[0].value
    assert told.story("Geld").text
    at.text_input(key="stories.confirm").input(story.id[:8])
    at.button(key="stories.withdraw").click().run()
    said = at.success[0].value
    assert said.startswith("Het verhaal is ingetrokken en gewist.")
    assert "In wat is bewaard zoals gepubliceerd (rapport 2024) staat niets van de tekst" in said
    assert told.story(story.id).withdrawn
    assert [s.title for s in told.stories()] == ["Lopen", "Verf"]


def test_a_report_is_uploaded_looked_at_and_stored(
    server: Screens, visit: Callable[..., Page], tmp_path: Path, study: Study
) -> None:
    (tmp_path / "rapport.md").write_text(REPORT, encoding="utf-8")
    page = visit(server.url)
    page.locator("input[type=file]").set_input_files(tmp_path / "rapport.md")
    key(page, "stories.read").get_by_role("button").click()
    expect(page.get_by_text("5 verhalen in 1 bestand. Er is nog niets opgeslagen.")).to_be_visible()
    assert study.stories() == []
    key(page, "stories.store").get_by_role("button").click()
    expect(page.get_by_text("5 verhalen zijn opgeslagen.")).to_be_visible()
    expect(page.get_by_role("link", name="Verder met Voorstellen")).to_be_visible()
    assert [story.title for story in study.stories()] == [f"Het verhaal van {name}" for name in NAMES]


def test_hostile_text_runs_nothing_and_loads_nothing(
    server: Screens, visit: Callable[..., Page], tmp_path: Path, study: Study
) -> None:
    study.keep_stories(
        [FoundStory(HOSTILE, f"{HOSTILE}\n\nwww.evil.example", year=2024, group=HOSTILE, source=HOSTILE)]
    )
    file = tmp_path / "<img src=x onerror=alert(1)> ![x](evil).md"
    file.write_text(f"# {HOSTILE}\n\nEen verzonnen tekst over {HOSTILE} en meer.", encoding="utf-8")
    page = visit(server.url)
    open_story = key(page, "stories.open").get_by_role("combobox")
    open_story.click()
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="alert")).to_be_visible()
    expect(page.locator(".sq-passages").first).to_have_text(f"{HOSTILE}\n\nwww.evil.example")
    assert page.locator("a[href*=evil], img[src*=evil], svg[onload]").count() == 0
    key(page, "stories.back").get_by_role("button").click()
    wait_idle(page)
    page.get_by_text("Inbrengen").click()
    page.locator("input[type=file]").set_input_files(file)
    key(page, "stories.read").get_by_role("button").click()
    expect(page.get_by_text("1 verhaal in 1 bestand.")).to_be_visible()
    wait_idle(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator("a[href*=evil], img[src*=evil]").count() == 0


@pytest.mark.parametrize("by", ["row", "title"])
def test_a_story_opens_by_its_row_or_title_and_who_goes_back_in_haste_is_back(
    by: str, screens: Callable[..., Screens], visit: Callable[..., Page], told: Study, slow_script: Path
) -> None:
    page = visit(screens(told, script=slow_script).url)
    if by == "row":
        table = key(page, "stories.table").locator("canvas").first.bounding_box()
        assert table is not None
        page.mouse.click(table["x"] + 200, table["y"] + 60)
    else:
        key(page, "stories.open").get_by_role("combobox").click()
        page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name=told.stories()[0].title)).to_be_visible()
    key(page, "stories.back").get_by_role("button").click()
    page.get_by_text("Inbrengen").click()
    wait_idle(page)
    expect(page.get_by_role("button", name="Bekijk de verhalen")).to_be_visible()


def test_a_withdrawn_story_says_so(page_of: OpenPage, told: Study) -> None:
    story = told.story("Geld")
    with open_study(told.folder) as other:
        other.withdraw(story.id)
    at = page_of(told)
    at.query_params["verhaal"] = story.id
    assert "Dit verhaal is ingetrokken door wie het vertelde. De tekst is gewist." in [
        m.value for m in at.run().markdown
    ]
