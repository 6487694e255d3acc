"""Pdf: paragraphs from lines."""

import zlib

import pytest

from sq_coder.corpus import split
from sq_coder.domain import BlockKind
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers import read
from tests.readers.conftest import pdf


def _page(*texts, x=40, top=540, step=13):
    return [(x, top - step * at, 11, False, text) for at, text in enumerate(texts) if text]


def _texts(*pages):
    return [block.text for block in read("a.pdf", pdf(*pages)).blocks]


def test_lines_are_joined_and_hyphens_at_line_ends_mended():
    page = _page(
        "Elke week komt zij met de bus naar de groep voor samen-",
        "leven, en dan koken zij met de mensen van de wijk- en dorps-",
        "teams, of gaan zij langs het Wmo-loket, dat om de hoek in-",
        "middels weer open is. Soms gaan zij naar de mond-tot-",
        "mondreclame kijken.",
    )
    assert _texts(page) == [
        "Elke week komt zij met de bus naar de groep voor samenleven, en dan koken zij met de mensen van de wijk- en "
        "dorpsteams, of gaan zij langs het Wmo-loket, dat om de hoek inmiddels weer open is. Soms gaan zij naar de "
        "mond-tot-mondreclame kijken."
    ]


def test_a_hyphen_before_en_at_a_line_end_stays():
    assert _texts(_page("Wij spraken ook met alle mensen van de wijk-", "en dorpsteams.")) == [
        "Wij spraken ook met alle mensen van de wijk- en dorpsteams."
    ]


def test_paragraphs_without_space_between_them_end_where_a_line_is_broken_off():
    page = _page(
        "De eerste alinea is lang genoeg om een hele regel te vullen en gaat",
        "hier verder.",
        "De tweede alinea begint op een nieuwe regel en is ook lang genoeg om",
        "een regel te vullen.",
    )
    assert [text[:9] for text in _texts(page)] == ["De eerste", "De tweede"]


def test_a_paragraph_goes_on_over_a_page_and_its_page_numbers_are_left_out():
    pages = [
        [*_page("Zij liep elke week met de groep langs het water en daarna dronken"), (200, 20, 11, False, "1")],
        [*_page("zij koffie in de kantine van de club, waar altijd plaats is."), (200, 20, 11, False, "2")],
    ]
    assert _texts(*pages) == [
        "Zij liep elke week met de groep langs het water en daarna dronken zij koffie in de kantine van de club, waar "
        "altijd plaats is."
    ]


def test_columns_are_read_one_after_the_other():
    left = _page("Links een regel die lang is", "en een tweede die lang is", "en een derde regel links.", x=30)
    right = _page("Rechts een regel die lang is", "en een tweede die lang is", "en een derde regel rechts.", x=230)
    joined = " ".join(_texts([*left, *right]))
    assert joined.index("derde regel links") < joined.index("Rechts")


def test_a_story_in_a_pdf_has_its_large_first_line_as_title():
    title = [(40, 560, 16, True, "“Samen buiten, samen"), (40, 541, 16, True, "sterk”")]
    document = read(
        "anna.pdf", pdf([*title, *_page("Zij komt hier elke week en vindt het fijn om buiten te zijn.", top=500)])
    )
    assert document.blocks[0].kind is BlockKind.HEADING
    (story,) = split(document).stories
    assert (story.title, story.text) == (
        "“Samen buiten, samen sterk”",
        "Zij komt hier elke week en vindt het fijn om buiten te zijn.",
    )


def test_a_pdf_of_pictures_says_what_to_do():
    with pytest.raises(DocumentError) as caught:
        read("scan.pdf", pdf([]))
    assert str(caught.value) == (
        "scan.pdf: It has no text: its pages are pictures, as of a scan. Nothing was imported. "
        "Have its text recognised (OCR) and import that, or type the story over."
    )


def test_a_page_without_text_is_said():
    document = read("a.pdf", pdf(_page("Zij komt elke week."), []))
    assert document.warnings == ("a.pdf: 1 of 2 pages have no text; what is in a picture was not read.",)


def test_a_locked_pdf_is_refused():
    key = b"<" + b"41" * 32 + b">"
    locked = b"/ID[<41><41>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>" % (key, key)
    with pytest.raises(DocumentError, match="locked with a password"):
        read("a.pdf", pdf(_page("Geheim."), trailer=locked))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"])
def test_a_broken_pdf_is_refused(data):
    with pytest.raises(DocumentError, match="It is damaged"):
        read("a.pdf", data)


def test_a_pdf_that_unpacks_to_more_than_500_mb_is_refused():
    packed = zlib.compress(bytes(51_000_000))
    streams = b"".join(b"%d 0 obj<<>>stream\n%sendstream endobj\n" % (number, packed) for number in range(1, 11))
    with pytest.raises(DocumentError, match="It unpacks to more than 500 MB"):
        read("a.pdf", b"%PDF-1.4\n" + streams + b"%%EOF")


def test_a_pdf_with_a_page_less_than_it_says_is_refused():
    data = pdf(_page("Zij komt elke week."), _page("En zij ook."))
    with pytest.raises(DocumentError, match="It is damaged"):
        read("a.pdf", data.replace(b"/Count 2", b"/Count 3"))
