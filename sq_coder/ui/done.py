"""The head of a page: its title, and a sentence on what was just done."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui.browser import ask_for_the_top

_KEY = "done"


def done(sentence: str) -> None:
    """Say this at the top of the next page that is drawn. Call it after saving, before `st.rerun()`."""
    st.session_state[_KEY] = sentence


def head(title: str) -> None:
    """The title of a page, and under it what was just done."""
    st.title(title, anchor=False)
    if sentence := st.session_state.pop(_KEY, ""):
        st.success(sentence, icon=":material/check:")
        ask_for_the_top()
