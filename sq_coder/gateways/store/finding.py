"""Finding stories without reading every text: what a long list on a screen needs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from sq_coder.domain import Decision, ProposalStatus, Purpose, RunId, Slice, Story, StoryId
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import stored_decisions
from sq_coder.gateways.store.stories import CURRENT, IN_ORDER, Stories, stories_with


class Finding(Stories):
    """The part of the store that finds stories and what stands on them, by their ids."""

    def story_ids(
        self, slice: Slice | None = None, *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[StoryId]:
        """The ids of what `stories` gives, in the same order."""
        query = select(t.story.c.id).select_from(t.story).join(t.story_revision, CURRENT)
        query = self._chosen(query, slice, search).order_by(*IN_ORDER).limit(limit).offset(offset)
        with self._database.read() as connection:
            return [StoryId(id) for id in connection.scalars(query)]

    def stories_of(self, ids: Sequence[StoryId]) -> list[Story]:
        """The stories with these ids, in this order; those that were withdrawn are left out."""
        with self._database.read() as connection:
            return stories_with(connection, ids)

    def decisions_on(self, ids: Sequence[StoryId]) -> list[Decision]:
        """The decisions on these stories, the first one first."""
        with self._database.read() as connection:
            return stored_decisions(connection, ids)

    def drafted(self) -> set[StoryId]:
        """The stories on which somebody keeps a draft."""
        with self._database.read() as connection:
            return {StoryId(id) for id in connection.scalars(select(t.draft.c.story_id).distinct())}

    def years_and_groups(self) -> tuple[list[int], list[str]]:
        """Every year and every group that stories have, in order."""
        query = select(t.story.c.year, t.story.c.group_name).where(t.story.c.revision.is_not(None)).distinct()
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        years = sorted({row.year for row in rows if row.year is not None})
        return years, sorted({row.group_name for row in rows if row.group_name}, key=str.casefold)

    def answers(self) -> dict[RunId, dict[ProposalStatus, int]]:
        """How many answers of each status every run has; those on withdrawn stories are left out."""
        of = t.proposal.c
        query = select(of.run_id, of.status, func.count()).join(t.story, t.story.c.id == of.story_id)
        found: dict[RunId, dict[ProposalStatus, int]] = {}
        with self._database.read() as connection:
            for run, status, count in connection.execute(
                query.where(t.story.c.revision.is_not(None)).group_by(of.run_id, of.status)
            ):
                found.setdefault(RunId(run), {})[ProposalStatus(status)] = count
        return found

    def answered(self, proposer: str | None = None) -> set[StoryId]:
        """The stories of which a proposer (None: any) said what the keyword is, or that there is none; failing is no answer."""
        query = select(t.proposal.c.story_id).join(t.run, t.run.c.id == t.proposal.c.run_id).distinct()
        query = query.where(t.run.c.purpose == Purpose.KEYWORD.value)
        query = query.join(t.story, t.story.c.id == t.proposal.c.story_id).where(
            t.story.c.revision.is_not(None), t.proposal.c.status != ProposalStatus.FAILED.value
        )
        with self._database.read() as connection:
            return {
                StoryId(id)
                for id in connection.scalars(query.where(t.run.c.proposer == proposer) if proposer else query)
            }
