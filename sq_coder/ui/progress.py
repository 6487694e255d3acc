"""How far long work is, on any page that wants to tell."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui import jobs, refusals
from sq_coder.ui.words import _


def follow(name: str, *, working: str, stoppable: bool = False) -> jobs.Job | None:
    """Show how far the work of this name is; the job once, when it has ended well. The page may be left meanwhile."""
    job = jobs.find(name)
    if job is None:
        return None
    if job.is_running:
        _watch(name, working, stoppable)
        return None
    jobs.put_away(name)
    if job.refusal is not None:
        refusals.show(job.refusal)
        return None
    return job


@st.fragment(run_every="1s")
def _watch(name: str, working: str, stoppable: bool) -> None:
    job = jobs.find(name)
    if job is None or not job.is_running:
        st.rerun()
    if job.of:
        count = _("{done} van {of}", done=job.done, of=job.of)
        st.progress(min(job.done / job.of, 1.0), text=f"{working} {count}")
    else:
        st.info(working, icon=":material/hourglass_empty:")
    if stoppable:
        st.button(
            _("Stoppen"),
            key=f"progress.stop.{name.partition(':')[0]}",
            on_click=job.cancel.set,
            disabled=job.cancel.is_set(),
        )
