"""Names as they are written: folded, with endings, parts and titles; and which names are one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from sq_coder.domain import Found, Listed, Private
from sq_coder.propose.privacy.first_names import FIRST_NAMES

_SPACE = r"[\s-]+"
_INVISIBLE = "[\u00ad\u200b-\u200d\u2060\u0300-\u036f]*"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mevrouw meneer mijnheer mw mevr dhr heer juffrouw juf meester dokter dr drs ir ing prof zuster broeder "
    "oom tante opa oma ome pake beppe buurman buurvrouw"
)
LINKS = _set("van de der den het 't ’t ten ter te in op aan la le el al bin ben von du di da y")
LEADING = _set("volgens via met bij ook en maar toen dus als dat omdat want ik ben heet")
"""What a detector may take along before a name: 'Volgens Anna'."""
# Names that are also everyday words: in lower case they are the word.
_ALSO_WORDS = _set(
    "wil roos mark bas iris storm linde sterre pas toon faas bes koop fleur bos dijk berg visser bakker smit jong groot "
    "klein wit zwart bruin vos kok boer koning post hoek dam meer veen kuiper mulder dekker prins bloem bus jager schipper "
    "goed vroom sterk vogel haan hoven rood groen stap man ster zee hout molen kamp beek kerk"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|'t")
_GENITIVE = re.compile(r"['’]s?$")


def folded(text: str) -> str:
    """Case and accents taken away, every character still in its place.

    >>> folded("Naïma É")
    'naima e'
    """
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    if char < "\x80":
        return char.lower()
    plain = unicodedata.normalize("NFD", char)[0].casefold()
    return plain if len(plain) == 1 else plain[:1] or char


def name_words(name: str) -> list[str]:
    """The words of a name, folded and without a genitive's apostrophe."""
    return [_GENITIVE.sub("", word) for word in _WORD.findall(folded(name))]


def own_words(name: str) -> list[str]:
    """The words that make a name somebody's: no titles, no 'van der'."""
    return [word for word in name_words(name) if word not in TITLES | LINKS]


def written(name: str, text: str, *, endings: str = "s?") -> Iterator[tuple[int, int]]:
    """Where a folded text has a name as whole words, also spaced, hyphenated or invisibly broken otherwise.

    A bare ending ('Peters') belongs to the span, an apostrophe and what follows it does not.
    """
    letters = [_INVISIBLE.join(re.escape(char) for char in part) for part in re.split(_SPACE, folded(name)) if part]
    if letters:
        pattern = rf"(?<![^\W_]){_SPACE.join(letters)}{_INVISIBLE}(?:{endings})(?![^\W_])"
        yield from (found.span() for found in re.finditer(pattern, text))


Knows = Callable[[str], bool]
"""Whether the dictionary has a word, written in lower case. Names are no words."""


def listed_names(text: str, listed: Listed, *, knows: Knows | None = None) -> Iterator[Found]:
    """Where a text has what the study lists, in any case, with or without accents, in the genitive too.

    Of a name of several words each own word counts as well, when it has a capital or the dictionary does not have it.
    """
    low = folded(text)
    for kind, names in (
        (Private.PERSON, listed.names),
        (Private.PLACE, listed.places),
        (Private.ORGANISATION, listed.organisations),
    ):
        for name in names:
            yield from (Found(*span, kind) for span in _of(name, kind, low) if _is_name(text[slice(*span)], name))
            if kind is Private.PERSON and len(_WORD.findall(name)) > 1:
                yield from (Found(*span, kind) for span in _parts(name, text, low, knows))


def _of(name: str, kind: Private, low: str) -> Iterator[tuple[int, int]]:
    if kind is not Private.PLACE:
        yield from written(name, low)
        return
    # Who comes from a place names it: 'Leeuwarder', 'Groningse', 'Hoogevener'.
    yield from written(name, low, endings="|se?|ers?|erse")
    plain = folded(name)
    stem = re.sub(r"([aeou])\1([^\Waeiou_])$", r"\1\2", plain)
    if stem == plain:
        stem = plain.removesuffix("en")
    if stem != plain and len(stem) > 3:
        yield from written(stem, low, endings="ers?|erse|se")


def _is_name(written_as: str, name: str) -> bool:
    """A listed name that is also a word counts with a capital only."""
    return written_as != written_as.lower() or folded(name) not in _ALSO_WORDS


def _parts(name: str, text: str, low: str, knows: Knows | None) -> Iterator[tuple[int, int]]:
    for word in own_words(name):
        if len(word) > 2:
            only_name = is_only_name(word, knows)
            yield from (span for span in written(word, low) if only_name or text[span[0]].isupper())


def is_only_name(word: str, knows: Knows | None) -> bool:
    """Whether a name is no word of the language, so that it is the name in lower case as well: 'toen zei sjoerd'."""
    return word in FIRST_NAMES or (knows is not None and word not in _ALSO_WORDS and not knows(word))


def persons(mentions: Sequence[str]) -> list[tuple[str, ...]]:
    """Who each mention is, in the same order: two mentions with an equal answer are one person.

    A full name is its first and last own word. A single word is the one full name that has it, where exactly one has;
    after a title it is so only as a first name, since 'mevrouw De Vries' need not be Peter de Vries.
    """
    known = {word for mention in mentions for word in own_words(mention)}
    own = [tuple(_without_genitive(word, known) for word in own_words(mention)) for mention in mentions]
    fulls = {(words[0], words[-1]) for words in own if len(words) > 1 and len(words[0]) > 1}
    return [_person(words, mention, fulls) for words, mention in zip(own, mentions, strict=True)]


def _person(words: tuple[str, ...], mention: str, fulls: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    if not words:
        return (folded(mention),)
    if len(words) > 1:
        if len(words[0]) > 1:
            return (words[0], words[-1])
        fits = [full for full in fulls if full[0].startswith(words[0]) and full[1] == words[-1]]
        return fits[0] if len(fits) == 1 else (words[0], words[-1])
    formal = name_words(mention)[0] in TITLES
    fits = [full for full in fulls if words[0] == full[0] or (words[0] == full[1] and not formal)]
    return fits[0] if len(fits) == 1 else words


def _without_genitive(word: str, known: set[str]) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[:-1] in known else word


def is_genitive(mention: str, others: Iterable[str]) -> bool:
    """Whether a mention is another's genitive without apostrophe: 'Peters' beside 'Peter'."""
    words = own_words(mention)
    return bool(words) and len(words[-1]) > 3 and words[-1].endswith("s") and words[-1][:-1] in others
