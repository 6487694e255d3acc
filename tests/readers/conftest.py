"""Documents made on the spot: docx, odt, pdf and zip in bytes."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from odfdo import Document as OdfDocument
from odfdo import Header, Paragraph

CASES = Path(__file__).parent / "cases"


def typographic(text):
    """The text as Word would set it: without markdown's marks, with curly quotes."""
    text = re.sub(r"</?b>|\*\*|\[|\]\([^)]*\)|<(?=https)|(?<=/)>", "", text)
    return re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”").replace("'", "’")


def parts(markdown):
    """The blocks of the invented report: (heading level or 0, text)."""
    for block in markdown.strip().split("\n\n"):
        lines = block.split("\n") if "\t" in block or re.match(r"\d+\. ", block) else [block]
        for line in lines:
            hashes = re.match(r"(#*) ?", line)
            yield len(hashes[1]), typographic(line[hashes.end() :])


@pytest.fixture
def report():
    return (CASES / "verzonnen-rapport.md").read_bytes()


@pytest.fixture
def report_docx(report):
    """The invented report as docx with heading styles."""
    made = docx.Document()
    for level, text in parts(report.decode()):
        made.add_heading(text, level) if level else made.add_paragraph(text)
    return saved(made)


@pytest.fixture
def report_without_styles(report):
    """The invented report as docx, its headings only in bold."""
    made = docx.Document()
    for level, text in parts(report.decode()):
        made.add_paragraph().add_run(text).bold = bool(level)
    return saved(made)


@pytest.fixture
def report_odt(report):
    """The invented report as odt."""
    made = OdfDocument("text")
    made.body.clear()
    for level, text in parts(report.decode()):
        made.body.append(Header(level, text) if level else Paragraph(text))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def saved(made):
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def zipped(files, *, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def bomb(name):
    """A zip whose directory says that its one file is 512 MB."""
    data = bytearray(zipped({name: "x"}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (1 << 29).to_bytes(4, "little")
    return bytes(data)


def pdf(*pages, trailer=b""):
    """A pdf of lines: on each page (x, y from the foot, size, bold, text); A5-like, Helvetica."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for page in pages:
        stream = b"".join(
            b"BT /F%d %d Tf %d %d Td (%s) Tj ET\n"
            % (2 if bold else 1, size, x, y, re.sub(rb"([()\\])", rb"\\\1", text.encode("cp1252")))
            for x, y, size, bold, text in page
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(stream), stream))
        font = b"<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/%s>>"
        fonts = b"<</F1 %s/F2 %s>>" % (font % b"Helvetica", font % b"Helvetica-Bold")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents %d 0 R/Resources<</Font %s>>>>"
            % (len(objects), fonts)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (size, table, size, trailer, len(made))
