"""Krippendorff's alpha, from its own definition, for values of any kind."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import permutations
from math import fsum
from operator import mul
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

SEED = 2021
"""Where the bootstrap starts: fixed, so that the same decisions give the same interval on every machine."""

RESAMPLES = 1000


def alpha(units: Sequence[Mapping[str, V]], distance: Callable[[V, V], float]) -> float | None:
    """How far coders agree beyond chance: 1 is complete, 0 what chance gives, below 0 worse than chance.

    1 - Do / De. Do is the mean distance within units, each unit's pairs weighing 1 / (values in it - 1); De is
    the mean distance between all values, whatever unit they stand in: K. Krippendorff (2011), Computing
    Krippendorff's alpha-reliability, University of Pennsylvania, part C; (2004), Content Analysis, 11.3.

    Args:
        units: one mapping per unit (story), from coder to value. Any number of coders; a value that is missing
            is a coder left out. A unit with fewer than two values says nothing of agreement and does not count.
        distance: 0 for equal values; symmetric. For nominal values 0 or 1; for sets see `masi`.

    Returns:
        None when it is not defined: no unit has two values, or all values are equal, so that nobody could
        have differed.

    The four observers of part C of the source, with nominal values:

    >>> observers = ["123321412...", "1233224125..", ".33323422513", "12332441251."]
    >>> coded = [zip("ABCD", values, strict=True) for values in zip(*observers, strict=True)]
    >>> units = [{coder: value for coder, value in unit if value != "."} for unit in coded]
    >>> round(alpha(units, lambda a, b: float(a != b)), 3)
    0.743
    """
    weighed = _Pairs(units, distance)
    return weighed.alpha(range(len(weighed.within)))


def interval(units: Sequence[Mapping[str, V]], distance: Callable[[V, V], float]) -> tuple[float, float] | None:
    """Where alpha lies in 95 of 100 samples drawn again, with replacement, from these units.

    The percentile bootstrap over units (B. Efron and R. Tibshirani, 1993, An Introduction to the Bootstrap,
    13.3), `RESAMPLES` times from `SEED`. It says how much these units could have given another number by luck
    of the draw; it does not say that they stand for others. With few units it is wide, and rather too narrow
    than too wide. None when in more than one in twenty samples alpha is not defined.
    """
    weighed = _Pairs(units, distance)
    drawing = random.Random(SEED)  # noqa: S311 - a repeatable draw, not a secret
    indexes = range(len(weighed.within))
    if not indexes:
        return None
    drawn = (weighed.alpha(drawing.choices(indexes, k=len(indexes))) for _ in range(RESAMPLES))
    found = sorted(value for value in drawn if value is not None)
    if len(found) < RESAMPLES * 0.95:
        return None
    return found[round(0.025 * (len(found) - 1))], found[round(0.975 * (len(found) - 1))]


def masi(a: frozenset[V], b: frozenset[V]) -> float:
    """How far two sets lie apart: 1 - Jaccard's overlap x 1 (equal), 2/3 (one holds the other), 1/3 or 0.

    R. Passonneau (2006), Measuring Agreement on Set-valued Items (MASI), LREC. Two empty sets are equal.

    >>> round(masi(frozenset("ab"), frozenset("abc")), 3)
    0.556
    """
    if a == b:
        return 0.0
    weight = 2 / 3 if a < b or b < a else 1 / 3
    return 1 - len(a & b) / len(a | b) * weight


class _Pairs:
    """The pairs of values once measured, so that alpha over any draw of the units is a sum."""

    def __init__(self, units: Sequence[Mapping[str, V]], distance: Callable[[V, V], float]) -> None:
        paired = [list(unit.values()) for unit in units if len(unit) > 1]
        number: dict[V, int] = {}
        for unit in paired:
            for value in unit:
                number.setdefault(value, len(number))
        self.counts = [Counter(number[value] for value in unit) for unit in paired]
        # For each value those after it that are not at distance 1, with how much nearer: most have nothing in
        # common, and the rows are multiplied as a whole, so that a thousand draws stay a matter of seconds.
        values = list(number)
        self.nearer = [_row(i, values, distance) for i in range(len(values))]
        self.within = [_within(unit, distance) for unit in paired]

    def alpha(self, drawn: Sequence[int]) -> float | None:
        """Alpha over the units with these indexes, each as often as it stands there."""
        if not drawn:
            return None
        counts = [0] * len(self.nearer)
        for index in drawn:
            for value, times in self.counts[index].items():
                counts[value] += times
        expected = self._apart(counts) / (sum(counts) - 1)
        if abs(expected) < 1e-12:
            return None
        # Rounded so that the order in which the sums were made never shows.
        return round(1 - fsum(self.within[index] for index in drawn) / expected, 12)

    def _apart(self, counts: Sequence[int]) -> float:
        """The summed distance of all ordered pairs of two of these values, of which value i stands counts[i]."""
        near = 0.0
        for (others, weights), times in zip(self.nearer, counts, strict=True):
            if times:
                near += times * sum(map(mul, weights, map(counts.__getitem__, others)))
        return sum(counts) ** 2 - near


def _within(unit: Sequence[V], distance: Callable[[V, V], float]) -> float:
    """What the pairs of one unit add to the observed disagreement."""
    return fsum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1)


def _row(i: int, values: Sequence[V], distance: Callable[[V, V], float]) -> tuple[list[int], list[float]]:
    """The values from i on that are nearer to it than 1, and by how much: twice, for both orders of a pair."""
    near = [(j, 1 - distance(values[i], values[j])) for j in range(i, len(values))]
    kept = [(j, by if j == i else 2 * by) for j, by in near if by]
    return [j for j, _ in kept], [by for _, by in kept]
