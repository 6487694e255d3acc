"""Words on paper: clean, measured, broken where Dutch breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sq_coder.chart.breaks import breaks
from sq_coder.chart.words import clean, ems, wrap


@given(text=st.text(max_size=80), room=st.floats(1.2, 30), bold=st.booleans())
def test_every_line_fits_and_no_letter_is_lost(text: str, room: float, bold: bool) -> None:
    text = clean(text)
    wrapped = wrap(text, room, bold=bold)
    assert all(ems(line, bold=bold) <= room or len(line) == 1 for line in wrapped.lines)
    kept = "".join(wrapped.lines).replace("-", "").replace(" ", "")
    assert kept == text.replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("word", "room", "lines"),
    [
        ("sociale contacten", 6.0, ("sociale", "contacten")),
        ("zelfredzaamheid", 5.4, ("zelfred-", "zaamheid")),
        ("dagbesteding/daginvulling", 7.0, ("dagbesteding/", "daginvulling")),
        ("saamhorigheid", 5.4, ("saamhorig-", "heid")),
        ("gezelligheid", 5.0, ("gezellig-", "heid")),
        ("demonstratie van sq-coder", 9.8, ("demonstratie van", "sq-coder")),
        ("bewonersbijeenkomst", 6.6, ("bewoners-", "bijeenkomst")),
        ("blijheid", 2.8, ("blij-", "heid")),
        ("dagelijkse activiteiten", 4.2, ("dage-", "lijkse", "activitei-", "ten")),
        ("partijen", 3.2, ("partij-", "en")),
        ("een e-mail", 3.5, ("een", "e-mail")),
        ("buurt-kamer", 4.0, ("buurt-", "kamer")),
        ("buurt\u2011kamer", 5.6, ("buurt\u2011kamer",)),
    ],
)
def test_dutch_words_break_between_parts_and_syllables(word: str, room: float, lines: tuple[str, ...]) -> None:
    assert wrap(word, room).lines == lines


HYPHENATED = json.loads((Path(__file__).parent.parent / "cases" / "breaks.json").read_text(encoding="utf-8"))
"""Long words of the codebooks and of social work, broken wherever Dutch may break them."""


@pytest.mark.parametrize("written", HYPHENATED)
def test_no_word_of_the_codebooks_breaks_where_dutch_does_not(written: str) -> None:
    word = written.replace("-", "")
    right = {len(written[:at].replace("-", "")) for at, char in enumerate(written) if char == "-"}
    assert set(breaks(word)) <= right


def test_most_places_are_found_and_every_long_word_has_one() -> None:
    found = {written: len(breaks(written.replace("-", ""))) for written in HYPHENATED}
    assert sum(found.values()) > 0.85 * sum(written.count("-") for written in HYPHENATED)
    assert all(found[written] for written in HYPHENATED if len(written) > 11)


def test_a_word_without_a_sure_place_breaks_before_a_consonant() -> None:
    assert breaks("exoxo") == ()
    assert wrap("xaxexixoxu", 2.6).lines[0] == "xaxe-"


def test_control_and_hidden_characters_never_reach_the_page() -> None:
    assert clean("ru\x00st\u202e en\u00adig\n\tvrede\x1b[31m") == "rust enig vrede[31m"


def test_a_letter_outside_the_table_counts_as_a_full_width() -> None:
    assert ems("漢😀") == 2.0
    assert ems("e\u0301") == ems("e")


def test_a_hyphen_that_holds_is_as_wide_as_any_other() -> None:
    assert (ems("\u2011"), ems("\u2011", bold=True)) == (ems("-"), ems("-", bold=True))
