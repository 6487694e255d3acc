"""Proving that what the database derived still follows from what it was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection, select, text

from sq_coder.domain import UNDECIDED, Codebook, Decision, KeywordKey, Placement, Slice, Story, StoryId, Tally, Verdict
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import stored_decisions
from sq_coder.gateways.store.keywords import Keywords, stored_placements, words_in_use
from sq_coder.gateways.store.part import VerdictOf
from sq_coder.gateways.store.tallies import Tallies
from sq_coder.gateways.store.verdict_rows import stored_verdicts

StoryIdOf = Callable[[str, str], str]
"""A story's id from the study's secret key and its first text: `corpus.story_id`."""


class Proof(Keywords, Tallies):
    """The part of the store that checks it."""

    def check(self, verdict_of: VerdictOf, *, story_id_of: StoryIdOf | None = None) -> list[str]:
        """What does not hold together, as sentences that name story ids; empty when all is well."""
        with self._database.read() as connection:
            problems = [*self._broken(connection), *_wrong_revisions(connection), *_wrong_evidence(connection)]
            if story_id_of:
                problems += _wrong_ids(connection, story_id_of)
            decisions = stored_decisions(connection)
            problems += _wrong_heads(decisions)
            problems += _wrong_verdicts(decisions, stored_verdicts(connection), verdict_of)
            codebook = self._codebook_in_force(connection)
            right = {p.key: p for p in self._placed(connection, words_in_use(connection))}
            problems += _wrong_places(stored_placements(connection), right)
            verdicts = stored_verdicts(connection)
        counted = _counted(self.tally(Slice(perspective=None), codebook)[0])
        if counted != _counts(verdicts, right, codebook):
            problems.append("The counts of the whole study differ from a count of its verdicts one by one.")
        return problems

    def _broken(self, connection: Connection) -> Iterator[str]:
        if not self._database.is_file:
            return  # PostgreSQL checks its keys and pages itself
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield f"The database file is damaged: {str(said)[:100]}."
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"A row of {row[0]} names something in {row[2]} that is not there."


def _wrong_revisions(connection: Connection) -> Iterator[str]:
    of, current = t.story_revision.c, {}
    query = select(of.story_id, of.revision, of.year, of.group_name, of.perspective, of.text_sha256, of.text)
    for id, group in groupby(
        connection.execute(query.order_by(of.story_id, of.revision)), key=lambda row: row.story_id
    ):
        revisions = list(group)
        if [row.revision for row in revisions] != list(range(1, len(revisions) + 1)):
            yield f"Story {id}: a revision is missing."
        if any(Story(id, "", row.text).text_sha256 != row.text_sha256 for row in revisions):
            yield f"Story {id}: a text differs from its sha256."
        current[id] = tuple(revisions[-1])[1:5]
    story = t.story.c
    rows = connection.execute(select(story.id, story.revision, story.year, story.group_name, story.perspective))
    for id, *shown in rows:
        if shown[0] is not None and tuple(shown) != current.get(id):
            yield f"Story {id}: its year, group or perspective differs from its latest revision."


def _wrong_ids(connection: Connection, story_id_of: StoryIdOf) -> Iterator[str]:
    secret = connection.scalar(select(t.study.c.secret)) or ""
    of = t.story_revision.c
    for id, told in connection.execute(select(of.story_id, of.text).where(of.revision == 1).order_by(of.story_id)):
        if story_id_of(secret, told) != id:
            yield f"Story {id}: its id does not follow from its first text."


def _wrong_evidence(connection: Connection) -> Iterator[str]:
    of = t.story_revision.c
    texts = {(id, sha): told for id, sha, told in connection.execute(select(of.story_id, of.text_sha256, of.text))}
    for row in connection.execute(select(t.evidence).order_by(t.evidence.c.ordinal)):
        told = texts.get((row.story_id, row.text_sha256))
        if told is None:
            yield f"Story {row.story_id}: a passage names a text that the story never had."
        elif told[row.start : row.stop] != row.text:
            yield f"Story {row.story_id}: a passage does not stand in the text at {row.start} to {row.stop}."


def _wrong_heads(decisions: list[Decision]) -> Iterator[str]:
    """A decision supersedes earlier ones of its own researchers only."""
    given = {d.id: d for d in decisions}
    for decision in decisions:
        for id in decision.supersedes:
            if not set(given[id].researchers) & set(decision.researchers):
                yield f"Story {decision.story}: decision {decision.id} supersedes one of somebody else."


def _wrong_verdicts(
    decisions: list[Decision], stored: Mapping[StoryId, Verdict], verdict_of: VerdictOf
) -> Iterator[str]:
    by_story: dict[StoryId, list[Decision]] = {story: [] for story in stored}
    for decision in decisions:
        by_story.setdefault(decision.story, []).append(decision)
    for story, on_story in by_story.items():
        if stored.get(story) != (verdict_of(on_story) if on_story else None):
            yield f"Story {story}: the stored verdict does not follow from its decisions."


def _wrong_places(stored: Mapping[KeywordKey, Placement], right: Mapping[KeywordKey, Placement]) -> Iterator[str]:
    for key in sorted(stored.keys() | right.keys()):
        if stored.get(key) != right.get(key):
            yield f"The keyword '{key}' does not stand where codebook and rulings put it."


def _counted(tally: Tally) -> Counter[tuple[str, str]]:
    """Counts by condition and word, as a tally has them."""
    of_all = (*tally.conditions, tally.undecided)
    return Counter({(c.condition, word): count for c in of_all for word, count, _ in c.keywords})


def _counts(
    verdicts: Mapping[StoryId, Verdict], places: Mapping[KeywordKey, Placement], codebook: Codebook
) -> Counter[tuple[str, str]]:
    """The same counts, story by story."""
    counts: Counter[tuple[str, str]] = Counter()
    for verdict in verdicts.values():
        rows = set()
        for note in verdict.notes:
            if note.key not in places:
                continue  # its keyword was tampered with, so the counts will differ
            place = places[note.key]
            condition = note.condition or place.condition
            known = condition if condition in codebook.condition_ids else UNDECIDED
            rows.add((known, places[place.counts_as].word))
        counts.update(rows)
    return counts
