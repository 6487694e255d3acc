"""The whole method from the command line: stories, proposals, decisions, the quadrant, years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import MONEY, PAINT, WALK

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def three(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study in the current folder with the stories Lopen (2023), Geld (2024) and Verf (2024)."""
    rows = [
        ("Lopen", 2023, "Wandelgroep", WALK),
        ("Geld", 2024, "Budgetcursus", MONEY),
        ("Verf", 2024, "Atelier", PAINT),
    ]
    text = "titel;jaar;groep;tekst\n" + "".join(f'{t};{y};{g};"{words}"\n' for t, y, g, words in rows)
    (tmp_path / "verhalen.csv").write_text(text, encoding="utf-8-sig")
    monkeypatch.setenv("SQ_STUDY", "s")
    run("init", "s")
    run("import", "verhalen.csv")


def test_import_says_what_was_added_and_what_was_there(three: None, ask: Ask) -> None:
    again = ask("import", "verhalen.csv")
    assert (again["added"], again["already_there"], again["not_in_a_story_characters"]) == (0, 3, 0)
    assert [(s["title"], s["year"], s["group"], s["perspective"], s["status"]) for s in again["stories"]] == [
        ("Lopen", 2023, "Wandelgroep", "resident", "already_there"),
        ("Geld", 2024, "Budgetcursus", "resident", "already_there"),
        ("Verf", 2024, "Atelier", "resident", "already_there"),
    ]


def test_a_dry_run_stores_nothing(run: Run, ask: Ask, tmp_path: Path) -> None:
    run("init", "s")
    (tmp_path / "a.txt").write_text(WALK, encoding="utf-8")
    found = ask("-s", "s", "import", "a.txt", "--dry-run")
    assert (found["added"], found["dry_run"]) == (1, True)
    assert ask("-s", "s", "stories") == []


def test_a_dry_run_shows_the_stories_last_and_what_is_outside_in_short(run: Run, tmp_path: Path) -> None:
    told = [
        f"### {n}. Het verhaal van {name}\n\n{name} loopt op maandag in het park." for n, name in enumerate("AB", 1)
    ]
    front = [f"Regel {n} van de inleiding." for n in range(30)]
    (tmp_path / "rapport.md").write_text("\n\n".join(["# Verhalen", *front, "## Verhalen uit 2024", *told]))
    run("init", "s")
    shown = run("-s", "s", "import", "rapport.md", "--dry-run").stdout.splitlines()
    assert [line[:8] for line in shown[:2]] == ["Not in a", "  Verhal"]
    assert shown[9] == "  … and 24 more pieces of text; see all with: --dry-run --json"
    assert [line.split()[-2:] for line in shown[-2:]] == [["7", "added"]] * 2


def test_proposals_carry_their_origin_and_exact_passages(three: None, ask: Ask) -> None:
    done = ask("propose")
    assert (done["proposer"], done["proposed"] + done["no_fitting_word"], done["requests"]) == ("codebook", 3, 0)
    proposals = ask("proposals")
    texts = {s["id"]: ask("story", s["id"])["text"] for s in ask("stories")}
    for proposal in proposals:
        assert proposal["run"] == done["run"]
        for e in proposal["evidence"]:
            assert texts[proposal["story"]][e["start"] : e["end"]] == e["text"]
    geld = next(p for p in proposals if texts[p["story"]] == MONEY)
    assert geld["condition"] == "security"
    assert geld["evidence"]


def test_a_second_run_asks_nothing_and_names_the_first(three: None, ask: Ask) -> None:
    first = ask("propose")
    second = ask("propose")
    assert (second["proposed"], second["already_there"], second["run"]) == (0, 3, first["run"])
    assert len(ask("proposals")) == 3


def test_again_keeps_both(three: None, ask: Ask) -> None:
    ask("propose")
    ask("propose", "--again")
    assert len(ask("proposals")) == 6


