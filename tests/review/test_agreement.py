"""How far researchers agreed before they knew of each other's decisions."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, decide

from sq_coder import quadrant, review
from sq_coder.domain import Agreement, ConditionId, Decision, Note


def place(note: Note) -> ConditionId:
    return quadrant.note_condition(note, {}, CODEBOOK)


def measure(*decisions: Decision) -> Agreement:
    return review.agreement(decisions, condition_of=place)


def pairs(*choices: tuple[str, str]) -> list[Decision]:
    """Ann's and Bob's independent decision on each of these stories."""
    return [
        decide(name, *words.split("+"), story=f"s{i:02}")
        for i, both in enumerate(choices)
        for name, words in zip(("ann", "bob"), both, strict=True)
    ]


def test_joint_work_is_not_measured() -> None:
    found = measure(decide("ann+bob", "rust"), decide("ann+eva", "rust", story="s2"))
    assert found == Agreement(("ann", "bob", "eva"), 0, reason="not measured: every decision was made together")


def test_without_decisions_nothing_is_measured() -> None:
    assert measure() == Agreement((), 0, reason="not measured: there are no decisions yet")


def test_a_second_reader_who_saw_the_first_is_not_measured() -> None:
    ann = decide("ann", "rust")
    bob = decide("bob", "rust", saw=(ann,))
    reason = "not measured: no story was decided by two researchers independently of each other"
    assert measure(ann, bob) == Agreement(("ann", "bob"), 0, reason=reason)


def test_numbers_of_stories_decided_independently() -> None:
    made = pairs(
        ("verbinding", "verbinding"),
        ("verbinding", "sociale contacten"),
        ("meedoen", "meedoen+verbinding"),
        ("inzicht", "inzicht"),
    )
    found = measure(*made, decide("eva", "inzicht", story="alone"))
    # Do: the distances 0, 1, 2/3, 0 over four stories; De: over the 28 pairs of their eight values.
    assert found == Agreement(
        researchers=("ann", "bob"),
        stories=4,
        same_keywords=2,
        same_condition=3,
        percent=50.0,
        alpha=found.alpha,
        reason="no interval is given for alpha: 4 stories are fewer than 10",
        differing=("s01", "s02"),
    )
    assert found.alpha == pytest.approx(1 - (5 / 3 / 4) / (by_hand() / 28))


def by_hand() -> float:
    """The summed distance of the 28 unordered pairs of verbinding (3x), contacten, meedoen, m+v, inzicht (2x)."""
    equal = 3 + 1  # pairs of verbinding, pair of inzicht: 0 apart
    near = 3 + 1  # verbinding with m+v, meedoen with m+v: 2/3 apart
    return (28 - equal - near) + near * 2 / 3


def test_the_last_decision_before_the_meeting_counts() -> None:
    early = decide("ann", "rust")
    ann = decide("ann", "verbinding", after=(early,))
    bob = decide("bob", "verbinding")
    joint = decide("ann+bob", "meedoen", after=(ann, bob))
    late = decide("ann", "inzicht", after=(joint,))
    found = review.independent([early, ann, bob, joint, late])
    assert found == {"s1": {"ann": ann, "bob": bob}}


def test_supersedes_tells_what_came_before_a_meeting_when_the_clock_is_wrong() -> None:
    ann, bob = decide("ann", "rust", at=900), decide("bob", "rust", at=5)
    joint = decide("ann+bob", "meedoen", after=(ann,), at=100)
    late = decide("bob", "inzicht", after=(bob, joint), at=1)
    assert review.independent([ann, bob, joint, late]) == {"s1": {"ann": ann, "bob": bob}}


def test_the_same_moment_as_the_meeting_is_not_before_it() -> None:
    ann, joint = decide("ann", "rust", at=7), decide("bob+eva", "rust", at=7)
    assert review.independent([ann, joint]) == {"s1": {}}


def test_who_once_saw_a_colleague_is_independent_no_more() -> None:
    ann, bob = decide("ann", "rust"), decide("bob", "meedoen")
    seen = decide("bob", "rust", after=(bob,), saw=(ann,))
    again = decide("bob", "inzicht", after=(seen,))
    assert review.independent([ann, bob, seen, again]) == {"s1": {"ann": ann, "bob": bob}}


def test_two_heads_of_one_researcher_are_a_missing_value() -> None:
    made = [decide("ann", "rust"), decide("ann", "meedoen"), decide("bob", "rust"), decide("eva", "rust")]
    assert review.independent(made) == {"s1": {"bob": made[2], "eva": made[3]}}


def test_a_place_of_its_own_counts_for_the_condition_not_for_the_keyword() -> None:
    found = measure(decide("ann", "rust=security"), decide("bob", "rust=cohesion"))
    assert (found.same_keywords, found.same_condition, found.percent) == (1, 0, 100.0)
    assert found.reason == "alpha is not measured: it needs at least two stories"


def test_without_variation_there_is_no_alpha() -> None:
    found = measure(*pairs(("rust", "rust"), ("rust", "rust")))
    assert (found.percent, found.alpha) == (100.0, None)
    assert found.reason == "alpha is not measured: everyone named the same keywords on every story"


def test_ten_stories_have_an_interval_with_a_warning_and_thirty_without() -> None:
    choices = [("rust", "rust"), ("meedoen", "meedoen"), ("inzicht", "rust"), ("steun", "steun"), ("rust", "rust")]
    ten, thirty = measure(*pairs(*choices * 2)), measure(*pairs(*choices * 6))
    for found in (ten, thirty):
        assert found.alpha is not None
        assert found.alpha_low is not None
        assert found.alpha_high is not None
        assert found.alpha_low < found.alpha < found.alpha_high
    assert ten.reason == "10 stories are few: the interval of alpha is wide and rough"
    assert thirty.reason == ""


WORDS = st.sampled_from(["rust", "meedoen", "inzicht", "rust+meedoen"])


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_swapping_researchers_changes_no_number(choices: list[tuple[str, str]]) -> None:
    made = pairs(*choices)
    swapped = [replace(d, researchers=("bob",) if d.researchers == ("ann",) else ("ann",)) for d in made]
    assert measure(*swapped) == measure(*made)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_decisions_changes_no_number(choices: list[tuple[str, str]], chance: Random) -> None:
    made = pairs(*choices)
    shuffled = list(made)
    chance.shuffle(shuffled)
    found, again = measure(*made), measure(*shuffled)
    assert replace(again, differing=()) == replace(found, differing=())
    assert set(again.differing) == set(found.differing)
