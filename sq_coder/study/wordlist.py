"""The codebook of a study: its versions, what another one would touch, and putting it in force."""

from __future__ import annotations

from threading import Event, Lock

from sq_coder import codebook as codebooks
from sq_coder import propose, quadrant
from sq_coder.domain import Codebook, Effect, Moved, StoryId, Version
from sq_coder.errors import Problem
from sq_coder.gateways import folder as folders
from sq_coder.study.base import OnProgress, ignore_progress, is_cancelled
from sq_coder.study.reading import Reading

_changing = Lock()
"""One version at a time: two screens of one server share this process."""


class Wordlist(Reading):
    """The part of a study that changes its codebook."""

    def change_codebook(self, text: str, *, seen: str = "") -> Codebook:
        """Put another text of the codebook in force: checked first, its file written whole, kept as a version.

        Args:
            text: The whole text of codebook.yaml.
            seen: The sha256 of the version that somebody looked at; a newer one is not overwritten.

        Raises:
            CodebookError: every problem in the text, with its line.
            Problem: another version came in force meanwhile.
            WriteError: the file could not be written; the earlier one is in force.
        """
        codebook = codebooks.load(text, file=folders.CODEBOOK)
        with _changing:
            if seen and seen != self._text_in_force().sha256:
                raise Problem(
                    "stale",
                    "The codebook has a newer version than the one you saw. Yours was not saved. "
                    "Look at the codebook again and change it then.",
                )
            # The file first: it says which version is in force, so a database that is locked now follows later.
            folders.write_text(self.folder / folders.CODEBOOK, text)
            self.store.use_codebook(codebook)
            self.__dict__["codebook"] = codebook
        return codebook

    def _text_in_force(self) -> Codebook:
        """The codebook as it is now, not as it was when this study was opened."""
        kept = self.store.codebook_text() if self.settings.database else None
        text = kept or folders.read_text(self.folder / folders.CODEBOOK, missing="codebook.yaml is missing.")
        return codebooks.load(text, file=folders.CODEBOOK)

    def codebook_versions(self) -> list[Version]:
        """Every version of the codebook, the newest first, each with what it changed."""
        found: list[Version] = []
        for sha256, text, at in self.store.codebooks():
            codebook = codebooks.load(text, file=f"{folders.CODEBOOK} ({sha256[:8]})")
            before = found[-1].codebook if found else codebook
            changed = codebooks.differences(before, codebook)
            other = codebooks.conditions_changed(before, codebook)
            found.append(Version(codebook, at, sha256 == self.codebook.sha256, changed, other))
        return found[::-1]

    def codebook_effect(
        self, text: str, *, on_progress: OnProgress = ignore_progress, cancel: Event | None = None
    ) -> Effect:
        """What putting this text in force would touch; nothing is changed.

        The stories with a changed keyword among their verdict's notes, the words that would stand elsewhere, and
        the stories for which the embedded matcher would answer otherwise.
        """
        after = codebooks.load(text, file=folders.CODEBOOK)
        changed = codebooks.differences(self.codebook, after)
        moves = self._moves(after)
        stories = {id for d in changed for id, _ in self.notes_on(d.word)}
        stories |= {id for move in moves for id in move.stories}
        matcher = codebooks.concerns_the_matcher(self.codebook, after)
        proposals, matched = self._otherwise(after, on_progress, cancel) if matcher else ((), 0)
        order = tuple(id for id in self.store.story_ids() if id in stories)
        return Effect(after, changed, order, moves, proposals, matched)

    def _moves(self, after: Codebook) -> tuple[Moved, ...]:
        """The words in use whose place would be another. A note with a place of its own stays where it is."""
        now = self.store.placements()
        then = quadrant.placements(self.store.rulings(), after, [p.word for p in now.values()])
        moved = [(p, then[key]) for key, p in now.items() if p.counts_as == key and then[key].condition != p.condition]
        return tuple(
            Moved(p.word, p.condition, q.condition, tuple(id for id, n in self.notes_on(p.word) if n.condition is None))
            for p, q in moved
        )

    def _otherwise(
        self, after: Codebook, on_progress: OnProgress, cancel: Event | None
    ) -> tuple[tuple[tuple[StoryId, str, str], ...], int]:
        now, then = (propose.Signals(c, self.language) for c in (self.codebook, after))
        found: list[tuple[StoryId, str, str]] = []
        stories = self.store.stories()
        for done, story in enumerate(stories, start=1):
            if is_cancelled(cancel):
                return tuple(found), done - 1
            words = [m.keyword.word if m.keyword else "" for m in (propose.match(story, s) for s in (now, then))]
            if words[0] != words[1]:
                found.append((story.id, words[0], words[1]))
            on_progress(done, len(stories))
        return tuple(found), len(stories)
