"""What leaves a study: the text of the report, and files for other programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sq_coder
from sq_coder import chart, review
from sq_coder import codebook as codebooks
from sq_coder.domain import (
    Codebook,
    Contents,
    Decision,
    Placement,
    Prompt,
    Proposal,
    Recognisable,
    Slice,
    StoryStatus,
    Tally,
    Validation,
    Verdict,
    now,
)
from sq_coder.errors import Problem, quote
from sq_coder.gateways import folder as folders
from sq_coder.gateways.files import save
from sq_coder.report import ReportInput, text
from sq_coder.study.captions import caption
from sq_coder.study.results import Results

FORMATS = (".csv", ".xlsx", ".docx", ".qdpx", ".qdc", ".json")

ALL = "all"
"""What a figure of all stories is called where its counts are to be confirmed."""

DOCUMENT_DPI = 200
"""Of a figure in a document: 16 centimetres wide it prints at 365 pixels to the inch."""


class Publishing(Results):
    """The part of a study that writes for readers outside it."""

    def report(self, *, language: str = "", slice: Slice | None = None) -> str:
        """The methods and results text in Dutch or English, from the data of a slice."""
        return text(self._report_input(slice or Slice()), language=language or self.settings.language)

    def public_report(self, *, language: str = "", confirmed: Collection[str] = ()) -> str:
        """The text without researchers' names, addresses and residents' words; refused when a count is one person."""
        from sq_coder.gateways import writers

        language = language or self.settings.language
        # It tells nothing by group, so a group with one resident does not show in it.
        publishing = PublicCopy(tuple(confirmed), ("group",))
        writers.expect_nobody(self.recognisable(without=publishing.without), confirmed, file=False)
        return self._public(self.contents(language=language), publishing, language, written=True).report_text

    def _report_input(self, slice: Slice, contents: Contents | None = None) -> ReportInput:
        """What the text is made from; read once, also when the contents are there already."""
        have = contents or self.contents(written=False)
        of_slice = set(self.story_ids(slice))
        stories = {s.id: s for s in have.stories if s.id in of_slice}
        discuss = StoryStatus.TO_DISCUSS
        return ReportInput(
            settings=have.settings,
            codebook=have.codebook,
            stories=stories,
            verdicts=tuple(v for v in have.verdicts if v.story in stories),
            tally=self.tally(slice=slice),
            placements={p.key: p for p in have.placements},
            agreement=have.agreement,
            to_discuss=sum(have.statuses[story] is discuss for story in stories),
            decisions=have.decisions,
            runs=have.runs,
            prompts=have.prompts,
            proposals=(*have.proposals, *have.suggestions),
        )

    def contents(self, *, language: str = "", written: bool = True, reviewed: bool = True) -> Contents:
        """Everything that a complete export holds but figures.

        Its text only when `written`; what was done with the proposals and how far researchers agreed when `reviewed`.
        """
        language = language or self.settings.language
        stories, decisions = tuple(self.stories()), tuple(self.decisions())
        proposals, verdicts = tuple(self.proposals()), tuple(self.verdicts())
        contents = Contents(
            settings=self.settings,
            codebook=self.codebook,
            tally=self.tally(),
            stories=stories,
            prompts=self._all_prompts(),
            runs=tuple(self.runs()),
            proposals=proposals,
            suggestions=tuple(self.suggestions()),
            decisions=decisions,
            verdicts=verdicts,
            rulings=tuple(self.rulings()),
            placements=self._placements_in_use(decisions),
            slices=tuple(self.slices("year")),
            validation=self._residents(proposals, decisions, verdicts) if reviewed and self.keyword_runs() else None,
            agreement=self._agreed(decisions) if reviewed else None,
            version=sq_coder.__version__,
            at=now(),
            statuses=self._statuses((story.id for story in stories), decisions),
            revisions=tuple(self.store.earlier_revisions()),
            codebooks=self._earlier_codebooks(),
            events=tuple(self.store.events()),
            secret=self.store.secret,
            created_at=self.store.created_at,
            codebook_dates={sha256: at for sha256, _, at in self.store.codebooks()},
            tombstones=tuple(self.store.tombstones()),
            sent=tuple(self.store.sent()),
            frozen=tuple(self.store.frozen()),
        )
        given = self._report_input(Slice(), contents) if written else None
        return replace(contents, report_text=text(given, language=language)) if given else contents

    def _residents(
        self, proposals: Sequence[Proposal], decisions: Sequence[Decision], verdicts: Sequence[Verdict]
    ) -> Validation:
        """What was done with the proposals of the stories that the counts are about: those of residents."""
        counted = set(self.story_ids(Slice()))
        return review.validation(
            [verdict for verdict in verdicts if verdict.story in counted], review.current(proposals, decisions)
        )

    def _placements_in_use(self, decisions: Iterable[Decision]) -> tuple[Placement, ...]:
        """The places of the words of these decisions, and of what they were merged into; not of withdrawn stories."""
        keys = {note.key for decision in decisions for note in decision.notes}
        placements = self.store.placements()
        keys |= {placements[key].counts_as for key in keys if key in placements}
        return tuple(p for key, p in placements.items() if key in keys)

    def _all_prompts(self) -> tuple[Prompt, ...]:
        """The prompts that were used, and then those that stand ready in the folder."""
        found = {(p.name, p.sha256): p for p in (*self.store.prompts(), *folders.prompts(self.folder))}
        return tuple(found.values())

    def _earlier_codebooks(self) -> tuple[Codebook, ...]:
        return tuple(
            codebooks.load(written, file=f"{folders.CODEBOOK} ({sha256[:8]})")
            for sha256, written, _ in self.store.codebooks()
            if sha256 != self.codebook.sha256
        )

    def _figures(self, tally: Tally, language: str, *, named: bool = True) -> dict[str, tuple[bytes, str]]:
        """The figures of the report as PNG with an alternative text, by caption; years only when there are two."""
        from sq_coder.gateways import render

        words = caption(self, tally, language, named=named)
        layouts = [chart.quadrant(tally, self.codebook, words, language=language)]
        if len(tally.years) > 1:
            comparison = self.compare("year", slice=Slice())
            layouts.append(chart.years(comparison, self.codebook, words, language=language))
        return {
            layout.title: (render.png(chart.draw(layout), dpi=DOCUMENT_DPI), layout.description) for layout in layouts
        }

    def export(
        self,
        out: Path,
        *,
        public: bool = False,
        language: str = "",
        confirmed: Collection[str] = (),
        without: Collection[str] = (),
        plain: bool = False,
    ) -> int:
        """Write the study to a file, in the form its extension names; returns what it holds: see `writers.UNITS`.

        `without` 'group' or 'year' leaves that column out of a public copy; `plain` writes a csv with commas and no
        mark in front, for R or Python instead of Excel; for the rest as `export_bytes`.
        """
        publishing = PublicCopy(tuple(confirmed), tuple(without)) if public else None
        data, rows = self._exported(out.suffix, publishing, language, plain=plain)
        save(out, data)
        return rows

    def export_bytes(
        self,
        suffix: str,
        *,
        public: bool = False,
        language: str = "",
        confirmed: Collection[str] = (),
        without: Collection[str] = (),
    ) -> bytes:
        """The study as a file of this kind ('.docx'), in memory: what a screen offers to download.

        Args:
            suffix: One of FORMATS.
            public: Without texts, names, remarks and ids; refused when a count is one recognisable person.
            language: Of the file's own words; the study's when not given.
            confirmed: Keys of the items of `recognisable` that may be shown all the same.
            without: 'group' or 'year', to leave that column out of a public copy.
        """
        publishing = PublicCopy(tuple(confirmed), tuple(without)) if public else None
        return self._exported(suffix, publishing, language)[0]

    def recognisable(self, *, without: Collection[str] = ()) -> list[Recognisable]:
        """The counts that are one recognisable person, which a public file refuses unless each is confirmed."""
        from sq_coder.gateways import writers

        return writers.risky(_without(self.contents(written=False, reviewed=False), without))

    def expect_nobody(self, tallies: Iterable[Tally], *, by: str = "slice", confirmed: Collection[str] = ()) -> None:
        """Refuse to publish counts of one resident: a slice with one story that was not confirmed by its key."""
        from sq_coder.gateways import writers

        # Without a label it is all stories, but among groups or years those without one.
        unnamed = ALL if by == "slice" else "?"
        ones = [Recognisable(by, tally.label or unnamed) for tally in tallies if tally.stories == 1]
        writers.expect_nobody(ones, confirmed, file=False)

    def _exported(
        self, suffix: str, publishing: PublicCopy | None, language: str, *, plain: bool = False
    ) -> tuple[bytes, int]:
        from sq_coder.gateways import writers

        if suffix.lower() not in FORMATS:
            known = ", ".join(FORMATS)
            raise Problem(
                "format", f"An export cannot be written as {quote(suffix)}. Nothing was written. Use {known}."
            )
        language = language or self.settings.language
        drawn = suffix.lower() == ".docx"
        written = drawn or suffix.lower() == ".json"
        contents = self.contents(language=language, written=written, reviewed=written)
        if publishing is not None:
            contents = self._public(contents, publishing, language, written=written)
        if drawn:
            figures = self._figures(contents.tally, language, named=publishing is None)
            contents = replace(contents, figures=figures)
        return writers.written(contents, suffix.lower(), language, plain=plain)

    def _public(self, contents: Contents, publishing: PublicCopy, language: str, *, written: bool) -> Contents:
        """The public copy, its text made again where it is `written`: without names, and without a resident's words."""
        from sq_coder.gateways import writers

        contents = _without(contents, publishing.without)
        open_copy = writers.public(contents, confirmed=publishing.confirmed)
        if not written:
            return open_copy
        numbers = writers.researcher_numbers(contents)
        given = self._report_input(Slice(), contents)
        told = {s.id: s for s in contents.stories}
        unnamed = replace(
            given,
            stories={id: told[id] for id in given.stories},
            tally=contents.tally,
            quoting=False,
            runs=tuple(replace(run, endpoint="") for run in given.runs),
            decisions=tuple(replace(d, researchers=tuple(numbers[n] for n in d.researchers)) for d in given.decisions),
        )
        return replace(open_copy, report_text=text(unnamed, language=language))


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """What was decided about a public copy: items that may be shown, and columns that are left out of it."""

    confirmed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def _without(contents: Contents, columns: Collection[str]) -> Contents:
    """The contents without the groups or the years of its stories; counts by year go with the years."""
    if unknown := sorted(set(columns) - {"group", "year"}):
        raise Problem("column", f"{quote(unknown[0])} cannot be left out. Nothing was written. Use group or year.")
    if "group" in columns:
        contents = replace(contents, stories=tuple(replace(s, group=None) for s in contents.stories))
    if "year" in columns:
        stories = tuple(replace(s, year=None) for s in contents.stories)
        contents = replace(contents, stories=stories, slices=(), tally=replace(contents.tally, years=()))
    return contents
