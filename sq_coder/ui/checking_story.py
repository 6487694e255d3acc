"""The story that is being checked: clean text first, passages marked when asked for, and selected as evidence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import Codebook, Decision, Evidence, Proposal, Story
from sq_coder.study import Study
from sq_coder.ui import instructing
from sq_coder.ui.checking_draft import Desk, Draft
from sq_coder.ui.checking_suggested import suggested_marks
from sq_coder.ui.names import joined, perspective_name
from sq_coder.ui.passages import Mark, passages
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.words import _, _n

OWN = "#2f5d73"


def story_head(story: Story) -> None:
    """Title, year, group and who told it."""
    st.header(md(story.title) or _("(zonder titel)"), anchor=False)
    told = _("verteld door: {who}", who=perspective_name(story.perspective))
    known = [md(story.year or ""), md(story.group or ""), told, _n("{n} woord", "{n} woorden", story.words)]
    label = " · ".join(part for part in known if part)
    st.caption(label)


def story_text(study: Study, desk: Desk, proposal: Proposal | None, decisions: Sequence[Decision] = ()) -> None:
    """The text, and what can be done with its passages."""
    story = desk.story
    instructing.warn(story)
    marked = f"{desk.page}.marked"
    is_marked = bool(st.session_state.get(marked))
    st.button(
        _("Passages verbergen") if is_marked else _("Passages van het voorstel tonen"),
        key=f"{desk.page}.mark",
        icon=":material/ink_highlighter:",
        type="tertiary",
        shortcut="M",
        on_click=lambda: st.session_state.update({marked: not is_marked}),
    )
    of_others = [
        *_proposed(story, proposal, study.codebook),
        *suggested_marks(study, story, proposal),
        *_decided(story, decisions),
        *instructing.marks(story),
    ]
    marks = [*of_others, *_own(desk)] if is_marked else []
    if is_marked and not marks:
        st.caption(_("Bij dit verhaal zijn geen passages. Selecteer tekst om er zelf een te bewaren."))
    touched = passages(story.text, marks, key=desk.key("text"), selectable=True)
    if touched.selected:
        st.session_state[desk.key("selected")] = touched.selected
    _selected(desk)


def _selected(desk: Desk) -> None:
    """What was just selected, to keep as a passage."""
    span = st.session_state.get(desk.key("selected"))
    if span is None:
        return
    quote = shortened(desk.story.text[span[0] : span[1]], 90)
    with st.container(border=True, key=desk.key("selection")):
        st.markdown(_("Geselecteerd: „{quote}”", quote=quote))
        with st.container(horizontal=True):
            st.button(
                _("Bewaren als passage"), key=desk.key("evidence"), shortcut="E", on_click=_keep_passage, args=(desk,)
            )
            st.button(
                _("Niet bewaren"),
                key=desk.key("unselect"),
                type="tertiary",
                shortcut="X",
                on_click=_unselect,
                args=(desk,),
            )


def _keep_passage(desk: Desk) -> None:
    span = st.session_state.pop(desk.key("selected"), None)
    kept = st.session_state.get(desk.key("passages"), [])
    if span and span not in kept:
        st.session_state[desk.key("passages")] = sorted([*kept, span])
        st.session_state[f"{desk.page}.marked"] = True


def _unselect(desk: Desk) -> None:
    st.session_state.pop(desk.key("selected"), None)


def own_passages(desk: Desk) -> None:
    """The passages that were kept, each to be taken away again."""
    for number, (start, end) in enumerate(desk.read().passages):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption(_("Passage: „{quote}”", quote=shortened(desk.story.text[start:end], 70)))
            st.button(
                _("Weg"),
                key=desk.key("unkeep", number),
                icon=":material/close:",
                type="tertiary",
                on_click=_drop_passage,
                args=(desk, (start, end)),
            )


def _drop_passage(desk: Desk, span: tuple[int, int]) -> None:
    kept = st.session_state.get(desk.key("passages"), [])
    st.session_state[desk.key("passages")] = [one for one in kept if tuple(one) != span]


def evidence_of(story: Story, draft: Draft) -> tuple[Evidence, ...]:
    """The passages of a choice, as evidence of a decision."""
    return tuple(Evidence(s, e, story.text[s:e], story.text_sha256) for s, e in draft.passages)


def _own(desk: Desk) -> list[Mark]:
    return [Mark(s, e, id=f"own{s}", label=_("Uw passage"), colour=OWN) for s, e in desk.read().passages]


def _proposed(story: Story, proposal: Proposal | None, codebook: Codebook) -> list[Mark]:
    if proposal is None:
        return []
    found = codebook.condition(codebook.condition_of(proposal.keyword))
    label = f"{_('Voorstel')}: {proposal.keyword}"
    colour = found.colour if found else "#8a8a92"
    return [
        Mark(e.start, e.end, id=f"p{e.start}", label=label, colour=colour)
        for e in proposal.evidence
        if e.text_sha256 == story.text_sha256
    ]


def _decided(story: Story, decisions: Sequence[Decision]) -> list[Mark]:
    return [
        Mark(e.start, e.end, id=f"d{e.start}", label=joined(decision.researchers), colour=OWN)
        for decision in decisions
        for e in decision.evidence
        if e.text_sha256 == story.text_sha256
    ]
