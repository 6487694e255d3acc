"""What goes out is pseudonymised, what is left blocks the story, and evidence comes back. All text is invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.domain import Found, Leak, Listed, Private, Pseudonymised, StoryId
from sq_coder.gateways.language import Language
from sq_coder.propose.privacy import blocked, leaks, notice, pseudonymise, restore, story_span
from sq_coder.propose.privacy.first_names import FIRST_NAMES

NOBODY = Listed()
STORIES = sorted((Path(__file__).parents[2] / "corpus" / "verhalen").glob("*/*.md"))


def spans(text: str, *names: str, kind: Private = Private.PERSON) -> list[Found]:
    """Every place where a text has a name literally, as a detector might say it."""
    return [Found(found.start(), found.end(), kind) for name in names for found in re.finditer(re.escape(name), text)]


def out(text: str, *names: str, listed: Listed = NOBODY) -> str:
    return pseudonymise(text, spans(text, *names), listed).text


def kinds(text: str, listed: Listed = NOBODY) -> list[str]:
    return [leak.kind.value for leak in leaks(text, listed)]


def test_the_same_person_gets_the_same_stand_in_however_written() -> None:
    text = "Tjeerd lacht. TJEERD roept, Tjeerds hond blaft en Tjeerd's fiets staat buiten. Marit kijkt naar Tjeerd."
    assert out(text, "Tjeerd lacht"[:6], "Marit") == (
        "Persoon A lacht. Persoon A roept, Persoon A's hond blaft en Persoon A's fiets staat buiten. "
        "Persoon B kijkt naar Persoon A."
    )


def test_a_first_name_is_the_full_name_when_only_one_fits() -> None:
    assert out("Tjeerd de Wolf kwam. Tjeerd bleef.", "Tjeerd de Wolf", "Tjeerd") == "Persoon A kwam. Persoon A bleef."


def test_a_first_name_that_two_full_names_share_stays_apart() -> None:
    text = "Tjeerd Wolf en Tjeerd Haas. Tjeerd bleef."
    assert out(text, "Tjeerd Wolf", "Tjeerd Haas", "Tjeerd") == "Persoon A en Persoon B. Persoon C bleef."


def test_a_title_stays_and_with_a_last_name_it_may_be_somebody_else() -> None:
    text = "Tjeerd Wolf en mevrouw Wolf kwamen, en meneer Tjeerd bleef."
    assert out(text, "Tjeerd Wolf", "mevrouw Wolf", "meneer Tjeerd") == (
        "Persoon A en mevrouw Persoon B kwamen, en meneer Persoon A bleef."
    )


def test_a_title_before_a_full_stop_stays_with_its_name() -> None:
    text = "Dr. Wolf belde. Mw. Haas niet."
    assert out(text, "Dr. Wolf", "Mw. Haas") == "Dr. Persoon A belde. Mw. Persoon B niet."
    assert leaks("Dr. Persoon A belde.", NOBODY, knows={"belde"}.__contains__) == ()


def test_a_name_in_lower_case_is_replaced_unless_it_is_a_word_too() -> None:
    listed = Listed(names=("Yürmaz Boer",))
    text = "Tjeerd zei: yurmaz is er, en tjeerd's hond. De boer en de wolf niet. Dat zei Wolf."
    found = [*spans(text, "Tjeerd"), Found(text.rindex("Wolf"), text.rindex("Wolf") + 4, Private.PERSON)]
    knows = {"boer", "wolf"}.__contains__
    assert pseudonymise(text, found, listed, knows=knows).text == (
        "Persoon A zei: Persoon B is er, en Persoon A's hond. De boer en de wolf niet. Dat zei Persoon C."
    )
    assert [leak.kind for leak in leaks("toen kwam yürmaz's hond", listed, knows=knows)] == [Private.PERSON]


def test_a_usual_first_name_is_replaced_in_lower_case_too() -> None:
    assert out("Jan kwam. Toen zei jan niets.", "Jan") == "Persoon A kwam. Toen zei Persoon A niets."


def test_no_first_name_of_the_list_is_a_word_that_stories_use() -> None:
    words = {word for file in STORIES for word in re.findall(r"\w+", file.read_text("utf-8"))}
    assert {word for word in words if word in FIRST_NAMES} == set()


def test_an_initial_fits_the_one_full_name() -> None:
    assert out("Tjeerd Wolf tekent als T. Wolf.", "Tjeerd Wolf", "T. Wolf") == "Persoon A tekent als Persoon A."


def test_two_sentences_in_one_span_are_two_mentions() -> None:
    assert out("Dat zei Marit. Tjeerd zweeg.", "Marit. Tjeerd") == "Dat zei Persoon A. Persoon B zweeg."


def test_what_the_study_lists_is_replaced_where_the_detector_is_silent() -> None:
    listed = Listed(names=("Yürmaz Oltan",), places=("Hemmerveen",), organisations=("De Klimop",))
    text = "Bij de klimop in Hemmerveen zat yurmaz oltan. Oltan is een Hemmervener."
    assert out(text, listed=listed) == "Bij Organisatie A in Plaats A zat Persoon A. Persoon A is een Plaats B."


def test_numbers_and_addresses_are_replaced_whoever_they_belong_to() -> None:
    text = (
        "Bel 06-12345678 of 058 212 34 56, mail t.wolf@voorbeeld.nl, zie www.voorbeeld.nl/hulp. Ik woon Dorpsstraat 12a, "
        "8912 AB, ben van 12-03-1950, BSN 111222333, rekening NL91 ABNA 0417 1643 00."
    )
    assert out(text) == (
        "Bel Telefoonnummer A of Telefoonnummer B, mail Mailadres A, zie Website A. Ik woon Adres A, "
        "Postcode A, ben van Datum A, BSN Burgerservicenummer A, rekening Rekeningnummer A."
    )


def test_an_allowed_word_is_left() -> None:
    assert out("Oranje is mooi.", "Oranje", listed=Listed(allowed=("oranje",))) == "Oranje is mooi."


def test_a_stand_in_never_repeats_one_that_the_story_has() -> None:
    assert out("Persoon A sprak met Tjeerd.", "Tjeerd") == "Persoon A sprak met Persoon B."


def test_overlapping_spans_become_one() -> None:
    text = "Tjeerd de Wolf kwam."
    both = [Found(0, 6, Private.PERSON), Found(0, 14, Private.PERSON), Found(10, 14, Private.PLACE)]
    assert pseudonymise(text, both, NOBODY).text == "Persoon A kwam."


def test_a_quote_comes_back_in_the_words_of_its_own_passage() -> None:
    text = "TJEERD kwam binnen. Later ging Tjeerd naar huis."
    sent = pseudonymise(text, spans(text, "Tjeerd"), NOBODY)
    assert restore("ging Persoon A naar", sent) == "ging Tjeerd naar"
    assert restore("Persoon A kwam", sent) == "TJEERD kwam"
    assert restore("steun van persoon a", sent) == "steun van TJEERD"
    assert restore("Persoon B kwam", sent) == "Persoon B kwam"


def test_a_passage_that_cuts_through_a_stand_in_counts_it_whole() -> None:
    text = "Toen ging Tjeerd weg."
    sent = pseudonymise(text, spans(text, "Tjeerd"), NOBODY)
    start = sent.text.index("soon A")
    assert story_span(start, start + len("soon A weg"), sent) == (10, 20)


def test_persoon_a_is_not_part_of_persoon_aa() -> None:
    names = [f"Na{chr(97 + i)}{chr(97 + j)}k" for i in range(6) for j in range(6)][:28]
    text = "Er kwamen " + ", ".join(names) + "."
    sent = pseudonymise(text, spans(text, *names), NOBODY)
    assert list(sent.labels)[25:28] == ["Persoon Z", "Persoon AA", "Persoon AB"]
    assert restore("met Persoon AA", sent) == f"met {names[26]}"


WORDS = st.sampled_from(
    [
        "Tjeerd",
        "tjeerd",
        "Marit",
        "Wolf",
        "de",
        "mevrouw",
        "Hemmerveen",
        "koffie",
        "Één",
        "06-12345678",
        "8912 AB",
        "é",
        "Persoon A",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=25).flatmap(
    lambda words: st.sampled_from([" ", "", ". ", "\n"]).map(lambda between: between.join(words))
)
SPANS = st.lists(st.builds(Found, st.integers(-3, 120), st.integers(-3, 120), st.sampled_from(Private)), max_size=8)
LISTED = Listed(names=("Tjeerd de Wolf", "Marit"), places=("Hemmerveen",))


def pieces(sent: Pseudonymised) -> Iterator[tuple[str, str]]:
    """What stands between the stand-ins, in the text that goes out and in the story."""
    at = story_at = 0
    for one in sent.stand_ins:
        yield sent.text[at : one.start], sent.story_text[story_at : one.story_start]
        at, story_at = one.end, one.story_end
    yield sent.text[at:], sent.story_text[story_at:]


@settings(deadline=None)
@given(TEXTS, SPANS)
def test_outside_the_stand_ins_not_a_character_changes_and_all_of_it_comes_back(text: str, found: list[Found]) -> None:
    sent = pseudonymise(text, found, LISTED)
    assert all(mine == theirs for mine, theirs in pieces(sent))
    assert [one.original for one in sent.stand_ins] == [text[one.story_start : one.story_end] for one in sent.stand_ins]
    assert restore(sent.text, sent) == text
    assert pseudonymise(text, reversed(found), LISTED) == sent


@settings(deadline=None)
@given(TEXTS)
def test_nothing_listed_is_left_in_what_goes_out(text: str) -> None:
    assert leaks(pseudonymise(text, [], LISTED).text, LISTED) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Met TJEERD erbij", ["person"]),
        ("Tjëerds hond", ["person"]),
        ("Tjeerd's hond", ["person"]),
        ("bij Tje\u00aderd", ["person"]),
        ("Tjeerdsma is een ander", []),
        ("in hemmerveen", ["place"]),
        ("een Hemmervener", ["place"]),
        ("ik wil koffie", []),
        ("volgens Wil", ["person"]),
        ("bel 06 12 34 56 78", ["phone"]),
        ("bel +31 6 12345678", ["phone"]),
        ("bel (058) 212 34 56", ["phone"]),
        ("bel 0800-1234", []),
        ("t.wolf@voorbeeld.nl", ["email"]),
        ("Dorpsstraat 12", ["address"]),
        ("aan de Lange Weg 3b", ["address"]),
        ("op weg 3 keer gevallen", []),
        ("8912 AB", ["postcode"]),
        ("in 2020 en daarna", []),
        ("in 2021 WMO", []),
        ("111222333", ["bsn"]),
        ("dossier 20231145", ["number"]),
        ("1112.22.333", ["bsn"]),
        ("111 222 334", []),
        ("NL91ABNA0417164300", ["iban"]),
        ("op 12-03-1950", ["date"]),
        ("op 1950-03-12", ["date"]),
        ("geboren op 12 maart 1950", ["date"]),
        ("jarig op 3 mei", ["date"]),
        ("de markt van 3 mei", []),
        ("zie voorbeeld.nl", ["url"]),
        ("ik ben @djoeke68", ["url"]),
        ("Persoon A uit Plaats B, geboren op Datum A", []),
    ],
)
def test_what_may_identify_is_found_before_it_goes_out(text: str, found: list[str]) -> None:
    assert kinds(text, Listed(names=("Tjeerd", "Wil"), places=("Hemmerveen",))) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Later kwam Djoeke binnen.", ["Djoeke"]),
        ("Djoeke kwam binnen.", ["Djoeke"]),
        ("Sindsdien gaat het beter.", []),
        ("Héérlijk vond ze dat.", []),
        ("Bij het UWV in de Wmo.", ["Wmo"]),
        ("Ik heet Roos.", ["Roos"]),
        ("Daar stond een Roos.", []),
        ("Persoon A kwam.", []),
        ("ik heet djoeke", ["djoeke"]),
        ("ik ben moe en mevrouw slaapt", []),
        ("toen kwam jan langs, met fatima's broer en jans fiets", ["jan", "fatima's", "jans"]),
        ("ze had een bos rozen en wil wel, erna, frank en vrij", []),
        ("Toen kwam J.P. langs.", ["J.P."]),
        ("Het is een B.V. nu.", []),
    ],
)
def test_a_capital_on_a_word_that_the_dictionary_lacks_may_be_a_name(text: str, words: list[str]) -> None:
    found = leaks(text, NOBODY, knows=Language().has_word)
    assert [(leak.kind, text[leak.start : leak.end]) for leak in found] == [
        (Private.MAYBE_NAME, word) for word in words
    ]


def test_a_word_that_a_person_allowed_is_no_leak() -> None:
    assert leaks("Bij de Wmo.", Listed(allowed=("wmo",)), knows=Language().has_word) == ()


def test_without_any_detector_the_net_and_the_list_leave_no_narrator_unnoticed() -> None:
    """The demonstration's narrators, each listed: what goes out names none of them."""
    for file in STORIES:
        body = file.read_text(encoding="utf-8").split("---", 2)[2]
        name = file.stem.rsplit("-", 1)[-1]
        sent = pseudonymise(body, [], Listed(names=(name,)))
        assert not re.search(rf"\b{name}", sent.text, re.IGNORECASE), file.stem
        assert restore(sent.text, sent) == body


def test_the_notice_says_pseudonymised_and_warns_and_never_says_anonymous() -> None:
    assert "gepseudonimiseerd" in notice("nl")
    assert "Ook zonder naam kan een verhaal herkenbaar zijn" in notice("nl")
    assert "pseudonymised" in notice("en")
    assert not any("anon" in notice(language) for language in ("nl", "en"))


def test_a_blocked_story_is_named_by_its_id_and_the_kinds_only() -> None:
    found = [Leak(Private.PERSON, 0, 6), Leak(Private.PERSON, 9, 15), Leak(Private.PHONE, 20, 31)]
    assert blocked(StoryId("a1b2c3d4e5f6"), found) == (
        "Story a1b2c3d4 may still identify somebody (a listed name, 2 times, a phone number) and was not sent. "
        "Look at it with: sq-coder propose --preview. Then list the name or place in study.toml, or allow the word there."
    )
