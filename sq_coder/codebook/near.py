"""The nearest known keywords for a word: offered, never applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from sq_coder.domain import Codebook, Keyword, Offer, keyword_key

ENOUGH_ALIKE = 82
"""From which rapidfuzz ratio (0 to 100) two words may be spellings of one: 'gezelligheit', 'zelfredzaam'."""

BEGINNING = 6
"""From how many letters the beginning of a word may stand for it: 'lotgenoten' for 'lotgenotencontact'."""

_FILLING = frozenset(["de", "het", "een", "en", "of", "van", "voor", "in", "op", "met", "te", "aan"])


def nearest(word: str, codebook: Codebook, *, lemma: Callable[[str], str], limit: int = 5) -> tuple[Offer, ...]:
    """Known keywords that may be meant, the best first; in the codebook's order when equally good.

    The word itself ('exact'), another name for it ('alias'), other inflections ('lemma'), a spelling like it
    ('near'), or a word that shares a part with it ('part').
    """
    key = keyword_key(word)
    if not key:
        return ()
    asked = _lemmas(key, lemma)
    offers = [offer for keyword in codebook.keywords if (offer := _offer(key, asked, keyword, lemma))]
    return tuple(sorted(offers, key=lambda offer: -offer.score)[:limit])


def _offer(key: str, asked: list[str], keyword: Keyword, lemma: Callable[[str], str]) -> Offer | None:
    if key == keyword.key:
        return Offer(keyword, 100.0, "exact")
    aliases = [keyword_key(alias) for alias in keyword.aliases]
    if key in aliases:
        return Offer(keyword, 98.0, "alias")
    ranked = [found for name in (keyword.key, *aliases) for found in _likeness(key, asked, name, lemma)]
    if not ranked:
        return None
    score, why = max(ranked)
    # A keyword's own name weighs a little more than one of its aliases.
    own = max(_likeness(key, asked, keyword.key, lemma), default=(0.0, ""))
    return Offer(keyword, round(score + (1.0 if own == (score, why) else 0.0), 1), why)


def _likeness(key: str, asked: list[str], name: str, lemma: Callable[[str], str]) -> Iterator[tuple[float, str]]:
    known = _lemmas(name, lemma)
    if asked and sorted(asked) == sorted(known):
        yield 96.0, "lemma"
    if _abbreviates(key.split(), name.split(), lemma):
        yield 90.0, "near"
    alike = max(fuzz.ratio(key, name), fuzz.ratio(" ".join(asked), " ".join(known)))
    if alike >= ENOUGH_ALIKE:
        yield min(alike, 95.0), "near"
    if len(key) >= BEGINNING and any(word.startswith(key) for word in name.split()):
        yield 75.0, "part"
    short, long = sorted((set(asked), set(known)), key=len)
    if short and short < long:
        yield 60.0 + 30.0 * len(short) / len(long), "part"


def _lemmas(text: str, lemma: Callable[[str], str]) -> list[str]:
    words = [lemma(word.strip(".,;:()")).casefold() for word in text.split() if word not in _FILLING]
    return [word for word in words if word]


def _abbreviates(asked: list[str], known: list[str], lemma: Callable[[str], str]) -> bool:
    """Whether the words are the known ones, one or more cut off by a full stop: 'soc. contacten'."""
    if len(asked) != len(known) or not any(word.endswith(".") for word in asked):
        return False
    return all(
        name.startswith(word[:-1]) if word.endswith(".") else lemma(word) == lemma(name)
        for word, name in zip(asked, known, strict=True)
    )
