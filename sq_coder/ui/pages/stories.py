"""Verhalen: bring stories in, list them, revise or withdraw one."""

from __future__ import annotations

from sq_coder.ui.done import head
from sq_coder.ui.words import _


def page() -> None:
    """The stories of the study."""
    head(_("Verhalen"))


page()
