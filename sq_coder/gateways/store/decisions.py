"""Decisions, and the verdicts that are written with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from sq_coder.domain import Decision, DecisionId, Proposal, Run, Slice, StoryId, Verdict, now
from sq_coder.errors import Problem, StaleDecision, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import insert_decisions, stored_decisions
from sq_coder.gateways.store.keywords import Keywords
from sq_coder.gateways.store.part import VerdictOf
from sq_coder.gateways.store.proposals import insert_proposals
from sq_coder.gateways.store.researchers import names_by_id, researcher_ids, researcher_key
from sq_coder.gateways.store.runs import insert_runs, storable
from sq_coder.gateways.store.slices import is_in
from sq_coder.gateways.store.stories import IN_ORDER, expect_stories
from sq_coder.gateways.store.verdict_rows import replace_verdicts, stored_verdicts


class Decisions(Keywords):
    """The part of the store that holds what researchers decided."""

    def add_decision(self, decision: Decision, verdict_of: VerdictOf) -> Verdict | None:
        """Add a decision; the verdict that its story then has, if any.

        Raises:
            StaleDecision: it does not supersede exactly its researchers' latest decisions on the story.
            UnknownStory, Problem: the story is not there, or was withdrawn.
        """
        return self.add_decisions([decision], verdict_of)[decision.story]

    def add_decisions(
        self,
        decisions: Sequence[Decision],
        verdict_of: VerdictOf,
        *,
        proposals: Sequence[Proposal] = (),
        runs: Sequence[Run] = (),
    ) -> dict[StoryId, Verdict | None]:
        """Add decisions in their order, and the runs and proposals they name, all or none; the stories' verdicts.

        The drafts of who decided are dropped. Raises as `add_decision`.
        """
        stories = list(dict.fromkeys(d.story for d in decisions))
        with self._database.write() as connection:
            expect_stories(connection, stories)
            insert_runs(connection, runs)
            insert_proposals(connection, proposals, again=True)
            ids = researcher_ids(connection, (name for d in decisions for name in d.researchers))
            known: dict[StoryId, list[Decision]] = {story: [] for story in stories}
            for decision in stored_decisions(connection, stories):
                known[decision.story].append(decision)
            names = names_by_id(connection)
            new = [_named(d, [names[ids[name]] for name in d.researchers]) for d in decisions]
            for decision in new:
                expect_latest(decision, known[decision.story])
                known[decision.story].append(decision)
            insert_decisions(connection, new, {names[id]: id for id in ids.values()})
            verdicts = {story: verdict_of(known[story]) for story in stories}
            self._place_new(connection, (note.keyword for d in new for note in d.notes))
            replace_verdicts(connection, verdicts)
            for decision in decisions:
                _drop_drafts(connection, decision.story, [ids[name] for name in decision.researchers])
        return verdicts

    def decisions(self, story: StoryId | None = None) -> list[Decision]:
        """The decisions on a story (None: on all), the first one first. Those on a withdrawn story are left out."""
        with self._database.read() as connection:
            return stored_decisions(connection, None if story is None else [story])

    def verdicts(self, slice: Slice | None = None) -> list[Verdict]:
        """The verdicts on the stories of a slice (None: all), in the order of the stories."""
        with self._database.read() as connection:
            wanted = select(t.story.c.id).where(t.story.c.revision.is_not(None), *is_in(slice)).order_by(*IN_ORDER)
            verdicts = stored_verdicts(connection)
            return [verdicts[id] for id in connection.scalars(wanted) if id in verdicts]

    def save_draft(self, story: StoryId, researcher: str, content: str) -> None:
        """Keep what a researcher has not decided yet, in place of what was kept before."""
        with self._database.write() as connection:
            expect_stories(connection, [story])
            id = researcher_ids(connection, [researcher])[researcher]
            _drop_drafts(connection, story, [id])
            row = {"story_id": story, "researcher_id": id, "content": storable(content), "at": now()}
            connection.execute(insert(t.draft).values(row))

    def draft(self, story: StoryId, researcher: str) -> str | None:
        """What was kept for a researcher on a story."""
        key = researcher_key(researcher)
        return next((text for (_, name), text in self.drafts(story).items() if researcher_key(name) == key), None)

    def drop_draft(self, story: StoryId, researcher: str) -> None:
        """Forget what was kept for a researcher on a story."""
        key = researcher_key(researcher)
        with self._database.write() as connection:
            ids = connection.scalars(select(t.researcher.c.id).where(t.researcher.c.key == key))
            _drop_drafts(connection, story, list(ids))

    def drafts(self, story: StoryId | None = None) -> dict[tuple[StoryId, str], str]:
        """Every draft, on one story or on all, by story and researcher."""
        query = select(t.draft)
        with self._database.read() as connection:
            names = names_by_id(connection)
            rows = connection.execute(query.where(t.draft.c.story_id == story) if story else query)
            return {(row.story_id, names[row.researcher_id]): row.content for row in rows}


def expect_latest(decision: Decision, earlier: Sequence[Decision]) -> None:
    """Refuse a decision that does not supersede exactly the latest ones of whom it names.

    Raises:
        StaleDecision: somebody it names has decided since, or it supersedes what was superseded already.
    """
    if heads(earlier, decision.researchers) != set(decision.supersedes):
        raise StaleDecision(decision.story)


def heads(decisions: Iterable[Decision], researchers: Iterable[str]) -> set[DecisionId]:
    """Each researcher's latest decisions: those that no other decision naming them supersedes."""
    given = list(decisions)
    found: set[DecisionId] = set()
    for name in researchers:
        theirs = [d for d in given if name in d.researchers]
        found |= {d.id for d in theirs} - {id for d in theirs for id in d.supersedes}
    return found


def _named(decision: Decision, names: Sequence[str]) -> Decision:
    """The decision with names as they were first written, and a time."""
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Problem(
            "researcher", f"{quote(twice)} stands twice among the researchers. Nothing was saved. Name each one once."
        )
    return replace(decision, researchers=tuple(names), at=decision.at or now())


def _drop_drafts(connection: Connection, story: StoryId, researchers: Sequence[str]) -> None:
    of = t.draft.c
    connection.execute(delete(t.draft).where(of.story_id == story, of.researcher_id.in_(researchers)))
