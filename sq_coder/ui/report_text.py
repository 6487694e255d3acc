"""The methods and results text, as it can be copied into a report."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import session
from sq_coder.ui.safe import md
from sq_coder.ui.words import LANGUAGES, _, language


def text() -> None:
    """The text in one of two languages, and the same text as a file."""
    st.markdown(_("Elk getal in deze tekst is op dit moment geteld. De tekst beschrijft; conclusies trekt u zelf."))
    spoken = st.segmented_control(
        _("Taal van de tekst"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=language(),
        required=True,
        key="report.language",
    )
    chosen = spoken or language()
    written = session.kept("report", lambda study: study.report(language=chosen), chosen)
    with st.container(border=True, key="report.text"):
        for block in written.split("\n\n"):
            _show(block)
    st.download_button(
        _("Tekst als bestand (md)"),
        data=written,
        file_name="verslag.md",
        mime="text/markdown",
        key="report.download.md",
        icon=":material/download:",
        on_click="ignore",
    )


def _show(block: str) -> None:
    """A heading or a paragraph. Keywords and prompts stand in it, so all else in it is shown as written."""
    if block.startswith("### "):
        st.subheader(md(block[4:]), anchor=False)
    elif block.startswith("## "):
        st.header(md(block[3:]), anchor=False)
    elif block.strip():
        st.markdown(md(block))
