"""The tables that every export of rows shares: what stands in them, before a file format is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from sq_coder.domain import (
    UNDECIDED,
    ConditionId,
    ConditionTally,
    Contents,
    Decision,
    Evidence,
    Note,
    Proposal,
    ProposalStatus,
    Story,
    Tally,
)
from sq_coder.gateways.writers.cells import Cell, Table, moment
from sq_coder.gateways.writers.index import Index
from sq_coder.gateways.writers.origins import HEADERS as ORIGIN
from sq_coder.gateways.writers.origins import Origins
from sq_coder.gateways.writers.words import Language, word

NOTE_COLUMNS = (
    *("story", "title", "year", "group", "told_by", "proposal", "proposer", "model", "prompt_sha256"),
    *("decision", "saw", "researchers", "keyword", "counts_as", "condition", "discussed", "note_remark", "remark"),
    *("status", "proposal_id", "prompt", "raw_reply", "proposed_at", *ORIGIN),
)


def notes(contents: Contents, language: Language) -> Table:
    """One row per note on a story with all it came from; a story without a note has one row too: n is data."""
    index, origins = Index(contents), Origins(contents)
    rows: list[tuple[Cell, ...]] = []
    for story in contents.stories:
        status = word(str(index.status(story)), language)
        told = (*_about(story, language),)
        current = index.current(story.id)
        verdict = index.verdict(story.id)
        if verdict:
            # Equal decisions are one set of notes: each counts once.
            ids, sources = "|".join(verdict.decisions), [d for d, _ in current if d.id in set(verdict.decisions)]
            groups = [(ids, verdict.researchers, verdict.notes, sources)]
        else:
            groups = [(d.id, who, d.notes, [d]) for d, who in current]
        for ids, who, found, sources in groups:
            proposal = _beside(index, story, sources)
            origin, frozen = _origin(index, proposal, language), _frozen(index, origins, proposal)
            remark = "\n".join(dict.fromkeys(d.remark for d in sources if d.remark))
            rows += [
                (
                    *told,
                    *origin,
                    ids,
                    _sight(sources, language),
                    "|".join(who),
                    *_note(index, note, language),
                    remark,
                    status,
                    *frozen,
                )
                for note in found
            ]
        if not groups:
            proposal = _beside(index, story, [])
            frozen = _frozen(index, origins, proposal)
            rows.append((*told, *_origin(index, proposal, language), *(None for _ in range(9)), status, *frozen))
    return Table("notes", NOTE_COLUMNS, tuple(rows))


def stories(contents: Contents, language: Language) -> Table:
    """One row per story, with its further columns and its text last."""
    index = Index(contents)
    attributes = tuple(dict.fromkeys(name for story in contents.stories for name, _ in story.attributes))
    headers = ("story", "title", "year", "group", "told_by", "source", "words", "status", "ai", "quote", "archive")
    rows = [
        (
            *_about(s, language),
            s.source,
            s.words,
            word(str(index.status(s)), language),
            *(word(str(answer), language) for answer in (s.consent.ai, s.consent.quote, s.consent.archive)),
            *("|".join(v for n, v in s.attributes if n == name) or None for name in attributes),
            s.revision,
            moment(s.at),
            s.text,
        )
        for s in contents.stories
    ]
    return Table("stories", (*headers, *attributes, "revision", "at", "text"), tuple(rows))


def proposals(contents: Contents, language: Language) -> Table:
    """One row per proposal, with all it came from."""
    index, origins = Index(contents), Origins(contents)
    rows = []
    for p in contents.proposals:
        run = index.runs.get(p.run)
        origin = (
            (word(run.proposer, language), p.answered_by or run.model, run.prompt, run.prompt_sha256)
            if run
            else ("",) * 4
        )
        rows.append(
            (
                *(p.id, p.run, p.story, index.title(p.story), p.keyword, index.place(p.keyword, language)),
                *(word(str(p.status), language), p.score, _passages(p.evidence), *origin),
                *(p.raw_reply, p.reason, moment(p.at)),
                *origins.of(p),
            )
        )
    headers = ("proposal_id", "run", "story", "title", "keyword", "condition", "status", "score", "passages")
    return Table(
        "proposals",
        (*headers, "proposer", "model", "prompt", "prompt_sha256", "raw_reply", "reason", "at", *ORIGIN),
        tuple(rows),
    )


def suggestions(contents: Contents, language: Language) -> Table:
    """One row per answer to a second prompt, with all it came from: passages and places, which count nowhere."""
    index, origins = Index(contents), Origins(contents)
    rows = []
    for p in contents.suggestions:
        run = index.runs.get(p.run)
        asked = (word(f"asked.{run.purpose}", language), run.prompt, run.prompt_sha256) if run else (None,) * 3
        place = index.condition(ConditionId(p.place), language) if p.place else None
        rows.append(
            (
                *(p.id, p.run, p.story, index.title(p.story), p.about, word(str(p.status), language)),
                *(place, _passages(p.evidence), "\n".join(p.invented), p.answered_by, *asked),
                *(p.raw_reply, p.reason, moment(p.at), *origins.of(p)),
            )
        )
    headers = ("proposal_id", "run", "story", "title", "about_keyword", "status", "place_suggested", "passages")
    asked_for = ("invented", "model", "asked_for", "prompt", "prompt_sha256", "raw_reply", "reason", "at")
    return Table("suggestions", (*headers, *asked_for, *ORIGIN), tuple(rows))


def decisions(contents: Contents, language: Language) -> Table:
    """One row per note of every decision, superseded ones too; `latest` says which still hold."""
    index = Index(contents)
    rows = [
        (
            *(d.id, d.story, index.title(d.story), "|".join(d.researchers), *_note(index, note, language)),
            *(d.remark, _sight([d], language), d.saw, index.is_current(d), _passages(d.evidence), moment(d.at)),
        )
        for d in contents.decisions
        for note in d.notes
    ]
    headers = ("decision", "story", "title", "researchers", "keyword", "counts_as", "condition", "discussed")
    return Table(
        "decisions",
        (*headers, "note_remark", "remark", "saw", "proposal_id", "latest", "passages", "at"),
        tuple(rows),
    )


def verdicts(contents: Contents, language: Language) -> Table:
    """One row per note of every verdict."""
    index = Index(contents)
    rows = []
    for v in contents.verdicts:
        s = index.stories.get(v.story)
        about = _about(s, language) if s else (v.story, "", None, None, "")
        rows += [
            (*about, *_note(index, note, language), "|".join(v.researchers), "|".join(v.decisions), moment(v.at))
            for note in v.notes
        ]
    headers = ("story", "title", "year", "group", "told_by", "keyword", "counts_as", "condition", "discussed")
    return Table("verdicts", (*headers, "note_remark", "researchers", "decision", "at"), tuple(rows))


def rulings(contents: Contents, language: Language) -> Table:
    """One row per ruling, in the order they were made."""
    index = Index(contents)
    rows = [
        (
            *(r.id, r.keyword, word(str(r.kind), language), index.condition(r.condition, language)),
            *(r.into, r.discussed, "|".join(r.researchers), r.remark, moment(r.at)),
        )
        for r in contents.rulings
    ]
    headers = ("ruling_id", "keyword", "ruling", "condition", "into", "discussed", "researchers", "remark", "at")
    return Table("rulings", headers, tuple(rows))


def tallies(contents: Contents, language: Language) -> Table:
    """One row per condition and keyword, of all stories and then of each slice; a total per condition, zeros too."""
    index = Index(contents)
    rows: list[tuple[Cell, ...]] = []
    for tally in (contents.tally, *contents.slices):
        label = tally.label or word("all", language)
        for part in (*tally.conditions, tally.undecided):
            rows += _counted(
                part, tally, label=label, condition=index.condition(part.condition, language), language=language
            )
    headers = ("slice", "condition", "keyword", "times", "in_stories", "of_stories", "discussed")
    return Table("tallies", headers, tuple(rows))


def log(contents: Contents, language: Language) -> Table:
    """Who did what on what, by time: stories, runs, decisions and rulings."""
    index = Index(contents)
    rows: list[tuple[str, str, str, str, str]] = []
    for s in (*contents.revisions, *contents.stories):
        rows.append((s.at, "added" if s.revision == 1 else "revised", "", s.id, index.title(s.id)))
    for r in contents.runs:
        rows.append((r.at, "ran", "", r.id, " ".join(filter(None, (word(r.proposer, language), r.model, r.prompt)))))
    for d in contents.decisions:
        rows.append((d.at, "decided", "|".join(d.researchers), d.story, " | ".join(n.keyword for n in d.notes)))
    for u in contents.rulings:
        where = u.into or (index.condition(u.condition, language) if u.condition else "")
        rows.append((u.at, str(u.kind), "|".join(u.researchers), u.keyword, where or ""))
    rows.sort(key=lambda row: row[0])
    typed = tuple((moment(at), word(what, language), *rest) for at, what, *rest in rows)
    return Table("log", ("at", "what", "who", "about", "detail"), typed)


def all_tables(contents: Contents, language: Language) -> tuple[Table, ...]:
    """Every table, in the order of the sheets."""
    makers = (stories, proposals, suggestions, decisions, verdicts, rulings, tallies, log)
    return tuple(make(contents, language) for make in makers)


def _about(story: Story, language: Language) -> tuple[Cell, ...]:
    return story.id, story.title, story.year, story.group, word(str(story.perspective), language)


def _note(index: Index, note: Note, language: Language) -> tuple[Cell, ...]:
    placement = index.placements.get(note.key)
    counts_as = index.spelling(placement.counts_as) if placement else note.keyword
    place = index.condition(index.place_of(note), language)
    return note.keyword, counts_as, place, bool(placement and placement.discussed), note.remark


def _beside(index: Index, story: Story, sources: Iterable[Decision]) -> Proposal | None:
    """The proposal that was in sight of these decisions."""
    seen = [index.proposals[d.saw] for d in sources if d.saw in index.proposals]
    # Without one in sight: the last proposal on the story, so that proposal and keyword stand side by side.
    found = seen or index.of_story.get(story.id, [])[-1:]
    return found[-1] if found else None


def _frozen(index: Index, origins: Origins, proposal: Proposal | None) -> tuple[Cell, ...]:
    if proposal is None:
        return (None,) * (4 + len(ORIGIN))
    run = index.runs.get(proposal.run)
    prompt = run.prompt if run else None
    return proposal.id, prompt, proposal.raw_reply, moment(proposal.at), *origins.of(proposal)


def _origin(index: Index, proposal: Proposal | None, language: Language) -> tuple[Cell, ...]:
    if proposal is None:
        return None, None, None, None
    run = index.runs.get(proposal.run)
    said = _said(proposal, language)
    if run is None:
        return said, None, None, None
    return said, word(run.proposer, language), proposal.answered_by or run.model, run.prompt_sha256


def _said(proposal: Proposal, language: Language) -> str:
    return proposal.keyword if proposal.status is ProposalStatus.OK else f"({word(str(proposal.status), language)})"


def _sight(sources: Iterable[Decision], language: Language) -> str:
    return "|".join(dict.fromkeys(word(f"sight.{d.sight}", language) for d in sources))


def _passages(evidence: Iterable[Evidence]) -> str:
    return "\n".join(e.text for e in evidence)


def _counted(
    part: ConditionTally, tally: Tally, *, label: str, condition: str | None, language: Language
) -> list[tuple[Cell, ...]]:
    if part.condition == UNDECIDED and not part.total:
        return []
    rows: list[tuple[Cell, ...]] = [(label, condition, w, n, None, tally.stories, d) for w, n, d in part.keywords]
    return [*rows, (label, condition, f"({word('total', language)})", part.total, part.stories, tally.stories, None)]
