"""The first page when there is no study yet: make one, or open the demonstration."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sq_coder.domain import Settings
from sq_coder.study import init_study
from sq_coder.ui import jobs, session
from sq_coder.ui.done import done, head
from sq_coder.ui.names import working_names
from sq_coder.ui.progress import follow
from sq_coder.ui.words import _

DEMO = "sq-coder-demo"
STEPS = 5
"""Of making the demonstration."""


def page() -> None:
    """A study to make, or the demonstration to open."""
    head(_("Welkom bij sq-coder"))
    st.markdown(
        _(
            "Lees verhalen van bewoners door de lens van Sociale Kwaliteit: per verhaal een kernwoord, door twee "
            "onderzoekers nagekeken, op een kwadrant van vier condities. Alles blijft op deze computer."
        )
    )
    demonstration, own = st.columns(2, gap="large")
    with demonstration:
        _demonstration()
    with own:
        _new_study()


def _demonstration() -> None:
    st.header(_("Eerst rondkijken"), anchor=False)
    st.markdown(_("Een compleet voorbeeld met verzonnen verhalen en onderzoekers. Niets ervan is echt."))
    job = jobs.find(_job())
    if st.button(_("Open de demonstratie"), key="start.demonstration", disabled=job is not None and job.is_running):
        jobs.start(_job(), lambda progress, _cancel: _make_demonstration(session.folder() / DEMO, progress))
        st.rerun()
    ended = follow(_job(), working=_("De demonstratie wordt gemaakt. Dit duurt ongeveer een halve minuut."))
    if ended is not None:
        session.use_folder(ended.result)
        done(_("De demonstratie is open. Kies links wie er werkt."))
        st.rerun()


def _job() -> str:
    return f"demo:{session.folder()}"


def _make_demonstration(folder: Path, progress: jobs.Progress) -> Path:
    """Make the demonstration in a folder, or find it there; tells how many of its steps are done."""
    from sq_coder.study.demo import demo

    steps = 0

    def say(sentence: str) -> None:
        nonlocal steps
        steps += sentence[:1].isdigit()
        progress(steps, STEPS)

    progress(0, STEPS)
    demo(folder, say=say)
    return folder


def _new_study() -> None:
    st.header(_("Een eigen onderzoek"), anchor=False)
    workings = working_names()
    with st.form("start.study", border=False):
        name = st.text_input(
            _("Naam van het onderzoek"), key="start.name", placeholder=_("Bijvoorbeeld: Verhalen 2026")
        )
        place = st.text_input(
            _("Map op deze computer"), key="start.folder", placeholder=str(session.folder() / "mijn-onderzoek")
        )
        st.caption(_("Staat er in deze map al een onderzoek, dan wordt dat geopend."))
        working = st.radio(
            _("Hoe kijkt u de kernwoorden na?"), list(workings), format_func=workings.__getitem__, key="start.working"
        )
        made = st.form_submit_button(_("Maak of open het onderzoek"), key="start.make", type="primary")
    if made:
        folder = Path(place.strip() or session.folder() / "mijn-onderzoek").expanduser()
        is_there = (folder / "study.toml").is_file()
        if not is_there:
            init_study(folder, Settings(name=" ".join(name.split()) or folder.name, working=working)).close()
        session.use_folder(folder)
        done(_("Het onderzoek is geopend.") if is_there else _("Het onderzoek is gemaakt. Breng nu de verhalen in."))
        st.rerun()


page()
