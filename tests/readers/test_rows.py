"""Tables whose rows are stories."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from sq_coder.domain import Answer, Consent, FoundStory, Perspective
from sq_coder.errors import DocumentError, RowsError
from sq_coder.gateways.readers import ROW_NUMBER, read, rows

DUTCH = (
    "Titel;Verhaal;Jaar;Groep;Verteld door;Toestemming AI;Citeren;Wijk\r\n"
    'Aan tafel;"Ik kom er graag; elke week.\r\n\r\n""Gezellig"", zeg ik.";2023;Eetgroep;bewoner;ja;nee;Café-wijk\r\n'
    ";Wij gaan naar buiten.;;;groepsbegeleider;;?;\r\n"
)
STORIES = (
    FoundStory(
        "Aan tafel",
        'Ik kom er graag; elke week.\n\n"Gezellig", zeg ik.',
        2023,
        "Eetgroep",
        Perspective.RESIDENT,
        "v.csv",
        Consent(ai=Answer.YES, quote=Answer.NO),
        (("Wijk", "Café-wijk"),),
    ),
    FoundStory("v 3", "Wij gaan naar buiten.", None, None, Perspective.FACILITATOR, "v.csv", Consent()),
)


def _xlsx(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for at, sheet in enumerate(sheets):
        made = book.create_sheet(f"Blad{at + 1}")
        for row in sheet:
            made.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_a_row_is_a_story_with_dutch_columns_in_any_encoding(codec, encoding):
    document = read("v.csv", DUTCH.encode(codec))
    assert document.rows == STORIES
    assert document.encoding == encoding


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_when_texts_are_full_of_the_others(delimiter):
    text = '"Ik at soep, brood; kaas|worst, en dronk thee; koffie, melk."'
    lines = [delimiter.join(["text", "title", "year"]), *[delimiter.join([text, f"T{n}", "2022"]) for n in range(5)]]
    document = read("v.csv", "\n".join(lines).encode())
    assert [story.title for story in document.rows] == ["T0", "T1", "T2", "T3", "T4"]
    assert {story.text for story in document.rows} == {text.strip('"')}


def test_excel_s_own_first_line_names_the_delimiter_and_counts_as_a_row():
    document = read("v.csv", b"sep=;\r\ntekst;titel\r\nIk kom.;\r\n")
    assert document.rows[0].title == "v 3"


def test_a_column_of_texts_alone_is_enough():
    assert [s.text for s in read("v.csv", b"verhaal\nIk kom.\n\nZij ook.\n").rows] == ["Ik kom.", "Zij ook."]


def test_a_column_of_texts_alone_may_have_commas():
    assert [s.text for s in read("v.csv", b"verhaal\nIk kom, en ga; altijd.\n").rows] == ["Ik kom, en ga; altijd."]


def test_a_quote_that_is_never_closed_is_refused():
    with pytest.raises(DocumentError, match="Its double quotes do not match: look near line 4"):
        read("v.csv", b'tekst;jaar\n"Ik kom.;2020\nZij ook.;2021\nWij ook.;2022\n')


def test_every_wrong_row_is_named_once():
    data = "tekst;year;perspectief;AI\nA.;twintig;bewoner;ja\n;2020;bewoner;ja\nB.;2020;buurman;misschien\n"
    with pytest.raises(RowsError) as caught:
        read("v.csv", data.encode())
    assert caught.value.problems == (
        "row 2: the column 'year' says 'twintig'.",
        "row 3: the column 'tekst' is empty.",
        "row 4: the column 'perspectief' says 'buurman'.",
        "row 4: the column 'AI' says 'misschien'.",
    )


def test_one_wrong_year_reads_as_the_sentence_of_the_house():
    with pytest.raises(RowsError) as caught:
        read("verhalen.csv", b"text,year\nA.,2020\nB.,twintig\n")
    assert str(caught.value) == (
        "verhalen.csv, row 3: the column 'year' says 'twintig'. Nothing was imported. "
        "Correct the row and import the file again."
    )


def test_a_missing_text_column_names_the_columns_found_and_no_story():
    with pytest.raises(DocumentError) as caught:
        read("v.csv", b"titel;jaar\nA;2020\n")
    assert caught.value.what == "There is no column with the text of a story; the columns are 'titel', 'jaar'."
    long = "Ik kom hier elke week en vind het heel gezellig met elkaar."
    with pytest.raises(DocumentError) as caught:
        read("v.csv", f"{long}\n{long}\n".encode())
    assert "gezellig" not in str(caught.value)


def test_a_row_with_more_cells_than_the_header_is_refused():
    with pytest.raises(RowsError, match="row 3: it has 4 cells and the header 3"):
        read("v.csv", b"text,title,year\nA.,B,2020\nIk at soep, brood en kaas.,B,2020\n")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"tekst;titel\n", "It has a header and no rows."),
        (b"\n;;\n", "It has no rows."),
        (b"tekst;Tekst \nA.;B.\n", "Two of its columns are called 'tekst'."),
    ],
)
def test_a_table_that_is_none_is_refused(data, what):
    with pytest.raises(DocumentError) as caught:
        read("v.csv", data)
    assert caught.value.what == what


def test_excel_s_numbers_and_dates_are_text():
    day = datetime(2024, 3, 1)  # noqa: DTZ001 - Excel knows no time zones
    sheet = [["Tekst", "Jaar", "Datum", "Score", "AI"], [" Ik kom. ", 2024.0, day, 1.5, True]]
    (story,) = read("v.xlsx", _xlsx(sheet)).rows
    assert (story.text, story.year, story.attributes) == (
        "Ik kom.",
        2024,
        (("Datum", "2024-03-01"), ("Score", "1.5")),
    )
    assert story.consent == Consent(ai=Answer.YES)


def test_excel_rows_keep_their_numbers_and_dates_can_be_years():
    sheet = [[], ["tekst", "jaar"], ["A.", date(2021, 5, 1)], [], ["B.", "later"]]
    with pytest.raises(RowsError, match="row 5: the column 'jaar' says 'later'"):
        read("v.xlsx", _xlsx(sheet))
    assert read("v.xlsx", _xlsx(sheet[:4])).rows[0].year == 2021


def test_only_the_first_filled_sheet_is_read_and_that_is_said():
    document = read("v.xlsx", _xlsx([], [["tekst"], ["A."]], [["iets"], ["anders"]]))
    assert [story.text for story in document.rows] == ["A."]
    assert document.warnings == ("v.xlsx: only its sheet 'Blad2' was read; it has 2.",)


def test_an_excel_without_rows_or_whole_is_refused():
    with pytest.raises(DocumentError, match="It has no rows"):
        read("v.xlsx", _xlsx([]))
    with pytest.raises(DocumentError, match="It is damaged"):
        read("v.xlsx", _xlsx([["tekst"]])[:-90])


def test_any_table_is_read_as_rows_with_their_numbers(tmp_path):
    expected = [{ROW_NUMBER: "2", "story": "abc", "keywords": "rust|steun", "onze kernwoorden": ""}]
    assert rows("d.csv", b"Story ,KEYWORDS,Onze  kernwoorden\nabc,rust|steun\n") == expected
    file = tmp_path / "d.xlsx"
    file.write_bytes(_xlsx([["Story", "Keywords", "Onze kernwoorden"], ["abc", "rust|steun"]]))
    assert rows(file) == expected
    with pytest.raises(DocumentError, match="It is no table"):
        rows("d.docx", b"PK")
