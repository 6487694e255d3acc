"""Paper of a study: pages to print for those who check around a table and at a wall."""

from __future__ import annotations

from pathlib import Path

from sq_coder.chart import Layout, draw, paper
from sq_coder.errors import Problem, quote
from sq_coder.gateways.files import save
from sq_coder.study.results import Results

KINDS = ("cards", "notes", "quadrant")


class Paper(Results):
    """The part of a study that goes on paper."""

    def print_layouts(self, what: str, *, language: str = "") -> list[Layout]:
        """The pages of story cards ('cards'), post-its ('notes') or an empty 'quadrant'.

        Raises:
            Problem: there is nothing to print, or no such kind.
        """
        language = "en" if (language or self.settings.language) == "en" else "nl"
        if what not in KINDS:
            raise Problem("print", f"{quote(what)} cannot be printed. Nothing was written. Use {', '.join(KINDS)}.")
        if what == "quadrant":
            layouts = [paper.wall(self.codebook, language=language)]
        elif what == "cards":
            layouts = list(paper.cards(self.stories(), language=language))
        else:
            layouts = list(paper.notes(self.tally(), self.codebook, language=language))
        if not layouts:
            raise Problem(
                "print", "There are no stories yet. Nothing was written. Bring them in with: sq-coder import FILE"
            )
        return layouts

    def print_bytes(self, what: str, *, language: str = "") -> tuple[bytes, int]:
        """These pages as pdf, and how many there are."""
        from sq_coder.gateways import render
        from sq_coder.gateways.pages import joined

        layouts = self.print_layouts(what, language=language)
        return joined([render.pdf(draw(layout)) for layout in layouts]), len(layouts)

    def print_pages(self, out: Path, what: str, *, language: str = "") -> int:
        """Write these pages as a pdf; returns how many there are."""
        if out.suffix.lower() != ".pdf":
            raise Problem("format", f"Pages cannot be written as {quote(out.suffix)}. Nothing was written. Use .pdf.")
        data, pages = self.print_bytes(what, language=language)
        save(out, data)
        return pages
