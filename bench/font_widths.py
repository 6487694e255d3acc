"""Write sq_coder/chart/advance.py: how wide the Latin characters of Liberation Sans are.

Run by hand, with a folder that holds LiberationSans-Regular.ttf and LiberationSans-Bold.ttf:

    python bench/font_widths.py /usr/share/fonts/truetype/liberation2

Widths are facts of the font (tables cmap and hmtx of the OpenType specification); no part of the font is copied.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

RANGES = ((0x20, 0x7E), (0xA1, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122))
SINGLE = (0xA0, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265, 0x25CF)


def tables(font: bytes) -> dict[str, bytes]:
    """The font's tables by their tag."""
    count = struct.unpack(">H", font[4:6])[0]
    found = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i])
        found[tag.decode()] = font[offset : offset + length]
    return found


def glyphs(cmap: bytes) -> dict[int, int]:
    """Glyph number by code point, from the subtable of format 4 (the basic plane)."""
    count = struct.unpack(">H", cmap[2:4])[0]
    for i in range(count):
        offset = struct.unpack(">L", cmap[8 + 8 * i : 12 + 8 * i])[0]
        if struct.unpack(">H", cmap[offset : offset + 2])[0] == 4:
            return _format_4(cmap[offset:])
    raise ValueError("this font has no character map of format 4")


def _format_4(table: bytes) -> dict[int, int]:
    double = struct.unpack(">H", table[6:8])[0]
    half = double // 2
    read = lambda at: struct.unpack(f">{half}H", table[at : at + double])  # noqa: E731
    ends, starts = read(14), read(16 + double)
    deltas, offsets = read(16 + 2 * double), read(16 + 3 * double)
    found = {}
    for k in range(half):
        for code in range(starts[k], min(ends[k], 0xFFFE) + 1):
            if offsets[k] == 0:
                glyph = code + deltas[k]
            else:
                at = 16 + 3 * double + 2 * k + offsets[k] + 2 * (code - starts[k])
                glyph = struct.unpack(">H", table[at : at + 2])[0]
                glyph = glyph + deltas[k] if glyph else 0
            if glyph % 65536:
                found[code] = glyph % 65536
    return found


def advances(path: Path) -> dict[str, int]:
    """Advance width of each Latin character, in 2048ths of the type size."""
    parts = tables(path.read_bytes())
    if struct.unpack(">H", parts["head"][18:20])[0] != 2048:
        raise ValueError("this font does not count in 2048ths")
    long = struct.unpack(">H", parts["hhea"][34:36])[0]
    cmap = glyphs(parts["cmap"])
    wanted = [c for a, b in RANGES for c in range(a, b + 1)] + list(SINGLE)
    # Format characters have no width and never reach the page.
    at = {
        c: 4 * min(cmap[c], long - 1) for c in wanted if c in cmap and not unicodedata.category(chr(c)).startswith("C")
    }
    return {chr(c): struct.unpack(">H", parts["hmtx"][i : i + 2])[0] for c, i in at.items()}


def as_text(widths: dict[str, int]) -> list[str]:
    """The table as source lines: width, then all characters that wide."""
    by_width = defaultdict(list)
    for char, width in widths.items():
        by_width[width].append(char)
    return [f"    {width}: {''.join(chars)!a}," for width, chars in sorted(by_width.items())]


def main(folder: str) -> None:
    """Write the module."""
    lines = [
        '"""Advance widths of Liberation Sans in 2048ths of the type size, by the characters that have them.',
        "",
        "Written by bench/font_widths.py; not edited by hand. Arimo, Arial and Helvetica are as wide.",
        '"""',
        "",
        "# ruff: noqa: E501",
        "",
    ]
    for name, file in (("REGULAR", "LiberationSans-Regular.ttf"), ("BOLD", "LiberationSans-Bold.ttf")):
        lines += [f"{name} = {{", *as_text(advances(Path(folder) / file)), "}", ""]
    Path("sq_coder/chart/advance.py").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
