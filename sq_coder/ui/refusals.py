"""The one place in the screens where a refusal is caught: a red box with its sentence."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.domain import Story
from sq_coder.errors import Problem, SQCoderError, StudyProblem
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.sentences import sentence
from sq_coder.ui.words import _, language, translated

_log = logging.getLogger(__name__)
P = ParamSpec("P")


def show(error: SQCoderError, place: DeltaGenerator | None = None, *, titles: Iterable[Story] = ()) -> None:
    """A red box with what went wrong, in the language of the screens; these stories by their title and not only by id."""
    said = sentence(error, language())
    for story in titles:
        if story.title:
            named = translated("„{quote}”").format(quote=shortened(story.title))
            said = said.replace(story.id[:8], f"{named} ({story.id[:8]})")
    (place or st).error(md(said), icon=":material/error:")


@contextmanager
def shown(place: DeltaGenerator | None = None, *, again: bool = False, titles: Iterable[Story] = ()) -> Iterator[None]:
    """Show a refusal in this place, or here, instead of breaking the page; what was stored before is whole.

    A database that is gone leaves no page to act on: `again` gives a button, since a reload forgets what is being typed.
    """
    try:
        yield
    except SQCoderError as e:
        show(e, place, titles=titles)
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
