"""The whole study at once: what a complete export needs besides, and putting one back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from sq_coder.domain import Contents, Decision, Story, StoryId, Tombstone, Verdict, now
from sq_coder.errors import StudyProblem
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import insert_decisions
from sq_coder.gateways.store.freezing import insert_frozen
from sq_coder.gateways.store.keywords import Keywords, insert_ruling
from sq_coder.gateways.store.part import VerdictOf
from sq_coder.gateways.store.proposals import insert_proposals
from sq_coder.gateways.store.researchers import researcher_ids
from sq_coder.gateways.store.runs import insert_events, insert_runs, insert_sent
from sq_coder.gateways.store.stories import earlier_revisions, insert_stories
from sq_coder.gateways.store.verdict_rows import replace_verdicts
from sq_coder.gateways.store.withdrawal import put_tombstone


class Whole(Keywords):
    """The part of the store that holds a study together."""

    def earlier_revisions(self) -> list[Story]:
        """Every revision that is not its story's latest, story by story."""
        with self._database.read() as connection:
            return earlier_revisions(connection)

    def tombstones(self) -> list[Tombstone]:
        """What is left of each withdrawn story."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.tombstone).order_by(t.tombstone.c.at, t.tombstone.c.story_id))
            return [Tombstone(r.story_id, r.at, r.reason, r.revisions, r.proposals, r.decisions) for r in rows]

    def put_back(self, contents: Contents, verdict_of: VerdictOf) -> None:
        """Fill an empty study with everything of a complete export; what follows from it is derived anew.

        Raises:
            StudyProblem: the study is not empty, or the parts do not fit each other; nothing is kept.
        """
        with self._database.write() as connection:
            if connection.scalar(select(t.story.c.id).limit(1)) is not None:
                raise StudyProblem(f"{self._database.where} holds stories. Nothing was put back. Choose a new folder.")
            _put_codebooks(connection, contents)
            connection.execute(update(t.study).values(created_at=contents.created_at or now()))
            _put_prompts(connection, contents)
            gone = [StoryId(tombstone.story) for tombstone in contents.tombstones]
            insert_stories(connection, contents.stories, earlier=contents.revisions, gone=gone)
            insert_runs(connection, contents.runs)
            insert_proposals(connection, (*contents.proposals, *contents.suggestions), again=True)
            insert_events(connection, contents.events)
            if contents.sent:
                insert_sent(connection, contents.sent)
            self._put_decisions(connection, contents, verdict_of)
            for frozen in contents.frozen:
                insert_frozen(connection, frozen)
            # Last: nothing is added to a story that is withdrawn.
            for tombstone in contents.tombstones:
                put_tombstone(connection, tombstone)

    def _put_decisions(self, connection: Connection, contents: Contents, verdict_of: VerdictOf) -> None:
        ids = researcher_ids(connection, (name for d in contents.decisions for name in d.researchers))
        insert_decisions(connection, contents.decisions, ids)
        for ruling in contents.rulings:
            insert_ruling(connection, ruling)
        self._place_again(connection)
        replace_verdicts(connection, _verdicts(contents.decisions, verdict_of))


def _verdicts(decisions: tuple[Decision, ...], verdict_of: VerdictOf) -> Mapping[StoryId, Verdict | None]:
    by_story: dict[StoryId, list[Decision]] = {}
    for decision in decisions:
        by_story.setdefault(decision.story, []).append(decision)
    return {story: verdict_of(of) for story, of in by_story.items()}


def _put_codebooks(connection: Connection, contents: Contents) -> None:
    for codebook in (*contents.codebooks, contents.codebook):
        at = contents.codebook_dates.get(codebook.sha256) or now()
        row = {"sha256": codebook.sha256, "name": codebook.name, "text": codebook.text, "at": at}
        connection.execute(insert(t.codebook).values(row))
    connection.execute(update(t.study).values(codebook_sha256=contents.codebook.sha256))


def _put_prompts(connection: Connection, contents: Contents) -> None:
    used = {run.prompt_sha256 for run in contents.runs}
    for prompt in contents.prompts:
        if prompt.sha256 in used:
            row = {"sha256": prompt.sha256, "name": prompt.name, "text": prompt.text, "at": now()}
            connection.execute(insert(t.prompt).values(row))
