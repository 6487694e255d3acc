"""The table of decisions that researchers already have: all rows, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from tests.cli.test_the_method import three  # noqa: F401 - a fixture

Run = Callable[..., Result]
Ask = Callable[..., Any]

DUTCH = (
    "Verhaal;Kernwoord taalmodel;Taalmodel;Kernwoorden;Voorwaarde;Onderzoekers;Gezien;Opmerking\n"
    "Lopen;ontmoeting;ChatGPT;sociale contacten|verbinding;;Ann|Bob;ja;samen besproken\n"
    "Geld;inzicht;ChatGPT;inzicht;;Ann|Bob;ja;\n"
    "Verf;creativiteit;ChatGPT;creativiteit;cohesion;Ann|Bob;nee;thema van de groep\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a table as Excel does: semicolons, a BOM and Windows line ends."""

    def write(text: str) -> Path:
        file = tmp_path / "beslissingen.csv"
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
        return file

    return write


@pytest.mark.usefixtures("three")
def test_a_dutch_table_brings_proposals_decisions_and_places(ask: Ask, table: Callable[[str], Path]) -> None:
    assert ask("import-decisions", table(DUTCH)) == {"added": 3, "already_there": 0}
    validation = ask("validation")
    assert {k: validation[k] for k in ("stories", "kept", "changed", "changed_and_added", "keywords")} == {
        "stories": 3,
        "kept": 2,
        "changed": 0,
        "changed_and_added": 1,
        "keywords": 4,
    }
    assert ask("tally")["conditions"]["cohesion"]["keywords"] == {
        "creativiteit": 1,
        "sociale contacten": 1,
        "verbinding": 1,
    }
    proposals = {p["id"]: p for p in ask("proposals")}
    assert {(p["keyword"], p["model"], p["proposer"]) for p in proposals.values()} == {
        ("ontmoeting", "ChatGPT", "paste"),
        ("inzicht", "ChatGPT", "paste"),
        ("creativiteit", "ChatGPT", "paste"),
    }
    seen = [d["saw"] for d in ask("decisions")]
    assert [s if s == "none" else proposals[s]["keyword"] for s in seen] == ["ontmoeting", "inzicht", "none"]


@pytest.mark.usefixtures("three")
def test_the_same_table_again_adds_nothing(ask: Ask, table: Callable[[str], Path]) -> None:
    ask("import-decisions", table(DUTCH))
    assert ask("import-decisions", table(DUTCH)) == {"added": 0, "already_there": 3}
    assert (len(ask("decisions")), len(ask("proposals"))) == (3, 3)


@pytest.mark.usefixtures("three")
def test_an_excel_table_reads_the_same(ask: Ask, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("story", "researchers", "keywords"), ("Lopen", "Ann", "verbinding"), ("Lopen", "Bob", "verbinding")]:
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    assert ask("import-decisions", "b.xlsx") == {"added": 2, "already_there": 0}
    assert ask("tally")["keywords"] == 1


@pytest.mark.usefixtures("three")
def test_rows_in_order_are_each_on_top_of_the_one_before(ask: Ask, table: Callable[[str], Path]) -> None:
    rows = "story;researchers;keywords\nLopen;Ann;verbinding\nLopen;Bob;gezelligheid\nLopen;Ann|Bob;verbinding|gezelligheid\n"
    assert ask("import-decisions", table(rows))["added"] == 3
    assert (ask("tally")["keywords"], ask("status")["to_discuss"]) == (2, [])


@pytest.mark.usefixtures("three")
def test_every_wrong_row_is_named_and_nothing_is_imported(run: Run, ask: Ask, table: Callable[[str], Path]) -> None:
    rows = (
        "story;researchers;keywords;condition;saw\n"
        "Lopen;Ann;verbinding;;\n"
        "Zwemmen;Ann;verbinding;;\n"
        "Geld;Ann;een twee drie vier vijf;;\n"
        "Verf;Ann;creativiteit;nergens;\n"
        "Verf;;creativiteit;;\n"
        "Verf;Ann;creativiteit;;misschien\n"
        "Verf;Ann;creativiteit|beweging;cohesion;\n"
    )
    said = run("import-decisions", table(rows), code=1).stderr
    for row in ("row 3", "row 4", "row 5", "row 6", "row 7"):
        assert row in said
    assert "And 1 more row." in said
    assert "Nothing was imported." in said
    assert ask("decisions") == []


@pytest.mark.usefixtures("three")
def test_a_missing_column_names_the_columns_found(run: Run, table: Callable[[str], Path]) -> None:
    said = run("import-decisions", table("verhaal;wat\nLopen;verbinding\n"), code=1).stderr
    assert "the column 'researchers' is missing (columns found: verhaal, wat)" in said
