"""The order in which stories are checked: which one is next, which wait to be discussed. Reads no texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from sq_coder.domain import StoryId
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.researchers import researcher_key
from sq_coder.gateways.store.stories import IN_ORDER

OPEN = t.story.c.revision.is_not(None)
SETTLED = exists().where(t.verdict.c.story_id == t.story.c.id)


class Queue(Part):
    """The part of the store that knows which story comes next."""

    def neighbours(self, story: StoryId) -> tuple[StoryId | None, StoryId | None]:
        """The stories before and after this one, by year and then as they came in; None at an end."""
        with self._database.read() as connection:
            here = connection.execute(select(t.story.c.year, t.story.c.ordinal).where(t.story.c.id == story)).first()
            if here is None:
                return None, None
            chosen = select(t.story.c.id).where(OPEN).limit(1)
            backwards = [column.desc() for column in IN_ORDER]
            before = connection.scalar(chosen.where(_before(here.year, here.ordinal)).order_by(*backwards))
            after = connection.scalar(chosen.where(_after(here.year, here.ordinal)).order_by(*IN_ORDER))
            return before, after

    def next_undecided(self, researchers: Sequence[str], after: StoryId | None = None) -> StoryId | None:
        """The first story without a verdict, from `after` on and then from the start, that one of these did not decide."""
        undecided = self._undecided(researchers)
        with self._database.read() as connection:
            chosen = select(t.story.c.id).where(OPEN, undecided).order_by(*IN_ORDER).limit(1)
            query = select(t.story.c.year, t.story.c.ordinal).where(t.story.c.id == after)
            here = connection.execute(query).first() if after else None
            found: StoryId | None = None
            if here is not None:
                found = connection.scalar(chosen.where(_after(here.year, here.ordinal)))
            return found or connection.scalar(chosen.where(t.story.c.id != (after or "")))

    def count_undecided(self, researchers: Sequence[str]) -> tuple[int, int]:
        """How many stories without a verdict one of these has not decided yet, and how many stories there are."""
        with self._database.read() as connection:
            counted = select(func.count()).select_from(t.story).where(OPEN)
            left = connection.scalar(counted.where(self._undecided(researchers))) or 0
            return left, connection.scalar(counted) or 0

    def last_story_of(self, researcher: str) -> StoryId | None:
        """The story on which a researcher decided last, alone or with others."""
        of, who = t.decision_researcher.c, t.researcher.c
        query = select(of.story_id).join(t.researcher, who.id == of.researcher_id)
        query = query.join(t.decision, t.decision.c.id == of.decision_id).where(who.key == researcher_key(researcher))
        with self._database.read() as connection:
            found: StoryId | None = connection.scalar(query.order_by(t.decision.c.ordinal.desc()).limit(1))
            return found

    def unsettled(self) -> list[StoryId]:
        """The stories with a decision and without a verdict: all that are to be discussed are among them."""
        decided = exists().where(t.decision.c.story_id == t.story.c.id)
        with self._database.read() as connection:
            query = select(t.story.c.id).where(OPEN, decided, ~SETTLED).order_by(*IN_ORDER)
            return [StoryId(id) for id in connection.scalars(query)]

    def _undecided(self, researchers: Sequence[str]) -> ColumnElement[bool]:
        of, who = t.decision_researcher.c, t.researcher.c
        by_name = [
            exists().where(
                and_(of.story_id == t.story.c.id, of.researcher_id == who.id, who.key == researcher_key(name))
            )
            for name in researchers
        ]
        return and_(~SETTLED, or_(*(~has_decided for has_decided in by_name)))


def _after(year: int | None, ordinal: int) -> ColumnElement[bool]:
    """What comes after a place in the order; stories without a year come last."""
    of = t.story.c
    later = and_(of.year.is_(None), of.ordinal > ordinal)
    if year is None:
        return later
    return or_(of.year.is_(None), of.year > year, and_(of.year == year, of.ordinal > ordinal))


def _before(year: int | None, ordinal: int) -> ColumnElement[bool]:
    of = t.story.c
    if year is None:
        return or_(of.year.is_not(None), and_(of.year.is_(None), of.ordinal < ordinal))
    return or_(of.year < year, and_(of.year == year, of.ordinal < ordinal))
