"""Pdf with text, through pdfminer.six.

pdfminer gives fonts, sizes and places of every line, is MIT, pure Python and already locked; pypdfium2 reads ten times
as fast, but says nothing about bold type through its public calls. Forty pages take three seconds.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Document
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.archive import LARGEST_UNPACKED, too_large_unpacked
from sq_coder.gateways.readers.blocks import tidy, with_text
from sq_coder.gateways.readers.pdf_lines import Line, running_heads
from sq_coder.gateways.readers.pdf_paragraphs import paragraphs

if TYPE_CHECKING:
    from pdfminer.layout import LTPage, LTTextLine

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # that can be Flate
_CHUNK = 1 << 20
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_SCANNED = "Have its text recognised (OCR) and import that, or type the story over."


def read_pdf(name: str, data: bytes) -> Document:
    """A pdf: paragraphs joined again from lines, hyphens at line ends mended, running heads and page numbers left out.

    Larger type is a heading, its level by size; bold type is marked as emphasis. Columns are read one after the other.
    """
    lines: list[Line] = []
    pages = empty = 0
    for page in _pages(name, data):
        pages += 1
        found = list(_lines(page, pages))
        empty += not found
        lines.extend(found)
    _refuse_unreadable(name, lines, pages)
    heads = running_heads(lines, pages)
    blocks = paragraphs([line for line in lines if line not in heads])
    warnings = []
    if heads:
        characters = sum(len(line.text) for line in heads)
        warnings.append(f"{name}: running heads, feet and page numbers ({characters} characters) were left out.")
    if empty:
        warnings.append(f"{name}: {empty} of {pages} pages have no text; what is in a picture was not read.")
    return Document(name, "pdf", blocks=with_text(name, blocks, do=_SCANNED), warnings=tuple(warnings))


def _pages(name: str, data: bytes) -> Iterator[LTPage]:
    """The pages, laid out; a sentence for a pdf that is encrypted, damaged or not all there."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        yield from _laid_out(name, data)
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        raise DocumentError(
            name, "It is locked with a password.", do="Save it without a password and import it again."
        ) from error
    except DocumentError:
        raise
    except Exception as error:  # pdfminer meets broken files with whatever its parser stumbles on
        raise _damaged(name) from error


def _laid_out(name: str, data: bytes) -> Iterator[LTPage]:
    """Every page that the pdf says it has. pdfminer itself passes over pages and texts that it cannot unpack."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import dict_value, int_value

    _refuse_bomb(name, data)
    # It tells of every font that misses a measure; what is lost of the text is checked here.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    shared = PDFResourceManager()
    device = PDFPageAggregator(shared, laparams=LAParams())
    interpreter = PDFPageInterpreter(shared, device)
    pages = 0
    for page in PDFPage.create_pages(document):
        if any(_is_lost(stream) for stream in page.contents):
            raise _damaged(name)
        interpreter.process_page(page)
        pages += 1
        yield device.get_result()
    if pages != int_value(dict_value(document.catalog.get("Pages")).get("Count")):
        raise _damaged(name)


def _refuse_bomb(name: str, data: bytes) -> None:
    """Refuse a pdf whose packed streams are more than 500 MB; pdfminer would unpack each whole in memory."""
    left = LARGEST_UNPACKED
    for start in _STREAM.finditer(data):
        unpacker, rest, at = zlib.decompressobj(), b"", start.end()
        while not unpacker.eof and (rest or at < len(data)):
            if not rest:
                rest, at = data[at : at + _CHUNK], at + _CHUNK
            try:
                left -= len(unpacker.decompress(rest, _CHUNK))
            except zlib.error:  # packed in another way, or damaged, which shows later
                break
            rest = unpacker.unconsumed_tail
            if left < 0:
                raise too_large_unpacked(name)


def _is_lost(content: object) -> bool:
    """Whether a page's text was packed and nothing came out."""
    from pdfminer.pdftypes import PDFStream, resolve1

    stream = resolve1(content)
    if not isinstance(stream, PDFStream):
        return True
    packed = len(stream.rawdata or b"")
    return packed > 16 and not stream.get_data()


def _damaged(name: str) -> DocumentError:
    return DocumentError(name, "It is damaged.", do="Open it, print it to a new pdf, or ask for a copy.")


def _refuse_unreadable(name: str, lines: list[Line], pages: int) -> None:
    if not pages:
        raise DocumentError(name, "It is damaged: it has no pages.", do="Ask for another copy.")
    if not any(any(map(str.isalnum, line.text)) for line in lines):
        raise DocumentError(name, "It has no text: its pages are pictures, as of a scan.", do=_SCANNED)
    text = "".join(line.text for line in lines)
    if text.count("(cid:") * 20 > len(text):
        raise DocumentError(name, "Its letters cannot be read: its fonts do not say which they are.", do=_SCANNED)


def _lines(page: LTPage, number: int) -> Iterator[Line]:
    """A page's lines in reading order: from top to bottom, or in columns as pdfminer finds them."""
    boxes = [list(_text_lines(box)) for box in page if hasattr(box, "get_text")]
    boxes = [box for box in boxes if box]
    if not _has_columns(boxes):
        rows = _in_rows([line for box in boxes for line in box])
    else:
        rows = [[line] for box in boxes for line in box]
    yield from (line for row in rows if (line := _line(row, page, number)))


def _text_lines(box: Any) -> Iterator[LTTextLine]:
    from pdfminer.layout import LTTextLine

    if isinstance(box, LTTextLine):
        yield box
    elif hasattr(box, "__iter__"):
        for part in box:
            yield from _text_lines(part)


def _has_columns(boxes: list[list[LTTextLine]]) -> bool:
    """Whether two boxes of several lines stand beside each other."""
    large = [(min(i.x0 for i in b), max(i.x1 for i in b), b[-1].y0, b[0].y1) for b in boxes if len(b) > 2]
    return any(
        one[1] <= other[0] and min(one[3], other[3]) - max(one[2], other[2]) > 20 for one in large for other in large
    )


def _in_rows(lines: list[LTTextLine]) -> list[list[LTTextLine]]:
    """Lines from top to bottom; those on one height together: a title and its page number."""
    rows: list[list[LTTextLine]] = []
    for line in sorted(lines, key=lambda line: (-line.y1, line.x0)):
        last = rows[-1][0] if rows else None
        if last is not None and min(last.y1, line.y1) - max(last.y0, line.y0) > 0.6 * min(last.height, line.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _line(parts: list[LTTextLine], page: LTPage, number: int) -> Line | None:
    """The line that these parts on one height make; None without words."""
    from pdfminer.layout import LTChar

    text = "\t".join(stripped for part in parts if (stripped := part.get_text().strip()))
    text = re.sub(" {2,}", " ", tidy(text.translate(_LIGATURES)))  # a justified line has wide spaces
    chars = [char for part in parts for char in part if isinstance(char, LTChar) and char.get_text().strip()]
    if not text or not chars:
        return None
    size = Counter(round(char.size * 2) / 2 for char in chars).most_common(1)[0][0]
    bold = all(any(word in char.fontname.casefold() for word in _BOLD) for char in chars)
    height = page.height or 1.0
    return Line(
        text,
        number,
        left=min(part.x0 for part in parts),
        right=max(char.x1 for char in chars),
        top=(page.y1 - max(part.y1 for part in parts)) / height,
        bottom=(min(part.y0 for part in parts) - page.y0) / height,
        base=min(part.y0 for part in parts),
        size=size,
        bold=bold,
    )
