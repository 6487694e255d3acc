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
    parts: tuple[tuple[tuple[int, int], ...], ...]  # (slot, gap before it)
    first: tuple[int, int]  # part and place in it
    needed: int  # all its slots: a sentence that misses one cannot have it
    closing: bool = False  # a clause must end after it


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a form means to the patterns. Sets of slots are numbers, a bit per slot: quick to join and compare."""

    slots: int = 0  # the slots it fits
    alone: tuple[int, ...] = ()  # the owners of the patterns that are this one word
    shows: tuple[Sought, ...] = ()  # the longer patterns that begin to show here
    stop: bool = False  # a sentence ends here
    closes: bool = False  # a clause ends here
    live: bool = False  # some pattern shows here


BLANK = Mark()
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
        self._exact: dict[str, set[int]] = {}
        self._lemmas: dict[str, set[int]] = {}
        self._beginnings: list[tuple[str, int]] = []
        self._alone: dict[int, list[int]] = {}
        self._shows: dict[int, list[Sought]] = {}
        for word in dutch.NEGATORS:
            self._exact.setdefault(word, set()).add(NEGATES)
        for word in dutch.TURNS:
            self._exact.setdefault(word, set()).add(TURNS)
        for owner, pattern in patterns:
            self._add(owner, pattern)
            for variant in parted(pattern, language):
                self._add(owner, variant, closing=True)
        self._spellings = [word for word in self._lemmas if len(word) >= SHORTEST_MISSPELT]

    def __missing__(self, form: Form) -> Mark:
        slots = self._fitting(form.lower, form.lemma)
        if not slots and not form.known and len(form.lower) >= SHORTEST_MISSPELT:
            near = process.extractOne(form.lower, self._spellings, scorer=fuzz.ratio, score_cutoff=MISSPELT)
            slots = self._lemmas[near[0]] if near else set()
        alone = tuple(owner for slot in sorted(slots) for owner in self._alone.get(slot, ()))
        shows = tuple(sought for slot in sorted(slots) for sought in self._shows.get(slot, ()))
        stop = form.lower in dutch.STOPS or "\n" in form.lower
        closes = stop or form.lower in dutch.BREAKS or not form.lower.isalnum()
        mark = Mark(_bits(slots), alone, shows, stop, closes, bool(alone or shows)) if slots or closes else BLANK
        self[form] = mark
        return mark

    def _fitting(self, lower: str, lemma: str) -> set[int]:
        fitting = self._exact.get(lower, set()) | self._lemmas.get(lemma, set()) | self._lemmas.get(lower, set())
        return fitting | {slot for beginning, slot in self._beginnings if lower.startswith(beginning)}

    def _add(self, owner: int, pattern: Pattern, *, closing: bool = False) -> None:
        parts = tuple(tuple((self._slot(slot), slot.gap) for slot in part.slots) for part in pattern.parts)
        needed = _bits({slot for part in parts for slot, _ in part})
        if len(parts) == len(parts[0]) == 1:
            self._alone.setdefault(parts[0][0][0], []).append(owner)
            return
        places = [(p, s) for p, part in enumerate(pattern.parts) for s in range(len(part.slots))]
        first = min(places, key=lambda place: self._commonness(pattern.parts[place[0]].slots[place[1]]))
        self._shows.setdefault(parts[first[0]][first[1]][0], []).append(Sought(owner, parts, first, needed, closing))

    def _commonness(self, slot: Slot) -> float:
        return max(self._language.zipf(choice.strip("=*")) for choice in slot.words)

    def _slot(self, slot: Slot) -> int:
        number = self._numbers.get(slot.words)
        if number is not None:
            return number
        number = self._numbers[slot.words] = len(self._numbers) + FIRST_FREE
        for choice in slot.words:
            if choice.startswith("="):
                self._exact.setdefault(choice[1:], set()).add(number)
            elif choice.endswith("*"):
                self._beginnings.append((choice[:-1], number))
            else:
                self._lemmas.setdefault(choice, set()).add(number)
        return number


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


def _bits(slots: set[int]) -> int:
    return sum(1 << slot for slot in slots)


class Marked:
    """A text's marks, sentence by sentence, and every pattern found, in reading order of where it shows."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.stops: list[int] = []
        self.hits: list[Hit] = []
        self._slots: list[int] = []
        shown: list[tuple[int, Mark]] = []
        start = 0
        for place, mark in enumerate(marks):
            if mark.live:
                shown.append((place, mark))
            elif mark.stop:
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
        return self._slots[sentence]

    def _close(self, start: int, end: int, shown: list[tuple[int, Mark]]) -> None:
        if not shown:
            self._slots.append(0)
            return
        present = reduce(or_, [mark.slots for mark in self.marks[start:end]])
        self._slots.append(present)
        absent = ~present
        for place, mark in shown:
            if mark.alone:
                self.hits += [Hit(owner, place, place) for owner in mark.alone]
            for sought in mark.shows:
                # Most patterns miss a word in most sentences: that is quick to tell.
                if not sought.needed & absent:
                    hit = _look(sought, self.marks, place)
                    if hit:
                        self.hits.append(hit)


def _look(sought: Sought, marks: Sequence[Mark], place: int) -> Hit | None:
    number, anchor = sought.first
    span = _part_at(sought.parts[number], anchor, marks, place)
    if span is None:
        return None
    first, last = span
    if len(sought.parts) > 1:
        for other, part in enumerate(sought.parts):
            if other == number:
                continue
            span = _near(part, marks, first, last)
            if span is None:
                return None
            first, last = min(first, span[0]), max(last, span[1])
    if sought.closing and last + 1 < len(marks) and not marks[last + 1].closes:
        return None
    return Hit(sought.owner, first, last)


def _part_at(
    part: tuple[tuple[int, int], ...], anchor: int, marks: Sequence[Mark], place: int
) -> tuple[int, int] | None:
    """Where a part stands whose slot `anchor` is at `place`."""
    first = last = place
    for index in range(anchor, 0, -1):
        slot, gap = part[index - 1][0], part[index][1]
        found = next((p for p in _steps(marks, first, -1, gap) if _fits(marks, p, slot)), None)
        if found is None:
            return None
        first = found
    for slot, gap in part[anchor + 1 :]:
        found = next((p for p in _steps(marks, last, 1, gap) if _fits(marks, p, slot)), None)
        if found is None:
            return None
        last = found
    return first, last


def _near(part: tuple[tuple[int, int], ...], marks: Sequence[Mark], first: int, last: int) -> tuple[int, int] | None:
    """Where a part stands at most APART words from a span, in its sentence; the nearest after it, else before it."""
    slot = part[0][0]
    for start, step in ((last, 1), (first, -1)):
        for place in _steps(marks, start, step, APART):
            if _fits(marks, place, slot):
                span = _part_at(part, 0, marks, place) if len(part) > 1 else (place, place)
                if span is not None:
                    return span
    return None


def _steps(marks: Sequence[Mark], start: int, step: int, gap: int) -> Iterable[int]:
    """The places from `start`, at most `gap` further than the next, up to the end of the sentence."""
    place = start + step
    for _ in range(gap + 1):
        if not 0 <= place < len(marks) or marks[place].stop:
            return
        yield place
        place += step


def _fits(marks: Sequence[Mark], place: int, slot: int) -> bool:
    return bool(marks[place].slots >> slot & 1)
