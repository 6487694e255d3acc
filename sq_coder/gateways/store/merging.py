"""Two copies of one study become one: what was added in the other is added here, and what was withdrawn there goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnClause, Connection, insert, select

from sq_coder.domain import (
    Contents,
    Decision,
    Frozen,
    Merged,
    Proposal,
    RunEvent,
    Sent,
    Sight,
    StoryId,
    Tombstone,
    now,
)
from sq_coder.errors import Problem
from sq_coder.gateways.store import tables as t
from sq_coder.gateways.store.decision_rows import insert_decisions, stored_decisions
from sq_coder.gateways.store.freezing import insert_frozen, stored_frozen
from sq_coder.gateways.store.keywords import Keywords, insert_ruling
from sq_coder.gateways.store.part import VerdictOf
from sq_coder.gateways.store.proposals import insert_proposals
from sq_coder.gateways.store.researchers import names_by_id, researcher_ids
from sq_coder.gateways.store.runs import insert_events, insert_runs, insert_sent, stored_events, stored_sent
from sq_coder.gateways.store.stories import insert_stories, merge_revisions, title_key
from sq_coder.gateways.store.verdict_rows import replace_verdicts
from sq_coder.gateways.store.withdrawal import Withdrawal, bury, put_tombstone

Thing = TypeVar("Thing", RunEvent, Sent)


class Merging(Keywords, Withdrawal):
    """The part of the store that takes in another copy of the study."""

    secret: str

    def merge(self, other: Contents, verdict_of: VerdictOf) -> Merged:
        """Add everything of another copy that this one lacks, all or nothing; what came in.

        What was withdrawn in either is erased first. Nothing that is here changes: a researcher who decided in
        both copies has two latest decisions then, which is to discuss.

        Raises:
            Problem: it is another study; nothing is changed.
            StudyProblem: stories were withdrawn, but their words can still stand in the file.
        """
        if other.secret != self.secret:
            raise Problem(
                "another_study",
                "The other one is not a copy of this study: it has another key. Nothing was merged. "
                "Give a copy or a backup of this study.",
            )
        with self._database.write() as connection:
            erased, buried = _bury(connection, other.tombstones)
            other = _without(other, _ids(connection, t.tombstone.c.story_id))
            rest = buried + _sources(connection, other)
            stories, revisions = _stories(connection, other)
            rest += _runs(connection, other)
            proposals = _proposals(connection, (*other.proposals, *other.suggestions))
            decisions, touched = _decisions(connection, other.decisions)
            rulings = [r for r in other.rulings if r.id not in _ids(connection, t.ruling.c.id)]
            for ruling in rulings:
                insert_ruling(connection, ruling)
            published = _published(connection, other.frozen)
            if decisions or rulings:
                self._place_again(connection)
            _settle(connection, touched, verdict_of)
            in_force = connection.scalar(select(t.study.c.codebook_sha256))
        if erased:
            self._leave_no_trace(erased)
        return Merged(
            stories=stories,
            revisions=revisions,
            proposals=proposals,
            decisions=decisions,
            rulings=len(rulings),
            published=published,
            withdrawn=tuple(erased),
            other_codebook=other.codebook.sha256 != in_force,
            rest=rest,
        )


def _settle(connection: Connection, touched: Sequence[StoryId], verdict_of: VerdictOf) -> None:
    """Derive again what holds for the stories that got decisions."""
    of: dict[StoryId, list[Decision]] = {story: [] for story in touched}
    for decision in stored_decisions(connection, touched):
        of[decision.story].append(decision)
    replace_verdicts(connection, {story: verdict_of(given) for story, given in of.items()})


def _ids(connection: Connection, column: ColumnClause[Any]) -> set[str]:
    return set(connection.scalars(select(column)))


def _bury(connection: Connection, tombstones: Iterable[Tombstone]) -> tuple[list[StoryId], int]:
    """Erase what was withdrawn in the other copy; the stories that were still here, and how many tombstones are new."""
    known, here = _ids(connection, t.tombstone.c.story_id), _ids(connection, t.story.c.id)
    new = [tombstone for tombstone in tombstones if tombstone.story not in known]
    for tombstone in new:
        if tombstone.story in here:
            bury(connection, tombstone)
        else:
            insert_stories(connection, (), gone=[StoryId(tombstone.story)])
            put_tombstone(connection, tombstone)
    return [StoryId(tombstone.story) for tombstone in new if tombstone.story in here], len(new)


def _without(other: Contents, gone: set[str]) -> Contents:
    """The other copy without what was told in stories that are withdrawn here by now."""
    return replace(
        other,
        stories=tuple(s for s in other.stories if s.id not in gone),
        revisions=tuple(s for s in other.revisions if s.id not in gone),
        proposals=tuple(p for p in other.proposals if p.story not in gone),
        suggestions=tuple(p for p in other.suggestions if p.story not in gone),
        decisions=tuple(d for d in other.decisions if d.story not in gone),
        # A step can say what a model answered; erased here, it is erased in what comes in.
        events=tuple(replace(e, detail="") if e.story in gone else e for e in other.events),
    )


def _sources(connection: Connection, other: Contents) -> int:
    """Add the versions of the codebook and the prompts that were used; the codebook in force stays."""
    known = _ids(connection, t.codebook.c.sha256)
    rows = [
        {"sha256": c.sha256, "name": c.name, "text": c.text, "at": other.codebook_dates.get(c.sha256) or now()}
        for c in {c.sha256: c for c in (*other.codebooks, other.codebook)}.values()
        if c.sha256 not in known
    ]
    if rows:
        connection.execute(insert(t.codebook), rows)
    used = {run.prompt_sha256 for run in other.runs} - _ids(connection, t.prompt.c.sha256)
    prompts = {p.sha256: p for p in other.prompts if p.sha256 in used}
    for prompt in prompts.values():
        row = {"sha256": prompt.sha256, "name": prompt.name, "text": prompt.text, "at": now()}
        connection.execute(insert(t.prompt).values(row))
    return len(rows) + len(prompts)


def _stories(connection: Connection, other: Contents) -> tuple[int, int]:
    """Add new stories whole, and to known ones the revisions they lack; how many of each."""
    known = _ids(connection, t.story.c.id)
    new = [story for story in other.stories if story.id not in known]
    insert_stories(connection, new, earlier=[r for r in other.revisions if r.id not in known])
    theirs = [story for story in (*other.revisions, *other.stories) if story.id in known]
    return len(new), merge_revisions(connection, theirs)


def _runs(connection: Connection, other: Contents) -> int:
    """Add runs, their steps, and what was sent."""
    known = _ids(connection, t.run.c.id)
    runs = [run for run in other.runs if run.id not in known]
    insert_runs(connection, runs)
    events = _more(other.events, stored_events(connection))
    insert_events(connection, events)
    sent = _more(other.sent, stored_sent(connection))
    if sent:
        insert_sent(connection, sent)
    return len(runs) + len(events) + len(sent)


def _more(theirs: Sequence[Thing], ours: Sequence[Thing]) -> list[Thing]:
    """Of things without an id, those that the other copy has more often than this one."""
    here, new = Counter(ours), []
    for thing in theirs:
        if here[thing]:
            here[thing] -= 1
        else:
            new.append(thing)
    return new


def _proposals(connection: Connection, theirs: Sequence[Proposal]) -> int:
    known = _ids(connection, t.proposal.c.id)
    return sum(insert_proposals(connection, [p for p in theirs if p.id not in known], again=True))


def _decisions(connection: Connection, theirs: Sequence[Decision]) -> tuple[int, list[StoryId]]:
    """Add decisions; how many, and the stories they are on."""
    known, proposals = _ids(connection, t.decision.c.id), _ids(connection, t.proposal.c.id)
    new = [_with_sight(d, proposals) for d in theirs if d.id not in known]
    ids = researcher_ids(connection, (name for d in new for name in d.researchers))
    names = names_by_id(connection)
    spelt = [replace(d, researchers=tuple(names[ids[name]] for name in d.researchers)) for d in new]
    insert_decisions(connection, spelt, {names[id]: id for id in ids.values()})
    return len(new), list(dict.fromkeys(d.story for d in new))


def _with_sight(decision: Decision, proposals: set[str]) -> Decision:
    """A decision whose proposal is here; else it is not known what was in sight.

    One run can have answered a question in both copies, when they parted while it went on. Its answer here stays.
    """
    if decision.saw is None or decision.saw in proposals:
        return decision
    return replace(decision, sight=Sight.UNKNOWN, saw=None)


def _published(connection: Connection, theirs: Sequence[Frozen]) -> int:
    """Add published states; one whose name stands for another state here gets its moment behind its name."""
    here = stored_frozen(connection)
    new = [f for f in theirs if not any(replace(f, name=h.name) == h for h in here)]
    taken = {title_key(h.name) for h in here}
    for frozen in new:
        name = frozen.name if title_key(frozen.name) not in taken else f"{frozen.name} ({frozen.at})"
        insert_frozen(connection, replace(frozen, name=name))
    return len(new)
