"""A study's lists as tables for analysis: one row per story, proposal or note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sq_coder import quadrant
from sq_coder.errors import Problem, quote

if TYPE_CHECKING:
    import pandas as pd

    from sq_coder.study.results import Results

Row = dict[str, Any]


def frame(study: Results, what: str) -> pd.DataFrame:
    """A DataFrame of one of the study's lists; empty ones keep their columns."""
    from sq_coder.gateways.frames import data_frame

    if what not in _LISTS:
        raise Problem("frame", f"There is no table {quote(what)}. Choose one of: {', '.join(_LISTS)}.")
    columns, rows = _LISTS[what]
    return data_frame(rows(study), columns)


def _stories(study: Results) -> list[Row]:
    statuses = study.story_statuses()
    return [
        {
            "story": s.id,
            "title": s.title,
            "year": s.year,
            "group": s.group,
            "perspective": s.perspective.value,
            "words": s.words,
            "status": statuses[s.id].value,
            "text": s.text,
        }
        for s in study.stories()
    ]


def _proposals(study: Results) -> list[Row]:
    runs = {r.id: r for r in study.runs()}
    return [
        {
            "proposal": p.id,
            "story": p.story,
            "keyword": p.keyword or None,
            "status": p.status.value,
            "score": p.score,
            "proposer": runs[p.run].proposer,
            "model": runs[p.run].model or None,
            "prompt": runs[p.run].prompt or None,
            "at": p.at,
        }
        for p in study.proposals()
    ]


def _decisions(study: Results) -> list[Row]:
    return [
        {
            "decision": d.id,
            "story": d.story,
            "researchers": " | ".join(d.researchers),
            "keyword": note.keyword,
            "own_condition": note.condition,
            "remark": d.remark,
            "saw": d.saw or d.sight.value,
            "at": d.at,
        }
        for d in study.decisions()
        for note in d.notes
    ]


def _verdicts(study: Results) -> list[Row]:
    placements, codebook = study.placements(), study.codebook
    return [
        {
            "story": v.story,
            "researchers": " | ".join(v.researchers),
            "keyword": note.keyword,
            "counts_as": placements[placements[note.key].counts_as].word,
            "condition": quadrant.note_condition(note, placements, codebook),
            "at": v.at,
        }
        for v in study.verdicts()
        for note in v.notes
    ]


def _rulings(study: Results) -> list[Row]:
    return [
        {
            "ruling": r.id,
            "keyword": r.keyword,
            "kind": r.kind.value,
            "condition": r.condition,
            "into": r.into or None,
            "researchers": " | ".join(r.researchers),
            "discussed": r.discussed,
            "remark": r.remark,
            "at": r.at,
        }
        for r in study.rulings()
    ]


def _tally(study: Results) -> list[Row]:
    tally = study.tally()
    return [
        {"condition": c.condition, "keyword": word, "count": count, "discussed": discussed}
        for c in (*tally.conditions, tally.undecided)
        for word, count, discussed in c.keywords
    ]


_LISTS: dict[str, tuple[tuple[str, ...], Callable[[Results], list[Row]]]] = {
    "stories": (("story", "title", "year", "group", "perspective", "words", "status", "text"), _stories),
    "proposals": (
        ("proposal", "story", "keyword", "status", "score", "proposer", "model", "prompt", "at"),
        _proposals,
    ),
    "decisions": (
        ("decision", "story", "researchers", "keyword", "own_condition", "remark", "saw", "at"),
        _decisions,
    ),
    "verdicts": (("story", "researchers", "keyword", "counts_as", "condition", "at"), _verdicts),
    "rulings": (
        ("ruling", "keyword", "kind", "condition", "into", "researchers", "discussed", "remark", "at"),
        _rulings,
    ),
    "tally": (("condition", "keyword", "count", "discussed"), _tally),
}
