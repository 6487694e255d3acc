"""Verslag: what became of the proposals, how far researchers agreed, the text, and files to take along."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from browsing import Screens, key, turn_to
from docx import Document
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from sq_coder.domain import Sight
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.study.decisions import Choice, note
from sq_coder.ui.safe import md

OpenPage = Callable[..., AppTest]


@pytest.fixture
def decided(told: Study) -> Study:
    """Three pasted proposals: one kept, one changed, one not settled; two stories decided independently."""
    for title, word in {"Lopen": "verbinding", "Geld": "inzicht", "Verf": "creativiteit"}.items():
        told.paste(title, word, model="model-x")
    for name in ("Ann", "Bob"):
        told.decide("Lopen", [name], Choice((note("verbinding"),), sight=Sight.NONE))
        told.decide("Geld", [name], Choice((note("minder stress"),), sight=Sight.NONE))
    told.decide("Verf", ["Ann"], Choice((note("creativiteit"),), sight=Sight.NONE))
    told.decide("Verf", ["Bob"], Choice((note("zelfvertrouwen"),), sight=Sight.NONE))
    return told


def test_without_stories_there_is_nothing_to_tell(page_of: OpenPage, study: Study) -> None:
    assert page_of(study, "report").info[0].value.startswith("Er zijn nog geen verhalen")


def test_the_text_is_the_report_word_for_word(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "report")
    written = [line.removeprefix("## ") for line in decided.report().splitlines() if line.startswith("## ")]
    assert [h.value for h in at.header][: len(written)] == [md(title) for title in written]
    shown = {m.value for m in at.markdown}
    assert [p for p in decided.report().split("\n\n") if not p.startswith("#") and md(p) not in shown] == []


def test_the_influence_of_a_proposal_is_told_once_it_was_measured(page_of: OpenPage, decided: Study) -> None:
    def told() -> str:
        return " ".join(m.value for m in page_of(decided, "report").markdown)

    assert "Niet gemeten: daarvoor zijn eerste keuzes nodig met het voorstel in beeld" in told()
    story = decided.story("Lopen").id
    saw = decided.proposals(story=story)[0].id
    seen = Choice((note("verbinding"),), sight=Sight.PROPOSAL, saw=saw, supersedes=())
    decided.decide(story, ["Cas"], seen)
    assert (
        "Met het voorstel in beeld bleef het bij **1** van de 1 eerste keuzes staan. Wie eerst zelf koos, kwam bij **3** van "
        "de 6 uit op hetzelfde kernwoord."
    ) in told()


def test_what_became_of_the_proposals_stands_in_a_table(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "report")
    table = next(t.value for t in at.dataframe if "Aandeel" in t.value.columns)
    assert dict(zip(table["Wat"], table["Verhalen"], strict=True)) == {
        "laten staan": 1,
        "veranderd": 1,
        "laten staan, één kernwoord erbij": 0,
        "laten staan, twee kernwoorden erbij": 0,
        "laten staan, meer dan twee erbij": 0,
        "veranderd en aangevuld": 0,
        "zonder bruikbaar voorstel": 0,
    }


def test_agreement_is_told_in_plain_words(page_of: OpenPage, decided: Study) -> None:
    told_there = [m.value for m in page_of(decided, "report").markdown]
    assert "Bij 3 verhalen kozen Ann en Bob los van elkaar, zonder elkaars keuze te zien." in told_there
    assert "Bij **2** van de 3 kozen zij dezelfde kernwoorden, bij **3** van de 3 dezelfde condities." in told_there


def test_joint_work_was_not_measured(page_of: OpenPage, told: Study) -> None:
    told.decide("Lopen", ["Ann", "Bob"], Choice((note("verbinding"),)))
    told_there = [m.value for m in page_of(told, "report").markdown]
    assert [t for t in told_there if t.startswith("Niet gemeten: alle keuzes zijn samen gemaakt.")]


def test_a_public_file_is_refused_until_every_recognisable_count_is_confirmed(
    page_of: OpenPage, decided: Study
) -> None:
    at = page_of(decided, "report")
    assert not at.button(key="report.make").disabled
    at.toggle(key="report.public").set_value(True).run()
    assert at.button(key="report.make").disabled
    items = [item.key for item in decided.recognisable()]
    at.multiselect(key="report.confirmed").set_value(items).run()
    assert not at.button(key="report.make").disabled


def test_a_published_state_is_kept_and_says_what_is_counted_otherwise(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "report")
    at.text_input(key="report.freeze.name").set_value("Rapport 2024")
    at.button(key="report.freeze.save").click().run()
    (kept,) = decided.frozen()
    assert (kept.name, kept.tally.keywords) == ("Rapport 2024", 2)
    assert "Alle aantallen zijn nu nog zoals toen." in [s.value for s in at.success]
    decided.decide("Verf", ["Ann", "Bob"], Choice((note("creativiteit"),)))
    at = page_of(decided, "report")
    shifts = next(t.value for t in at.dataframe if "Toen" in t.value.columns)
    assert [tuple(row) for row in shifts.itertuples(index=False)] == [("sociale empowerment", "creativiteit", 0, 1)]


def test_paper_and_what_checking_changed_are_seen_before_they_are_taken(page_of: OpenPage, decided: Study) -> None:
    at = page_of(decided, "report")
    assert "Pdf, 3 bladzijden" in [b.proto.label for b in at.get("download_button")]
    at.radio(key="report.paper.kind").set_value("quadrant").run()
    labels = [b.proto.label for b in at.get("download_button")]
    assert "Pdf, 1 bladzijde" in labels
    assert "Wat nakijken veranderde" in [h.value for h in at.header]


def test_bytes_without_names_are_refused_unconfirmed(decided: Study) -> None:
    with pytest.raises(Problem, match="one person"):
        decided.export_bytes(".csv", public=True)
    public = decided.export_bytes(".csv", public=True, confirmed=[item.key for item in decided.recognisable()])
    assert b"Lopen" not in public
    assert b"Lopen" in decided.export_bytes(".csv")


def test_the_report_is_made_when_asked_and_downloaded(
    screens: Callable[..., Screens], visit: Callable[..., Page], decided: Study, tmp_path: Path
) -> None:
    page = visit(screens(decided).url)
    turn_to(page, "Verslag")
    page.get_by_role("tab", name="Bestanden").click()
    expect(key(page, "report.download")).to_have_count(0)
    key(page, "report.make").get_by_role("button").click()
    expect(key(page, "report.download")).to_be_visible(timeout=30_000)
    with page.expect_download() as downloading:
        key(page, "report.download").get_by_role("button").click()
    file = tmp_path / "verslag.docx"
    downloading.value.save_as(file)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(file.read_bytes())).paragraphs)
    assert "verhalen" in text
    assert downloading.value.suggested_filename == "onderzoek.docx"
    page.get_by_role("tab", name="Op papier").click()
    with page.expect_download() as downloading:
        key(page, "report.paper.download").get_by_role("button").click()
    downloading.value.save_as(tmp_path / "kaarten.pdf")
    assert (tmp_path / "kaarten.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "said"),
    [(".docx", "De verhalen zelf staan er niet in."), (".xlsx", "In dit bestand staan de verhalen"), (".qdc", "")],
)
def test_a_file_is_warned_of_for_what_is_in_it(page_of: OpenPage, told: Study, kind: str, said: str) -> None:
    at = page_of(told, "report")
    at.radio(key="report.kind").set_value(kind).run()
    warned = [w.value.replace("\\", "") for w in at.warning if w.value.startswith("In dit bestand")]
    assert (said in warned[0]) if said else not warned


def test_a_table_of_decisions_comes_in_whole_or_not_at_all(page_of: OpenPage, told: Study) -> None:
    at = page_of(told, "report")
    rows = "verhaal;wie;onze kernwoorden\nLopen;Ann|Bob;verbinding\nNergens;Ann;inzicht\n"
    at.file_uploader(key="report.table.file").set_value(("muur.csv", rows.encode(), "text/csv"))
    at.button(key="report.table.store").click().run()
    assert at.error[0].value.replace("\\", "") == (
        "muur.csv: rij 3: Er is geen verhaal 'Nergens'. Kies een verhaal bij Verhalen. "
        "Er is niets ingebracht. Verbeter dit en kies het bestand opnieuw."
    )
    assert told.decisions() == []
    for table, said in (
        ("verhaal;wie;onze kernwoorden\nLopen;Ann;\n", "muur.csv: rij 2: er staat geen kernwoord in."),
        ("verhaal;wie\nLopen;Ann\n", "muur.csv: de kolom 'keywords' ontbreekt (gevonden: verhaal, wie)."),
        ("verhaal;wie;kernwoorden;gezien\nLopen;Ann;inzicht;vast\n", "muur.csv: rij 2: in de kolom 'voorstel gezien'"),
    ):
        at.file_uploader(key="report.table.file").set_value(("muur.csv", table.encode(), "text/csv"))
        at.button(key="report.table.store").click().run()
        assert at.error[0].value.replace("\\", "").startswith(said)
    at.file_uploader(key="report.table.file").set_value(
        ("muur.csv", rows.replace("Nergens", "Geld").encode(), "text/csv")
    )
    at.button(key="report.table.store").click().run()
    assert at.success[0].value == "2 beslissingen zijn ingebracht."
    assert len(told.decisions()) == 2
