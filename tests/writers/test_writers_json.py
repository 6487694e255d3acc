"""The complete study as json, out and in."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.domain import (
    Answer,
    Consent,
    Contents,
    Decision,
    DecisionId,
    Evidence,
    ModelSettings,
    Note,
    Perspective,
    Proposal,
    ProposalId,
    ProposalStatus,
    RunId,
    Settings,
    Sight,
    Story,
    StoryId,
    StoryStatus,
    Working,
    keyword_key,
)
from sq_coder.gateways.writers import from_json, to_json
from tests.writers import made

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
some = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ids = st.uuids().map(str)
number = st.floats(allow_nan=False, allow_infinity=False)
pairs = st.lists(st.tuples(text, text), max_size=2).map(tuple)
evidence = st.builds(lambda at, words: Evidence(at, at + len(words), words), st.integers(0, 999), some)
stories = st.builds(
    Story, ids.map(StoryId), text, text, st.none() | st.integers(), st.none() | text, st.sampled_from(Perspective), text,
    st.builds(Consent, *[st.sampled_from(Answer)] * 3), pairs, st.integers(1), text, st.booleans(),
)  # fmt: skip
notes = st.builds(Note, some.filter(lambda w: bool(keyword_key(w)) and len(w.split()) < 5), st.none() | some, text)
decisions = st.builds(
    Decision, ids.map(DecisionId), ids.map(StoryId), st.lists(text, min_size=1, unique=True).map(tuple),
    st.lists(notes, min_size=1, max_size=3).map(tuple), text, text, sight=st.just(Sight.NONE),
    evidence=st.lists(evidence, max_size=2).map(tuple),
)  # fmt: skip
proposals = st.builds(
    Proposal, ids.map(ProposalId), ids.map(RunId), ids.map(StoryId), st.just(ProposalStatus.OK), some,
    st.lists(evidence, max_size=2).map(tuple), st.none() | number, text, seconds=st.none() | number,
    prompt_tokens=st.none() | st.integers(0),
)  # fmt: skip
ways = st.builds(
    Settings,
    text,
    working=st.sampled_from(Working),
    model=st.builds(ModelSettings, text, temperature=st.none() | number),
)
studies = st.builds(
    replace,
    st.just(made.CONTENTS) | st.just(Contents(made.CONTENTS.settings, made.CODEBOOK, made.TALLY)),
    settings=ways,
    stories=st.lists(stories, max_size=3).map(tuple),
    decisions=st.lists(decisions, max_size=3).map(tuple),
    proposals=st.lists(proposals, max_size=3).map(tuple),
    figures=st.dictionaries(text, st.tuples(st.binary(max_size=20), text), max_size=2),
    statuses=st.dictionaries(ids.map(StoryId), st.sampled_from(StoryStatus), max_size=2),
    report_text=text,
)


@given(studies)
@settings(deadline=None, max_examples=60)
def test_out_and_in_is_the_same_study(study: Contents) -> None:
    assert from_json(to_json(study)) == study


def test_everything_of_a_study_comes_back() -> None:
    assert all(getattr(made.CONTENTS, field.name) for field in fields(Contents)), "the case leaves a field empty"
    assert from_json(to_json(made.CONTENTS)) == made.CONTENTS


def test_numbers_texts_and_kinds_are_of_the_same_type_again() -> None:
    back = from_json(to_json(made.CONTENTS))
    assert type(back.decisions[0].sight) is Sight and type(back.proposals[0].score) is float
    assert type(back.stories[0].consent.ai) is Answer and type(back.tally.conditions[0].keywords) is tuple


def changed(**values: object) -> str:
    """The document of the invented study, with other values at the top."""
    return json.dumps({**json.loads(to_json(made.CONTENTS)), **values})


def without(name: str) -> str:
    """The document without a field."""
    document = json.loads(to_json(made.CONTENTS))
    del document[name]
    return json.dumps(document)


STORY = json.loads(to_json(made.CONTENTS))["stories"][0]


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ('{"format": ', "studie.json, line 1: this is not json."),
        ("[" * 100_000, "studie.json: this is not json."),
        ("[]", "studie.json: this is not a study that sq-coder wrote."),
        (changed(format_version=0), "studie.json: this is form '0', and this sq-coder reads form 1."),
        (changed(extra=1), "studie.json: the document has an unknown field 'extra'."),
        (without("tally"), "studie.json: the document has no field 'tally'."),
        (changed(stories=[{**STORY, "year": "2021"}]), "studie.json: stories[0].year should be a whole number."),
        (changed(stories=[{**STORY, "year": True}]), "studie.json: stories[0].year should be a whole number."),
        (
            changed(stories=[{**STORY, "attributes": [["a"]]}]),
            "studie.json: stories[0].attributes[0] should have 2 values.",
        ),
        (changed(stories={}), "studie.json: stories should be a list."),
        (changed(stories=[1]), "studie.json: stories[0] should be an object."),
        (
            changed(stories=[{**STORY, "perspective": "oom"}]),
            "studie.json: stories[0].perspective says 'oom', which is not one of: resident, facilitator.",
        ),
        (changed(figures={"a": ["?", "b"]}), "studie.json: figures.a[0] should be base64."),
        (
            changed(verdicts=[{"story": "a", "decisions": [], "researchers": [], "notes": [{"keyword": "!"}]}]),
            "studie.json: verdicts[0].notes[0]: a note needs a keyword with a letter or digit.",
        ),
    ],
)
def test_a_document_that_is_not_right_is_refused_with_the_place(document: str, says: str) -> None:
    with pytest.raises(Exception) as caught:
        from_json(document, file="studie.json")
    assert str(caught.value) == f"{says} Nothing was imported. Export the study again and import that file."
