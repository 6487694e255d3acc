"""Krippendorff's alpha against published worked examples and its own definition."""

import doctest
from collections.abc import Callable, Hashable, Mapping, Sequence
from importlib import import_module
from itertools import permutations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invented import cases

from sq_coder import review

Sets = list[dict[str, frozenset[str]]]
KEYWORDS = st.frozensets(st.sampled_from("abcd"), min_size=1, max_size=3)
UNITS = st.lists(st.dictionaries(st.sampled_from(["ann", "bob", "eva"]), KEYWORDS), max_size=8)


def graded(a: frozenset[str], b: frozenset[str]) -> float:
    if a == b:
        return 0
    return 1 / 3 if a < b or b < a else 2 / 3 if a & b else 1


DISTANCES: dict[str, Callable[[Any, Any], float]] = {
    "nominal": lambda a, b: float(a != b),
    "interval": lambda a, b: (int(a) - int(b)) ** 2,
    "ratio": lambda a, b: ((int(a) - int(b)) / (int(a) + int(b))) ** 2,
    "graded": graded,
    "masi": review.masi,
}


def coded(given: Mapping[str, Any]) -> list[dict[str, Hashable]]:
    """Units from rows of observers ('.' is missing) or from pairs of sets."""
    if "sets" in given:
        return [{str(i): frozenset(value) for i, value in enumerate(unit)} for unit in given["sets"]]
    as_set = given["distance"] == "masi"
    return [
        {str(i): frozenset(v) if as_set else v for i, v in enumerate(column) if v != "."}
        for column in zip(*given["observers"], strict=True)
    ]


def by_definition(units: Sequence[Mapping[str, Any]], distance: Callable[[Any, Any], float]) -> float | None:
    """Alpha as Krippendorff writes it, pair by pair: slow, and shares nothing with the code under test."""
    pairable = [list(unit.values()) for unit in units if len(unit) > 1]
    everything = [value for unit in pairable for value in unit]
    n = len(everything)
    if n == 0:
        return None
    within = sum(distance(a, b) / (len(unit) - 1) for unit in pairable for a, b in permutations(unit, 2))
    between = sum(distance(a, b) for a, b in permutations(everything, 2))
    return None if between == 0 else 1 - (within / n) / (between / (n * (n - 1)))


@pytest.mark.parametrize("case", cases("alpha"), ids=lambda case: case["id"])
def test_alpha_is_the_published_number(case: dict[str, Any]) -> None:
    distance = DISTANCES[case["input"]["distance"]]
    assert review.alpha(coded(case["input"]), distance) == pytest.approx(case["expected"], abs=0.0005)


@pytest.mark.parametrize("case", cases("masi"), ids=lambda case: case["id"])
def test_masi_is_the_published_distance(case: dict[str, Any]) -> None:
    a, b = (frozenset(letters) for letters in case["input"])
    assert review.masi(a, b) == pytest.approx(case["expected"], abs=0.00005)
    assert review.masi(b, a) == review.masi(a, b)


def test_the_examples_in_the_docstrings_hold() -> None:
    ran = doctest.testmod(import_module("sq_coder.review.alpha"))
    assert (ran.failed, ran.attempted > 3) == (0, True)


def test_alpha_is_undefined_without_pairs_or_without_variation() -> None:
    a, b = frozenset("a"), frozenset("b")
    assert review.alpha([], review.masi) is None
    assert review.alpha([{"ann": a}, {"bob": b}], review.masi) is None
    assert review.alpha([{"ann": a, "bob": a}, {"ann": a, "bob": a}], review.masi) is None


@settings(deadline=None)
@given(UNITS)
def test_alpha_follows_its_definition(units: Sets) -> None:
    expected = by_definition(units, review.masi)
    found = review.alpha(units, review.masi)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(deadline=None)
@given(st.lists(KEYWORDS, min_size=2, max_size=8), st.integers(2, 4))
def test_alpha_is_one_when_all_agree(values: list[frozenset[str]], coders: int) -> None:
    assume(len(set(values)) > 1)
    units = [{str(coder): value for coder in range(coders)} for value in values]
    assert review.alpha(units, review.masi) == 1


@settings(deadline=None)
@given(UNITS, st.permutations(["ann", "bob", "eva"]), st.permutations("abcd"))
def test_alpha_does_not_depend_on_names_or_words(units: Sets, names: list[str], words: list[str]) -> None:
    name, word = dict(zip(["ann", "bob", "eva"], names, strict=True)), dict(zip("abcd", words, strict=True))
    renamed = [{name[c]: frozenset(word[k] for k in v) for c, v in unit.items()} for unit in units]
    assert review.alpha(renamed, review.masi) == review.alpha(units, review.masi)


@settings(deadline=None)
@given(UNITS, st.permutations(range(8)))
def test_alpha_does_not_depend_on_the_order_of_stories(units: Sets, order: list[int]) -> None:
    shuffled = [units[i] for i in order if i < len(units)]
    assert review.alpha(shuffled, review.masi) == review.alpha(units, review.masi)


def test_the_interval_is_the_same_every_time_and_holds_alpha() -> None:
    observers = ["123321412...", "1233224125..", ".33323422513", "12332441251."]
    units = coded({"observers": observers, "distance": "nominal"})
    value = review.alpha(units, DISTANCES["nominal"])
    between = review.interval(units, DISTANCES["nominal"])
    assert value is not None
    assert between is not None
    assert between == review.interval(units, DISTANCES["nominal"])
    assert between[0] < value < between[1] <= 1


def test_more_stories_make_the_interval_narrower() -> None:
    units = coded({"observers": ["aabbdcccedda", "babbbccceddd"], "distance": "nominal"})
    few, many = (review.interval(units * times, DISTANCES["nominal"]) for times in (1, 9))
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_there_is_no_interval_where_samples_rarely_vary() -> None:
    a, b = frozenset("a"), frozenset("b")
    units = [{"ann": a, "bob": a}] * 11 + [{"ann": a, "bob": b}]
    assert review.alpha(units, review.masi) is not None
    assert review.interval(units, review.masi) is None
    assert review.interval([], review.masi) is None
