"""A story with stand-ins for what identifies, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sq_coder.domain import Found, Listed, Private, Pseudonymised, StandIn
from sq_coder.propose.privacy.names import (
    LEADING,
    TITLES,
    Knows,
    folded,
    is_genitive,
    is_only_name,
    listed_names,
    own_words,
    persons,
    written,
)
from sq_coder.propose.privacy.shapes import shaped

LABELS = {
    Private.PERSON: "Persoon",
    Private.MAYBE_NAME: "Persoon",
    Private.PLACE: "Plaats",
    Private.ORGANISATION: "Organisatie",
    Private.ADDRESS: "Adres",
    Private.POSTCODE: "Postcode",
    Private.PHONE: "Telefoonnummer",
    Private.EMAIL: "Mailadres",
    Private.URL: "Website",
    Private.BSN: "Burgerservicenummer",
    Private.IBAN: "Rekeningnummer",
    Private.DATE: "Datum",
    Private.NUMBER: "Nummer",
}
_NAMES = frozenset({Private.PERSON, Private.PLACE, Private.ORGANISATION, Private.MAYBE_NAME})
# Two sentences in one span are two mentions: 'Toos. Wanda'; not 'P. de Vries'.
_NEXT_SENTENCE = re.compile(r"(?<=\w\w)[.!?…]+[\"”’']?\s+(?=[\"“‘']?\w)|\s*\n\s*")
_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"([^\W\d_]+)(\.?\s+)")


def pseudonymise(text: str, spans: Iterable[Found], listed: Listed, *, knows: Knows | None = None) -> Pseudonymised:
    """The text with a stand-in for every span, everything the study lists and everything private by its shape.

    A name found once is replaced everywhere it is written with a capital, and in lower case too when a dictionary is
    given that does not have it. Overlapping spans become one. Outside the
    stand-ins not a character changes; the same text, spans and list give the same result.
    """
    allowed = {folded(word) for word in listed.allowed}
    found = [*_names(text, spans), *listed_names(text, listed, knows=knows), *shaped(text)]
    found = [one for one in found if folded(text[one.start : one.end]) not in allowed]
    found += [one for one in _again(text, found, knows) if folded(text[one.start : one.end]) not in allowed]
    apart = _apart(found)
    return _replaced(text, apart, _labels(text, apart))


def story_span(start: int, end: int, pseudonymised: Pseudonymised) -> tuple[int, int]:
    """Where a passage of the text that went out stands in the story; a stand-in cut through counts whole."""
    return _back(start, pseudonymised, end=False), _back(end, pseudonymised, end=True)


def with_stand_ins(words: str, pseudonymised: Pseudonymised) -> str:
    """A keyword that goes out beside the story, with the story's stand-ins for what it names."""
    spans = {
        span: label
        for label, originals in pseudonymised.labels.items()
        for original in originals
        for span in written(original, folded(words))
    }
    for (start, end), label in sorted(spans.items(), reverse=True):
        words = words[:start] + label + words[end:]
    return words


def restore(quote: str, pseudonymised: Pseudonymised) -> str:
    """A keyword or quote with the story's own words for the stand-ins, so that it can be found in the story.

    A quote that went out literally comes back as its exact passage; in any other each stand-in becomes the first
    spelling in the story that it stands for.
    """
    sent = pseudonymised.text
    at = sent.find(quote) if quote else -1
    while at >= 0 and not _is_whole(at, at + len(quote), sent):
        at = sent.find(quote, at + 1)
    if at >= 0:
        start, end = story_span(at, at + len(quote), pseudonymised)
        return pseudonymised.story_text[start:end]
    labels = {label.casefold(): originals[0] for label, originals in pseudonymised.labels.items()}
    if not labels:
        return quote
    ordered = sorted(labels, key=len, reverse=True)
    pattern = rf"(?<![^\W_])(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])"
    return re.sub(pattern, lambda one: labels[one[0].casefold()], quote, flags=re.IGNORECASE)


