"""Slices beside each other."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, decide, stories, tell

from sq_coder import quadrant
from sq_coder.compare import FEWEST_FOR_INTERVAL, compare, interval, with_intervals
from sq_coder.domain import Comparison, ConditionId, Interval, StoryId, Tally

WORDS = st.lists(st.sampled_from(["verbinding", "meedoen", "rust", "inzicht"]), max_size=4, unique=True)


def year(label: str, *words: str) -> Tally:
    """A tally of one story with these words; of none without words."""
    noted = {StoryId("s"): decide("ann", *words).notes} if words else {}
    told = stories(tell("s", year=int(label) if label else None))
    (found,) = quadrant.tally_by(
        noted, told, by="year", placements=quadrant.placements([], CODEBOOK, words), codebook=CODEBOOK
    )
    return found


def test_new_and_gone_are_against_the_year_before() -> None:
    tallies = (year("2021", "verbinding", "rust"), year("2022", "inzicht", "rust"), year("2023", "rust"))
    assert compare(tallies, "year") == Comparison(
        by="year",
        tallies=tallies,
        new=((), ("inzicht",), ()),
        gone=((), ("verbinding",), ("inzicht",)),
    )


def test_a_word_that_moved_to_another_condition_is_not_new() -> None:
    found = compare([year("2021", "verbinding"), year("2022", "verbinding=inclusion")], "year")
    assert (found.new, found.gone) == (((), ()), ((), ()))


def test_a_year_without_notes_or_without_a_name_is_passed_over() -> None:
    tallies = [year("2021", "rust"), year("2022"), year("2023", "inzicht"), year("", "meedoen")]
    found = compare(tallies, "year")
    assert found.new == ((), (), ("inzicht",), ())
    assert found.gone == ((), (), ("rust",), ())


def test_what_was_settled_is_held_against_the_proposals_also_with_researchers_between_them() -> None:
    # Researchers chose for other stories than each other: none of them comes before another.
    tallies = [year("2021", "rust"), year("2022", "meedoen"), year("2023", "inzicht"), year("2024", "inzicht")]
    found = compare(tallies, "basis")
    assert found.new == ((), (), (), ("inzicht",))
    assert found.gone == ((), (), (), ("rust",))


def test_groups_have_no_order_so_nothing_in_them_is_new_or_gone() -> None:
    found = compare([year("2021", "rust"), year("2022", "inzicht")], "group")
    assert (found.new, found.gone) == (((), ()), ((), ()))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=6))
def test_an_interval_is_that_of_every_sample_that_can_be_drawn(values: list[int]) -> None:
    sums = sorted(sum(sample) for sample in product(values, repeat=len(values)))
    reached = Counter(sums)
    low = next(s for s in reached if sum(x <= s for x in sums) >= 0.025 * len(sums))
    high = next(s for s in reached if sum(x <= s for x in sums) >= 0.975 * len(sums))
    assert interval(values) == ((low, high) if len(set(values)) > 1 else None)


@pytest.mark.parametrize("n", [FEWEST_FOR_INTERVAL - 1, FEWEST_FOR_INTERVAL])
def test_a_slice_of_too_few_stories_has_no_interval(n: int) -> None:
    told = stories(*(tell(f"s{i}", year=2021) for i in range(n)))
    noted = {id: decide("ann", "verbinding", *(["meedoen"] if id == "s0" else [])).notes for id in told}
    given_ = {"by": "year", "placements": quadrant.placements([], CODEBOOK, ()), "codebook": CODEBOOK}
    of = quadrant.noted_by(noted, told, **given_)
    found = with_intervals(compare(quadrant.tally_by(noted, told, **given_), "year"), of, CODEBOOK.condition_ids)
    (intervals,) = found.intervals
    assert [(i.condition, i.notes, i.stories) for i in intervals if i.notes] == (
        [("inclusion", (0, 3), (0, 3))] if n == FEWEST_FOR_INTERVAL else []
    )
    if intervals:
        assert Interval(ConditionId("cohesion"), None, None) in intervals


@settings(deadline=None, max_examples=30)
@given(st.lists(WORDS, max_size=6))
def test_what_stories_have_adds_up_to_the_tally(noted: list[list[str]]) -> None:
    told = stories(*(tell(f"s{i}", year=2021 + i % 2) for i in range(len(noted))))
    notes = {StoryId(f"s{i}"): decide("ann", *words).notes if words else () for i, words in enumerate(noted)}
    given_ = {"by": "year", "placements": quadrant.placements([], CODEBOOK, ()), "codebook": CODEBOOK}
    of = quadrant.noted_by(notes, told, **given_)
    for tally in quadrant.tally_by(notes, told, **given_):
        assert len(of[tally.label]) == tally.stories
        for part in tally.conditions:
            assert sum(story[part.condition] for story in of[tally.label]) == part.total
            assert sum(story[part.condition] > 0 for story in of[tally.label]) == part.stories


def test_nothing_beside_nothing() -> None:
    assert compare([], "year") == Comparison("year", (), (), ())


@settings(deadline=None)
@given(st.lists(WORDS, max_size=5))
def test_what_a_year_has_follows_from_the_year_before(noted: list[list[str]]) -> None:
    found = compare([year(str(2020 + i), *words) for i, words in enumerate(noted)], "year")
    held: set[str] | None = None
    for words, new, gone in zip(noted, found.new, found.gone, strict=True):
        if held is None or not words:
            assert (new, gone) == ((), ())
        else:
            assert (held | set(new)) - set(gone) == set(words)
            assert not set(new) & held
            assert set(gone) <= held
        held = set(words) or held
