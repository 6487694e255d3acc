"""What may be published of a study, and what may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sq_coder.domain import Perspective, Story, StoryId
from sq_coder.errors import Problem
from sq_coder.gateways.writers import from_json, public, risky, to_csv, to_docx, to_json, to_qdpx, to_xlsx
from tests.writers import made

SECRETS = (
    *("a" * 32, "b" * 32, "Het koor", "De tuin", "Op dinsdag", "buurvrouw.", "koffie", "interviews.docx", "Noord"),
    *("Ann", "Bas", "samen besproken", "vaak genoemd", "toch anders", "zelfde woord", "Samen zingen.", "twee."),
    *(
        "db.example",
        "model.example",
        made.D1.id,
        made.P1.id,
        made.RUN.id,
        made.MERGE.id,
        "te weinig licht",
        "eerdere tekst",
    ),
)


def test_nothing_in_a_public_copy_says_who_or_what_was_told() -> None:
    shown = to_json(public(made.CONTENTS, confirmed=made.RISKS))
    assert [secret for secret in SECRETS if secret in shown] == []
    assert all(secret in to_json(made.CONTENTS) for secret in SECRETS)


def test_counts_stay_as_they_are() -> None:
    open_copy = public(made.CONTENTS, confirmed=made.RISKS)
    assert (open_copy.tally, open_copy.slices) == (made.CONTENTS.tally, made.CONTENTS.slices)
    assert [(p.key, p.condition) for p in open_copy.placements] == [
        (p.key, p.condition) for p in made.CONTENTS.placements
    ]
    assert sorted(n.keyword for v in open_copy.verdicts for n in v.notes) == ["beweging", "sociale contacten"]
    assert from_json(to_json(open_copy)) == open_copy


def test_what_belongs_together_still_does() -> None:
    open_copy = public(made.CONTENTS, confirmed=made.RISKS)
    story = next(s for s in open_copy.stories if s.year == 2021)
    verdict = open_copy.verdicts[0]
    decision = next(d for d in open_copy.decisions if d.id in verdict.decisions)
    assert verdict.story == decision.story == story.id
    assert {p.id: p.keyword for p in open_copy.proposals}[decision.saw] == "Samen zingen"
    assert decision.researchers == ("onderzoeker 1", "onderzoeker 2")
    assert open_copy.statuses[story.id] == "agreed"


def test_every_format_takes_a_public_copy() -> None:
    open_copy = public(made.CONTENTS, confirmed=made.RISKS)
    assert all(write(open_copy) for write in (to_csv, to_xlsx, to_docx, to_qdpx))


def test_a_count_of_one_person_is_refused_until_it_is_confirmed() -> None:
    assert {item.key for item in risky(made.CONTENTS)} == set(made.RISKS)
    with pytest.raises(Problem) as caught:
        public(made.CONTENTS, confirmed=made.RISKS[1:])
    assert caught.value.kind == "recognisable"
    assert str(caught.value) == (
        "These counts are one person, who may be recognised: group 'koor'. Nothing was written. "
        "Leave a column out (--without group), or confirm each item (--confirm group=koor); list them with --recognisable."
    )


def told(group: str, year: int, perspective: Perspective = Perspective.RESIDENT) -> Story:
    """A story of which only this matters."""
    id = f"{group}{year}{perspective}{len(made.CONTENTS.stories)}"
    return Story(StoryId(id), "", "", year, group, perspective)


def test_a_combination_counts_when_its_parts_do_not() -> None:
    stories = tuple(
        replace(told(group, year), id=StoryId(f"{i}"))
        for i, (group, year) in enumerate([("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", 2)])
    )
    found = risky(replace(made.CONTENTS, stories=stories, slices=()))
    assert [item.key for item in found] == ["group and year=a, 2"]


def test_a_study_where_everybody_has_company_is_not_risky() -> None:
    stories = tuple(replace(told("a", 1), id=StoryId(f"{i}")) for i in range(2))
    assert risky(replace(made.CONTENTS, stories=stories, slices=())) == []
    assert risky(replace(made.CONTENTS, stories=(), slices=())) == []


def test_the_only_story_without_a_group_is_one_person_by_difference() -> None:
    stories = tuple(replace(told("a", 1), id=StoryId(f"{i}"), group=group) for i, group in enumerate(["a", "a", None]))
    assert [item.key for item in risky(replace(made.CONTENTS, stories=stories, slices=()))] == ["group=?"]
    nowhere = tuple(replace(story, group=None) for story in stories)
    assert risky(replace(made.CONTENTS, stories=nowhere, slices=())) == []
