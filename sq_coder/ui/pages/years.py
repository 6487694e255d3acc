"""Jaren naast elkaar: years, groups or other slices on one scale, described and not tested."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Comparison, Perspective, Slice, is_criticism
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.choosing import choose
from sq_coder.ui.done import head
from sq_coder.ui.figures import Drawn, choose_look, downloads, may_leave, show
from sq_coder.ui.safe import md
from sq_coder.ui.words import _
from sq_coder.ui.years_chart import chart
from sq_coder.ui.years_tables import changes, slice_name, tables

MOST_SLICES = 24
"""Small quadrants in one figure; of more nothing can be read."""


def page() -> None:
    """Slices of the stories beside each other."""
    head(_("Jaren naast elkaar"))
    study = session.study()
    if not study.has_verdicts():
        st.info(_("Er is nog niets om naast elkaar te zetten. Kijk eerst kernwoorden na bij Controleren."))
        return
    by = _by(study)
    chosen = choose(
        study, "years", searching=False, told_by=None if by == "perspective" else Perspective.RESIDENT
    ).slice
    interval = bool(st.session_state.get("years.interval"))  # its switch stands below, beside the chart
    comparison = session.kept(
        "comparison", lambda study: study.compare(by, slice=chosen, interval=interval), by, chosen, interval
    )
    _warn(by)
    if len(comparison.tallies) > MOST_SLICES:
        st.info(
            _(
                "Dit zijn {n} delen: te veel voor één figuur. Kies hierboven minder; de tabel staat hieronder.",
                n=len(comparison.tallies),
            )
        )
    elif comparison.tallies:
        _figures(study, comparison, by, chosen)
    changes(comparison)
    tables(comparison, study.codebook)


def _figures(study: Study, comparison: Comparison, by: str, chosen: Slice) -> None:
    """The small quadrants and the bars, to see and to take along."""
    look = choose_look("years")
    figure = session.kept(
        "years",
        lambda study: Drawn.of(
            study.figure_of_slices(comparison, language=look.language, page=look.page, named=not look.public)
        ),
        by,
        chosen,
        look,
    )
    show(figure, page="years", label=_("Per deel een klein kwadrant. Dezelfde aantallen staan hieronder als tabel."))
    alone = [slice_name(tally, by) for tally in comparison.tallies if tally.stories == 1]
    leaves = may_leave(look, alone, page="years")
    if leaves:
        downloads(
            figure,
            look,
            page="years",
            name=f"naast-elkaar-{_file_name(by)}",
            slides=lambda: study.slides_of_slices(comparison, language=look.language, named=not look.public),
        )
    chart(study, comparison, look, leaves=leaves)


def _by(study: Study) -> str:
    words = {"year": _("Jaar"), "group": _("Groep"), "perspective": _("Verteld door")}
    attributes = [name for name in study.attribute_names() if name not in words and not is_criticism(name)]
    chosen = st.segmented_control(
        _("Naast elkaar per"),
        [*words, *attributes],
        format_func=lambda by: words.get(by) or md(by),
        default="year",
        required=True,
        key="years.by",
    )
    return str(chosen or "year")


def _warn(by: str) -> None:
    """Why this describes and does not test."""
    if by == "year":
        st.markdown(
            _(
                "Dit beschrijft deze gesprekken en toetst niets: elk jaar kunnen bewoners op een andere manier zijn gevonden. "
                "Een verschil tussen jaren zegt dus niet dat er iets veranderde."
            )
        )
    else:
        st.markdown(
            _(
                "Dit beschrijft deze gesprekken en toetst niets: de verhalen zijn geen steekproef en elk deel heeft een "
                "eigen aantal. Kijk bij elk deel eerst naar n."
            )
        )


def _file_name(by: str) -> str:
    return by if by.isascii() and by.isalnum() else "kenmerk"


page()
