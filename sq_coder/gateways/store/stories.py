"""Stories and their revisions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

from sq_coder.domain import Answer, Arrival, Consent, Perspective, Slice, Story, StoryId, now
from sq_coder.errors import AmbiguousStory, Problem, UnknownStory
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.database import one_of
from sq_coder.gateways.store.part import Part, withdrawn
from sq_coder.gateways.store.slices import is_in

IN_ORDER = (t.story.c.year.is_(None), t.story.c.year, t.story.c.ordinal)
CURRENT = and_(t.story_revision.c.story_id == t.story.c.id, t.story_revision.c.revision == t.story.c.revision)


class Stories(Part):
    """The part of the store that holds stories."""

    def add_stories(self, stories: Sequence[Story]) -> list[Arrival]:
        """Add the stories that are new, all or none; what became of each, in their order."""
        with self._database.write() as connection:
            there = _there(connection, [story.id for story in stories])
            arrivals, new = [], []
            for story in stories:
                arrivals.append(there.get(story.id, Arrival.ADDED))
                if story.id not in there:
                    new.append(replace(story, revision=1, at=story.at or now()))
                    there[story.id] = Arrival.ALREADY_THERE
            if new:
                connection.execute(insert(t.story), [_story_row(story) for story in new])
                _add_revisions(connection, new)
        return arrivals

    def add_revision(self, story: Story, expected_revision: int) -> Story:
        """Append a changed story; the story as it now is. Nothing is added when nothing changed.

        Raises:
            Problem: the story is no longer at `expected_revision`, or was withdrawn.
        """
        with self._database.write() as connection:
            found = _loaded(connection, _selected().where(t.story.c.id == story.id))
            if not found:
                _there_or_raise(connection, story.id)
            current = found[0]
            if current.revision != expected_revision:
                raise Problem(
                    "stale",
                    f"Story {story.id[:8]} was changed since you saw it. Your change was not saved. "
                    "Look at the story again and change it then.",
                )
            if replace(story, revision=current.revision, at=current.at) == current:
                return current
            revised = replace(story, revision=current.revision + 1, at=now())
            _add_revisions(connection, [revised])
            row = _story_row(revised)
            connection.execute(update(t.story).where(t.story.c.id == story.id).values(row))
        return revised

    def stories(
        self, slice: Slice | None = None, *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[Story]:
        """The stories of a slice (None: all that are not withdrawn), by year and then as they were added."""
        query = self._chosen(_selected(), slice, search).order_by(*IN_ORDER).limit(limit).offset(offset)
        with self._database.read() as connection:
            return _loaded(connection, query)

    def count_stories(self, slice: Slice | None = None, *, search: str | None = None) -> int:
        """How many stories `stories` gives without a limit."""
        query = select(func.count()).select_from(t.story).join(t.story_revision, CURRENT)
        with self._database.read() as connection:
            return connection.scalar(self._chosen(query, slice, search)) or 0

    def story(self, reference: str) -> Story:
        """The story with this id, this title, or this beginning of an id, in that order; also a withdrawn one, by its id.

        Raises:
            UnknownStory, AmbiguousStory: it fits none, or more than one.
        """
        beginning = reference.strip().casefold()
        fits = func.substr(t.story.c.id, 1, len(beginning)) == beginning
        titled = t.story_revision.c.title_key == title_key(reference)
        ids = select(t.story.c.id).outerjoin(t.story_revision, CURRENT).order_by(t.story.c.ordinal)
        with self._database.read() as connection:
            # A whole id first: the screens ask by it all the time, and a beginning or title reads every story.
            found = list(connection.scalars(select(t.story.c.id).where(t.story.c.id == beginning)))
            # A title of a letter, 'E', also begins ids.
            for one in (titled, fits) if beginning else ():
                found = found or list(connection.scalars(ids.where(one)))
            if not found:
                raise UnknownStory(reference)
            if len(found) > 1:
                raise AmbiguousStory(reference, found)
            stories = _loaded(connection, _selected().where(t.story.c.id == found[0]))
            return stories[0] if stories else _erased(connection, found[0])

    def revisions(self, story_id: StoryId) -> list[Story]:
        """A story's revisions, the first one first; none of a withdrawn story."""
        query = select(t.story_revision).where(t.story_revision.c.story_id == story_id)
        with self._database.read() as connection:
            return _loaded(connection, query.order_by(t.story_revision.c.revision))

    def text_of(self, story_id: StoryId, text_sha256: str) -> str | None:
        """A text that the story has or had; None when it never had it or was withdrawn."""
        of = t.story_revision.c
        query = select(of.text).where(of.story_id == story_id, of.text_sha256 == text_sha256).limit(1)
        with self._database.read() as connection:
            text: str | None = connection.scalar(query)
            return text

    def _chosen(
        self, query: Select[*tuple[Any, ...]], slice: Slice | None, search: str | None
    ) -> Select[*tuple[Any, ...]]:
        query = query.where(t.story.c.revision.is_not(None), *is_in(slice))
        if search and (sought := unicodedata.normalize("NFC", search).casefold()):
            fold = func.sq_fold if self._database.is_file else func.lower
            title, text = fold(t.story_revision.c.title), fold(t.story_revision.c.text)
            query = query.where(or_(title.contains(sought, autoescape=True), text.contains(sought, autoescape=True)))
        return query


