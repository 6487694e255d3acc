"""What stands around a figure in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """The texts of a figure that are not counts. Empty ones get the figure's own words, or stay away."""

    title: str = ""
    subtitle: str = ""
    provenance: tuple[str, ...] = ()  # prompt, proposer, who checked, list version: one line each
    notice: str = ""  # what a reader must not miss, as 'Verzonnen verhalen'
    date: str = ""
    sentence: str = ""  # what the figure does not say, on a line of its own
    unsettled: str = ""  # which stories are not in it yet, beside n
