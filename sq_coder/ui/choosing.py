"""Choosing stories on any page: by words in them, year, group, who told them, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from sq_coder.domain import Perspective, Slice, StoryId, StoryStatus
from sq_coder.study import Study
from sq_coder.ui.names import perspective_name, status_name
from sq_coder.ui.words import _

PAGE_SIZE = 100
_ALL = "all"
"""All who tell; None would be no choice."""


@dataclass(frozen=True)
class Chosen:
    """Which stories somebody wants to see."""

    slice: Slice
    search: str = ""
    statuses: tuple[StoryStatus, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing was chosen."""
        return self == Chosen(Slice(perspective=None))


def choose(study: Study, page: str, *, searching: bool = True, told_by: Perspective | None = None) -> Chosen:
    """Widgets in one row to choose stories with; `page` begins their keys, `told_by` is chosen to begin with."""
    years, groups = study.years_and_groups()
    every = _("Alle")
    search, statuses = "", []
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{page}.choosing"):
        if searching:
            search = st.text_input(
                _("Zoeken"), key=f"{page}.search", placeholder=_("Woord in titel of tekst"), width=200
            )
        chosen_years = st.multiselect(_("Jaar"), years, key=f"{page}.years", placeholder=every, width=130)
        chosen_groups = st.multiselect(_("Groep"), groups, key=f"{page}.groups", placeholder=every, width=220)
        # Said again at each run: the browser keeps the word of a choice, also when the language is another.
        told, status = f"{page}.told_by", f"{page}.statuses"
        st.session_state[told] = st.session_state.get(told, told_by or _ALL)
        teller = st.selectbox(
            _("Verteld door"),
            [_ALL, *Perspective],
            format_func=lambda p: perspective_name(p) if isinstance(p, Perspective) else every,
            key=told,
            width=160,
        )
        if searching:
            listed = [one for one in StoryStatus if one is not StoryStatus.WITHDRAWN]
            st.session_state[status] = st.session_state.get(status, [])
            statuses = st.multiselect(
                _("Status"), listed, format_func=status_name, key=status, placeholder=every, width=150
            )
    tellers = teller if isinstance(teller, Perspective) else None
    slice = Slice(tuple(sorted(chosen_years)), tuple(chosen_groups), tellers)
    return Chosen(slice, " ".join((search or "").split()), tuple(statuses))


def one_page(study: Study, chosen: Chosen, page: str) -> tuple[list[StoryId], int]:
    """At most a hundred of the stories that were chosen, with numbers to turn the page; and how many there are."""
    if chosen.statuses:
        ids = study.story_ids(chosen.slice, search=chosen.search)
        of = study.story_statuses(ids)
        ids = [id for id in ids if of[id] in chosen.statuses]
        start = _start(len(ids), page)
        return ids[start : start + PAGE_SIZE], len(ids)
    number = study.count_stories(chosen.slice, search=chosen.search)
    start = _start(number, page)
    return study.story_ids(chosen.slice, search=chosen.search, limit=PAGE_SIZE, offset=start), number


def _start(number: int, page: str) -> int:
    """Where the page that somebody turned to begins."""
    pages = max(1, -(-number // PAGE_SIZE))
    key = f"{page}.number"
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1
    turned = st.pagination(pages, key=key) if pages > 1 else 1
    return (turned - 1) * PAGE_SIZE
