"""Reviewing: decisions to verdicts and outcomes, what to discuss, how far researchers agreed."""

from sq_coder.review.agreement import ALL_TOGETHER, NO_DECISIONS, NONE_INDEPENDENT, agreement, independent
from sq_coder.review.alpha import alpha, interval, masi
from sq_coder.review.first import chooses_first, have_chosen
from sq_coder.review.outcomes import current, of_run, outcome, sources, validation
from sq_coder.review.trials import evaluation, influence, stability
from sq_coder.review.verdicts import by_story, heads, status, to_discuss, verdict

__all__ = [
    "ALL_TOGETHER",
    "NONE_INDEPENDENT",
    "NO_DECISIONS",
    "agreement",
    "alpha",
    "by_story",
    "chooses_first",
    "current",
    "evaluation",
    "have_chosen",
    "heads",
    "independent",
    "influence",
    "interval",
    "masi",
    "of_run",
    "outcome",
    "sources",
    "stability",
    "status",
    "to_discuss",
    "validation",
    "verdict",
]
