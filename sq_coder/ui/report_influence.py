"""Whether a proposal in sight steered: beside the choices that somebody first made without one."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain.trial import Influence
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.words import _, _n

FEW = 20
"""Choices of one kind below which a difference says little."""


def influence() -> None:
    """How often a proposal in sight was left standing, beside how often people chose the same by themselves."""
    st.header(_("Invloed van het voorstel"), anchor=False)
    found = session.kept("influence", Study.influence)
    seen, alone = _of(found)
    if not alone or not seen:
        st.markdown(
            _(
                "Niet gemeten: daarvoor zijn eerste keuzes nodig met het voorstel in beeld, en eerste keuzes zonder. Zet bij "
                "Controleren voor een deel van de verhalen aan: eerst zelf kiezen."
            )
        )
        return
    st.markdown(
        _(
            "Met het voorstel in beeld bleef het bij **{left}** van de {seen} eerste keuzes staan. Wie eerst zelf koos, kwam "
            "bij **{same}** van de {alone} uit op hetzelfde kernwoord.",
            left=len(found.in_sight_left),
            seen=seen,
            same=len(found.by_oneself_same),
            alone=alone,
        )
    )
    if min(seen, alone) < FEW:
        st.markdown(_("Dat zijn weinig keuzes: een verschil kan toeval zijn."))
    st.caption(
        _(
            "Blijft een voorstel vaker staan dan wie zelf koos ermee uitkwam, dan kan het hebben gestuurd. De verhalen van beide "
            "soorten zijn niet dezelfde."
        )
        + " "
        + _left_out(found)
    )


def _of(found: Influence) -> tuple[int, int]:
    """How many first choices were made with a proposal in sight, and how many by oneself beside one."""
    seen = len(found.in_sight_left) + len(found.in_sight_changed)
    return seen, len(found.by_oneself_same) + len(found.by_oneself_other)


def _left_out(found: Influence) -> str:
    """What does not count, in one sentence; empty when nothing is left out."""
    number = found.unknown + found.no_proposal
    if not number:
        return ""
    return _n(
        "{n} eerste keuze telt niet mee: niet bekend is wat in beeld was, of er was geen bruikbaar voorstel.",
        "{n} eerste keuzes tellen niet mee: niet bekend is wat in beeld was, of er was geen bruikbaar voorstel.",
        number,
    )
