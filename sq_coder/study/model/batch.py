"""A batch: the messages of thousands of stories left with an endpoint, and collected when it has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

from sq_coder.domain import (
    BatchState,
    Collected,
    LeftBatch,
    ModelSettings,
    Proposal,
    ProposalId,
    ProposalStatus,
    Proposed,
    Purpose,
    Question,
    Run,
    RunEvent,
    Sent,
    StoryId,
    Waiting,
    new_id,
    now,
)
from sq_coder.errors import ModelError
from sq_coder.gateways import llm
from sq_coder.gateways.store import Store
from sq_coder.propose.cost import Purse
from sq_coder.study.base import OnProgress, is_cancelled
from sq_coder.study.model.outgoing import NO_CONSENT, Outbox, Outgoing
from sq_coder.study.model.reading import Read, with_reply

HANDFUL = 100
"""Stories whose text is in memory at once, and answers that are stored in one transaction."""

LEASE = 600.0
"""Seconds that stories stay with a batch that is being made; each handful renews them."""

NOT_TAKEN = "The endpoint never got this batch, or refused it. Nothing was answered. Run the same command again."


@dataclass
class Parcel:
    """What is about to leave: the file of requests, the questions in it, and what did not fit or may not go."""

    lines: bytearray = field(default_factory=bytearray)
    questions: list[Question] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    withheld: list[tuple[StoryId, str]] = field(default_factory=list)
    stopped: str = ""

    def has_room(self, line: bytes) -> bool:
        """Whether one more request fits in the file."""
        return len(self.questions) < llm.MOST_REQUESTS and len(self.lines) + len(line) <= llm.MOST_BYTES


class Packing:
    """Makes a parcel of the stories that wait, each by the same rules as a message by itself."""

    def __init__(self, store: Store, run: Run, outbox: Outbox, purse: Purse, *, again: bool) -> None:
        self._store, self._run, self._outbox, self._purse, self._again = store, run, outbox, purse, again
        self._keys: dict[StoryId, str] = {}

    def packed(self, waiting: Sequence[Waiting], *, on_progress: OnProgress, cancel: Event | None) -> Parcel:
        """The parcel; empty when somebody stopped it, for nothing has left yet."""
        parcel = Parcel()
        for at in range(0, len(waiting), HANDFUL):
            for one, going in self._messages(waiting[at : at + HANDFUL]):
                self._add(parcel, one, going)
                if parcel.stopped:
                    return parcel
            on_progress(min(at + HANDFUL, len(waiting)), len(waiting))
            if is_cancelled(cancel):
                return Parcel()
        return parcel

    def _messages(self, some: Sequence[Waiting]) -> Iterator[tuple[Waiting, Outgoing]]:
        self._keys |= {one.story: self._run.request_key(one.text_sha256, one.about) for one in some}
        leased = self._store.lease(self._run, self._keys, LEASE, again=self._again)
        by_id = {one.story: one for one in some if one.story in leased}
        for story in self._store.stories_of(list(by_id)):
            if story.text_sha256 == by_id[story.id].text_sha256:  # not one that was edited since the run began
                yield by_id[story.id], self._outbox.message(story)

    def _add(self, parcel: Parcel, one: Waiting, going: Outgoing) -> None:
        if going.withheld:
            parcel.withheld.append((one.story, going.withheld))
            return
        id = new_id()
        line = llm.line_of(id, going.request)
        if not parcel.has_room(line):
            parcel.stopped = "The batch is full. Run the same command again for the other stories."
        elif not self._purse.reserve(going.tokens):
            parcel.stopped = "More stories could bring the cost above most_cost in study.toml, so they were left out."
        else:
            parcel.lines += line
            parcel.sent.append(going.sent(self._run))
            key = self._keys[one.story]
            parcel.questions.append(Question(id, one.story, one.text_sha256, key, one.about))


async def leave(store: Store, run: Run, parcel: Parcel, *, settings: ModelSettings, again: bool) -> None:
    """Record a parcel, send it, and have a batch made of it; what is not certain afterwards is found out later.

    Raises:
        ModelError: the endpoint did not take it, or it is not known whether it did.
    """
    async with llm.batching(settings) as batches:
        store.leave_batch(run, parcel.questions, parcel.sent, again=again)
        try:
            file = await batches.upload(bytes(parcel.lines))
        except ModelError:
            store.add_event(RunEvent(run.id, "cancelled", now()))
            raise
        store.add_event(RunEvent(run.id, "uploaded", now(), detail=file))
        try:
            made = await batches.make(file, run.id)
        except llm.AskError as e:
            if e.stops:  # refused, so there is no batch; after a broken connection there may be one
                await batches.forget(file)
                store.add_event(RunEvent(run.id, "cancelled", now()))
            raise
        store.add_event(RunEvent(run.id, "submitted", now(), detail=made.id))


class Collecting:
    """Comes for one batch."""

    def __init__(self, store: Store, left: LeftBatch, outbox: Outbox, purse: Purse, *, read: Read) -> None:
        self._store, self._left, self._outbox, self._purse, self._read = store, left, outbox, purse, read

    async def collect(self, settings: ModelSettings) -> Collected:
        """Store every answer of a batch that has ended, each once however often somebody comes, and forget its files."""
        if self._left.being_left:
            return self._said(BatchState.BEING_LEFT)
        async with llm.batching(settings) as batches:
            try:
                found = await self._find(batches)
                if found and not found.has_ended:
                    return self._said(BatchState.UNDER_WAY, answered=found.done)
                if found:
                    return await self._store_all(batches, found)
            except llm.GoneError as e:  # after a month it is deleted there
                self._end("cancelled", str(e))
                return self._said(BatchState.NOT_TAKEN, stopped=str(e))
            if self._left.file:
                await batches.forget(self._left.file)
            self._end("cancelled")
            return self._said(BatchState.NOT_TAKEN, stopped=NOT_TAKEN)

    async def _find(self, batches: llm.Batches) -> llm.Batch | None:
        if self._left.id:
            return await batches.look(self._left.id)
        found = await batches.find(self._left.run.id)
        if found:
            self._store.add_event(RunEvent(self._left.run.id, "submitted", now(), detail=found.id))
        return found

    async def _store_all(self, batches: llm.Batches, found: llm.Batch) -> Collected:
        files = [file for file in (found.answers, found.faults) if file]
        lines = {line.id: line for file in files for line in await batches.lines(file)}
        made: list[Proposal] = []
        questions = [one for one in self._left.questions if one.id in lines]
        for at in range(0, len(questions), HANDFUL):
            proposals = [p for one in questions[at : at + HANDFUL] if (p := self._proposal(one, lines[one.id]))]
            self._store.add_proposals(proposals, again=self._left.again)
            made += proposals
        stopped = (
            "" if found.status == "completed" else f"The batch ended as: {found.status}. Run it again for the rest."
        )
        self._end("finished", stopped)
        # Last: whoever is killed here leaves files that the endpoint lets expire, never answers that are out of reach.
        for file in [*files, self._left.file]:
            if file:
                await batches.forget(file)
        state = BatchState.NOT_TAKEN if found.status == "failed" else BatchState.COLLECTED
        return self._said(state, made, stopped=stopped, answered=len(made))

    def _proposal(self, question: Question, line: llm.Line) -> Proposal | None:
        """What an answer says of the story as it was asked; None when the story was withdrawn meanwhile."""
        text = self._store.text_of(question.story, question.text_sha256)
        if text is None:
            return None
        story = replace(self._store.story(question.story), text=text)
        blank = Proposal(
            id=ProposalId(new_id()),
            run=self._left.run.id,
            story=question.story,
            status=ProposalStatus.FAILED,
            reason=line.reason,
            text_sha256=question.text_sha256,
            request_key=question.request_key,
            pseudonymised=self._outbox.is_remote,
            at=now(),
            about=question.about,
        )
        if line.reply is None:
            return blank
        self._purse.settle(0, line.reply)
        # Only passages need the stand-ins again; they are the same for the same text and list.
        is_quoting = self._left.run.purpose is Purpose.PASSAGES
        outgoing = self._outbox.message(story) if is_quoting else self._outbox.plain(story)
        return self._read(outgoing, line.reply, with_reply(blank, replace(line.reply, seconds=None)))

    def _end(self, kind: str, detail: str = "") -> None:
        self._store.add_event(RunEvent(self._left.run.id, kind, now(), detail=detail))

    def _said(
        self, state: BatchState, made: Sequence[Proposal] = (), *, stopped: str = "", answered: int = 0
    ) -> Collected:
        run, purse = self._left.run, self._purse
        counts: Mapping[ProposalStatus, int] = {
            status: sum(p.status is status for p in made) for status in ProposalStatus
        }
        done = Proposed(
            run=run.id,
            proposer=run.proposer,
            model=run.model,
            proposed=counts[ProposalStatus.OK],
            unusable=counts[ProposalStatus.UNUSABLE],
            failed=counts[ProposalStatus.FAILED],
            prompt_tokens=purse.prompt_tokens,
            completion_tokens=purse.completion_tokens,
            problems=tuple((p.story, p.reason) for p in made if p.status is ProposalStatus.FAILED),
            stopped=stopped,
            purpose=run.purpose,
            under_way=0 if made or state is BatchState.NOT_TAKEN else len(self._left.questions) - answered,
        )
        return Collected(state, answered, len(self._left.questions), done)


def left_as(run: Run, parcel: Parcel, waiting: Sequence[Waiting], outbox: Outbox) -> Proposed:
    """What leaving a batch did."""
    no_consent = [(one.story, NO_CONSENT) for one in waiting if not outbox.may_go(one)]
    return Proposed(
        run=run.id if parcel.questions else "",
        proposer=run.proposer,
        model=run.model,
        requests=len(parcel.questions),
        withheld=(*no_consent, *parcel.withheld),
        stopped=parcel.stopped,
        purpose=run.purpose,
        under_way=len(parcel.questions),
    )
