"""Patterns made ready for looking: which word forms fit which slot, and where a pattern shows itself first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from sq_coder.codebook import Part, Pattern, Slot
from sq_coder.codebook.signals import APART, GAP
from sq_coder.domain import Form, Tokens
from sq_coder.propose import dutch


class Language(Protocol):
    """What the matcher needs of a natural language; `sq_coder.gateways.language` has one."""

    def read(self, text: str) -> Tokens:
        """The text as its tokens."""

    @property
    def lemma(self) -> Callable[[str], str]:
        """The dictionary form of a word."""

    @property
    def zipf(self) -> Callable[[str], float]:
        """How common a word is: base-10 logarithm of its count in a billion words."""


MISSPELT = 88
"""From which rapidfuzz ratio a word that no dictionary has is taken for one in a pattern."""

SHORTEST_MISSPELT = 6


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern ready for looking. `slots` are numbers; `first` names the slot where looking begins."""

    owner: int  # what the pattern tells: the number of a signal word, or of a cue
    parts: tuple[tuple[tuple[int, int], ...], ...]  # (the slot's bit, gap before it)
    first: tuple[int, int]  # part and place in it
    needed: int  # all its slots: a sentence that misses one cannot have it
    closing: bool = False  # a clause must end after it


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a form means to the patterns. Sets of slots are numbers, a bit per slot: quick to join and compare."""

    slots: int = 0  # the slots it fits
    alone: tuple[int, ...] = ()  # the owners of the patterns that are this one word
    shows: tuple[tuple[int, Sought], ...] = ()  # the longer patterns that begin to show here, each after all its slots
    stop: bool = False  # a sentence ends here
    closes: bool = False  # a clause ends here
    live: bool = False  # some pattern shows here
    plain: bool = False  # neither shows a pattern nor ends a sentence


BLANK = Mark(plain=True)
"""The mark of the many forms that no pattern asks for."""

NEGATES, TURNS, FIRST_FREE = 0, 1, 2
"""The matcher's own slots: what denies, and what tells that something became less or stayed."""


class Hit(NamedTuple):
    """A pattern found: from the first to the last of its tokens."""

    owner: int
    first: int
    last: int


class Index(dict[Form, Mark]):
    """Every form's mark, made when first met."""

    def __init__(self, patterns: Iterable[tuple[int, Pattern]], language: Language) -> None:
        super().__init__()
        self._language = language
        self._numbers: dict[tuple[str, ...], int] = {}
        self._slots, self._alone = _Spellings(), _Spellings()
        self._shows: dict[int, list[Sought]] = {}
        self._slots.add((f"={word}" for word in dutch.NEGATORS), NEGATES)
        self._slots.add((f"={word}" for word in dutch.TURNS), TURNS)
        for owner, pattern in patterns:
            self._add(owner, pattern)
            for variant in parted(pattern, language):
                self._add(owner, variant, closing=True)
        spelt = {**self._alone.lemmas, **self._slots.lemmas}
        self._spellings = [word for word in spelt if len(word) >= SHORTEST_MISSPELT]

    def __missing__(self, form: Form) -> Mark:
        lower, lemma = form.lower, form.lemma
        slots, alone = self._slots.fitting(lower, lemma), self._alone.fitting(lower, lemma)
        if not slots and not alone and not form.known and len(lower) >= SHORTEST_MISSPELT:
            near = process.extractOne(lower, self._spellings, scorer=fuzz.ratio, score_cutoff=MISSPELT)
            if near:
                slots, alone = self._slots.fitting(near[0], near[0]), self._alone.fitting(near[0], near[0])
        shows = tuple((sought.needed, sought) for slot in sorted(slots) for sought in self._shows.get(slot, ()))
        stop = lower in dutch.STOPS or "\n" in lower
        closes = stop or lower in dutch.BREAKS or not lower.isalnum()
        bits = reduce(or_, [1 << slot for slot in slots], 0)
        live = bool(alone or shows)
        mark = Mark(bits, tuple(sorted(alone)), shows, stop, closes, live, not live and not stop)
        self[form] = mark if bits or alone or closes else BLANK
        return self[form]

    def _add(self, owner: int, pattern: Pattern, *, closing: bool = False) -> None:
        slots = [slot for part in pattern.parts for slot in part.slots]
        if len(slots) == 1:
            self._alone.add(slots[0].words, owner)
            return
        parts = tuple(tuple((1 << self._slot(slot), slot.gap) for slot in part.slots) for part in pattern.parts)
        needed = reduce(or_, [bit for part in parts for bit, _ in part])
        places = [(p, s) for p, part in enumerate(pattern.parts) for s in range(len(part.slots))]
        first = min(places, key=lambda place: self._commonness(pattern.parts[place[0]].slots[place[1]]))
        shown = self._slot(pattern.parts[first[0]].slots[first[1]])
        self._shows.setdefault(shown, []).append(Sought(owner, parts, first, needed, closing))

    def _commonness(self, slot: Slot) -> float:
        return max(self._language.zipf(choice.strip("=*")) for choice in slot.words)

    def _slot(self, slot: Slot) -> int:
        number = self._numbers.get(slot.words)
        if number is None:
            number = self._numbers[slot.words] = len(self._numbers) + FIRST_FREE
            self._slots.add(slot.words, number)
        return number


