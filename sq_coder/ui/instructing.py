"""Words in a story that a language model could take for an instruction: a story is data, so the researcher is told."""

from __future__ import annotations

import streamlit as st

from sq_coder import propose
from sq_coder.domain import Evidence, Slice, Story
from sq_coder.ui import session
from sq_coder.ui.passages import Mark
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.words import _, _n

COLOUR = "#9a3324"
MOST_SHOWN = 20
_FOUND = "instructing.found"


def found_in(story: Story) -> tuple[Evidence, ...]:
    """The passages of a story that a language model could take for an instruction; looked for once."""
    known = st.session_state.get(_FOUND)
    if known is None or known[0] != story.text_sha256:
        known = st.session_state[_FOUND] = (story.text_sha256, propose.instructions(story.text))
    found: tuple[Evidence, ...] = known[1]
    return found


def warn(story: Story) -> None:
    """Say so above a story that has such a passage."""
    if found := found_in(story):
        st.warning(
            _(
                "Let op: een taalmodel kan deze woorden in het verhaal lezen als een opdracht: „{quote}”. Kijk zelf wat het "
                "verhaal zegt.",
                quote=shortened(found[0].text, 90),
            ),
            icon=":material/flag:",
        )


def marks(story: Story) -> list[Mark]:
    """These passages, to be marked in the text."""
    label = _("Kan als opdracht worden gelezen")
    return [Mark(e.start, e.end, id=f"i{e.start}", label=label, colour=COLOUR) for e in found_in(story)]


def listed(slice: Slice) -> None:
    """The stories of a slice with such a passage, to look at before a language model reads them."""
    found = session.kept("instructions", lambda study: study.instructions(slice=slice), slice)
    if not found:
        return
    titles = {story.id: story.title for story in session.study().stories_of(list(found)[:MOST_SHOWN])}
    label = _n(
        "{n} verhaal heeft woorden die een taalmodel als opdracht kan lezen",
        "{n} verhalen hebben woorden die een taalmodel als opdracht kan lezen",
        len(found),
    )
    with st.expander(label, icon=":material/flag:", key="proposals.instructions"):
        st.markdown(_("Ze gaan gewoon mee. Kijk bij Controleren of het voorstel uit het verhaal komt."))
        for id, story_title in titles.items():
            quote = md(shortened(found[id][0].text, 90))
            title = md(shortened(story_title, 60) or id[:8])
            st.markdown(f"**{title}**: „{quote}”")
