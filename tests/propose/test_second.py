"""Reading the replies to second prompts: quotes that are in the story, and one condition."""

from __future__ import annotations

import pytest

from sq_coder import propose
from sq_coder.codebook import load
from sq_coder.domain import Prompt, ProposalStatus, Purpose, Reply
from sq_coder.propose import Second, Suggested, Why
from sq_coder.resources import resource

TEXT = (
    "Op dinsdag lopen we langs de vaart. Daarna is er koffie in het buurthuis.\n\n"
    "Vroeger zat ik alleen thuis. Nu bellen we elkaar als er iemand niet is. Dat had ik nooit gedacht."
)
ALONE = "Vroeger zat ik alleen thuis."
CALL = "Nu bellen we elkaar als er iemand niet is."
CODEBOOK = load(resource("codebook.yaml").read_text("utf-8"), file="codebook.yaml")


def read(text: str, finish: str = "stop") -> Suggested:
    return propose.read_passages(Reply(text, finish_reason=finish), TEXT, message=f"Welke zinnen dragen het?\n\n{TEXT}")


@pytest.mark.parametrize(
    "reply",
    [
        f"{ALONE}\n{CALL}",
        f'1. "{ALONE}"\n2. "{CALL}"',
        f"- {ALONE}\n\n- {CALL}\n",
        f"Deze zinnen dragen het kernwoord:\n* „{ALONE}”\n* „{CALL}”",
        f'De zinnen "{ALONE}" en "{CALL}" passen.',
        f"<think>Welke?</think>{CALL}\n{ALONE}",
        "vroeger zat ik alleen thuis\nNu bellen wij elkaar als er iemand niet is",
    ],
)
def test_quotes_become_the_exact_passages_of_the_story_in_reading_order(reply):
    found = read(reply)
    assert found.status is ProposalStatus.OK
    assert [TEXT[one.start : one.end].rstrip(".") for one in found.passages] == [ALONE[:-1], CALL[:-1]]
    assert all(one.text == TEXT[one.start : one.end] for one in found.passages)
    assert found.invented == ()


def test_a_quote_that_is_not_in_the_story_is_reported_as_invented_and_never_marked():
    found = read(f"{CALL}\nZe voelde zich voor het eerst weer gezien door de buurt.")
    assert [one.text for one in found.passages] == [CALL]
    assert found.invented == ("Ze voelde zich voor het eerst weer gezien door de buurt.",)


@pytest.mark.parametrize(
    ("reply", "finish", "reason"),
    [
        ("", "stop", Why.EMPTY),
        (ALONE, "length", Why.CUT_OFF),
        ("", "content_filter", Why.REFUSAL),
        ("Ze leerde er fietsen en zwemmen in de zee.", "stop", Second.INVENTED),
        ("de", "stop", Second.INVENTED),
        ("Welke zinnen dragen het? Welke zinnen dragen het?", "stop", Why.PROMPT_REPEATED),
        (TEXT, "stop", Second.STORY_REPEATED),
    ],
)
def test_a_reply_without_a_choice_of_passages_is_unusable(reply, finish, reason):
    found = read(reply, finish)
    assert (found.status, found.reason, found.passages) == (ProposalStatus.UNUSABLE, reason, ())


@pytest.mark.parametrize(
    "reply", ["Sociale cohesie", "sociale cohesie.", '**"Sociale cohesie"**', "Social cohesion", "cohesion"]
)
def test_a_reply_that_names_one_condition_suggests_it(reply):
    assert propose.read_place(Reply(reply), CODEBOOK).place == "cohesion"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", Why.EMPTY),
        ("Sociale cohesie of sociale inclusie", Second.NO_CONDITION),
        ("Het past bij sociale cohesie, want ze bellen elkaar.", Second.NO_CONDITION),
        ("geluk", Second.NO_CONDITION),
    ],
)
def test_anything_else_than_one_condition_is_unusable(reply, reason):
    found = propose.read_place(Reply(reply), CODEBOOK)
    assert (found.status, found.place, found.reason) == (ProposalStatus.UNUSABLE, "", reason)


def test_the_prompts_that_travel_along_say_what_they_ask_for_and_are_filled_in():
    folder = resource("prompts")
    prompts = {file.stem: Prompt(file.stem, file.read_text("utf-8")) for file in folder.glob("*.md")}
    assert {name: prompt.purpose for name, prompt in prompts.items()} == {
        "kernwoord.v1": Purpose.KEYWORD,
        "passages.v1": Purpose.PASSAGES,
        "plek.v1": Purpose.PLACE,
    }
    asked = propose.filled(prompts["plek.v1"], "moed", CODEBOOK.conditions).text
    assert "als kernwoord: moed." in asked
    assert all(f"\n- {condition.name}: " in asked for condition in CODEBOOK.conditions)
