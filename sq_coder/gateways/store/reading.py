"""Reading the figure back: which stories have a note, which are not counted, which attributes there are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from sq_coder.domain import Codebook, ConditionId, DecisionId, KeywordKey, Note, Slice, StoryId
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import note_from
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.slices import is_in
from sq_coder.gateways.store.stories import IN_ORDER
from sq_coder.gateways.store.tallies import place_of


class Reading(Part):
    """The part of the store that says what stands behind a count."""

    def stories_noting(
        self, key: KeywordKey, codebook: Codebook, *, place: ConditionId | None = None, slice: Slice | None = None
    ) -> list[tuple[StoryId, Note]]:
        """The stories whose verdict has this keyword after merges, with the note as decided; each story once.

        `place` keeps the notes that stand there; without it a note counts wherever it stands.
        """
        query = (
            select(t.verdict_note)
            .join(t.story, t.story.c.id == t.verdict_note.c.story_id)
            .join(t.keyword, t.keyword.c.key == t.verdict_note.c.key)
            .where(t.keyword.c.counts_as == key, t.story.c.revision.is_not(None), *is_in(slice))
            .order_by(*IN_ORDER, t.verdict_note.c.position)
        )
        if place is not None:
            query = query.where(place_of(codebook) == place)
        found: dict[StoryId, Note] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                found.setdefault(StoryId(row.story_id), note_from(row))
        return list(found.items())

    def deciding(self, stories: Sequence[StoryId]) -> set[DecisionId]:
        """The decisions that the verdicts of these stories follow from."""
        of = t.verdict_decision.c
        with self._database.read() as connection:
            found = connection.scalars(select(of.decision_id).where(of.story_id.in_(stories)))
            return {DecisionId(id) for id in found}

    def without_verdict(self, slice: Slice) -> tuple[int, list[StoryId]]:
        """How many stories of a slice have no verdict, and which of these somebody decided on."""
        none = ~exists().where(t.verdict.c.story_id == t.story.c.id)
        decided = exists().where(t.decision.c.story_id == t.story.c.id)
        where = [t.story.c.revision.is_not(None), none, *is_in(slice)]
        with self._database.read() as connection:
            number = connection.scalar(select(func.count()).select_from(t.story).where(*where)) or 0
            ids = connection.scalars(select(t.story.c.id).where(*where, decided).order_by(*IN_ORDER))
            return int(number), [StoryId(id) for id in ids]

    def version(self) -> tuple[object, ...]:
        """Another value after anything was added to or withdrawn from the study, by anybody; drafts do not count."""
        numbered = (t.story, t.decision, t.ruling, t.proposal, t.run_event, t.run, t.sent_log, t.frozen)
        last = [select(func.max(table.c.ordinal)).scalar_subquery() for table in numbered]
        counted = [
            select(func.count()).select_from(table).scalar_subquery() for table in (t.story_revision, t.tombstone)
        ]
        of = t.study.c
        with self._database.read() as connection:
            return tuple(connection.execute(select(of.codebook_sha256, *last, *counted)).one())

    def has_verdicts(self) -> bool:
        """Whether any story has a verdict."""
        with self._database.read() as connection:
            return connection.scalar(select(t.verdict.c.story_id).limit(1)) is not None

    def attribute_names(self) -> list[str]:
        """The further columns that stories have, by name."""
        of = t.story_attribute.c
        current = (of.story_id == t.story.c.id) & (of.revision == t.story.c.revision)
        with self._database.read() as connection:
            found = connection.scalars(select(of.name).join(t.story, current).distinct())
            return sorted(found, key=str.casefold)
