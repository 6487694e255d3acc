"""Offsets of other tools, which count in more than one way, to code points in the text as it is stored here.

The standard counts Unicode code points from 0, the end not included (REFI-QDA 1.5, paragraph 10.2). Not all do:
QualCoder writes a byte order mark and then counts it, ATLAS.ti counts CR LF as one, tools in .NET and Java count
UTF-16 units, and some include the last character. Nobody says which, but most name a selection by its own words:
the way of counting that the names confirm is the one that is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, product

from sq_coder.domain import normalise


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting characters. The standard's has no quirk."""

    mark: bool = False  # a byte order mark is character 0
    crlf_is_one: bool = False
    utf16: bool = False
    last_included: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage as another tool gives it; `name` often is its words."""

    start: int
    end: int
    name: str = ""


STANDARD = Counting()

WAYS = tuple(
    sorted(
        (Counting(*quirks) for quirks in product((False, True), repeat=4)),
        key=lambda way: (way.mark + way.crlf_is_one + way.utf16 + way.last_included, way.last_included),
    )
)
"""Every way of counting, those with the fewest quirks first."""


class SourceText:
    """A source's text: as it was in its file, as it is stored, and how places in the one fall in the other."""

    def __init__(self, raw: str) -> None:
        self.raw = raw.removeprefix("\ufeff")
        self.text = normalise(self.raw)
        *lines, last = self.raw.split("\n")
        # A line end joins with nothing, so lines are stored apart and a place is looked for in its line only.
        self._lines = [*(f"{line}\n" for line in lines), last]
        self._starts = [0, *accumulate(len(line) for line in self._lines)][:-1] or [0]
        self._stored = [0, *accumulate(len(normalise(line)) for line in self._lines)]
        self._places: dict[tuple[bool, bool], list[int] | None] = {}

    def span(self, selection: Selection, way: Counting = STANDARD) -> tuple[int, int] | None:
        """The half-open span in the stored text; None when it lies outside the text or is empty."""
        found = self._in_raw(selection, way)
        if found is None:
            return None
        start, end = found
        # A letter and its accent may be one character here, CR LF is: a span that parts them takes both.
        while not self._is_between(start):
            start -= 1
        while not self._is_between(end):
            end += 1
        low, high = self._place(start), self._place(end)
        return (low, high) if low < high <= len(self.text) else None

    def score(self, selection: Selection, way: Counting) -> int:
        """How well a way of counting fits the selection's name: 2 for its words, also cut off with dots; 1 for less."""
        found = self._in_raw(selection, way)
        name = _squeezed(selection.name)
        cut = name.removesuffix("…").removesuffix("...").rstrip()
        if found is None or len(cut) < 2:
            return 0
        start, end = found
        # Words that are far longer than the name can only begin with it.
        words = _squeezed(self.raw[start : min(end, start + 4 * len(name) + 40)])
        begins = words.startswith(cut)
        return 2 if words == name or (begins and cut != name) else int(begins)

    def _in_raw(self, selection: Selection, way: Counting) -> tuple[int, int] | None:
        shift = int(way.mark)
        start, end = selection.start - shift, selection.end - shift + way.last_included
        places = self._units(way)
        most = len(self.raw) if places is None else len(places) - 1
        if not 0 <= start < end <= most:
            return None
        return (start, end) if places is None else (places[start], places[end])

    def _units(self, way: Counting) -> list[int] | None:
        """Where each unit of this counting begins in the raw text; None when units are code points."""
        key = (way.crlf_is_one and "\r\n" in self.raw, way.utf16 and not self.raw.isascii())
        if key == (False, False):
            return None
        if key not in self._places:
            self._places[key] = [*_unit_places(self.raw, *key), len(self.raw)]
        return self._places[key]

    def _is_between(self, offset: int) -> bool:
        """Whether a place in the raw text is one between two characters as they are stored."""
        line = bisect_right(self._starts, offset) - 1
        whole, at = self._lines[line], offset - self._starts[line]
        return at in (0, len(whole)) or normalise(whole[:at]) + normalise(whole[at:]) == normalise(whole)

    def _place(self, offset: int) -> int:
        line = bisect_right(self._starts, offset) - 1
        return self._stored[line] + len(normalise(self._lines[line][: offset - self._starts[line]]))


def counting(sources: Iterable[tuple[SourceText, Iterable[Selection]]], *, origin: str = "") -> Counting:
    """The way of counting that fits most names of selections; without names the origin's known way, else the standard.

    The way is taken for a whole project: one program wrote it.
    """
    pairs = [(source, selection) for source, selections in sources for selection in selections]
    usual = Counting(crlf_is_one=True) if "atlas" in origin.casefold() else STANDARD
    ways = sorted(WAYS, key=lambda way: way != usual)
    best, most = usual, -1
    for way in ways:
        score = sum(source.score(selection, way) for source, selection in pairs)
        if score > most:
            best, most = way, score
        if most == 2 * len(pairs):
            break
    return best


def _unit_places(raw: str, crlf_is_one: bool, utf16: bool) -> Iterable[int]:
    for place, character in enumerate(raw):
        if crlf_is_one and character == "\n" and place and raw[place - 1] == "\r":
            continue
        yield place
        if utf16 and character > "\uffff":
            yield place


def _squeezed(text: str) -> str:
    return " ".join(normalise(text).split())
