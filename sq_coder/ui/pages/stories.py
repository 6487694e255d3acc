"""Verhalen: bring stories in, list them, revise or withdraw one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sq_coder.domain import Story, StoryId
from sq_coder.study import Study
from sq_coder.ui import bringing, choosing, session, telling
from sq_coder.ui.done import head
from sq_coder.ui.names import perspective_name, status_name
from sq_coder.ui.words import _, _n

STORY = "verhaal"
"""The query parameter that names the story shown."""

TURN = "stories.turn"
"""How often a story was opened. Each time the list starts anew, so that what was chosen before opens nothing again."""


def page() -> None:
    """The stories of the study, or one of them, or bringing in new ones."""
    head(_("Verhalen"))
    study = session.study()
    if STORY in st.query_params:
        telling.one_story(study, st.query_params[STORY])
        return
    if not study.count_stories():
        if bringing.STATE not in st.session_state:
            st.markdown(_("Er zijn nog geen verhalen. Breng ze hieronder in: losse bestanden, of een heel rapport."))
        bringing.bring_in(study)
        return
    views = {"list": _("Lijst"), "bring": _("Inbrengen")}
    if st.session_state.pop(bringing.STORED, False) or "stories.view" not in st.session_state:
        st.session_state["stories.view"] = "list"
    view = st.segmented_control(
        _("Wat wilt u zien?"),
        list(views),
        format_func=views.__getitem__,
        required=True,
        key="stories.view",
        label_visibility="collapsed",
    )
    if view == "bring":
        bringing.bring_in(study)
    else:
        _list(study)


def _list(study: Study) -> None:
    chosen = choosing.choose(study, "stories")
    top = st.container()
    ids, number = choosing.one_page(study, chosen, "stories")
    if not ids:
        st.markdown(_("Geen verhaal past bij deze keuze. Kies minder, of zoek een ander woord."))
        return
    # The third is for the buttons that float above the table's corner.
    count, opening, _beside = top.columns([2, 3, 1], vertical_alignment="bottom")
    count.markdown(_n("**{n}** verhaal", "**{n}** verhalen", number))
    shown = study.stories_of(ids)
    turn = st.session_state.setdefault(TURN, 0)
    with opening.container(key="stories.open"):
        named = _named(shown, turn)
    with st.container(key="stories.table"):
        opened = named or _table(study, shown, turn)
    if opened:
        st.session_state[TURN] = turn + 1
        st.query_params[STORY] = opened
        st.rerun()


def _table(study: Study, stories: list[Story], turn: int) -> StoryId | None:
    """The table of stories; the id of the one whose row was chosen: its box, or any cell of it."""
    statuses = study.story_statuses([story.id for story in stories])
    rows = [
        {
            _("Titel"): story.title or _("(zonder titel)"),
            _("Jaar"): story.year,
            _("Groep"): story.group or "",
            _("Verteld door"): perspective_name(story.perspective),
            _("Woorden"): story.words,
            _("Status"): status_name(statuses[story.id]),
        }
        for story in stories
    ]
    event = st.dataframe(
        pd.DataFrame(rows).astype({_("Jaar"): "Int64"}),
        hide_index=True,
        key=f"stories.table.{turn}",
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        placeholder="–",
        height=min(38 + 35 * len(rows), 640),
        column_config={
            _("Titel"): st.column_config.TextColumn(width=300),
            _("Jaar"): st.column_config.NumberColumn(format="%d", width=60),
            _("Groep"): st.column_config.TextColumn(width=170),
            _("Verteld door"): st.column_config.TextColumn(width=110),
            _("Woorden"): st.column_config.NumberColumn(format="%d", width=75),
            _("Status"): st.column_config.TextColumn(width=135),
        },
    )
    selected = [*event["selection"]["rows"], *(row for row, _column in event["selection"]["cells"])]
    return stories[selected[0]].id if selected and selected[0] < len(stories) else None


def _named(stories: list[Story], turn: int) -> StoryId | None:
    """The id of the story whose title was typed or chosen: the table's twin for the keyboard."""
    names = {story.id: story.title or _("(zonder titel)") for story in stories}
    return st.selectbox(
        _("Open een verhaal"),
        list(names),
        format_func=lambda id: names.get(id, ""),
        index=None,
        key=f"stories.open.{turn}",
        placeholder=_("Klik op een rij, of typ hier een titel"),
        label_visibility="collapsed",
    )


page()
