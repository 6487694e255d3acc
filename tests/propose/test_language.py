"""Dutch as the matcher needs it, by the libraries that do it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.gateways.language import Language

LANGUAGE = Language()
SPACY = spacy.blank("nl").tokenizer
LEMMAS = json.loads((Path(__file__).parents[1] / "cases/lemmas.json").read_text("utf-8"))


def test_a_text_is_read_as_tokens_with_their_places():
    tokens = LANGUAGE.read("Anna’s vrienden, bijv. Jan.\n\nZe lachten!")
    assert [form.lower for form in tokens.forms] == [
        "anna", "’s", "vrienden", ",", "bijv.", "jan", ".", "\n\n", "ze", "lachten", "!",
    ]  # fmt: skip
    assert all(
        tokens.text[start : start + len(form.lower)].lower() == form.lower
        for start, form in zip(tokens.starts, tokens.forms, strict=True)
    )


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Aan bé.,'’\"“”!?:-/()0\n\t\u00a0é"), max_size=60))
def test_reading_gives_the_tokens_of_spacy(text):
    tokens = LANGUAGE.read(text)
    ours = [(f.lower, start) for f, start in zip(tokens.forms, tokens.starts, strict=True) if not f.lower.isspace()]
    assert ours == [(token.lower_, token.idx) for token in SPACY(text) if not token.is_space]


def test_reading_goes_on_when_too_much_is_remembered(monkeypatch):
    monkeypatch.setattr("sq_coder.gateways.language.MOST_PIECES", 3)
    language = Language()
    first = language.read("een twee drie vier vijf")
    again = language.read("vijf vier drie")
    assert again.forms == first.forms[:1:-1]


def test_the_same_word_is_the_same_form():
    first, second = LANGUAGE.read("Vrienden"), LANGUAGE.read("vrienden")
    assert first.forms[0] is second.forms[0]
    assert first.forms[0].lemma == "vriend"


@pytest.mark.parametrize("word", sorted(LEMMAS))
def test_a_word_has_its_dictionary_form(word):
    assert LANGUAGE.lemma(word) == LEMMAS[word]


def test_rare_words_are_rarer_than_common_ones():
    assert (
        LANGUAGE.zipf("de")
        > LANGUAGE.zipf("gezellig")
        > LANGUAGE.zipf("zelfvertrouwen")
        > LANGUAGE.zipf("kwasbdf")
        == 0
    )


def test_a_misspelling_is_not_known():
    assert [LANGUAGE.knows(word) for word in ("gezellig", "gezzelligg", "!", "")] == [True, False, True, True]


def test_a_lemma_loads_no_spacy():
    code = "import sys; from sq_coder.gateways.language import Language; Language().lemma('huizen'); print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
