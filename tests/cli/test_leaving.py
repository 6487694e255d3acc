"""What leaves a study by the command line, and what comes back from it unchanged."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sq_coder.domain import Contents, Evidence, FoundStory, Note, Prompt, ProposalId, Sight
from sq_coder.gateways.writers import from_json
from sq_coder.study import Study, init_study, open_study
from sq_coder.study.decisions import Choice
from tests.conftest import MONEY, PAINT, WALK

Run = Callable[..., Result]
Ask = Callable[..., Any]

ODD = "Eerst 👩‍👩‍👧 samen.\nTóén dúrfde ze é\u0301cht niet; nu wel, zegt ze: 'ik kén de straat'."


TABLE = "Aan de lange tafel eten ze soep. Wie wil, snijdt mee en blijft plakken."


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with five stories: revised, proposed, decided, ruled on, frozen; a sixth was withdrawn."""
    folder = tmp_path_factory.mktemp("base") / "s"
    with init_study(folder) as study:
        told_and_checked(study)
    return folder


@pytest.fixture
def checked(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that study in 's', which commands find by themselves."""
    monkeypatch.setenv("SQ_STUDY", str(tmp_path / "s"))
    shutil.copytree(base, tmp_path / "s")
    return tmp_path / "s"


def told_and_checked(study: Study) -> None:
    """Fill a study by its own methods."""
    found = [
        FoundStory("Lopen", WALK, year=2023, group="Wandelgroep", attributes=(("kritiek", "De zaal is koud."),)),
        FoundStory("Geld", MONEY, year=2024, group="Budgetcursus"),
        FoundStory("Verf", PAINT, year=2024, group="Atelier"),
        FoundStory("Straat", ODD, year=2023, group="Wandelgroep"),
        FoundStory("Tafel", TABLE, year=2024, group="Eettafel"),
        FoundStory("Weg", "Een verhaal dat de verteller terugneemt.", year=2024, group="Atelier"),
    ]
    study.keep_stories(found)
    study.edit("Geld", text=MONEY + " Dat lucht op.")
    study.match()
    text = study.story("Straat").text
    start = text.index("ik kén")
    passage = Evidence(start, start + 17, text[start : start + 17], study.story("Straat").text_sha256)
    both = ["Ann", "Bob"]
    study.decide("Straat", both, Choice((Note("verbinding"), Note("durf")), "na lang praten", evidence=(passage,)))
    proposal = study.proposals(story="Lopen")[-1]
    study.decide("Lopen", ["Ann"], Choice((Note("verbinding"),), sight=Sight.PROPOSAL, saw=proposal.id))
    study.decide("Lopen", ["Bob"], Choice((Note("verbinding"),), sight=Sight.NONE))
    study.decide("Geld", both, Choice((Note("kwastengeluk"),)))
    study.decide("Geld", ["Bob"], Choice((Note("inzicht"),)))
    study.decide("Verf", both, Choice((Note("creativiteit"),)))
    study.decide("Tafel", both, Choice((Note("gezelligheid"),)))
    study.place("durf", "empowerment", ["Ann"], discussed=True, remark="na overleg")
    study.decide("Weg", ["Ann"], Choice((Note("rust"),), "dit verdwijnt"))
    study.withdraw("Weg")
    study.freeze("eerste ronde")


def contents(folder: Path) -> Contents:
    """Everything in a study but the moment of looking."""
    with open_study(folder) as study:
        return replace(study.contents(), at="")


def test_a_json_export_makes_the_same_study_again(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    assert ask("export", "alles.json") == {"file": "alles.json", "rows": 5, "counted": "stories", "public": False}
    assert ask("-s", "terug", "import", "alles.json")["stories"] == 5
    assert contents(tmp_path / "terug") == contents(tmp_path / "s")
    run("-s", "terug", "check")
    said = run("import", "alles.json", code=1).stderr
    assert "alles.json is a whole study" in said and "-s NEW import alles.json" in said


def test_a_withdrawn_story_stays_out_of_a_study_that_was_put_back(
    checked: Path, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("export", "alles.json")
    run("-s", "terug", "restore", "alles.json")
    (tmp_path / "weg.txt").write_text("Een verhaal dat de verteller terugneemt.", encoding="utf-8")
    assert ask("-s", "terug", "import", "weg.txt")["withdrawn"] == 1


def test_a_json_that_does_not_hold_together_leaves_nothing(checked: Path, run: Run, tmp_path: Path) -> None:
    run("export", "alles.json")
    document = json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))
    document["stories"][0]["text"] += " Erbij gezet."
    (tmp_path / "kapot.json").write_text(json.dumps(document), encoding="utf-8")
    said = run("-s", "terug", "restore", "kapot.json", code=1).stderr
    assert "kapot.json does not hold together" in said
    assert said.endswith("Nothing was restored.\n")
    assert not (tmp_path / "terug").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["decisions"][0].update(story="0" * 32), "names something that it does not hold"),
        (lambda d: d["stories"].append(d["stories"][0]), "names something that it does not hold, or holds twice"),
        (lambda d: d["slices"][0].update(stories=99), "its counts do not follow from its decisions"),
        (lambda d: d["verdicts"][0]["notes"][0].update(keyword="anders"), "its verdicts do not follow"),
        (lambda d: d["placements"][0].update(condition="security"), "its places do not follow"),
        (lambda d: d["settings"].update(coders_per_story=3), "its verdicts do not follow"),
        (lambda d: d["stories"][0].update(year=10**30), "does not hold together"),
        (lambda d: d.update(format_version=2), "Install the newest sq-coder"),
        (lambda d: d["prompts"].append({"name": "x" * 300, "text": "x"}), "names a prompt"),
    ],
)
def test_a_json_in_which_something_was_changed_leaves_nothing(
    checked: Path, run: Run, tmp_path: Path, change: Callable[[Any], Any], says: str
) -> None:
    run("export", "alles.json")
    document = json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))
    change(document)
    (tmp_path / "anders.json").write_text(json.dumps(document), encoding="utf-8")
    said = run("-s", "terug", "restore", "anders.json", code=1).stderr
    assert says in said
    assert said.startswith("anders.json") and ("Nothing was restored." in said or "Nothing was imported." in said)
    assert not (tmp_path / "terug").exists()


def test_a_public_json_is_no_study(checked: Path, run: Run, tmp_path: Path) -> None:
    run("export", "open.json", "--public", "--without", "group")
    assert "it holds no texts" in run("-s", "terug", "restore", "open.json", code=1).stderr
    assert not (tmp_path / "terug").exists()


def test_a_prompt_with_a_path_for_a_name_is_refused(checked: Path, run: Run, tmp_path: Path) -> None:
    run("export", "alles.json")
    whole = from_json((tmp_path / "alles.json").read_text(encoding="utf-8"))
    assert ProposalId("") not in {p.id for p in whole.proposals}
    from sq_coder.gateways.writers import to_json

    evil = replace(whole, prompts=(*whole.prompts, Prompt("../../buiten", "x")))
    (tmp_path / "kwaad.json").write_text(to_json(evil), encoding="utf-8")
    assert "names a prompt '../../buiten'" in run("-s", "terug", "restore", "kwaad.json", code=1).stderr
    assert not (tmp_path / "buiten.md").exists()
    assert not (tmp_path / "terug").exists()


def test_a_project_gives_the_same_stories_codings_and_users(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    run("merge-keywords", "kwastengeluk", "into", "inzicht", "--researcher", "Bob")
    run("export", "project.qdpx")
    run("-s", "ander", "init")
    found = ask("-s", "ander", "import", "project.qdpx")
    assert (found["added"], found["decisions"], found["placed"]) == (5, {"added": 7, "already_there": 0}, ["durf"])
    assert found["merged"] == ["kwastengeluk"] and found["left_out"] == []
    here, there = contents(tmp_path / "s"), contents(tmp_path / "ander")

    def told(of: Contents) -> list[tuple[object, ...]]:
        return sorted((s.title, s.text, s.year, s.group, s.perspective) for s in of.stories)

    def coded(of: Contents) -> list[tuple[object, ...]]:
        titles = {s.id: s.title for s in of.stories}
        return sorted((titles[v.story], sorted(v.researchers), sorted(n.key for n in v.notes)) for v in of.verdicts)

    assert told(there) == told(here)
    assert coded(there) == coded(here)
    # With what was discussed, and what counts as another keyword.
    assert there.tally == here.tally
    durf, rust = there.rulings
    assert (durf.researchers, durf.discussed, durf.remark) == (("Ann",), True, "na overleg")
    assert (rust.keyword, rust.into, rust.researchers) == ("kwastengeluk", "inzicht", ("Bob",))
    passage = next(e for d in there.decisions for e in d.evidence)
    assert passage.text == "ik kén de straat'"
    again = ask("-s", "ander", "import", "project.qdpx")
    assert (again["added"], again["decisions"]) == (0, {"added": 0, "already_there": 7})
    assert len(contents(tmp_path / "ander").rulings) == 2
    run("-s", "ander", "check")


def test_a_keyword_that_is_used_here_already_is_not_merged_by_a_project(
    checked: Path, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("merge-keywords", "kwastengeluk", "into", "inzicht", "--researcher", "Bob")
    run("export", "project.qdpx")
    (tmp_path / "eigen.txt").write_text("Een eigen verhaal van deze studie, met een kwast.", encoding="utf-8")
    run("-s", "ander", "init")
    own = ask("-s", "ander", "import", "eigen.txt")["stories"][0]["id"]
    run("-s", "ander", "decide", own, "--researcher", "Zoë", "--keyword", "kwastengeluk")
    found = ask("-s", "ander", "import", "project.qdpx")
    assert found["merged"] == []
    assert found["left_out"] == [
        "'kwastengeluk' counts as 'inzicht' in the project, and is used here already: it counts as itself. "
        "To change that: sq-coder merge-keywords."
    ]


def test_keywords_under_conditions_that_are_none_here_are_told(
    checked: Path, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("export", "project.qdpx")
    wide = Path(__file__).parents[2] / "codebooks" / "werkzame-elementen.yaml"
    run("-s", "ander", "init", "--codebook", str(wide))
    (said,) = ask("-s", "ander", "import", "project.qdpx")["left_out"]
    assert said == (
        "5 keywords stand in the project under conditions that this codebook does not have "
        "('sociaaleconomische zekerheid', 'sociale cohesie', 'sociale empowerment'). Such a keyword stands where this "
        "codebook puts it, or has no place yet: settle it with sq-coder place, or begin with the project's conditions: "
        "sq-coder init --codebook FILE."
    )


def test_one_story_in_a_file_is_told_as_one(run: Run, tmp_path: Path) -> None:
    run("-s", "s", "init")
    (tmp_path / "een.txt").write_text("Eén verhaal, over soep en een lange tafel.", encoding="utf-8")
    run("-s", "s", "import", "een.txt")
    assert run("-s", "s", "export", "een.json").stderr.startswith("een.json: 1 story.")


def rewritten(of: Path, to: Path, old: str, new: str) -> None:
    """The same project with other words in its xml."""
    with zipfile.ZipFile(of) as archive, zipfile.ZipFile(to, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            made.writestr(name, data.replace(old.encode(), new.encode()) if name == "project.qde" else data)


def test_a_project_with_a_name_that_cannot_be_kept_leaves_nothing(
    checked: Path, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("export", "project.qdpx")
    rewritten(tmp_path / "project.qdpx", tmp_path / "lang.qdpx", 'name="Bob"', f'name="{"B" * 200}"')
    run("-s", "ander", "init")
    assert "is not a usable name" in run("-s", "ander", "import", "lang.qdpx", code=1).stderr
    assert ask("-s", "ander", "stories") == []


def test_two_spellings_of_a_name_in_a_project_are_one_researcher(
    checked: Path, run: Run, ask: Ask, tmp_path: Path
) -> None:
    run("export", "project.qdpx")
    rewritten(tmp_path / "project.qdpx", tmp_path / "ann.qdpx", 'name="Bob"', 'name="ANN"')
    run("-s", "ander", "init")
    assert ask("-s", "ander", "import", "ann.qdpx")["added"] == 5
    assert {name.casefold() for d in ask("-s", "ander", "decisions") for name in d["researchers"]} == {"ann"}
    run("-s", "ander", "check")


def test_merges_that_go_round_are_left_out_of_a_project(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    run("merge-keywords", "kwastengeluk", "into", "durf", "--researcher", "Bob")
    run("export", "project.qdpx")
    with zipfile.ZipFile(tmp_path / "project.qdpx") as archive:
        xml = archive.read("project.qde").decode("utf-8")
    members = re.findall(r"<MemberCode [^>]+>", xml.split('name="telt als: durf"')[1])
    back = f'<Sets><Set guid="x" name="telt als: kwastengeluk">{members[1]}{members[0]}</Set>'
    rewritten(tmp_path / "project.qdpx", tmp_path / "rond.qdpx", "<Sets>", back)
    run("-s", "ander", "init")
    said = ask("-s", "ander", "import", "rond.qdpx")
    assert len(said["merged"]) == 1
    assert [line for line in said["left_out"] if "it would go round" in line] != []
    run("-s", "ander", "check")


def test_a_dry_run_of_a_project_stores_nothing(checked: Path, run: Run, ask: Ask) -> None:
    run("export", "project.qdpx")
    run("-s", "ander", "init")
    assert ask("-s", "ander", "import", "project.qdpx", "--dry-run")["added"] == 5
    assert ask("-s", "ander", "stories") == []


def test_a_project_comes_alone(checked: Path, run: Run) -> None:
    run("export", "project.qdpx")
    assert (
        "is a project. Nothing was imported. Import it alone." in run("import", "project.qdpx", "x.txt", code=1).stderr
    )


def test_a_codebook_of_another_program_adds_its_new_keywords(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    codebook = tmp_path / "s" / "codebook.yaml"
    text = codebook.read_text(encoding="utf-8")
    extra = "  - word: kwastengeluk\n    condition: empowerment\n"
    codebook.write_text(text.rstrip("\n") + "\n" + extra, encoding="utf-8")
    run("export", "lijst.qdc")
    run("-s", "ander", "init")
    assert ask("-s", "ander", "import", "lijst.qdc")["keywords"] == ["kwastengeluk"]
    assert ask("-s", "ander", "import", "lijst.qdc")["keywords"] == []


def test_the_rows_of_a_csv_are_counted_as_they_are(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    said = ask("export", "notities.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "notities.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert said["rows"] == len(rows) - 1


def test_a_plain_csv_has_commas_and_no_mark_and_the_same_rows(checked: Path, run: Run, tmp_path: Path) -> None:
    run("export", "excel.csv")
    run("export", "kaal.csv", "--plain")
    excel, plain = (tmp_path / "excel.csv").read_bytes(), (tmp_path / "kaal.csv").read_bytes()
    assert excel.startswith(b"\xef\xbb\xbfverhaal;") and plain.startswith(b"verhaal,")
    assert list(csv.reader(io.StringIO(plain.decode("utf-8")))) == list(
        csv.reader(io.StringIO(excel.decode("utf-8-sig")), delimiter=";")
    )
    assert "Only a csv can be plain" in run("export", "x.xlsx", "--plain", code=2).stderr
    assert not (tmp_path / "x.xlsx").exists()


def test_a_public_copy_is_refused_until_each_count_of_one_person_is_confirmed(
    checked: Path, run: Run, ask: Ask
) -> None:
    listed = ask("export", "open.docx", "--public", "--recognisable")["recognisable"]
    assert listed == ["group=Atelier", "group=Budgetcursus", "group=Eettafel"]
    assert (
        "group 'Atelier', group 'Budgetcursus', group 'Eettafel'"
        in run("export", "open.docx", "--public", code=1).stderr
    )
    left = run("export", "open.docx", "--public", "--confirm", "group=Atelier", code=1).stderr
    assert "group 'Budgetcursus', group 'Eettafel'. Nothing was written." in left
    confirmed = [part for key in listed for part in ("--confirm", key)]
    assert ask("export", "open.docx", "--public", *confirmed)["public"] is True


SECRETS = ("Ann", "Bob", "Noor", "kwastengeluk lang", "na lang praten", "na overleg", "De zaal is koud", "Wandelgroep")


@pytest.mark.parametrize("name", ["open.json", "open.csv", "open.xlsx", "open.docx", "open.qdpx"])
def test_a_public_file_says_nowhere_who_or_what_was_told(checked: Path, run: Run, tmp_path: Path, name: str) -> None:
    run("export", name, "--public", "--without", "group")
    data = (tmp_path / name).read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(member) for member in archive.namelist() if not member.endswith(".png"))
    text = data.decode("utf-8", "replace")
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_public_document_has_text_and_figures_without_names(checked: Path, run: Run, tmp_path: Path) -> None:
    import docx

    run("export", "open.docx", "--public", "--without", "group")
    run("export", "eigen.docx")
    ours, theirs = (docx.Document(str(tmp_path / name)) for name in ("eigen.docx", "open.docx"))
    assert len(ours.inline_shapes) == len(theirs.inline_shapes) == 2
    open_text, own_text = ("\n".join(p.text for p in d.paragraphs) for d in (theirs, ours))
    assert "Keuzes van onderzoeker 1:" in open_text
    assert "Keuzes van Ann:" in own_text
    alternative = theirs.inline_shapes[0]._inline.docPr.get("descr")
    assert "sociale cohesie" in alternative


def test_a_public_report_names_nobody(checked: Path, run: Run, ask: Ask, tmp_path: Path) -> None:
    own, open_text = ask("report")["text"], ask("report", "--public")["text"]
    assert "Keuzes van Ann:" in own and "Keuzes van onderzoeker 1:" in open_text
    assert [secret for secret in SECRETS if secret in open_text] == []
    (tmp_path / "los.txt").write_text("Een los verhaal, dat bij geen enkel jaar hoort.", encoding="utf-8")
    los = ask("import", "los.txt")["stories"][0]["id"]
    run("decide", los, "--researcher", "Ann", "--researcher", "Bob", "--keyword", "inzicht")
    said = run("report", "--public", code=1).stderr
    assert "Take another part or comparison, or confirm each item" in said and "--without" not in said
    # Among years the one without a year is no count of all.
    assert "year '?'" in run("compare", "--by", "year", "--public", code=1).stderr


def test_an_earlier_export_stays_when_the_new_one_is_refused(checked: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "open.csv").write_text("eerder", encoding="utf-8")
    run("export", "open.csv", "--public", code=1)
    run("export", "open.odt", code=1)
    assert (tmp_path / "open.csv").read_text(encoding="utf-8") == "eerder"
