"""What second prompts suggested about the proposed keyword: passages to mark, a condition for an unknown word."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Codebook, ConditionId, Proposal, ProposalStatus, Purpose, Story
from sq_coder.study import Study
from sq_coder.ui.names import condition_name
from sq_coder.ui.passages import Mark
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _, _n


def suggested_marks(study: Study, story: Story, proposal: Proposal | None) -> list[Mark]:
    """The passages that a language model says carry the proposed keyword; those of an earlier text are left out."""
    found = _suggested(study, story, proposal).get(Purpose.PASSAGES)
    if proposal is None or found is None:
        return []
    label = _("Passage bij „{keyword}” volgens het taalmodel", keyword=proposal.keyword)
    return [
        Mark(e.start, e.end, id=f"s{e.start}", label=label, colour=_colour(proposal.keyword, study.codebook))
        for e in found.evidence
        if e.text_sha256 == story.text_sha256
    ]


def suggestions(study: Study, story: Story, proposal: Proposal) -> None:
    """What was suggested, in words; nothing when nobody asked."""
    found = _suggested(study, story, proposal)
    if place := found.get(Purpose.PLACE):
        _place(place, study.codebook)
    if passages := found.get(Purpose.PASSAGES):
        _passages(passages)


def _place(found: Proposal, codebook: Codebook) -> None:
    if found.status is ProposalStatus.OK and codebook.condition(found.place):
        name = condition_name(ConditionId(found.place), codebook)
        st.caption(_("Plek volgens het taalmodel: {name}. Een suggestie; u bepaalt de plek.", name=name))
    else:
        st.caption(_("Het taalmodel noemde geen conditie als plek."))


def _passages(found: Proposal) -> None:
    if found.status is not ProposalStatus.OK and not found.invented:
        st.caption(_("Het antwoord van het taalmodel op de vraag naar passages is onbruikbaar."))
        return
    marked = _n("Het taalmodel wees {n} passage aan.", "Het taalmodel wees {n} passages aan.", len(found.evidence))
    if not found.invented:
        st.caption(marked)
        return
    count = _n(
        "{n} zin die het noemde staat niet in het verhaal:",
        "{n} zinnen die het noemde staan niet in het verhaal:",
        len(found.invented),
    )
    st.caption(f"{marked} {count}")
    for quote in found.invented:
        st.caption(_("„{quote}”", quote=shortened(quote, 120)))


def _suggested(study: Study, story: Story, proposal: Proposal | None) -> dict[Purpose, Proposal]:
    if proposal is None or not proposal.keyword:
        return {}
    return study.suggested(story.id, proposal.keyword)


def _colour(keyword: str, codebook: Codebook) -> str:
    found = codebook.condition(codebook.condition_of(keyword))
    return found.colour if found else "#8a8a92"
