"""Kwadrant: the figure live, what stands behind each note, and the figure as a file."""

from __future__ import annotations

import streamlit as st

from sq_coder.chart import table
from sq_coder.domain import NotCounted, Perspective, Slice, Tally
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.choosing import choose
from sq_coder.ui.done import head
from sq_coder.ui.figures import Drawn, choose_look, downloads, may_leave, show
from sq_coder.ui.quadrant_notes import pick, read
from sq_coder.ui.quadrant_place import place
from sq_coder.ui.quadrant_uncounted import uncounted
from sq_coder.ui.words import _, language


def page() -> None:
    """The quadrant of the stories that are chosen."""
    head(_("Kwadrant"))
    study = session.study()
    if not study.has_verdicts():
        st.info(_("Er zijn nog geen vastgestelde kernwoorden. Kijk ze eerst na bij Controleren; dan staan ze hier."))
        uncounted(study, _not_counted(Slice(perspective=None)))
        return
    chosen = choose(study, "quadrant", searching=False, told_by=Perspective.RESIDENT).slice
    tally = session.kept("tally", lambda study: study.tally(slice=chosen), chosen)
    _figure(study, tally, chosen)
    if tally.keywords:
        _notes(study, tally, chosen)


def _figure(study: Study, tally: Tally, chosen: Slice) -> None:
    place_of_figure = st.container()
    look = choose_look("quadrant", sizes=True)
    figure = session.kept(
        "quadrant",
        lambda study: Drawn.of(
            study.figure(
                study.part(chosen, language=look.language),
                language=look.language,
                sized=look.sized,
                page=look.page,
                named=not look.public,
            )
        ),
        chosen,
        look,
    )
    with place_of_figure:
        show(
            figure, page="quadrant", label=_("Het kwadrant. Dezelfde aantallen staan hieronder als lijst en als tabel.")
        )
        uncounted(study, _not_counted(chosen))
    years = "-".join(str(year) for year in chosen.years)
    if may_leave(look, [years or _("alle verhalen")] if tally.stories == 1 else [], page="quadrant"):
        downloads(figure, look, page="quadrant", name=f"kwadrant-{years}" if years else "kwadrant")


def _not_counted(chosen: Slice) -> NotCounted:
    return session.kept("not counted", lambda study: study.not_counted(chosen), chosen)


def _notes(study: Study, tally: Tally, chosen: Slice) -> None:
    st.header(_("Achter de notities"), anchor=False)
    st.markdown(_("Kies een notitie om te lezen uit welke verhalen zij komt en wie er koos."))
    picked = pick(tally, study.codebook)
    if picked:
        with st.container(border=True, key="quadrant.behind"):
            stories, placing = st.columns([3, 2], gap="large")
            with stories:
                read(study, picked, chosen)
            with placing:
                place(study, picked)
    with st.expander(_("De aantallen als tabel"), icon=":material/table:"):
        st.dataframe(_rows(study, tally), key="quadrant.table", hide_index=True, height="content")


def _rows(study: Study, tally: Tally) -> list[dict[str, object]]:
    return [
        {
            _("Conditie"): row.condition,
            _("Kernwoord"): row.keyword,
            _("Keer genoteerd"): row.count,
            _("Besproken"): _("ja") if row.discussed else "",
        }
        for row in table(tally, study.codebook, language=language())
    ]


page()
