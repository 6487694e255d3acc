"""How large the letters of a page are, as the browser has them: a table reads it only once, when it is made."""

from __future__ import annotations

import streamlit as st

# Constant JavaScript. It measures after the page is drawn; a table that was made with it has the letters of before.
_MEASURE = """
export default function ({ data, setStateValue }) {
  setTimeout(() => {
    const size = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize));
    if (size !== data.known) setStateValue('size', size);
  }, 50);
}
"""

_measure = st.components.v2.component("sq_coder_letters", js=_MEASURE)
_KNOWN = "letters.known"


def letters(view: str) -> int:
    """The size of a letter in pixels; 0 when the browser did not say it yet. Measured anew for another view."""
    known = st.session_state.get(_KNOWN, 0)
    said = _measure(key="letters.measure", data={"known": known, "view": view}, on_size_change=lambda: None).size
    st.session_state[_KNOWN] = int(said or known)
    return int(st.session_state[_KNOWN])
