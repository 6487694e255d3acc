"""The quadrant: what always holds of it, and what it says."""

from __future__ import annotations

import random
import string
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sq_coder.chart import Caption, draw, quadrant
from sq_coder.domain import Tally
from tests.chart.figures import CODEBOOK, board, crowding, notes, problems, tally, texts

CAPTION = Caption(
    "Kernwoorden van een verzonnen buurt",
    "Wat bewoners vertellen",
    ("Voorgesteld door de woordzoeker, nagezien door twee onderzoekers samen.", "Kernwoordenlijst a3f91c."),
    "Verzonnen verhalen",
    "22 november 2026",
)
HOUSE = {
    "security": {"inzicht": 3, "rust aan het hoofd": 1},
    "cohesion": {"samen eten": 15, "gezelligheid": 9, "buurtgevoel": 2},
    "empowerment": {"zelfvertrouwen": 6, "durven": 1},
}


def some_tally(n: int, seed: int, *, letters: int) -> Tally:
    """A tally of n different words of up to so many letters, most of them in one condition as in real studies."""
    dice = random.Random(seed)
    counts: dict[str, dict[str, int]] = {c.id: {} for c in CODEBOOK.conditions}
    counts["undecided"] = {}
    weights = [dice.random() ** 2 for _ in counts]
    alphabet = string.ascii_lowercase + "ëïéĳ"
    while sum(map(len, counts.values())) < n:
        parts = dice.randint(1, 4)
        word = " ".join(
            "".join(dice.choices(alphabet, k=dice.randint(1, max(1, letters // parts)))) for _ in range(parts)
        )
        place = dice.choices(list(counts), weights)[0]
        counts[place][word] = int(dice.paretovariate(0.9)) % 400 + 1
    undecided = counts.pop("undecided")
    discussed = frozenset(w for words in counts.values() for w in words if dice.random() < 0.1)
    return tally(counts, undecided=undecided, discussed=discussed)


def counted(some: Tally) -> Counter[tuple[str, str, int]]:
    """Every count of a tally."""
    parts = (*some.conditions, some.undecided)
    return Counter((c.condition, word, count) for c in parts for word, count, _ in c.keywords)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    n=st.integers(1, 300),
    seed=st.integers(0, 10**6),
    letters=st.integers(1, 60),
    page=st.sampled_from(["a4", "slide"]),
    sized=st.booleans(),
)
@example(n=1, seed=181, letters=1, page="slide", sized=False)
@example(n=188, seed=192, letters=1, page="slide", sized=False)  # higher than its slide
@example(n=5, seed=366465, letters=1, page="a4", sized=True)  # two fields are empty, on a page full of squares
def test_nothing_overlaps_leaves_its_place_or_goes_missing(
    n: int, seed: int, letters: int, page: str, sized: bool
) -> None:
    some = some_tally(n, seed, letters=letters)
    layout = quadrant(some, CODEBOOK, CAPTION, page=page, sized=sized)
    assert problems(layout) == []
    assert crowding(layout) == []
    assert Counter((c, note.keyword, note.count) for c, note in notes(layout)) == counted(some)
    assert all(f"×{note.count}" == note.texts[-1].text for _, note in notes(layout))


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 12, 15])
def test_a_codebook_of_any_size_is_a_board(n: int) -> None:
    book = board(n)
    some = tally({"e0": {f"woord {k}": k + 1 for k in range(20)}}, codebook=book, undecided={"anders": 2})
    layout = quadrant(some, book, CAPTION)
    assert problems(layout) == []
    assert [f.condition for f in layout.fields] == [c.id for c in book.conditions] + ["undecided"]
    assert not any(line.arrow for line in layout.lines)


@pytest.mark.parametrize("most", [1, 7, 24, 60])
def test_sixty_notes_in_one_quadrant_stay_on_a4(most: int) -> None:
    words = {
        f"{a}{b}": 60 - i
        for i, (a, b) in enumerate(
            (a, b)
            for a in ("samen ", "buurt", "zelf")
            for b in (
                "zorg",
                "eten",
                "kracht",
                "werk",
                "hulp",
                "rust",
                "huis",
                "tuin",
                "plek",
                "taal",
                "groei",
                "moed",
                "hoop",
                "trots",
                "stap",
                "lust",
                "durf",
                "kans",
                "band",
                "thuis",
            )
        )
    }
    some = tally({**HOUSE, "cohesion": dict(list(words.items())[:most])})
    layout = quadrant(some, CODEBOOK, CAPTION)
    assert (round(layout.width), round(layout.height)) == (842, 595)
    assert problems(layout) == []


LIKE_A_STUDY = {
    "security": {
        "inzicht": 3,
        "minder stress": 2,
        "dagbesteding": 1,
        "daginvulling": 1,
        "financiële zelfredzaamheid": 1,
        "praktische steun": 1,
    },
    "cohesion": {
        "sociale contacten": 10,
        "sociale steun": 9,
        "verbinding": 9,
        "gezelligheid": 4,
        "betrokkenheid": 3,
        "leren van elkaar": 2,
        "saamhorigheid": 2,
        "beweging": 1,
        "buurtgevoel": 1,
        "samen eten": 1,
    },
    "inclusion": {"erbij horen": 2, "ontmoeting": 2, "eenzaamheid": 1, "meedoen": 1},
    "empowerment": {
        "zelfvertrouwen": 5,
        "eigen kwaliteiten": 4,
        "sociale vaardigheden": 4,
        "jezelf zijn": 2,
        "veerkracht": 2,
        "durven": 1,
        "creativiteit": 1,
        "zelfstandigheid": 1,
    },
}


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("page", ["a4", "slide"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("undecided", [{}, {"rust": 1}, {"rust": 1, "geen aansluiting": 2, "vakantie": 1}])
def test_axis_words_and_headers_stand_free_with_and_without_a_strip(
    undecided: dict[str, int], language: str, page: str, sized: bool
) -> None:
    some = tally(LIKE_A_STUDY, undecided=undecided, discussed=frozenset({"rust"}), stories=40)
    layout = quadrant(some, CODEBOOK, CAPTION, language=language, page=page, sized=sized)
    assert problems(layout) == []
    assert crowding(layout) == []


@pytest.mark.parametrize("undecided", [{}, {"rust": 1}])
@pytest.mark.parametrize("most", range(1, 11))
def test_notes_of_a_study_are_post_its_on_a4_around_an_axis_in_the_middle(most: int, undecided: dict[str, int]) -> None:
    some = tally({**LIKE_A_STUDY, "cohesion": dict(list(LIKE_A_STUDY["cohesion"].items())[:most])}, undecided=undecided)
    layout = quadrant(some, CODEBOOK, CAPTION)
    assert (round(layout.width), round(layout.height)) == (842, 595)
    assert all(note.texts[-1].y > max(t.box.bottom for t in note.texts[:-1]) for _, note in notes(layout))
    (upright,) = [line for line in layout.lines if line.arrow and line.x1 == line.x2]
    assert upright.x1 == pytest.approx(layout.width / 2)


@pytest.mark.parametrize("undecided", [{}, {"rust": 1, "geen aansluiting": 2}])
def test_a_study_is_read_from_the_back_of_the_room(undecided: dict[str, int]) -> None:
    layout = quadrant(tally(LIKE_A_STUDY, undecided=undecided, stories=40), CODEBOOK, CAPTION, page="slide")
    assert (layout.width, layout.height) == (960.0, 540.0)
    assert min(t.size for _, n in notes(layout) for t in n.texts) >= 11


def test_a_page_is_used_to_its_legend() -> None:
    for undecided in ({}, {"rust": 1}):
        layout = quadrant(tally(LIKE_A_STUDY, undecided=undecided), CODEBOOK, CAPTION)
        lowest = max(text.box.bottom for text in texts(layout) if text.text == "dagelijks leven (micro)" or undecided)
        rule = max(line.y1 for line in layout.lines if not line.arrow)
        assert rule - max(f.box.bottom for f in layout.fields) < 40
        assert lowest > 0.8 * layout.height


def test_stories_that_are_not_counted_yet_are_named_beside_n() -> None:
    unsettled = "Van 5 verhalen zijn de kernwoorden nog niet vastgesteld."
    for page in ("a4", "slide"):
        layout = quadrant(tally(HOUSE), CODEBOOK, Caption("Proef", unsettled=unsettled, notice="Verzonnen"), page=page)
        assert [t.text for t in texts(layout)].count(unsettled) == 1
        assert problems(layout) == []


def test_a_word_of_sixty_letters_is_broken_and_stays_on_its_note() -> None:
    layout = quadrant(tally({"cohesion": {"a" * 60: 1, "b" * 60: 2}}), CODEBOOK)
    (_, first), (_, second) = notes(layout)
    assert problems(layout) == []
    assert "".join(t.text.rstrip("-") for t in second.texts[:-1]) == "a" * 60
    assert first.count == 2


def test_a_count_that_leaves_no_room_for_a_letter_never_stands_on_its_word() -> None:
    layout = quadrant(some_tally(221, 1, letters=1), CODEBOOK, CAPTION, page="slide")
    assert problems(layout) == []


def test_all_notes_are_as_large_as_each_other() -> None:
    layout = quadrant(tally(HOUSE, undecided={"iets": 1}), CODEBOOK, CAPTION)
    assert len({(round(n.box.w, 6), round(n.box.h, 6)) for _, n in notes(layout)}) == 1


def test_a_square_is_as_large_as_its_count() -> None:
    layout = quadrant(tally(HOUSE, undecided={"iets": 1}), CODEBOOK, CAPTION, sized=True)
    scale = {round(n.shapes[-1].box.w * n.shapes[-1].box.h / n.count, 4) for _, n in notes(layout)}
    assert len(scale) == 1
    (key,) = [s.box for s in layout.shapes if s.box.w == s.box.h]
    assert round(key.w * key.h, 4) == scale.pop()


def test_a_large_square_has_its_count_inside_and_a_small_one_beside_it() -> None:
    layout = quadrant(tally(HOUSE), CODEBOOK, CAPTION, sized=True)
    inside = {n.keyword: n.texts[-1].box.right <= n.shapes[-1].box.right for _, n in notes(layout)}
    assert (inside["samen eten"], inside["gezelligheid"], inside["durven"]) == (True, True, False)
    largest = max(n.shapes[-1].box.w for _, n in notes(layout))
    assert largest > 60  # the count beside it kept it at half of that


def test_a_page_with_nearly_all_words_in_one_field_moves_its_axes_before_it_grows_high() -> None:
    uneven = tally({"cohesion": {f"woord nummer {i}": 1 for i in range(200)}, "security": {"inzicht": 2}})
    even = tally({c.id: {f"woord {c.id} nummer {i}": 1 for i in range(80)} for c in CODEBOOK.conditions})
    high, level = quadrant(uneven, CODEBOOK, CAPTION), quadrant(even, CODEBOOK, CAPTION)
    assert problems(high) == problems(level) == []
    left = next(f.box.w for f in high.fields if f.condition == "security")
    right = next(f.box.w for f in high.fields if f.condition == "cohesion")
    assert right > 1.4 * left
    assert len({round(f.box.w) for f in level.fields}) == 1


def test_the_figure_says_what_was_counted_and_by_whom() -> None:
    some = tally(HOUSE, undecided={"iets": 2}, discussed=frozenset({"durven"}))
    said = [t.text for t in texts(quadrant(some, CODEBOOK, CAPTION))]
    for expected in (
        "Kernwoorden van een verzonnen buurt",
        "n = 45 verhalen · 2021–2022 · 39 keer genoteerd",
        "Verzonnen verhalen",
        "22 november 2026",
        *CAPTION.provenance,
        "keer genoteerd, in 26 van de 45 verhalen",
        "keer genoteerd, in 0 van de 45 verhalen",
        "geen kernwoorden genoteerd",
        "nog geen plek",
        "besproken",
        "instituties",
        "samenleving (macro)",
    ):
        assert said.count(expected) == 1, expected
    assert not any("%" in text for text in said)


def test_the_figure_speaks_english() -> None:
    said = [t.text for t in texts(quadrant(tally(HOUSE, stories=1, years=(2021,)), CODEBOOK, language="en"))]
    assert "n = 1 story · 2021 · noted 37 times" in said
    one = quadrant(tally({"cohesion": {"rust": 1}}, stories=1), CODEBOOK, language="en")
    assert {"time noted, in 1 of 1 story", "times noted, in 0 of 1 story"} <= {t.text for t in texts(one)}
    assert any("noted once" in t.text for t in texts(one)) and "(noted once): rust ×1" in one.description
    assert {"social cohesion", "no keywords noted", "society (macro)"} <= set(said)


def test_counts_from_elsewhere_are_marked_and_never_given_stories() -> None:
    parts = tally(HOUSE, stories=0, years=(), source="tellingen.csv")
    bare = Tally(
        0,
        tuple(type(c)(c.condition, c.total, 0, c.keywords) for c in parts.conditions),
        parts.undecided,
        (),
        "",
        "tellingen.csv",
    )
    said = [t.text for t in texts(quadrant(bare, CODEBOOK))]
    assert "Getallen van elders: tellingen.csv" in said
    assert "aantal verhalen niet opgegeven · 37 keer genoteerd" in said
    assert not any(" van de " in text for text in said)


def test_a_discussed_note_has_a_sign_and_the_legend_explains_it() -> None:
    with_sign = quadrant(tally(HOUSE, discussed=frozenset({"durven"})), CODEBOOK)
    without = quadrant(tally(HOUSE), CODEBOOK)
    assert [n.keyword for _, n in notes(with_sign) if n.marks] == ["durven"]
    assert (len(with_sign.marks), len(without.marks)) == (1, 0)


def test_repeated_keywords_are_a_stack_of_at_most_three_sheets_behind() -> None:
    layout = quadrant(tally({"cohesion": {"a": 1, "b": 2, "c": 3, "d": 90}}), CODEBOOK)
    assert {n.keyword: len(n.shapes) - 1 for _, n in notes(layout)} == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_a_figure_without_any_story_still_shows_its_zeros() -> None:
    layout = quadrant(tally({}, stories=0, years=()), CODEBOOK)
    assert problems(layout) == []
    assert [t.text for t in texts(layout)].count("geen kernwoorden genoteerd") == 4


def test_long_titles_names_and_axis_words_wrap() -> None:
    caption = Caption(
        "Een heel lange titel " * 8, "ondertitel " * 40, ("herkomst " * 60,), "Getallen van elders " * 8, "2026"
    )
    layout = quadrant(tally(HOUSE), CODEBOOK, caption)
    assert problems(layout) == []


def test_a_larger_note_never_makes_a_slide_smaller_than_its_floor() -> None:
    layout = quadrant(tally(HOUSE), CODEBOOK, CAPTION, page="slide")
    assert (layout.width, layout.height) == (960.0, 540.0)
    assert min(t.size for _, n in notes(layout) for t in n.texts) >= 12
    assert "<script" not in draw(layout)
