"""From a reply to what it says of a story: a keyword, the passages that carry it, or a place for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sq_coder import propose
from sq_coder.domain import Codebook, Evidence, Proposal, ProposalStatus, Purpose, Reply
from sq_coder.propose import privacy
from sq_coder.study.model.outgoing import Outgoing

Read = Callable[[Outgoing, Reply, Proposal], Proposal]
"""Reads a reply into the proposal that it makes."""


def reader(purpose: Purpose, codebook: Codebook) -> Read:
    """What reads the replies to a prompt with this purpose."""
    if purpose is Purpose.PLACE:
        return lambda outgoing, reply, blank: _suggested(outgoing, propose.read_place(reply, codebook), blank)
    return read_passages if purpose is Purpose.PASSAGES else read_keyword


def with_reply(blank: Proposal, reply: Reply) -> Proposal:
    """A proposal with all that came back, before it is read."""
    return replace(
        blank,
        raw_reply=reply.text,
        answered_by=reply.model,
        fingerprint=reply.fingerprint,
        finish_reason=reply.finish_reason,
        thoughts=reply.thoughts,
        prompt_tokens=reply.prompt_tokens,
        completion_tokens=reply.completion_tokens,
        seconds=reply.seconds,
    )


def read_keyword(outgoing: Outgoing, reply: Reply, blank: Proposal) -> Proposal:
    """The one keyword of a reply, or why it is unusable."""
    reading = propose.read_reply(reply, message=outgoing.request.message)
    return replace(
        blank, status=reading.status, keyword=reading.keyword, reason=reading.reason, thoughts=reading.thoughts
    )


def read_passages(outgoing: Outgoing, reply: Reply, blank: Proposal) -> Proposal:
    """The passages of a reply, as they stand in the story itself: what stood in for a name is put back."""
    stood_in = outgoing.stood_in
    sent = stood_in.text if stood_in else outgoing.story.text
    said = propose.read_passages(reply, sent, message=outgoing.request.message)
    if stood_in:
        said = replace(
            said,
            passages=tuple(_put_back(one, outgoing) for one in said.passages),
            invented=tuple(privacy.restore(quote, stood_in) for quote in said.invented),
        )
    return _suggested(outgoing, said, blank)


def _suggested(outgoing: Outgoing, said: propose.Suggested, blank: Proposal) -> Proposal:
    return replace(
        blank,
        status=said.status,
        keyword=outgoing.about if said.status is ProposalStatus.OK else "",
        evidence=said.passages,
        invented=said.invented,
        place=said.place,
        reason=said.reason,
        thoughts=said.thoughts,
    )


def _put_back(passage: Evidence, outgoing: Outgoing) -> Evidence:
    if outgoing.stood_in is None:
        return passage
    story = outgoing.story
    start, end = privacy.story_span(passage.start, passage.end, outgoing.stood_in)
    return Evidence(start, end, story.text[start:end], story.text_sha256)
