"""The figures: layout in numbers, and its drawing as SVG text."""

from sq_coder.chart.board import quadrant
from sq_coder.chart.caption import Caption
from sq_coder.chart.draw import draw
from sq_coder.chart.layout import Box, Field, Layout, Line, Mark, Note, Shape, Sign, Text

__all__ = ["Box", "Caption", "Field", "Layout", "Line", "Mark", "Note", "Shape", "Sign", "Text", "draw", "quadrant"]
