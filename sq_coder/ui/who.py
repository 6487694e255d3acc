"""The side of every page: which study, who is working, which language."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import session
from sq_coder.ui.browser import remembered
from sq_coder.ui.safe import md
from sq_coder.ui.words import LANGUAGES, _


def choose_researcher() -> None:
    """Choose who is working, or add a name. What was chosen stays in this browser."""
    study = session.study()
    name = remembered(session.researcher_cookie())
    if not session.researcher() and session.is_name(name):
        session.work_as(name)
    st.markdown(f"**{md(study.settings.name)}**")
    names = list(dict.fromkeys([*study.researchers(), *filter(None, [session.researcher()])]))
    chosen = st.selectbox(
        _("Wie werkt er?"),
        names,
        index=names.index(session.researcher()) if session.researcher() else None,
        key="frame.researcher",
        accept_new_options=True,
        placeholder=_("Kies of typ een naam") if names else _("Typ uw naam of initialen"),
        help=_("Typ een nieuwe naam en druk op Enter. Ieder werkt in een eigen browser."),
    )
    if chosen and chosen != session.researcher():
        session.work_as(chosen)
        st.rerun()


def choose_language() -> None:
    """Switch the language of the screens."""
    st.segmented_control(
        _("Taal"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=st.session_state["language"],
        required=True,
        key="frame.language",
        on_change=_use_language,
        label_visibility="collapsed",
    )


def _use_language() -> None:
    st.session_state["language"] = st.session_state["frame.language"]
