"""Slices beside each other: the same words in the same place, one scale, n under each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.chart import Caption, years
from sq_coder.chart.layout import Sign
from sq_coder.chart.table import YearsRow, years_table
from sq_coder.chart.words import clean
from sq_coder.domain import Tally
from tests.chart.figures import CODEBOOK, board, comparison, notes, problems, tally, texts

CAPTION = Caption(
    provenance=("Nagezien door twee onderzoekers samen.",), notice="Verzonnen verhalen", date="22 november 2026"
)


def slice_(
    label: str, counts: dict[str, dict[str, int]], *, stories: int = 10, undecided: dict[str, int] | None = None
) -> Tally:
    return tally(
        counts, undecided=undecided, stories=stories, years=(int(label),) if label.isdigit() else (), label=label
    )


FIRST = slice_("2021", {"cohesion": {"samen eten": 5, "rust": 1}, "security": {"inzicht": 2}}, stories=15)
SECOND = slice_("2022", {"cohesion": {"samen eten": 2, "buurtgevoel": 1}}, undecided={"iets anders": 1})
EMPTY = slice_("2023", {}, stories=0)


@settings(max_examples=12, deadline=None)
@given(slices=st.integers(1, 8), words=st.integers(0, 60), seed=st.integers(0, 10**6), letters=st.integers(1, 60))
def test_nothing_overlaps_or_leaves_its_place(slices: int, words: int, seed: int, letters: int) -> None:
    dice = random.Random(seed)
    pool = [clean("".join(dice.choices("abcdefghijkl ", k=dice.randint(1, letters)))) or "x" for _ in range(words)]
    made = []
    for i in range(slices):
        counts: dict[str, dict[str, int]] = {}
        for k, word in enumerate(dict.fromkeys(pool)):
            if dice.random() < 0.6:
                counts.setdefault(CODEBOOK.conditions[k % 4].id, {})[f"{word} {k}"] = dice.randint(1, 30)
        made.append(slice_(str(2020 + i), counts, undecided={"los": 1} if dice.random() < 0.3 else None))
    layout = years(comparison(made), CODEBOOK, CAPTION)
    assert problems(layout) == []
    drawn = sorted((f.slice, f.condition, n.keyword, n.count) for f in layout.fields for n in f.notes if n.count)
    parts = ((t.label, c) for t in made for c in (*t.conditions, t.undecided))
    assert drawn == sorted((label, c.condition, word, count) for label, c in parts for word, count, _ in c.keywords)


def test_every_word_stands_in_the_same_place_in_every_slice() -> None:
    layout = years(comparison([FIRST, SECOND]), CODEBOOK, CAPTION)
    places: dict[str, list[tuple[str, float]]] = {}
    for field in layout.fields:
        places.setdefault(field.slice, []).extend((n.keyword, n.box.y - field.box.y) for n in field.notes)
    assert places["2021"] == places["2022"]
    assert [word for word, _ in places["2021"]] == ["inzicht", "samen eten", "buurtgevoel", "rust", "iets anders"]


def test_bars_are_on_one_scale_over_all_slices_and_fields() -> None:
    layout = years(comparison([FIRST, SECOND]), CODEBOOK, CAPTION)
    unit = {round(n.shapes[0].box.w / n.count, 6) for _, n in notes(layout) if n.count}
    legend = next(round(s.box.w, 6) for s in layout.shapes if s.stroke)
    assert unit == {legend}  # the strip of words without a place too, though it is twice as wide


def test_a_bar_of_one_time_does_not_fill_the_page_and_without_bars_none_is_explained() -> None:
    lone = years(comparison([slice_("2024", {"cohesion": {"rust": 1}}, stories=1)]), CODEBOOK, CAPTION)
    assert max(n.shapes[0].box.w for _, n in notes(lone) if n.count) <= 40
    nothing = [t.text for t in texts(years(comparison([EMPTY]), CODEBOOK, CAPTION))]
    assert not any("een balk is zo lang" in text for text in nothing)


def test_new_and_gone_words_have_signs_of_their_own_and_zeros_a_dot() -> None:
    layout = years(comparison([FIRST, SECOND]), CODEBOOK, CAPTION)
    second = {n.keyword: n for f in layout.fields if f.slice == "2022" for n in f.notes}
    signs = {word: note.marks[0].sign for word, note in second.items() if note.marks}
    assert signs == {"buurtgevoel": Sign.NEW, "rust": Sign.GONE, "inzicht": Sign.GONE}
    assert second["rust"].texts[-1].text == "·"
    said = [t.text for t in texts(layout)]
    assert "nieuw: niet genoteerd in het vorige jaar" in said
    assert "weg: wel genoteerd in het vorige jaar" in said


def test_each_slice_says_its_n_and_a_slice_without_stories_says_so() -> None:
    said = [t.text for t in texts(years(comparison([FIRST, SECOND, EMPTY]), CODEBOOK, CAPTION))]
    assert "n = 25 verhalen · 2021–2023 · 12 keer genoteerd" in said
    assert "n = 15 verhalen · 8 keer genoteerd" in said
    assert "n = 0 · geen verhalen" in said
    assert not any("%" in text for text in said)


def test_stories_of_which_the_year_is_not_known_have_a_field_that_says_so() -> None:
    beside = comparison([FIRST, slice_("", {"cohesion": {"rust": 1}}, stories=2)])
    for language, name in (("nl", "niet bekend"), ("en", "not known")):
        layout = years(beside, CODEBOOK, CAPTION, language=language)
        assert name in [t.text for t in texts(layout)]
        assert f"{name} (n = 2" in layout.description


def test_who_tells_is_named_in_the_language_of_the_figure() -> None:
    beside = comparison([slice_("resident", {}, stories=2), slice_("facilitator", {}, stories=1)], by="perspective")
    said = {t.text for t in texts(years(beside, CODEBOOK, CAPTION))}
    assert {"bewoner", "groepsbegeleider"} <= said
    assert not {"resident", "facilitator"} & said


def test_what_checking_changed_is_new_or_gone_against_the_proposals() -> None:
    layout = years(comparison([FIRST, SECOND], by="basis"), CODEBOOK, CAPTION)
    said = [t.text for t in texts(layout)]
    assert "nieuw: stond niet bij de voorstellen" in said
    assert "weg: stond wel bij de voorstellen" in said


def test_nothing_beside_nothing_is_a_page_that_says_so() -> None:
    layout = years(comparison([]), CODEBOOK, CAPTION)
    assert problems(layout) == []
    assert "n = 0 verhalen · 0 keer genoteerd" in [t.text for t in texts(layout)]


def test_years_say_that_they_describe_and_the_sentence_can_be_another() -> None:
    own = "De jaren beschrijven deze gesprekken; bewoners kunnen elk jaar op een andere manier gevonden zijn."
    assert own in [t.text for t in texts(years(comparison([FIRST, SECOND]), CODEBOOK))]
    said = [t.text for t in texts(years(comparison([FIRST, SECOND]), CODEBOOK, note="Een andere zin."))]
    assert own not in said
    assert "Een andere zin." in said


def test_the_subtitle_and_the_standing_sentence_are_lines_of_their_own() -> None:
    own = "De jaren beschrijven deze gesprekken; bewoners kunnen elk jaar op een andere manier gevonden zijn."
    layout = years(comparison([FIRST, SECOND]), CODEBOOK, Caption(subtitle="Proefstudie", notice="Verzonnen verhalen"))
    assert problems(layout) == []
    said = [t.text for t in texts(layout)]
    assert said.count("Proefstudie") == said.count(own) == 1


@pytest.mark.parametrize("n", [1, 2, 3, 7, 15])
def test_a_board_has_fields_in_each_slice(n: int) -> None:
    book = board(n)
    made = [tally({"e0": {"samen eten": 3}}, codebook=book, label=label) for label in ("groep A", "groep B")]
    layout = years(comparison(made, by="group"), book, CAPTION)
    assert problems(layout) == []
    assert len(layout.fields) == 2 * n


def test_the_table_twin_has_every_count_with_its_zeros() -> None:
    assert years_table(comparison([FIRST, SECOND]), CODEBOOK) == (
        YearsRow("sociaaleconomische zekerheid", "inzicht", (2, 0)),
        YearsRow("sociale cohesie", "samen eten", (5, 2)),
        YearsRow("sociale cohesie", "buurtgevoel", (0, 1)),
        YearsRow("sociale cohesie", "rust", (1, 0)),
        YearsRow("nog geen plek", "iets anders", (0, 1)),
    )
