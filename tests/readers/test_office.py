"""Word and LibreOffice documents."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from odfdo import Document as OdfDocument
from odfdo import Header, List, ListItem, Paragraph

from sq_coder.domain import Block, BlockKind
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers import read
from tests.readers.conftest import bomb, saved, zipped

H, I = BlockKind.HEADING, BlockKind.ITEM  # noqa: E741
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def _paragraph(xml):
    return parse_xml(f"<w:p {_NS}>{xml}</w:p>")


def test_word_s_headings_lists_tables_and_bold_lines_are_known():
    made = docx.Document()
    made.add_heading("2. Verhalen", 1)
    made.add_paragraph("Eerst dit.")
    made.add_paragraph().add_run("Vet").bold = True
    made.add_paragraph("een", "List Number")
    made.add_paragraph("twee", "List Number")
    made.add_paragraph("bol", "List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    layout = made.add_table(1, 1)
    layout.cell(0, 0).text = "In een kader."
    made.core_properties.title = "Verzonnen"
    document = read("a.docx", saved(made))
    assert document.title == "Verzonnen"
    assert document.blocks == (
        Block("Verhalen", H, 1, "2.", emphasis=True),
        Block("Eerst dit."),
        Block("Vet", emphasis=True),
        Block("een", I, number="1."),
        Block("twee", I, number="2."),
        Block("bol", I),
        Block("a | b", BlockKind.TABLE),
        Block("In een kader."),
    )


def test_word_s_text_boxes_are_placed_once_and_what_is_left_out_is_said():
    made = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Een citaat.</w:t></w:r></w:p></w:txbxContent>"
    made.element.body.insert(
        0,
        _paragraph(
            "<w:r><w:t>Zij </w:t></w:r><w:del><w:r><w:delText>kwam</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>komt</w:t><w:footnoteReference w:id='2'/></w:r></w:ins>"
            "<w:r><w:t>.</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>"
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
    )
    document = read("a.docx", saved(made))
    assert [block.text for block in document.blocks] == ["Zij komt.-", "Een citaat."]
    assert document.warnings == (
        "a.docx: a text box was placed after the paragraph it is anchored to.",
        "a.docx: a footnote was left out.",
        "a.docx: a deletion was followed.",
    )


def test_word_s_table_of_contents_field_is_read():
    made = docx.Document()
    made.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {_NS}><w:sdtContent><w:p><w:r><w:t>1. Samen</w:t><w:tab/><w:t>3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert [block.text for block in read("a.docx", saved(made)).blocks] == ["1. Samen\t3"]


def test_libreoffice_s_headings_and_lists_are_known():
    made = OdfDocument("text")
    made.body.clear()
    made.body.append(Header(2, "3. Samen"))
    made.body.append(Paragraph("Eerst  dit."))
    items = List()
    items.append(ListItem("een"))
    made.body.append(items)
    assert read("a.odt", saved(made)).blocks == (
        Block("Samen", H, 2, "3."),
        Block("Eerst  dit."),
        Block("een", I),
    )


def _locked_zip():
    data = bytearray(zipped({"a.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _with_entity():
    buffer = io.BytesIO()
    made = docx.Document()
    with zipfile.ZipFile(io.BytesIO(saved(made))) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "word/document.xml":
                content = content.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY lol "lol">]>', 1)
            target.writestr(member, content)
    return buffer.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.docx", lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "It is locked with a password."),
        ("a.xlsx", lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "It is locked with a password."),
        ("a.docx", lambda: _OLE, "It is a document of an old Office, whatever its name."),
        ("a.docx", lambda: saved(docx.Document()), "It has no text."),
        ("a.docx", lambda: saved(docx.Document())[:3000], "It is damaged: it cannot be unpacked."),
        ("a.docx", lambda: zipped({"a.txt": "x"}), "It is called docx but is no Word document."),
        ("a.docx", lambda: zipped({"word/document.xml": "<a"}), "It is damaged: Word's text in it cannot be read."),
        ("a.docx", lambda: b"Gewoon een tekst.", "It is called docx but is none."),
        ("a.odt", lambda: zipped({"content.xml": "<a/>"}), "It is damaged or no text document."),
        ("a.odt", lambda: zipped({"content.xml": "<a"}), "It is damaged: its parts do not fit together."),
        ("a.docx", _locked_zip, "It is locked with a password."),
        ("a.docx", lambda: bomb("word/document.xml"), "It unpacks to more than 500 MB."),
        ("a.docx", _with_entity, "It holds an XML entity, which no office program writes."),
        (
            "a.odt",
            lambda: zipped({"../../weg.xml": "x"}),
            "It holds a file that would be written outside it ('../../weg.xml').",
        ),
        ("a.docx", lambda: zipped({"/etc/x": "x"}), "It holds a file that would be written outside it ('/etc/x')."),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_one_sentence(name, data, what):
    with pytest.raises(DocumentError) as caught:
        read(name, data())
    assert caught.value.what == what


def test_a_docx_damaged_in_one_part_is_refused():
    data = bytearray(saved(docx.Document()))
    place = data.index(b"word/document.xml") + 60
    data[place : place + 20] = bytes(20)
    with pytest.raises(DocumentError) as caught:
        read("a.docx", bytes(data))
    assert caught.value.what == "Its part 'word/document.xml' is damaged."


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.pages", "a.xls", "a.ods", "a.html"])
def test_an_old_or_other_kind_of_document_says_how_to_save_it(name):
    with pytest.raises(DocumentError, match=r"save it as|export it as|print it to pdf"):
        read(name, b"{\\rtf1 x}")


def test_an_unknown_kind_of_file_names_what_is_read():
    with pytest.raises(DocumentError, match="Files of the kind 'jpg' are not read"):
        read("foto.jpg", b"x")
