"""Projects of other programs for analysis (REFI-QDA): their stories, and their codings as decisions of their users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sq_coder import codebook as codebooks
from sq_coder import review
from sq_coder.domain import (
    UNDECIDED,
    Arrival,
    Decision,
    FoundDecision,
    FoundProject,
    FoundRuling,
    Imported,
    KeywordKey,
    Note,
    Sight,
    Story,
    keyword_key,
    normalise,
)
from sq_coder.errors import CodebookError, Problem, quote
from sq_coder.study.decisions import Choice
from sq_coder.study.freezing import Freezing
from sq_coder.study.wordlist import Wordlist

SUFFIXES = (".qdpx", ".qdc")


@dataclass(frozen=True, slots=True)
class ImportedProject:
    """What became of a project. `left_out` says, in sentences, what was not taken over."""

    imported: Imported
    decisions: int = 0
    already_there: int = 0  # decisions
    placed: tuple[str, ...] = ()  # words that got their place from the project
    merged: tuple[str, ...] = ()  # words that count as another, as in the project
    keywords: tuple[str, ...] = ()  # of a codebook (qdc): added to the study's
    left_out: tuple[str, ...] = ()


class Projects(Freezing, Wordlist):
    """The part of a study that takes in projects of other programs."""

    def import_project(
        self, file: Path, *, researcher: str = "", dry_run: bool = False, **metadata: Any
    ) -> ImportedProject:
        """Bring in a qdpx file: stories, each user's codings as a decision, places of words that are new here.

        Of a qdc file, which is a codebook alone: the keywords that this codebook does not have, as a new version.
        What is there already stays as it is, so the same file can be brought in again.

        Args:
            file: The project or codebook.
            researcher: Whose the codings are that name no user; without it those are left out and listed.
            dry_run: Find and report, store nothing.
            **metadata: Of every story, as `import_stories`.
        """
        from sq_coder.gateways.readers.refi import read_refi

        project = _spelled_once(read_refi(file, codebook=self.codebook))
        left_out = list(project.left_out)
        if not project.stories:
            words = self._taken_in(project, left_out, dry_run=dry_run)
            return ImportedProject(Imported(()), keywords=words, left_out=tuple(left_out))
        for found in project.decisions:
            self._who(found.researchers)  # refuses before anything is kept
        imported = self.keep_stories(project.stories, dry_run=dry_run, **metadata)
        if dry_run:
            return ImportedProject(imported, left_out=tuple(left_out))
        before = {note.key for decision in self.store.decisions() for note in decision.notes}
        decisions, there = self._decisions_of(project, imported, researcher, left_out)
        self.store.add_decisions(decisions, verdict_of=self.verdict_of)
        placed, merged = self._settle_as(project, decisions, before, left_out)
        left_out += self._elsewhere(project, decisions)
        return ImportedProject(
            imported, len(decisions), there, tuple(placed), tuple(merged), left_out=tuple(dict.fromkeys(left_out))
        )

    def _decisions_of(
        self, project: FoundProject, imported: Imported, researcher: str, left_out: list[str]
    ) -> tuple[list[Decision], int]:
        """The decisions that are new, each on top of its people's earlier ones; and how many were there already."""
        earlier = review.by_story(self.store.decisions())
        decisions, there = list[Decision](), 0
        # In the order of coding, so that somebody's later choice stands on top of an earlier joint one.
        for found in sorted(project.decisions, key=lambda d: d.at):
            story, status = imported.stories[found.story]
            if status == Arrival.WITHDRAWN:
                continue
            decision = self._decided(found, self._as_kept(story), researcher, left_out)
            if decision is None:
                continue
            if _is_there(decision, earlier.get(story.id, ())):
                there += 1
                continue
            decision = _on_top(decision, earlier.get(story.id, ()))
            earlier.setdefault(story.id, []).append(decision)
            decisions.append(decision)
        return decisions, there

    def _as_kept(self, story: Story) -> Story:
        """The revision with the text that was coded; the latest when the study never had it so."""
        revisions = self.store.revisions(story.id)
        return next((r for r in revisions if r.text == story.text), revisions[-1])

    def _taken_in(self, project: FoundProject, left_out: list[str], *, dry_run: bool) -> tuple[str, ...]:
        """The keywords that this codebook did not have, now under their conditions."""
        codebook, words = self.codebook, []
        for keyword in project.codebook.keywords:
            if codebook.keyword(keyword.word):
                continue
            if keyword.condition not in codebook.condition_ids:
                left_out.append(
                    f"The keyword {quote(keyword.word)} stands under no condition of this codebook: left out."
                )
                continue
            try:
                codebook = codebooks.load(codebooks.with_keyword(codebook, keyword))
                words.append(keyword.word)
            except CodebookError as problem:
                why = problem.problems[0][1] if problem.problems else ""
                left_out.append(f"The keyword {quote(keyword.word)} was left out: {why}")
        if words and not dry_run:
            self.change_codebook(codebook.text, seen=self.codebook.sha256)
        return tuple(words)

    def _decided(self, found: FoundDecision, story: Story, researcher: str, left_out: list[str]) -> Decision | None:
        """The decision that a user's codings are; a passage stands in the text that was coded, if the study has it."""
        names = found.researchers or ((researcher,) if researcher else ())
        if not names:
            left_out.append("Codings without a user: left out. Say whose they are with: --researcher NAME.")
            return None
        text = story.text
        passages = tuple(
            replace(e, text_sha256=story.text_sha256) for e in found.evidence if text[e.start : e.end] == e.text
        )
        if len(passages) < len(found.evidence):
            left_out.append("Passages that do not stand in the text as the study keeps it: left out.")
        known = [c.id for c in self.codebook.conditions]
        notes = tuple(n if n.condition in (None, *known) else replace(n, condition=None) for n in found.notes)
        choice = Choice(notes, found.remark, sight=Sight.UNKNOWN, supersedes=(), evidence=passages)
        decision = self.decision(story, names, choice)
        return replace(decision, at=found.at or decision.at)

    def _settle_as(
        self, project: FoundProject, decisions: Sequence[Decision], before: set[KeywordKey], left_out: list[str]
    ) -> tuple[list[str], list[str]]:
        """Settle places and merges of words that came with these decisions, as the project has them; both lists of words.

        What this study ruled on stays as it is; so do the counts of words that it used before.
        """
        used: dict[KeywordKey, tuple[Note, tuple[str, ...]]] = {}
        for decision in decisions:
            for note in decision.notes:
                used.setdefault(note.key, (note, decision.researchers))
        ruled = {ruling.key for ruling in self.rulings()}
        found = {keyword_key(ruling.keyword): ruling for ruling in project.rulings}
        placed, merged = list[str](), list[str]()
        for key, (note, names) in used.items():
            ruling = found.get(key) or FoundRuling(note.keyword, ())
            if key in ruled:
                continue
            if ruling.into and key in before:
                left_out.append(
                    f"{quote(note.keyword)} counts as {quote(ruling.into)} in the project, and is used here already: it "
                    f"counts as itself. To change that: sq-coder merge-keywords."
                )
            elif ruling.into:
                try:
                    self.merge_keywords(note.keyword, ruling.into, ruling.researchers or names, remark=ruling.remark)
                    merged.append(key)
                except Problem:
                    left_out.append(
                        f"{quote(note.keyword)} was not merged into {quote(ruling.into)}: it would go round."
                    )
            elif self._place_as(project, replace(ruling, researchers=ruling.researchers or names), before):
                placed.append(key)
        return placed, merged

    def _elsewhere(self, project: FoundProject, decisions: Sequence[Decision]) -> list[str]:
        """That words stand in the project under conditions which are none here; empty when none do."""
        words = {note.key: note.keyword for decision in decisions for note in decision.notes}
        theirs = {word: project.codebook.condition_of(word) for word in words.values()}
        known = {UNDECIDED, *self.codebook.condition_ids}
        strange = [word for word, there in theirs.items() if there not in known]
        if not strange:
            return []
        of = [c.name for c in project.codebook.conditions if c.id in {theirs[word] for word in strange}]
        names = f"{', '.join(quote(name) for name in of[:5])}{f' and {len(of) - 5} more' if len(of) > 5 else ''}"
        stand = "1 keyword stands" if len(strange) == 1 else f"{len(strange)} keywords stand"
        return [
            f"{stand} in the project under conditions that this codebook does not have ({names}). Such a keyword stands "
            "where this codebook puts it, or has no place yet: settle it with sq-coder place, or begin with the project's "
            "conditions: sq-coder init --codebook FILE."
        ]

    def _place_as(self, project: FoundProject, ruling: FoundRuling, before: set[KeywordKey]) -> bool:
        """Give a word its place in the project, if that is known here; one of this codebook only as it was ruled."""
        key, there = keyword_key(ruling.keyword), project.codebook.condition_of(ruling.keyword)
        is_ruled = any(keyword_key(r.keyword) == key for r in project.rulings)
        known = there in self.codebook.condition_ids
        if is_ruled and key not in before:
            wanted = known or there == UNDECIDED
        else:
            wanted = known and self.codebook.keyword(ruling.keyword) is None
        if wanted:
            remark = ruling.remark if is_ruled else project.name[:100]
            self.place(ruling.keyword, there, ruling.researchers, discussed=ruling.discussed, remark=remark)
        return wanted