def test_two_who_agree_make_a_verdict_and_a_count(three: None, ask: Ask) -> None:
    assert ask("decide", "Lopen", "--researcher", "Ann", "--keyword", "sociale contacten", "--blind")["verdict"] is None
    made = ask("decide", "Lopen", "--researcher", "Bob", "--keyword", "Sociale  Contacten", "--blind")
    assert [n["keyword"] for n in made["verdict"]["notes"]] == ["Sociale Contacten"]
    tally = ask("tally")
    assert (tally["stories"], tally["keywords"]) == (1, 1)
    assert {id: c["total"] for id, c in tally["conditions"].items()} == {
        "security": 0,
        "cohesion": 1,
        "inclusion": 0,
        "empowerment": 0,
    }
    assert tally["conditions"]["cohesion"]["keywords"] == {"sociale contacten": 1}


def test_a_disputed_story_is_never_counted(three: None, ask: Ask) -> None:
    ask("decide", "Lopen", "--researcher", "Ann", "--keyword", "verbinding")
    ask("decide", "Lopen", "--researcher", "Bob", "--keyword", "gezelligheid")
    assert ask("tally")["keywords"] == 0
    status = ask("status")
    assert status["decided"] == {"Ann": 1, "Bob": 1}
    assert status["to_discuss"] == [next(s["id"] for s in ask("stories") if s["title"] == "Lopen")]
    ask(
        "decide",
        "Lopen",
        "--researcher",
        "Ann",
        "--researcher",
        "Bob",
        "--keyword",
        "verbinding",
        "--keyword",
        "gezelligheid",
    )
    assert (ask("tally")["keywords"], ask("status")["to_discuss"]) == (2, [])


