"""Which story is next, which wait to be discussed, what a merge would come to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder import review
from sq_coder.domain import FoundStory, RulingKind, Sight, Story, StoryId, StoryStatus
from sq_coder.errors import StaleDecision
from sq_coder.study import Study, open_study
from sq_coder.study.decisions import Choice, note

YEARS = (None, 2022, 2021, None, 2023, 2021)


def with_years(study: Study) -> list[StoryId]:
    study.keep_stories([FoundStory(f"v{i}", f"Verhaal nummer {i} over de buurt.", year=y) for i, y in enumerate(YEARS)])
    return study.story_ids()


def decide(study: Study, story: str, names: Sequence[str], *words: str, **given: object) -> None:
    study.decide(story, names, Choice(tuple(note(word) for word in words), **given))


def test_every_story_has_the_neighbours_of_the_order(study: Study) -> None:
    ids = with_years(study)
    around = [None, *ids, None]
    assert [study.neighbours(id) for id in ids] == [(around[i], around[i + 2]) for i in range(len(ids))]
    study.withdraw(ids[1])
    assert study.neighbours(ids[0]) == (None, ids[2])


def test_the_next_story_is_the_first_that_waits_and_then_from_the_start(study: Study) -> None:
    ids = with_years(study)
    decide(study, ids[1], ["Ann"], "rust")
    decide(study, ids[2], ["Bob", "Carla"], "rust")
    assert study.next_to_check(["Ann"]) == ids[0]
    assert study.next_to_check(["Ann"], after=ids[0]) == ids[3]
    assert study.next_to_check(["Bob"], after=ids[0]) == ids[1]
    assert study.next_to_check(["Ann"], after=ids[5]) == ids[0]
    assert study.left_to_check(["Ann"]) == (4, 6)
    assert study.left_to_check(["Ann", "Bob"]) == (5, 6)
    for id in (ids[0], *ids[3:]):
        decide(study, id, ["Ann"], "rust")
    assert study.next_to_check(["Ann"], after=ids[5]) is None


def test_a_story_of_which_somebody_wants_to_talk_has_no_verdict(told: Study) -> None:
    decide(told, "Lopen", ["Ann"], "rust")
    decide(told, "Lopen", ["Bob"], "rust", discuss=True, sight=Sight.NONE)
    lopen = told.story("Lopen").id
    assert (told.verdicts(), told.to_discuss()) == ([], [lopen])
    assert told.story_statuses()[lopen] is StoryStatus.TO_DISCUSS
    assert told.tally(basis="Bob").keywords == 0
    decide(told, "Lopen", ["Ann", "Bob"], "rust")
    assert ([v.story for v in told.verdicts()], told.to_discuss()) == ([lopen], [])
    assert told.check() == []


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from([("Ann",), ("Bob",), ("Ann", "Bob")]), st.sampled_from("xyz"), st.booleans()),
        max_size=5,
    )
)
def test_what_is_to_be_discussed_is_found_without_reading_every_decision(
    new_study: Path, steps: list[tuple[tuple[str, ...], str, bool]]
) -> None:
    with TemporaryDirectory() as place, open_study(copytree(new_study, Path(place) / "s")) as study:
        study.keep_stories([FoundStory("v", "Een verhaal.")])
        for names, word, discuss in steps:
            decide(study, "v", names, word, discuss=discuss and len(study.decisions()) > 0)
        assert study.to_discuss() == review.to_discuss(study.store.decisions())


def test_a_merge_is_counted_before_it_is_made(told: Study) -> None:
    decide(told, "Lopen", ["Ann", "Bob"], "contacten")
    decide(told, "Geld", ["Ann", "Bob"], "sociale contacten")
    then = told.if_merged("contacten", "sociale contacten")
    assert told.rulings() == []
    told.merge_keywords("contacten", "sociale contacten", ["Ann"])
    assert told.tally() == then
    assert [r.kind for r in told.rulings()] == [RulingKind.MERGE]


def test_words_in_use_are_offered_only_where_they_may_be_seen(told: Study) -> None:
    decide(told, "Lopen", ["Ann"], "samen eten")
    assert [o.keyword.word for o in told.offers("samen etend")][:1] == ["samen eten"]
    assert "samen eten" not in [o.keyword.word for o in told.offers("samen etend", in_use=False)]
    assert (told.is_known("Samen eten"), told.is_known("samen eten", in_use=False)) == (True, False)


def test_many_decisions_are_added_all_or_none(told: Study) -> None:
    decide(told, "Geld", ["Ann"], "inzicht")
    stories: dict[str, Story] = {s.title: s for s in told.stories()}
    fresh, stale = Choice((note("rust"),), supersedes=()), Choice((note("rust"),), supersedes=())
    with pytest.raises(StaleDecision):
        told.decide_all(["Ann"], {stories["Lopen"].id: fresh, stories["Geld"].id: stale})
    assert len(told.decisions()) == 1
    told.decide_all(["Ann"], {stories["Lopen"].id: fresh})
    assert [d.story for d in told.decisions()] == [stories["Geld"].id, stories["Lopen"].id]
