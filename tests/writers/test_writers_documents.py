"""The Word report and the slides."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.util import Pt

from sq_coder.chart import Caption, quadrant
from sq_coder.domain import ConditionId, ConditionTally, Shape, ShapeKind, Slide, Tally, Words
from sq_coder.gateways.writers import slide, to_docx, to_pptx
from tests.writers import made


def test_the_report_has_real_headings_lists_tables_and_captions() -> None:
    document = Document(io.BytesIO(to_docx(made.CONTENTS)))
    shown = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert shown == [
        ("Title", "Buurtverhalen"),
        (
            "Subtitle",
            "Gemaakt op 2026-03-06 met sq-coder 0.1.0 uit de gegevens van 'Buurtverhalen'. "
            "Kernwoordenlijst: Sociale kwaliteit (cccccccccccc).",
        ),
        ("Heading 1", "Resultaten"),
        ("Normal", "Een koor en een tuin."),
        ("List Bullet", "één"),
        ("List Bullet", "twee"),
        ("Heading 1", "Figuren"),
        ("Caption", "Figuur 1. Kwadrant"),
        ("Heading 1", "Tabellen"),
        ("Caption", "Tabel 1. Kernwoorden per conditie, 1 verhaal"),
        ("Caption", "Tabel 2. Keer genoteerd per jaar"),
        ("Caption", "Tabel 3. Wat het nakijken veranderde, 1 verhaal"),
        ("Caption", "Tabel 4. Hoe de voorstellen zijn gemaakt"),
    ]
    tables = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    assert tables[0] == [["a", "b"], ["1", "2"]]
    assert tables[1] == [
        ["conditie", "kernwoord", "keer genoteerd", "in verhalen"],
        ["sociaaleconomische zekerheid", "", "0", "0"],
        ["sociale cohesie", "", "1", "1"],
        ["", "sociale contacten", "1", ""],
        ["sociale inclusie", "", "0", "0"],
        ["sociale empowerment", "", "1", "1"],
        ["", "beweging (besproken)", "1", ""],
        ["totaal", "", "2", "1"],
    ]
    assert tables[3][6] == ["veranderd en aangevuld", "1"]


def test_the_report_is_made_for_those_who_listen_too() -> None:
    data = to_docx(made.CONTENTS)
    document = Document(io.BytesIO(data))
    assert [s._inline.docPr.get("descr") for s in document.inline_shapes] == ["Een kwadrant met twee kernwoorden"]
    assert [s.page_width > s.page_height for s in document.sections] == [False, True, False]
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in document.tables)
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"nl-NL"}
    assert document.core_properties.language == "nl-NL" and document.core_properties.title == "Buurtverhalen"


def test_the_sections_of_the_text_stand_beside_the_figures_in_the_outline() -> None:
    told = replace(made.CONTENTS, report_text="## Verhalen\n\nDrie.\n\n### Cohesie (2)\n\nTwee.")
    document = Document(io.BytesIO(to_docx(told)))
    assert [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        ("Heading 1", "Verhalen"),
        ("Heading 2", "Cohesie (2)"),
        ("Heading 1", "Figuren"),
        ("Heading 1", "Tabellen"),
    ]


def test_pages_figures_and_tables_count_themselves() -> None:
    body = zipfile.ZipFile(io.BytesIO(to_docx(made.CONTENTS, language="en")))
    fields = re.findall(r"<w:instrText[^>]*>([^<]+)", body.read("word/document.xml").decode())
    assert [f.strip() for f in fields] == ["SEQ Figure \\* ARABIC", *["SEQ Table \\* ARABIC"] * 4]
    footers = "".join(body.read(n).decode() for n in body.namelist() if "footer" in n)
    assert [f.strip() for f in re.findall(r"<w:instrText[^>]*>([^<]+)", footers)] == ["PAGE", "NUMPAGES"]


def test_control_characters_do_not_break_a_document() -> None:
    contents = replace(
        made.CONTENTS,
        report_text="# Kop\x00\n\nEen\x0b tekst\x1f met <tekens> & zo\ufffe",
        settings=replace(made.CONTENTS.settings, name="Naam\x07"),
        figures={"Kwa\x00drant": (made.PNG, "alt\x01")},
    )
    texts = [p.text for p in Document(io.BytesIO(to_docx(contents))).paragraphs]
    assert texts[0] == "Naam" and "Kop" in texts and "Een tekst met <tekens> & zo" in texts


def test_many_conditions_stand_below_each_other_in_the_table_of_parts() -> None:
    many = tuple(
        ConditionTally(ConditionId(f"element-{i}"), i, min(i, 1), ((("rust", i, False),) if i else ()))
        for i in range(15)
    )
    slices = tuple(Tally(1, many, made.TALLY.undecided, (y,), str(y)) for y in (2021, 2022))
    wide = replace(made.CONTENTS, tally=replace(made.TALLY, conditions=many), slices=slices)
    document = Document(io.BytesIO(to_docx(wide)))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "conditie" and len(t.columns) == 3)
    assert [[c.text for c in row.cells] for row in table.rows[:5]] == [
        ["conditie", "2021", "2022"],
        ["verhalen", "1", "1"],
        ["kernwoorden", *[str(slices[0].keywords)] * 2],
        ["element-0", "0", "0"],
        ["element-1", "1", "1"],
    ]
    assert len(table.rows) == 1 + 2 + 15 + 1


def test_a_study_without_anything_still_has_a_report_with_zeros() -> None:
    empty = replace(made.CONTENTS, report_text="", figures={}, slices=(), validation=None, runs=(), at="", version="")
    document = Document(io.BytesIO(to_docx(empty)))
    assert len(document.tables) == 1 and document.tables[0].rows[1].cells[2].text == "0"


LAYOUT = quadrant(made.TALLY, made.CODEBOOK, Caption(title="Twee kernwoorden"), language="nl")


def test_each_note_is_a_group_that_moves_with_its_word_and_count() -> None:
    deck = Presentation(io.BytesIO(to_pptx([slide(LAYOUT)])))
    shapes = list(deck.slides[0].shapes)
    groups = {
        g.name: [s.text_frame.text for s in g.shapes if s.has_text_frame and s.text_frame.text]
        for g in shapes
        if g.shape_type == 6
    }
    assert groups == {"sociale contacten": ["sociale contacten", "×1"], "beweging": ["beweging", "×1"]}
    alts = {g.name: g._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr") for g in shapes if g.shape_type == 6}
    assert alts == {"sociale contacten": ["sociale contacten: 1"], "beweging": ["beweging: 1"]}
    assert deck.slides[0].shapes.title.text == "Twee kernwoorden"
    assert (deck.slide_width, deck.slide_height) == (Pt(LAYOUT.width), Pt(LAYOUT.height))


def test_a_title_has_room_for_another_font_and_a_label_keeps_its_round_corners() -> None:
    marked = quadrant(made.TALLY, made.CODEBOOK, Caption(title="Twee kernwoorden", notice="Verzonnen"), page="slide")
    deck = Presentation(io.BytesIO(to_pptx([slide(marked)])))
    title = deck.slides[0].shapes.title
    assert title.left + title.width == Pt(marked.width) - title.left
    (label,) = [s for s in deck.slides[0].shapes if s.name.startswith("Rounded")]
    assert 0.0 < label.adjustments[0] < 0.3
    beside = quadrant(made.TALLY, made.CODEBOOK, Caption(title="Twee", subtitle="Proef"), page="slide")
    title = Presentation(io.BytesIO(to_pptx([slide(beside)]))).slides[0].shapes.title
    (right,) = [t.x for t in beside.texts if t.text == "Proef"]
    assert title.left + title.width <= Pt(right)


def test_every_word_of_the_figure_stands_on_the_slide() -> None:
    deck = Presentation(io.BytesIO(to_pptx([slide(LAYOUT)])))
    shown = "\n".join(t for s in flat(deck.slides[0].shapes) if s.has_text_frame for t in [s.text_frame.text])
    words = [*LAYOUT.texts, *(t for f in LAYOUT.fields for t in (*f.texts, *(w for n in f.notes for w in n.texts)))]
    assert [t.text for t in words if t.text not in shown] == []


def flat(shapes: object) -> list:
    """Every shape, those in groups too."""
    return [x for s in shapes for x in (flat(s.shapes) if s.shape_type == 6 else [s])]


def test_speakers_notes_are_there_only_when_asked_for() -> None:
    deck = Presentation(io.BytesIO(to_pptx([slide(LAYOUT), slide(LAYOUT, notes="Een zin.")])))
    assert [s.has_notes_slide for s in deck.slides] == [False, True]
    assert deck.slides[1].notes_slide.notes_text_frame.text == "Een zin."


def test_shapes_of_every_kind_are_drawn() -> None:
    words = (Words("een\x00", 12), Words("twee", 12, align="right"))
    kinds = [k for k in ShapeKind if k is not ShapeKind.GROUP]
    shapes = tuple(Shape(k, 10, 10, 50, 20, words, "#fff", "#0b5394", dashed=True, radius=3, name=k) for k in kinds)
    deck = Presentation(io.BytesIO(to_pptx([Slide("Alles", shapes)], language="en")))
    made_shapes = deck.slides[0].shapes
    assert [s.name for s in made_shapes][1:] == [str(k) for k in kinds]
    assert made_shapes[1].text_frame.text == "een\x0btwee"
    # No theme's style, and so no shadow.
    assert deck.slides[0].shapes._spTree.xpath(".//p:style") == []
    assert (
        'lang="en-GB"'
        in zipfile.ZipFile(io.BytesIO(to_pptx([Slide("x", shapes)], language="en")))
        .read("ppt/slides/slide1.xml")
        .decode()
    )


def test_no_slides_is_an_empty_deck() -> None:
    assert len(Presentation(io.BytesIO(to_pptx([]))).slides) == 0


def test_slides_name_sq_coder_and_not_the_maker_of_a_template() -> None:
    about = Presentation(io.BytesIO(to_pptx([slide(LAYOUT)]))).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("sq-coder", "sq-coder", "")
    assert about.created.year > 2013 and about.modified.year > 2013
