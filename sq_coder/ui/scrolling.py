"""Where a page stands: at its top when what is shown is new, and what is chosen in sight beside a long story."""

from __future__ import annotations

import streamlit as st

# Constant JavaScript. A desk that is lower than the window sticks to its top; a higher one scrolls with the story until
# its end is in sight, and stands still there. For that the style has to know how high it is.
_LISTEN = """
let at = '';
const heights = new ResizeObserver(changed => {
  for (const { target } of changed) target.parentElement.style.setProperty('--sq-height', `${target.offsetHeight}px`);
});
export default function ({ data }) {
  heights.disconnect();
  for (const desk of document.querySelectorAll('.st-key-checking-desk, .st-key-discussing-desk')) heights.observe(desk);
  if (data.top && data.top !== at) {
    at = data.top;
    document.querySelector('[data-testid=stMain]').scrollTo({ top: 0 });
  }
}
"""

_listen = st.components.v2.component("sq_coder_scrolling", js=_LISTEN)
_TOP = "scrolling.top"


def to_top() -> None:
    """Show the top of the page once it is drawn: what comes is another story, or says what was done."""
    st.session_state[_TOP] = int(st.session_state.get(_TOP, 0)) + 1


def scrolling(shown: str) -> None:
    """Keep what is chosen in sight; `shown` names what the page shows, so that it is looked for anew."""
    top = f"{shown} {st.session_state[_TOP]}" if _TOP in st.session_state else ""
    _listen(key="scrolling.listen", data={"top": top, "shown": shown})
