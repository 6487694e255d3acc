"""What stands beside a story: the proposal with where it comes from, and what researchers chose."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from sq_coder import quadrant
from sq_coder.domain import Decision, Note, Proposal, ProposalStatus, Run, Story
from sq_coder.study import Study
from sq_coder.ui.checking_suggested import suggestions
from sq_coder.ui.names import condition_name, day, joined, proposer_name
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.theme import facts_html, note_html
from sq_coder.ui.words import _


def notes_html(study: Study, notes: Iterable[Note], *, marks: dict[str, str] | None = None) -> str:
    """Notes in their conditions' colours with the condition in words; `marks` adds words to some, by key."""
    placements = study.placements()
    shown = []
    for note in notes:
        place = quadrant.note_condition(note, placements, study.codebook)
        beside = condition_name(place, study.codebook)
        if note.condition:
            beside = f"{beside}, {_('alleen bij dit verhaal')}"
        mark = marks.get(note.key, "") if marks else ""
        html = note_html(note.keyword, place, study.codebook, place=f"{beside} · {mark}" if mark else beside)
        shown.append(f'<span class="sq-differs">{html}</span>' if mark else html)
    return "".join(shown)


def proposal_card(study: Study, story: Story, proposal: Proposal | None, *, page: str) -> None:
    """The proposal, and where it comes from."""
    st.markdown(f"**{_('Voorstel')}**")
    if proposal is None:
        st.caption(_("Bij dit verhaal is nog geen voorstel."))
        return
    run = next((run for run in study.runs() if run.id == proposal.run), None)
    if proposal.status is ProposalStatus.OK:
        st.html(notes_html(study, [Note(proposal.keyword)]))
    elif proposal.status is ProposalStatus.UNUSABLE:
        st.markdown(_("Onbruikbaar antwoord: het is niet één kernwoord."))
        reply = proposal.raw_reply.strip() or "–"
        st.code(reply, language=None, wrap_lines=True, height=180 if len(reply) > 300 else "content")
    else:
        st.markdown(_("Geen passend woord gevonden in de kernwoordenlijst."))
    suggestions(study, story, proposal)
    who = proposer_name(run.proposer) if run else "?"
    model = f" · {md(run.model)}" if run and run.model else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(f"{md(who)}{model} · {md(day(proposal.at))}", width="content")
        with st.popover(f"{_('Herkomst')} :gray[H]", icon=":material/info:", type="tertiary", key=f"{page}.origin"):
            st.html(facts_html(_origin(proposal, run)))
    if proposal.text_sha256 and proposal.text_sha256 != story.text_sha256:
        st.caption(_("Het verhaal is na dit voorstel gewijzigd."))


def _origin(proposal: Proposal, run: Run | None) -> dict[str, str]:
    given = {_("Voorgesteld door"): proposer_name(run.proposer) if run else "–"}
    if run and run.model:
        given[_("Model")] = run.model
    if run and run.prompt:
        given[_("Prompt")] = f"{run.prompt} ({run.prompt_sha256[:8]})"
    if run and run.proposer == "codebook":
        given[_("Kernwoordenlijst")] = run.codebook_sha256[:8]
    given[_("Datum")] = day(proposal.at)
    if proposal.evidence:
        given[_("Passages")] = str(len(proposal.evidence))
    if proposal.raw_reply:
        given[_("Antwoord")] = shortened(proposal.raw_reply, 300)
    return given


def decision_card(study: Study, decision: Decision, *, marks: dict[str, str] | None = None) -> None:
    """What one researcher, or several together, chose: keywords, remark, when."""
    who = joined(decision.researchers)
    st.markdown(f"**{md(who)}**")
    if decision.discuss:
        st.markdown(_("Wil dit verhaal bespreken."))
    else:
        st.html(notes_html(study, decision.notes, marks=marks))
    for remark in [decision.remark, *(note.remark for note in decision.notes)]:
        if remark:
            st.markdown(f"„{md(remark)}”")
    st.caption(md(day(decision.at)))
