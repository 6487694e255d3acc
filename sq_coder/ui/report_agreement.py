"""How far researchers chose the same before they talked, in plain words."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Agreement
from sq_coder.review.agreement import ALL_TOGETHER, NO_DECISIONS
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.names import joined
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _, _n, language

MOST = 50
"""Titles of stories that are listed."""


def agreement(study: Study) -> None:
    """Same choice before talking: of how many stories, or why it was not measured."""
    st.header(_("Zelfde keuze vóór overleg"), anchor=False)
    found = session.kept("agreement", Study.agreement)
    if found.same_keywords is None:
        st.markdown(_not_measured(found.reason))
        return
    st.markdown(
        _n(
            "Bij {n} verhaal kozen {names} los van elkaar, zonder elkaars keuze te zien.",
            "Bij {n} verhalen kozen {names} los van elkaar, zonder elkaars keuze te zien.",
            found.stories,
            names=joined(found.researchers),
        )
    )
    st.markdown(
        _(
            "Bij **{same}** van de {n} kozen zij dezelfde kernwoorden, bij **{place}** van de {n} dezelfde condities.",
            same=found.same_keywords,
            place=found.same_condition,
            n=found.stories,
        )
    )
    _differing(study, found)
    _numbers(found)


def _not_measured(reason: str) -> str:
    if reason == NO_DECISIONS:
        return _("Niet gemeten: er zijn nog geen keuzes.")
    if reason == ALL_TOGETHER:
        return _(
            "Niet gemeten: alle keuzes zijn samen gemaakt. Dan is er geen keuze van ieder apart om te vergelijken."
        )
    return _("Niet gemeten: bij geen enkel verhaal kozen twee onderzoekers los van elkaar.")


def _differing(study: Study, found: Agreement) -> None:
    if not found.differing:
        return
    title = _n("{n} verhaal waarbij zij verschilden", "{n} verhalen waarbij zij verschilden", len(found.differing))
    with st.expander(title):
        for story in study.stories_of(found.differing[:MOST]):
            st.text(shortened(story.title, 90) or _("(zonder titel)"))


def _numbers(found: Agreement) -> None:
    """Krippendorff's alpha, for who reports it."""
    with st.expander(_("Voor wie een maat moet noemen")):
        if found.alpha is None:
            st.markdown(_("Krippendorffs alfa is hier niet te bepalen."))
            return
        st.markdown(
            _("Krippendorffs alfa: {alpha} ({distance}-afstand).", alpha=_number(found.alpha), distance=found.distance)
        )
        if found.alpha_low is not None and found.alpha_high is not None:
            st.markdown(
                _(
                    "95%-interval: {low} tot {high}.",
                    low=_number(found.alpha_low),
                    high=_number(found.alpha_high),
                )
            )
        else:
            st.markdown(_("Er zijn te weinig verhalen om te zeggen hoe zeker dat is."))
        st.caption(
            _(
                "De maat telt toeval mee en is bij weinig verhalen of weinig verschillende woorden grillig. Hij gaat over "
                "deze verhalen en deze onderzoekers, en zegt niet of de kernwoorden juist zijn."
            )
        )


def _number(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if language() == "nl" else text
