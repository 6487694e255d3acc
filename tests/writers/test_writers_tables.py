"""Rows that leave a study: csv and xlsx."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from sq_coder.domain import Contents, Note, Story, StoryId
from sq_coder.gateways.writers import to_csv, to_xlsx
from sq_coder.gateways.writers.xlsx import MOST_CHARACTERS
from tests.writers import made

SHA = "e" * 64


ORIGIN = (
    *("voorstel-id", "prompt", "antwoord zoals het kwam", "voorgesteld op (UTC)", "gevraagd model"),
    *("prompt letterlijk", "instellingen", "dienst", "kernwoordenlijst sha256", "tekst sha256"),
    *("gedachten van het model", "hoe het ophield", "vingerafdruk van het systeem", "tokens verstuurd"),
    *("tokens geantwoord", "seconden", "gepseudonimiseerd", "sq-coder"),
)
FROZEN = (
    *(made.P1.id, "kernwoord.v1", "Samen zingen.", "2026-03-03 09:00:00", "klein-model", "", "temperature=0"),
    *("https://model.example/v1", *[""] * 5, "12", "", "", "nee", "0.1.0"),
)


def read_csv(data: bytes, delimiter: str) -> list[list[str]]:
    """The rows of a csv."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_every_note_has_a_row_with_all_it_came_from() -> None:
    assert read_csv(to_csv(made.CONTENTS), ";") == [
        [
            *("verhaal", "titel", "jaar", "groep", "verteld door", "voorstel", "voorsteller", "model", "prompt sha256"),
            *("keuze", "gezien", "onderzoekers", "kernwoord", "telt als", "conditie", "besproken"),
            *("opmerking bij kernwoord", "opmerking", "status"),
            *ORIGIN,
        ],
        [
            *("a" * 32, "Het koor", "2021", "koor", "bewoner", "Samen zingen", "Taalmodel (AI)", "klein-model", SHA),
            *(made.D1.id, "voorstel", "Ann|Bas", "sociale contacten", "sociale contacten", "sociale cohesie", "nee"),
            *("'+ vaak genoemd", "samen besproken\nop dinsdag", "vastgesteld"),
            *FROZEN,
        ],
        [
            *("a" * 32, "Het koor", "2021", "koor", "bewoner", "Samen zingen", "Taalmodel (AI)", "klein-model", SHA),
            *(made.D1.id, "voorstel", "Ann|Bas", "beweging", "beweging", "sociale empowerment", "nee"),
            *("", "samen besproken\nop dinsdag", "vastgesteld"),
            *FROZEN,
        ],
        [
            *("b" * 32, "De tuin", "2022", "moestuin", "bewoner", "(onbruikbaar antwoord)", "Taalmodel (AI)"),
            *("klein-model", SHA, made.D3.id, "eerst zelf gekozen", "Ann", "durf", "zelfvertrouwen"),
            *("sociale empowerment", "ja", "", "toch anders", "door één bekeken"),
            *(
                made.P2.id,
                "kernwoord.v1",
                "Dat zijn er twee.",
                "2026-03-03 09:00:00",
                "klein-model",
                "",
                "temperature=0",
            ),
            *("https://model.example/v1", *[""] * 8, "nee", "0.1.0"),
        ],
        [
            *("d" * 32, "De tuin", "2022", "moestuin", "groepsbegeleider", *[""] * 4),
            *[""] * 9,
            "nog niet bekeken",
            *[""] * 18,
        ],
    ]


