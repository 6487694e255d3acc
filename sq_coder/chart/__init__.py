"""The figures: layout in numbers, and its drawing as SVG text."""

from sq_coder.chart.bars import bars
from sq_coder.chart.board import quadrant
from sq_coder.chart.caption import Caption
from sq_coder.chart.draw import draw
from sq_coder.chart.layout import Box, Field, Layout, Line, Mark, Note, Shape, Sign, Text
from sq_coder.chart.table import Row, YearsRow, table, years_table
from sq_coder.chart.years import years

__all__ = [
    "Box",
    "Caption",
    "Field",
    "Layout",
    "Line",
    "Mark",
    "Note",
    "Row",
    "Shape",
    "Sign",
    "Text",
    "YearsRow",
    "bars",
    "draw",
    "quadrant",
    "table",
    "years",
    "years_table",
]
