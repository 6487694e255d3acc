"""The codebook: read and checked, its signal words understood, and the nearest keyword offered."""

from sq_coder.codebook.load import load
from sq_coder.codebook.near import nearest
from sq_coder.codebook.signals import Part, Pattern, Slot, parse

__all__ = ["Part", "Pattern", "Slot", "load", "nearest", "parse"]
