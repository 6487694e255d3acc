"""Results of a study: counts, what reviewing yields, figures, texts and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from sq_coder import chart, compare, quadrant, review
from sq_coder.chart import Caption, Layout, labels
from sq_coder.domain import (
    Agreement,
    Comparison,
    ConditionId,
    Decision,
    ProposalStatus,
    Run,
    Slice,
    StudyStatus,
    Tally,
    Validation,
)
from sq_coder.errors import Problem, quote
from sq_coder.study.batching import Batching
from sq_coder.study.captions import caption
from sq_coder.study.decisions import Decisions
from sq_coder.study.stories import Stories

if TYPE_CHECKING:
    import pandas as pd


class Results(Stories, Batching, Decisions):
    """The part of a study that counts, draws and writes."""

    _tallies: tuple[object, dict[str, Tally]] = (None, {})
    """Tallies by their slice in words, and of which version of the study they are."""

    def import_decisions(self, file: Path | str) -> tuple[int, int]:
        """Bring in the table of decisions that researchers already have: all rows or none. (added, already there)"""
        from sq_coder.study.decision_table import read_table

        table = read_table(self, Path(file))
        self.store.add_decisions(
            table.decisions, verdict_of=self.verdict_of, proposals=table.proposals, runs=table.runs
        )
        return len(table.decisions), table.already_there

    def status(self) -> StudyStatus:
        """How far each step is, what to discuss, and which words have no place yet."""
        statuses = self.story_statuses()
        # A researcher with two latest decisions on one story (two copies were merged) decided it once.
        decided = Counter(name for _, name in {(d.story, name) for d in self._latest() for name in d.researchers})
        tally = self.tally(slice=Slice(perspective=None))
        return StudyStatus(
            stories=len(statuses),
            proposed=len({p.story for p in self.store.proposals() if p.status is not ProposalStatus.FAILED}),
            decided=tuple(sorted(decided.items())),
            agreed=len(self.store.verdicts()),
            to_discuss=tuple(self.to_discuss()),
            unplaced=tuple(word for word, _, _ in tally.undecided.keywords),
            by_story=tuple(statuses.items()),
        )

    def _latest(self) -> list[Any]:
        grouped = review.by_story(self.store.decisions())
        return [
            d for of in grouped.values() for d in {d.id: d for ds in review.heads(of).values() for d in ds}.values()
        ]

    def validation(self, run: str | None = None) -> Validation:
        """What the researchers did with the proposals: of a run that is named, else with those that they had.

        Without a run each story is laid beside the proposal that was in sight or stood there: see `review.current`.
        """
        runs = self.keyword_runs()
        if not runs:
            raise Problem("no_run", "There are no proposals yet. Nothing was counted. Make them with: sq-coder propose")
        proposals, verdicts = self.store.proposals(), self.store.verdicts()
        if run is None:
            found = review.validation(verdicts, review.current(proposals, self.store.decisions()))
            return found if found.beside else replace(found, beside=((runs[-1].id, 0),))
        named = self.one_run(run).id
        found = review.validation(verdicts, review.of_run(proposals, named))
        return replace(found, beside=((named, sum(n for _, n in found.beside)),))

    def sources(self) -> list[tuple[Run, int]]:
        """Who or what proposed, and for how many stories its proposal went with the story: see `review.sources`."""
        runs = self.keyword_runs()
        if len(runs) < 2:
            return [(run, 0) for run in runs]  # nothing to choose between, so nothing to count
        found, there = review.current(self.store.proposals(), self.store.decisions()), set(self.story_ids())
        return review.sources(
            runs, {story: p for story, p in found.items() if story in there}
        )  # not what was withdrawn

    def agreement(self) -> Agreement:
        """How far researchers agreed who decided independently of each other; before merges of keywords."""
        return self._agreed(self.store.decisions())

    def _agreed(self, decisions: Iterable[Decision]) -> Agreement:
        placements, codebook = self.store.placements(), self.codebook
        return review.agreement(
            decisions, condition_of=lambda note: quadrant.note_condition(note, placements, codebook)
        )

    @overload
    def tally(self, *, slice: Slice | None = None, basis: str = "verdicts", by: None = None) -> Tally: ...

    @overload
    def tally(self, *, slice: Slice | None = None, basis: str = "verdicts", by: str) -> list[Tally]: ...

    def tally(
        self, *, slice: Slice | None = None, basis: str = "verdicts", by: str | None = None
    ) -> Tally | list[Tally]:
        """Counts of notes by condition and keyword. Only verdicts count, unless another basis is asked for.

        With `by` ('year', 'group', 'perspective' or an attribute) it is a list: one tally per value, as `slices` gives.
        """
        if by is not None:
            return self.slices(by, slice=slice, basis=basis)
        if basis == "verdicts":
            return self._settled(slice or Slice())
        stories, placements = self._counting(basis)
        notes = self._notes(basis)
        return quadrant.tally(notes, stories, placements=placements, codebook=self.codebook, slice=slice or Slice())

    def _settled(self, slice: Slice) -> Tally:
        """The tally of the verdicts; counted anew only after something was added, since a figure asks for it twice."""
        version = (self.store.version(), self.codebook.sha256)
        if self._tallies[0] != version:
            self._tallies = (version, {})
        counted, asked = self._tallies[1], repr(slice)
        if asked not in counted:
            counted[asked] = self.store.tally(slice, self.codebook)[0]
        return counted[asked]

    def slices(self, by: str, *, slice: Slice | None = None, basis: str = "verdicts") -> list[Tally]:
        """One tally per year, group, perspective or value of an attribute, zeros included."""
        chosen = slice or Slice()
        if basis == "verdicts":
            return self.store.tally(chosen, self.codebook, by=by)
        stories, placements = self._counting(basis)
        return quadrant.tally_by(
            self._notes(basis), stories, by=by, placements=placements, codebook=self.codebook, slice=chosen
        )

    def _notes(self, basis: str) -> quadrant.Notes:
        if basis == "proposals":
            return quadrant.notes_of_proposals(self.store.proposals(), self.store.decisions())
        names = {name.casefold(): name for name in self.store.researchers()}
        if basis.casefold() not in names:
            known = ", ".join(["verdicts", "proposals", *names.values()])
            raise Problem("basis", f"{quote(basis)} cannot be counted. Nothing was counted. Choose one of: {known}.")
        return quadrant.notes_of_researcher(self.store.decisions(), names[basis.casefold()])

    def _counting(self, basis: str) -> tuple[Any, Any]:
        words = [note.keyword for notes in self._notes(basis).values() for note in notes]
        placements = quadrant.placements(self.store.rulings(), self.codebook, words)
        return {s.id: s for s in self.stories()}, placements

    def compare(self, by: str = "year", *, slice: Slice | None = None, interval: bool = False) -> Comparison:
        """Slices beside each other, with what is new and gone in each. It describes and does not test.

        With an `interval` (bootstrap over stories): for a sample, which residents who were found in different ways are not.
        """
        found = compare.compare(self.slices(by, slice=slice), by)
        return (
            compare.with_intervals(found, self._noted_by(by, slice), self.codebook.condition_ids) if interval else found
        )

    def _noted_by(self, by: str, slice: Slice | None) -> dict[str, list[Counter[ConditionId]]]:
        verdicts = self.store.verdicts()
        stories = {s.id: s for s in self.store.stories_of([v.story for v in verdicts])}
        placements = self.store.placements()
        return quadrant.noted_by(
            verdicts, stories, by=by, placements=placements, codebook=self.codebook, slice=slice or Slice()
        )

    def figure(
        self,
        tally: Tally,
        *,
        language: str = "",
        sized: bool = False,
        title: str = "",
        page: str = "a4",
        basis: str = "verdicts",
        named: bool = True,
    ) -> Layout:
        """The quadrant of a tally, laid out on 'a4' or a 'slide'.

        It says what was counted (`basis`); not `named` leaves out who checked, for publishing.
        """
        language = language or self.settings.language
        words = caption(self, tally, language, named=named, basis=basis)
        words = replace(words, title=title or words.title)
        return chart.quadrant(tally, self.codebook, words, language=language, sized=sized, page=page)

    def part(self, slice: Slice, *, basis: str = "verdicts", language: str = "") -> Tally:
        """The tally of a part of the study under the name of that part, which its figure says."""
        name = labels.part_name(slice, language or self.settings.language)
        return replace(self.tally(slice=slice, basis=basis), label=name)

    def figure_of_slices(
        self, comparison: Comparison, *, language: str = "", page: str = "a4", named: bool = True
    ) -> Layout:
        """Slices beside each other, laid out on one scale."""
        language = language or self.settings.language
        words = self._caption_of(comparison, language, named=named)
        return chart.years(comparison, self.codebook, words, language=language, page=page)

    def slides_of_slices(self, comparison: Comparison, *, language: str = "", named: bool = True) -> list[Layout]:
        """The slides of a deck: all slices on one scale, and after them each as a quadrant of its own, in large type."""
        language = language or self.settings.language
        whole = self.figure_of_slices(comparison, language=language, page="slide", named=named)
        if len(comparison.tallies) < 2:
            return [whole]
        words = replace(self._caption_of(comparison, language, named=named), unsettled="")
        apart = [
            chart.quadrant(
                replace(tally, label=""),
                self.codebook,
                replace(words, title=f"{whole.title}: {tally.label}"),
                language=language,
                page="slide",
            )
            for tally in labels.named(comparison, language).tallies
        ]
        return [whole, *apart]

    def _caption_of(self, comparison: Comparison, language: str, *, named: bool) -> Caption:
        whole = self.tally()
        words = caption(self, whole, language, named=named)
        of_a_part = sum(t.stories for t in comparison.tallies) != whole.stories
        return replace(words, unsettled="") if of_a_part else words

    def chart_of_slices(self, comparison: Comparison, *, language: str = "", named: bool = True) -> dict[str, Any]:
        """Slices beside each other as bars, a Vega-Lite specification: notes per story, and stories per condition."""
        language = language or self.settings.language
        return chart.bars(
            comparison, self.codebook, language=language, caption=self._caption_of(comparison, language, named=named)
        )

    def draw(self, tally: Tally, *, language: str = "", sized: bool = False, title: str = "") -> str:
        """The quadrant of a tally as SVG text."""
        return chart.draw(self.figure(tally, language=language, sized=sized, title=title))

    def draw_slices(self, comparison: Comparison, *, language: str = "") -> str:
        """Slices beside each other as SVG text."""
        return chart.draw(self.figure_of_slices(comparison, language=language))

    def frame(self, what: str) -> pd.DataFrame:
        """A DataFrame of 'stories', 'proposals', 'decisions', 'verdicts', 'rulings' or 'tally'; a row per note."""
        from sq_coder.study.frames import frame

        return frame(self, what)
