"""Published states: keep counts, figure and text under a name; see what changed since; take them along as they were."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Frozen
from sq_coder.study import Study
from sq_coder.ui.done import done
from sq_coder.ui.figures import MIME
from sq_coder.ui.names import condition_name, day
from sq_coder.ui.words import LANGUAGES, _, _n, language


def frozen(study: Study) -> None:
    """What was kept, and a form to keep what stands there now."""
    st.markdown(
        _(
            "Bewaar aantallen, figuur, tekst en de versie van de kernwoordenlijst onder een naam op het moment dat u ze "
            "publiceert. Wat daarna verandert, ziet u hier; wat is bewaard, verandert nooit meer."
        )
    )
    kept = study.frozen()
    if kept:
        _state(study, kept)
    if not study.has_verdicts():
        st.info(_("Er zijn nog geen vastgestelde kernwoorden om te bewaren. Kijk ze eerst na bij Controleren."))
        return
    with st.form("report.freeze", clear_on_submit=True):
        name = st.text_input(_("Naam"), key="report.freeze.name", placeholder=_("Rapport 2024"), max_chars=100)
        spoken = st.segmented_control(
            _("Taal van figuur en tekst"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            default=language(),
            required=True,
            key="report.freeze.language",
        )
        asked = st.form_submit_button(
            _("Bewaren"), type="primary", key="report.freeze.save", icon=":material/push_pin:"
        )
    if asked:
        new = study.freeze(name, language=spoken or language())
        done(_("Bewaard als {name}.", name=new.name))
        st.rerun()


def _state(study: Study, kept: list[Frozen]) -> None:
    """One published state: its picture, what is counted otherwise today, and its files as they were."""
    names = [state.name for state in reversed(kept)]
    name = st.selectbox(_("Bewaarde versie"), names, key="report.frozen")
    since = study.since_frozen(str(name or names[0]))
    state = since.frozen
    st.image(state.figure, width=620, alt=_("De figuur zoals hij is bewaard."))
    told = _n("{n} verhaal", "{n} verhalen", state.tally.stories)
    st.markdown(_("Bewaard op {date}", date=day(state.at)) + " · " + told)
    if since.is_same:
        st.success(_("Alle aantallen zijn nu nog zoals toen."), icon=":material/check:")
    else:
        st.warning(_("Sindsdien is anders geteld:"), icon=":material/difference:")
        st.dataframe(
            [
                {
                    _("Conditie"): condition_name(shift.condition, study.codebook),
                    _("Kernwoord"): shift.keyword,
                    _("Toen"): shift.then,
                    _("Nu"): shift.now,
                }
                for shift in since.shifts
            ],
            key="report.shifts",
            hide_index=True,
            height="content",
        )
    if not since.same_codebook:
        st.markdown(_("De kernwoordenlijst is nu een andere versie dan toen."))
    _files(study, state)


def _files(study: Study, state: Frozen) -> None:
    kinds = {
        ".svg": "SVG",
        ".png": _("PNG, 300 dpi"),
        ".pdf": _("PDF"),
        ".pptx": _("PowerPoint"),
        ".md": _("Tekst (md)"),
    }
    with st.container(horizontal=True):
        for suffix, label in kinds.items():
            st.download_button(
                label,
                data=_Kept(study, state.name, suffix),
                file_name=f"bewaard{suffix}",
                mime=MIME.get(suffix, "text/markdown"),
                key=f"report.frozen{suffix}",
                icon=":material/download:",
                on_click="ignore",
            )


class _Kept:
    """Makes the file when asked."""

    def __init__(self, study: Study, name: str, suffix: str) -> None:
        self.study, self.name, self.suffix = study, name, suffix

    def __call__(self) -> bytes:
        """The bytes of the file."""
        return self.study.frozen_bytes(self.name, self.suffix)
