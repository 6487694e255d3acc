"""Stability, influence and evaluation: what is known about proposals themselves."""

from __future__ import annotations

from sq_coder.domain import (
    Decision,
    DecisionId,
    Note,
    Proposal,
    ProposalId,
    ProposalStatus,
    RunId,
    Sight,
    StoryId,
    Verdict,
)
from sq_coder.domain.trial import Evaluation, Influence, Stability, Wavering
from sq_coder.review import evaluation, influence, stability


def proposed(story: str, keyword: str, *, run: str = "r", number: int = 0) -> Proposal:
    status = ProposalStatus.OK if keyword else ProposalStatus.UNUSABLE
    return Proposal(ProposalId(f"{story}{run}{number}"), RunId(run), StoryId(story), status, keyword, at=str(number))


def decided(story: str, *keywords: str, saw: Proposal | None = None, sight: Sight | None = None, **more) -> Decision:
    seen = sight or (Sight.PROPOSAL if saw else Sight.NONE)
    notes = tuple(Note(keyword) for keyword in keywords)
    id = DecisionId(f"d{story}{more.pop('number', 0)}")
    return Decision(id, StoryId(story), ("Ann",), notes, sight=seen, saw=saw.id if saw else None, **more)


def verdict(story: str, *keywords: str) -> Verdict:
    return Verdict(StoryId(story), (DecisionId("d"),), ("Ann",), tuple(Note(keyword) for keyword in keywords))


def test_a_story_wavers_when_its_answers_differ_up_to_their_key():
    answers = [
        proposed("a", "Rust"),
        proposed("a", "rust."),
        proposed("b", "rust"),
        proposed("b", ""),
        proposed("c", "geld"),
    ]
    assert stability(answers, runs=["r"]) == Stability(
        ("r",), stories=2, answers=4, wavering=(Wavering(StoryId("b"), (("rust", 1), ("", 1))),), usable_in_part=1
    )


def test_a_failed_answer_is_no_answer():
    failed = Proposal(ProposalId("x"), RunId("r"), StoryId("a"), ProposalStatus.FAILED)
    assert stability([proposed("a", "rust"), failed], runs=[]).stories == 0


def test_influence_counts_only_first_decisions_and_lists_the_stories():
    a, b, c = proposed("a", "rust"), proposed("b", "geld"), proposed("c", "samen")
    decisions = [
        decided("a", "Rust", saw=a),
        decided("a", "lopen", saw=a, supersedes=(DecisionId("da0"),), number=1),
        decided("b", "geld", "rust", saw=b),
        decided("c", "samen"),
        decided("c", "anders", number=2, saw_decisions=(DecisionId("dc0"),)),
        decided("d", "lopen"),
        decided("e", "rust", sight=Sight.UNKNOWN),
    ]
    assert influence(decisions, [a, b, c]) == Influence(
        in_sight_left=(StoryId("a"),),
        in_sight_changed=(StoryId("b"),),
        by_oneself_same=(StoryId("c"),),
        by_oneself_other=(),
        unknown=1,
        no_proposal=1,
    )


def test_a_proposer_is_not_judged_by_decisions_that_saw_its_proposal():
    mine = [proposed(s, k) for s, k in (("a", "rust"), ("b", "geld"), ("c", "samen"), ("d", ""), ("e", "rust"))]
    other = proposed("b", "lopen", run="other")
    decisions = [
        decided("a", "rust", saw=mine[0]),
        decided("b", "geld", "rust", saw=other),
        decided("c", "rust"),
        decided("d", "rust"),
        decided("e", "rust", sight=Sight.UNKNOWN),
    ]
    verdicts = [
        verdict("a", "rust"),
        verdict("b", "geld", "rust"),
        verdict("c", "rust"),
        verdict("d", "rust"),
        verdict("e", "rust"),
    ]
    found = evaluation(verdicts, decisions, mine, run="r", own={p.id for p in mine})
    assert found == Evaluation(
        run="r",
        stories=3,
        among=(StoryId("b"),),
        alone=(),
        other=(StoryId("c"),),
        unusable=(StoryId("d"),),
        most_frequent="rust",
        minimum=3,
        left_out=(StoryId("a"), StoryId("e")),
    )


def test_what_is_proposed_after_a_decision_made_by_oneself_does_not_change_what_it_is_laid_beside():
    early, late = proposed("a", "rust", number=1), proposed("a", "geld", run="later", number=3)
    decisions = [decided("a", "rust", at="2")]
    assert influence(decisions, [early, late]).by_oneself_same == (StoryId("a"),)
    assert influence(decisions, [late]).by_oneself_other == (StoryId("a"),)
