"""A report's stories, and a document that is one story."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.corpus import split
from sq_coder.domain import Block, BlockKind, Document, FoundStory, Perspective

LONG = "Zij vertelt dat zij er elke week komt en dat het haar goed doet, al was het begin spannend. " * 4
H, P, I = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM  # noqa: E741


def head(text, level, number=""):
    return Block(text, H, level, number)


def document(*blocks, name="rapport.docx"):
    return Document(name, "docx", blocks=tuple(Block(b, P) if isinstance(b, str) else b for b in blocks))


def found(*blocks, mode="auto"):
    return split(document(*blocks), mode=mode)


def titles(*blocks):
    return [story.title for story in found(*blocks).stories]


def test_a_numbered_chapter_after_the_last_story_is_no_story_without_table_of_contents_and_known_words():
    result = found(
        head("Inleiding", 1, "1."),
        "Hierna volgen verhalen.",
        head("Bijlage: Verhalen van deelnemers 2022", 1, "6."),
        "Zij vertelden dit in het najaar.",
        head("Samen eten", 2, "1."),
        LONG,
        head("Buiten zijn", 3, "3."),
        LONG,
        head("Weer op de fiets", 2, "5."),
        LONG,
        head("Hoe het verder ging", 1, "7."),
        "Een slot.",
    )
    assert [(story.title, story.text, story.year) for story in result.stories] == [
        ("Samen eten", LONG.strip(), 2022),
        ("Buiten zijn", LONG.strip(), 2022),
        ("Weer op de fiets", LONG.strip(), 2022),
    ]
    assert result.outside == (
        "1. Inleiding",
        "Hierna volgen verhalen.",
        "6. Bijlage: Verhalen van deelnemers 2022",
        "Zij vertelden dit in het najaar.",
        "7. Hoe het verder ging",
        "Een slot.",
    )
    assert result.outside_characters == sum(map(len, result.outside))


def test_a_repeated_chapter_number_ends_the_stories_even_in_bold_type_without_levels():
    bold = [Block(f"{n}. Verhaaltitel {w}", P, emphasis=True) for n, w in ((1, "aan"), (2, "bij"), (8, "om"))]
    result = titles(
        Block("6. Bijlage: Verhalen", P, emphasis=True),
        *(bold[0], LONG, bold[1], LONG, bold[2], LONG),
        Block("7. Wat nu", P, emphasis=True),
        "Slot.",
    )
    assert result == ["Verhaaltitel aan", "Verhaaltitel bij", "Verhaaltitel om"]


def test_lists_subheadings_and_pull_quotes_stay_in_their_story_in_order():
    result = found(
        head("Bijlage: Verhalen", 1),
        head("Thuis", 2, "1."),
        "Eerst dit.",
        Block("een vaste dag", I, number="1."),
        Block("een naam", I, number="2."),
        Block("Wat het bracht", P, emphasis=True),
        Block("“Rust.”", P, emphasis=True),
        head("Later", 3),
        "Dan dat.",
        head("Weg", 2, "2."),
        LONG,
    )
    assert result.stories[0].text == (
        "Eerst dit.\n\n1. een vaste dag\n2. een naam\n\nWat het bracht\n\n“Rust.”\n\nLater\n\nDan dat."
    )
    assert len(result.stories) == 2


def test_stories_numbered_with_their_chapter_are_found():
    blocks = (head("Bijlage: Interviews", 1, "4"), head("Anna", 2, "4.1"), LONG, head("Bert", 2, "4.2"), LONG)
    assert titles(*blocks) == ["Anna", "Bert"]


def test_numbers_without_a_dot_are_numbers_where_more_headings_have_them():
    blocks = (head("6 Bijlage verhalen", 1), head("1 Anna", 2), LONG, head("2 Bert", 2), LONG, head("7 Slot", 1), LONG)
    assert titles(*blocks) == ["Anna", "Bert"]


def test_stories_without_numbers_are_the_headings_of_one_level():
    blocks = (head("De verhalen", 1), "Vooraf.", head("Anna", 2), LONG, head("Later", 3), "x", head("Bert", 2), LONG)
    assert titles(*blocks, head("Dankwoord", 1), "Dank.") == ["Anna", "Bert"]


def test_two_appendices_with_stories_are_both_read_and_facilitators_are_named_so():
    result = found(
        head("Bijlage 1: Verhalen van bewoners 2023", 1),
        *(head("Anna", 2), LONG, head("Bert", 2), LONG),
        head("Bijlage 2: Verhalen van groepsbegeleiders 2022-2023", 1),
        *(head("Carla", 2), LONG),
        head("Bijlage 3: Vragenlijst interviews", 1),
        "Wat vond u ervan?",
    )
    assert [(s.title, s.year, s.perspective) for s in result.stories] == [
        ("Anna", 2023, None),
        ("Bert", 2023, None),
        ("Carla", None, Perspective.FACILITATOR),
    ]


def test_a_plain_text_report_is_split_by_its_numbered_lines_and_not_by_its_lists():
    result = titles(
        "6. Bijlage: Verhalen van bewoners",
        "1. Aan tafel",
        LONG,
        "1. soep",
        "2. brood",
        LONG,
        "2. In de tuin",
        LONG,
        "7. Bronnenlijst",
        "Een boek.",
    )
    assert result[0] == "Aan tafel"
    assert result[-1] == "In de tuin"
    assert "soep" not in result


def test_stories_that_only_the_table_of_contents_has_are_named():
    lines = "6. Bijlage: Verhalen 9\n1. Aan de lange tafel 9\n2. In de gezamenlijke tuin 10\n7. Bronnen 12"
    result = found(
        head("Inhoud", 1),
        *lines.split("\n"),
        head("Bijlage: Verhalen", 1, "6."),
        head("In de gezamenlijke tuin", 2, "2."),
        LONG,
    )
    assert [story.title for story in result.stories] == ["In de gezamenlijke tuin"]
    assert result.warnings == (
        "rapport.docx: its table of contents names 2 stories; 1 were found, not 1. Look whether the document is whole.",
    )


def test_a_title_in_plain_type_is_found_by_the_table_of_contents():
    result = titles(
        head("Inhoud", 1),
        *("6. Bijlage: Verhalen\t9", "1. Aan de lange tafel\t9", "2. In de gezamenlijke tuin\t10", "7. Bronnen\t12"),
        head("Bijlage: Verhalen", 1, "6."),
        head("Aan de lange tafel", 2, "1."),
        LONG,
        "2. In de gezamenlijke tuin",
        LONG,
    )
    assert result == ["Aan de lange tafel", "In de gezamenlijke tuin"]


def test_a_heading_without_text_is_no_story():
    assert titles(head("De verhalen", 1), head("Anna", 2), head("Bert", 2), LONG, head("Cor", 2), LONG) == [
        "Bert",
        "Cor",
    ]


def test_a_chapter_about_stories_is_not_the_stories():
    result = found(head("Resultaten van de analyse van de verhalen", 2), head("Steun", 3), LONG, head("Leren", 3), LONG)
    assert len(result.stories) == 1
    assert len(result.warnings) == 1


def test_headings_that_name_themselves_a_story_are_stories():
    assert titles("Vooraf.", head("Verhaal 1: Anna", 1), LONG, head("Verhaal 2: Bert", 1), LONG) == [
        "Verhaal 1: Anna",
        "Verhaal 2: Bert",
    ]


def test_a_story_with_its_title_as_heading_or_first_line_is_one_story():
    for first in (head("“Gewoon beginnen”", 1), Block("“Gewoon beginnen”", P)):
        result = found(first, LONG, head("Later", 2), "Nu gaat het goed.")
        assert [(s.title, s.text) for s in result.stories] == [
            ("“Gewoon beginnen”", f"{LONG.strip()}\n\nLater\n\nNu gaat het goed.")
        ]
        assert result.outside == ()


def test_a_story_without_a_title_has_its_file_s_name():
    for blocks in (("Ik kom er graag.", LONG), ("Interviewer:", LONG), (LONG,)):
        result = split(document(*blocks, name="2022/anna v2.docx"))
        assert [story.title for story in result.stories] == ["anna v2"]


def test_mode_none_takes_a_report_as_one_story():
    blocks = (head("Bijlage: Verhalen", 1), head("Anna", 2, "1."), LONG, head("Bert", 2, "2."), LONG)
    result = found(*blocks, mode="none")
    assert len(result.stories) == 1
    assert result.outside == ()


def test_rows_are_stories_already():
    row = FoundStory("Anna", "Ik kom.")
    assert split(Document("a.csv", "csv", rows=(row,))).stories == (row,)


def test_a_document_without_text_has_no_story():
    assert split(document("  ")).stories == ()


_TEXTS = st.sampled_from(
    [
        "Inhoud",
        "Inhoudsopgave",
        "Bijlage: Tien verhalen van bewoners 2024",
        "De verhalen",
        "Bronnenlijst",
        "Dankwoord",
        "Verhaal 1",
        "Verhaal 2: Bert",
        "Anna 12",
        "1. Anna 3",
        "2. Bert\t4",
        "Anna",
        LONG,
        "Kort.",
    ]
)
_BLOCKS = st.builds(
    lambda text, kind, level, number, emphasis: Block(text, kind, level if kind is H else 0, number, 0, emphasis),
    _TEXTS,
    st.sampled_from(list(BlockKind)),
    st.integers(0, 3),
    st.sampled_from(["", "", "1.", "2.", "3.", "6.", "7.", "6.1", "10."]),
    st.booleans(),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(_BLOCKS, max_size=25), st.sampled_from(["auto", "none"]))
def test_every_block_is_exactly_once_in_a_title_a_text_or_outside(blocks, mode):
    marked = [
        Block(f"{block.text} merk{at}x", block.kind, block.level, block.number, 0, block.emphasis)
        if at % 2
        else Block(f"merk{at}x {block.text}" if block.number else block.text, block.kind, block.level, block.number)
        for at, block in enumerate(blocks)
    ]
    result = split(Document("v.docx", "docx", blocks=tuple(marked)), mode=mode)
    parts = [part for story in result.stories for part in (story.title, story.text)] + list(result.outside)

    def words(texts):
        # A title loses its number; a nameless document's title is its file's name.
        return Counter(w for text in texts if text != "v" for w in re.findall(r"\w+", text) if not w.isdigit())

    assert words(parts) == words(block.text for block in marked)
    assert all(story.text for story in result.stories)
    order = [int(mark) for story in result.stories for mark in re.findall(r"merk(\d+)x", story.title + story.text)]
    assert order == sorted(order)
