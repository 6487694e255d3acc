"""What became of proposals."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import cases, decide, propose

from sq_coder import review
from sq_coder.domain import Outcome, Proposal, Reviewed, Run, RunId, Sight, Verdict

DECIDED = {
    "kept": ["verbinding"],
    "changed": ["rust"],
    "one_added": ["verbinding", "rust"],
    "two_added": ["rust", "verbinding", "meedoen"],
}


def verdict(*written: str, story: str = "s1") -> Verdict:
    made = review.verdict([decide("ann+bob", *written, story=story)])
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["Verbinding!"], Outcome.KEPT),
        (["verbinding=inclusion"], Outcome.KEPT),
        (["rust"], Outcome.CHANGED),
        (["rust", "verbinding"], Outcome.ONE_ADDED),
        (["rust", "verbinding", "meedoen"], Outcome.TWO_ADDED),
        (["rust", "verbinding", "meedoen", "inzicht"], Outcome.MORE_ADDED),
        (["rust", "verbinding", "meedoen", "inzicht", "steun"], Outcome.MORE_ADDED),
        (["rust", "meedoen"], Outcome.CHANGED_AND_ADDED),
        (["rust", "meedoen", "inzicht"], Outcome.CHANGED_AND_ADDED),
    ],
)
def test_an_outcome_compares_what_was_decided_with_what_was_proposed(written: list[str], expected: Outcome) -> None:
    assert review.outcome(verdict(*written), propose("verbinding")) is expected


def test_without_a_usable_proposal_there_is_no_proposal() -> None:
    assert review.outcome(verdict("rust"), None) is Outcome.NO_PROPOSAL
    assert review.outcome(verdict("rust"), propose("")) is Outcome.NO_PROPOSAL


@pytest.mark.parametrize("case", cases("outcomes"), ids=lambda case: case["id"])
def test_the_published_validation(case: dict[str, dict[str, int]]) -> None:
    number = count(1)
    made = [
        verdict(*DECIDED[outcome], story=f"s{next(number)}")
        for outcome, stories in case["input"].items()
        for _ in range(stories)
    ]
    found = review.validation(made, review.of_run([propose("verbinding", story=v.story) for v in made], RunId("run")))
    counts = {outcome.value: found.count(outcome) for outcome in Outcome}
    assert counts | {"stories": len(found.reviewed), "keywords": found.keywords} == case["expected"]


def test_only_the_named_run_is_compared_in_the_order_of_the_verdicts() -> None:
    made = [verdict("rust", story="b"), verdict("rust", story="a")]
    proposals = [
        propose("rust", story="a", run="first"),
        propose("meedoen", story="a", run="second"),
        propose("rust", story="b", run="first"),
        propose("rust", story="not decided", run="second"),
    ]
    found = review.validation(made, review.of_run(proposals, RunId("second")))
    assert found.reviewed == (
        Reviewed(made[0].story, Outcome.NO_PROPOSAL),
        Reviewed(made[1].story, Outcome.CHANGED),
    )


def test_a_failed_try_before_does_not_hide_the_proposal() -> None:
    tries: list[Proposal] = [propose(""), propose("rust"), propose("")]
    found = review.validation([verdict("rust")], review.of_run(tries, RunId("run")))
    assert found.count(Outcome.KEPT) == 1


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["verbinding", "rust", "meedoen", "inzicht", "steun"]), min_size=1)))
def test_the_outcomes_add_up_to_the_stories_and_the_keywords(decided: list[list[str]]) -> None:
    made = [verdict(*written, story=f"s{i}") for i, written in enumerate(decided)]
    found = review.validation(made, review.of_run([propose("verbinding", story=v.story) for v in made], RunId("run")))
    assert sum(found.count(outcome) for outcome in Outcome) == len(decided)
    assert found.keywords == sum(len(set(written)) for written in decided)


def test_of_two_answers_of_one_run_the_latest_counts() -> None:
    late, early = (replace(propose(word), at=at) for word, at in (("verbinding", "2026-02"), ("rust", "2026-01")))
    found = review.validation([verdict("verbinding")], review.of_run([late, early], RunId("run")))
    assert [reviewed.outcome for reviewed in found.reviewed] == [Outcome.KEPT]


def test_a_keyword_at_two_places_is_two_notes() -> None:
    found = review.validation(
        [verdict("rust=security", "rust=cohesion")], review.of_run([propose("rust")], RunId("run"))
    )
    assert found.keywords == 2


def at(day: int, proposal: Proposal) -> Proposal:
    return replace(proposal, at=f"2026-01-{day:02}")


def test_the_proposal_in_sight_goes_with_a_story_whatever_came_after_or_before() -> None:
    seen, later = at(1, propose("rust", run="words")), at(2, propose("verbinding", run="model"))
    chosen = replace(decide("ann+bob", "rust"), at="2026-01-03", sight=Sight.PROPOSAL, saw=seen.id)
    assert review.current([later, seen], [chosen]) == {seen.story: seen}


def test_an_unusable_reply_in_sight_is_no_proposal_though_another_was_usable() -> None:
    words, unusable = at(1, propose("rust", run="words")), at(2, propose("", run="model"))
    chosen = replace(decide("ann+bob", "rust"), at="2026-01-03", sight=Sight.PROPOSAL, saw=unusable.id)
    assert review.current([words, unusable], [chosen]) == {}


def test_else_the_last_one_before_the_decision_goes_with_it_and_without_a_decision_the_last() -> None:
    first, second, after = (at(day, propose("rust", run=f"run{day}")) for day in (1, 2, 4))
    chosen = replace(decide("ann+bob", "rust"), at="2026-01-03")
    assert review.current([after, second, first], [chosen]) == {first.story: second}
    assert review.current([after, second, first], []) == {first.story: after}
    assert review.current([after], [chosen]) == {first.story: after}
    assert review.current([at(1, propose(""))], []) == {}


def test_who_proposed_is_told_once_for_each_question_with_its_stories() -> None:
    runs = [Run(RunId(id), "openai", model=model) for id, model in (("1", "m"), ("2", "m"), ("3", "other"))]
    made = {p.story: p for p in (propose("rust", story=s, run=r) for s, r in (("a", "1"), ("b", "2")))}
    assert review.sources(runs, made) == [(runs[1], 2)]
    assert review.sources(runs, {}) == [(runs[2], 0)]
    assert review.sources([], {}) == []


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["words", "model"]), st.integers(1, 28)), max_size=12)
)
def test_what_is_proposed_after_a_decision_changes_no_outcome(said: list[tuple[str, str, int]]) -> None:
    proposals = [at(day, propose("rust", story=story, run=run)) for story, run, day in said]
    chosen = [replace(decide("ann+bob", "rust", story=story), at="2026-01-14T12:00") for story in "abc"]
    before = [p for p in proposals if p.at < chosen[0].at]
    found, had = review.current(proposals, chosen), review.current(before, chosen)
    assert {story: found[story] for story in had} == had
    assert found.keys() == {p.story for p in proposals}
    runs = [Run(RunId("words"), "codebook"), Run(RunId("model"), "openai", model="m")]
    assert sum(n for _, n in review.sources(runs, found)) == len(found)
