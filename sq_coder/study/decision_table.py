"""The table of decisions that researchers already have, read row by row; every problem is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sq_coder import review
from sq_coder.domain import (
    Decision,
    Note,
    Proposal,
    Run,
    Sight,
    Story,
    keyword_key,
)
from sq_coder.errors import Problem, RowsError, SQCoderError, quote
from sq_coder.study.decisions import Choice, note

if TYPE_CHECKING:
    from sq_coder.study.results import Results

COLUMNS = {
    "story": ("story", "verhaal", "titel", "title", "id"),
    "researchers": ("researchers", "researcher", "onderzoekers", "onderzoeker", "wie", "who"),
    "keywords": ("keywords", "keyword", "kernwoorden", "kernwoord", "onze kernwoorden", "our keywords"),
    "proposal": ("proposal", "voorstel", "kernwoord taalmodel", "voorstel taalmodel", "ai kernwoord", "chatgpt"),
    "model": ("model", "taalmodel"),
    "condition": ("condition", "conditions", "conditie", "condities", "voorwaarde", "voorwaarden"),
    "saw": ("saw", "gezien", "voorstel gezien"),
    "remark": ("remark", "opmerking", "opmerkingen"),
}
REQUIRED = ("story", "researchers", "keywords")
SIGHTS = {
    **dict.fromkeys(("", "unknown", "onbekend"), Sight.UNKNOWN),
    **dict.fromkeys(("no", "nee", "none", "blind", "geen"), Sight.NONE),
    **dict.fromkeys(("yes", "ja", "proposal", "voorstel"), Sight.PROPOSAL),
}


@dataclass
class Table:
    """What a table of decisions comes to, in its order."""

    decisions: list[Decision] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    already_there: int = 0


def read_table(study: Results, file: Path) -> Table:
    """The decisions of a csv or xlsx table; nothing is stored.

    Raises:
        RowsError: every row that cannot be read, with its number.
    """
    from sq_coder.gateways import readers

    rows = readers.rows(file)
    columns = _columns(file.name, [name for name in rows[0] if name != readers.ROW_NUMBER] if rows else [])
    reading = _Reading(study, columns)
    problems = []
    for row in rows:
        try:
            reading.take(row)
        except SQCoderError as e:
            problems.append(f"row {row[readers.ROW_NUMBER]}: {str(e).split(' Nothing was')[0].rstrip('.')}.")
    if problems:
        raise RowsError(file.name, problems)
    return reading.table


def _columns(name: str, headers: list[str]) -> dict[str, str]:
    found = {noun: next((h for h in headers if h in words), "") for noun, words in COLUMNS.items()}
    if missing := [noun for noun in REQUIRED if not found[noun]]:
        there = ", ".join(headers[:12]) or "none"
        raise Problem(
            "columns",
            f"{name}: the column {quote(missing[0])} is missing (columns found: {there}). Nothing was imported. "
            f"Name it {' or '.join(COLUMNS[missing[0]][:2])} and import the file again.",
        )
    return found


class _Reading:
    """Rows to decisions, each on top of those before it."""

    def __init__(self, study: Results, columns: dict[str, str]) -> None:
        self.study, self.columns, self.table = study, columns, Table()
        self.earlier = review.by_story(study.store.decisions())
        self.runs: dict[str, Run] = {}

    def take(self, row: dict[str, str]) -> None:
        """Add what one row says to the table."""
        story = self.study.store.story(self._cell(row, "story"))
        choice = Choice(self._notes(row), self._cell(row, "remark"), supersedes=())
        decision = self.study.decision(story, self._list(row, "researchers"), choice)
        proposal = self._proposal(row, story)
        decision = self._on_top(replace(decision, **self._seen(row, proposal)))
        if self._is_there(decision):
            self.table.already_there += 1
            return
        self.table.decisions.append(decision)
        self.earlier.setdefault(story.id, []).append(decision)

    def _cell(self, row: dict[str, str], noun: str) -> str:
        return row.get(self.columns[noun], "").strip() if self.columns[noun] else ""

    def _list(self, row: dict[str, str], noun: str) -> list[str]:
        text = self._cell(row, noun)
        return [part.strip() for part in text.split("|")] if text else []

    def _notes(self, row: dict[str, str]) -> tuple[Note, ...]:
        keywords = [word for word in self._list(row, "keywords") if word]
        if not keywords:
            raise Problem("keyword", "no keyword stands in this row.")
        conditions = self._list(row, "condition") or [""] * len(keywords)
        if len(conditions) != len(keywords):
            raise Problem("condition", f"{len(conditions)} conditions for {len(keywords)} keywords; give one for each.")
        return tuple(note(k, c or None) for k, c in zip(keywords, conditions, strict=True))

    def _seen(self, row: dict[str, str], proposal: Proposal | None) -> dict[str, Any]:
        said = self._cell(row, "saw").casefold()
        if said not in SIGHTS:
            raise Problem("saw", f"the column saw says {quote(said)}; it can be ja, nee or onbekend.")
        if SIGHTS[said] is not Sight.PROPOSAL:
            return {"sight": SIGHTS[said]}
        if proposal is None:
            raise Problem("saw", "a proposal was seen, but this row names none.")
        return {"sight": Sight.PROPOSAL, "saw": proposal.id}

    def _proposal(self, row: dict[str, str], story: Story) -> Proposal | None:
        """The proposal that a row names: one that is stored, or a new one as if pasted from a chat."""
        word, model = self._cell(row, "proposal"), self._cell(row, "model") or "onbekend"
        if not word:
            return None
        there = self.study.store.proposals(story=story.id) + [p for p in self.table.proposals if p.story == story.id]
        known = [p for p in there if keyword_key(p.keyword) == keyword_key(word)]
        if known:
            return known[-1]
        if model not in self.runs:
            self.runs[model] = self.study.from_table(model)
            self.table.runs.append(self.runs[model])
        proposal = self.study.told(self.runs[model], story, note(word).keyword)
        self.table.proposals.append(proposal)
        return proposal

    def _on_top(self, decision: Decision) -> Decision:
        heads = review.heads(self.earlier.get(decision.story, ()))
        ids = {d.id for name in decision.researchers for d in heads.get(name, ())}
        return replace(decision, supersedes=tuple(sorted(ids)))

    def _is_there(self, decision: Decision) -> bool:
        heads = review.heads(self.earlier.get(decision.story, ()))
        return all(
            any(
                (d.choice, set(d.researchers), d.remark)
                == (decision.choice, set(decision.researchers), decision.remark)
                for d in heads.get(name, ())
            )
            for name in decision.researchers
        )