class _Spellings:
    """Which numbers the words of slots stand for, by how they are written."""

    def __init__(self) -> None:
        self.lemmas: dict[str, set[int]] = {}
        self._exact: dict[str, set[int]] = {}
        self._beginnings: list[tuple[str, int]] = []

    def add(self, words: Iterable[str], number: int) -> None:
        """One more slot."""
        for word in words:
            if word.endswith("*"):
                self._beginnings.append((word[:-1], number))
            else:
                where = self._exact if word.startswith("=") else self.lemmas
                where.setdefault(word.removeprefix("="), set()).add(number)

    def fitting(self, lower: str, lemma: str) -> set[int]:
        """The numbers of the slots that a word fits."""
        found = self._exact.get(lower, set()) | self.lemmas.get(lemma, set()) | self.lemmas.get(lower, set())
        return found | {number for beginning, number in self._beginnings if lower.startswith(beginning)}


def parted(pattern: Pattern, language: Language) -> list[Pattern]:
    """For a separable verb by itself, how it stands in a main clause: 'omkijken' as 'kijken ... om'."""
    if len(pattern.parts) > 1 or len(pattern.parts[0].slots) > 1:
        return []
    verbs = [(prefix, verb) for word in pattern.parts[0].slots[0].words for prefix, verb in _parts(word, language)]
    return [Pattern(pattern.written, (Part((Slot((verb,)), Slot((prefix,), GAP))),)) for prefix, verb in verbs]


def _parts(word: str, language: Language) -> list[tuple[str, str]]:
    """A separable verb's first part and its verb."""
    for prefix in dutch.SEPARABLE:
        verb = word.removeprefix(prefix)
        is_verb = verb != word and verb.endswith("n") and len(verb) > 3 and language.lemma(verb) == verb
        if is_verb and language.zipf(verb) > 3 and language.lemma(word) == word:
            return [(prefix, verb)]
    return []


class Marked:
    """A text's marks, sentence by sentence, and every pattern found, in reading order of where it shows."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.stops: list[int] = []
        self.hits: list[Hit] = []
        self._ends: list[tuple[int, int]] = []
        shown: list[tuple[int, Mark]] = []
        start = 0
        for place, mark in enumerate(marks):
            if mark.plain:
                continue
            if mark.live:
                shown.append((place, mark))
            else:
                self._close(start, place, shown)
                self.stops.append(place)
                start = place + 1
                shown.clear()
        self._close(start, len(marks), shown)

    def sentence(self, place: int) -> int:
        """The number of the sentence that a place is in."""
        return bisect_left(self.stops, place)

    def slots(self, sentence: int) -> int:
        """The slots that a sentence's words fit."""
        start, end = self._ends[sentence]
        return reduce(or_, [mark.slots for mark in self.marks[start:end]], 0)

    def _close(self, start: int, end: int, shown: list[tuple[int, Mark]]) -> None:
        """Look through a sentence."""
        self._ends.append((start, end))
        sentence: list[int] = []
        absent = 0
        for place, mark in shown:
            if mark.alone:
                self.hits += [Hit(owner, place, place) for owner in mark.alone]
            if mark.shows and not sentence:
                sentence = [other.slots for other in self.marks[start:end]]
                absent = ~reduce(or_, sentence)
            for needed, sought in mark.shows:
                # Most patterns miss a word in most sentences: that is quick to tell.
                if not needed & absent:
                    span = _look(sought, sentence, place - start)
                    if span and not (sought.closing and self._goes_on(start + span[1])):
                        self.hits.append(Hit(sought.owner, start + span[0], start + span[1]))

    def _goes_on(self, place: int) -> bool:
        """Whether the clause does not end after a place."""
        return place + 1 < len(self.marks) and not self.marks[place + 1].closes


def _look(sought: Sought, sentence: list[int], place: int) -> tuple[int, int] | None:
    """Where a pattern stands in a sentence (the slots of each of its words) that shows itself at a place."""
    number, anchor = sought.first
    span = _part_at(sought.parts[number], anchor, sentence, place)
    if span is None or len(sought.parts) == 1:
        return span
    first, last = span
    for other, part in enumerate(sought.parts):
        if other != number:
            span = _near(part, sentence, first, last)
            if span is None:
                return None
            first, last = min(first, span[0]), max(last, span[1])
    return first, last


def _part_at(part: tuple[tuple[int, int], ...], anchor: int, sentence: list[int], place: int) -> tuple[int, int] | None:
    """Where a part stands whose slot `anchor` is at `place`."""
    first = last = place
    for index in range(anchor, 0, -1):
        first = _seek(part[index - 1][0], sentence, range(first - 1, max(first - part[index][1] - 2, -1), -1))
        if first < 0:
            return None
    for bit, gap in part[anchor + 1 :]:
        last = _seek(bit, sentence, range(last + 1, min(last + gap + 2, len(sentence))))
        if last < 0:
            return None
    return first, last


def _near(part: tuple[tuple[int, int], ...], sentence: list[int], first: int, last: int) -> tuple[int, int] | None:
    """Where a part stands at most APART words from a span: the nearest after it, else before it."""
    bit = part[0][0]
    after = range(last + 1, min(last + APART + 2, len(sentence)))
    for places in (after, range(first - 1, max(first - APART - 2, -1), -1)):
        for place in places:
            if sentence[place] & bit:
                span = _part_at(part, 0, sentence, place)
                if span is not None:
                    return span
    return None


def _seek(bit: int, sentence: list[int], places: range) -> int:
    """The first of the places where a slot fits; -1 when it fits nowhere."""
    for place in places:
        if sentence[place] & bit:
            return place
    return -1