def _is_whole(start: int, end: int, text: str) -> bool:
    """Whether a passage does not begin or end inside a word: 'Persoon A' is not part of 'Persoon AB'."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (before or after)


def _back(at: int, pseudonymised: Pseudonymised, *, end: bool) -> int:
    moved = 0
    for one in pseudonymised.stand_ins:
        if at < one.start or (at == one.start and end):
            break
        if at < one.end or (at == one.end and end):
            inside = at > one.start
            return one.story_end if end and inside else one.story_start
        moved = one.story_end - one.end
    return at + moved


def _names(text: str, spans: Iterable[Found]) -> Iterator[Found]:
    """The spans within the text, whole words, one mention each, without the words before a name."""
    for span in spans:
        start, end = max(0, span.start), min(len(text), span.end)
        if span.kind not in _NAMES:
            if start < end:
                yield Found(start, end, span.kind)
            continue
        while 0 < start < end and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        while start < end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            end += 1
        for part_start, part_end in _mentions(text, start, end):
            if text[part_start:part_end].strip():
                yield Found(part_start, part_end, span.kind)


def _mentions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [cut for cut in _NEXT_SENTENCE.finditer(text, start, end) if not _ends_title(text, cut.start())]
    for cut in [*cuts, None]:
        stop = cut.start() if cut else end
        while (word := _FIRST.match(text, start, stop)) and folded(word[1]) in LEADING and word.end() < stop:
            start = word.end()
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = cut.end() if cut else end


def _ends_title(text: str, end: int) -> bool:
    """Whether the word before a full stop is a title: 'Dr. Zwart' is one mention."""
    return (word := _LAST.search(text, 0, end)) is not None and folded(word[0]) in TITLES


def _again(text: str, found: list[Found], knows: Knows | None) -> Iterator[Found]:
    """Every other place where a name that was found is written with a capital, or is no word of the language.

    A word that the story also writes in lower case is a word there, not a name, and is left to the detector.
    """
    low = folded(text)
    plain = {folded(word) for word in re.findall(r"(?<![^\W_])[^\W\d_]+(?![^\W_])", text) if word.islower()}
    for kind in (Private.PERSON, Private.PLACE, Private.ORGANISATION):
        originals = {text[one.start : one.end] for one in found if one.kind is kind}
        names = {folded(name) for name in originals}
        if kind is Private.PERSON:
            names = {word for name in names for word in own_words(name)}
        for name in sorted(names - plain):
            if len(name) > 1:
                yield from (Found(*span, kind) for span in written(name, low) if text[span[0]].isupper())
        for name in sorted(names) if kind is Private.PERSON else ():
            if len(name) > 2 and is_only_name(name, knows):
                yield from (Found(*span, kind) for span in written(name, low))


def _apart(found: Iterable[Found]) -> list[Found]:
    """Spans in reading order, overlapping ones made one of the kind that is longest."""
    apart: list[Found] = []
    longest = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.kind)):
        length = one.end - one.start
        if apart and one.start < apart[-1].end:
            last = apart[-1]
            kind = one.kind if length > longest else last.kind
            apart[-1], longest = Found(last.start, max(last.end, one.end), kind), max(longest, length)
        else:
            apart.append(one)
            longest = length
    return apart


def _labels(text: str, apart: list[Found]) -> list[str]:
    """Each span's stand-in: one per person, and per thing otherwise, lettered in reading order."""
    people = [text[one.start : one.end] for one in apart if LABELS[one.kind] == "Persoon"]
    who = iter(persons(people))
    taken: dict[tuple[str, tuple[str, ...]], str] = {}
    fresh = {label: _fresh(label, folded(text)) for label in LABELS.values()}
    labels = []
    for one in apart:
        label = LABELS[one.kind]
        same = (label, next(who) if label == "Persoon" else (folded(text[one.start : one.end]),))
        if same not in taken:
            taken[same] = next(fresh[label])
        labels.append(taken[same])
    return labels


def _fresh(label: str, low: str) -> Iterator[str]:
    """'Persoon A' to 'Persoon Z', then 'Persoon AA'; never one that the story itself has."""
    number = 0
    while True:
        number += 1
        letters, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        if f"{label} {letters}".lower() not in low:
            yield f"{label} {letters}"


def _replaced(text: str, apart: list[Found], labels: list[str]) -> Pseudonymised:
    known = {word for one in apart for word in own_words(text[one.start : one.end])}
    pieces: list[str] = []
    stand_ins: list[StandIn] = []
    length = at = 0
    for one, label in zip(apart, labels, strict=True):
        original = text[one.start : one.end]
        kept = _title(original) if LABELS[one.kind] == "Persoon" else 0
        pieces.append(text[at : one.start + kept])
        length += len(pieces[-1])
        shown = f"{label}'s" if kept < len(original) and _shows_genitive(one, original, known) else label
        stand_ins.append(StandIn(length, length + len(shown), one.start + kept, one.end, label, original[kept:]))
        pieces.append(shown)
        length += len(shown)
        at = one.end
    return Pseudonymised("".join([*pieces, text[at:]]), text, tuple(stand_ins))


def _shows_genitive(one: Found, original: str, known: set[str]) -> bool:
    return LABELS[one.kind] == "Persoon" and is_genitive(original, known)


def _title(original: str) -> int:
    """How much of a mention is its title, which stays: 'mevrouw Persoon A' reads on."""
    kept = 0
    while (word := _FIRST.match(original, kept)) and folded(word[1]) in TITLES and word.end() < len(original):
        kept = word.end()
    return kept


STAND_IN = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(set(LABELS.values())))}) [A-Z]{{1,3}}(?:'s)?(?![^\W_])")
"""What a stand-in looks like."""

__all__ = ["LABELS", "STAND_IN", "Knows", "pseudonymise", "restore", "story_span", "with_stand_ins"]
