"""Researchers by their names; two spellings that differ only in capitals are one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from sq_coder.domain import new_id
from sq_coder.gateways.store import tables as t


def researcher_key(name: str) -> str:
    """What makes two spellings one researcher: NFC, casefold, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def researcher_ids(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """The id of each of these names; who is new is added."""
    known = {row.key: row.id for row in connection.execute(select(t.researcher))}
    ids: dict[str, str] = {}
    for name in names:
        key = researcher_key(name)
        if key not in known:
            known[key] = new_id()
            row = {"id": known[key], "name": " ".join(name.split()), "key": key}
            connection.execute(insert(t.researcher).values(row))
        ids[name] = known[key]
    return ids


def names_by_id(connection: Connection) -> dict[str, str]:
    """Each researcher's name as first written, by id."""
    return {row.id: row.name for row in connection.execute(select(t.researcher))}


def researcher_names(connection: Connection) -> list[str]:
    """The names as first written, in the order of their first time."""
    return list(connection.scalars(select(t.researcher.c.name).order_by(t.researcher.c.ordinal)))
