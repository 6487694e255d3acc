"""Slides of native shapes, that can be edited and moved in PowerPoint, Keynote and Impress."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sq_coder.domain import Shape, ShapeKind, Slide, Words
from sq_coder.gateways.writers.slides import fitted
from sq_coder.gateways.writers.words import Language, clean

if TYPE_CHECKING:
    from pptx.slide import Slide as PptxSlide

FONT = "Arial"
"""The font that the figures were measured in, by its metric twin Liberation Sans."""

_TITLE_ONLY = 5  # of python-pptx's own template


def to_pptx(slides: Sequence[Slide], *, title: str = "", language: Language = "nl") -> bytes:
    """The slides as a pptx file, each made as large as the first; speaker's notes only where given."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    if slides:
        deck.slide_width, deck.slide_height = Pt(slides[0].width), Pt(slides[0].height)
    deck.core_properties.title = clean(title or (slides[0].title if slides else ""))
    about = deck.core_properties
    # Of python-pptx's template these name its maker, and 2013.
    about.author = about.last_modified_by = "sq-coder"
    about.created = about.modified = datetime.now(UTC)
    about.comments, about.language = "", _tag(language)
    for slide in (fitted(one, width=slides[0].width, height=slides[0].height) for one in slides):
        made = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
        rest = _titled(made, slide, language)
        for shape in rest:
            _draw(made.shapes, shape, language)
        if slide.notes:
            made.notes_slide.notes_text_frame.text = clean(slide.notes)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _tag(language: Language) -> str:
    return "nl-NL" if language == "nl" else "en-GB"


def _titled(made: PptxSlide, slide: Slide, language: Language) -> list[Shape]:
    """The shapes that are left when the slide's own title stands in the place of the figure's."""
    from pptx.util import Pt

    holder: Any = made.shapes.title
    lines = slide.title.split("\n")
    at = next((s for s in slide.shapes if s.lines and len(s.lines) == 1 and s.lines[0].text == lines[0]), None)
    if at is None:
        # Screen readers and the outline need a title, the figure does not: it stands above the slide.
        holder.left, holder.top, holder.width, holder.height = Pt(0), Pt(-60), Pt(slide.width), Pt(40)
        at_words: tuple[Words, ...] = (Words(slide.title, 20),)
    else:
        holder.left, holder.top, holder.width, holder.height = Pt(at.x), Pt(at.y), Pt(_room(at, slide)), Pt(at.h)
        at_words = at.lines
    _write(holder.text_frame, Shape(ShapeKind.TEXT, 0, 0, 0, 0, at_words), language)
    return [s for s in slide.shapes if s is not at]


def _room(at: Shape, slide: Slide) -> float:
    """How wide the title may be: up to what stands right of it, as another font than Arial may need more than measured."""
    beside = (s.x for s in slide.shapes if s.x > at.x + at.w / 2 and s.y < at.y + at.h and s.y + s.h > at.y)
    return min([slide.width - at.x, *beside]) - at.x


def _draw(shapes: Any, shape: Shape, language: Language) -> None:
    if shape.kind is ShapeKind.GROUP:
        made = shapes.add_group_shape()
        for part in shape.parts:
            _draw(made.shapes, part, language)
    elif shape.kind in (ShapeKind.LINE, ShapeKind.ARROW):
        made = _line(shapes, shape)
    else:
        made = _box(shapes, shape, language)
    # The theme's style would add a shadow that no figure has.
    for style in made._element.xpath("./p:style"):
        made._element.remove(style)
    if shape.name:
        made.name = clean(shape.name)
    if shape.alt:
        made._element.xpath(".//p:cNvPr")[0].set("descr", clean(shape.alt))


def _line(shapes: Any, shape: Shape) -> Any:
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Pt

    ends = (Pt(shape.x), Pt(shape.y), Pt(shape.x + shape.w), Pt(shape.y + shape.h))
    made = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    made.line.width = Pt(shape.border_width)
    if shape.border:
        made.line.color.rgb = _colour(shape.border)
    if shape.kind is ShapeKind.ARROW:
        line = made.line._get_or_add_ln()
        # The schema wants the head before the tail.
        for end in ("headEnd", "tailEnd"):
            line.append(_element(f'<a:{end} xmlns:a="{_DRAWING}" type="triangle"/>'))
    return made


def _box(shapes: Any, shape: Shape, language: Language) -> Any:
    from pptx.enum.dml import MSO_LINE_DASH_STYLE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    place = (Pt(shape.x), Pt(shape.y), Pt(max(shape.w, 0)), Pt(max(shape.h, 0)))
    if shape.kind is ShapeKind.TEXT:
        made = shapes.add_textbox(*place)
    else:
        form = {
            ShapeKind.ROUNDED: MSO_SHAPE.ROUNDED_RECTANGLE,
            ShapeKind.BUBBLE: MSO_SHAPE.ROUNDED_RECTANGULAR_CALLOUT,
            ShapeKind.DIAMOND: MSO_SHAPE.DIAMOND,
        }.get(shape.kind, MSO_SHAPE.RECTANGLE)
        made = shapes.add_shape(form, *place)
        if shape.kind is ShapeKind.ROUNDED:
            made.adjustments[0] = min(0.5, shape.radius / max(1.0, min(shape.w, shape.h)))
        if shape.kind is ShapeKind.BUBBLE:  # its tail points down left, as in the other files
            made.adjustments[0], made.adjustments[1] = -0.28, 0.85
        _paint(made, shape)
        if shape.border:
            made.line.color.rgb, made.line.width = _colour(shape.border), Pt(shape.border_width)
        else:
            made.line.fill.background()
        if shape.dashed:
            made.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    if shape.lines:
        _write(made.text_frame, shape, language)
    return made


def _paint(made: Any, shape: Shape) -> None:
    if shape.fill:
        made.fill.solid()
        made.fill.fore_color.rgb = _colour(shape.fill)
    else:
        made.fill.background()


def _write(frame: Any, shape: Shape, language: Language) -> None:
    """The lines as one paragraph with line breaks, so that editing a word edits one text."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Pt

    frame.margin_left, frame.margin_top = Pt(max(0.0, shape.inset[0])), Pt(max(0.0, shape.inset[1]))
    frame.margin_right = frame.margin_bottom = 0
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = False, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    paragraph = frame.paragraphs[0]
    align = {"centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
    paragraph.alignment = align.get(shape.lines[0].align, PP_ALIGN.LEFT)
    paragraph.line_spacing = shape.leading / 1.15  # of a natural line
    for number, words in enumerate(shape.lines):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = clean(words.text).replace("\n", " ")
        run.font.name, run.font.size, run.font.bold = FONT, Pt(words.size), words.bold
        run.font.color.rgb = _colour(words.colour)
        run.font._element.set("lang", _tag(language))


def _colour(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    digits = colour.lstrip("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [c * 2 for c in digits]
    make: Any = RGBColor  # its __new__ has no types
    return make(*(int(pair, 16) for pair in pairs))


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _element(xml: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(xml)
