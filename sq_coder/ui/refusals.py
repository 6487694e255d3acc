"""The one place in the screens where a refusal is caught: a red box with its sentence."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.errors import Problem, SQCoderError, StudyProblem
from sq_coder.ui.safe import md
from sq_coder.ui.sentences import sentence
from sq_coder.ui.words import _, language

_log = logging.getLogger(__name__)
P = ParamSpec("P")


def show(error: SQCoderError, place: DeltaGenerator | None = None) -> None:
    """A red box with what went wrong, in the language of the screens."""
    (place or st).error(md(sentence(error, language())), icon=":material/error:")


@contextmanager
def shown(place: DeltaGenerator | None = None, *, again: bool = False) -> Iterator[None]:
    """Show a refusal in this place, or here, instead of breaking the page; what was stored before is whole.

    A database that is gone leaves no page to act on: `again` gives a button, since a reload forgets what is being typed.
    """
    try:
        yield
    except SQCoderError as e:
        show(e, place)
        if again and isinstance(e, StudyProblem):
            (place or st).button(_("Opnieuw proberen"), key="frame.again", icon=":material/refresh:")
    except Exception as e:
        if os.environ.get("SQ_DEBUG"):
            raise
        # The kind only: the message of an unforeseen error may hold a story.
        _log.error("a page ended with %s", type(e).__name__)
        show(Problem("internal", f"Something went wrong inside sq-coder ({type(e).__name__}). {_WHOLE}"), place)


def live(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that is drawn again every two seconds, such as what a colleague saved; a refusal is told there."""

    @st.fragment(run_every="2s")
    @wraps(draw)
    def drawn(*given: P.args, **named: P.kwargs) -> None:
        with shown():
            draw(*given, **named)

    return cast("Callable[P, None]", drawn)


_WHOLE = "What was stored before is whole. Load the page again; start sq-coder with SQ_DEBUG=1 for the details."
