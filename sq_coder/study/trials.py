"""What a study can say about its proposals: whether they hold, steer and fit."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder import propose, review
from sq_coder.domain import Evidence, Proposal, Run, Slice, StoryId
from sq_coder.domain.trial import Evaluation, Influence, Stability
from sq_coder.errors import Problem
from sq_coder.study.proposing import Proposals


class Trials(Proposals):
    """The part of a study that looks at proposals themselves."""

    def stability(self, runs: Sequence[str] = ()) -> Stability:
        """How often the keyword differs: between runs that are named, or between all answers to the latest question."""
        chosen = [self.one_run(run) for run in runs] if runs else self._same_question(self._latest_run())
        return review.stability(self._said_by(chosen), runs=[run.id for run in chosen])

    def influence(self) -> Influence:
        """How often a proposal in sight was left standing, beside stories decided first by oneself."""
        return review.influence(self.store.decisions(), self.store.proposals())

    def evaluate(self, run: str | None = None) -> Evaluation:
        """A run (the latest, with those that asked the same) against verdicts made without its proposals in sight."""
        chosen = self._same_question(self.one_run(run) if run else self._latest_run())
        proposals = self._said_by(chosen)
        own = {p.id for p in proposals}
        verdicts, decisions = self.store.verdicts(), self.store.decisions()
        return review.evaluation(verdicts, decisions, proposals, run=chosen[-1].id, own=own)

    def instructions(self, *, slice: Slice | None = None) -> dict[StoryId, tuple[Evidence, ...]]:
        """The stories with words that a language model could take for instructions, and the passages: to look at."""
        stories = self.store.stories(slice or Slice(perspective=None))
        return {story.id: found for story in stories if (found := propose.instructions(story.text))}

    def _said_by(self, runs: Sequence[Run]) -> list[Proposal]:
        ids = {run.id for run in runs}
        return [p for p in self.store.proposals() if p.run in ids]

    def _same_question(self, run: Run) -> list[Run]:
        return [other for other in self.store.runs() if other.request_key("") == run.request_key("")]

    def _latest_run(self) -> Run:
        runs = self.keyword_runs()
        if not runs:
            raise Problem("no_run", "There are no proposals yet. Nothing was counted. Make them with: sq-coder propose")
        return runs[-1]
