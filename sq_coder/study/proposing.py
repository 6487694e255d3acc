"""Proposals of a study: run a proposer, paste an answer, look at what was proposed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import sq_coder
from sq_coder import propose
from sq_coder.domain import (
    Prompt,
    Proposal,
    ProposalId,
    ProposalStatus,
    Proposed,
    Purpose,
    Reply,
    Run,
    RunEvent,
    RunId,
    Slice,
    Story,
    new_id,
    now,
)
from sq_coder.errors import Problem, quote
from sq_coder.gateways import folder as folders
from sq_coder.resources import resource
from sq_coder.study.base import OnProgress, StudyBase, ignore_progress, is_cancelled

BATCH = 100
"""How many of the matcher's proposals are stored at once."""


class Proposals(StudyBase):
    """The part of a study that holds its proposals."""

    def runs(self) -> list[Run]:
        """Every run of a proposer, the oldest first; also of a second prompt, and without any answer."""
        return self.store.runs()

    def keyword_runs(self) -> list[Run]:
        """The runs that asked for a keyword and got an answer, the oldest first: what figures and texts are about."""
        return self.store.keyword_runs()

    def one_run(self, reference: str) -> Run:
        """The run that asked for a keyword and whose id begins so.

        Raises:
            Problem: there is none, or more than one.
        """
        found = [run for run in self.keyword_runs() if run.id.startswith(reference)]
        if len(found) != 1:
            raise Problem(
                "run", f"{quote(reference)} fits {len(found)} runs. Nothing was counted. See: sq-coder proposals"
            )
        return found[0]

    def proposals(self, *, story: str | None = None, run: str | None = None) -> list[Proposal]:
        """The proposals of a story, of a run (by the beginning of its id), or all; the oldest first."""
        found = self.store.proposals(story=self.store.story(story).id) if story else self.store.proposals()
        return [p for p in found if run is None or p.run.startswith(run)]

    def suggestions(self, *, story: str | None = None, run: str | None = None) -> list[Proposal]:
        """What second prompts yielded on a story, in a run, or all; the oldest first."""
        found = self.store.suggestions(story=self.store.story(story).id) if story else self.store.suggestions()
        return [p for p in found if run is None or p.run.startswith(run)]

    def prompt(self, name: str | None = None) -> Prompt:
        """One of the study's prompts by name; the study's own choice when none is named.

        One that travels with sq-coder and came after the study was made is put into its folder now.
        """
        chosen = name or self.settings.prompt
        folders.bring_prompt(self.folder, resource(folders.PROMPTS) / f"{Path(chosen).name}.md")
        return folders.prompt(self.folder, chosen)

    def keyword_prompt(self, name: str | None = None) -> Prompt:
        """A prompt that asks for a keyword; a second one goes to an endpoint only, never through a chat window."""
        chosen = self.prompt(name)
        if chosen.purpose is not Purpose.KEYWORD:
            raise Problem(
                "prompt",
                f"The prompt {quote(chosen.name)} asks about a keyword that is there already. Nothing was kept. "
                "Use it with: sq-coder propose --proposer openai",
            )
        return chosen

    def match(
        self,
        *,
        slice: Slice | None = None,
        again: bool = False,
        on_progress: OnProgress = ignore_progress,
        cancel: Event | None = None,
    ) -> Proposed:
        """Propose by the embedded matcher: the codebook's keywords by their signal words. No key, no network."""
        run = self.new_run("codebook")
        waiting, there = self.waiting(run, slice, again=again)
        if not waiting:
            return self.nothing_asked(run, there)
        started = time.monotonic()
        self.open_run(run, len(waiting))
        made: list[Proposal] = []
        for batch in _batches(waiting, BATCH):
            if is_cancelled(cancel):
                break
            found = [self._matched(run, story) for story in batch]
            self.store.add_proposals(found, again=again)
            made += found
            on_progress(len(made), len(waiting))
        self.close_run(run, cancelled=is_cancelled(cancel))
        return replace(counted(run, made, there), seconds=time.monotonic() - started, cancelled=is_cancelled(cancel))

    def _matched(self, run: Run, story: Story) -> Proposal:
        found = propose.match(story, self._signals)
        status = ProposalStatus.OK if found.keyword else ProposalStatus.NO_FITTING_WORD
        return replace(
            self.blank(run, story, status),
            keyword=found.keyword.word if found.keyword else "",
            score=found.score,
            evidence=tuple(replace(e, text_sha256=story.text_sha256) for e in found.evidence),
        )

    @property
    def _signals(self) -> propose.Signals:
        if getattr(self, "_signals_of", None) != self.codebook.sha256:
            self._signals_of, self._kept_signals = self.codebook.sha256, propose.Signals(self.codebook, self.language)
        return self._kept_signals

    def new_run(
        self,
        proposer: str,
        *,
        model: str = "",
        endpoint: str = "",
        prompt: Prompt | None = None,
        parameters: tuple[tuple[str, str], ...] = (),
    ) -> Run:
        """A run that is not stored yet."""
        return Run(
            id=RunId(new_id()),
            proposer=proposer,
            model=model,
            endpoint=endpoint,
            prompt=prompt.name if prompt else "",
            prompt_sha256=prompt.sha256 if prompt else "",
            parameters=parameters,
            codebook_sha256=self.codebook.sha256,
            version=sq_coder.__version__,
            at=now(),
            purpose=prompt.purpose if prompt else Purpose.KEYWORD,
        )

    def waiting(self, run: Run, slice: Slice | None, *, again: bool) -> tuple[list[Story], int]:
        """The stories that a run would ask about, and how many of the slice have their answer already."""
        chosen = slice or Slice(perspective=None)
        stories = self.store.stories(chosen)
        waiting = stories if again else self.store.unproposed(run, chosen)
        return waiting, len(stories) - len(waiting)

    def nothing_asked(self, run: Run, there: int) -> Proposed:
        """What a run did that had nothing to ask; it is not stored, the earlier run that asked the same is named."""
        same = [r for r in self.store.runs() if r.request_key("") == run.request_key("")]
        return Proposed(same[-1].id if same else "", run.proposer, run.model, already_there=there, purpose=run.purpose)

    def open_run(self, run: Run, stories: int) -> None:
        """Record that a run began, over so many stories."""
        self.store.add_run(run)
        self.store.add_event(RunEvent(run.id, "started", now(), detail=str(stories)))

    def close_run(self, run: Run, *, cancelled: bool) -> None:
        """Record that a run ended."""
        self.store.add_event(RunEvent(run.id, "cancelled" if cancelled else "finished", now()))

    def blank(self, run: Run, story: Story, status: ProposalStatus) -> Proposal:
        """A proposal of a run with its identity and origin, and nothing said yet."""
        return Proposal(
            id=ProposalId(new_id()),
            run=run.id,
            story=story.id,
            status=status,
            keyword="?" if status is ProposalStatus.OK else "",
            text_sha256=story.text_sha256,
            request_key=run.request_key(story.text_sha256),
            at=now(),
        )

    def paste(
        self, reference: str, reply: str, *, model: str, date: str | None = None, prompt: str | None = None
    ) -> Proposal:
        """Take in an answer from a chat window, whole; one keyword makes a proposal, anything else is unusable."""
        if not model.strip():
            raise Problem(
                "model", "The name of the language model is missing. Nothing was kept. Say which model answered."
            )
        story, chosen = self.store.story(reference), self.keyword_prompt(prompt)
        run = self._pasting(model, _day(date), chosen)
        message = propose.render(chosen, story)
        reading = propose.read_reply(Reply(reply, model=model), message=message)
        proposal = replace(
            self.blank(run, story, reading.status),
            keyword=reading.keyword,
            reason=reading.reason,
            raw_reply=reply,
            answered_by=model,
        )
        self.store.add_proposals([proposal], again=True)
        return proposal

    def _pasting(self, model: str, date: str, prompt: Prompt) -> Run:
        run = self.new_run("paste", model=model.strip(), prompt=prompt, parameters=(("date", date),))
        same = [r for r in self.store.runs() if r.request_key("") == run.request_key("")]
        if not same:
            self.store.use_prompt(prompt)
            self.store.add_run(run)
        return same[-1] if same else run

    def from_table(self, model: str) -> Run:
        """A run for the language model's keywords that stand in a table of decisions: prompt and date not known."""
        return self.new_run("paste", model=model, parameters=(("from", "table of decisions"),))

    def told(self, run: Run, story: Story, keyword: str) -> Proposal:
        """A keyword that a table says a language model gave."""
        given = self.blank(run, story, ProposalStatus.OK)
        return replace(given, keyword=keyword, raw_reply=keyword, answered_by=run.model)


def counted(run: Run, made: Sequence[Proposal], there: int) -> Proposed:
    """What a run did, in numbers."""

    def number(status: ProposalStatus) -> int:
        return sum(p.status is status for p in made)

    return Proposed(
        run=run.id,
        proposer=run.proposer,
        model=run.model,
        proposed=number(ProposalStatus.OK),
        already_there=there,
        unusable=number(ProposalStatus.UNUSABLE),
        failed=number(ProposalStatus.FAILED),
        no_fitting_word=number(ProposalStatus.NO_FITTING_WORD),
        prompt_tokens=sum(p.prompt_tokens or 0 for p in made),
        completion_tokens=sum(p.completion_tokens or 0 for p in made),
        problems=tuple((p.story, p.reason) for p in made if p.status is ProposalStatus.FAILED),
    )


def _batches(stories: Sequence[Story], size: int) -> Iterator[Sequence[Story]]:
    return (stories[i : i + size] for i in range(0, len(stories), size))


def _day(date: str | None) -> str:
    from datetime import date as Date  # noqa: N812

    try:
        return Date.fromisoformat(date).isoformat() if date else now()[:10]
    except ValueError:
        raise Problem("date", f"{quote(date)} is not a date. Nothing was kept. Write it as 2024-11-25.") from None
