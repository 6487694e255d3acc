"""A signal word reads as the codebook explains it."""

import pytest

from sq_coder.codebook import Part, Pattern, Slot, parse


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vriend maken", (Part((Slot(("vriend",)), Slot(("maken",)))),)),
        ("Vriend|vriendin ... maken", (Part((Slot(("vriend", "vriendin")), Slot(("maken",), 4))),)),
        ("vriend + maken", (Part((Slot(("vriend",)),)), Part((Slot(("maken",)),)))),
        ("=werken", (Part((Slot(("=werken",)),)),)),
        ("wandel*", (Part((Slot(("wandel*",)),)),)),
    ],
)
def test_a_signal_word_reads_as_written(written, expected):
    assert parse(written) == Pattern(written, expected)


def test_a_tilde_means_what_becomes_less():
    assert parse("~niet meer bang").against


@pytest.mark.parametrize("written", ["", "...", "a ...", "+", "a +", "a + ...", "*", "a|", "="])
def test_signs_without_words_are_refused(written):
    with pytest.raises(ValueError, match=r"without a word|ends with"):
        parse(written)
