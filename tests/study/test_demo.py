"""The demonstration shows every state of the method, says that it is invented, and touches nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sq_coder.domain import Outcome, ProposalStatus, RulingKind, Slice, StoryStatus
from sq_coder.errors import Problem
from sq_coder.study import Study, open_study
from sq_coder.study.demo import FIGURES, demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[str]]:
    """The demonstration, made once: its folder, what it returned and what it said."""
    folder = tmp_path_factory.mktemp("demo") / "voorbeeld"
    said: list[str] = []
    return folder, demo(folder, say=said.append), said


@pytest.fixture
def shown(made: tuple[Path, dict[str, Any], list[str]]) -> Iterator[Study]:
    """The demonstration's study."""
    with open_study(made[0]) as study:
        yield study


def test_it_makes_every_file_it_names(made: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, result, _ = made
    assert result["files"] == list(FIGURES)
    assert [name for name in FIGURES if not (folder / name).stat().st_size] == []


def test_it_says_that_all_is_invented_and_no_ai_was_used(made: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, result, said = made
    assert (result["invented"], result["ai"]) == (True, False)
    assert any("Stories and researchers are invented; no AI was used." in sentence for sentence in said)
    for figure in ("kwadrant.svg", "jaren.svg"):
        assert "Verzonnen" in (folder / figure).read_text(encoding="utf-8")


def test_all_45_residents_and_5_facilitators_are_in_it(shown: Study) -> None:
    stories = shown.stories()
    assert Counter((s.year, s.perspective.value) for s in stories) == {
        (2021, "resident"): 15,
        (2022, "resident"): 10,
        (2023, "resident"): 10,
        (2024, "resident"): 10,
        (2023, "facilitator"): 2,
        (2024, "facilitator"): 3,
    }


def test_every_state_of_the_method_occurs(shown: Study) -> None:
    states = set(shown.story_statuses().values())
    assert states >= {StoryStatus.NOT_SEEN, StoryStatus.SEEN_BY_ONE, StoryStatus.TO_DISCUSS, StoryStatus.AGREED}
    assert {r.kind for r in shown.rulings()} == {RulingKind.PLACE, RulingKind.MERGE, RulingKind.UNMERGE}
    assert any(r.discussed for r in shown.rulings())
    validation = shown.validation()
    assert validation.count(Outcome.KEPT)
    assert validation.count(Outcome.CHANGED)
    assert validation.count(Outcome.ONE_ADDED)
    assert shown.agreement().stories >= 8
    assert shown.tally().undecided.total


def test_the_figure_adds_up_and_traces_to_decisions(shown: Study) -> None:
    tally, verdicts = shown.tally(), shown.verdicts()
    assert tally.keywords == sum(c.total for c in tally.conditions) + tally.undecided.total
    assert tally.keywords <= sum(len(v.notes) for v in verdicts)
    decisions = {d.id: d for d in shown.decisions()}
    assert all(decisions[id].story == v.story for v in verdicts for id in v.decisions)
    assert shown.check() == []


def test_the_word_finder_gives_different_words(shown: Study) -> None:
    residents = {s.id for s in shown.stories() if s.perspective.value == "resident"}
    words = Counter(p.keyword for p in shown.proposals() if p.story in residents and p.status is ProposalStatus.OK)
    assert len(words) >= 12
    assert max(words.values()) <= len(residents) / 3


def test_a_second_time_changes_nothing(made: tuple[Path, dict[str, Any], list[str]]) -> None:
    folder, _, _ = made
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in (".svg", ".md", ".toml")}
    assert demo(folder, say=lambda _: None)["already_there"] is True
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_another_folder_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "eigen.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(Problem, match="holds no demonstration"):
        demo(tmp_path, say=lambda _: None)
    assert [file.name for file in tmp_path.iterdir()] == ["eigen.txt"]


def test_nothing_is_left_behind_when_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Study, "match", stop)
    with pytest.raises(KeyboardInterrupt):
        demo(tmp_path / "voorbeeld", say=lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_the_figures_say_of_how_many_stories_the_keywords_are_not_settled(shown: Study) -> None:
    sentence = "van 5 verhalen zijn de kernwoorden nog niet vastgesteld"
    assert sentence in shown.draw(shown.tally())
    assert sentence in shown.draw_slices(shown.compare())
    part = Slice(years=(2021,))
    assert "nog niet vastgesteld" not in shown.draw(shown.tally(slice=part))
    assert "nog niet vastgesteld" not in shown.draw_slices(shown.compare(slice=part))
