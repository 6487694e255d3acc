"""What somebody asked to be saved, kept from the click until it is done.

A page that is being drawn is given up when the next click comes, and with it a button's click that it had not got to yet:
who pressed 'Opslaan' and at once 'Volgende' would have saved nothing. A callback runs before a page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.domain import Story, StoryId
from sq_coder.errors import SQCoderError
from sq_coder.study import Study
from sq_coder.ui import refusals, session
from sq_coder.ui.checking_draft import Desk, Draft
from sq_coder.ui.checking_sight import InSight


@dataclass(frozen=True)
class Asked:
    """A choice as it lay on somebody's desk, and what was in sight, when it was asked to be saved."""

    story: StoryId
    researcher: str
    draft: Draft
    sight: InSight


@dataclass(frozen=True)
class Refused:
    """Why it was not saved, to be told where the button stands."""

    why: SQCoderError
    story: Story

    def show(self, place: DeltaGenerator) -> None:
        """Tell it, naming the story."""
        refusals.show(self.why, place, titles=[self.story])


Save = Callable[[Study, Desk, InSight, Draft], None]


def ask(desk: Desk, sight: InSight) -> None:
    """Remember that what lies on the desk is to be saved: the callback of a button.

    The second half of a double click finds the desk cleared already.
    """
    if desk.is_laid:
        st.session_state[_key(desk.page)] = Asked(desk.story.id, desk.researcher, desk.read(), sight)


def carry_out(study: Study, page: str, *, look: Callable[[Story], InSight], save: Save) -> Refused | None:
    """Save what was asked for on this page, before anything of it is drawn; why not, when it was refused.

    `look` finds what is in sight of a story for those who decide now: they may have changed with the same click. When
    somebody else sat down since, it stays a draft of who asked. `save` calls `put_away` at the moment that nothing can
    come between any more.
    """
    asked: Asked | None = st.session_state.get(_key(page))
    if asked is None:
        return None
    if asked.researcher != session.researcher():
        study.save_draft(asked.story, asked.researcher, asked.draft.as_text())
        put_away(page)
        return None
    desk = Desk(page, study.story(asked.story), session.researcher())
    desk.take_up(study)
    now = look(desk.story)
    sight = asked.sight if asked.sight.names == now.names else now
    try:
        save(study, desk, sight, asked.draft)
    except SQCoderError as e:
        put_away(page)
        return Refused(e, desk.story)
    return None


def put_away(page: str) -> None:
    """Forget that something was asked."""
    st.session_state.pop(_key(page), None)


def _key(page: str) -> str:
    return f"{page}.asked"
