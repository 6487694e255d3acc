"""Published states, what checking changed, and paper, by the command line."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pdfminer.high_level import extract_pages, extract_text
from pptx import Presentation

from sq_coder import codebook, compare
from sq_coder.domain import ConditionId, ConditionTally, FoundStory, Note, Shift, Tally
from sq_coder.resources import resource
from sq_coder.study import init_study
from sq_coder.study.decisions import Choice
from tests.conftest import MONEY, PAINT, WALK

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study in 's': three stories, a pasted proposal on each, two of them settled."""
    monkeypatch.setenv("SQ_STUDY", str(tmp_path / "s"))
    with init_study(tmp_path / "s") as study:
        study.keep_stories(
            [
                FoundStory("Lopen", WALK, year=2023, group="Wandelgroep", attributes=(("kritiek", "Te koud."),)),
                FoundStory("Geld", MONEY, year=2024),
                FoundStory("Verf", PAINT, year=2024),
            ]
        )
        study.decide("Lopen", ["Ann", "Bob"], Choice((Note("verbinding"),)))
        study.decide("Verf", ["Ann"], Choice((Note("creativiteit"),)))
        study.decide("Verf", ["Bob"], Choice((Note("creativiteit"),)))


@pytest.fixture
def proposed(checked: None, run: Run) -> None:
    """The same with a proposal on two stories."""
    run("paste", "Lopen", "--reply", "beweging", "--model", "chat")
    run("paste", "Geld", "--reply", "inzicht", "--model", "chat")


def test_a_frozen_state_says_what_is_counted_otherwise_today(checked: None, run: Run, ask: Ask, tmp_path: Path) -> None:
    kept = ask("freeze", "Rapport 2024")
    assert (kept["name"], kept["stories"], kept["keywords"]) == ("Rapport 2024", 2, 2)
    assert ask("frozen", "rapport 2024")["same"] is True
    run("frozen", "Rapport 2024", "voor.svg")
    run("frozen", "Rapport 2024", "voor.md")
    run("decide", "Geld", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "inzicht")
    run("decide", "Lopen", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "verbinding=inclusion")
    since = ask("frozen", "Rapport 2024", "na.svg")
    assert since["changed"] == [
        {"keyword": "verbinding", "condition": "cohesion", "then": 1, "now": 0},
        {"keyword": "inzicht", "condition": "security", "then": 0, "now": 1},
        {"keyword": "verbinding", "condition": "inclusion", "then": 0, "now": 1},
    ]
    assert (since["same"], since["stories"]) == (False, {"then": 2, "now": 3})
    run("frozen", "Rapport 2024", "na.md")
    for kind in ("svg", "md"):
        assert (tmp_path / f"na.{kind}").read_bytes() == (tmp_path / f"voor.{kind}").read_bytes()
    for kind, start in (("png", b"\x89PNG"), ("pdf", b"%PDF"), ("pptx", b"PK")):
        run("frozen", "Rapport 2024", f"na.{kind}")
        assert (tmp_path / f"na.{kind}").read_bytes().startswith(start)


def test_every_figure_is_a_slide_too(proposed: None, run: Run, tmp_path: Path) -> None:
    run("figure", "kwadrant.pptx")
    run("figure", "vlakken.pptx", "--sized")
    run("compare", "jaren.pptx")
    run("changed", "nakijken.pptx")
    for name, word in (
        ("kwadrant", "verbinding"),
        ("vlakken", "verbinding"),
        ("jaren", "2023"),
        ("nakijken", "beweging"),
    ):
        deck = Presentation(str(tmp_path / f"{name}.pptx"))
        assert word in "\n".join(deck.slides[0].shapes._spTree.xpath(".//a:t/text()")), name


def test_a_deck_of_years_has_a_slide_for_each_after_the_overview(
    checked: None, run: Run, ask: Ask, tmp_path: Path
) -> None:
    counted = {one["slice"]: one["stories"] for one in ask("compare", "jaren.pptx")["slices"]}
    deck = Presentation(str(tmp_path / "jaren.pptx"))
    whole, *apart = deck.slides
    assert whole.shapes.title.text == "Kernwoorden per jaar"
    assert [one.shapes.title.text for one in apart] == [f"Kernwoorden per jaar: {year}" for year in counted]
    for one, stories in zip(apart, counted.values(), strict=True):
        words = one.shapes._spTree.xpath(".//a:t/text()")
        assert any(word.startswith(f"n = {stories} verha") for word in words)
        right = max(shape.left + shape.width for shape in one.shapes if shape.top >= 0)
        assert 0.95 * deck.slide_width < right <= 1.02 * deck.slide_width


