"""Published states of a study: kept under a name, and what changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import sq_coder
from sq_coder import chart, compare
from sq_coder import codebook as codebooks
from sq_coder.chart import Caption
from sq_coder.domain import Frozen, SinceFrozen, Slice, now
from sq_coder.errors import Problem, quote
from sq_coder.gateways import folder as folders
from sq_coder.gateways.files import save
from sq_coder.report import text
from sq_coder.study.captions import version_of
from sq_coder.study.publishing import Publishing

FORMATS = (".svg", ".png", ".pdf", ".pptx", ".md", ".txt")
LONGEST_NAME = 100


class Freezing(Publishing):
    """The part of a study that keeps what was published."""

    def freeze(self, name: str, *, language: str = "") -> Frozen:
        """Keep the counts of the residents' stories, their figure, the report and the codebook's version under a name.

        The report is kept without what residents said, so that a story withdrawn later leaves nothing in it.

        Raises:
            Problem: the name is in use, or is none.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise Problem("frozen", f"{quote(name)} is not a usable name. Nothing was kept. Use at most 100 letters.")
        language = language or self.settings.language
        tally = self.tally()
        frozen = Frozen(
            name=name,
            tally=tally,
            codebook_sha256=self.codebook.sha256,
            figure=chart.draw(self.figure(tally, language=language)),
            report=text(replace(self._report_input(Slice()), quoting=False), language=language),
            language=language,
            version=sq_coder.__version__,
            at=now(),
        )
        self.store.freeze(frozen)
        return frozen

    def frozen(self) -> list[Frozen]:
        """Every published state, the first one first."""
        return self.store.frozen()

    def frozen_as(self, name: str) -> Frozen:
        """The published state of this name; refused with the names there are."""
        wanted = " ".join(name.casefold().split())
        found = {" ".join(f.name.casefold().split()): f for f in self.frozen()}
        if wanted not in found:
            there = ", ".join(f.name for f in found.values()) or "none yet; make one with: sq-coder freeze NAME"
            raise Problem(
                "frozen", f"There is no published state {quote(name)}. Nothing was changed. There is: {there}"
            )
        return found[wanted]

    def since_frozen(self, name: str) -> SinceFrozen:
        """What is counted otherwise today than in a published state."""
        frozen, tally = self.frozen_as(name), self.tally()
        return SinceFrozen(frozen, tally, compare.shifts(frozen.tally, tally), self.codebook.sha256)

    def frozen_bytes(self, name: str, suffix: str) -> bytes:
        """A published state as a file of this kind: its figure as it was, or its text as md or txt."""
        from sq_coder.gateways import render, writers

        frozen, kind = self.frozen_as(name), suffix.lower()
        if kind in (".md", ".txt"):
            return frozen.report.encode("utf-8")
        if kind == ".svg":
            return frozen.figure.encode("utf-8")
        if kind in (".png", ".pdf"):
            return render.png(frozen.figure) if kind == ".png" else render.pdf(frozen.figure)
        if kind == ".pptx":
            codebook = codebooks.load(self.store.codebook_text(frozen.codebook_sha256) or "", file=folders.CODEBOOK)
            words = Caption(
                subtitle=f"{self.settings.name} ({frozen.name})",
                provenance=(version_of(codebook, frozen.language),),
                date=frozen.at[:10],
            )
            layout = chart.quadrant(frozen.tally, codebook, words, language=frozen.language, page="slide")
            return writers.to_pptx([writers.slide(layout)], title=layout.title)
        raise Problem(
            "format",
            f"A published state cannot be written as {quote(suffix)}. Nothing was written. Use {', '.join(FORMATS)}.",
        )

    def write_frozen(self, name: str, out: Path) -> None:
        """Write a published state as the extension of `out` says."""
        save(out, self.frozen_bytes(name, out.suffix))
