"""Codebooks, rulings, and the place of each keyword that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from sq_coder.domain import (
    Codebook,
    ConditionId,
    KeywordKey,
    Placement,
    Ruling,
    RulingId,
    RulingKind,
    StoryId,
    keyword_key,
    now,
)
from sq_coder.errors import Problem, StudyProblem, quote
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.part import Part
from sq_coder.gateways.store.researchers import names_by_id, researcher_ids, researcher_names
from sq_coder.gateways.store.runs import storable


class Keywords(Part):
    """The part of the store that holds what keywords mean for the whole study."""

    def use_codebook(self, codebook: Codebook) -> None:
        """Make a codebook the one in force; a text that is new is kept, and every keyword gets its place again."""
        if not codebook.sha256:
            raise StudyProblem("The codebook has no sha256. Nothing was changed. Load it from its file.")
        self._codebook = codebook
        with self._database.read() as connection:
            if connection.scalar(select(t.study.c.codebook_sha256)) == codebook.sha256:
                return
        with self._database.write() as connection:
            known = select(t.codebook.c.sha256).where(t.codebook.c.sha256 == codebook.sha256)
            if connection.scalar(known) is None:
                row = {"sha256": codebook.sha256, "name": codebook.name, "text": codebook.text, "at": now()}
                connection.execute(insert(t.codebook).values(row))
            connection.execute(update(t.study).values(codebook_sha256=codebook.sha256))
            self._place_again(connection)

    def codebook_text(self, sha256: str | None = None) -> str | None:
        """The text of the codebook in force, or of the version with this sha256."""
        wanted = sha256 or select(t.study.c.codebook_sha256).scalar_subquery()
        with self._database.read() as connection:
            text: str | None = connection.scalar(select(t.codebook.c.text).where(t.codebook.c.sha256 == wanted))
            return text

    def codebooks(self) -> list[tuple[str, str, str]]:
        """The versions of the codebook as (sha256, text, first used), the first one first."""
        of = t.codebook.c
        with self._database.read() as connection:
            rows = connection.execute(select(of.sha256, of.text, of.at).order_by(of.ordinal))
            return [(sha256, text, at) for sha256, text, at in rows]

    def add_ruling(self, ruling: Ruling, codebook: Codebook | None = None) -> None:
        """Add a ruling and give every keyword its place again, in one transaction.

        Raises:
            Problem: it does not supersede exactly the latest rulings on its keyword.
        """
        if codebook is not None:
            self.use_codebook(codebook)
        with self._database.write() as connection:
            earlier = [r for r in stored_rulings(connection) if r.key == ruling.key]
            superseded = {id for r in earlier for id in r.supersedes}
            if {r.id for r in earlier} - superseded != set(ruling.supersedes):
                raise Problem(
                    "stale",
                    f"There is a newer ruling on {quote(ruling.keyword)} than the one you saw. Yours was not saved. "
                    "Look at the keyword again and rule then.",
                )
            insert_ruling(connection, ruling)
            self._place_again(connection)

    def rulings(self) -> list[Ruling]:
        """Every ruling, the first one first."""
        with self._database.read() as connection:
            return stored_rulings(connection)

    def placements(self) -> dict[KeywordKey, Placement]:
        """Where each keyword in use stands, by its key."""
        with self._database.read() as connection:
            return stored_placements(connection)

    def stories_naming(self, keys: Iterable[KeywordKey]) -> list[StoryId]:
        """The stories of which some decision, also an earlier one, names one of these keywords."""
        of = t.decision_note.c
        with self._database.read() as connection:
            return [
                StoryId(id) for id in connection.scalars(select(of.story_id).where(of.key.in_(list(keys))).distinct())
            ]

    def researchers(self) -> list[str]:
        """The names of who decided or ruled, in the order of their first time."""
        with self._database.read() as connection:
            return researcher_names(connection)

    def _place_new(self, connection: Connection, words: Iterable[str]) -> None:
        """Give the keywords that are new to the study their place."""
        known = set(connection.scalars(select(t.keyword.c.key)))
        new = [word for word in words if keyword_key(word) not in known]
        if new:
            placed = self._placed(connection, new)
            _insert_placements(connection, [p for p in placed if p.key not in known])

    def _place_again(self, connection: Connection) -> None:
        """Write the place of every keyword anew; the keys to them are only looked at when it is all kept."""
        placed = self._placed(connection, words_in_use(connection))
        connection.execute(delete(t.keyword))
        _insert_placements(connection, placed)

    def _placed(self, connection: Connection, words: Sequence[str]) -> list[Placement]:
        rulings = stored_rulings(connection)
        return list(self._placements_of(rulings, self._codebook_in_force(connection), words).values())

    def _codebook_in_force(self, connection: Connection) -> Codebook:
        sha256 = connection.scalar(select(t.study.c.codebook_sha256))
        if sha256 is None:
            return Codebook(name="", conditions=(), keywords=())
        if self._codebook is None or self._codebook.sha256 != sha256:
            if self._codebook_of is None:
                raise StudyProblem(
                    "Another codebook came in force meanwhile. Nothing was changed. Open the study again, then do it."
                )
            text = connection.scalar(select(t.codebook.c.text).where(t.codebook.c.sha256 == sha256))
            self._codebook = self._codebook_of(text or "")
        return self._codebook


def stored_rulings(connection: Connection) -> list[Ruling]:
    """Every ruling, the first one first."""
    names = names_by_id(connection)
    who: dict[str, list[str]] = {}
    of = t.ruling_researcher.c
    for row in connection.execute(select(t.ruling_researcher).order_by(of.ruling_id, of.position)):
        who.setdefault(row.ruling_id, []).append(names[row.researcher_id])
    superseded: dict[str, list[RulingId]] = {}
    above = t.ruling_supersedes.c
    for row in connection.execute(select(t.ruling_supersedes).order_by(above.ruling_id, above.position)):
        superseded.setdefault(row.ruling_id, []).append(RulingId(row.superseded_id))
    rows = connection.execute(select(t.ruling).order_by(t.ruling.c.ordinal))
    return [_ruling(row, who.get(row.id, []), superseded.get(row.id, [])) for row in rows]


def stored_placements(connection: Connection) -> dict[KeywordKey, Placement]:
    """The rows of the keyword table, by key."""
    return {
        KeywordKey(row.key): Placement(
            key=KeywordKey(row.key),
            word=row.word,
            counts_as=KeywordKey(row.counts_as),
            condition=ConditionId(row.condition),
            discussed=row.discussed,
            remark=row.remark,
        )
        for row in connection.execute(select(t.keyword).order_by(t.keyword.c.key))
    }


def words_in_use(connection: Connection) -> list[str]:
    """Every keyword of a decision as it was first written."""
    of = t.decision_note.c
    rows = select(of.key, of.keyword).join(t.decision, t.decision.c.id == of.decision_id)
    words: dict[str, str] = {}
    for key, word in connection.execute(rows.order_by(t.decision.c.ordinal, of.position)):
        words.setdefault(key, word)
    return list(words.values())


def _ruling(row: Row[*tuple[Any, ...]], who: Sequence[str], superseded: Sequence[RulingId]) -> Ruling:
    return Ruling(
        id=RulingId(row.id),
        keyword=row.keyword,
        kind=RulingKind(row.kind),
        researchers=tuple(who),
        condition=None if row.condition is None else ConditionId(row.condition),
        into=row.into_word,
        discussed=row.discussed,
        remark=row.remark,
        at=row.at,
        supersedes=tuple(superseded),
    )


def insert_ruling(connection: Connection, ruling: Ruling) -> None:
    """Add a ruling within a transaction."""
    row = {
        "id": ruling.id,
        "key": ruling.key,
        "keyword": ruling.keyword,
        "kind": ruling.kind.value,
        "condition": ruling.condition,
        "into_key": keyword_key(ruling.into) or None,
        "into_word": ruling.into,
        "discussed": ruling.discussed,
        "remark": storable(ruling.remark),
        "at": ruling.at or now(),
    }
    connection.execute(insert(t.ruling).values(row))
    ids = researcher_ids(connection, ruling.researchers)
    who = [
        {"ruling_id": ruling.id, "position": i, "researcher_id": ids[name]} for i, name in enumerate(ruling.researchers)
    ]
    if who:
        connection.execute(insert(t.ruling_researcher), who)
    above = [
        {"key": ruling.key, "ruling_id": ruling.id, "position": i, "superseded_id": id}
        for i, id in enumerate(ruling.supersedes)
    ]
    if above:
        connection.execute(insert(t.ruling_supersedes), above)


def _insert_placements(connection: Connection, placements: Iterable[Placement]) -> None:
    rows = [
        {
            "key": p.key,
            "word": p.word,
            "counts_as": p.counts_as,
            "condition": p.condition,
            "discussed": p.discussed,
            "remark": p.remark,
        }
        for p in placements
    ]
    if rows:
        connection.execute(insert(t.keyword), rows)
