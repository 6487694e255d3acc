"""The laws of the store, on both databases, with invented data."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sq_coder.domain import (
    UNDECIDED,
    Arrival,
    Decision,
    Note,
    Perspective,
    Ruling,
    RulingKind,
    Slice,
    Story,
    new_id,
    sha256,
)
from sq_coder.errors import Problem, StaleDecision
from sq_coder.gateways.store import Store
from sq_coder.quadrant import check_ruling, placements, ruling_heads, tally, tally_by
from sq_coder.review import heads

from .conftest import codebook, decision, story, verdict_of

law = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
# Every character that normalised text can have: no half characters, no control characters but these two.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1)
AWKWARD = "Anne\u0301 zei: 👩‍👩‍👧‍👦 שלום עולם 𝔊 e\u0323\u0307 ﷽ \u202e1\u202c 100% :naam 'OR 1=1;--"

words = st.sampled_from(["vertrouwen", "Vertrouwen", "geld", "buurt", "rust"])
places = st.sampled_from([None, "cohesion", "security", "elsewhere"])
notes = st.lists(st.builds(Note, words, places), min_size=1, max_size=3).map(tuple)
choices = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([("ann",), ("bob",), ("ann", "bob"), ("cleo",)]), notes), max_size=12
)
rulings = st.lists(
    st.tuples(words, st.sampled_from(["cohesion", "security", UNDECIDED, "into", "unmerge"]), words, st.booleans()),
    max_size=5,
)
CODEBOOK = codebook(("vertrouwen", "cohesion"), ("geld", "security"))
YEARS = (2021, 2022, None)


def five() -> list[Story]:
    """Five invented stories in different slices."""
    return [
        story(
            f"verhaal {i} {new_id()}",
            year=YEARS[i % 3],
            group=[None, "koor"][i % 2],
            perspective=Perspective.FACILITATOR if i == 3 else Perspective.RESIDENT,
            attributes=(("wijk", "noord"),) if i < 3 else (),
        )
        for i in range(5)
    ]


def decide(store: Store, on: Story, researchers: tuple[str, ...], chosen: tuple[Note, ...]) -> Decision:
    """A decision on top of what is stored."""
    by_researcher = heads(store.decisions(on.id))
    latest = dict.fromkeys(d.id for name in researchers for d in by_researcher.get(name, ()))
    made = decision(on, *researchers, notes=chosen, supersedes=tuple(latest))
    store.add_decision(made, verdict_of)
    return made


def rule(store: Store, word: str, what: str, other: str, discussed: bool) -> None:
    """A ruling on top of what is stored, unless it could not hold."""
    kind = {"into": RulingKind.MERGE, "unmerge": RulingKind.UNMERGE}.get(what, RulingKind.PLACE)
    above = tuple(r.id for r in ruling_heads(store.rulings()).get(Note(word).key, ()))
    made = Ruling(
        new_id(),
        word,
        kind,
        ("ann",),
        condition=what if kind is RulingKind.PLACE else None,
        into=other if kind is RulingKind.MERGE else "",
        discussed=discussed,
        at="2026-01-01",
        supersedes=above,
    )
    try:
        check_ruling(made, store.rulings(), CODEBOOK)
    except Problem:
        return
    store.add_ruling(made)


@law
@given(text=texts, title=texts)
def test_any_normalised_text_comes_back_unchanged(store: Store, text: str, title: str) -> None:
    told = story(text, title=title, id=sha256(new_id())[:32], attributes=(("wijk", text),), source=title, at="toen")
    assert store.add_stories([told]) == [Arrival.ADDED]
    assert store.story(told.id) == told


def test_awkward_text_comes_back_unchanged(store: Store) -> None:
    told = story(AWKWARD, title=AWKWARD, group=AWKWARD, at="toen")
    store.add_stories([told])
    assert store.stories() == [told]
    assert store.stories(search="👩‍👩‍👧‍👦") == store.stories(search="100%") == [told]
    assert store.stories(search="100_") == []


@law
@given(choices=choices, ruled=rulings)
def test_the_databases_counts_equal_the_pure_ones(store: Store, choices: list, ruled: list) -> None:
    stories = five()
    store.add_stories(stories)
    store.use_codebook(CODEBOOK)
    for i, researchers, chosen in choices:
        decide(store, stories[i], researchers, chosen)
    for each in ruled:
        rule(store, *each)
    there = {s.id: s for s in store.stories()}
    verdicts, placed = store.verdicts(), store.placements()
    assert placed == placements(store.rulings(), CODEBOOK, [n.keyword for d in store.decisions() for n in d.notes])
    for slice in (Slice(), Slice(years=(2021, 1999)), Slice(groups=("koor",), perspective=None)):
        pure = {"placements": placed, "codebook": CODEBOOK, "slice": slice}
        assert store.tally(slice, CODEBOOK) == [tally(verdicts, there, **pure)]
        for by in ("year", "group", "perspective", "wijk"):
            assert store.tally(slice, CODEBOOK, by=by) == tally_by(verdicts, there, by=by, **pure)
    assert store.check(verdict_of) == []


@law
@given(choices=choices)
def test_counts_never_exceed_what_was_decided(store: Store, choices: list) -> None:
    stories = five()
    before = store.tally(Slice(perspective=None), CODEBOOK)[0].keywords
    store.add_stories(stories)
    store.use_codebook(CODEBOOK)
    made = [decide(store, stories[i], researchers, chosen) for i, researchers, chosen in choices]
    [counted] = store.tally(Slice(perspective=None), CODEBOOK)
    assert counted.keywords - before <= sum(len(d.notes) for d in made)
    assert all(c.stories <= min(c.total, counted.stories) for c in (*counted.conditions, counted.undecided))


@law
@given(choices=choices)
def test_swapping_researchers_changes_no_count(store: Store, choices: list) -> None:
    swap = {"ann": "bob", "bob": "cleo", "cleo": "ann"}
    group, swapped = f"g{new_id()}", f"s{new_id()}"
    one = [replace(s, group=group) for s in five()]
    other = [replace(s, group=swapped) for s in five()]
    store.add_stories([*one, *other])
    for i, researchers, chosen in choices:
        decide(store, one[i], researchers, chosen)
        decide(store, other[i], tuple(swap[name] for name in researchers), chosen)
    [left] = store.tally(Slice(groups=(group,)), CODEBOOK)
    [right] = store.tally(Slice(groups=(swapped,)), CODEBOOK)
    assert left == right


@law
@given(choices=choices, seen=st.integers(0, 3))
def test_a_decision_on_a_stale_head_is_refused(store: Store, choices: list, seen: int) -> None:
    [told] = store_one(store)
    made = [decide(store, told, ("ann",), chosen) for _, _, chosen in choices] or [
        decide(store, told, ("ann",), (Note("rust"),))
    ]
    before = store.decisions(told.id)
    ids = [d.id for d in made]
    wrong = [(), tuple(ids[:-1]), (ids[0], ids[-1]), tuple(ids)][seen]
    if set(wrong) != {ids[-1]}:
        with pytest.raises(StaleDecision):
            store.add_decision(decision(told, "ann", supersedes=tuple(dict.fromkeys(wrong))), verdict_of)
    assert store.decisions(told.id) == before


def store_one(store: Store) -> list[Story]:
    """One new story, stored."""
    told = story(new_id())
    store.add_stories([told])
    return [told]


def test_of_two_researchers_saving_at_once_one_is_asked_to_look_again(
    store: Store, place: str, open_store: Callable[..., Store]
) -> None:
    for _ in range(8):
        [told] = store_one(store)
        seen = decide(store, told, ("ann", "bob"), (Note("rust"),))
        stores = [store, open_store(place)]

        def save(at: Store, told: Story = told, seen: Decision = seen) -> str:
            try:
                at.add_decision(decision(told, "ann", "bob", keywords=("geld",), supersedes=(seen.id,)), verdict_of)
            except StaleDecision:
                return "stale"
            return "saved"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(save, stores)) == ["saved", "stale"]
        assert len(store.decisions(told.id)) == 2
    assert store.check(verdict_of) == []


def test_of_many_saving_on_other_stories_at_once_nothing_is_lost(store: Store) -> None:
    stories = five()
    store.add_stories(stories)

    def save(job: tuple[Story, str]) -> None:
        told, name = job
        decide(store, told, (name,), (Note(f"woord {name}"), Note("samen")))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, itertools.product(stories, ("ann", "bob", "cleo"))))
    assert len(store.decisions()) == 15
    assert sorted(store.researchers()) == ["ann", "bob", "cleo"]
    assert store.check(verdict_of) == []


@pytest.mark.parametrize("keep_open", [True, False])
def test_a_withdrawn_text_leaves_no_byte_in_the_file(
    tmp_path: Path, open_store: Callable[..., Store], keep_open: bool
) -> None:
    store = open_store(tmp_path / "study.db", make=True)
    secret = "Zonnebloemdijk"
    others = five()
    told = story(f"Aan de {secret} " * 500, title=f"{secret}?", group=secret, attributes=(("straat", secret),))
    store.add_stories([*others, told])
    store.add_revision(replace(told, text=told.text + secret.upper()), expected_revision=1)
    store.save_draft(told.id, "ann", f'{{"remark": "{secret}"}}')
    store.add_decision(decision(told, "bob", "ann", notes=(Note("rust", remark=secret),), remark=secret), verdict_of)
    store.save_draft(told.id, "cleo", secret)
    store.withdraw(told.id, "on request")
    if not keep_open:
        store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in left
    assert secret.upper().encode() not in left
    assert secret.casefold().encode() not in left
    assert others[0].text.encode() in left
