"""Two copies of a study become one: nothing is lost, nothing is chosen between, and it does not matter who begins."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sq_coder.domain import (
    Contents,
    Evidence,
    Frozen,
    Merged,
    Proposal,
    ProposalStatus,
    Run,
    RunEvent,
    Sent,
    Settings,
    Sight,
    Slice,
    sha256,
)
from sq_coder.errors import Problem
from sq_coder.gateways.store import Store
from sq_coder.quadrant import placements

from .conftest import codebook, codebook_of, decision, story, verdict_of
from .test_store_laws import CODEBOOK, choices, decide, rule, rulings

law = settings(
    deadline=None,
    max_examples=4,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STORIES = [story(f"verhaal {i}", title=f"Verhaal {i}", year=2021 + i % 2, at="2026-01-01") for i in range(5)]
Copies = Callable[[], Store]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that copies are made of: five stories, one decided by ann."""
    file = tmp_path_factory.mktemp("merging") / "study.db"
    with Store.create(file, name="proef", secret="geheim", placements_of=placements, codebook_of=codebook_of) as store:
        store.use_codebook(CODEBOOK)
        store.add_stories(STORIES)
        store.add_decision(decision(STORIES[0], "ann", at="2026-01-02"), verdict_of)
    return file


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Iterator[Copies]:
    """Makes one more copy of the study, as on another laptop."""
    opened, numbers = [], count()

    def another() -> Store:
        file = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(original, file)
        opened.append(Store.open(file, placements_of=placements, codebook_of=codebook_of))
        return opened[-1]

    yield another
    for store in opened:
        store.close()


def contents(of: Store, in_force: object = CODEBOOK) -> Contents:
    """A copy as nouns, as a complete export has it."""
    return Contents(
        settings=Settings(name="proef"),
        codebook=in_force,
        tally=of.tally(Slice(), CODEBOOK)[0],
        stories=tuple(of.stories()),
        revisions=tuple(of.earlier_revisions()),
        codebooks=tuple(codebook_of(text) for _, text, _ in of.codebooks()),
        prompts=tuple(of.prompts()),
        runs=tuple(of.runs()),
        events=tuple(of.events()),
        sent=tuple(of.sent()),
        proposals=tuple(of.proposals()),
        decisions=tuple(of.decisions()),
        rulings=tuple(of.rulings()),
        tombstones=tuple(of.tombstones()),
        frozen=tuple(of.frozen()),
        secret=of.secret,
    )


def holds(store: Store) -> tuple[object, ...]:
    """What holds in a study, whoever added it first."""
    verdicts = {v.story: (v.decisions, v.researchers, v.notes) for v in store.verdicts()}
    # Of a withdrawn story the bare decisions stay where they were made, and their words with them.
    used = {note.key for d in store.decisions() for note in d.notes}
    places = {key: (p.counts_as, p.condition) for key, p in store.placements().items() if key in used}
    told = {s.id: replace(s, revision=0) for s in store.stories()}
    return verdicts, places, told, {d.id for d in store.decisions()}, set(store.withdrawn())


@law
@given(
    by_copy=st.tuples(choices, choices, choices),
    ruled=st.tuples(rulings, rulings),
    gone=st.sets(st.integers(0, 4), max_size=2),
)
def test_it_does_not_matter_who_begins_nor_how_often(copy: Copies, by_copy: tuple, ruled: tuple, gone: set) -> None:
    laptops = [copy(), copy(), copy()]
    for laptop, chosen in zip(laptops, by_copy, strict=True):
        for i, researchers, notes in chosen:
            decide(laptop, STORIES[i], researchers, notes)
    for laptop, given_ in zip(laptops, ruled, strict=False):
        for each in given_:
            rule(laptop, *each)
    for i in gone:
        laptops[1 + i % 2].withdraw(STORIES[i].id)
    nouns = [contents(laptop) for laptop in laptops]
    first, last = laptops[0], laptops[2]
    for other in (nouns[1], nouns[2]):
        first.merge(other, verdict_of)
    for other in (nouns[1], nouns[0]):
        last.merge(other, verdict_of)
    assert holds(first) == holds(last)
    assert first.check(verdict_of) == last.check(verdict_of) == []
    assert first.merge(contents(last), verdict_of).is_nothing
    assert first.merge(nouns[0], verdict_of).is_nothing


def test_one_researcher_with_two_latest_decisions_has_no_verdict(copy: Copies) -> None:
    here, there = copy(), copy()
    decide(here, STORIES[1], ("ann", "bob"), decision(STORIES[1], "ann").notes)
    decide(there, STORIES[1], ("ann",), decision(STORIES[1], "ann", keywords=("rust",)).notes)
    assert [v.story for v in here.verdicts()] == [STORIES[1].id]
    assert here.merge(contents(there), verdict_of) == Merged(decisions=1)
    assert here.verdicts() == []


def test_another_study_is_refused_and_nothing_changes(copy: Copies) -> None:
    here, there = copy(), copy()
    decide(there, STORIES[1], ("ann",), decision(STORIES[1], "ann").notes)
    before = holds(here)
    with pytest.raises(Problem, match=r"another key\. Nothing was merged") as refused:
        here.merge(replace(contents(there), secret="anders"), verdict_of)
    assert refused.value.kind == "another_study"
    assert holds(here) == before


