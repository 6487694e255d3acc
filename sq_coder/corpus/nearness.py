"""Nearly the same story: a corrected typing error, a sentence more."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from rapidfuzz.distance import Indel

from sq_coder.corpus.identity import letters

_WORD = re.compile(r"\w+")
_SHARED = 0.25  # of the shorter text's shingles; ten changed words spoil thirty, a quarter of a 150-word story stays
_COMMON = 50  # a shingle in more stories than this is a phrase of the interviewer, and tells nothing
_ROOM = 2  # lengths are compared before letters are counted: a text may have this many times more blanks than another


def near(
    texts: Mapping[str, str], candidates: Mapping[str, str], *, threshold: float = 0.85
) -> list[tuple[str, str, float]]:
    """The texts that are nearly a candidate: (key, key of the candidate, likeness from 0 to 1), most alike first.

    Likeness is 2 × the characters that both have in the same order / the characters of both (Indel), over letters and
    digits: 1.0 is the same text. A text is not compared with the candidate of its own key.
    """
    index: dict[tuple[str, ...], list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for key, text in candidates.items():
        shingles = _shingles(text)
        sizes[key] = len(shingles)
        for shingle in shingles:
            index[shingle].append(key)
    # Texts of which one is this many times as long share too few characters, whatever they say.
    apart = _ROOM * (2 - threshold) / threshold
    lengths = [len(text) for text in candidates.values()]
    least, most = min(lengths, default=0) / apart, max(lengths, default=0) * apart
    bare: dict[str, str] = {}
    found: list[tuple[str, str, float]] = []
    for key, text in texts.items():
        if not least <= len(text) <= most:
            continue
        shingles = _shingles(text)
        own = ""
        shared: Counter[str] = Counter()
        for shingle in shingles:
            if len(keys := index.get(shingle, ())) <= _COMMON:
                shared.update(keys)
        for other, count in shared.items():
            if other == key or count < _SHARED * min(len(shingles), sizes[other]):
                continue
            own = own or letters(text)
            if other not in bare:
                bare[other] = letters(candidates[other])
            likeness = Indel.normalized_similarity(own, bare[other], score_cutoff=threshold)
            if likeness >= threshold:
                found.append((key, other, likeness))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of three words, casefolded; of a shorter text the whole."""
    words = _WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else {tuple(words)}
