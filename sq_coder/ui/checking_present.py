"""Who decides: everybody at the table when working together, else whoever is working."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import Working, now
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _

_KEY = "present"


def deciding(study: Study) -> tuple[str, ...]:
    """Who decides on the page Controleren; asks who is present when researchers work together."""
    if study.settings.working is not Working.TOGETHER:
        return (session.researcher(),)
    return present(study)


def present(study: Study) -> tuple[str, ...]:
    """Ask who is at the table; a name may be typed. Nobody chosen is whoever is working."""
    me = session.researcher()
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _of_today(study, me)
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


def saved_for(names: Sequence[str], *, asks_for_more: bool = False) -> str:
    """For whom a choice is saved, to stand where it is saved; with a question where more may be at the table."""
    if len(names) > 1:
        return _("Eén gezamenlijke keuze van {names}.", names=", ".join(names))
    alone = _("Keuze van {name}.", name=names[0])
    return f"{alone} {_('Met meer? Kies ze bovenaan.')}" if asks_for_more else alone


def _of_today(study: Study, me: str) -> list[str]:
    """Who decided together with this researcher last, when that was today; else this researcher alone."""
    latest = study.latest_of(me)
    if latest is not None and latest.at[:10] == now()[:10]:
        return list(latest.researchers)
    return [me]
