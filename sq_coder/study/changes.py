"""What checking changed: the proposals alone beside what researchers settled, of the same stories."""

from __future__ import annotations

from dataclasses import replace

from sq_coder import chart, compare, quadrant
from sq_coder.chart import Layout
from sq_coder.domain import Comparison, Note, Slice, StoryId, Tally
from sq_coder.errors import Problem
from sq_coder.study.captions import caption
from sq_coder.study.results import Results

_WORDS = {
    "nl": {
        "title": "Wat nakijken veranderde",
        "proposals": "voorstellen",
        "verdicts": "vastgesteld",
        "note": "Alles gaat over dezelfde verhalen: die waarvan de kernwoorden zijn vastgesteld; n is bij hoeveel daarvan een kernwoord "
        "staat. Een voorstel is hoogstens één kernwoord per verhaal; onderzoekers konden er meer noteren.",
    },
    "en": {
        "title": "What checking changed",
        "proposals": "proposals",
        "verdicts": "settled",
        "note": "All is about the same stories: those of which the keywords are settled; n is how many of them have a keyword. "
        "A proposal is at most one keyword per story; researchers could note more.",
    },
}


class Changes(Results):
    """The part of a study that lays proposals beside verdicts."""

    def changed(self, *, by_researcher: bool = False, language: str = "", slice: Slice | None = None) -> Comparison:
        """The proposals and the verdicts on the same stories; between them each researcher's own independent choices.

        Args:
            by_researcher: Also per researcher, for whom chose alone and without a colleague's choice in sight.
            language: Of the labels; the study's when not given.
            slice: Which stories; all residents' when not given.

        Raises:
            Problem: by researcher, and nobody worked independently.
        """
        words = _WORDS[_language(language or self.settings.language)]
        settled = {v.story for v in self.store.verdicts()}
        proposed = quadrant.notes_of_proposals(self.store.proposals(), self.store.decisions())
        parts: dict[str, quadrant.Notes] = {
            words["proposals"]: {id: notes for id, notes in proposed.items() if id in settled}
        }
        if by_researcher:
            parts |= self._independent(settled)
        tallies = [self._counted(notes, label, slice or Slice()) for label, notes in parts.items()]
        tallies.append(replace(self.tally(slice=slice), label=words["verdicts"]))
        return compare.compare(tallies, "basis")

    def _independent(self, settled: set[StoryId]) -> dict[str, quadrant.Notes]:
        alone = [d for d in self.store.decisions() if not d.is_joint and not d.saw_decisions and d.story in settled]
        names = sorted({name for d in alone for name in d.researchers})
        if not names:
            raise Problem(
                "not_independent",
                "Nobody chose independently, so there is no figure per researcher. Nothing was drawn. "
                "Leave out --by-researcher.",
            )
        found: dict[str, quadrant.Notes] = {}
        for name in names:
            # The first choice: what came later can have followed from talking.
            first: dict[StoryId, tuple[Note, ...]] = {}
            for decision in alone:
                if decision.researchers == (name,):
                    first.setdefault(decision.story, decision.notes)
            found[name] = first
        return found

    def _counted(self, notes: quadrant.Notes, label: str, slice: Slice) -> Tally:
        words = [note.keyword for of in notes.values() for note in of]
        placements = quadrant.placements(self.store.rulings(), self.codebook, words)
        stories = {s.id: s for s in self.stories()}
        counted = quadrant.tally(notes, stories, placements=placements, codebook=self.codebook, slice=slice)
        return replace(counted, label=label)

    def figure_of_changes(
        self, changes: Comparison, *, language: str = "", page: str = "a4", named: bool = True
    ) -> Layout:
        """The quadrants beside each other, on one scale."""
        language = _language(language or self.settings.language)
        words = _WORDS[language]
        around = replace(caption(self, self.tally(), language, named=named), title=words["title"])
        return chart.years(changes, self.codebook, around, language=language, note=words["note"], page=page)


def _language(language: str) -> str:
    return "en" if language == "en" else "nl"
