"""Controleren: check the keyword of each story, one by one or as a list."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import session
from sq_coder.ui.checking_live import left
from sq_coder.ui.checking_one import one_story
from sq_coder.ui.checking_present import deciding
from sq_coder.ui.done import head
from sq_coder.ui.words import _


def page() -> None:
    """The story that is checked now, or all of them below each other."""
    head(_("Controleren"))
    study = session.study()
    if not study.left_to_check(["?"])[1]:
        st.info(_("Er zijn nog geen verhalen om te controleren. Breng ze eerst in bij Verhalen."))
        return
    if not session.researcher():
        st.info(_("Kies eerst links wie er werkt."))
        return
    views = {"one": _("Eén voor één"), "list": _("Als lijst")}
    who, how = st.columns([5, 3], vertical_alignment="bottom", gap="large")
    with how:
        view = st.segmented_control(
            _("Weergave"),
            list(views),
            format_func=views.__getitem__,
            default="one",
            required=True,
            key="checking.view",
            persist_state="session",
            label_visibility="collapsed",
        )
    with who:
        names = deciding(study)
    left(names)
    if view == "one":
        one_story(study, names)


page()
