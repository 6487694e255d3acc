"""Controleren: check the keyword of each story, one by one or as a list."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Working
from sq_coder.ui import session
from sq_coder.ui.checking_entry import STYLE, ready
from sq_coder.ui.checking_list import all_stories
from sq_coder.ui.checking_live import left
from sq_coder.ui.checking_one import one_story
from sq_coder.ui.checking_present import deciding
from sq_coder.ui.checking_ways import ways
from sq_coder.ui.done import head
from sq_coder.ui.words import _


def page() -> None:
    """The story that is checked now, or all of them below each other."""
    head(_("Controleren"))
    st.html(STYLE)
    study = session.study()
    if not study.has_stories():
        st.info(_("Er zijn nog geen verhalen om te controleren. Breng ze eerst in bij Verhalen."))
        return
    if not session.researcher():
        st.info(_("Kies eerst links wie er werkt."))
        return
    ready(study)
    views = {"one": _("Eén voor één"), "list": _("Als lijst"), "beamer": _("Op de beamer")}
    together = study.settings.working is Working.TOGETHER
    who, how = st.columns([13, 10], vertical_alignment="bottom", gap="medium") if together else (st.container(),) * 2
    with how, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        so_far = st.container(width="content")
        ways(study)
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
    with so_far:
        left(names)
    if view == "one":
        one_story(study, names)
    else:
        all_stories(study, names, large=view == "beamer")


page()
