"""The lines of a pdf, and which of them are running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_BAND = 0.12  # of a page's height, at its top and at its foot: where heads and feet stand
_MARGIN = 0.06  # of a page's height: nothing but heads and feet stands there
_PAGE_NUMBER = re.compile(r"(?:pagina|page|blz\.?|p\.)?\s*[-–—|]?\s*(\d{1,4})\s*[-–—|]?(?:\s*(?:/|van|of)\s*\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print. `top` and `bottom` are distances to the page's edges, as parts of its height."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    base: float  # points from the page's foot
    size: float
    bold: bool


def body_size(lines: Sequence[Line]) -> float:
    """The size of the running text: that of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def running_heads(lines: Sequence[Line], pages: int) -> frozenset[Line]:
    """The lines that are no text of the document but stand on its pages: heads, feet, page numbers.

    They stand at the top or foot and, digits apart, say the same at the same height on three pages or on all; or they
    are a page's own number; or they stand in the margin in small type, as a browser prints them.
    """
    repeated: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in lines:
        if _at_edge(line, _BAND):
            repeated[_sign(line)].add(line.page)
    least = 3 if pages > 2 else 2
    body = body_size(lines)
    return frozenset(
        line
        for line in lines
        if _at_edge(line, _BAND)
        and (
            len(repeated[_sign(line)]) >= least
            or _is_page_number(line, pages)
            or (_at_edge(line, _MARGIN) and line.size <= 0.85 * body)
        )
    )


def _at_edge(line: Line, band: float) -> bool:
    return line.top < band or line.bottom < band


def _sign(line: Line) -> tuple[str, int]:
    """What makes heads on different pages the same: the words without their digits, and the height."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 6)


def _is_page_number(line: Line, pages: int) -> bool:
    """Whether a line at the edge has only a number that can be its page's, some pages without one before it."""
    found = _PAGE_NUMBER.fullmatch(line.text.casefold())
    return bool(found) and abs(int(found[1]) - line.page) <= max(3, pages // 4) if found else False
