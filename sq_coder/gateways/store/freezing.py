"""Published states, each under a name."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlalchemy import Connection, insert, select

from sq_coder.domain import ConditionId, ConditionTally, Frozen, Tally, now
from sq_coder.errors import Problem, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.runs import storable
from sq_coder.gateways.store.stories import title_key


class Freezing(Part):
    """The part of the store that keeps what was published."""

    def freeze(self, frozen: Frozen) -> None:
        """Keep a published state.

        Raises:
            Problem: there is one of this name already, and it is never changed.
        """
        with self._database.write() as connection:
            taken = select(t.frozen.c.name).where(t.frozen.c.key == title_key(frozen.name))
            if (name := connection.scalar(taken)) is not None:
                raise Problem(
                    "frozen",
                    f"There is a published state {quote(name)} already. Nothing was kept. Choose another name; "
                    "list them with: sq-coder frozen",
                )
            insert_frozen(connection, frozen)

    def frozen(self) -> list[Frozen]:
        """Every published state, the first one first."""
        with self._database.read() as connection:
            return stored_frozen(connection)


def stored_frozen(connection: Connection) -> list[Frozen]:
    """Every published state, the first one first."""
    return [
        Frozen(
            name=row.name,
            tally=_tally(json.loads(row.tally)),
            codebook_sha256=row.codebook_sha256,
            figure=row.figure,
            report=row.report,
            language=row.language,
            version=row.version,
            at=row.at,
        )
        for row in connection.execute(select(t.frozen).order_by(t.frozen.c.ordinal))
    ]


def insert_frozen(connection: Connection, frozen: Frozen) -> None:
    """Add a published state within a transaction."""
    row = {
        "name": frozen.name,
        "key": title_key(frozen.name),
        "at": frozen.at or now(),
        "language": frozen.language,
        "version": frozen.version,
        "codebook_sha256": frozen.codebook_sha256,
        "tally": json.dumps(dataclasses.asdict(frozen.tally), ensure_ascii=False),
        "figure": storable(frozen.figure),
        "report": storable(frozen.report),
    }
    connection.execute(insert(t.frozen).values(row))


def _tally(kept: dict[str, Any]) -> Tally:
    return Tally(
        stories=kept["stories"],
        conditions=tuple(_condition(c) for c in kept["conditions"]),
        undecided=_condition(kept["undecided"]),
        years=tuple(kept["years"]),
        label=kept["label"],
        source=kept["source"],
    )


def _condition(kept: dict[str, Any]) -> ConditionTally:
    keywords = tuple((word, count, discussed) for word, count, discussed in kept["keywords"])
    return ConditionTally(ConditionId(kept["condition"]), kept["total"], kept["stories"], keywords)
