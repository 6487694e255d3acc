"""From decisions to verdicts, statuses and what to discuss."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import decide, notes

from sq_coder import review
from sq_coder.domain import Decision, StoryStatus, Verdict

WORDS = st.lists(st.sampled_from(["verbinding", "meedoen", "rust", "rust=security"]), min_size=1, max_size=3)


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Decisions on one story, each superseding some of what its researchers had."""
    made: list[Decision] = []
    for _ in range(draw(st.integers(0, 5))):
        names = draw(st.lists(st.sampled_from(["ann", "bob", "eva"]), min_size=1, max_size=3, unique=True))
        own = [d for d in made if set(d.researchers) & set(names)]
        after = draw(st.lists(st.sampled_from(own), unique=True)) if own else []
        made.append(decide("+".join(names), *draw(WORDS), after=tuple(after)))
    return made


def test_a_joint_decision_is_a_verdict() -> None:
    joint = decide("bob+ann", "verbinding", "rust=security")
    assert review.verdict([joint]) == Verdict(
        story=joint.story,
        decisions=(joint.id,),
        researchers=("ann", "bob"),
        notes=notes("verbinding", "rust=security"),
        at=joint.at,
    )


def test_two_equal_decisions_are_a_verdict_as_the_latest_wrote_it() -> None:
    ann = decide("ann", "verbinding", "Rust")
    bob = decide("bob", "rust.", "verbinding")
    verdict = review.verdict([bob, ann])
    assert verdict == Verdict(ann.story, (ann.id, bob.id), ("ann", "bob"), bob.notes, bob.at)


def test_one_researcher_makes_no_verdict_of_two() -> None:
    ann = decide("ann", "verbinding")
    assert review.verdict([ann]) is None
    assert review.verdict([ann], coders=1) is not None
    assert review.status([ann]) is StoryStatus.SEEN_BY_ONE
    assert review.status([ann], coders=1) is StoryStatus.AGREED


def test_a_joint_decision_of_two_is_no_verdict_of_three() -> None:
    joint = decide("ann+bob", "verbinding")
    eva = decide("eva", "verbinding")
    assert review.verdict([joint], coders=3) is None
    assert review.verdict([joint, eva], coders=3) is not None


def test_the_same_keyword_in_another_place_is_another_choice() -> None:
    both = [decide("ann", "beweging=empowerment"), decide("bob", "beweging")]
    assert review.verdict(both) is None
    assert review.status(both) is StoryStatus.TO_DISCUSS


def test_a_later_decision_by_anyone_reopens_the_story() -> None:
    joint = decide("ann+bob", "verbinding")
    eva = decide("eva", "meedoen")
    assert review.verdict([joint, eva]) is None
    assert review.to_discuss([joint, eva]) == [joint.story]


def test_latest_is_the_head_of_supersedes_not_the_clock() -> None:
    first = decide("ann", "verbinding", at=900)
    second = decide("ann", "meedoen", after=(first,), at=100)
    assert review.heads([first, second]) == {"ann": (second,)}


def test_another_researcher_supersedes_nothing_of_mine() -> None:
    ann = decide("ann", "verbinding")
    bob = decide("bob", "meedoen", after=(ann,))
    assert review.heads([bob, ann]) == {"ann": (ann,), "bob": (bob,)}


def test_a_joint_decision_supersedes_for_each_it_names() -> None:
    ann, bob = decide("ann", "verbinding"), decide("bob", "meedoen")
    joint = decide("ann+bob", "rust", after=(ann, bob))
    assert review.heads([ann, bob, joint]) == {"ann": (joint,), "bob": (joint,)}
    assert review.status([ann, bob, joint]) is StoryStatus.AGREED


def test_two_heads_of_one_researcher_are_to_discuss_even_when_equal() -> None:
    one, other = decide("ann+bob", "verbinding"), decide("ann+bob", "verbinding")
    assert review.verdict([one, other]) is None
    assert review.status([one, other]) is StoryStatus.TO_DISCUSS
    assert review.to_discuss([one, other]) == [one.story]


def test_status_before_anyone_decided() -> None:
    assert review.status([]) is StoryStatus.NOT_SEEN
    assert review.status([], has_draft=True) is StoryStatus.DRAFT
    assert review.status([decide("ann", "rust")], has_draft=True) is StoryStatus.SEEN_BY_ONE
    assert review.status([decide("ann+bob", "rust")], withdrawn=True) is StoryStatus.WITHDRAWN


def test_stories_to_discuss_stand_in_the_order_they_appear() -> None:
    made = [
        decide("ann", "rust", story="z"),
        decide("ann", "rust", story="m"),
        decide("ann", "rust", story="a"),
        decide("bob", "rust", story="m"),
        decide("bob", "meedoen", story="a"),
        decide("bob", "meedoen", story="z"),
    ]
    assert review.to_discuss(made) == ["z", "a"]


@settings(deadline=None)
@given(histories(), st.integers(1, 3), st.permutations(["ann", "bob", "eva"]))
def test_swapping_researchers_changes_no_verdict(made: list[Decision], coders: int, names: list[str]) -> None:
    swap = dict(zip(["ann", "bob", "eva"], names, strict=True))
    swapped = [replace(d, researchers=tuple(swap[name] for name in d.researchers)) for d in made]
    before, after = review.verdict(made, coders=coders), review.verdict(swapped, coders=coders)
    assert (before is None) == (after is None)
    if before and after:
        renamed = tuple(sorted(swap[name] for name in before.researchers))
        assert after == replace(before, researchers=renamed)


@settings(deadline=None)
@given(histories(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_the_order_of_decisions_changes_nothing(made: list[Decision], coders: int, chance: Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert review.verdict(shuffled, coders=coders) == review.verdict(made, coders=coders)


@settings(deadline=None)
@given(histories(), st.integers(1, 3))
def test_agreed_means_exactly_that_there_is_a_verdict(made: list[Decision], coders: int) -> None:
    status = review.status(made, coders=coders)
    assert (status is StoryStatus.AGREED) == (review.verdict(made, coders=coders) is not None)
    assert (status is StoryStatus.TO_DISCUSS) == (review.to_discuss(made) != [])


@settings(deadline=None)
@given(histories(), st.integers(1, 3))
def test_every_note_of_a_verdict_traces_to_a_decision(made: list[Decision], coders: int) -> None:
    verdict = review.verdict(made, coders=coders)
    if verdict:
        heads = [d for d in made if d.id in verdict.decisions]
        assert len(heads) == len(verdict.decisions)
        assert any(verdict.notes == head.notes for head in heads)
        assert all({(n.key, n.condition) for n in verdict.notes} == head.choice for head in heads)


def test_who_asks_to_discuss_leaves_the_story_without_a_verdict() -> None:
    agreed = [decide("ann", "rust"), decide("bob", "rust")]
    asking = [agreed[0], replace(agreed[1], discuss=True)]
    assert review.verdict(agreed) is not None
    assert review.verdict(asking) is None
    assert review.to_discuss(asking) == [agreed[0].story]


def test_the_heads_of_one_researcher_stand_in_the_order_of_time() -> None:
    late, early = decide("ann", "rust", at=9), decide("ann", "meedoen", at=3)
    assert review.heads([late, early]) == {"ann": (early, late)}


def test_nobody_has_agreed_where_nobody_decided() -> None:
    assert review.verdict([], coders=0) is None
