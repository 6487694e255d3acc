"""What the figure does not count, named: stories to discuss, reopened, seen by too few, not seen."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import NotCounted, StoryId, StoryStatus
from sq_coder.study import Study
from sq_coder.ui.names import status_name
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _, _n

MOST = 200
"""Stories in the list; more would make the page slow."""


def uncounted(study: Study, found: NotCounted) -> None:
    """One line that says what is not counted and why, and the stories in a list."""
    if not found.stories:
        return
    kinds = [
        _n("{n} te bespreken", "{n} te bespreken", len(found.of(StoryStatus.TO_DISCUSS))),
        _n(
            "{n} door te weinig onderzoekers bekeken",
            "{n} door te weinig onderzoekers bekeken",
            len(found.of(StoryStatus.SEEN_BY_ONE)),
        ),
        _n("{n} nog niet bekeken", "{n} nog niet bekeken", found.untouched),
    ]
    numbers = (len(found.of(StoryStatus.TO_DISCUSS)), len(found.of(StoryStatus.SEEN_BY_ONE)), found.untouched)
    said = ", ".join(kind for kind, number in zip(kinds, numbers, strict=True) if number)
    title = _n("Niet meegeteld: {n} verhaal", "Niet meegeteld: {n} verhalen", found.stories)
    if not found.statuses:
        st.markdown(f"{title} ({said}).")
        return
    with st.expander(f"{title} ({said})", icon=":material/info:"):
        if found.reopened:
            st.markdown(
                _n(
                    "{n} verhaal was al vastgesteld en is door een latere keuze weer open.",
                    "{n} verhalen waren al vastgesteld en zijn door een latere keuze weer open.",
                    len(found.reopened),
                )
            )
        st.dataframe(_rows(study, found), key="quadrant.uncounted", hide_index=True)


def _rows(study: Study, found: NotCounted) -> list[dict[str, str]]:
    statuses: dict[StoryId, StoryStatus] = dict(found.statuses[:MOST])
    return [
        {
            _("Verhaal"): shortened(story.title, 90) or _("(zonder titel)"),
            _("Jaar"): str(story.year or ""),
            _("Status"): status_name(statuses[story.id]),
            _("Weer open"): _("ja") if story.id in found.reopened else "",
        }
        for story in study.stories_of(list(statuses))
    ]