def test_csv_for_excel_has_a_mark_and_semicolons_and_plain_has_neither() -> None:
    excel, plain = to_csv(made.CONTENTS), to_csv(made.CONTENTS, excel=False, language="en")
    assert excel.startswith(b"\xef\xbb\xbfverhaal;titel;jaar;")
    assert plain.startswith(b"story,title,year,")
    assert [len(row) for row in read_csv(plain, ",")] == [37] * 5


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("\x00=1", "'=1"),
        ("a\x07b\x1b", "ab"),
        ("gewoon; 'zo'", "gewoon; 'zo'"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_no_cell_of_a_csv_is_a_formula(title: str, cell: str) -> None:
    contents = only(replace(made.KOOR, title=title))
    for excel, delimiter in ((True, ";"), (False, ",")):
        assert read_csv(to_csv(contents, excel=excel), delimiter)[1][1] == cell


def only(story: Story) -> Contents:
    """A study of one story without anything on it."""
    return Contents(made.CONTENTS.settings, made.CODEBOOK, made.TALLY, (story,))


def test_a_story_that_is_disputed_has_the_notes_of_each_researcher() -> None:
    other = replace(made.D2, researchers=("Bas",), notes=(Note("meedoen"),))
    rows = read_csv(to_csv(replace(made.CONTENTS, decisions=(made.D3, other), verdicts=())), ";")
    assert [(r[1], r[11], r[12]) for r in rows[1:]] == [
        ("Het koor", "", ""),
        ("De tuin", "Ann", "durf"),
        ("De tuin", "Bas", "meedoen"),
        ("De tuin", "", ""),
    ]


def test_a_workbook_has_a_typed_and_filtered_sheet_for_everything() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(made.CONTENTS)))
    assert book.sheetnames == [
        "Verhalen",
        "Voorstellen",
        "Suggesties",
        "Keuzes",
        "Vastgesteld",
        "Plekken",
        "Aantallen",
        "Logboek",
    ]
    assert {s.freeze_panes for s in book} == {"A2"}
    assert all(s.auto_filter.ref == s.dimensions for s in book)
    assert [s.max_row - 1 for s in book] == [3, 2, 1, 4, 2, 1, 12, 10]
    stories = book["Verhalen"]
    row = {head.value: cell.value for head, cell in zip(stories[1], stories[2], strict=True)}
    assert row == {
        "verhaal": "a" * 32,
        "titel": "Het koor",
        "jaar": 2021,
        "groep": "koor",
        "verteld door": "bewoner",
        "bron": "interviews.docx",
        "woorden": 17,
        "status": "vastgesteld",
        "mag naar taalmodel": "ja",
        "mag geciteerd": "nee",
        "mag bewaard": "onbekend",
        "wijk": "Noord",
        "kritiek": "-te weinig licht",
        "versie": 1,
        "moment (UTC)": datetime(2026, 3, 1, 9),  # noqa: DTZ001 - a cell of Excel has no zone
        "tekst": made.TEXT_KOOR,
    }
    english = load_workbook(io.BytesIO(to_xlsx(made.CONTENTS, language="en")))
    assert english.sheetnames == [
        "Stories",
        "Proposals",
        "Suggestions",
        "Decisions",
        "Agreed",
        "Places",
        "Counts",
        "Log",
    ]


def test_a_sheet_is_printed_lying_down_over_as_many_pages_as_keep_it_readable() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(made.CONTENTS)))
    for sheet in book:
        last = sheet.max_column - (1 if sheet.title == "Verhalen" else 0)  # without the text, for which there are cards
        wide = sum(sheet.column_dimensions[get_column_letter(i)].width for i in range(1, last + 1))
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0), sheet.title
        across = int(sheet.page_setup.fitToWidth or 1)
        assert sheet.max_row == 1 or wide / across <= 185, sheet.title
        assert sheet.print_title_rows == "$1:$1"
        assert bool(sheet.print_title_cols) is (across > 1), sheet.title
    counts = book["Aantallen"]
    assert [cell.alignment.horizontal for cell in counts[1]] == [None, None, None, "right", "right", "right", None]


def test_counts_stand_in_the_workbook_with_their_zeros() -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(made.CONTENTS)))["Aantallen"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2, max_row=7)] == [
        ["alle verhalen", "sociaaleconomische zekerheid", "(totaal)", 0, 0, 1, None],
        ["alle verhalen", "sociale cohesie", "sociale contacten", 1, None, 1, "nee"],
        ["alle verhalen", "sociale cohesie", "(totaal)", 1, 1, 1, None],
        ["alle verhalen", "sociale inclusie", "(totaal)", 0, 0, 1, None],
        ["alle verhalen", "sociale empowerment", "beweging", 1, None, 1, "ja"],
        ["alle verhalen", "sociale empowerment", "(totaal)", 1, 1, 1, None],
    ]


def test_a_workbook_has_no_formula_and_no_character_that_excel_refuses() -> None:
    story = replace(made.TUIN, title="=1+1", group="@x", text="=A1\x00\x0b\ufffe einde", attributes=(("=kolom", "+1"),))
    book = load_workbook(io.BytesIO(to_xlsx(only(story))))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {c.data_type for c in cells} <= {"inlineStr", "s", "n", "d"}
    by_value = {c.value: c for c in cells}
    assert by_value["=A1 einde"].quotePrefix and by_value["=1+1"].quotePrefix and by_value["+1"].data_type != "f"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    story = Story(StoryId("e" * 32), "Lang", "🎶" * 20_000)
    sheet = load_workbook(io.BytesIO(to_xlsx(only(story))))["Verhalen"]
    text = sheet.cell(2, sheet.max_column).value
    assert text.startswith("🎶🎶") and text.endswith("de hele tekst staat in json)")
    assert MOST_CHARACTERS - 2 < len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
