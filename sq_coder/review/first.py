"""Eerst zelf kiezen: on which stories researchers choose before they see the proposal."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from sq_coder.domain import Decision, FirstSelf, Settings, StoryId


def chooses_first(story: StoryId, settings: Settings, *, secret: str) -> bool:
    """Whether researchers choose a keyword for this story before they see its proposal.

    A share is drawn once for each story by the study's secret: the same on every machine, and whatever other stories
    come in. A larger share holds every story of a smaller one.
    """
    match settings.first_self:
        case FirstSelf.ALL:
            return True
        case FirstSelf.SHARE:
            drawn = hmac.new(secret.encode(), f"first_self:{story}".encode(), hashlib.sha256).digest()
            return int.from_bytes(drawn[:8], "big") * 100 < settings.first_self_percent * 2**64
    return False


def have_chosen(decisions: Iterable[Decision], researchers: Iterable[str]) -> bool:
    """Whether each of these researchers has a decision among these, alone or together."""
    there = {name.casefold() for decision in decisions for name in decision.researchers}
    return {name.casefold() for name in researchers} <= there
