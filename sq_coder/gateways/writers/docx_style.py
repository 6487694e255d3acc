"""How the Word document looks and speaks: language, type, captions that count, pages that are numbered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sq_coder.gateways.writers.words import Language, clean, word

if TYPE_CHECKING:
    from docx.document import Document

_INK, _GREY = "1F2933", "52606D"


def tag(language: Language) -> str:
    """The language as Word names it."""
    return "nl-NL" if language == "nl" else "en-GB"


def heading_level(line: str) -> int:
    """The level of a heading's line ('## Telling' is 2, at most 4); 0 when it is none."""
    marks = len(line) - len(line.lstrip("#"))
    return min(marks, 4) if marks and line[marks : marks + 1] == " " else 0


def styled(document: Document, *, language: Language, title: str, at: str) -> None:
    """Sets A4, type, language and the document's own properties."""
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    _type(document, "Normal", size=10.5, colour=_INK)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["Normal"].paragraph_format.line_spacing = 1.2
    for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5), ("Heading 4", 10.5)):
        _type(document, name, size=size, colour=_INK, bold=True)
    _type(document, "Subtitle", size=9.5, colour=_GREY)
    _type(document, "Caption", size=9.5, colour=_GREY)
    for name in ("Title", "Subtitle", "Caption"):
        _plain(document, name)
    _speak(document, language)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(title), "sq-coder", ""
    properties.language = tag(language)
    try:
        made = datetime.fromisoformat(at).replace(tzinfo=None)
    except ValueError:
        return
    properties.created = properties.modified = made


def _type(document: Document, name: str, *, size: float, colour: str, bold: bool | None = None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor.from_string(colour)
    style.font.bold, style.font.italic = bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The template's headings take the theme's font, which would win from the name.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), "Arial")


def _plain(document: Document, name: str) -> None:
    """Without the template's line under a title and its wide letters."""
    from docx.oxml.ns import qn

    element: Any = document.styles[name].element
    for path in ("w:pPr/w:pBdr", "w:rPr/w:spacing"):
        for found in element.findall("/".join(qn(part) for part in path.split("/"))):
            found.getparent().remove(found)


def _speak(document: Document, language: Language) -> None:
    """The language of every word, so that a spelling check and a screen reader know it."""
    from docx.oxml.ns import qn

    styles: Any = document.styles.element
    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), tag(language))


def captioned(document: Document, kind: str, text: str, *, number: int, above: bool) -> None:
    """Adds a caption that counts itself: a field, so that Word can list the figures and tables."""
    paragraph: Any = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = above
    paragraph.add_run(f"{kind} ").bold = True
    _field(paragraph, f"SEQ {kind} \\* ARABIC", str(number), bold=True)
    paragraph.add_run(f". {clean(text)}")


def turned(document: Document, *, lying: bool) -> None:
    """Goes on a new page that lies down, with narrow margins, or stands up again."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.add_section()
    long, short = Cm(29.7), Cm(21)
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if lying else (short, long)
    section.left_margin = section.right_margin = Cm(1.5 if lying else 2.5)
    section.top_margin = section.bottom_margin = Cm(1.3 if lying else 2.3)


def paged(document: Document, language: Language) -> None:
    """Puts the page's number and how many there are at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph: Any = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{word('page', language)} ")
    _field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {word('of', language)} ")
    _field(paragraph, "NUMPAGES", "1")


def _field(paragraph: Any, instruction: str, shown: str, *, bold: bool = False) -> None:
    """Adds a field of five runs: a simple one loses its number in programs that do not know fields."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for part in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run(shown if part == "shown" else "")
        run.bold = bold or None
        if part == "instruction":
            text: Any = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            run._r.append(text)
        elif part != "shown":
            mark: Any = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            run._r.append(mark)