def test_what_was_withdrawn_in_either_copy_is_erased_in_both(copy: Copies) -> None:
    here, there = copy(), copy()
    run = Run("r", "openai", at="toen")
    there.add_run(run)
    there.add_event(RunEvent("r", "failed", "toen", STORIES[2].id, "Het model zei: een geheim"))
    decide(there, STORIES[2], ("ann",), decision(STORIES[2], "ann").notes)
    here.withdraw(STORIES[2].id, "toestemming ingetrokken")
    there.withdraw(STORIES[0].id)
    merged = here.merge(contents(there), verdict_of)
    assert (merged.withdrawn, merged.decisions) == ((STORIES[0].id,), 0)
    assert set(here.withdrawn()) == {STORIES[0].id, STORIES[2].id}
    assert [event.detail for event in here.events()] == [""]
    assert STORIES[0].text.encode() not in (here._database.path or Path()).read_bytes()
    assert here.merge(contents(there), verdict_of).is_nothing


def test_a_story_that_was_only_there_and_withdrawn_cannot_come_back(copy: Copies) -> None:
    here, there = copy(), copy()
    extra = story("alleen daar")
    there.add_stories([extra])
    there.withdraw(extra.id)
    assert here.merge(contents(there), verdict_of).withdrawn == ()
    assert set(here.withdrawn()) == {extra.id}


def test_the_revision_made_last_holds_whichever_copy_begins(copy: Copies) -> None:
    here, there = copy(), copy()
    early = replace(there.add_revision(replace(STORIES[0], title="Vroeg"), 1), at="2026-02-01")
    late = replace(here.add_revision(replace(STORIES[0], title="Laat"), 1), at="2026-03-01")

    def revised(of: Store, last: object) -> Contents:
        return replace(contents(of), stories=(last, *of.stories()[1:]))

    third, fourth = copy(), copy()
    for begins, order in ((third, ((there, early), (here, late))), (fourth, ((here, late), (there, early)))):
        for of, last in order:
            assert begins.merge(revised(of, last), verdict_of).revisions == 1
        assert begins.story(STORIES[0].id).title == "Laat"
        assert begins.check(verdict_of) == []
        assert begins.merge(revised(there, early), verdict_of).is_nothing
    assert [s.title for s in fourth.revisions(STORIES[0].id)] == ["Verhaal 0", "Laat", "Vroeg", "Laat"]


def test_the_same_document_brought_in_on_two_laptops_is_one_story(copy: Copies) -> None:
    here, there = copy(), copy()
    here.add_stories([story("zelfde", at="2026-01-01", source="a.docx")])
    there.add_stories([story("zelfde", at="2026-01-02", source="b.pdf")])
    assert here.merge(contents(there), verdict_of).is_nothing


def test_runs_proposals_and_what_was_sent_come_along(copy: Copies) -> None:
    here, there = copy(), copy()
    there.add_run(Run("r", "openai", at="toen"))
    passage = Evidence(0, 7, "verhaal", STORIES[3].text_sha256)
    proposal = Proposal("p", "r", STORIES[3].id, ProposalStatus.OK, "rust", (passage,), text_sha256=sha256("x"), at="t")
    there.add_proposals([proposal], sent=[Sent(STORIES[3].id, "http://x", "m", sha256("b"), 3, False, "toen", "r")])
    saw = decision(STORIES[3], "ann", sight=Sight.PROPOSAL, saw="p")
    there.add_decision(saw, verdict_of)
    merged = here.merge(contents(there), verdict_of)
    assert (merged.proposals, merged.decisions, merged.rest) == (1, 1, 2)
    assert (here.proposals(), here.sent(), here.runs()) == (there.proposals(), there.sent(), there.runs())
    assert here.decisions(STORIES[3].id) == there.decisions(STORIES[3].id)


def test_of_one_question_that_one_run_answered_in_both_copies_the_answer_here_stays(copy: Copies) -> None:
    here, there = copy(), copy()
    for laptop, id in ((here, "p"), (there, "q")):
        laptop.add_run(Run("r", "openai", at="toen"))
        laptop.add_proposals(
            [Proposal(id, "r", STORIES[3].id, ProposalStatus.OK, f"woord {id}", text_sha256=sha256("x"), at="t")]
        )
    there.add_decision(decision(STORIES[3], "ann", sight=Sight.PROPOSAL, saw="q"), verdict_of)
    assert here.merge(contents(there), verdict_of) == Merged(decisions=1)
    assert [p.id for p in here.proposals()] == ["p"]
    assert [(d.sight, d.saw) for d in here.decisions(STORIES[3].id)] == [(Sight.UNKNOWN, None)]


def test_another_codebook_comes_along_but_the_one_here_stays_in_force(copy: Copies) -> None:
    here, there = copy(), copy()
    other = codebook(("rust", "security"), name="anders")
    there.use_codebook(other)
    merged = here.merge(contents(there, other), verdict_of)
    assert merged.other_codebook
    assert here.codebook_text() == CODEBOOK.text
    assert {text for _, text, _ in here.codebooks()} == {CODEBOOK.text, other.text}
    assert here.merge(contents(there, other), verdict_of).is_nothing


def test_published_states_of_one_name_stay_apart(copy: Copies) -> None:
    here, there = copy(), copy()
    for laptop, at in ((here, "2026-01-01"), (there, "2026-02-02")):
        tally = laptop.tally(Slice(), CODEBOOK)[0]
        laptop.freeze(Frozen("Verslag", tally, CODEBOOK.sha256, "<svg/>", "tekst", at=at))
    assert here.merge(contents(there), verdict_of).published == 1
    assert [f.name for f in here.frozen()] == ["Verslag", "Verslag (2026-02-02)"]
    assert here.merge(contents(there), verdict_of).is_nothing
