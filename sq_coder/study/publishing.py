"""What leaves a study: the text of the report, and files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import sq_coder
from sq_coder.domain import Contents, Prompt, Recognisable, Run, Slice, now
from sq_coder.errors import Problem, quote
from sq_coder.gateways.files import save
from sq_coder.report import ReportInput, text
from sq_coder.study.results import Results

FORMATS = (".csv", ".xlsx", ".docx", ".qdpx", ".qdc", ".json")


class Publishing(Results):
    """The part of a study that writes for readers outside it."""

    def report(self, *, language: str = "", slice: Slice | None = None) -> str:
        """The methods and results text in Dutch or English, from the data of a slice."""
        return text(self._report_input(slice or Slice()), language=language or self.settings.language)

    def _report_input(self, slice: Slice) -> ReportInput:
        stories = {s.id: s for s in self.stories(slice)}
        runs = self.runs()
        return ReportInput(
            settings=self.settings,
            codebook=self.codebook,
            stories=stories,
            verdicts=tuple(v for v in self.verdicts() if v.story in stories),
            tally=self.tally(slice=slice),
            placements=self.store.placements(),
            validation=self.validation() if runs else None,
            run=runs[-1] if runs else None,
            prompt=self._prompt_of(runs[-1]) if runs else None,
            agreement=self.agreement(),
            to_discuss=sum(story in stories for story in self.to_discuss()),
        )

    def _prompt_of(self, run: Run) -> Prompt | None:
        return self.store.prompt(run.prompt_sha256) if run.prompt_sha256 else None

    def contents(self, *, language: str = "") -> Contents:
        """Everything that a complete export holds."""
        runs = self.runs()
        return Contents(
            settings=self.settings,
            codebook=self.codebook,
            tally=self.tally(),
            stories=tuple(self.stories()),
            prompts=tuple(self.store.prompts()),
            runs=tuple(runs),
            proposals=tuple(self.proposals()),
            decisions=tuple(self.decisions()),
            verdicts=tuple(self.verdicts()),
            rulings=tuple(self.rulings()),
            placements=tuple(self.store.placements().values()),
            slices=tuple(self.slices("year")),
            validation=self.validation() if runs else None,
            agreement=self.agreement(),
            report_text=self.report(language=language),
            version=sq_coder.__version__,
            at=now(),
            statuses=self.story_statuses(),
            events=tuple(self.store.events()),
        )

    def export(self, out: Path, *, public: bool = False, language: str = "", confirmed: Collection[str] = ()) -> int:
        """Write the study to a file, in the form its extension names; returns how many stories it holds."""
        contents, data = self._exported(out.suffix, public=public, language=language, confirmed=confirmed)
        save(out, data)
        return len(contents.stories)

    def export_bytes(
        self, suffix: str, *, public: bool = False, language: str = "", confirmed: Collection[str] = ()
    ) -> bytes:
        """The study as a file of this kind ('.docx'), in memory: what a screen offers to download.

        Args:
            suffix: One of FORMATS.
            public: Without texts, names, remarks and ids; refused when a count is one recognisable person.
            language: Of the file's own words; the study's when not given.
            confirmed: Keys of the items of `recognisable` that may be shown all the same.
        """
        return self._exported(suffix, public=public, language=language, confirmed=confirmed)[1]

    def recognisable(self) -> list[Recognisable]:
        """The counts that are one recognisable person, which a public file refuses unless each is confirmed."""
        from sq_coder.gateways import writers

        return writers.risky(self.contents())

    def _exported(
        self, suffix: str, *, public: bool, language: str, confirmed: Collection[str]
    ) -> tuple[Contents, bytes]:
        from sq_coder.gateways import writers

        write = _writers().get(suffix.lower())
        if write is None:
            known = ", ".join(_writers())
            raise Problem(
                "format", f"An export cannot be written as {quote(suffix)}. Nothing was written. Use {known}."
            )
        contents = self.contents(language=language)
        contents = writers.public(contents, confirmed=confirmed) if public else contents
        return contents, write(contents, language or self.settings.language)


def _writers() -> dict[str, Callable[[Contents, Any], bytes]]:
    from sq_coder.gateways import writers

    return {
        ".csv": lambda c, language: writers.to_csv(c, language=language),
        ".xlsx": lambda c, language: writers.to_xlsx(c, language=language),
        ".docx": lambda c, language: writers.to_docx(c, language=language),
        ".json": lambda c, _: writers.to_json(c).encode("utf-8"),
        ".qdpx": lambda c, language: writers.to_qdpx(c, language=language),
        ".qdc": lambda c, language: writers.to_qdc(c, language=language),
    }
