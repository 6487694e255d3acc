"""Makers of invented nouns for tests, so that a test says only what it is about."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

from sq_coder.domain import (
    Codebook,
    Condition,
    ConditionId,
    Decision,
    DecisionId,
    Keyword,
    Note,
    Perspective,
    Proposal,
    ProposalId,
    ProposalStatus,
    Ruling,
    RulingId,
    RulingKind,
    RunId,
    Story,
    StoryId,
)

CASES = Path(__file__).parent / "cases"

_NAMES = {
    "security": ("Zekerheid", "Security"),
    "cohesion": ("Cohesie", "Cohesion"),
    "inclusion": ("Inclusie", "Inclusion"),
    "empowerment": ("Empowerment", "Empowerment (en)"),
}

CODEBOOK = Codebook(
    name="invented",
    conditions=tuple(
        Condition(ConditionId(id), name, english, "", "#336699") for id, (name, english) in _NAMES.items()
    ),
    keywords=(
        Keyword("inzicht", ConditionId("security")),
        Keyword("sociale contacten", ConditionId("cohesion")),
        Keyword("verbinding", ConditionId("cohesion")),
        Keyword("meedoen", ConditionId("inclusion")),
        Keyword("zelfvertrouwen", ConditionId("empowerment")),
    ),
)

_number = count(1)


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of tests/cases/NAME.json: id, source, input, expected."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def notes(*written: str) -> tuple[Note, ...]:
    """Notes from 'keyword' or 'keyword=condition'."""
    parts = [word.partition("=") for word in written]
    return tuple(Note(word, ConditionId(place) if place else None) for word, _, place in parts)


def decide(
    researchers: str,
    *written: str,
    story: str = "s1",
    after: tuple[Decision, ...] = (),
    at: int | None = None,
    saw: tuple[Decision, ...] = (),
) -> Decision:
    """A decision of 'ann' or 'ann+bob', later than the ones made before unless `at` says otherwise."""
    number = next(_number)
    return Decision(
        id=DecisionId(f"d{number:06}"),
        story=StoryId(story),
        researchers=tuple(researchers.split("+")),
        notes=notes(*written),
        at=f"{number if at is None else at:09}",
        supersedes=tuple(d.id for d in after),
        saw_decisions=tuple(d.id for d in saw),
    )


def rule(
    keyword: str,
    *,
    place: str | None = None,
    into: str = "",
    after: tuple[Ruling, ...] = (),
    discussed: bool = False,
) -> Ruling:
    """A ruling: a place, a merge (`into`), or an unmerge when neither is given."""
    number = next(_number)
    kind = RulingKind.MERGE if into else RulingKind.PLACE if place is not None else RulingKind.UNMERGE
    return Ruling(
        id=RulingId(f"r{number:06}"),
        keyword=keyword,
        kind=kind,
        researchers=("ann", "bob"),
        condition=ConditionId(place) if place is not None else None,
        into=into,
        discussed=discussed,
        at=f"{number:09}",
        supersedes=tuple(r.id for r in after),
    )


def propose(keyword: str, *, story: str = "s1", run: str = "run") -> Proposal:
    """A proposal; without a keyword it found no fitting word."""
    return Proposal(
        id=ProposalId(f"p{next(_number):06}"),
        run=RunId(run),
        story=StoryId(story),
        status=ProposalStatus.OK if keyword else ProposalStatus.NO_FITTING_WORD,
        keyword=keyword,
    )


def tell(
    id: str,
    *,
    year: int | None = 2021,
    group: str | None = None,
    perspective: Perspective = Perspective.RESIDENT,
    attributes: tuple[tuple[str, str], ...] = (),
    withdrawn: bool = False,
) -> Story:
    """A story of which only the metadata matter."""
    return Story(
        StoryId(id),
        f"Verhaal {id}",
        "Een verzonnen verhaal.",
        year=year,
        group=group,
        perspective=perspective,
        attributes=attributes,
        withdrawn=withdrawn,
    )


def stories(*told: Story) -> dict[StoryId, Story]:
    """Stories by their id."""
    return {story.id: story for story in told}
