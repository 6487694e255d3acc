"""Proposing one keyword per story."""

from sq_coder.propose.matcher import Match, Signals, match

__all__ = ["Match", "Signals", "match"]
