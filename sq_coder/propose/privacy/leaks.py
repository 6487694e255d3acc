"""The check on what goes out: what may still identify somebody, found without the detector that took names out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sq_coder.domain import Leak, Listed, Private
from sq_coder.propose.privacy.first_names import FIRST_NAMES
from sq_coder.propose.privacy.names import TITLES, Knows, folded, listed_names
from sq_coder.propose.privacy.shapes import shaped
from sq_coder.propose.privacy.stand_ins import STAND_IN

_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_WORD = re.compile(r"(?<![^\W_])([^\W\d_]{2,}?)(?:['’]?s)?(?![^\W_])")
_OPENING = "\"“”„‘’'«(*_-–—•"
# A dictionary word after one of these is still somebody's name: 'ik heet Roos'.
_CUE = re.compile(
    r"(?<![^\W_])(?:heet|heette|genaamd|naam is|ik ben|mevrouw|meneer|mijnheer|dhr\.?|mw\.?|buurman|buurvrouw|tante|oom)\s$",
    re.IGNORECASE,
)
# In lower case a name has nothing but what announces it: 'ik heet xandrithe'.
_SMALL = re.compile(r"(?<![^\W_])(?:heet|heette|genaamd|naam is|ik ben|mevrouw|meneer)\s([^\W\d_]{3,})(?![^\W_])")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?!\w)")
_NOBODY = frozenset({"B.V.", "N.V.", "P.S.", "N.B.", "U.S.A.", "A.U.B.", "E.H.B.O."})
_ABBREVIATION = 4
"""A word all in capitals of at most this many letters is an abbreviation: UWV, WMO."""
_PART = 3


def leaks(text: str, listed: Listed, *, knows: Knows | None = None) -> tuple[Leak, ...]:
    """What in a text may still identify somebody, in reading order; stand-ins do not count.

    With a dictionary also what may be a name: a word with a capital that the dictionary does not have, and a usual first
    name in lower case. Either is for a person to decide on, who lists it, or allows it (`listed.allowed`).
    """
    stand_ins = [found.span() for found in STAND_IN.finditer(text)]
    allowed = {folded(word) for word in listed.allowed}
    found = [Leak(one.kind, one.start, one.end) for one in (*listed_names(text, listed, knows=knows), *shaped(text))]
    taken = stand_ins + [(one.start, one.end) for one in found]
    if knows:
        for start, end in _maybe_names(text, knows):
            if not any(start < other_end and other < end for other, other_end in taken):
                found.append(Leak(Private.MAYBE_NAME, start, end))
    kept = {one for one in found if not _is_allowed(text[one.start : one.end], allowed) and not _is_in(one, stand_ins)}
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.kind)))


def _is_allowed(word: str, allowed: set[str]) -> bool:
    low = folded(word)
    return low in allowed or low.removesuffix("s").rstrip("'’") in allowed


def _is_in(leak: Leak, spans: list[tuple[int, int]]) -> bool:
    return any(start <= leak.start and leak.end <= end for start, end in spans)


def _maybe_names(text: str, knows: Knows) -> Iterator[tuple[int, int]]:
    low = folded(text)
    for found in _CAPITAL.finditer(text):
        word = found[0]
        if (
            not word[0].isupper()
            or len(word) < 2
            or folded(word) in TITLES
            or (word.isupper() and len(word) <= _ABBREVIATION)
        ):
            continue
        if _is_cued(text[: found.start()]):
            yield found.span()
        elif not _is_word(word, knows):
            # Every word has a capital there, and dictionaries lack compounds; what the text also writes small is a word.
            if _opens_sentence(text, found.start()) and (_is_compound(word, knows) or _is_also_small(word, text, low)):
                continue
            yield found.span()
    for found in _WORD.finditer(low):
        if text[found.start()].islower() and (found[0] in FIRST_NAMES or found[1] in FIRST_NAMES):
            yield found.span()
    for found in _SMALL.finditer(text):
        word = found[1]
        if word.islower() and not _is_word(word, knows) and not _is_compound(word, knows):
            yield found.span(1)
    for found in _INITIALS.finditer(text):
        if found[0] not in _NOBODY:
            yield found.span()


def _is_cued(before: str) -> bool:
    return bool(_CUE.search(before[-20:]))


def _is_word(word: str, knows: Knows) -> bool:
    """Whether every part of a word is in the dictionary, accents of emphasis aside."""
    parts = [part for part in re.split(r"[-'’]", word) if len(part) > 1]
    return all(knows(part.lower()) or knows(folded(part)) for part in parts)


def _is_compound(word: str, knows: Knows) -> bool:
    low = word.lower()
    plain = folded(word)
    return any(
        knows(one[:cut]) and knows(one[cut:]) for one in (low, plain) for cut in range(_PART, len(one) - _PART + 1)
    )


def _is_also_small(word: str, text: str, low: str) -> bool:
    pattern = rf"(?<![^\W_]){re.escape(folded(word))}(?![^\W_])"
    return any(text[found.start()].islower() for found in re.finditer(pattern, low))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t" + _OPENING)
    return not before or before[-1] in ".!?…:\n"
