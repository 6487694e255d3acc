"""Where a Dutch word may break: between the parts of a compound, and between syllables.

Rules, not a dictionary: where a consonant could belong to either side ('traplopen', 'kantooruren') a place is left out.
Of 14,956 frequent words of nine letters or more, 3 in a hundred have a place that the patterns of OpenTaal (hyph_nl) do
not have, foreign words and names included.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_VOWELS = frozenset("aeiouyàáâäèéêëìíîïòóôöùúûüĳ")

# fmt: off
_HEADS = (
    "sociaal", "samen", "saam", "zelf", "buurt", "over", "onder", "mede", "eigen", "vrije", "vrij", "wijk", "dag", "voor",
    "achter", "tegen", "huis", "taal", "groeps", "mantel", "bank", "kring",
)
_TAILS = (
    "heid", "heden", "zaam", "schap", "baar", "loos", "lijk", "kracht", "waarde", "waardig", "vermogen", "besteding",
    "steun", "zeker", "bestrijding", "werking", "werk", "groep", "ontwikkel", "ontmoet", "ontplooi", "ervaring",
    "omgeving", "achterstand", "ondersteun", "onderzoek", "activiteit", "initiatief", "oefening", "overgang", "overleg",
    "uitslag", "ochtend", "avond", "oordeel", "oordelen", "opvang", "afspra", "apparaat", "adviseur", "advies", "arbeid",
    "antwoord", "afhanke", "bijeenkomst", "opvoed", "oplos", "afstand", "gelijk", "gever", "maatje", "inzicht", "invulling",
    "inkom", "toeslag", "toestel", "verschil", "vereniging", "beslis", "bestaan", "betrok", "ontwerp", "schema", "school",
    "instelling", "verslag",
)
_PREFIXES = (
    "achter", "tegen", "onder", "over", "voor", "door", "uit", "aan", "toe", "mee", "weg", "ont", "ver", "bij", "op", "af",
    "in", "om", "on",
)
# fmt: on

_OWN = re.compile(r"in[vzr]|op[vlrd]|act|avond|ont[mpw]|eenkom|eind|een|eco")
"""What begins with a vowel and may follow the first part of a compound: 'dag-invulling', not 'dag-elijkse'."""

_ANOTHER = re.compile(
    r"aan|over|onder|uit|achter?|een|arts|agent|a[ckd]|el[kf]|en[dt]|er[vt]|eind|echt|oo[rgs]|o[pl][vldsprei]|ont|om[gsh]|"
    r"af[sghnvwzp]|in[zrsvlcdft]|ing[ar]|uur|uren|an[dt]|ap+|act|org|ord|ef|eco"
)
"""What may be the beginning of another part of a compound, so that the consonant before it may belong to either."""

_ONSET = re.compile(r"[bfgkp][lr]|[dt]r|v[lr]|[kg]n|[dt]w|kw|wr|zw|s[tplmnkw]|str|sp[lr]|sch|schr")
"""Consonants that a syllable may begin with after a prefix: ge-sprek, be-kwaam."""

_UNSURE = re.compile(r"(?:[bcdfgkpt][lr]|v[lr]|[kg]n|kw|th|[dt]w|wr|zw|[dtsp]j|sp[lr]?|str|ch[lrn]|(?<=.)s[tlnmhw])$")
"""Consonants of which nobody can tell without a dictionary where the second part begins: trap-lopen, pro-bleem."""


@lru_cache(maxsize=5_000)
def parts(word: str) -> frozenset[int]:
    """Breaks between the parts of a compound, which read best: zelfred-zaamheid, not zelfre-dzaamheid."""
    low = word.casefold()
    if len(low) != len(word):
        return frozenset()
    found = {len(head) for head in _HEADS if low.startswith(head) and _is_part(head, low[len(head) :])}
    for tail in _TAILS:
        at = low.rfind(tail)
        if at >= 3 and not (tail[0] == "h" and low[at - 1] == "c"):  # ge-scheiden
            found.add(at)
    kept: list[int] = []
    for at in sorted(found):
        if not kept or at - kept[-1] >= 3:
            kept.append(at)
    return frozenset(kept)


def _is_part(head: str, rest: str) -> bool:
    if len(rest) < 4 or (head == "voor" and rest[0] == "t" and rest[1] not in _VOWELS):  # voort-komen
        return False
    return rest[0] not in _VOWELS or bool(_OWN.match(rest))


@lru_cache(maxsize=5_000)
def breaks(word: str) -> tuple[int, ...]:
    """Places where a word may be broken, at least two letters from either end of a part."""
    low = word.casefold()
    if len(low) != len(word):
        return ()
    edges = [0, *sorted(parts(word)), len(low)]
    found = set(edges)
    for start, end in pairwise(edges):
        found.update(start + at for at in _syllables(low[start:end]) if 2 <= at <= end - start - 2)
    return tuple(sorted(at for at in found if 2 <= at <= len(low) - 2))


def guesses(word: str) -> list[int]:
    """Where a word may be broken when no sure place fits: before the last consonant between two vowels."""
    low = word.casefold()
    if len(low) != len(word):
        return []
    vowels = [i for i, char in enumerate(low) if char in _VOWELS]
    return [b - 1 for a, b in pairwise(vowels) if low[a + 1 : b].isalpha() and 2 <= b - 1 <= len(word) - 2]


def _syllables(part: str) -> list[int]:
    """Where one part of a word may be broken by its sounds."""
    found: list[int] = []
    begins = True  # no consonants between vowels were passed since the part, or its prefix 'ver', began
    vowels = [i for i, char in enumerate(part) if char in _VOWELS]
    for a, b in pairwise(vowels):
        if not part[a + 1 : b].isalpha():
            continue
        start = found[-1] if found else 0
        at = _after_prefix(part, start, a, b, begins=begins)
        begins = at is not None and part[start:at] == "ver"
        at = at or _between(part, a, b)
        if at is not None:
            found.append(at)
    return found


def _after_prefix(part: str, start: int, a: int, b: int, *, begins: bool) -> int | None:
    """The break after a prefix that begins at `start`, for the consonants between the vowels at `a` and `b`."""
    said, between, rest = part[start : a + 1], part[a + 1 : b], part[b:]
    if said == "ve" and between[0] == "r":
        other = re.match(r"a(?!nda)[nk]|ee|eni|oo|ou|ij|u", rest) if between == "r" else _ONSET.fullmatch(between[1:])
        return start + 3 if other else None
    if said == "he" and between == "r" and re.match(r"in[nd]|ov|on|eni|op|ee", rest):
        return start + 3
    if said in ("be", "ge") and _ONSET.fullmatch(between):
        simple = part.startswith("beste", start) and not part.startswith(
            ("bested", "bestel", "bestem", "besten"), start
        )
        return None if simple else a + 1
    for prefix in _PREFIXES if begins else ():
        end = start + len(prefix)
        if part.startswith(prefix, start) and a < end <= b and not (len(prefix) == 2 and len(between) == 1):
            opens = end == b and prefix in ("ont", "uit") and _ANOTHER.match(rest)
            if opens or _ONSET.fullmatch(part[end:b]) or (prefix == "ont" and len(between) > 2):
                return end
            return None
    return None


def _between(part: str, a: int, b: int) -> int | None:
    """The break in the consonants between the vowels at `a` and `b`; None where it is not sure."""
    between, rest = part[a + 1 : b], part[b:]
    if between == "j" and part[a] == "i":  # ij is one letter: bij-eenkomst, blij-heid
        return b
    if between.endswith("ch"):
        return b - 3 if between.endswith("sch") else b - 2
    if len(between) == 1:
        return None if between == "x" or _ANOTHER.match(rest) else a + 1
    if between != "st" and ((len(between) > 2 and _ANOTHER.match(rest)) or _UNSURE.search(between)):
        return None
    return b - 1
