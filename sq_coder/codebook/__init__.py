"""The codebook: read and checked, its signal words understood, and the nearest keyword offered."""

from sq_coder.codebook.load import load
from sq_coder.codebook.near import nearest
from sq_coder.codebook.revise import with_keyword, without_keyword
from sq_coder.codebook.signals import Part, Pattern, Slot, parse
from sq_coder.codebook.versions import concerns_the_matcher, conditions_changed, differences

__all__ = [
    "Part",
    "Pattern",
    "Slot",
    "concerns_the_matcher",
    "conditions_changed",
    "differences",
    "load",
    "nearest",
    "parse",
    "with_keyword",
    "without_keyword",
]
