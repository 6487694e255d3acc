"""A story's sentences: where they stand, what they are about, and whether something in them is denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sq_coder.domain import Tokens
from sq_coder.propose import dutch
from sq_coder.propose.signals import NEGATES, TURNS, Hit, Marked

DECISIVE, ASIDE, BEFORE = 1.5, 0.35, 0.6
SPOKEN = 1.2
"""What the narrator says in their own words."""
PULLED = 1.4
"""A quote that is a paragraph by itself: chosen to stand out."""
OPENING, OPENING_SENTENCES = 0.6, 2
"""A story opens with what the group is and when it meets."""
RELIEVED, UNRELIEVED = 1.4, 0.75
"""'Niet meer eenzaam' against 'eenzaam' by itself, for what a keyword helps against."""
REACH_BACK, REACH_ON = 5, 3
"""How many words before and after a hit a denial may stand."""

_QUOTE = re.compile(r'["“”„«»]')
_CLOSING = "\"”’'»)"


class Passages:
    """A text with its marks, looked at sentence by sentence, each at most once."""

    def __init__(self, tokens: Tokens, marked: Marked) -> None:
        self.sentence = marked.sentence
        self._tokens = tokens
        self._marked, self._marks, self._stops = marked, marked.marks, marked.stops
        self._factors: dict[tuple[int, bool], float] = {}

    def hear(
        self, *, decisive: Sequence[Hit], asides: Sequence[Hit], before: Sequence[Hit], no_denials: Sequence[Hit]
    ) -> None:
        """Take in what tells about the sentences."""
        self._decisive = {self.sentence(hit.first) for hit in decisive}
        self._asides = {self.sentence(hit.first) for hit in asides}
        self._before = {self.sentence(hit.first) for hit in before}
        self._innocent = {place for hit in no_denials for place in range(hit.first, hit.last + 1)}

    def span(self, sentence: int) -> tuple[int, int]:
        """Where a sentence stands in the text, its closing quote included."""
        text = self._tokens.text
        start = self._end(sentence - 1) if sentence else 0
        end = self._end(sentence) if sentence < len(self._stops) else len(text)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def factor(self, place: int, *, against: bool) -> float:
        """How much counts what is said at a place, by what its sentence is about."""
        sentence = self.sentence(place)
        key = (sentence, against)
        if key not in self._factors:
            self._factors[key] = self._about(sentence, against=against)
        return self._factors[key]

    def denial(self, hit: Hit, *, against: bool) -> float:
        """What is left of a hit for what stands around it: 0 when denied."""
        around = self._marked.slots(self.sentence(hit.first))
        if not around >> NEGATES & 1 and not (against and around >> TURNS & 1):
            return UNRELIEVED if against else 1.0
        clause = self._clause(hit)
        words = [self._tokens.forms[place].lower for place in clause]
        denied = any(self._denies(place) for place in clause)
        if not against:
            return 0.0 if denied else 1.0
        if self._persists(set(words)):
            return 0.0
        if "minder" in words or (denied and {"meer", "nu", "langer"} & set(words)):
            return RELIEVED
        return 0.0 if denied else UNRELIEVED

    def _about(self, sentence: int, *, against: bool) -> float:
        factor = 1.0
        if sentence in self._decisive:
            factor *= DECISIVE
        if sentence in self._asides:
            factor *= ASIDE
        if sentence in self._before and not against:
            factor *= BEFORE
        spoken, pulled = self._spoken(sentence)
        if pulled:
            factor *= PULLED
        elif spoken:
            factor *= SPOKEN
        elif sentence < OPENING_SENTENCES:
            factor *= OPENING
        return factor

    def _spoken(self, sentence: int) -> tuple[bool, bool]:
        """Whether a sentence stands in quotes, and whether its whole paragraph does."""
        text = self._tokens.text
        start, _ = self.span(sentence)
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if not _QUOTE.search(text, begin, end):
            return False, False
        places = [quote.start() for quote in _QUOTE.finditer(text, begin, end)]
        pulled = len(places) == 2 and not text[begin : places[0]].strip() and not text[places[1] + 1 : end].strip()
        inside = bisect_left(places, start) % 2 == 1
        return inside or start in places, pulled

    def _clause(self, hit: Hit) -> list[int]:
        """The places around a hit that may deny it: in its clause, not too far."""
        forms = self._tokens.forms
        around = list(range(hit.first, hit.last + 1))
        for reach, start, step in ((REACH_BACK, hit.first, -1), (REACH_ON, hit.last, 1)):
            for place in range(start + step, start + step * (reach + 1), step):
                if not 0 <= place < len(forms):
                    break
                mark = self._marks[place]
                if mark.stop or (mark.closes and forms[place].lower in dutch.BREAKS):
                    break
                around.append(place)
        return around

    def _persists(self, words: set[str]) -> bool:
        # 'Nog' by itself may be 'nog nooit' or 'nog een keer'; 'altijd' by itself tells of the time before.
        return bool(words & dutch.PERSISTS - {"nog"}) or {"nog", "altijd"} <= words

    def _denies(self, place: int) -> bool:
        return bool(self._marks[place].slots >> NEGATES & 1) and place not in self._innocent

    def _end(self, sentence: int) -> int:
        text = self._tokens.text
        place = self._stops[sentence]
        end = self._tokens.starts[place] + len(self._tokens.forms[place].lower)
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        return end
