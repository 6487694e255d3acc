"""Slices beside each other: what is new, what is gone. It describes these stories; it does not test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from sq_coder.domain import Comparison, ConditionId, Interval, KeywordKey, Shift, Tally, keyword_key

FEWEST_FOR_INTERVAL = 5
"""Below this many stories no interval is given: too few different samples can be drawn from them."""

_ORDERED = ("year", "basis")
"""What slices can be by so that one comes before the other: years, and proposals before verdicts."""

_TINY = 1e-12  # chances that no percentile feels
Chances = tuple[int, list[float]]
"""The chances of some number, the next one, and so on."""


def compare(tallies: Sequence[Tally], by: str) -> Comparison:
    """Tallies beside each other, in the order given: for years the order of time.

    `new` are the keywords that the slice has and the one before it has not; `gone` the other way round; each
    in the order of its tally. The first slice has nothing before it, so neither. A keyword is new or gone as
    a word, whichever condition it stands under. A slice without notes, or without a label because its year is not
    known, is passed over: the next one is held against the last before it. Groups, narrators and attributes have
    no order, so nothing in them is new or gone. Nor has one researcher before another: by basis the last, what was
    settled, is held against the first, the proposals.
    """
    new: list[tuple[str, ...]] = []
    gone: list[tuple[str, ...]] = []
    before: dict[KeywordKey, str] | None = None
    for i, tally in enumerate(tallies):
        between = by == "basis" and 0 < i < len(tallies) - 1
        here = _words(tally) if tally.label and by in _ORDERED and not between else {}
        nothing_to_hold = before is None or not here
        new.append(() if nothing_to_hold else _without(here, before or {}))
        gone.append(() if nothing_to_hold else _without(before or {}, here))
        before = here or before
    return Comparison(by=by, tallies=tuple(tallies), new=tuple(new), gone=tuple(gone))


def with_intervals(
    comparison: Comparison, noted: Mapping[str, Sequence[Mapping[ConditionId, int]]], conditions: Sequence[ConditionId]
) -> Comparison:
    """The comparison with an interval per slice and condition; none in a slice of too few stories.

    Args:
        noted: by slice, how many notes each of its stories has in each condition.
        conditions: in the order of the codebook.
    """
    of = [noted.get(tally.label, ()) for tally in comparison.tallies]
    intervals = tuple(
        tuple(_interval(c, [story.get(c, 0) for story in stories]) for c in conditions)
        if len(stories) >= FEWEST_FOR_INTERVAL
        else ()
        for stories in of
    )
    return replace(comparison, intervals=intervals)


def _interval(condition: ConditionId, notes: Sequence[int]) -> Interval:
    return Interval(condition, interval(notes), interval([min(1, n) for n in notes]))


def interval(values: Sequence[int]) -> tuple[int, int] | None:
    """The 95% percentile interval of the bootstrap of a sum, over all samples of as many values as there are.

    None when all values are alike. The chance of each sum is computed, not drawn, so the interval is the same on every machine (B. Efron and
    R. Tibshirani, 1993, An Introduction to the Bootstrap, chapter 13).

    >>> interval([0, 0, 1, 1, 1, 2])
    (2, 8)
    """
    counts = Counter(values)
    if len(counts) < 2:
        return None
    one = [counts[value] / len(values) for value in range(max(values) + 1)]
    start, chances = _sums((0, one), len(values))
    reached = list(accumulate(chances))
    low, high = (next(i for i, p in enumerate(reached) if p >= share - 1e-9) for share in (0.025, 0.975))
    return start + low, start + high


def _sums(one: Chances, n: int) -> Chances:
    """The chances of the sum of n draws."""
    found: Chances = (0, [1.0])
    while n:
        if n % 2:
            found = _added(found, one)
        one, n = _added(one, one) if n > 1 else one, n // 2
    return found


def _added(one: Chances, other: Chances) -> Chances:
    sums = [0.0] * (len(one[1]) + len(other[1]) - 1)
    for i, p in enumerate(one[1]):
        for j, q in enumerate(other[1]):
            sums[i + j] += p * q
    likely = [i for i, p in enumerate(sums) if p > _TINY]
    return one[0] + other[0] + likely[0], sums[likely[0] : likely[-1] + 1]


def shifts(then: Tally, now: Tally) -> tuple[Shift, ...]:
    """The keywords that are not counted as often as they were in the same condition; none when all are.

    A keyword that moved to another condition is there twice: gone from the one, come to the other.
    """
    before, here = _counts(then), _counts(now)
    found = []
    for key in dict.fromkeys([*before, *here]):
        word, count = before.get(key) or (here[key][0], 0)
        today = here[key][1] if key in here else 0
        if count != today:
            found.append(Shift(key[0], here[key][0] if key in here else word, count, today))
    return tuple(found)


def _counts(tally: Tally) -> dict[tuple[ConditionId, KeywordKey], tuple[str, int]]:
    places = (*tally.conditions, tally.undecided)
    return {(p.condition, keyword_key(word)): (word, n) for p in places for word, n, _ in p.keywords}


def _words(tally: Tally) -> dict[KeywordKey, str]:
    words = [word for place in (*tally.conditions, tally.undecided) for word, _, _ in place.keywords]
    return {keyword_key(word): word for word in words}


def _without(words: dict[KeywordKey, str], others: dict[KeywordKey, str]) -> tuple[str, ...]:
    return tuple(word for key, word in words.items() if key not in others)
