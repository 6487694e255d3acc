"""Proposing from the screens: the round that is going on, and the word finder."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sq_coder.domain import Slice
from sq_coder.study import Study
from sq_coder.ui import jobs, session
from sq_coder.ui.words import _, _n


def job_name() -> str:
    """The name of the round: one at a time in a study."""
    return f"propose:{session.folder()}"


def is_going() -> bool:
    """Whether a round is going on now."""
    job = jobs.find(job_name())
    return job is not None and job.is_running


def start(study: Study, proposer: str, slice: Slice, **asked: Any) -> None:
    """Begin a round beside the page; what has its answer is not asked again."""
    jobs.start(
        job_name(),
        lambda progress, cancel: study.propose(
            proposer=proposer, slice=slice, on_progress=progress, cancel=cancel, **asked
        ),
    )


def by_word_finder(study: Study, slice: Slice) -> None:
    """Propose by the words of the codebook, without AI."""
    st.markdown(
        _(
            "De woordzoeker zoekt de woorden van de kernwoordenlijst aan hun herkenningswoorden. Geen AI, geen sleutel, geen "
            "internet. Hij vindt alleen woorden die de lijst heeft, en zegt het als geen woord past."
        )
    )
    waiting, _kept, there = study.would_ask("codebook", slice=slice)
    if not waiting:
        st.markdown(_n("Dit {n} verhaal heeft zijn antwoord al.", "Deze {n} verhalen hebben hun antwoord al.", there))
        return
    if st.button(
        _n("Zoek in {n} verhaal", "Zoek in {n} verhalen", len(waiting)),
        key="proposals.find",
        type="primary",
        disabled=is_going(),
    ):
        start(study, "codebook", slice)
        st.rerun()
