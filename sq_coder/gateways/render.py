"""A figure's SVG text as PNG and PDF, and charts as files, through vl-convert. No network, and no font of the machine is needed.

vl-convert carries Liberation Sans, the first font of the figures' stack, so a picture is the same everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sq_coder.errors import Problem, quote

_ROOT = re.compile(r'(<svg\b[^>]*?)\swidth="([\d.]+)mm"\sheight="([\d.]+)mm"')
_OUTSIDE = re.compile(
    # The second looks at attributes only: what stands between tags, or in quotes, is somebody's words.
    r"""<(?:script|image|use|foreignObject|style)\b|<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*?\b(?:href|src)\s*=""",
    re.IGNORECASE,
)
_INCH = 25.4
_MOST_PIXELS = 120_000_000


def png(svg: str, *, dpi: float = 300.0, width: int | None = None) -> bytes:
    """The figure in pixels: at a print resolution (A4 at 300 is 3508 by 2480), or as wide as a screen asks.

    Raises:
        Problem: the figure is not one of ours, refers to something outside itself, or is too large for memory.
    """
    import vl_convert

    wide, high = _millimetres(svg)
    per_inch = dpi if width is None else width / (wide / _INCH)
    across, down = round(wide / _INCH * per_inch), round(high / _INCH * per_inch)
    if across * down > _MOST_PIXELS:
        raise Problem(
            "figure",
            f"The figure would be {across} by {down} pixels. Nothing was written. "
            "Choose fewer pixels per inch, or make an svg or pdf.",
        )
    # vl-convert rounds pixels down; a hundredth of a pixel keeps a rounding error from taking a row.
    points = 72 / per_inch
    sized = _resized(svg, (across + 0.01) * points, (down + 0.01) * points)
    made: bytes = vl_convert.svg_to_png(sized, ppi=per_inch)
    return made


def pdf(svg: str) -> bytes:
    """The figure as one page of PDF at its true size, its text as text.

    Raises:
        Problem: the figure is not one of ours, or refers to something outside itself.
    """
    import vl_convert

    wide, high = _millimetres(svg)
    made: bytes = vl_convert.svg_to_pdf(_resized(svg, wide / _INCH * 72, high / _INCH * 72))
    return made


def vega(chart: Mapping[str, Any], suffix: str, *, dpi: float = 300.0) -> bytes:
    """A Vega-Lite specification as .svg, .png or .pdf, drawn without network: its data stand in it.

    Raises:
        Problem: another kind of file, or a chart that asks for something outside itself.
    """
    import vl_convert

    if any(key in json.dumps(chart) for key in ('"url"', '"href"')):
        raise Problem("figure", "This chart refers to something outside itself. Nothing was written.")
    svg: str = vl_convert.vegalite_to_svg(dict(chart))
    if suffix == ".svg":
        return svg.encode("utf-8")
    if suffix == ".png":
        made: bytes = vl_convert.vegalite_to_png(dict(chart), ppi=72, scale=dpi / 72)
        return made
    if suffix == ".pdf":
        page: bytes = vl_convert.svg_to_pdf(svg)
        return page
    raise Problem(
        "format", f"A chart cannot be written as {quote(suffix)}. Nothing was written. Use .svg, .png or .pdf."
    )


def _millimetres(svg: str) -> tuple[float, float]:
    found = _ROOT.search(svg[:2000])
    if found is None or _OUTSIDE.search(svg):
        raise Problem(
            "figure",
            "This svg is not a figure that sq-coder drew. Nothing was written. Draw it again with: sq-coder figure",
        )
    return float(found[2]), float(found[3])


def _resized(svg: str, width: float, height: float) -> str:
    """The same drawing on a canvas in points, which vl-convert counts as pixels of 72 to the inch."""
    size = f'width="{width:.6f}" height="{height:.6f}" preserveAspectRatio="none"'
    return _ROOT.sub(rf"\1 {size}", svg, count=1)
