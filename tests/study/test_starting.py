"""The files to start with: what somebody fills in comes in, what is left of the example does not."""

from __future__ import annotations

import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from openpyxl import load_workbook

from sq_coder.domain import FoundStory, ModelSettings, Perspective, Settings
from sq_coder.study import init_study
from sq_coder.study.accountability import page
from sq_coder.study.starting import decision_columns
from tests.conftest import WALK

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def start(run: Run, tmp_path: Path) -> Path:
    """The start files of a new study in s."""
    run("init", "s", "--name", "Buurtverhalen")
    run("-s", "s", "templates", "start")
    return tmp_path / "start"


def fill(file: Path, *rows: tuple[object, ...], over_example: bool = False) -> None:
    """Writes rows in a start file, under the example or over it, as somebody would in Excel."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2 if over_example else 3):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    book.save(file)


STORY = ("Lopen", WALK, 2023, "Wandelgroep", "bewoner", "ja", "nee", None, "Het tempo ligt hoog.")


def test_the_start_files_are_two_tables_and_a_page(start: Path) -> None:
    assert sorted(file.name for file in start.iterdir()) == [
        "beslissingen.xlsx",
        "verantwoording.docx",
        "verantwoording.md",
        "verhalen.xlsx",
    ]


def test_an_english_study_gets_english_files(run: Run, tmp_path: Path) -> None:
    run("init", "s", "--language", "en")
    assert "stories.xlsx was written" in run("-s", "s", "templates").stderr
    assert "Accountability: s" in (tmp_path / "s" / "start" / "accountability.md").read_text(encoding="utf-8")


def test_a_file_that_is_there_is_never_written_over(start: Path, ask: Ask) -> None:
    fill(start / "verhalen.xlsx", STORY)
    before = (start / "verhalen.xlsx").read_bytes()
    (start / "verantwoording.md").unlink()
    assert ask("-s", "s", "templates", "start") == {
        "folder": "start",
        "written": ["verantwoording.md"],
        "already_there": ["verhalen.xlsx", "beslissingen.xlsx", "verantwoording.docx"],
    }
    assert (start / "verhalen.xlsx").read_bytes() == before


def test_rows_under_the_example_come_in_without_it(start: Path, ask: Ask) -> None:
    fill(start / "verhalen.xlsx", STORY)
    done = ask("-s", "s", "import", "start/verhalen.xlsx")
    assert [(s["title"], s["year"], s["group"], s["perspective"]) for s in done["stories"]] == [
        ("Lopen", 2023, "Wandelgroep", "resident")
    ]
    assert done["warnings"] == ["verhalen.xlsx: the example row was left out."]
    story = ask("-s", "s", "story", "Lopen")
    assert story["consent"] == {"ai": "yes", "quote": "no", "archive": "unknown"}
    assert story["criticism"] == "Het tempo ligt hoog."


def test_rows_over_the_example_come_in(start: Path, ask: Ask) -> None:
    fill(start / "verhalen.xlsx", STORY, over_example=True)
    done = ask("-s", "s", "import", "start/verhalen.xlsx")
    assert (done["added"], done["warnings"]) == (1, [])
    assert ask("-s", "s", "story", "Lopen")["text"] == WALK


def test_an_untouched_file_is_refused_in_one_sentence(start: Path, run: Run) -> None:
    assert run("-s", "s", "import", "start/verhalen.xlsx", code=1).stderr == (
        "verhalen.xlsx: It holds only the example row. Nothing was imported. "
        "Write your own rows under its header and import it again.\n"
    )


def test_an_example_that_is_half_written_over_is_refused(start: Path, run: Run, ask: Ask) -> None:
    fill(start / "verhalen.xlsx", ("Lopen",), STORY, over_example=True)
    assert run("-s", "s", "import", "start/verhalen.xlsx", code=1).stderr.startswith(
        "verhalen.xlsx, row 2: part of the example is left in it; write your own over all of it, or delete the row."
    )
    assert ask("-s", "s", "stories") == []


def test_decisions_come_in_from_their_start_file(start: Path, ask: Ask) -> None:
    fill(start / "verhalen.xlsx", STORY)
    ask("-s", "s", "import", "start/verhalen.xlsx")
    chosen = ("Lopen", "verbinding", "gpt-4o", "verbinding|beweging", "sociale cohesie|Sociale Inclusie", "Ann|Bob")
    fill(start / "beslissingen.xlsx", (*chosen, "ja", "besproken"))
    assert ask("-s", "s", "import-decisions", "start/beslissingen.xlsx") == {"added": 1, "already_there": 0}
    (decision,) = ask("-s", "s", "decisions")
    assert decision["researchers"] == ["Ann", "Bob"]
    assert [(n["keyword"], n["condition"]) for n in decision["notes"]] == [
        ("verbinding", "cohesion"),
        ("beweging", "inclusion"),
    ]
    assert ask("-s", "s", "proposals")[0]["model"] == "gpt-4o"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_column_of_decisions_is_one_that_is_read(language: str) -> None:
    from sq_coder.study.decision_table import COLUMNS

    headers = [c.header for c in decision_columns("en" if language == "en" else "nl")]
    assert {noun for header in headers for noun, words in COLUMNS.items() if header in words} == set(COLUMNS)


def answers(settings: Settings, folder: Path, *stories: FoundStory) -> dict[str, str]:
    """The accountability of a study with these settings."""
    with init_study(folder, settings) as study:
        study.keep_stories(stories)
        return dict(page(study, "en" if settings.language == "en" else "nl").answers)


def test_the_page_says_that_nothing_leaves_with_the_word_finder(tmp_path: Path) -> None:
    said = answers(Settings(name="s"), tmp_path / "s", FoundStory("a", WALK, perspective=Perspective.RESIDENT))
    assert said["Wat naar wie gaat"].startswith("Niets. De woordzoeker")
    assert "van 1 is het niet bekend" in said["Toestemming"]
    assert str(tmp_path / "s") in said["Waar ze staan"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            "https://models.example.org/v1",
            "go to models.example.org (model small), only of stories whose resident said",
        ),
        ("http://127.0.0.1:11434/v1", "go to small on this computer (127.0.0.1) and do not leave it"),
        ("", "To a language model that is not chosen yet"),
    ],
)
def test_the_page_says_where_the_model_is(tmp_path: Path, address: str, sentence: str) -> None:
    model = ModelSettings(base_url=address, model="small")
    settings = Settings(name="s", language="en", proposer="openai", model=model)
    assert sentence in answers(settings, tmp_path / "s")["What goes to whom"]


def test_the_page_leaves_no_placeholder_of_the_program(tmp_path: Path) -> None:
    for language in ("nl", "en"):
        said = answers(replace(Settings(name="s"), language=language, proposer="paste"), tmp_path / language)
        assert not any(mark in answer for answer in said.values() for mark in "{}")


def test_the_page_fits_on_one_sheet(start: Path) -> None:
    rows = [
        [cell.text for cell in row.cells] for row in docx.Document(str(start / "verantwoording.docx")).tables[0].rows
    ]
    assert [question for question, _ in rows] == [
        *("Doel", "Welke gegevens", "Waar ze staan", "Wat naar wie gaat", "Toestemming", "Rollen"),
        *("Wie besluit", "Hoe lang", "Intrekken", "Programma"),
    ]
    # A line of 9.5 points in 14 cm holds about 85 letters, a page about 62 lines.
    assert sum(len(answer) // 80 + 1 for _, answer in rows) + len(rows) < 60


def test_init_asks_in_a_terminal_what_is_not_given(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with open(ours, "r+b", buffering=0) as screen, open(theirs, "r+b", buffering=0) as terminal:  # noqa: PTH123 - numbers
        process = subprocess.Popen(
            [sys.executable, "-m", "sq_coder", "init", "s"],
            cwd=tmp_path, stdin=terminal, stdout=terminal, stderr=terminal,
        )  # fmt: skip
        screen.write(b"Buurtverhalen\n\n3\n2\n")
        assert process.wait(timeout=60) == 0
        shown = screen.read(10_000).decode().replace("\r\n", "\n")
    settings = (tmp_path / "s" / "study.toml").read_text(encoding="utf-8")
    for line in ('name = "Buurtverhalen"', 'language = "nl"', 'working = "independent"', 'proposer = "paste"'):
        assert line in settings
    for question in ("Name of the study [s]:", "How do you check the keywords?", "(no AI)", "A new study stands in s."):
        assert question in shown


def test_init_asks_nothing_outside_a_terminal(run: Run, tmp_path: Path) -> None:
    assert run("init", "s").stderr == "A new study stands in s. Next: sq-coder -s s import FILE\n"
    settings = (tmp_path / "s" / "study.toml").read_text(encoding="utf-8")
    assert 'working = "together"' in settings
    assert 'proposer = "codebook"' in settings