def _spelled_once(project: FoundProject) -> FoundProject:
    """The project with each researcher's name as first written: 'jan' and 'Jan' are one researcher."""
    spelled: dict[str, str] = {}
    for name in (n for decision in project.decisions for n in decision.researchers):
        spelled.setdefault(normalise(name).casefold(), name)
    decisions = (
        replace(d, researchers=tuple(dict.fromkeys(spelled[normalise(n).casefold()] for n in d.researchers)))
        for d in project.decisions
    )
    return replace(project, decisions=tuple(decisions))


def _is_there(decision: Decision, earlier: Sequence[Decision]) -> bool:
    """Whether the same people ever chose the same on this story."""
    who = set(decision.researchers)
    return any(d.choice == decision.choice and set(d.researchers) == who for d in earlier)


def _on_top(decision: Decision, earlier: Sequence[Decision]) -> Decision:
    heads = review.heads(earlier)
    ids = {d.id for name in decision.researchers for d in heads.get(name, ())}
    return replace(decision, supersedes=tuple(sorted(ids)))


def is_project(files: Sequence[Path]) -> bool:
    """Whether these files are one project or codebook of another program.

    Raises:
        Problem: a project among other files; it is brought in alone.
    """
    found = [file for file in files if file.suffix.lower() in SUFFIXES]
    if found and len(files) > 1:
        raise Problem("files", f"{found[0].name} is a project. Nothing was imported. Import it alone.")
    return bool(found)
