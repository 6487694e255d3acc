"""What the researchers did with the proposals."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Outcome, Run, Validation
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.names import moment, proposer_name
from sq_coder.ui.words import _, _n


def outcomes(study: Study) -> None:
    """How many proposals stayed as they were, were changed, or got keywords beside them."""
    st.header(_("Wat er met de voorstellen gebeurde"), anchor=False)
    runs = study.keyword_runs()
    if not runs:
        st.info(_("Er zijn geen voorstellen gedaan, dus er is niets te vergelijken."))
        return
    run = _run(runs)
    names = {one.id: _named(one) for one in runs}
    found = session.kept("validation", lambda study: study.validation(run), run)
    if not found.reviewed:
        st.info(_("Nog geen verhaal is vastgesteld. Kijk eerst voorstellen na bij Controleren."))
        return
    st.markdown(
        _n("{n} vastgesteld verhaal", "{n} vastgestelde verhalen", len(found.reviewed))
        + " · "
        + _n("samen {n} kernwoord", "samen {n} kernwoorden", found.keywords)
    )
    st.dataframe(
        _rows(found),
        key="report.outcomes",
        hide_index=True,
        height="content",
        width=560,
        column_config={
            _("Aandeel"): st.column_config.ProgressColumn(
                _("Aandeel"), min_value=0, max_value=max(1, len(found.reviewed)), format=" "
            )
        },
    )
    st.caption(
        _("Elk verhaal staat in precies één regel. Wie een voorstel in beeld had, kan daardoor anders gekozen hebben.")
    )
    if len(found.beside) > 1:
        of = [f"{names[id]}: {_n('{n} verhaal', '{n} verhalen', n)}" for id, n in found.beside]
        st.caption(_("De voorstellen komen van: {of}.", of="; ".join(of)))


def _run(runs: list[Run]) -> str | None:
    """The run that somebody asks about; None is the proposal that each story was decided with."""
    if len(runs) < 2:
        return None
    names = {run.id: _named(run) for run in reversed(runs)}
    chosen = st.selectbox(
        _("Voorstellen van"),
        [None, *names],
        format_func=lambda id: (
            names[id] if id else _("wat bij het kiezen in beeld was, of anders het laatste van daarvoor")
        ),
        key="report.run",
    )
    return str(chosen) if chosen else None


def _named(run: Run) -> str:
    return " · ".join(filter(None, (proposer_name(run.proposer), run.model, run.prompt, moment(run.at))))


def _rows(found: Validation) -> list[dict[str, object]]:
    words = {
        Outcome.KEPT: _("laten staan"),
        Outcome.CHANGED: _("veranderd"),
        Outcome.ONE_ADDED: _("laten staan, één kernwoord erbij"),
        Outcome.TWO_ADDED: _("laten staan, twee kernwoorden erbij"),
        Outcome.MORE_ADDED: _("laten staan, meer dan twee erbij"),
        Outcome.CHANGED_AND_ADDED: _("veranderd en aangevuld"),
        Outcome.NO_PROPOSAL: _("zonder bruikbaar voorstel"),
    }
    return [
        {_("Wat"): words[outcome], _("Verhalen"): found.count(outcome), _("Aandeel"): found.count(outcome)}
        for outcome in Outcome
    ]
