"""A codebook is checked as a whole: every problem has its line and says what to do."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.codebook import load
from sq_coder.domain import Codebook, Position, sha256
from sq_coder.errors import CodebookError

OWN = (Path(__file__).parents[2] / "codebook.yaml").read_text("utf-8")

SMALL = """\
name: Klein
conditions:
  one: {name: een, colour: "#112233"}
  two: {name: twee, colour: "#AABBCC"}
keywords:
  - word: steun
    condition: one
    aliases: [hulp]
    signals: [elkaar ... helpen]
  - word: verbinding
    condition: two
"""

FOUR = """\
name: Vier
conditions:
  a: {name: a, colour: "#111111", position: top left}
  b: {name: b, colour: "#222222", position: top right}
  c: {name: c, colour: "#333333", position: bottom left}
  d: {name: d, colour: "#444444", position: bottom right}
keywords: []
"""


def problems(text):
    with pytest.raises(CodebookError) as error:
        load(text, file="lijst.yaml")
    return error.value.problems


def test_a_small_codebook_loads_whole():
    codebook = load(SMALL)
    assert (codebook.name, codebook.language, codebook.sha256) == ("Klein", "nl", sha256(SMALL))
    assert codebook.condition_ids == ("one", "two")
    assert [c.colour for c in codebook.conditions] == ["#112233", "#aabbcc"]
    assert codebook.keyword("Steun").aliases == ("hulp",)
    assert codebook.keyword("steun").signal_words == ("elkaar ... helpen",)


def test_positions_are_needed_for_four_conditions_only():
    assert [c.position for c in load(FOUR).conditions] == list(Position)
    assert problems(FOUR.replace(", position: top right", "")) == (
        (
            4,
            "condition 'b' has no position on the quadrant. Add one of: top left, top right, bottom left, bottom right.",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        (
            "- word: verbinding",
            "- word: Steun",
            10,
            "keyword 'Steun' stands under two conditions (one, two). Keep one.",
        ),
        (
            "- word: verbinding\n    condition: two",
            "- word: STEUN.\n    condition: one",
            10,
            "keyword 'STEUN.' stands here twice. Keep one.",
        ),
        (
            "condition: two",
            "conditon: two",
            11,
            "unknown key 'conditon' in a keyword. "
            "Use one of: word, condition, en, definition, aliases, signals, against, source.",
        ),
        (
            "condition: two",
            "condition: three",
            11,
            "keyword 'verbinding' stands under 'three', which is not a condition. Choose one of: one, two.",
        ),
        ("aliases: [hulp]", "aliases: [hulp, Hulp]", 8, "alias 'Hulp' already belongs to keyword 'steun'. Keep one."),
        (
            "aliases: [hulp]",
            "aliases: [verbinding]",
            8,
            "alias 'verbinding' already belongs to keyword 'verbinding'. Keep one.",
        ),
        (
            "word: verbinding",
            "word: een twee drie vier vijf",
            10,
            "keyword 'een twee drie vier vijf' has more than four words. Shorten it to at most four.",
        ),
        ("#112233", "blauw", 3, "'blauw' is not a colour. Write it like '#1d3f72', in quotes."),
        ("elkaar ... helpen", "elkaar ...", 9, "signal word 'elkaar ...' ends with '...'. Correct or remove it."),
        ("elkaar ... helpen", "steun +", 9, "signal word 'steun +' has a part without a word. Correct or remove it."),
        ("elkaar ... helpen", "'=|steun'", 9, "signal word '=|steun' has a sign without a word. Correct or remove it."),
        ("name: Klein\n", "", 1, "the codebook has no 'name'. Add it."),
        ("    condition: two", "    condition: two\n    against: ja", 12, "'against' says 'ja'. Write true or false."),
        ("  two:", "  one:", 4, "'one' stands twice or is not a name. Keep one."),
        (
            "  two:",
            "  undecided:",
            4,
            "'undecided' cannot be a condition's id. Use small letters, and not 'undecided'.",
        ),
        ("[elkaar ... helpen]", "elkaar", 9, "'signals' must be a list. Begin each item with '- '."),
        ("word: verbinding", "word: [a, b]", 10, "'word' must be one text. Write it on one line."),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_do(old, new, line, sentence):
    assert old in SMALL
    assert (line, sentence) in problems(SMALL.replace(old, new, 1))


def test_all_mistakes_are_said_at_once_in_the_order_of_the_file():
    text = SMALL.replace("#112233", "blauw").replace("condition: two", "condition: drie").replace("Klein", "''")
    assert [line for line, _ in problems(text)] == [1, 3, 11]
    with pytest.raises(CodebookError) as error:
        load(text, file="lijst.yaml")
    assert str(error.value).startswith("lijst.yaml, line 1: the codebook has no 'name'. Add it. lijst.yaml, line 3: ")
    assert str(error.value).endswith("Nothing was changed.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("# alleen commentaar\n", 1),
        ("gewoon een zin", 1),
        ("- een\n- lijst", 1),
        ("name: 'niet gesloten\nconditions: x", 2),
        ("name: x\n  keywords: [", 2),
        ("name: a\x00b", 1),
        ("name: \ud800", 1),
        ("name: *nergens", 1),
        ("[" * 100_000 + "]" * 100_000, 1),
        ("- " * 100_000, 1),
        ("name: &a [*a]", 1),
    ],
)
def test_what_is_no_codebook_is_refused_with_its_line(text, line):
    assert problems(text)[0][0] == line


def test_a_codebook_makes_no_objects():
    text = SMALL.replace("name: Klein", "name: !!python/object/apply:os.getcwd []")
    assert problems(text) == ((1, "'name' must be one text. Write it on one line."),)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("abc:-[]{}#&*!|>'\"\n \t%@"), max_size=60))
def test_any_text_gives_a_codebook_or_a_refusal(text):
    try:
        assert isinstance(load(text), Codebook)
    except CodebookError as error:
        assert error.problems


def test_our_own_codebook_holds_the_published_keywords_under_their_conditions():
    codebook = load(OWN)
    by_condition = {
        id: {k.word for k in codebook.keywords if k.condition == id and k.source.startswith("figuur 6")}
        for id in codebook.condition_ids
    }
    assert by_condition == {
        "security": {
            "inzicht",
            "minder stress",
            "praktische steun",
            "financiële zelfredzaamheid",
            "dagbesteding",
            "daginvulling",
        },
        "cohesion": {
            "sociale contacten",
            "sociale steun",
            "verbinding",
            "gezelligheid",
            "betrokkenheid",
            "saamhorigheid",
            "leren van elkaar",
        },
        "inclusion": {"ontmoeting", "eenzaamheid", "meedoen", "erbij horen"},
        "empowerment": {
            "zelfvertrouwen",
            "sociale vaardigheden",
            "eigen kwaliteiten",
            "zelfstandigheid",
            "veerkracht",
            "creativiteit",
            "beweging",
        },
    }


def test_our_own_codebook_is_complete():
    codebook = load(OWN)
    assert all(c.definition and c.definition_en and c.name_en and c.source for c in codebook.conditions)
    assert all(k.definition and k.word_en and k.source and k.signal_words for k in codebook.keywords)
    assert [c.position for c in codebook.conditions] == list(Position)
    assert (codebook.axes.left, codebook.axes.bottom) == ("instituties en organisaties", "dagelijks leven (micro)")
    assert (codebook.axes_en.right, codebook.axes_en.top) == ("groups and communities", "society (macro)")
    common = [
        "sociale contacten",
        "sociale steun",
        "verbinding",
        "gezelligheid",
        "zelfvertrouwen",
        "sociale vaardigheden",
    ]
    assert all(20 <= len(codebook.keyword(word).signal_words) <= 150 for word in common)


def test_our_own_colours_stay_apart_in_grey_print():
    def lightness(colour):
        red, green, blue = (
            (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
            for c in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        )
        return 116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16

    found = sorted(lightness(c.colour) for c in load(OWN).conditions)
    assert min(b - a for a, b in pairwise(found)) >= 12


def test_our_own_codebook_loads_in_a_blink():
    taken = []
    for _ in range(3):
        started = time.process_time()
        load(OWN)
        taken.append(time.process_time() - started)
    assert min(taken) < 0.03 * 6  # room for a slow machine
