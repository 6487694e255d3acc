"""Keywords that may be meant are offered, the best first, and never applied."""

from pathlib import Path

import pytest

from sq_coder.codebook import load, nearest
from sq_coder.gateways.language import Language

CODEBOOK = load((Path(__file__).parents[2] / "codebook.yaml").read_text("utf-8"))
LANGUAGE = Language()


def offered(word, **how):
    return [(o.keyword.word, o.why) for o in nearest(word, CODEBOOK, lemma=LANGUAGE.lemma, **how)]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Sociale  contacten.", ("sociale contacten", "exact")),
        ("sociale contact", ("sociale contacten", "lemma")),
        ("soc. contacten", ("sociale contacten", "near")),
        ("contacten opdoen", ("sociale contacten", "alias")),
        ("zelf vertrouwen", ("zelfvertrouwen", "near")),
        ("gezelligheit", ("gezelligheid", "near")),
        ("verbonden", ("verbinding", "lemma")),
        ("lotgenoten", ("sociale steun", "part")),
        ("durf", ("zelfvertrouwen", "alias")),
    ],
)
def test_a_word_offers_first_what_is_most_likely_meant(word, first):
    assert offered(word)[0] == first


def test_a_word_in_two_meanings_offers_both():
    assert offered("zelfredzaamheid") == [("zelfstandigheid", "alias"), ("financiële zelfredzaamheid", "part")]


@pytest.mark.parametrize("word", ["", "...", "xqzwv blorp", "de maan", "sociale media", "\x00", "🙂"])
def test_a_word_like_nothing_known_offers_nothing(word):
    assert offered(word) == []


def test_no_more_is_offered_than_asked_for():
    assert len(offered("sociale", limit=2)) == 2


def test_scores_run_from_best_to_worst_between_0_and_100():
    scores = [o.score for o in nearest("sociale", CODEBOOK, lemma=LANGUAGE.lemma)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def scored(word):
    return [(o.keyword.word, o.score, o.why) for o in nearest(word, CODEBOOK, lemma=LANGUAGE.lemma)]


def test_an_alias_is_not_quite_the_word_itself_and_a_words_own_name_a_little_more():
    assert scored("durf")[0] == ("zelfvertrouwen", 98.0, "alias")
    assert scored("sociale contact")[0] == ("sociale contacten", 97.0, "lemma")
