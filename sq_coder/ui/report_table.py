"""What was decided on paper, brought in as a table: all rows, or none with what is wrong in each."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.study.starting import decisions_template
from sq_coder.ui import refusals
from sq_coder.ui.done import done
from sq_coder.ui.words import _, _n, language

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(study: Study) -> None:
    """An empty table to fill in, and a form to bring it in."""
    st.subheader(_("Wat aan de muur is beslist"), anchor=False)
    st.markdown(
        _(
            "Typ het bij Controleren, of vul een tabel in met een rij per kaart en breng die hier in. Alle rijen komen erin, of "
            "geen enkele wanneer er één niet klopt."
        )
    )
    name = _("beslissingen.xlsx")
    st.download_button(
        _("Tabel om in te vullen"),
        data=decisions_template("en" if language() == "en" else "nl"),
        file_name=name,
        mime=MIME,
        key="report.table.template",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.form("report.table", border=False, clear_on_submit=True):
        file = st.file_uploader(_("Ingevulde tabel (xlsx of csv)"), type=["xlsx", "csv"], key="report.table.file")
        asked = st.form_submit_button(_("Breng de beslissingen in"), key="report.table.store")
    if not asked:
        return
    with refusals.shown():
        if file is None:
            raise Problem("upload", "No table was chosen. Nothing was imported. Choose an xlsx or csv file.")
        added, there = _bring_in(study, Path(file.name).name, file.getvalue())
        said = _n("{n} beslissing is ingebracht.", "{n} beslissingen zijn ingebracht.", added)
        if there:
            said += " " + _n("{n} was er al.", "{n} waren er al.", there)
        done(said)
        st.rerun()


def _bring_in(study: Study, name: str, data: bytes) -> tuple[int, int]:
    """Store the decisions of an uploaded table; it lies on disk only while it is read."""
    with TemporaryDirectory(prefix="sq-coder-") as place:
        file = Path(place) / name
        file.write_bytes(data)
        return study.import_decisions(file)
