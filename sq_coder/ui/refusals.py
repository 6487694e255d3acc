"""The one place in the screens where a refusal is caught: a red box with its sentence."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.errors import Problem, SQCoderError
from sq_coder.ui.safe import md
from sq_coder.ui.sentences import sentence
from sq_coder.ui.words import language

_log = logging.getLogger(__name__)


def show(error: SQCoderError, place: DeltaGenerator | None = None) -> None:
    """A red box with what went wrong, in the language of the screens."""
    (place or st).error(md(sentence(error, language())), icon=":material/error:")


@contextmanager
def shown(place: DeltaGenerator) -> Iterator[None]:
    """Show a refusal in this place instead of breaking the page; what was stored before is whole."""
    try:
        yield
    except SQCoderError as e:
        show(e, place)
    except Exception as e:
        if os.environ.get("SQ_DEBUG"):
            raise
        # The kind only: the message of an unforeseen error may hold a story.
        _log.error("a page ended with %s", type(e).__name__)
        show(Problem("internal", f"Something went wrong inside sq-coder ({type(e).__name__}). {_WHOLE}"), place)


_WHOLE = "What was stored before is whole. Load the page again; start sq-coder with SQ_DEBUG=1 for the details."
