"""Who decides: everybody at the table when working together, else whoever is working."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import Working, now
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.browser import remembered
from sq_coder.ui.names import joined
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _

_KEY, _OF = "present", "present.of"


def deciding(study: Study) -> tuple[str, ...]:
    """Who decides on the page Controleren; asks who is present when researchers work together."""
    if study.settings.working is not Working.TOGETHER:
        return (session.researcher(),)
    return present(study)


def present(study: Study) -> tuple[str, ...]:
    """Ask who is at the table; a name may be typed. Nobody chosen is whoever is working."""
    me = session.researcher()
    today = (now()[:10], me)
    if (
        _KEY not in st.session_state or st.session_state.get(_OF, today) != today
    ):  # a new day, or somebody else sat down
        st.session_state[_KEY] = _of_this_sitting(me)
    st.session_state[_OF] = today
    names = list(dict.fromkeys([*study.researchers(), *st.session_state[_KEY], me]))
    chosen = st.multiselect(
        _("Wie zijn erbij?"),
        names,
        key=_KEY,
        accept_new_options=True,
        placeholder=_("Kies of typ een naam"),
        persist_state="session",
    )
    clean = list(dict.fromkeys(" ".join(name.split()) for name in chosen))
    for name in clean:
        if not session.is_name(name):
            st.warning(_("„{name}” is geen naam van 1 tot 100 letters en telt niet mee.", name=shortened(name, 30)))
    return tuple(filter(session.is_name, clean)) or (me,)


def show_for_whom(names: Sequence[str], *, asks_for_more: bool = False) -> None:
    """Say for whom a choice is saved, where it is saved: a choice of several plainly, since it counts as all of theirs."""
    if len(names) > 1:
        st.markdown(_("U slaat één gezamenlijke keuze op van **{names}**.", names=joined(names)))
        return
    alone = _("Keuze van {name}.", name=names[0])
    st.caption(f"{alone} {_('Met meer? Kies ze bovenaan.')}" if asks_for_more else alone)


def sitting() -> dict[str, str]:
    """Who is at the table here, for this browser to remember until it is closed or the day ends: a cookie."""
    if _KEY not in st.session_state:
        return {}
    return {_cookie(): "|".join([*st.session_state.get(_OF, (now()[:10], "")), *st.session_state[_KEY]])}


def _cookie() -> str:
    return session.study_cookie("erbij")


def _of_this_sitting(me: str) -> list[str]:
    """Who was named in this browser since this researcher sat down today; else this researcher alone.

    Not what the database says: that they decided together earlier does not say that a colleague is there now.
    """
    day, who, *names = [*remembered(_cookie()).split("|"), ""]
    names = [name for name in names if session.is_name(name)]
    return names if (day, who) == (now()[:10], me) and me in names else [me]
