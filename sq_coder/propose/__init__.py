"""Proposing one keyword per story: the message for a language model, reading its reply, and the embedded matcher."""

from sq_coder.propose.instructions import instructions
from sq_coder.propose.locate import locate
from sq_coder.propose.matcher import Match, Signals, match
from sq_coder.propose.message import render
from sq_coder.propose.reply import Reading, Why, read_reply
from sq_coder.propose.second import Second, Suggested, filled, read_passages, read_place
from sq_coder.propose.signals import Language

__all__ = [
    "Language",
    "Match",
    "Reading",
    "Second",
    "Signals",
    "Suggested",
    "Why",
    "filled",
    "instructions",
    "locate",
    "match",
    "read_passages",
    "read_place",
    "read_reply",
    "render",
]
