"""A reply is one keyword of at most four words, or it is unusable and says why."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.codebook import load
from sq_coder.domain import Prompt, ProposalStatus, Reply, Story, StoryId, keyword_key, word_count
from sq_coder.propose import Reading, Why, read_reply, render

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/replies.json").read_text("utf-8"))
PROMPT = Prompt("kernwoord.v1", (ROOT / "prompts/kernwoord.v1.md").read_text("utf-8"))
STORY = Story(StoryId("s"), "Een titel", "Anna loopt mee.\n\nZe vindt het fijn.")
MESSAGE = render(PROMPT, STORY)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_reply_reads_as_its_case_says(case):
    reading = read_reply(Reply(**case["input"]), message=MESSAGE)
    found = {"keyword": reading.keyword} if reading.keyword else {"reason": reading.reason}
    assert found == case["expected"]


def test_every_reason_has_a_case():
    assert {case["expected"].get("reason") for case in CASES} - {None} == set(Why)


def test_thoughts_are_kept_apart_from_the_answer():
    reply = Reply("<think>Contact of steun?</think>Steun", thoughts="Eerst lezen.")
    assert read_reply(reply, message=MESSAGE) == Reading(
        ProposalStatus.OK, "Steun", thoughts="Eerst lezen.\n\nContact of steun?"
    )


def test_every_word_of_the_codebooks_is_a_keyword_when_a_model_says_it():
    files = [ROOT / "codebook.yaml", *(ROOT / "codebooks").glob("*.yaml")]
    words = [
        word
        for file in files
        for keyword in load(file.read_text("utf-8"), file=file.name).keywords
        for word in (keyword.word, *keyword.aliases)
    ]
    assert [word for word in words if read_reply(Reply(word), message=MESSAGE).keyword != word] == []


@settings(deadline=None)
@given(st.text())
def test_any_reply_gives_a_keyword_of_at_most_four_words_or_a_reason(text):
    reading = read_reply(Reply(text), message=MESSAGE)
    if reading.status is ProposalStatus.OK:
        assert keyword_key(reading.keyword)
        assert word_count(reading.keyword) <= 4
        assert reading.reason == ""
    else:
        assert (reading.status, reading.keyword) == (ProposalStatus.UNUSABLE, "")
        assert reading.reason in set(Why)


@settings(deadline=None, max_examples=60)
@given(st.integers(3, 7), st.sampled_from([STORY.text, PROMPT.text]), st.sampled_from(["", ".", "...", "\n"]))
def test_what_was_sent_never_comes_back_as_a_keyword(words, sent, end):
    reading = read_reply(Reply(" ".join(sent.split()[:words]) + end), message=MESSAGE)
    assert (reading.status, reading.keyword) == (ProposalStatus.UNUSABLE, "")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["samen", "Rust", "steun"]), st.integers(2, 30), st.sampled_from([" ", ", ", "\n", ". "]))
def test_a_loop_is_never_a_keyword(word, times, between):
    assert read_reply(Reply(between.join([word] * times)), message=MESSAGE).keyword == ""


def test_the_published_prompt_goes_verbatim_with_one_blank_line_and_the_story():
    assert MESSAGE == (
        "Voor een onderzoek willen we graag uit het volgende verhaal één kernwoord halen dat samenvattend een goede "
        "weergave geeft van de inhoud van het verhaal. Dit is het verhaal:\n\n"
        "Anna loopt mee.\n\nZe vindt het fijn."
    )


def test_the_published_prompt_file_is_never_edited():
    assert PROMPT.sha256 == "7bdbf5bdb2ceb8a7b2af8801227f2141800b6cf6c826ce8a3a5feb977ffdfb82"
