"""The way of working, on screen: together, one after the other or independently, and who chooses before the proposal."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import FirstSelf
from sq_coder.study import Study
from sq_coder.ui.checking_sight import look_again
from sq_coder.ui.done import done
from sq_coder.ui.names import first_self_name, working_names
from sq_coder.ui.words import _


def ways(study: Study) -> None:
    """How this study works, to be read and changed."""
    now = study.settings
    workings = working_names()
    choosing = {way: first_self_name(way) for way in FirstSelf}
    with (
        st.popover(_("Werkwijze"), icon=":material/tune:", type="tertiary", key="checking.ways"),
        st.form("checking.way", border=False),
    ):
        working = st.radio(
            _("Hoe kijkt u de kernwoorden na?"),
            list(workings),
            index=list(workings).index(now.working),
            format_func=workings.__getitem__,
            key="checking.working",
        )
        first = st.radio(
            _("Eerst zelf kiezen, voordat het voorstel te zien is"),
            list(choosing),
            index=list(choosing).index(now.first_self),
            format_func=choosing.__getitem__,
            key="checking.first_self",
        )
        percent = st.number_input(
            _("Bij een deel: hoeveel van de honderd verhalen"),
            min_value=0,
            max_value=100,
            value=now.first_self_percent,
            key="checking.share",
        )
        st.caption(
            _(
                "Geldt voor het hele onderzoek en voor iedereen; wat al is gekozen blijft staan. Kies dit liefst voor u "
                "begint: het verslag noemt één werkwijze."
            )
        )
        saved = st.form_submit_button(_("Werkwijze opslaan"), key="checking.save_way")
    if saved:
        study.work(working, first_self=first, first_self_percent=int(percent))
        look_again()
        done(_("Zo werkt dit onderzoek voortaan: {way}.", way=workings[working].lower()))
        st.rerun()
