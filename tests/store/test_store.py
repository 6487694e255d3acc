"""What the store keeps and refuses, on both databases, with invented data."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from sq_coder.domain import (
    Arrival,
    Evidence,
    Note,
    Perspective,
    Prompt,
    Proposal,
    ProposalStatus,
    Ruling,
    RulingKind,
    Run,
    RunEvent,
    Sent,
    Sight,
    Slice,
    Story,
    new_id,
    sha256,
)
from sq_coder.errors import AmbiguousStory, Problem, StaleDecision, StudyProblem, UnknownStory
from sq_coder.gateways.store import Store

from .conftest import codebook, decision, story, verdict_of, verdict_text

APPEND_ONLY = [
    "story_revision",
    "story_attribute",
    "proposal",
    "evidence",
    "decision",
    "decision_note",
    "decision_researcher",
    "decision_supersedes",
    "decision_saw",
    "ruling",
    "ruling_researcher",
    "ruling_supersedes",
    "run",
    "run_event",
    "codebook",
    "prompt",
    "sent_log",
    "tombstone",
]


@pytest.fixture
def told(store: Store) -> Story:
    """A stored story."""
    told = story("Elke week wandelen we. Dat geeft vertrouwen.", title="Wandelen", attributes=(("wijk", "noord"),))
    store.add_stories([told])
    return store.story(told.id)


@pytest.fixture
def run(store: Store) -> Run:
    """A stored run."""
    run = Run(new_id(), "codebook", parameters=(("drempel", "2"), ("é", "=")), at="toen")
    store.add_run(run)
    return run


def proposal(run: Run, on: Story, **more: object) -> Proposal:
    """A proposal with a passage."""
    begin = on.text.index("vertrouwen") if "vertrouwen" in on.text else 0
    passage = Evidence(begin, begin + 5, on.text[begin : begin + 5], on.text_sha256)
    given = {"status": ProposalStatus.OK, "keyword": "vertrouwen", "evidence": (passage,), "at": "toen"} | more
    key = run.request_key(on.text_sha256)
    return Proposal(new_id(), run.id, on.id, text_sha256=on.text_sha256, request_key=key, **given)


def ruling(word: str, kind: RulingKind = RulingKind.PLACE, **more: object) -> Ruling:
    """A ruling by ann."""
    return Ruling(new_id(), word, kind, ("ann",), at="toen", **more)


def test_a_story_is_added_once(store: Store) -> None:
    first, second = story("een"), story("twee")
    assert store.add_stories([first, first, second]) == [Arrival.ADDED, Arrival.ALREADY_THERE, Arrival.ADDED]
    assert store.add_stories([second]) == [Arrival.ALREADY_THERE]
    assert store.count_stories() == 2


def test_a_thousand_stories_take_less_than_a_second_of_work(store: Store) -> None:
    stories = [story(f"verhaal {i} " + "woord " * 300, attributes=(("wijk", "noord"),)) for i in range(1000)]
    start = time.process_time()
    assert set(store.add_stories(stories)) == {Arrival.ADDED}
    assert time.process_time() - start < 1


def test_stories_stand_by_year_and_then_as_they_came(store: Store) -> None:
    stories = [story(f"{i}", year=year) for i, year in enumerate([2023, None, 2021, 2023, 2021])]
    store.add_stories(stories)
    assert [s.text for s in store.stories()] == ["2", "4", "0", "3", "1"]
    assert [s.text for s in store.stories(limit=2, offset=1)] == ["4", "0"]
    assert store.count_stories(Slice(years=(2021,))) == 2


def test_a_slice_takes_years_groups_perspectives_and_attributes(store: Store) -> None:
    stories = [
        story("a", group="koor", attributes=(("wijk", "noord"), ("taal", "fries"))),
        story("b", perspective=Perspective.FACILITATOR),
        story("c", year=2021, attributes=(("wijk", "zuid"),)),
    ]
    store.add_stories(stories)
    chosen = lambda slice: [s.text for s in store.stories(slice)]  # noqa: E731
    assert chosen(Slice()) == ["c", "a"]
    assert chosen(Slice(perspective=None)) == ["c", "a", "b"]
    assert chosen(Slice(groups=("koor",))) == ["a"]
    assert chosen(Slice(attributes=(("wijk", "noord"), ("taal", "fries")))) == ["a"]
    assert chosen(Slice(attributes=(("wijk", "noord"), ("taal", "nl")))) == []


def test_a_story_is_found_by_id_by_its_beginning_and_by_its_title(store: Store) -> None:
    one, two, three = story("een", id="ab12", title="De  Één"), story("twee", id="ab34"), story("drie", id="ab")
    store.add_stories([one, two, three])
    assert [store.story(r).id for r in ("ab12", "ab1", "de één", "AB34", "ab")] == [
        "ab12",
        "ab12",
        "ab12",
        "ab34",
        "ab",
    ]
    for unknown in ("", "zz", "%"):
        with pytest.raises(UnknownStory):
            store.story(unknown)
    with pytest.raises(AmbiguousStory) as refused:
        store.story("a")
    assert refused.value.ids == ("ab12", "ab34", "ab")
    with pytest.raises(AmbiguousStory):
        store.story("buurvrouw")
    store.add_stories([story("vier", id="cd56", title="AB3")])
    assert store.story("ab3").id == "cd56"  # a title, also where it begins an id


def test_a_change_is_a_revision_and_the_earlier_text_stays(store: Store, told: Story) -> None:
    revised = store.add_revision(replace(told, text="Nu anders.", year=2020, attributes=()), expected_revision=1)
    assert (revised.revision, store.story(told.id)) == (2, revised)
    assert store.revisions(told.id) == [told, revised]
    assert store.text_of(told.id, told.text_sha256) == told.text
    assert store.text_of(told.id, sha256("nooit")) is None
    assert store.stories(Slice(years=(2020,), attributes=(("wijk", "noord"),))) == []
    assert store.add_revision(revised, expected_revision=2) == revised
    with pytest.raises(Problem, match="was changed since you saw it"):
        store.add_revision(replace(told, title="Te laat"), expected_revision=1)
    assert len(store.revisions(told.id)) == 2


def test_runs_events_prompts_and_what_was_sent_come_back(store: Store, told: Story) -> None:
    prompt = Prompt("kernwoord.v1", "Geef één kernwoord:\n")
    store.use_prompt(prompt)
    store.use_prompt(prompt)
    run = Run(new_id(), "openai", "m", "http://localhost", "kernwoord.v1", prompt.sha256, (("a", "é"),), at="toen")
    store.add_run(run)
    event = RunEvent(run.id, "failed", "toen", told.id, "time-out")
    store.add_event(event)
    sent = Sent(told.id, "http://localhost", "m", sha256("x"), 1, True, "toen", run.id)
    store.log_sent(sent)
    assert (store.prompts(), store.prompt(prompt.sha256), store.prompt("")) == ([prompt], prompt, None)
    assert (store.runs(), store.run(run.id), store.events(run.id)) == ([run], run, [event])
    assert store.sent(told.id) == [sent]
    with pytest.raises(Problem, match="another text"):
        store.use_prompt(Prompt("kernwoord.v1", "anders"))
    with pytest.raises(StudyProblem):
        store.add_run(replace(run, id=new_id(), prompt_sha256=sha256("never stored")))


def test_proposals_come_back_and_an_answered_question_is_not_asked_again(store: Store, told: Story, run: Run) -> None:
    failed = proposal(run, told, status=ProposalStatus.FAILED, keyword="", evidence=())
    assert store.add_proposals([failed]) == [True]
    assert store.unproposed(run) == [told]
    ok = proposal(run, told, score=0.5, seconds=1.25, pseudonymised=True, prompt_tokens=3)
    assert store.add_proposals([ok]) == [True]
    assert store.unproposed(run) == []
    assert store.unproposed(replace(run, model="other")) == [told]
    other = replace(run, id=new_id())
    store.add_run(other)
    late = proposal(other, told)
    assert store.add_proposals([late]) == [False]
    assert store.add_proposals([late, late], again=True) == [True, False]
    assert store.proposals(story=told.id) == [failed, ok, late]
    assert (store.proposals(run=other.id), store.proposal(ok.id)) == ([late], ok)


def test_a_raw_reply_with_half_characters_is_kept(store: Store, told: Story, run: Run) -> None:
    odd = proposal(run, told, status=ProposalStatus.UNUSABLE, keyword="", raw_reply="a\0b\ud83d", thoughts="😀")
    assert store.add_proposals([odd]) == [True]
    assert store.proposal(odd.id) == replace(odd, raw_reply="a\ufffdb\ufffd")


def test_two_runs_never_ask_the_same_at_the_same_time(store: Store, told: Story, run: Run) -> None:
    other = replace(run, id=new_id())
    store.add_run(other)
    keys = {told.id: run.request_key(told.text_sha256)}
    assert store.lease(run, keys, 60) == {told.id}
    assert store.lease(other, keys, 60) == set()
    assert store.lease(other.id, {told.id: "another question"}, 60) == {told.id}
    store.add_proposals([proposal(run, told)])
    assert store.lease(other, keys, 60) == set()
    assert store.lease(other, keys, 0, again=True) == {told.id}
    assert store.lease(run, keys, 60, again=True) == {told.id}


def test_a_decision_makes_its_verdict_in_the_same_moment(store: Store, told: Story, run: Run) -> None:
    store.use_codebook(codebook(("vertrouwen", "cohesion")))
    store.add_proposals([seen := proposal(run, told)])
    first = decision(told, "Ann", at="1", sight=Sight.PROPOSAL, saw=seen.id, evidence=seen.evidence, remark="nog eens")
    store.save_draft(told.id, "Ann", "{}")
    assert store.draft(told.id, "ANN") == "{}"
    assert store.add_decision(first, verdict_of) is None
    assert store.drafts() == {}
    second = decision(told, "Bob", at="2", notes=(Note("Vertrouwen", remark="ja"),), saw_decisions=(first.id,))
    made = store.add_decision(second, verdict_of)
    assert (verdict_text(made), store.verdicts()) == (["Vertrouwen"], [made])
    assert store.decisions(told.id) == [first, second]
    reopened = decision(told, "ann", at="3", keywords=("rust",), supersedes=(first.id,))
    assert store.add_decision(reopened, verdict_of) is None
    assert store.verdicts() == []
    assert store.decisions()[-1] == replace(reopened, researchers=("Ann",))
    assert store.researchers() == ["Ann", "Bob"]
    assert store.check(verdict_of) == []


def test_one_name_in_two_spellings_is_refused(store: Store, told: Story) -> None:
    with pytest.raises(Problem, match="stands twice"):
        store.add_decision(decision(told, "Ann", "ANN"), verdict_of)
    assert (store.decisions(), store.researchers()) == ([], [])


def test_decisions_are_imported_all_or_none(store: Store, told: Story, run: Run) -> None:
    good = decision(told, "ann")
    with pytest.raises(StaleDecision):
        store.add_decisions([good, decision(told, "ann")], verdict_of)
    with pytest.raises(UnknownStory):
        store.add_decisions([good, decision("nowhere", "ann")], verdict_of)
    assert store.decisions() == []
    pasted = replace(run, id=new_id(), proposer="paste")
    seen = proposal(pasted, told)
    after = decision(told, "ann", "bob", supersedes=(good.id,), sight=Sight.PROPOSAL, saw=seen.id)
    verdicts = store.add_decisions([good, after], verdict_of, proposals=[seen], runs=[pasted])
    assert verdict_text(verdicts[told.id]) == ["vertrouwen"]
    assert store.proposals() == [seen]


def test_a_proposal_of_another_story_cannot_have_been_in_sight(store: Store, told: Story, run: Run) -> None:
    other = story("anders")
    store.add_stories([other])
    store.add_proposals([seen := proposal(run, told)])
    with pytest.raises(StudyProblem, match="refused this"):
        store.add_decision(decision(other, "ann", sight=Sight.PROPOSAL, saw=seen.id), verdict_of)
    assert store.decisions() == []


def test_rulings_move_and_merge_keywords(store: Store, told: Story) -> None:
    known = codebook(("vertrouwen", "cohesion"))
    store.add_decision(decision(told, "ann", "bob", keywords=("rust", "kalmte", "vertrouwen")), verdict_of)
    before = store.tally(Slice(), known)[0]
    assert [before.undecided.total, before.conditions[0].total] == [3, 0]
    store.use_codebook(known)
    placed = ruling("rust", condition="security", discussed=True, remark="samen")
    store.add_ruling(placed, known)
    merged = ruling("kalmte", RulingKind.MERGE, into="Rust")
    store.add_ruling(merged)
    assert store.rulings() == [placed, merged]
    after = store.tally(Slice(), known)[0]
    assert [c.keywords for c in after.conditions] == [(("vertrouwen", 1, False),), (("rust", 1, True),)]
    with pytest.raises(Problem, match="newer ruling"):
        store.add_ruling(ruling("Rust", condition="cohesion"))
    store.add_ruling(ruling("Rust", condition="cohesion", supersedes=(placed.id,)))
    assert store.placements()["kalmte"].condition == "cohesion"
    assert store.check(verdict_of) == []


def test_another_codebook_moves_every_keyword(store: Store, told: Story, place: str, open_store: Callable) -> None:
    one, two = codebook(("rust", "cohesion")), codebook(("rust", "security"))
    store.add_decision(decision(told, "ann", "bob", keywords=("rust",)), verdict_of)
    assert store.codebook_text() is None
    store.use_codebook(one)
    other = open_store(place)
    other.use_codebook(two)
    assert store.placements()["rust"].condition == "security"
    store.add_decision(decision(told, "cleo", keywords=("rust", "geld")), verdict_of)
    store.use_codebook(one)
    assert store.placements()["rust"].condition == "cohesion"
    assert [sha for sha, _, _ in store.codebooks()] == [one.sha256, two.sha256]
    assert (store.codebook_text(), store.codebook_text(two.sha256)) == (one.text, two.text)


def test_an_unknown_attribute_is_not_counted_by(store: Store, told: Story) -> None:
    assert [t.label for t in store.tally(Slice(), codebook(), by="wijk")] == ["noord"]
    with pytest.raises(Problem, match="attribute 'straat'"):
        store.tally(Slice(), codebook(), by="straat")


def fill(store: Store, told: Story, run: Run) -> None:
    """A row in every table that is only added to."""
    store.use_prompt(Prompt("p.v1", "p"))
    store.use_codebook(codebook())
    store.add_event(RunEvent(run.id, "started", story=told.id))
    store.log_sent(Sent(told.id, "e", "m", sha256("x"), 1, False))
    store.add_proposals([proposal(run, told)])
    first = decision(told, "ann")
    store.add_decision(first, verdict_of)
    store.add_decision(decision(told, "ann", supersedes=(first.id,), saw_decisions=(first.id,)), verdict_of)
    placed = ruling("rust", condition="cohesion")
    store.add_ruling(placed)
    store.add_ruling(ruling("rust", condition="security", supersedes=(placed.id,)))
    gone = story("weg")
    store.add_stories([gone])
    store.withdraw(gone.id)


def test_what_is_only_added_to_is_neither_changed_nor_deleted(store: Store, told: Story, run: Run) -> None:
    fill(store, told, run)
    for table in APPEND_ONLY:
        with store._database.read() as connection:
            column = connection.execute(text(f"SELECT * FROM {table}")).keys()
            column = next(iter(column))
            rows = connection.scalar(text(f"SELECT count(*) FROM {table}"))
        assert rows, table
        for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(Problem, match=f"what stands in {table} is only ever added to"):  # noqa: SIM117
                with store._database.write() as connection:
                    connection.execute(text(change))
        with store._database.read() as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == rows


def test_a_withdrawn_story_keeps_its_id_and_counts_no_more(store: Store, told: Story, run: Run) -> None:
    fill(store, told, run)
    store.add_decision(decision(told, "bob"), verdict_of)
    counts = store.withdraw(told.id, "on request")
    assert counts == {"revisions": 1, "proposals": 1, "decisions": 3, "evidence": 1, "drafts": 0}
    assert store.withdrawn()[told.id][1] == "on request"
    left = store.story(told.id)
    assert (left.withdrawn, left.text, left.title) == (True, "", "")
    assert (store.stories(), store.revisions(told.id), store.verdicts(), store.decisions()) == ([], [], [], [])
    assert store.proposals(story=told.id)[0].evidence == ()
    assert store.tally(Slice(), codebook())[0].stories == 0
    assert store.add_stories([told]) == [Arrival.WITHDRAWN]
    assert store.add_proposals([proposal(run, told)], again=True) == [False]
    with pytest.raises(Problem, match="was withdrawn"):
        store.add_decision(decision(told, "ann"), verdict_of)
    with pytest.raises(Problem, match="was withdrawn"):
        store.save_draft(told.id, "ann", "x")
    with pytest.raises(UnknownStory):
        store.withdraw("nowhere")
    assert store.withdraw(told.id)["decisions"] == 3
    assert store.check(verdict_of) == []


def test_a_draft_is_kept_replaced_and_dropped(store: Store, told: Story) -> None:
    store.save_draft(told.id, "Ann", "een")
    store.save_draft(told.id, "ann", "twee")
    assert store.drafts(told.id) == {(told.id, "Ann"): "twee"}
    store.drop_draft(told.id, "ANN")
    assert store.draft(told.id, "Ann") is None


def test_whatever_is_added_makes_another_version_of_the_study_and_a_draft_does_not(store: Store, run: Run) -> None:
    seen = [store.version()]
    for add in (
        lambda: store.add_stories([story("Het eerste."), story("Het tweede.")]),
        lambda: store.add_revision(replace(story("Het eerste."), title="Anders"), 1),
        lambda: store.add_run(replace(run, id=new_id())),
        lambda: store.add_event(RunEvent(run.id, "finished")),
        lambda: store.add_proposals([proposal(run, story("Het eerste."))]),
        lambda: store.add_decision(decision(story("Het eerste."), "ann", "bob"), verdict_of),
        lambda: store.add_ruling(Ruling(new_id(), "vertrouwen", RulingKind.PLACE, ("ann",), "security")),
        lambda: store.use_codebook(codebook(("vertrouwen", "cohesion"))),
        lambda: store.withdraw(story("Het eerste.").id),
    ):
        add()
        seen.append(store.version())
    store.save_draft(story("Het tweede.").id, "ann", "een woord")
    assert len(set(seen)) == len(seen)
    assert store.version() == seen[-1]


def test_check_names_what_does_not_hold_together(store: Store, told: Story, run: Run) -> None:
    store.use_codebook(codebook(("vertrouwen", "cohesion")))
    store.add_decision(decision(told, "ann", "bob"), verdict_of)
    wrong = Evidence(0, 4, "Nope", told.text_sha256)
    store.add_proposals([proposal(run, told, evidence=(wrong,))])
    with store._database.write() as connection:
        connection.execute(text("UPDATE keyword SET condition = 'security'"))
        connection.execute(text("UPDATE verdict_note SET keyword = 'anders'"))
        connection.execute(text("UPDATE story SET year = 1999"))
    assert store.check(verdict_of, story_id_of=lambda secret, text: f"{secret}?") == [
        f"Story {told.id}: its year, group or perspective differs from its latest revision.",
        f"Story {told.id}: a passage does not stand in the text at 0 to 4.",
        f"Story {told.id}: its id does not follow from its first text.",
        f"Story {told.id}: the stored verdict does not follow from its decisions.",
        "The keyword 'vertrouwen' does not stand where codebook and rulings put it.",
        "The counts of the whole study differ from a count of its verdicts one by one.",
    ]
    assert store.check(verdict_of, story_id_of=lambda secret, text: told.id)
