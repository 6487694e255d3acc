"""The head of a page: its title, and a sentence on what was just done."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_KEY = "done"
_PAGES = Path(__file__).with_name("pages")


def done(sentence: str, *, to: str = "", label: str = "") -> None:
    """Say this at the top of the next page that is drawn. Call it after saving, before `st.rerun()`.

    `to` is the file of the page where the work goes on, and `label` what the link to it says.
    """
    st.session_state[_KEY] = sentence, to, label


def head(title: str) -> None:
    """The title of a page, and under it what was just done."""
    st.title(title, anchor=False)
    sentence, to, label = st.session_state.pop(_KEY, ("", "", ""))
    if sentence:
        st.success(sentence, icon=":material/check:")
    if to:
        st.page_link(_PAGES / to, label=label, icon=":material/arrow_forward:")
