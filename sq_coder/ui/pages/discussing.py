"""Samen bespreken: differences between researchers, keywords that mean the same, words without a place."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import session
from sq_coder.ui.checking_entry import STYLE, ready
from sq_coder.ui.checking_present import present
from sq_coder.ui.discussing_differences import differences
from sq_coder.ui.discussing_places import unplaced_words, without_a_place
from sq_coder.ui.discussing_words import meanwhile, same_meaning
from sq_coder.ui.done import head
from sq_coder.ui.words import _


def page() -> None:
    """What researchers still have to settle with each other."""
    head(_("Samen bespreken"))
    st.html(STYLE)
    study = session.study()
    if not study.has_stories():
        st.info(_("Er zijn nog geen verhalen om te bespreken. Breng ze eerst in bij Verhalen."))
        return
    if not session.researcher():
        st.info(_("Kies eerst links wie er werkt."))
        return
    ready(study)
    unplaced = len(unplaced_words())
    parts = {
        "differences": _("Verschillen"),
        "same": _("Gelijktrekken"),
        "places": _("Nog geen plek ({n})", n=unplaced).replace("\\", ""),
    }
    who, what = st.columns(2, vertical_alignment="bottom", gap="medium")
    with what:
        part = st.segmented_control(
            _("Wat bespreekt u?"),
            list(parts),
            format_func=parts.__getitem__,
            default="differences",
            required=True,
            key="discussing.part",
            persist_state="session",
            label_visibility="collapsed",
        )
    with who:
        names = present(study)
    if part == "differences":
        differences(study, names)
        return
    meanwhile(frozenset(ruling.id for ruling in study.rulings()))
    if part == "same":
        same_meaning(study, names)
    else:
        without_a_place(study, names)


page()
