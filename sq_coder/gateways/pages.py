"""Several one-page PDFs as one PDF. Reads only what vl-convert writes: plain objects and one table of their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sq_coder.errors import Problem

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PLACE = re.compile(rb"(\d{10}) \d{5} ([fn])")
_NAMED = re.compile(rb"\b(\d+) 0 R\b")
_PAGE = re.compile(rb"/Type /Page\b(?!s)")
_CONTAINERS = (b"/Type /Catalog", b"/Type /Pages")


def joined(pages: Sequence[bytes]) -> bytes:
    """One PDF with these pages in their order.

    Raises:
        Problem: a page is no PDF of the kind that `render.pdf` makes.
    """
    objects: dict[int, bytes] = {}
    kids: list[int] = []
    # 1 is the catalogue and 2 the list of pages.
    shift = 2
    for page in pages:
        found = _objects(page)
        for number, body in found.items():
            head, mark, stream = body.partition(b"stream")
            if any(kind in head for kind in _CONTAINERS):
                continue
            is_page = not mark and _PAGE.search(head) is not None
            if is_page:
                kids.append(number + shift)
                head = re.sub(rb"/Parent \d+ 0 R", b"/Parent @", head)
            head = _moved(head, shift)
            objects[number + shift] = head.replace(b"/Parent @", b"/Parent 2 0 R") + mark + stream
        shift += max(found, default=0)
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _written(objects)


def _moved(head: bytes, by: int) -> bytes:
    return _NAMED.sub(lambda named: b"%d 0 R" % (int(named[1]) + by), head)


def _objects(pdf: bytes) -> dict[int, bytes]:
    start = _START.search(pdf)
    table = pdf[int(start[1]) :].partition(b"trailer")[0] if start else b""
    places = {n: int(of[1]) for n, of in enumerate(_PLACE.finditer(table)) if of[2] == b"n"}
    if not table.startswith(b"xref") or not places:
        raise Problem("pdf", "A page could not be joined to the others. Nothing was written. Print one page at a time.")
    ends = sorted([*places.values(), int(start[1]) if start else len(pdf)])
    found = {}
    for number, place in places.items():
        whole = pdf[place : ends[ends.index(place) + 1]]
        body = whole.partition(b"obj")[2].rpartition(b"endobj")[0]
        found[number] = body.strip(b"\r\n")
    return found


def _written(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    size = max(objects) + 1
    places = [0] * size
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for place in places[1:]:
        out += b"%010d 00000 n \n" % place if place else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(out)