def test_a_figure_of_a_part_says_of_which_part_it_is(checked: None, run: Run, ask: Ask, tmp_path: Path) -> None:
    group = next(one["slice"] for one in ask("compare", "--by", "group")["slices"] if one["stories"])
    told = "verteld door groepsbegeleiders"
    for asked, said in ((("--group", group), group), (("--perspective", "facilitator"), told), ((), "n = ")):
        run("figure", "deel.svg", *asked)
        drawn = (tmp_path / "deel.svg").read_text(encoding="utf-8")
        assert f">{said}" in drawn
        assert (told in drawn) == (said == told)
    run("figure", "deel.svg", "--perspective", "facilitator", "--language", "en")
    assert ">told by facilitators · n = 0 stories" in (tmp_path / "deel.svg").read_text(encoding="utf-8")


def test_a_figure_of_years_says_which_stories_have_no_year(run: Run, tmp_path: Path) -> None:
    run("-s", "s", "init")
    (tmp_path / "een.csv").write_text(
        "titel,tekst,jaar\nA,Soep aan tafel.,2024\nB,Brood uit de oven.,\n", encoding="utf-8"
    )
    run("-s", "s", "import", "een.csv")
    run("-s", "s", "compare", "jaren.pptx")
    _, known, nameless = Presentation(str(tmp_path / "jaren.pptx")).slides
    assert known.shapes.title.text == "Kernwoorden per jaar: 2024"
    assert nameless.shapes.title.text == "Kernwoorden per jaar: niet bekend"
    run("-s", "s", "compare", "staven.svg", "--chart", "--language", "en")
    assert "not known" in (tmp_path / "staven.svg").read_text(encoding="utf-8")


def test_bars_and_intervals_are_there_when_asked_for(checked: None, run: Run, ask: Ask, tmp_path: Path) -> None:
    assert "interval" not in ask("compare", "staven.svg", "--chart")
    drawn = (tmp_path / "staven.svg").read_text(encoding="utf-8")
    assert "n = 2 verhalen · 2023–2024 · 2 keer genoteerd" in drawn and "bootstrap" not in drawn
    found = ask("compare", "strepen.svg", "--chart", "--interval")
    assert "proves no difference" in found["interval"]
    assert found["slices"][0]["intervals"]["cohesion"] == {"keywords": None, "stories": None}  # of one story
    assert "bewijzen geen verschil" in " ".join((tmp_path / "strepen.svg").read_text(encoding="utf-8").split())
    assert "proves no difference" in run("compare", "--interval").stderr
    assert "Add --chart" in run("compare", "jaren.svg", "--interval", code=2).stderr
    assert "cannot be written as '.pptx'" in run("compare", "x.pptx", "--chart", code=1).stderr


def test_a_public_figure_names_nobody_and_shows_nobody(checked: None, run: Run, ask: Ask, tmp_path: Path) -> None:
    assert "Ann" in _drawn(run, tmp_path, "figure", "eigen.svg")
    assert "Ann" not in _drawn(run, tmp_path, "figure", "open.svg", "--public")
    said = run("compare", "jaren.svg", "--public", code=1).stderr
    assert "These counts are one person, who may be recognised: year '2023', year '2024'." in said
    assert not (tmp_path / "jaren.svg").exists()
    assert "year '2024'" in run("compare", "jaren.svg", "--public", "--confirm", "year=2023", code=1).stderr
    confirmed = ("--confirm", "year=2023", "--confirm", "year=2024")
    assert "Ann" not in _drawn(run, tmp_path, "compare", "jaren.svg", "--public", *confirmed)
    assert "Ann" not in _drawn(run, tmp_path, "compare", "staven.svg", "--chart", "--public", *confirmed)
    assert "one person" in run("figure", "2023.svg", "--year", "2023", "--public", code=1).stderr


