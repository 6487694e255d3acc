"""The variant that may be published: without texts, names, remarks and ids, and without a count that is one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from sq_coder.domain import (
    Agreement,
    Contents,
    Decision,
    DecisionId,
    Listed,
    Note,
    Perspective,
    Proposal,
    ProposalId,
    Recognisable,
    Ruling,
    RulingId,
    Run,
    RunId,
    Story,
    StoryId,
    Validation,
    Verdict,
    sha256,
)
from sq_coder.errors import Problem, quote
from sq_coder.gateways.writers.words import language_of, word

_SHOWN = 5


def risky(contents: Contents) -> list[Recognisable]:
    """The counts that are one recognisable person: a group, year or narrator's role with one story, also combined.

    Counted over the residents' stories and the facilitators' apart, as an export shows who told a story.
    A combination is named only when none of its parts is named already.
    """
    stories = [s for s in contents.stories if not s.withdrawn]
    items = [Recognisable("told_by", str(p)) for p in Perspective if sum(s.perspective is p for s in stories) == 1]
    for perspective in Perspective:
        of = [s for s in stories if s.perspective is perspective]
        if len(of) == 1:  # named above
            continue
        suffix = "" if perspective is Perspective.RESIDENT else f", {perspective}"
        groups = Counter(s.group for s in of if s.group)
        years = Counter(s.year for s in of if s.year is not None)
        both = Counter((s.group, s.year) for s in of if s.group and s.year is not None)
        items += [Recognisable("group", f"{group}{suffix}") for group, n in groups.items() if n == 1]
        # By difference: the only story that has no group, where all others have one.
        items += [Recognisable("group", f"?{suffix}")] if groups and sum(groups.values()) == len(of) - 1 else []
        items += [Recognisable("year", f"{year}{suffix}") for year, n in years.items() if n == 1]
        items += [
            Recognisable("group and year", f"{group}, {year}{suffix}")
            for (group, year), n in both.items()
            if n == 1 and groups[group] > 1 and years[year] > 1
        ]
    items += [Recognisable("slice", t.label or "?") for t in contents.slices if t.stories == 1]
    return sorted(set(items), key=lambda item: item.key)


def public(contents: Contents, *, confirmed: Collection[str] = ()) -> Contents:
    """The contents without texts, titles, names, remarks, further columns and ids; counts stay as they are.

    Ids become running numbers in an order that says nothing, researchers as in `researcher_numbers`. The
    report's text and the figures hold names, so they are left out; make them again from what this returns.

    Args:
        contents: what would be exported.
        confirmed: keys of the items of `risky` that may be shown all the same ('group=koor').

    Raises:
        Problem: a count is one recognisable person, and was not confirmed.
    """
    expect_nobody(risky(contents), confirmed)
    names = _Names(contents)
    return replace(
        contents,
        settings=replace(
            contents.settings,
            database="",
            model=replace(contents.settings.model, base_url="", only_endpoint=""),
            private=Listed(),
        ),
        stories=tuple(sorted((_story(s, names) for s in contents.stories if not s.withdrawn), key=lambda s: int(s.id))),
        runs=tuple(replace(_run(r), id=names.runs[r.id]) for r in contents.runs),
        proposals=tuple(_proposal(p, names) for p in contents.proposals if p.story in names.stories),
        suggestions=tuple(_proposal(p, names) for p in contents.suggestions if p.story in names.stories),
        decisions=tuple(_decision(d, names) for d in contents.decisions if d.story in names.stories),
        verdicts=tuple(_verdict(v, names) for v in contents.verdicts if v.story in names.stories),
        rulings=tuple(_ruling(r, names) for r in contents.rulings),
        placements=tuple(replace(p, remark="") for p in contents.placements),
        validation=_validation(contents, names),
        agreement=_agreement(contents, names),
        report_text="",
        figures={},
        statuses={names.stories[id]: status for id, status in contents.statuses.items() if id in names.stories},
        revisions=(),
        events=(),
        secret="",
        created_at="",
        tombstones=(),
        sent=(),
        frozen=(),
    )


def researcher_numbers(contents: Contents) -> dict[str, str]:
    """What each researcher is called in the public copy: 'onderzoeker 1' and so on, in an order that says nothing."""
    researcher = word("researcher", language_of(contents, None))
    people = {name for d in contents.decisions for name in d.researchers}
    people |= {name for r in contents.rulings for name in r.researchers}
    people |= set(contents.agreement.researchers) if contents.agreement else set()
    people |= {name for v in contents.verdicts for name in v.researchers}
    return {name: f"{researcher} {n}" for name, n in _numbered(sorted(people, key=sha256))}


class _Names:
    """The numbers that stand for ids and names."""

    def __init__(self, contents: Contents) -> None:
        # By hash: an order of import or of titles would tell who is who.
        self.stories = {
            StoryId(id): StoryId(number)
            for id, number in _numbered(sorted((s.id for s in contents.stories if not s.withdrawn), key=sha256))
        }
        self.runs = {RunId(id): RunId(n) for id, n in _numbered(r.id for r in contents.runs)}
        given = (*contents.proposals, *contents.suggestions)
        self.proposals = {ProposalId(id): ProposalId(n) for id, n in _numbered(p.id for p in given)}
        self.decisions = {DecisionId(id): DecisionId(n) for id, n in _numbered(d.id for d in contents.decisions)}
        self.rulings = {RulingId(id): RulingId(n) for id, n in _numbered(r.id for r in contents.rulings)}
        self._people = researcher_numbers(contents)

    def people(self, names: Iterable[str]) -> tuple[str, ...]:
        """The researchers by number, in the order of their numbers."""
        return tuple(sorted((self._people[name] for name in names), key=lambda name: (len(name), name)))


def _numbered(ids: Iterable[str]) -> list[tuple[str, str]]:
    return [(id, str(n)) for n, id in enumerate(dict.fromkeys(ids), start=1)]


def _story(story: Story, names: _Names) -> Story:
    return Story(
        id=names.stories[story.id],
        title="",
        text="",
        year=story.year,
        group=story.group,
        perspective=story.perspective,
    )


def _run(run: Run) -> Run:
    return replace(run, endpoint="", at=run.at[:10])


def _proposal(proposal: Proposal, names: _Names) -> Proposal:
    return Proposal(
        id=names.proposals[proposal.id],
        run=names.runs.get(proposal.run, RunId("")),
        story=names.stories[proposal.story],
        status=proposal.status,
        keyword=proposal.keyword,
        score=proposal.score,
        answered_by=proposal.answered_by,
        prompt_tokens=proposal.prompt_tokens,
        completion_tokens=proposal.completion_tokens,
        pseudonymised=proposal.pseudonymised,
        about=proposal.about,
        place=proposal.place,
    )


def _notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(replace(note, remark="") for note in notes)


def _decision(decision: Decision, names: _Names) -> Decision:
    return replace(
        decision,
        id=names.decisions[decision.id],
        story=names.stories[decision.story],
        researchers=names.people(decision.researchers),
        notes=_notes(decision.notes),
        remark="",
        at="",
        supersedes=tuple(names.decisions[id] for id in decision.supersedes if id in names.decisions),
        saw=names.proposals.get(decision.saw, ProposalId("")) if decision.saw else None,
        saw_decisions=tuple(names.decisions[id] for id in decision.saw_decisions if id in names.decisions),
        evidence=(),
        text_sha256="",
    )


def _verdict(verdict: Verdict, names: _Names) -> Verdict:
    return Verdict(
        story=names.stories[verdict.story],
        decisions=tuple(names.decisions[id] for id in verdict.decisions if id in names.decisions),
        researchers=names.people(verdict.researchers),
        notes=_notes(verdict.notes),
    )


def _ruling(ruling: Ruling, names: _Names) -> Ruling:
    return replace(
        ruling,
        id=names.rulings[ruling.id],
        researchers=names.people(ruling.researchers),
        remark="",
        at="",
        supersedes=tuple(names.rulings[id] for id in ruling.supersedes if id in names.rulings),
    )


def _validation(contents: Contents, names: _Names) -> Validation | None:
    found = contents.validation
    if found is None:
        return None
    reviewed = tuple(replace(r, story=names.stories[r.story]) for r in found.reviewed if r.story in names.stories)
    return replace(found, beside=tuple((names.runs[run], n) for run, n in found.beside), reviewed=reviewed)


def _agreement(contents: Contents, names: _Names) -> Agreement | None:
    found = contents.agreement
    if found is None:
        return None
    differing = tuple(names.stories[id] for id in found.differing if id in names.stories)
    # The reason why it was not measured may say who decided together.
    reason = "" if any(name in found.reason for name in found.researchers) else found.reason
    return replace(found, researchers=names.people(found.researchers), differing=differing, reason=reason)


def expect_nobody(items: Iterable[Recognisable], confirmed: Collection[str] = (), *, file: bool = True) -> None:
    """Refuses what shows one recognisable person; of a whole `file` a column can be left out, of a figure not.

    Raises:
        Problem: a count is one recognisable person, and was not confirmed by its key.
    """
    if shown := [item for item in items if item.key not in set(confirmed)]:
        raise _recognisable(shown, file=file)


def _recognisable(items: list[Recognisable], *, file: bool) -> Problem:
    shown = ", ".join(f"{item.what} {quote(item.value)}" for item in items[:_SHOWN])
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    confirm = f"--confirm {_typed(items[0].key)}"
    do = (
        f"Leave a column out (--without group), or confirm each item ({confirm}); list them with --recognisable."
        if file
        else f"Take another part or comparison, or confirm each item ({confirm})."
    )
    return Problem(
        "recognisable", f"These counts are one person, who may be recognised: {shown}{more}. Nothing was written. {do}"
    )


def _typed(key: str) -> str:
    """An item as it is typed on a command line; a shell takes some signs for its own."""
    return key if re.fullmatch(r"[\w=.-]+", key) else f'"{key}"'
