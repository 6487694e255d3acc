"""Withdrawing a story: its teller's right. What was told goes, that there was a story stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, text, update

from sq_coder.domain import StoryId, Tombstone, now
from sq_coder.errors import StudyProblem
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.stories import expect_stories
from sq_coder.gateways.store.verdict_rows import replace_verdicts


class Withdrawal(Part):
    """The part of the store that erases."""

    def withdraw(self, story_id: StoryId, reason: str = "") -> dict[str, int]:
        """Erase a story's texts, passages, raw replies, remarks and drafts; how many of each kind there were.

        Its id stays as a tombstone with `reason` (a category, never a story), and so do the bare decisions; they
        no longer count. Copies elsewhere (`older_copies`, backups, exports) are not reached. Withdrawing again
        erases once more what an occupied database kept.

        Raises:
            UnknownStory: the story is not there.
            StudyProblem: the story is withdrawn, but its words can still stand in the file.
        """
        with self._database.write() as connection:
            counts = _counts(connection, story_id)
            if not _is_withdrawn(connection, story_id):
                expect_stories(connection, [story_id])
                of_study = {name: counts[name] for name in ("revisions", "proposals", "decisions")}
                bury(connection, Tombstone(story_id, now(), reason, **of_study))
        self._leave_no_trace([story_id])
        return counts

    def withdrawn(self) -> dict[StoryId, tuple[str, str]]:
        """When and why each withdrawn story was withdrawn."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.tombstone).order_by(t.tombstone.c.at))
            return {StoryId(row.story_id): (row.at, row.reason) for row in rows}

    def older_copies(self) -> list[Path]:
        """The copies that upgrades left beside the database; they may hold what was withdrawn since."""
        path = self._database.path
        return sorted(path.parent.glob(f"{path.name}.before-*")) if path else []

    def _leave_no_trace(self, stories: Sequence[StoryId]) -> None:
        """Rewrite what the database keeps of erased rows: free pages and the log, or dead rows."""
        try:
            with self._database.outside() as connection:
                if not self._database.is_file:
                    connection.execute(text("VACUUM (FULL) story, story_revision, story_attribute, proposal, evidence"))
                    connection.execute(text("VACUUM (FULL) decision, decision_note, draft, run_event, verdict_note"))
                    return
                connection.execute(text("VACUUM"))
                is_busy = bool(connection.scalar(text("PRAGMA wal_checkpoint(TRUNCATE)")))
        except StudyProblem:
            is_busy = True
        if is_busy:
            named = ", ".join(story[:8] for story in stories)
            raise StudyProblem(
                f"Story {named} was withdrawn, but {self._database.where} is in use elsewhere or its disk is full, "
                "so erased words can still stand in the file. Close it elsewhere, and withdraw the story again."
            )


def bury(connection: Connection, tombstone: Tombstone) -> None:
    """Leave a tombstone for a story that is there, and erase within the transaction what was told."""
    id = StoryId(tombstone.story)
    put_tombstone(connection, tombstone)  # first: it is what lets the rest be erased
    replace_verdicts(connection, {id: None})
    _erase(connection, id)


def put_tombstone(connection: Connection, of: Tombstone) -> None:
    """Add a tombstone within a transaction."""
    row = {"story_id": of.story, "at": of.at, "reason": of.reason, "revisions": of.revisions}
    row |= {"proposals": of.proposals, "decisions": of.decisions}
    connection.execute(insert(t.tombstone).values(row))


def _is_withdrawn(connection: Connection, id: StoryId) -> bool:
    query = select(t.tombstone.c.story_id).where(t.tombstone.c.story_id == id)
    return connection.scalar(query) is not None


def _counts(connection: Connection, id: StoryId) -> dict[str, int]:
    tables = {
        "revisions": t.story_revision,
        "proposals": t.proposal,
        "decisions": t.decision,
        "evidence": t.evidence,
        "drafts": t.draft,
    }
    return {
        name: connection.scalar(select(func.count()).select_from(table).where(table.c.story_id == id)) or 0
        for name, table in tables.items()
    }


def _erase(connection: Connection, id: StoryId) -> None:
    nothing = {"revision": None, "year": None, "group_name": None, "perspective": None}
    connection.execute(update(t.story).where(t.story.c.id == id).values(nothing))
    for table in (t.evidence, t.draft, t.proposal_lease, t.story_attribute, t.story_revision):
        connection.execute(delete(table).where(table.c.story_id == id))
    # What a model answered can quote the story; what researchers remarked can as well.
    for table, columns in (
        (t.proposal, ("raw_reply", "thoughts", "reason", "invented")),
        (t.decision, ("remark",)),
        (t.decision_note, ("remark",)),
        (t.run_event, ("detail",)),
    ):
        connection.execute(update(table).where(table.c.story_id == id).values(dict.fromkeys(columns, "")))
