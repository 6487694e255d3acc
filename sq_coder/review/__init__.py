"""Reviewing: decisions to verdicts and outcomes, what to discuss, how far researchers agreed."""

from sq_coder.review.verdicts import by_story, heads, status, to_discuss, verdict

__all__ = ["by_story", "heads", "status", "to_discuss", "verdict"]
