"""What every part of the store has: the database, and the pure functions that were passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sq_coder.domain import Codebook, Decision, KeywordKey, Placement, Ruling, StoryId, Verdict
from sq_coder.errors import Problem, StudyProblem
from sq_coder.gateways.store.database import Database

PlacementsOf = Callable[[Sequence[Ruling], Codebook, Iterable[str]], Mapping[KeywordKey, Placement]]
"""Where each keyword stands, by rulings, codebook and the words in use: `quadrant.placements`."""

VerdictOf = Callable[[Sequence[Decision]], Verdict | None]
"""What all decisions on one story come to: `review.verdict`, with the study's number of researchers."""

CodebookOf = Callable[[str], Codebook]
"""A codebook from its text: `codebook.load`."""


class Part:
    """One part of the store's actions."""

    def __init__(
        self, database: Database, *, placements_of: PlacementsOf, codebook_of: CodebookOf | None = None
    ) -> None:
        self._database = database
        self._placements_of = placements_of
        self._codebook_of = codebook_of
        self._codebook: Codebook | None = None


def withdrawn(story: StoryId | str) -> Problem:
    """The refusal to add anything to a withdrawn story."""
    return Problem(
        "withdrawn", f"Story {story[:8]} was withdrawn by its teller. Nothing was saved. Choose another story."
    )


def not_given(_rulings: Sequence[Ruling], _codebook: Codebook, _words: Iterable[str]) -> dict[KeywordKey, Placement]:
    """Stands in for `quadrant.placements` in a study that is only made, and then opened to work in."""
    raise StudyProblem("A study that was just made takes no decisions yet. Nothing was changed. Open it first.")
