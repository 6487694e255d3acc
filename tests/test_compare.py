"""Slices beside each other."""

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, decide, stories, tell

from sq_coder import quadrant
from sq_coder.compare import compare
from sq_coder.domain import Comparison, StoryId, Tally

WORDS = st.lists(st.sampled_from(["verbinding", "meedoen", "rust", "inzicht"]), max_size=4, unique=True)


def year(label: str, *words: str) -> Tally:
    """A tally of one story with these words; of none without words."""
    noted = {StoryId("s"): decide("ann", *words).notes} if words else {}
    told = stories(tell("s", year=int(label) if label else None))
    (found,) = quadrant.tally_by(
        noted, told, by="year", placements=quadrant.placements([], CODEBOOK, words), codebook=CODEBOOK
    )
    return found


def test_new_and_gone_are_against_the_year_before() -> None:
    tallies = (year("2021", "verbinding", "rust"), year("2022", "inzicht", "rust"), year("2023", "rust"))
    assert compare(tallies, "year") == Comparison(
        by="year",
        tallies=tallies,
        new=((), ("inzicht",), ()),
        gone=((), ("verbinding",), ("inzicht",)),
    )


def test_a_word_that_moved_to_another_condition_is_not_new() -> None:
    found = compare([year("2021", "verbinding"), year("2022", "verbinding=inclusion")], "year")
    assert (found.new, found.gone) == (((), ()), ((), ()))


def test_a_year_without_notes_or_without_a_name_is_passed_over() -> None:
    tallies = [year("2021", "rust"), year("2022"), year("2023", "inzicht"), year("", "meedoen")]
    found = compare(tallies, "year")
    assert found.new == ((), (), ("inzicht",), ())
    assert found.gone == ((), (), ("rust",), ())


def test_nothing_beside_nothing() -> None:
    assert compare([], "year") == Comparison("year", (), (), ())


@settings(deadline=None)
@given(st.lists(WORDS, max_size=5))
def test_what_a_year_has_follows_from_the_year_before(noted: list[list[str]]) -> None:
    found = compare([year(str(2020 + i), *words) for i, words in enumerate(noted)], "year")
    held: set[str] | None = None
    for words, new, gone in zip(noted, found.new, found.gone, strict=True):
        if held is None or not words:
            assert (new, gone) == ((), ())
        else:
            assert (held | set(new)) - set(gone) == set(words)
            assert not set(new) & held
            assert set(gone) <= held
        held = set(words) or held
