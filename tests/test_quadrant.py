"""From rulings to places, from verdicts to counts."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, cases, decide, notes, propose, rule, stories, tell

from sq_coder import quadrant, review
from sq_coder.domain import (
    UNDECIDED,
    ConditionTally,
    Decision,
    KeywordKey,
    Perspective,
    Placement,
    Ruling,
    Slice,
    Story,
    StoryId,
    Tally,
    Verdict,
)
from sq_coder.errors import Problem, RowsError

WORDS = ["verbinding", "meedoen", "rust", "wandelen", "beweging"]
SOME = st.lists(st.sampled_from([*WORDS, "rust=security", "meedoen=cohesion"]), min_size=1, max_size=4)


def where(word: str, *rulings: Ruling) -> tuple[str, str, bool]:
    """What a word counts as, its condition, and whether that was discussed."""
    placement = quadrant.placements(rulings, CODEBOOK, [word])[KeywordKey(word)]
    return placement.counts_as, placement.condition, placement.discussed


def settled(*decisions: Decision) -> list[Verdict]:
    made = (review.verdict(of) for of in review.by_story(decisions).values())
    return [verdict for verdict in made if verdict]


def count(verdicts: list[Verdict], told: dict[StoryId, Story], *rulings: Ruling, slice: Slice | None = None) -> Tally:
    words = [note.keyword for verdict in verdicts for note in verdict.notes]
    placements = quadrant.placements(rulings, CODEBOOK, words)
    return quadrant.tally(verdicts, told, placements=placements, codebook=CODEBOOK, slice=slice or Slice())


def counted(tally: Tally) -> dict[tuple[str, str], int]:
    places = (*tally.conditions, tally.undecided)
    return {(place.condition, word): n for place in places for word, n, _ in place.keywords}


# Places


def test_a_word_stands_where_the_codebook_puts_it_in_the_codebooks_spelling() -> None:
    found = quadrant.placements([], CODEBOOK, ["VERBINDING.", "Rust ", "rust"])
    assert found == {
        "verbinding": Placement(KeywordKey("verbinding"), "verbinding", KeywordKey("verbinding"), "cohesion"),
        "rust": Placement(KeywordKey("rust"), "Rust", KeywordKey("rust"), UNDECIDED),
    }


def test_a_ruling_comes_before_the_codebook_and_a_later_ruling_before_it() -> None:
    first = rule("verbinding", place="inclusion", discussed=True)
    aside = rule("Verbinding", place="undecided", after=(first,))
    assert where("verbinding", first) == ("verbinding", "inclusion", True)
    assert where("verbinding", aside, first) == ("verbinding", UNDECIDED, False)


def test_a_condition_that_the_codebook_lacks_is_undecided() -> None:
    placements = quadrant.placements([rule("rust", place="gone")], CODEBOOK, ["rust"])
    assert placements[KeywordKey("rust")].condition == UNDECIDED
    (note,) = notes("verbinding=gone")
    assert quadrant.note_condition(note, {}, CODEBOOK) == UNDECIDED


def test_a_note_has_its_own_place_before_that_of_its_word() -> None:
    placements = quadrant.placements([rule("rust", place="security")], CODEBOOK, ["rust"])
    own, aside, word, known = notes("rust=inclusion", "rust=undecided", "rust", "meedoen")
    found = [quadrant.note_condition(note, placements, CODEBOOK) for note in (own, aside, word, known)]
    assert found == ["inclusion", UNDECIDED, "security", "inclusion"]


def test_a_merged_word_takes_the_place_of_the_word_it_counts_as_along_the_chain() -> None:
    chain = [
        rule("stappen", into="wandelen"),
        rule("wandelen", into="Beweging"),
        rule("beweging", place="empowerment", discussed=True),
    ]
    found = quadrant.placements(chain, CODEBOOK, ["stappen"])
    assert {key: (p.word, p.counts_as, p.condition, p.discussed) for key, p in found.items()} == {
        "stappen": ("stappen", "beweging", "empowerment", True),
        "wandelen": ("wandelen", "beweging", "empowerment", True),
        "beweging": ("Beweging", "beweging", "empowerment", True),
    }


def test_unmerging_restores_the_place_the_word_had() -> None:
    placed = rule("rust", place="security", discussed=True)
    merged = rule("rust", into="meedoen", after=(placed,))
    apart = rule("rust", after=(merged,))
    assert where("rust", placed) == ("rust", "security", True)
    assert where("rust", placed, merged) == ("meedoen", "inclusion", False)
    assert where("rust", placed, merged, apart) == ("rust", "security", True)


def test_two_laptops_that_ruled_differently_leave_a_word_undecided() -> None:
    start = rule("verbinding", place="cohesion", discussed=True)
    here = rule("verbinding", place="inclusion", after=(start,), discussed=True)
    there = rule("verbinding", into="meedoen", after=(start,))
    assert where("verbinding", start, here, there) == ("verbinding", UNDECIDED, False)
    again = rule("verbinding", place="cohesion", after=(here, there))
    assert where("verbinding", start, here, there, again) == ("verbinding", "cohesion", False)


def test_two_laptops_that_ruled_the_same_agree() -> None:
    here, there = rule("rust", place="security"), rule("rust", place="security")
    assert where("rust", here, there) == ("rust", "security", False)


def test_two_laptops_that_merged_words_into_each_other_leave_both_undecided() -> None:
    round_and_round = (rule("rust", into="verbinding"), rule("verbinding", into="rust"))
    assert where("rust", *round_and_round) == ("rust", UNDECIDED, False)
    assert where("verbinding", *round_and_round) == ("verbinding", UNDECIDED, False)
    assert where("kalmte", *round_and_round, rule("kalmte", into="rust")) == ("rust", UNDECIDED, False)


MERGED = rule("rust", into="kalmte")


@pytest.mark.parametrize(
    ("ruling", "kind"),
    [
        (rule("rust", into="rust"), "merged"),
        (rule("kalmte", into="Kalmte."), "cycle"),
        (rule("kalmte", into="rust"), "cycle"),
        (rule("vrede", into="..."), "keyword"),
        (rule("rust", into="meedoen"), "merged"),
        (rule("rust", place="security"), "merged"),
        (rule("vrede"), "not_merged"),
        (rule("vrede", place="geluk"), "condition"),
    ],
)
def test_a_ruling_that_cannot_hold_is_refused(ruling: Ruling, kind: str) -> None:
    with pytest.raises(Problem, match="Nothing was changed") as refused:
        quadrant.check_ruling(ruling, [MERGED], CODEBOOK)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    "ruling",
    [
        rule("vrede", into="rust"),
        rule("kalmte", into="vrede"),
        rule("rust", after=(MERGED,)),
        rule("kalmte", place="security"),
        rule("kalmte", place="undecided"),
    ],
)
def test_a_ruling_that_can_hold_is_not_refused(ruling: Ruling) -> None:
    quadrant.check_ruling(ruling, [MERGED], CODEBOOK)
    assert quadrant.placements([MERGED, ruling], CODEBOOK, ["rust"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=8))
def test_any_merges_even_in_circles_end_at_a_word_that_counts_as_itself(merges: list[tuple[str, str]]) -> None:
    rulings = [rule(a, into=b) for a, b in merges]
    found = quadrant.placements(rulings, CODEBOOK, WORDS)
    for placement in found.values():
        assert found[placement.counts_as].counts_as == placement.counts_as
        assert found[placement.counts_as].condition == placement.condition


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=8))
def test_merges_that_were_checked_never_go_round(merges: list[tuple[str, str]]) -> None:
    allowed: list[Ruling] = []
    for a, b in merges:
        ruling = rule(a, into=b)
        try:
            quadrant.check_ruling(ruling, allowed)
        except Problem:
            continue
        allowed.append(ruling)
    found = quadrant.placements(allowed, CODEBOOK, WORDS)
    for ruling in allowed:
        assert found[ruling.key].counts_as != ruling.key


# Counts


def test_a_tally_of_one_story_is_whole() -> None:
    verdicts = settled(decide("ann+bob", "Verbinding", "beweging", "vaag"))
    found = count(verdicts, stories(tell("s1", year=2023)), rule("beweging", place="empowerment", discussed=True))
    assert found == Tally(
        stories=1,
        conditions=(
            ConditionTally("security", 0, 0),
            ConditionTally("cohesion", 1, 1, (("verbinding", 1, False),)),
            ConditionTally("inclusion", 0, 0),
            ConditionTally("empowerment", 1, 1, (("beweging", 1, True),)),
        ),
        undecided=ConditionTally(UNDECIDED, 1, 1, (("vaag", 1, False),)),
        years=(2023,),
    )


def test_a_note_counts_once_per_story_after_merges() -> None:
    verdicts = settled(
        decide("ann+bob", "verbinding", "contact", story="s1"),
        decide("ann+bob", "contact", "meedoen", story="s2"),
    )
    found = count(verdicts, stories(tell("s1"), tell("s2")), rule("contact", into="verbinding"))
    assert counted(found) == {("cohesion", "verbinding"): 2, ("inclusion", "meedoen"): 1}
    assert found.conditions[1].stories == 2


def test_one_word_in_two_places_on_one_story_is_two_notes() -> None:
    verdicts = settled(decide("ann+bob", "beweging=cohesion", "beweging=empowerment"))
    ruling = rule("beweging", place="empowerment", discussed=True)
    found = count(verdicts, stories(tell("s1")), ruling)
    assert found.conditions[1].keywords == (("beweging", 1, False),)
    assert found.conditions[3].keywords == (("beweging", 1, True),)


def test_keywords_stand_most_frequent_first_then_by_word() -> None:
    made = [["verbinding", "Zon=cohesion", "appel=cohesion"], ["verbinding", "berg=cohesion"]]
    verdicts = settled(*(decide("ann+bob", *words, story=f"s{i}") for i, words in enumerate(made)))
    found = count(verdicts, stories(tell("s0"), tell("s1")))
    assert [word for word, _, _ in found.conditions[1].keywords] == ["verbinding", "appel", "berg", "Zon"]


def test_a_disputed_story_is_never_counted() -> None:
    made = [decide("ann", "verbinding"), decide("bob", "meedoen"), decide("ann+bob", "rust", story="s2")]
    told = stories(tell("s1", year=2021), tell("s2", year=2022))
    found = count(settled(*made), told)
    assert (found.stories, found.years, counted(found)) == (1, (2022,), {(UNDECIDED, "rust"): 1})


def test_a_slice_holds_only_its_own_stories() -> None:
    told = stories(
        tell("a", year=2021, group="atelier"),
        tell("b", year=2022, group="wandelgroep", attributes=(("wijk", "noord"),)),
        tell("c", year=2022, group="atelier", perspective=Perspective.FACILITATOR),
        tell("d", year=2022, group="atelier", withdrawn=True),
    )
    verdicts = settled(*(decide("ann+bob", f"woord {id}", story=id) for id in (*told, "unknown")))

    def words(slice: Slice) -> list[str]:
        return [word for _, word in counted(count(verdicts, told, slice=slice))]

    assert words(Slice()) == ["woord a", "woord b"]
    assert words(Slice(years=(2022,))) == ["woord b"]
    assert words(Slice(groups=("atelier",))) == ["woord a"]
    assert words(Slice(perspective=None)) == ["woord a", "woord b", "woord c"]
    assert words(Slice(perspective=Perspective.FACILITATOR)) == ["woord c"]
    assert words(Slice(attributes=(("wijk", "noord"),))) == ["woord b"]
    assert words(Slice(attributes=(("wijk", "zuid"),))) == []


def slices(by: str, told: dict[StoryId, Story], slice: Slice | None = None) -> list[tuple[str, int, int]]:
    verdicts = settled(*(decide("ann+bob", "rust", story=id) for id in told if id != "open"))
    found = quadrant.tally_by(verdicts, told, by=by, placements={}, codebook=CODEBOOK, slice=slice or Slice())
    return [(tally.label, tally.stories, tally.keywords) for tally in found]


def test_slices_stand_in_order_with_zeros_and_the_unknown_last() -> None:
    told = stories(
        tell("a", year=2023, group="Zang"),
        tell("open", year=2022, group="atelier"),
        tell("b", year=None, perspective=Perspective.FACILITATOR),
        tell("c", year=2021, group="Zang", attributes=(("wijk", "noord"),)),
        tell("e", year=None, group="bord"),
    )
    assert slices("year", told) == [("2021", 1, 1), ("2022", 0, 0), ("2023", 1, 1), ("", 1, 1)]
    assert slices("year", told, Slice(years=(2020, 2021))) == [("2020", 0, 0), ("2021", 1, 1)]
    assert slices("group", told) == [("atelier", 0, 0), ("bord", 1, 1), ("Zang", 2, 2)]
    assert slices("perspective", told) == [("resident", 3, 3), ("facilitator", 1, 1)]
    assert slices("wijk", told) == [("noord", 1, 1), ("", 2, 2)]


def test_proposals_and_one_researchers_choices_are_counted_on_request() -> None:
    proposals = [propose("rust", story="s1"), propose("", story="s2"), propose("meedoen", story="s1")]
    assert quadrant.notes_of_proposals(proposals) == {"s1": notes("meedoen")}
    first = decide("ann", "rust")
    made = [first, decide("ann", "vrede", after=(first,)), decide("bob", "meedoen")]
    made += [decide("ann", "rust", story="s2"), decide("ann", "vrede", story="s2")]
    assert quadrant.notes_of_researcher(made, "ann") == {"s1": notes("vrede")}
    told = stories(tell("s1"), tell("s2"))
    found = quadrant.tally(quadrant.notes_of_researcher(made, "bob"), told, placements={}, codebook=CODEBOOK)
    assert (found.stories, counted(found)) == (1, {("inclusion", "meedoen"): 1})


@st.composite
def studies(draw: st.DrawFn) -> list[Decision]:
    """Decisions of two researchers on up to five stories, some joint, some disputed."""
    made: list[Decision] = []
    for i in range(draw(st.integers(0, 5))):
        for names in draw(st.sampled_from([("ann+bob",), ("ann", "bob"), ("ann",)])):
            made.append(decide(names, *draw(SOME), story=f"s{i}"))
    return made


TOLD = stories(*(tell(f"s{i}", year=2021 + i % 3) for i in range(5)))


@settings(deadline=None)
@given(studies())
def test_counts_trace_to_decisions_and_never_exceed_them(made: list[Decision]) -> None:
    found = count(settled(*made), TOLD)
    disputed = set(review.to_discuss(made))
    decided = Counter(key for d in made for key, _ in d.choice)
    for (_, word), n in counted(found).items():
        of = {d.story for d in made if word in {key for key, _ in d.choice}} - disputed
        assert n <= len(of)
        assert n <= decided[word]
    assert found.stories <= len({d.story for d in made} - disputed)
    assert all(place.stories <= found.stories for place in found.conditions)
    assert all(n <= place.stories for place in found.conditions for _, n, _ in place.keywords)


@settings(deadline=None)
@given(studies())
def test_years_together_are_the_whole(made: list[Decision]) -> None:
    verdicts = settled(*made)
    whole = count(verdicts, TOLD)
    placements = quadrant.placements([], CODEBOOK, WORDS)
    parts = quadrant.tally_by(verdicts, TOLD, by="year", placements=placements, codebook=CODEBOOK)
    assert sum((Counter(counted(part)) for part in parts), Counter()) == counted(whole)
    assert sum(part.stories for part in parts) == whole.stories


@settings(deadline=None)
@given(studies(), st.sampled_from(WORDS), st.sampled_from(WORDS), st.booleans())
def test_merging_and_unmerging_restores_the_tally(made: list[Decision], a: str, b: str, placed: bool) -> None:
    verdicts = settled(*made)
    before = [rule(a, place="security", discussed=True)] if placed else []
    merge = rule(a, into=b, after=tuple(before))
    apart = rule(a, after=(merge,))
    assert count(verdicts, TOLD, *before, merge, apart) == count(verdicts, TOLD, *before)


@settings(deadline=None)
@given(studies(), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_a_merge_moves_notes_and_never_makes_any(made: list[Decision], a: str, b: str) -> None:
    verdicts = settled(*made)
    before, after = count(verdicts, TOLD), count(verdicts, TOLD, rule(a, into=b))
    assert after.keywords <= before.keywords
    assert after.stories == before.stories
    assert a == b or all(word != a for _, word in counted(after))


# Counts from elsewhere


def table(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    return [dict(zip(("condition", "keyword", "count"), row, strict=True)) for row in rows]


@pytest.mark.parametrize("case", cases("figure"), ids=lambda case: case["id"])
def test_the_published_figure_from_its_counts(case: dict[str, object]) -> None:
    rows = case["input"]
    assert isinstance(rows, list)
    found = quadrant.from_counts(table(*rows), CODEBOOK, source="figuur 6", stories=45)
    assert {place.condition: place.total for place in found.conditions} == case["expected"]
    assert (found.keywords, found.stories, found.source) == (86, 45, "figuur 6")
    assert counted(found) == {(place, word): int(n) for place, word, n in rows}


def test_counts_may_name_conditions_and_columns_in_dutch() -> None:
    rows = [{"Voorwaarde": "Cohesie", " kernwoord": "rust ", "aantal": "2", "bron": "x"}]
    found = quadrant.from_counts([*rows, {**rows[0], "Voorwaarde": "undecided"}], CODEBOOK, source="f.csv")
    assert counted(found) == {("cohesion", "rust"): 2, (UNDECIDED, "rust"): 2}


def test_all_that_is_wrong_with_counts_is_said_at_once() -> None:
    rows = table(("cohesion", "rust", "2"), ("geluk", "...", "0"), ("cohesion", "Rust", "1"), ("", "rust", "twee"))
    with pytest.raises(RowsError) as refused:
        quadrant.from_counts(rows, CODEBOOK, source="aantallen.csv")
    assert refused.value.problems == (
        "row 3: there is no condition 'geluk'; choose undecided, security, cohesion, inclusion, empowerment.",
        "row 3: '...' is not a keyword.",
        "row 3: the column 'count' says '0', not a whole number from 1 to 999999.",
        "row 4: 'Rust' stands under cohesion in row 2 too.",
        "row 5: the column 'condition' is missing or empty.",
    )


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "1000000", "9" * 5000, "twee"])
def test_a_count_is_a_whole_number(number: str) -> None:
    with pytest.raises(RowsError, match="not a whole number"):
        quadrant.from_counts(table(("cohesion", "rust", number)), CODEBOOK, source="aantallen.csv")


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(RowsError, match="there are no counts"):
        quadrant.from_counts([], CODEBOOK, source="aantallen.csv")


def test_two_laptops_that_place_a_word_alike_keep_the_later_remark() -> None:
    first, later = rule("rust", place="security"), rule("rust", place="security", discussed=True)
    assert where("rust", first, later) == where("rust", later, first) == ("rust", "security", True)


def test_two_laptops_that_merge_a_word_into_different_words_leave_it_undecided() -> None:
    one, other = rule("rust", into="meedoen"), rule("rust", into="verbinding")
    assert where("rust", one, other) == ("rust", UNDECIDED, False)


def test_the_heads_of_rulings_stand_in_the_order_of_time() -> None:
    first = replace(rule("rust", place="security"), at="2")
    second = replace(rule("rust", place="cohesion"), at="1")
    assert quadrant.ruling_heads([first, second]) == {KeywordKey("rust"): (second, first)}


def test_a_place_given_beside_a_merge_does_not_undo_it() -> None:
    merged = rule("rust", into="meedoen")
    placed = rule("rust", place="security", after=(merged,))
    assert where("rust", merged, placed)[0] == "meedoen"
