"""What of a story is in sight: the proposal, and which decisions of whom. What is not in sight is not sent at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sq_coder import review
from sq_coder.domain import Decision, DecisionId, Proposal, Sight, Story, StoryId, Working
from sq_coder.study import Study
from sq_coder.study.decisions import Choice

Heads = dict[str, tuple[DecisionId, ...]]
"""Each researcher's latest decisions."""


@dataclass(frozen=True)
class InSight:
    """What whoever is deciding may see. `heads` is what was stored when the page first showed the story."""

    names: tuple[str, ...]
    heads: Heads
    own: tuple[Decision, ...]
    others: tuple[Decision, ...]
    proposal: Proposal | None
    first_self: bool  # a keyword of one's own comes first; until then there is no proposal and no colleague here

    @property
    def choice(self) -> Choice:
        """A choice that says what was in sight, and on which decisions it follows; without its notes."""
        return Choice(
            notes=(),
            sight=Sight.PROPOSAL if self.proposal else Sight.NONE,
            saw=self.proposal.id if self.proposal else None,
            saw_decisions=tuple(d.id for d in self.others),
            supersedes=tuple(sorted({id for name in self.names for id in self.heads.get(name, ())})),
        )

    @property
    def read(self) -> Decision | None:
        """The one choice that a second reader reads; None when there is none, or when colleagues differ."""
        if self.own or not self.others or any(d.discuss for d in self.others):
            return None
        return self.others[-1] if len({d.choice for d in self.others}) == 1 else None


def in_sight(study: Study, story: Story, names: Sequence[str]) -> InSight:
    """What these researchers may see of a story, as it was when the page first showed it."""
    stored = study.decisions(story.id)
    heads = shown_heads(stored, story, names)
    return seen_by(study, names, story.id, stored, heads, study.answers_on([story.id]).get(story.id))


def seen_by(
    study: Study,
    names: Sequence[str],
    story: StoryId,
    stored: Sequence[Decision],
    heads: Heads,
    proposal: Proposal | None,
) -> InSight:
    """What these researchers may see of all that there is on a story."""
    ids = {id for of in heads.values() for id in of}
    latest = [d for d in stored if d.id in ids]
    known = {name.casefold() for name in names}
    own = tuple(d for d in latest if known & {name.casefold() for name in d.researchers})
    have_chosen = review.have_chosen(stored, names)
    first_self = study.chooses_first(story) and not have_chosen
    hidden = first_self or (study.settings.working is Working.INDEPENDENT and not have_chosen)
    return InSight(
        names=tuple(names),
        heads=heads,
        own=() if first_self else own,
        others=() if hidden else tuple(d for d in latest if d not in own),
        proposal=None if first_self else proposal,
        first_self=first_self,
    )


def shown_heads(stored: Sequence[Decision], story: Story, names: Sequence[str]) -> Heads:
    """The latest decisions as they were when this page first showed the story; `look_again` takes the newest."""
    key = _key(story, names)
    if key not in st.session_state:
        for old in [k for k in st.session_state if str(k).startswith(_SHOWN)]:
            del st.session_state[old]
        st.session_state[key] = newest_heads(stored)
    heads: Heads = st.session_state[key]
    return heads


def newest_heads(stored: Sequence[Decision]) -> Heads:
    """Each researcher's latest decisions that are stored now."""
    return {name: tuple(d.id for d in latest) for name, latest in review.heads(stored).items()}


def look_again() -> None:
    """Show the newest decisions from now on."""
    for key in [k for k in st.session_state if str(k).startswith(_SHOWN)]:
        del st.session_state[key]


_SHOWN = "checking.shown."


def _key(story: Story, names: Sequence[str]) -> str:
    return f"{_SHOWN}{story.id}.{'|'.join(names)}"
