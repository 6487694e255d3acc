"""Paper for who works around a table: story cards, post-its and an empty quadrant, with a picture of the first page."""

from __future__ import annotations

import streamlit as st

from sq_coder.chart import draw
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.report_table import table
from sq_coder.ui.words import LANGUAGES, _, _n, language


def paper(study: Study) -> None:
    """Choose what to print, see its first page, take the pdf along."""
    kinds = {
        "cards": _("Verhaalkaarten"),
        "notes": _("Post-its"),
        "quadrant": _("Leeg kwadrant voor de muur (A3)"),
    }
    what = st.radio(_("Wat wilt u afdrukken?"), list(kinds), format_func=kinds.__getitem__, key="report.paper.kind")
    spoken = st.segmented_control(
        _("Taal van het papier"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=language(),
        required=True,
        key="report.paper.language",
    )
    chosen = spoken or language()
    first, pages = session.kept("paper", lambda study: _first(study, what, chosen), what, chosen)
    if what == "cards":
        st.warning(
            _(
                "Op de kaarten staan de verhalen van bewoners. Bewaar het papier achter slot en vernietig het na afloop."
            ),
            icon=":material/lock:",
        )
    with st.container(border=True, width=520):
        st.image(first, width="stretch", alt=_("De eerste bladzijde."))
    st.download_button(
        _n("Pdf, {n} bladzijde", "Pdf, {n} bladzijden", pages),
        data=_Printed(study, what, chosen),
        file_name={"cards": "verhaalkaarten", "notes": "post-its", "quadrant": "leeg-kwadrant"}[what] + ".pdf",
        mime="application/pdf",
        key="report.paper.download",
        icon=":material/download:",
        on_click="ignore",
    )
    table(study)


def _first(study: Study, what: str, chosen: str) -> tuple[str, int]:
    layouts = study.print_layouts(what, language=chosen)
    return draw(layouts[0]), len(layouts)


class _Printed:
    """Makes the pdf when asked."""

    def __init__(self, study: Study, what: str, chosen: str) -> None:
        self.study, self.what, self.chosen = study, what, chosen

    def __call__(self) -> bytes:
        """The bytes of the file."""
        return self.study.print_bytes(self.what, language=self.chosen)[0]
