"""What one browser remembers: the language, and who is working. Two browsers are two people."""

from __future__ import annotations

from urllib.parse import quote, unquote

import streamlit as st

# Constant JavaScript; what it stores comes in as data. A reload is a new session, so a cookie carries the choice over.
_REMEMBER = """
export default function ({ data }) {
  for (const [name, value, lasts] of data.cookies)
    document.cookie = `${name}=${value}; Path=/; SameSite=Strict${lasts ? "; Max-Age=31536000" : ""}`;
  document.documentElement.lang = data.language;
}
"""

_remember = st.components.v2.component("sq_coder_remember", js=_REMEMBER)


def remember(cookies: dict[str, str], *, until_closed: dict[str, str], language: str) -> None:
    """Have this browser remember values for its next visit, or until it is closed; say in the page its language."""
    kept = [[name, quote(value, safe=""), True] for name, value in cookies.items()]
    kept += [[name, quote(value, safe=""), False] for name, value in until_closed.items()]
    _remember(key="browser.remember", data={"cookies": kept, "language": language})


def remembered(name: str) -> str:
    """What this browser remembers under a name; else ''."""
    return unquote(st.context.cookies.get(name, ""))
