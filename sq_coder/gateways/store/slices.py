"""A slice of the stories, as conditions of a query."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists

from sq_coder.domain import Slice
from sq_coder.gateways.store import tables as t


def is_in(slice: Slice | None) -> list[ColumnElement[bool]]:
    """What holds for a story (`tables.story`) of this slice; nothing when there is none."""
    if slice is None:
        return []
    conditions: list[ColumnElement[bool]] = []
    if slice.years:
        conditions.append(t.story.c.year.in_(slice.years))
    if slice.groups:
        conditions.append(t.story.c.group_name.in_(slice.groups))
    if slice.perspective is not None:
        conditions.append(t.story.c.perspective == slice.perspective.value)
    of = t.story_attribute.c
    for name, value in slice.attributes:
        conditions.append(
            exists().where(
                and_(of.story_id == t.story.c.id, of.revision == t.story.c.revision, of.name == name, of.value == value)
            )
        )
    return conditions
