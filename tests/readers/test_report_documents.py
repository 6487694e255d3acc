"""One report in many files: the same stories, the same fingerprints."""

import pytest

from sq_coder.corpus import fingerprint, split
from sq_coder.gateways.readers import read
from tests.readers.conftest import CASES

TITLES = [
    "De tafel bij het raam",
    "“Ik durf weer te bellen, ook als ik niet weet wie er aan de andere kant van de lijn zit”",
    "Een sleutel van het buurthuis",
    "“Eerst koffie, dan de rest”",
]
FILES = {
    "rapport.docx": "report_docx",
    "zonder-stijlen.docx": "report_without_styles",
    "rapport.odt": "report_odt",
    "libreoffice.pdf": CASES / "verzonnen-rapport-libreoffice.pdf",
    "chromium.pdf": CASES / "verzonnen-rapport-chromium.pdf",
}


def _content(request, source):
    return request.getfixturevalue(source) if isinstance(source, str) else source.read_bytes()


@pytest.fixture
def from_markdown(report):
    return split(read("rapport.md", report))


def test_the_markdown_report_has_its_four_stories_and_counts_the_rest(from_markdown):
    assert [s.title.replace('"', "") for s in from_markdown.stories] == [t.strip("“”") for t in TITLES]
    assert {story.year for story in from_markdown.stories} == {2023}
    assert from_markdown.outside[-3] == "4. Bronnenlijst"
    assert from_markdown.outside_characters == 1064
    assert from_markdown.warnings == ()


@pytest.mark.parametrize("name", FILES)
def test_the_same_report_in_another_file_gives_the_same_stories(request, name, from_markdown):
    result = split(read(name, _content(request, FILES[name])))
    assert [story.title for story in result.stories] == TITLES
    assert [fingerprint(s.text) for s in result.stories] == [fingerprint(s.text) for s in from_markdown.stories]
    assert abs(result.outside_characters - from_markdown.outside_characters) < 20


@pytest.mark.parametrize("name", ["libreoffice.pdf", "chromium.pdf"])
def test_a_pdf_s_paragraphs_are_those_of_its_source(request, name, from_markdown):
    def paragraphs(result):
        plain = str.maketrans("“”’", '""\'')
        return [story.text.translate(plain).split("\n\n") for story in result.stories]

    expected = [[text.replace("repaircafé-groep", "…") for text in story] for story in paragraphs(from_markdown)]
    found = [
        [text.replace("repaircafégroep", "…").replace("repaircafé-groep", "…") for text in story]
        for story in paragraphs(split(read(name, _content(request, FILES[name]))))
    ]
    assert found == expected


def test_running_heads_and_page_numbers_are_counted_and_left_out():
    document = read("libreoffice.pdf", FILES["libreoffice.pdf"].read_bytes())
    assert document.warnings == (
        "libreoffice.pdf: running heads, feet and page numbers (125 characters) were left out.",
    )
    assert not any(block.text == "Samen Koffie (verzonnen)" for block in document.blocks)
