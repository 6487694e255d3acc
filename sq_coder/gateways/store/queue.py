"""The order in which stories are checked: which one is next, which wait to be discussed. Reads no texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from sq_coder.domain import StoryId
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.researchers import researcher_key
from sq_coder.gateways.store.stories import IN_ORDER

OF = t.story.c
OPEN = OF.revision.is_not(None)
SETTLED = exists().where(t.verdict.c.story_id == t.story.c.id)


class Queue(Part):
    """The part of the store that knows which story comes next."""

    def neighbours(self, story: StoryId) -> tuple[StoryId | None, StoryId | None]:
        """The stories before and after this one, by year and then as they came in; None at an end."""
        with self._database.read() as connection:
            here = connection.execute(select(OF.year, OF.ordinal).where(OF.id == story)).first()
            if here is None:
                return None, None
            before = _first(connection, _before(here.year, here.ordinal))
            return before, _first(connection, _after(here.year, here.ordinal))

    def next_undecided(self, researchers: Sequence[str], after: StoryId | None = None) -> StoryId | None:
        """The first story without a verdict, from `after` on and then from the start, that one of these did not decide."""
        undecided = self._undecided(researchers)
        with self._database.read() as connection:
            here = connection.execute(select(OF.year, OF.ordinal).where(OF.id == after)).first() if after else None
            found = _first(connection, _after(here.year, here.ordinal), undecided) if here else None
            return found or _first(connection, _FROM_THE_START, undecided, OF.id != (after or ""))

    def count_undecided(self, researchers: Sequence[str]) -> tuple[int, int]:
        """How many stories without a verdict one of these has not decided yet, and how many stories there are."""
        with self._database.read() as connection:
            counted = select(func.count()).select_from(t.story).where(OPEN)
            left = connection.scalar(counted.where(self._undecided(researchers))) or 0
            return left, connection.scalar(counted) or 0

    def has_stories(self) -> bool:
        """Whether there is any story that is not withdrawn."""
        with self._database.read() as connection:
            return connection.scalar(select(t.story.c.id).where(OPEN).limit(1)) is not None

    def unsettled(self) -> list[StoryId]:
        """The stories with several decisions and no verdict: all that are to be discussed are among them."""
        several = select(t.decision.c.story_id).group_by(t.decision.c.story_id).having(func.count() > 1)
        with self._database.read() as connection:
            query = select(t.story.c.id).where(OPEN, t.story.c.id.in_(several), ~SETTLED).order_by(*IN_ORDER)
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


Steps = Sequence[tuple[ColumnElement[bool], Sequence[ColumnElement[Any]]]]
"""Parts of the stories one after the other, each with the order in it: so that an index gives the first one."""

_FROM_THE_START: Steps = [(OF.year.is_not(None), [OF.year, OF.ordinal]), (OF.year.is_(None), [OF.ordinal])]


def _first(connection: Connection, steps: Steps, *wanted: ColumnElement[bool]) -> StoryId | None:
    for part, order in steps:
        found = connection.scalar(select(OF.id).where(OPEN, part, *wanted).order_by(*order).limit(1))
        if found is not None:
            return StoryId(found)
    return None


def _after(year: int | None, ordinal: int) -> Steps:
    """What comes after a place in the order; stories without a year come last."""
    if year is None:
        return [(and_(OF.year.is_(None), OF.ordinal > ordinal), [OF.ordinal])]
    return [
        (and_(OF.year == year, OF.ordinal > ordinal), [OF.ordinal]),
        (OF.year > year, [OF.year, OF.ordinal]),
        (OF.year.is_(None), [OF.ordinal]),
    ]


def _before(year: int | None, ordinal: int) -> Steps:
    if year is None:
        return [
            (and_(OF.year.is_(None), OF.ordinal < ordinal), [OF.ordinal.desc()]),
            (OF.year.is_not(None), [OF.year.desc(), OF.ordinal.desc()]),
        ]
    return [
        (and_(OF.year == year, OF.ordinal < ordinal), [OF.ordinal.desc()]),
        (OF.year < year, [OF.year.desc(), OF.ordinal.desc()]),
    ]