def _drawn(run: Run, folder: Path, command: str, out: str, *options: str) -> str:
    run(command, out, *options)
    return (folder / out).read_text(encoding="utf-8")


def test_a_figure_of_another_basis_says_that_nothing_in_it_was_settled(
    proposed: None, run: Run, tmp_path: Path
) -> None:
    drawn = _drawn(run, tmp_path, "figure", "voorstellen.svg", "--basis", "proposals")
    assert "Dit zijn voorstellen" in drawn and "nog niet nagekeken" in drawn and "nagekeken door" not in drawn
    own = _drawn(run, tmp_path, "figure", "ann.svg", "--basis", "Ann")
    assert "Dit zijn alleen de keuzes van Ann, ook waar die niet zijn vastgesteld." in own


def test_counts_from_elsewhere_carry_what_is_known_of_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "telling.csv").write_text("condition,keyword,count,discussed\ncohesion,rust,3,ja\n", encoding="utf-8")
    known = ("--stories", "45", "--year", "2021", "--year", "2022", "--origin", "Rapport, figuur 6.")
    drawn = _drawn(run, tmp_path, "figure", "f.svg", "--counts", "telling.csv", *known)
    for text in ("n = 45 verhalen · 2021–2022 · 3 keer genoteerd", "besproken", "Rapport, figuur 6.", "telling.csv"):
        assert text in drawn
    assert "With --counts only" in run("figure", "f.svg", "--counts", "telling.csv", "--group", "koor", code=2).stderr
    assert "Add --counts FILE" in run("figure", "f.svg", "--stories", "3", code=2).stderr


def test_a_frozen_state_is_never_changed_or_made_twice(checked: None, run: Run) -> None:
    run("freeze", "een")
    assert "There is a published state 'een' already. Nothing was kept." in run("freeze", "EEN", code=1).stderr
    assert "There is no published state 'twee'" in run("frozen", "twee", code=1).stderr
    assert "cannot be written as '.gif'" in run("frozen", "een", "x.gif", code=1).stderr
    assert "is not a usable name" in run("freeze", " ", code=1).stderr


def test_a_frozen_text_holds_nothing_that_a_resident_said(checked: None, run: Run, tmp_path: Path) -> None:
    run("edit", "Lopen", "--consent", "quote=yes")
    assert "Te koud." in run("report").stdout
    run("freeze", "een")
    run("frozen", "een", "een.txt")
    assert "Te koud." not in (tmp_path / "een.txt").read_text(encoding="utf-8")


def test_proposals_stand_beside_verdicts_on_the_same_stories(proposed: None, ask: Ask, tmp_path: Path) -> None:
    found = ask("changed", "x.svg")["slices"]
    assert [(s["slice"], s["stories"], s["keywords"]) for s in found] == [("voorstellen", 1, 1), ("vastgesteld", 2, 2)]
    assert found[0]["conditions"]["empowerment"]["keywords"] == {"beweging": 1}
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "Wat nakijken veranderde" in drawn
    assert "n = 3" not in drawn  # the panels hold the same stories, so they are not added up


