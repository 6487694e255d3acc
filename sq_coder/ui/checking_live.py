"""What happens meanwhile: how many stories are left, and that a colleague saved. Drawn again every two seconds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder import review
from sq_coder.domain import Decision, Story, Working
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.checking_sight import InSight, look_again, newest_heads
from sq_coder.ui.names import joined
from sq_coder.ui.refusals import live
from sq_coder.ui.words import _


def left(names: Sequence[str]) -> None:
    """How many stories these researchers saw. Counted beside the page: among ten thousand stories it takes a while."""
    st.session_state[_WITH_PAGE] = True
    _left(tuple(names))


@live
def _left(names: tuple[str, ...]) -> None:
    known = st.session_state.get(_COUNTED)
    if not st.session_state.pop(_WITH_PAGE, False) or known is None or known[0] != names:
        known = st.session_state[_COUNTED] = (names, session.study().left_to_check(names))
    waiting, of = known[1]
    st.markdown(_("**{done}** van {of} bekeken", done=of - waiting, of=of))


def count_again() -> None:
    """Count anew with the next page: something was saved."""
    st.session_state.pop(_COUNTED, None)


_COUNTED, _WITH_PAGE = "checking.counted", "checking.with_page"


@live
def meanwhile(story: Story, sight: InSight) -> None:
    """Say that somebody saved a choice on this story since it was shown; what is being typed stays as it is."""
    study = session.study()
    stored = study.decisions(story.id)
    saved = newer(study, stored, sight)
    if not saved:
        return
    who = joined(list(dict.fromkeys(name for d in saved for name in d.researchers)))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="checking.meanwhile"):
        st.markdown(_("Intussen door {who} opgeslagen: een keuze bij dit verhaal.", who=who))
        if st.button(_("Bekijken"), key="checking.look", icon=":material/visibility:", shortcut="I"):
            look_again()
            st.rerun(scope="app")


def newer(study: Study, stored: Sequence[Decision], sight: InSight) -> list[Decision]:
    """The decisions that are not on screen and may be: a colleague's only when it may be seen."""
    shown = {id for ids in sight.heads.values() for id in ids}
    hidden = sight.first_self or (
        study.settings.working is Working.INDEPENDENT and not review.have_chosen(stored, sight.names)
    )
    new = {
        id
        for name, ids in newest_heads(stored).items()
        for id in ids
        if id not in shown and (name in sight.names or not hidden)
    }
    return [decision for decision in stored if decision.id in new]