def title_key(title: str) -> str:
    """What makes two titles the same: NFC, casefold, single spaces."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def stories_with(connection: Connection, ids: Sequence[str]) -> list[Story]:
    """The stories with these ids in their latest revision, in the order of the ids."""
    found: dict[str, Story] = {}
    for part in one_of(list(ids)):
        found |= {story.id: story for story in _loaded(connection, _selected().where(t.story.c.id.in_(part)))}
    return [found[id] for id in ids if id in found]


def expect_stories(connection: Connection, ids: Sequence[str]) -> None:
    """Refuse ids of stories that the study does not have, or that were withdrawn."""
    there = _there(connection, list(ids))
    for id in ids:
        if id not in there:
            raise UnknownStory(id)
        if there[id] is Arrival.WITHDRAWN:
            raise withdrawn(id)


def _selected() -> Select[*tuple[Any, ...]]:
    return select(t.story_revision).select_from(t.story).join(t.story_revision, CURRENT)


def _loaded(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Story]:
    keys = query.with_only_columns(t.story_revision.c.story_id, t.story_revision.c.revision).subquery()
    of = t.story_attribute.c
    rows = select(of.story_id, of.revision, of.name, of.value).join(
        keys, and_(keys.c.story_id == of.story_id, keys.c.revision == of.revision)
    )
    attributes: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for row in connection.execute(rows.order_by(of.story_id, of.revision, of.position)):
        attributes.setdefault((row[0], row[1]), []).append((row[2], row[3]))
    return [_story(row, attributes.get((row.story_id, row.revision), [])) for row in connection.execute(query)]


def _story(row: Row[*tuple[Any, ...]], attributes: list[tuple[str, str]]) -> Story:
    return Story(
        id=StoryId(row.story_id),
        title=row.title,
        text=row.text,
        year=row.year,
        group=row.group_name,
        perspective=Perspective(row.perspective),
        source=row.source,
        consent=Consent(Answer(row.consent_ai), Answer(row.consent_quote), Answer(row.consent_archive)),
        attributes=tuple(attributes),
        revision=row.revision,
        at=row.at,
    )


def _erased(connection: Connection, id: str) -> Story:
    at = connection.scalar(select(t.tombstone.c.at).where(t.tombstone.c.story_id == id))
    return Story(StoryId(id), title="", text="", at=at or "", withdrawn=True)


def _there(connection: Connection, ids: list[str]) -> dict[str, Arrival]:
    there: dict[str, Arrival] = {}
    for part in one_of(ids):
        stories = connection.scalars(select(t.story.c.id).where(t.story.c.id.in_(part)))
        there |= dict.fromkeys(stories, Arrival.ALREADY_THERE)
        gone = connection.scalars(select(t.tombstone.c.story_id).where(t.tombstone.c.story_id.in_(part)))
        there |= dict.fromkeys(gone, Arrival.WITHDRAWN)
    return there


def earlier_revisions(connection: Connection) -> list[Story]:
    """Every revision before the latest, story by story: an order that a study that was put back has too."""
    of = t.story_revision.c
    query = select(t.story_revision).join(t.story, t.story.c.id == of.story_id)
    return _loaded(connection, query.where(of.revision < t.story.c.revision).order_by(of.story_id, of.revision))


def insert_stories(
    connection: Connection, stories: Sequence[Story], *, earlier: Sequence[Story] = (), gone: Sequence[StoryId] = ()
) -> None:
    """Add stories with all their revisions within a transaction, and the bare ids of those that were withdrawn."""
    nothing: dict[str, object] = {"revision": None, "year": None, "group_name": None, "perspective": None}
    rows = [*map(_story_row, stories), *(nothing | {"id": id} for id in gone)]
    if rows:
        connection.execute(insert(t.story), rows)
    if stories:
        _add_revisions(connection, [*earlier, *stories])


def merge_revisions(connection: Connection, theirs: Sequence[Story]) -> int:
    """Append the revisions of another copy that stories here lack; how many.

    Whichever copy a merge begins with, the revision that was made last is the one that holds: when that one was
    here already it is appended once more, after those that came in.
    """
    of = t.story_revision.c
    both: dict[str, tuple[list[Story], list[Story]]] = {story.id: ([], []) for story in theirs}
    for story in theirs:
        both[story.id][1].append(story)
    for part in one_of(sorted(both)):
        query = select(t.story_revision).where(of.story_id.in_(part)).order_by(of.story_id, of.revision)
        for story in _loaded(connection, query):
            both[story.id][0].append(story)
    added = 0
    for id, (ours, others) in both.items():
        new, again = _lacking(ours, others)
        if new:
            numbered = [replace(s, revision=len(ours) + i) for i, s in enumerate((*new, *again), start=1)]
            _add_revisions(connection, numbered)
            connection.execute(update(t.story).where(t.story.c.id == id).values(_story_row(numbered[-1])))
        added += len(new)
    return added


def _lacking(ours: Sequence[Story], theirs: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """The revisions that only the other copy has, and what of ours has to come after them again."""
    here = {replace(story, revision=0) for story in ours}
    # The same document brought in twice is one first revision, whenever that was.
    first = {replace(story, revision=0, at="", source="") for story in ours if story.revision == 1}
    there = dict.fromkeys(
        replace(story, revision=0)
        for story in theirs
        if story.revision > 1 or replace(story, revision=0, at="", source="") not in first
    )
    new = [story for story in there if story not in here]
    last = max((*here, *new), key=lambda story: (story.at, repr(story)))
    return new, [last] if new and new[-1] != last else []


def _there_or_raise(connection: Connection, id: StoryId) -> None:
    expect_stories(connection, [id])
    raise UnknownStory(id)


def _story_row(story: Story) -> dict[str, object]:
    return {
        "id": story.id,
        "revision": story.revision,
        "year": story.year,
        "group_name": story.group,
        "perspective": story.perspective.value,
    }


def _add_revisions(connection: Connection, stories: Sequence[Story]) -> None:
    connection.execute(insert(t.story_revision), [_revision_row(story) for story in stories])
    attributes = [
        {"story_id": story.id, "revision": story.revision, "position": position, "name": name, "value": value}
        for story in stories
        for position, (name, value) in enumerate(story.attributes)
    ]
    if attributes:
        connection.execute(insert(t.story_attribute), attributes)


def _revision_row(story: Story) -> dict[str, object]:
    return {
        "story_id": story.id,
        "revision": story.revision,
        "title": story.title,
        "title_key": title_key(story.title),
        "year": story.year,
        "group_name": story.group,
        "perspective": story.perspective.value,
        "source": story.source,
        "consent_ai": story.consent.ai.value,
        "consent_quote": story.consent.quote.value,
        "consent_archive": story.consent.archive.value,
        "at": story.at,
        "text_sha256": story.text_sha256,
        "text": story.text,
    }
