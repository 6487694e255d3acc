"""What somebody is choosing for a story and did not save yet; it lies on a desk, and survives a reload as a draft."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from sq_coder.domain import Note, Story, keyword_key
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.study.decisions import note


@dataclass(frozen=True, slots=True)
class Written:
    """A keyword as it is being typed. `place` '' is where the keyword stands for everybody; `why` is its remark."""

    word: str = ""
    place: str = ""
    why: str = ""

    @property
    def key(self) -> str:
        """What makes two spellings one keyword."""
        return keyword_key(self.word)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that lies on the desk for one story. Passages count in the text named by `text_sha256`."""

    written: tuple[Written, ...] = ()
    remark: str = ""
    action: str = ""  # the button that was chosen last
    passages: tuple[tuple[int, int], ...] = ()
    text_sha256: str = ""

    @property
    def words(self) -> tuple[Written, ...]:
        """The keywords of which something was typed."""
        return tuple(one for one in self.written if one.word.strip())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.words or self.remark.strip() or self.action or self.passages)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes that were typed; refused with a sentence when one is no keyword."""
        return tuple(note(one.word, one.place or None, one.why.strip()) for one in self.words)

    def as_text(self) -> str:
        """The draft as the store keeps it."""
        notes = [[one.word, one.place, one.why] for one in self.written]
        kept = {"notes": notes, "remark": self.remark, "action": self.action}
        return json.dumps(kept | {"passages": self.passages, "text": self.text_sha256}, ensure_ascii=False)


def draft_from(text: str | None) -> Draft:
    """The draft that was kept; an empty one when there is none, or another program wrote it."""
    try:
        kept: Any = json.loads(text or "")
        return Draft(
            tuple(Written(*map(str, one[:3])) for one in kept["notes"]),
            str(kept["remark"]),
            str(kept["action"]),
            tuple((int(start), int(end)) for start, end in kept["passages"]),
            str(kept["text"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Draft()


@dataclass
class Desk:
    """Where a draft lies while somebody works on it: the state of one page's widgets for one story."""

    page: str
    story: Story
    researcher: str

    def key(self, noun: str, row: int | None = None) -> str:
        """The key of a widget for this story."""
        return f"{self.page}.{noun}.{'' if row is None else f'{row}.'}{self.story.id}"

    @property
    def save_key(self) -> str:
        """The key of the button that saves this desk, and no other: a slow page shows a button for a while after its click.

        With one button for every story a second click then saved the next one, of which nothing had been read.
        """
        return f"{self.page}.save.{self.story.id[:12]}"

    @property
    def rows(self) -> list[int]:
        """The numbers of the keywords on the desk, in order."""
        return list(st.session_state.get(self.key("rows"), []))

    @property
    def is_laid(self) -> bool:
        """Whether all of it is there; leaving the page takes the widgets' state away."""
        needed = [self.key("word", row) for row in self.rows] + [self.key("remark")]
        return bool(self.rows) and all(key in st.session_state for key in needed)

    def lay(self, draft: Draft) -> None:
        """Put a draft on the desk, in place of what lay there."""
        st.session_state[self.key("remark")] = draft.remark
        st.session_state[self.key("action")] = draft.action
        is_same_text = draft.text_sha256 in ("", self.story.text_sha256)
        st.session_state[self.key("passages")] = list(draft.passages) if is_same_text else []
        self.write(draft.written)

    def write(self, written: Iterable[Written]) -> None:
        """Put these keywords on the desk; at least one field to type in."""
        shown = list(written) or [Written()]
        first = max(self.rows, default=-1) + 1
        st.session_state[self.key("rows")] = list(range(first, first + len(shown)))
        for row, one in enumerate(shown, first):
            st.session_state[self.key("word", row)] = one.word
            st.session_state[self.key("place", row)] = one.place
            st.session_state[self.key("why", row)] = one.why

    def add_row(self) -> int:
        """One more field to type in; an empty one that is there is used first."""
        if empty := [row for row in self.rows if not self.written(row).word.strip()]:
            return empty[0]
        row = max(self.rows, default=-1) + 1
        st.session_state[self.key("rows")] = [*self.rows, row]
        st.session_state[self.key("word", row)] = ""
        return row

    def drop_row(self, row: int) -> None:
        """Take a keyword off the desk."""
        left = [other for other in self.rows if other != row]
        st.session_state[self.key("rows")] = left
        if not left:
            self.write([])

    def written(self, row: int) -> Written:
        """A keyword as it is typed now."""
        state = st.session_state
        word, place, why = (str(state.get(self.key(noun, row)) or "") for noun in ("word", "place", "why"))
        return Written(word, place, why)

    def read(self) -> Draft:
        """What lies on the desk."""
        state = st.session_state
        return Draft(
            tuple(self.written(row) for row in self.rows),
            str(state.get(self.key("remark")) or ""),
            str(state.get(self.key("action")) or ""),
            tuple(state.get(self.key("passages"), ())),
            self.story.text_sha256,
        )

    def take_up(self, study: Study) -> None:
        """Lay what was kept for this researcher, unless it lies there already."""
        self._leave_other()
        st.session_state.setdefault(self.key("seen"), self.story.text_sha256)
        if self.is_laid and st.session_state.get(self.key("of")) == self.researcher:
            return
        kept = draft_from(study.draft(self.story.id, self.researcher))
        st.session_state[self.key("of")] = self.researcher
        self.lay(kept)
        st.session_state[self.key("kept")] = self.read()

    def _leave_other(self) -> None:
        """Put away what lies on the desk of the story, or the researcher, before this one; it was kept by `keep_lying`.

        A session that remembers every story it showed makes each page slower than the one before.
        """
        here = f"{self.page}.{_LYING}"
        before: Desk | None = st.session_state.get(here)
        st.session_state[here] = self
        if before is not None and (before.story.id, before.researcher) != (self.story.id, self.researcher):
            before.clear()

    def expect_same_text(self) -> None:
        """Refuse to go on when the story is not the text that was read; then the new text is what is being read."""
        key = self.key("seen")
        if st.session_state.get(key) != self.story.text_sha256:
            st.session_state[key] = self.story.text_sha256
            st.session_state[self.key("passages")] = []
            raise Problem(
                "stale",
                f"Story {self.story.id[:8]} was changed since you saw it. Your change was not saved. "
                "Look at the story again and change it then.",
            )

    def keep(self, study: Study, *, always: bool = False) -> None:
        """Keep what lies on the desk as a draft, when it changed since."""
        draft, before = self.read(), self._kept
        if draft == before and not always:
            return
        if not draft.is_empty:
            study.save_draft(self.story.id, self.researcher, draft.as_text())
        elif not before.is_empty:
            study.drop_draft(self.story.id, self.researcher)
        st.session_state[self.key("kept")] = draft

    @property
    def is_changed(self) -> bool:
        """Whether anything lies here that was not kept yet."""
        return self.read() != self._kept

    @property
    def _kept(self) -> Draft:
        """What was kept of this desk last."""
        kept: Draft = st.session_state.get(self.key("kept"), Draft())
        return kept

    def clear(self) -> None:
        """Take everything off the desk, after it was saved."""
        for key in [key for key in st.session_state if str(key).endswith(self.story.id)]:
            if str(key).startswith(f"{self.page}."):
                del st.session_state[key]


_LYING = "lying"
"""Which desk of a page somebody worked at last."""


def keep_lying(study: Study) -> None:
    """Keep what lies on any desk before a page is drawn: what was typed last came in with the click that leaves it.

    Leaving the page takes the widgets' state away, and with it all that was typed: then there is nothing to keep.
    """
    for page in ("checking", "discussing"):
        desk: Desk | None = st.session_state.get(f"{page}.{_LYING}")
        if desk is None or not desk.is_laid or st.session_state.get(desk.key("of")) != desk.researcher:
            continue
        if desk.is_changed and not study.story(desk.story.id).withdrawn:
            desk.keep(study)


def written_from(notes: Sequence[Note]) -> tuple[Written, ...]:
    """Notes that were stored, as they would be typed."""
    return tuple(Written(n.keyword, n.condition or "", n.remark) for n in notes)