def test_a_figure_of_proposals_counts_those_that_it_names_not_what_another_model_said_afterwards(
    proposed: None, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("decide", "Geld", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "inzicht")
    run("paste", "Geld", "--reply", "eenzaamheid", "--model", "later")
    assert "eenzaamheid" not in str(ask("tally", "--basis", "proposals"))
    for command in (("figure", "f.svg", "--basis", "proposals"), ("changed", "w.svg")):
        drawn = _drawn(run, tmp_path, *command)
        assert "voorgesteld door chat (prompt kernwoord.v1)," in drawn
        assert "eenzaamheid" not in drawn and "later" not in drawn


def test_who_proposed_for_a_withdrawn_story_only_is_no_longer_named(proposed: None, run: Run, tmp_path: Path) -> None:
    run("paste", "Verf", "--reply", "rust", "--model", "ander")
    assert "chat (prompt kernwoord.v1) en ander (prompt" in _drawn(run, tmp_path, "figure", "voor.svg")
    run("withdraw", "Verf", "--yes")
    assert "ander" not in _drawn(run, tmp_path, "figure", "na.svg")


def test_only_independent_choices_stand_per_researcher(proposed: None, run: Run, ask: Ask) -> None:
    labels = [s["slice"] for s in ask("changed", "--by-researcher", "--language", "en")["slices"]]
    assert labels == ["proposals", "Ann", "Bob", "settled"]
    assert "verbinding" in run("changed").stdout


def test_nobody_independent_is_said(run: Run) -> None:
    run("init", "leeg")
    said = run("-s", "leeg", "changed", "--by-researcher", code=1).stderr
    assert said.startswith("Nobody chose independently")


@pytest.mark.parametrize(
    ("what", "pages", "says"), [("cards", 3, "Noor"), ("notes", 1, "creativiteit"), ("quadrant", 1, "cohesie")]
)
def test_paper_is_one_pdf_with_its_words_as_text(
    checked: None, ask: Ask, tmp_path: Path, what: str, pages: int, says: str
) -> None:
    assert ask("print", "uit.pdf", "--what", what)["pages"] == pages
    data = (tmp_path / "uit.pdf").read_bytes()
    assert len(list(extract_pages(BytesIO(data)))) == pages
    assert says in extract_text(BytesIO(data))


def test_a_long_story_goes_on_on_the_next_card(run: Run, ask: Ask, tmp_path: Path) -> None:
    run("init", "s")
    (tmp_path / "lang.txt").write_text("\n\n".join(f"Alinea {i}. " + WALK for i in range(40)), encoding="utf-8")
    run("-s", "s", "import", "lang.txt", "--split", "none")
    assert ask("-s", "s", "print", "k.pdf")["pages"] > 2
    text = " ".join(extract_text(BytesIO((tmp_path / "k.pdf").read_bytes())).split())
    assert [i for i in range(40) if f"Alinea {i}." not in text] == []


def test_paper_of_an_empty_study_is_refused_with_the_next_step(run: Run) -> None:
    run("init", "s")
    assert "There are no stories yet" in run("-s", "s", "print", "k.pdf", code=1).stderr
    assert "cannot be written as '.docx'" in run("-s", "s", "print", "k.docx", code=1).stderr


def test_the_fifteen_elements_are_a_codebook_to_start_with(run: Run, ask: Ask, tmp_path: Path) -> None:
    file = resource("codebooks") / "werkzame-elementen.yaml"
    loaded = codebook.load(file.read_text(encoding="utf-8"), file=file.name)
    assert len(loaded.conditions) == 15
    assert all(c.position is None and c.definition and c.name_en and c.definition_en for c in loaded.conditions)
    assert {k.condition for k in loaded.keywords} == set(loaded.condition_ids)
    run("init", "s", "--codebook", "codebooks/werkzame-elementen.yaml")
    ask("-s", "s", "figure", "bord.svg")
    drawn = (tmp_path / "bord.svg").read_text(encoding="utf-8")
    assert all(f'id="condition-{c.id}"' in drawn for c in loaded.conditions)


def counts(**words: int) -> Tally:
    """A tally of one condition."""
    listed = tuple((word, n, False) for word, n in words.items())
    none = ConditionTally(ConditionId("undecided"), 0, 0)
    return Tally(3, (ConditionTally(ConditionId("c"), sum(words.values()), 1, listed),), none)


def test_shifts_are_the_words_whose_count_differs() -> None:
    here = ConditionId("c")
    assert compare.shifts(counts(a=1, b=2), counts(a=1, b=2)) == ()
    assert compare.shifts(counts(a=1, b=2), counts(b=3, d=1)) == (
        Shift(here, "a", 1, 0),
        Shift(here, "b", 2, 3),
        Shift(here, "d", 0, 1),
    )


def test_a_group_or_year_that_no_story_has_is_told(checked: None, run: Run, tmp_path: Path) -> None:
    for command in (("tally",), ("figure", "k.svg")):
        told = run(*command, "--group", "Wandelgroepp", "--year", "2019").stderr
        assert "No story has group 'Wandelgroepp', so it counts nothing. There are:" in told
        assert "No story has year '2019', so it counts nothing. There are: 2023, 2024." in told
        assert "counts nothing" not in run(*command, "--year", "2024").stderr
