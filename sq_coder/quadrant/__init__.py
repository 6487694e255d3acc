"""The quadrant: rulings to places, verdicts to counts."""

from sq_coder.quadrant.counts import from_counts
from sq_coder.quadrant.placements import check_ruling, note_condition, placements, ruling_heads
from sq_coder.quadrant.tally import (
    Counted,
    Notes,
    arrange,
    count,
    is_in,
    noted_by,
    notes_of_proposals,
    notes_of_researcher,
    notes_of_verdicts,
    tally,
    tally_by,
)

__all__ = [
    "Counted",
    "Notes",
    "arrange",
    "check_ruling",
    "count",
    "from_counts",
    "is_in",
    "note_condition",
    "noted_by",
    "notes_of_proposals",
    "notes_of_researcher",
    "notes_of_verdicts",
    "placements",
    "ruling_heads",
    "tally",
    "tally_by",
]
