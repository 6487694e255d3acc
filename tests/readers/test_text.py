"""Plain text and markdown."""

import pytest

from sq_coder.domain import Block, BlockKind
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers import read

TEXT = "Café De Zoen\n\nIk kwam er één keer. Daarna elke week – gezellig."


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in_and_says_which(codec, encoding):
    document = read("zoen.txt", TEXT.replace("\n", "\r\n").encode(codec))
    assert document.encoding == encoding
    assert [block.text for block in document.blocks] == TEXT.split("\n\n")
    assert bool(document.warnings) == (encoding == "Windows-1252")


def test_a_text_in_a_rare_encoding_is_read_and_said():
    document = read("mac.txt", ("Één keer naar de bakker, één keer naar zee. " * 20).encode("mac_roman"))
    assert document.blocks
    assert document.encoding


def test_control_characters_never_reach_a_story():
    assert read("a.txt", b"Ik\x1b[31m kom\x07 er.\r\n").blocks == (Block("Ik[31m kom er."),)


def test_long_lines_are_paragraphs_and_short_lines_keep_their_ends():
    long = (
        "Elke dinsdag kom ik hier en dan drinken wij eerst koffie, en pas daarna gaan wij naar de tuin om er te werken. "
        * 2
    )
    assert [b.text for b in read("a.txt", f"{long}\n{long}".encode()).blocks] == [long.strip(), long.strip()]
    assert [b.text for b in read("a.txt", b"I: Waarom?\nR: Daarom.").blocks] == ["I: Waarom?\nR: Daarom."]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("leeg.txt", b"", "It is empty."),
        ("wit.txt", b" \n\n\xc2\xa0 \n", "It has no text."),
        ("plaatje.txt", bytes(range(256)) * 9, "It is not a text: its bytes are no characters."),
        (
            "plaatje.md",
            b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06" * 20,
            "It is not a text: its bytes are no characters.",
        ),
        (
            "kapot.txt",
            "Één café, één zoen, één keer".encode() + b"\xc3",
            "It is UTF-8 with a damaged character at byte 35.",
        ),
        (
            "kapot16.txt",
            "Één".encode("utf-16") + b"\xd8",
            "It says it is UTF-16, but from byte 8 on it is something else.",
        ),
        ("rapport.txt", b"%PDF-1.4 enzovoort", "It is called txt but is a pdf."),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(name, data, what):
    with pytest.raises(DocumentError) as caught:
        read(name, data)
    assert (caught.value.file, caught.value.what) == (name, what)
    assert "Nothing was imported." in str(caught.value)


def test_markdown_loses_its_marks_and_keeps_its_words():
    source = """---
title: Verzonnen
---
# 1. Een *kop*

Zacht
regeleinde, hard\\
regeleinde, [een link](http://a.nl "t"), ![een plaatje](a.png)<b>vet</b> &amp; `code`.

**Helemaal vet**

> Een citaat.

3. drie
5. vijf

   nog over vijf

- bolletje
  - dieper

| a | b |
|---|---|
| 1 | 2 |

<div>In <i>html</i>.<script>weg()</script></div>
"""
    document = read("a.md", source.encode())
    item = BlockKind.ITEM
    assert document.title == "Verzonnen"
    assert document.warnings == ("a.md: a picture was left out.",)
    assert document.blocks == (
        Block("Een kop", BlockKind.HEADING, 1, "1."),
        Block("Zacht regeleinde, hard\nregeleinde, een link, vet & code."),
        Block("Helemaal vet", emphasis=True),
        Block("Een citaat."),
        Block("drie", item, number="3."),
        Block("vijf", item, number="5."),
        Block("nog over vijf"),
        Block("bolletje", item),
        Block("dieper", item),
        Block("a | b", BlockKind.TABLE),
        Block("1 | 2", BlockKind.TABLE),
        Block("In html."),
    )
