"""What the methods and results text is made from: nouns in, and the numbers that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sq_coder.domain import (
    Agreement,
    Codebook,
    KeywordKey,
    Perspective,
    Placement,
    Prompt,
    Run,
    Settings,
    Story,
    StoryId,
    Tally,
    Validation,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything the text is made from, all of the same slice. What was not done is None and said so."""

    settings: Settings
    codebook: Codebook
    stories: Mapping[StoryId, Story]
    verdicts: tuple[Verdict, ...]
    tally: Tally
    placements: Mapping[KeywordKey, Placement] = field(default_factory=dict)
    validation: Validation | None = None
    run: Run | None = None
    prompt: Prompt | None = None
    agreement: Agreement | None = None
    to_discuss: int = 0  # stories on which researchers differ

    @property
    def per_year(self) -> list[tuple[int, int]]:
        """How many stories each year has, in order; stories of which the year is not known are not in it."""
        years = Counter(story.year for story in self.stories.values() if story.year is not None)
        return sorted(years.items())

    @property
    def told_by(self) -> Perspective | None:
        """Who tell the stories; None when both do, or nobody."""
        found = {story.perspective for story in self.stories.values()}
        return found.pop() if len(found) == 1 else None

    @property
    def researchers(self) -> int:
        """How many researchers the verdicts come from."""
        return len({name for verdict in self.verdicts for name in verdict.researchers})

    @property
    def together(self) -> int:
        """How many verdicts are one decision of several researchers."""
        return sum(len(v.decisions) == 1 and len(v.researchers) > 1 for v in self.verdicts)

    @property
    def discussed(self) -> list[tuple[str, str]]:
        """The words on the figure whose place was discussed, with the id of their condition."""
        places = (*self.tally.conditions, self.tally.undecided)
        return [(word, place.condition) for place in places for word, _, talked in place.keywords if talked]
