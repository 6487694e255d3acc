"""The embedded matcher: what people say decides, not the title; what is denied does not count."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.codebook import load
from sq_coder.domain import Story, StoryId
from sq_coder.gateways.language import Language
from sq_coder.propose import Signals, match

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/stories.json").read_text("utf-8"))
LANGUAGE = Language()
CODEBOOK = load((ROOT / "codebook.yaml").read_text("utf-8"))
SIGNALS = Signals(CODEBOOK, LANGUAGE)

SMALL = """\
name: Klein
conditions:
  one: {name: een, colour: "#112233"}
keywords:
  - {word: vriendschap, condition: one, signals: [vriend maken, vriend + maken, leren ... kennen, omkijken, kroket, samenzijn]}
  - {word: eenzaamheid, condition: one, against: true, signals: [eenzaam, niet meer alleen, isolement]}
  - {word: zelfvertrouwen, condition: one, signals: [~onzeker, durven, ~verlegen]}
"""
FEW = Signals(load(SMALL), LANGUAGE)


def story(text, title="", group=None):
    return Story(StoryId("s"), title, text, group=group)


OPENING = "De zaal is groot. Er staat een lange tafel. "
"""A story's first sentences count less: they tell what the group is."""


def few(text, title=""):
    return match(story(OPENING + text, title), FEW)


def keyword(text, signals=None, **more):
    found = match(story(text, **more), signals) if signals else few(text, **more)
    return found.keyword.word if found.keyword else None


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_an_invented_story_gets_a_keyword_that_a_researcher_would_leave_standing(case):
    found = keyword(signals=SIGNALS, **case["input"])
    assert found in case["expected"] if case["expected"] else found is None


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_evidence_cuts_exactly_its_sentences(case):
    told = story(**case["input"])
    found = match(told, SIGNALS)
    assert bool(found.evidence) == (found.keyword is not None)
    assert len(found.evidence) <= 3
    for evidence in found.evidence:
        assert told.text[evidence.start : evidence.end] == evidence.text
        assert evidence.text == evidence.text.strip()
        assert evidence.text_sha256 == told.text_sha256
    assert list(found.evidence) == sorted(found.evidence, key=lambda evidence: evidence.start)


def test_a_sentence_of_evidence_keeps_its_closing_quote():
    found = few('Ze kwam. "Ik heb er mensen leren kennen." Daarna maakte ze vrienden.')
    assert [e.text for e in found.evidence] == ['"Ik heb er mensen leren kennen."', "Daarna maakte ze vrienden."]


def test_the_title_does_not_decide():
    assert keyword("De zaal was groot. Er stond een tafel.", title="Vrienden maken en mensen leren kennen") is None


def test_the_title_adds_to_what_the_text_says():
    text = "Ze maakte vrienden. Ze leerde mensen kennen."
    without, having = (few(text, title).score for title in ("", "Vrienden maken"))
    assert without < having < 1.5 * without


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb hier geen vrienden gemaakt. Ik heb niemand leren kennen, want ik heb niemand leren kennen.",
        "Vrienden heb ik er niet gemaakt. Mensen heb ik er nooit leren kennen.",
        "Zonder vrienden te maken. Zonder mensen te leren kennen.",
    ],
)
def test_what_is_denied_does_not_count(text):
    assert keyword(text) is None


def test_not_only_denies_nothing():
    assert keyword("Ik heb niet alleen vrienden gemaakt, maar ook mensen leren kennen.") == "vriendschap"


def test_a_denial_does_not_reach_into_the_next_clause():
    assert keyword("Ik kon niet slapen, maar maakte vrienden. Het werd niet laat en ik leerde mensen kennen.") == (
        "vriendschap"
    )


def test_less_of_what_a_keyword_helps_against_speaks_for_it():
    relieved = few("Ze is niet meer alleen. Ze is minder eenzaam en uit haar isolement.")
    named = few("Ze zat in een isolement en was eenzaam.")
    assert relieved.keyword.word == "eenzaamheid"
    assert relieved.score > named.score