def test_a_later_decision_reopens_a_story(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    assert ask("tally")["keywords"] == 1
    ask("decide", "Verf", "--researcher", "Bob", "--keyword", "beweging")
    assert ask("tally")["keywords"] == 0
    assert [e["kind"] for e in ask("history", "Verf")] == ["revision", "decision", "decision"]


def test_a_note_keeps_a_place_of_its_own(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit=cohesion")
    assert ask("tally")["conditions"]["cohesion"]["keywords"] == {"creativiteit": 1}


def test_a_word_without_a_place_is_told_apart_until_it_is_placed(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "kwastengeluk")
    assert (ask("tally")["undecided"], ask("status")["unplaced"]) == ({"kwastengeluk": 1}, ["kwastengeluk"])
    ask("place", "kwastengeluk", "empowerment", "--researcher", "Ann", "--discussed", "--remark", "na overleg")
    tally = ask("tally")
    assert (tally["undecided"], tally["conditions"]["empowerment"]["keywords"]) == ({}, {"kwastengeluk": 1})
    assert tally["discussed"] == ["kwastengeluk"]


@pytest.mark.parametrize("between", [[], ["into"], ["INTO"]])
def test_merging_keywords_can_be_undone(three: None, ask: Ask, between: list[str]) -> None:
    ask("decide", "Lopen", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "contacten opdoen")
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "sociale contacten")
    ask("merge-keywords", "contacten opdoen", *between, "sociale contacten", "--researcher", "Ann")
    assert ask("tally")["conditions"]["cohesion"]["keywords"] == {"sociale contacten": 2}
    ask("unmerge-keyword", "contacten opdoen", "--researcher", "Ann")
    assert ask("tally")["conditions"]["cohesion"]["keywords"] == {"sociale contacten": 1}


def test_keywords_are_merged_and_unmerged_without_saying_who(three: None, ask: Ask) -> None:
    ask("decide", "Lopen", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "contacten opdoen")
    assert ask("merge-keywords", "contacten opdoen", "into", "sociale contacten")["researchers"] == []
    assert ask("tally")["conditions"]["cohesion"]["keywords"] == {"sociale contacten": 1}
    assert ask("unmerge-keyword", "contacten opdoen")["researchers"] == []
    assert ask("check") == {"ok": True, "problems": []}


def test_validation_says_what_became_of_the_proposals(three: None, ask: Ask) -> None:
    run = ask("propose")["run"]
    for proposal in ask("proposals"):
        words = [proposal["keyword"]] if proposal["keyword"] else ["rust"]
        ask(
            "decide",
            proposal["story"],
            "--researcher",
            "Ann",
            "--researcher",
            "Bob",
            *[a for w in words for a in ("--keyword", w)],
        )
    found = ask("validation")
    assert (found["run"], found["stories"], found["kept"] + found["no_proposal"]) == (run, 3, 3)
    assert found["keywords"] == 3


def test_one_pasted_answer_hides_nobody_who_proposed_before(three: None, ask: Ask, tmp_path: Path) -> None:
    words = ask("propose")["run"]  # it finds no fitting word for Lopen
    pasted = ask("paste", "Verf", "--reply", "Zingeving", "--model", "Chat X")["run"]
    for story in ("Lopen", "Geld", "Verf"):
        ask("decide", story, "--researcher", "Ann", "--researcher", "Bob", "--keyword", "zingeving")
    found = ask("validation")
    assert (found["stories"], found["runs"]) == (3, {words: 1, pasted: 1})
    assert (found["kept"], found["changed"], found["no_proposal"]) == (1, 1, 1)
    assert ask("validation", "--run", pasted)["no_proposal"] == 2
    ask("figure", "k.svg")
    drawn = (tmp_path / "k.svg").read_text(encoding="utf-8")
    assert "voorgesteld door de woordzoeker (geen AI) en Chat X (prompt kernwoord.v1)" in " ".join(drawn.split())
    text = ask("report")["text"]
    assert "Bij één verhaal is voorgesteld door de woordzoeker" in text
    assert "Zonder bruikbaar voorstel: één verhaal." in text


def test_another_name_for_a_keyword_is_kept_as_written_and_says_how_to_count_it_as_one(three: None, run: Run) -> None:
    said = run("decide", "Verf", "--researcher", "Ann", "--keyword", "rust").stderr
    assert said.startswith(
        "'rust' stands in the codebook as another name for 'minder stress'; it was kept as you wrote it, and counts as a word "
        "of its own. If you mean 'minder stress', decide again with --keyword \"minder stress\", or let it count as that in "
        'every story with: sq-coder merge-keywords rust into "minder stress"\n'
    )


def test_agreement_is_not_measured_for_joint_work(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    found = ask("agreement")
    assert (found["percent"], found["alpha"], found["reason"]) == (
        None,
        None,
        "not measured: every decision was made together",
    )


def test_agreement_of_independent_decisions(three: None, ask: Ask) -> None:
    for story, ann, bob in (
        ("Lopen", "verbinding", "verbinding"),
        ("Geld", "inzicht", "minder stress"),
        ("Verf", "creativiteit", "creativiteit"),
    ):
        ask("decide", story, "--researcher", "Ann", "--keyword", ann)
        ask("decide", story, "--researcher", "Bob", "--keyword", bob)
    found = ask("agreement")
    assert (found["researchers"], found["stories"], found["same_keywords"], found["same_condition"]) == (
        ["Ann", "Bob"],
        3,
        2,
        3,
    )
    assert found["distance"] == "MASI"
    assert 0 < found["alpha"] < 1


def test_years_stand_beside_each_other_with_zeros(three: None, ask: Ask, tmp_path: Path) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    found = ask("compare", "jaren.svg")
    assert [(s["slice"], s["stories"], s["keywords"]) for s in found["slices"]] == [("2023", 0, 0), ("2024", 1, 1)]
    assert (tmp_path / "jaren.svg").read_text(encoding="utf-8").startswith("<svg")
    assert ask("tally", "--by", "year")["slices"][1]["conditions"]["empowerment"]["total"] == 1


@pytest.mark.parametrize(
    ("name", "start"), [("k.svg", b"<svg"), ("k.png", b"\x89PNG"), ("k.pdf", b"%PDF"), ("k.pptx", b"PK")]
)
def test_the_figure_is_written_as_its_extension_says(
    three: None, ask: Ask, tmp_path: Path, name: str, start: bytes
) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    assert ask("figure", name)["keywords"] == 1
    assert (tmp_path / name).read_bytes().startswith(start)


def test_an_earlier_figure_stays_when_the_format_is_unknown(three: None, run: Run, tmp_path: Path) -> None:
    (tmp_path / "k.gif").write_text("earlier", encoding="utf-8")
    assert "cannot be written as '.gif'" in run("figure", "k.gif", code=1).stderr
    assert (tmp_path / "k.gif").read_text(encoding="utf-8") == "earlier"


def test_counts_from_elsewhere_need_no_study_and_are_marked(run: Run, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "telling.csv").write_text(
        "condition,keyword,count\ncohesion,verbinding,10\nsecurity,inzicht,3\n", encoding="utf-8"
    )
    drawn = ask("figure", "k.svg", "--counts", "telling.csv")
    assert (drawn["keywords"], drawn["conditions"]) == (
        13,
        {"security": 3, "cohesion": 10, "inclusion": 0, "empowerment": 0},
    )
    assert "telling.csv" in (tmp_path / "k.svg").read_text(encoding="utf-8")


def test_an_answer_from_a_chat_is_kept_with_model_and_date(three: None, ask: Ask) -> None:
    kept = ask("paste", "Lopen", "--reply", "**Verbinding**", "--model", "ChatGPT 4o", "--date", "2024-11-25")
    assert (kept["keyword"], kept["proposer"], kept["model"], kept["prompt"], kept["status"]) == (
        "Verbinding",
        "paste",
        "ChatGPT 4o",
        "kernwoord.v1",
        "ok",
    )
    assert (kept["raw_reply"], kept["parameters"]) == ("**Verbinding**", {"date": "2024-11-25"})


def test_an_answer_that_is_not_one_keyword_is_kept_whole_and_unusable(three: None, ask: Ask) -> None:
    reply = "Het verhaal gaat over eenzaamheid en over hoe Noor die overwon."
    kept = ask("paste", "Lopen", "--reply", reply, "--model", "ChatGPT")
    assert (kept["keyword"], kept["status"], kept["raw_reply"]) == (None, "unusable", reply)


def test_an_edit_is_a_revision_and_the_story_keeps_its_id(three: None, ask: Ask) -> None:
    before = ask("story", "Verf")
    after = ask(
        "edit", "Verf", "--group", "Schildersclub", "--year", 2022, "--criticism", "Het atelier is te vaak dicht."
    )
    assert after["criticism"] == "Het atelier is te vaak dicht."
    assert (after["id"], after["revision"], after["group"], after["year"]) == (before["id"], 2, "Schildersclub", 2022)
    assert after["text"] == before["text"]


def test_a_withdrawn_story_is_gone_and_stays_away(three: None, ask: Ask, run: Run, tmp_path: Path) -> None:
    assert "Nothing was erased" in run("withdraw", "Verf", code=1).stderr
    ask("withdraw", "Verf", "--yes")
    assert [s["title"] for s in ask("stories")] == ["Lopen", "Geld"]
    assert ask("import", "verhalen.csv")["withdrawn"] == 1
    assert all(PAINT[:30].encode() not in f.read_bytes() for f in (tmp_path / "s").glob("study.db*"))


def test_what_was_frozen_keeps_no_word_of_a_withdrawn_story_and_withdrawing_says_what_it_keeps(
    three: None, run: Run, ask: Ask, tmp_path: Path
) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit", "--remark", "rood")
    ask("edit", "Verf", "--criticism", "Het atelier is te vaak dicht.")
    run("freeze", "Rapport 2024")
    said = run("withdraw", "Verf", "--yes").stderr
    assert "What was frozen stays as it was published: Rapport 2024. None of the story's words are in it" in said
    run("frozen", "Rapport 2024", "uit.md")
    run("frozen", "Rapport 2024", "uit.svg")
    kept = Path("uit.md").read_text() + Path("uit.svg").read_text()
    assert "creativiteit" in kept
    assert not [words for words in (PAINT[:12], "Verf", "rood", "atelier") if words in kept]
    assert ask("withdraw", "Geld", "--yes")["frozen"] == ["Rapport 2024"]


def test_a_backup_restores_to_the_same_study(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    ask("backup", "kopie.sqbackup")
    ask("-s", "terug", "restore", "kopie.sqbackup")
    assert ask("-s", "terug", "tally") == ask("tally")
    assert ask("-s", "terug", "decisions") == ask("decisions")
    assert ask("-s", "terug", "check") == {"ok": True, "problems": []}


def test_the_report_describes_and_does_not_claim(three: None, ask: Ask) -> None:
    ask("decide", "Verf", "--researcher", "Ann", "--researcher", "Bob", "--keyword", "creativiteit")
    text = ask("report")["text"].casefold()
    assert "creativiteit" in text
    assert not [word for word in ("impact", "draagt bij", "dragen bij", "toename", "afname") if word in text]
