"""Stories of a study: bring in, list, revise, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from sq_coder import corpus
from sq_coder.domain import (
    CRITICISM,
    Arrival,
    Consent,
    Document,
    FoundStory,
    Imported,
    Perspective,
    Sent,
    Slice,
    Split,
    Story,
    StoryId,
    now,
)
from sq_coder.errors import Problem
from sq_coder.study.base import OnProgress, StudyBase, ignore_progress

SplitMode = Literal["auto", "none"]


class Stories(StudyBase):
    """The part of a study that holds its stories."""

    def stories(
        self, slice: Slice | None = None, *, search: str = "", limit: int | None = None, offset: int = 0
    ) -> list[Story]:
        """The stories of a slice, all told by whom when none is given, by year and then as they came in."""
        return self.store.stories(slice or Slice(perspective=None), search=search, limit=limit, offset=offset)

    def story_ids(
        self, slice: Slice | None = None, *, search: str = "", limit: int | None = None, offset: int = 0
    ) -> list[StoryId]:
        """The ids of what `stories` gives, in the same order, without reading the texts."""
        return self.store.story_ids(slice or Slice(perspective=None), search=search, limit=limit, offset=offset)

    def count_stories(self, slice: Slice | None = None, *, search: str = "") -> int:
        """How many stories `stories` gives without a limit."""
        return self.store.count_stories(slice or Slice(perspective=None), search=search)

    def stories_of(self, ids: Sequence[StoryId]) -> list[Story]:
        """The stories with these ids, in this order; those that were withdrawn meanwhile are left out."""
        return self.store.stories_of(ids)

    def years_and_groups(self) -> tuple[list[int], list[str]]:
        """Every year and every group that stories have, to choose from."""
        return self.store.years_and_groups()

    def story(self, reference: str) -> Story:
        """The story with this id, unique beginning of an id, or unique title."""
        return self.store.story(reference)

    def read(self, paths: Sequence[Path], *, on_progress: OnProgress = ignore_progress) -> list[Document]:
        """The documents in files, folders and zips; nothing is stored."""
        from sq_coder.gateways import readers

        return readers.documents(paths, on_progress=lambda done, of, _: on_progress(done, of))

    def split(self, documents: Iterable[Document], *, mode: SplitMode = "auto") -> list[Split]:
        """The stories in documents, and what is in none of them; nothing is stored."""
        return [corpus.split(document, mode=mode) for document in documents]

    def joined(self, stories: Sequence[FoundStory]) -> FoundStory:
        """One story of several that were found, in their order; no character is lost."""
        return corpus.join(stories)

    def import_stories(
        self,
        paths: Path | str | Sequence[Path | str],
        *,
        split: SplitMode = "auto",
        dry_run: bool = False,
        on_progress: OnProgress = ignore_progress,
        **metadata: Any,
    ) -> Imported:
        """Bring in the stories of documents: all or nothing; a story that is there already stays as it is.

        Args:
            paths: Files, folders and zips; one, or several.
            split: 'auto' splits a report into its stories; 'none' takes a document as one story.
            dry_run: Find and report, store nothing.
            on_progress: Called with documents read, and documents in all.
            **metadata: `year`, `group`, `perspective`, `consent` for every story, over what a document says.
        """
        given = [paths] if isinstance(paths, Path | str) else paths
        documents = self.read([Path(path) for path in given], on_progress=on_progress)
        splits = self.split(documents, mode=split)
        found = [story for part in splits for story in part.stories]
        imported = self.keep_stories(found, dry_run=dry_run, **metadata)
        return replace(
            imported,
            outside=tuple(text for part in splits for text in part.outside),
            documents=tuple((d.name, d.format, d.encoding) for d in documents),
            warnings=tuple(w for part in splits for w in part.warnings),
        )

    def keep_stories(
        self,
        found: Sequence[FoundStory],
        *,
        dry_run: bool = False,
        year: int | None = None,
        group: str | None = None,
        perspective: Perspective | None = None,
        consent: Consent | None = None,
    ) -> Imported:
        """Store stories that were found; each is 'added' or 'already_there'."""
        given = {"year": year, "group": group, "perspective": perspective, "consent": consent}
        stories = [self._identified(story, given) for story in found]
        known: dict[str, str] = {story.id: story.text for story in self.stories()}
        statuses = self._would_add(stories, known) if dry_run else self.store.add_stories(stories)
        new: dict[str, str] = {
            s.id: s.text for s, status in zip(stories, statuses, strict=True) if status is Arrival.ADDED
        }
        return Imported(tuple(zip(stories, statuses, strict=True)), nearly=_nearly(known, new) if new else ())

    def _identified(self, found: FoundStory, given: dict[str, Any]) -> Story:
        def said(name: str, default: Any) -> Any:
            value = given[name] if given[name] is not None else getattr(found, name)
            return default if value is None else value

        text = corpus.normalise(found.text)
        return Story(
            id=corpus.story_id(self.store.secret, text),
            title=_one_line(found.title),
            text=text,
            year=said("year", None),
            group=_one_line(said("group", "")) or None,
            perspective=said("perspective", Perspective.RESIDENT),
            source=found.source,
            consent=said("consent", Consent()),
            attributes=found.attributes,
            at=now(),
        )

    @staticmethod
    def _would_add(stories: Sequence[Story], known: Mapping[str, str]) -> list[Arrival]:
        seen = set(known)
        statuses = []
        for story in stories:
            statuses.append(Arrival.ALREADY_THERE if story.id in seen else Arrival.ADDED)
            seen.add(story.id)
        return statuses

    def edit(self, reference: str, *, seen: int | None = None, **changes: Any) -> Story:
        """Append a revision of a story with other text or metadata; the earlier one stays readable.

        `criticism` is what its teller criticised, '' for nothing recorded; it stands among the story's attributes.

        `seen` is the revision that somebody looked at: a newer one is not overwritten.
        """
        story = self.store.story(reference)
        if "text" in changes:
            changes["text"] = corpus.normalise(changes["text"])
            if not changes["text"].strip():
                raise Problem(
                    "text", "A story needs a text. Nothing was changed. To erase one: sq-coder withdraw STORY"
                )
        if "title" in changes:
            changes["title"] = _one_line(changes["title"])
        if "group" in changes:
            changes["group"] = _one_line(changes["group"] or "") or None
        if "criticism" in changes:
            column = CRITICISM[self.settings.language == "en"]
            changes["attributes"] = story.with_criticism(_one_line(changes.pop("criticism")), column=column)
        revised = replace(story, **changes, revision=story.revision + 1, at=now())
        self.store.add_revision(revised, expected_revision=seen or story.revision)
        return self.store.story(story.id)

    def text_of_file(self, file: Path) -> str:
        """The running text of one document, to be the new text of a story."""
        documents = self.read([file])
        if len(documents) != 1 or not documents[0].blocks:
            raise Problem(
                "text", f"{file.name} is not one text. Nothing was changed. Give one txt, md, docx, odt or pdf."
            )
        return "\n\n".join(block.text for block in documents[0].blocks)

    def revisions(self, reference: str) -> list[Story]:
        """Every revision of a story, the first one first."""
        return self.store.revisions(self.store.story(reference).id)

    def sent_of(self, reference: str) -> list[Sent]:
        """What left this computer of a story, the first message first."""
        return self.store.sent(self.store.story(reference).id)

    def withdraw(self, reference: str, *, reason: str = "") -> dict[str, int]:
        """Erase a story at the resident's wish; its id stays as a tombstone. Returns what was erased, counted."""
        return self.store.withdraw(self.store.story(reference).id, reason)


def _one_line(words: str) -> str:
    """Words of a title or group as they are stored: on one line, without characters that cannot be seen."""
    return " ".join(corpus.normalise(words).split())


def _nearly(known: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[StoryId, StoryId, float], ...]:
    """New stories that are nearly one known, or one before them in the same import: (new, that one, how alike)."""
    order = {id: at for at, id in enumerate((*known, *new))}
    near = corpus.near({**known, **new}, new)
    return tuple((StoryId(b), StoryId(a), alike) for a, b, alike in near if order[a] < order[b])
