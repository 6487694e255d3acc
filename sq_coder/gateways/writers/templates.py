"""Files to start with: a table with a header, an example row and an explanation at each column; a page of answers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sq_coder.gateways.writers.docx_style import styled
from sq_coder.gateways.writers.words import Language, clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 1000
"""How many rows have a list to choose from."""

_WIDTHS_CM = (3.4, 14.0)
"""Of questions and answers."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column to fill in: its header, what the example row says, what to fill in, and what can be chosen."""

    header: str
    example: str | int
    meaning: str
    width: float = 16
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions with their answers."""

    title: str
    introduction: str
    answers: tuple[tuple[str, str], ...]


def start_table(name: str, columns: Sequence[Column]) -> bytes:
    """An xlsx file with one sheet: the header, with each column's meaning as a comment, and the example row."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "sq-coder"
    book.properties.title = name
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = name, "A2"
    for number, column in enumerate(columns, start=1):
        _column(sheet, number, column)
    sheet.row_dimensions[2].height = 48
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _column(sheet: Worksheet, number: int, column: Column) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = column.width
    head, example = sheet[f"{letter}1"], sheet[f"{letter}2"]
    head.value, head.font = column.header, Font(name="Calibri", size=11, bold=True)
    head.fill = PatternFill("solid", fgColor="E8EDF2")
    head.comment = Comment(column.meaning, "sq-coder", width=300, height=120)
    example.value = column.example
    # Grey and slanted: nobody takes it for a story of the study.
    example.font = Font(name="Calibri", size=11, italic=True, color="6B7280")
    example.alignment = Alignment(vertical="top", wrap_text=True)
    if column.choices:
        chosen = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        sheet.add_data_validation(chosen)
        chosen.add(f"{letter}2:{letter}{_ROWS}")


def page_docx(page: Page, *, language: Language, at: str) -> bytes:
    """The page as a docx file: questions left, answers right, made to fit on one A4."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    styled(document, language=language, title=page.title, at=at)
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.4)
    section.left_margin = section.right_margin = Cm(1.8)
    document.styles["Title"].font.size = Pt(15)
    document.styles["Title"].paragraph_format.space_after = Pt(3)
    document.add_paragraph(clean(page.title), style="Title")
    document.add_paragraph(clean(page.introduction), style="Subtitle")
    table: Any = document.add_table(rows=len(page.answers), cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, page.answers, strict=True):
        for cell, text, width in zip(row.cells, texts, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, bold=text is texts[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(cell: Any, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(9.5)


def page_markdown(page: Page) -> str:
    """The page as Markdown: a heading per question."""
    parts = [f"# {page.title}", page.introduction, *(f"## {question}\n\n{answer}" for question, answer in page.answers)]
    return "\n\n".join(parts) + "\n"