def test_what_stayed_speaks_against_it():
    assert keyword("Ze is nog steeds eenzaam. Ze zit nog altijd in een isolement.") is None


def test_what_always_was_is_not_what_stayed():
    assert keyword("Ze was altijd eenzaam. Ze zat in een isolement.") == "eenzaamheid"


def test_a_sign_of_what_becomes_less_turns_round_in_any_keyword():
    assert keyword("Hij is niet meer verlegen. Hij is minder onzeker.") == "zelfvertrouwen"
    assert keyword("Hij is nog steeds verlegen. Hij is nog altijd onzeker.") is None


def test_a_separable_verb_counts_in_its_parts_too():
    assert keyword("Ze kijken naar elkaar om. Ze leerde mensen kennen.") == "vriendschap"


def test_a_misspelt_word_counts_for_the_word_it_is_like():
    right, wrong = (few(f"Ze aten een {word}. Ze maakten vrienden.").score for word in ("kroket", "krokket"))
    assert right == wrong > few("Ze aten een soufflé. Ze maakten vrienden.").score


def test_one_signal_word_is_not_enough():
    assert keyword("Kroket kroket kroket. Kroket!") is None


def test_ties_go_to_the_codebooks_order():
    text = (
        "name: x\nconditions: {a: {name: a, colour: '#111111'}}\nkeywords:\n"
        "  - {word: xa, condition: a, signals: [appel, peer]}\n  - {word: xb, condition: a, signals: [appel, peer]}\n"
    )
    assert keyword("Een appel. Een peer. Nog een appel en een peer.", Signals(load(text), LANGUAGE)) in {"xa", None}


def test_the_same_story_gets_the_same_answer_with_tables_made_anew():
    fresh = Signals(CODEBOOK, Language())
    told = [story(**case["input"]) for case in CASES]
    assert [match(s, fresh) for s in reversed(told)] == [match(s, SIGNALS) for s in reversed(told)]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read_without_fault(text):
    found = match(story(text, title=text), SIGNALS)
    assert all(text[e.start : e.end] == e.text for e in found.evidence)


def test_the_demonstration_stories_get_different_keywords():
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((ROOT / "corpus/verhalen").glob("*/*.md"))]
    found = [keyword(text, SIGNALS) for text in texts]
    proposed = [word for word in found if word]
    assert len(set(proposed)) >= 12
    assert max(map(found.count, set(found))) <= len(found) / 3


ELEMENTS = Signals(load((ROOT / "codebooks/werkzame-elementen.yaml").read_text("utf-8")), LANGUAGE)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        (
            "contactpersoon",
            "Ik kon haar altijd bellen. Ze gaf mij haar telefoonnummer en als ik appte, belde ze terug.",
        ),
        ("praktische-hulp", "Hij hielp met een formulier en met de brieven. Samen maakten we de enveloppen open."),
        ("normaliseren", "Ik was niet de enige. Zij herkennen het: lotgenoten weten hoe het is."),
        ("eigen-regie", "Nu doe ik het zelf. Ik was er trots op: ik durf weer, en het lukte helemaal zelf."),
        ("dichtbij", "De inloop is zonder afspraak. De deur staat open en er is koffie klaar."),
        (
            "methodes",
            "We deden een cursus met huiswerk en oefeningen. Stap voor stap, met een certificaat aan het eind.",
        ),
    ],
)
def test_the_fifteen_elements_are_found_by_how_people_talk(element: str, told: str) -> None:
    found = match(story(OPENING + told), ELEMENTS).keyword
    assert found is not None
    assert found.condition == element


def test_the_fifteen_elements_have_keywords_and_signal_words_each() -> None:
    book = load((ROOT / "codebooks/werkzame-elementen.yaml").read_text("utf-8"))
    assert len(book.conditions) == 15
    for condition in book.conditions:
        words = [k for k in book.keywords if k.condition == condition.id]
        assert len(words) >= 2
        assert all(len(k.signal_words) >= 15 for k in words)
