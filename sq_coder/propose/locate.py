"""Finding a quote in a story: exactly, or aligned to an exact passage; a quote that is not there is not evidence."""

from __future__ import annotations

from rapidfuzz import fuzz

from sq_coder.domain import Evidence, sha256

ALIKE = 90
"""From which rapidfuzz ratio a passage is what a quote means: other quotes, spaces, a slip of the pen."""
SHORTEST = 8
"""A shorter quote must be there exactly: few letters are always like something."""
_EDGES = " \t\n\"'“”„‘’«»…"


def locate(quote: str, text: str) -> Evidence | None:
    """The passage of the text that a quote means; None when the quote is invented. Offsets cut exactly the text."""
    wanted = quote.strip(_EDGES)
    if not wanted:
        return None
    start = text.find(wanted)
    if start >= 0:
        return _evidence(start, start + len(wanted), text)
    if len(wanted) < SHORTEST:
        return None
    found = fuzz.partial_ratio_alignment(wanted.casefold(), _folded(text), score_cutoff=ALIKE)
    if found is None or found.dest_end - found.dest_start < len(wanted) // 2:
        return None
    start, end = _whole_words(found.dest_start, found.dest_end, text)
    if fuzz.ratio(wanted.casefold(), text[start:end].casefold()) < ALIKE:
        return None
    return _evidence(start, end, text)


def _folded(text: str) -> str:
    """Case taken away, every character still in its place."""
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text)


def _whole_words(start: int, end: int, text: str) -> tuple[int, int]:
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _evidence(start: int, end: int, text: str) -> Evidence:
    return Evidence(start, end, text[start:end], sha256(text))
