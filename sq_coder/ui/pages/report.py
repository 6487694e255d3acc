"""Verslag: what the researchers did with the proposals, how far they agreed, the text, and files to take along."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import session
from sq_coder.ui.done import head
from sq_coder.ui.report_agreement import agreement
from sq_coder.ui.report_changed import changed
from sq_coder.ui.report_files import files
from sq_coder.ui.report_frozen import frozen
from sq_coder.ui.report_influence import influence
from sq_coder.ui.report_outcomes import outcomes
from sq_coder.ui.report_paper import paper
from sq_coder.ui.report_text import text
from sq_coder.ui.words import _


def page() -> None:
    """What can be told about the study so far."""
    head(_("Verslag"))
    study = session.study()
    if not study.count_stories():
        st.info(_("Er zijn nog geen verhalen, dus er is nog niets te vertellen. Breng ze in bij Verhalen."))
        return
    names = [_("De tekst"), _("Voorstellen en keuzes"), _("Bestanden"), _("Op papier"), _("Bewaarde versies")]
    told, checked, along, printed, kept = st.tabs(names, key="report.part")
    with told:
        text()
    with checked:
        outcomes(study)
        changed(study)
        influence()
        agreement(study)
    with along:
        files()
    with printed:
        paper(study)
    with kept:
        frozen(study)


page()
