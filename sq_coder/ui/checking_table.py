"""The table of Controleren: story, proposal, what somebody chose apart, our keywords; a row for each story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from sq_coder.domain import Evidence, Note, ProposalStatus, Story, keyword_key
from sq_coder.study import Study
from sq_coder.study.decisions import Choice
from sq_coder.ui.checking_draft import Draft, Written, written_from
from sq_coder.ui.checking_sight import InSight
from sq_coder.ui.names import joined, status_name
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _


@dataclass(frozen=True)
class Row:
    """One story in the list, as it was when the list was drawn: what is in sight, and what was typed before."""

    story: Story
    sight: InSight
    draft: Draft
    settled: tuple[Note, ...] = ()  # what is settled, where that may be seen

    @property
    def stored(self) -> tuple[Note, ...]:
        """The keywords that all of these researchers chose, else what is settled; none when they do not agree yet."""
        own = self.sight.own
        chose = {name.casefold() for decision in own for name in decision.researchers}
        is_of_all = chose >= {name.casefold() for name in self.sight.names}
        if is_of_all and len({d.choice for d in own}) == 1 and not any(d.discuss for d in own):
            return own[-1].notes
        return self.settled

    @property
    def apart(self) -> str:
        """What some of these researchers chose, and the others not or otherwise, with whose it is."""
        own = () if self.stored or len(self.sight.names) < 2 else self.sight.own
        return "; ".join(f"{', '.join(n.keyword for n in d.notes)} ({joined(d.researchers)})" for d in own)

    @property
    def words(self) -> list[str]:
        """The keywords to begin with: what was typed and not saved, else what was chosen."""
        return [w.word for w in self.draft.words] or [n.keyword for n in self.stored]

    def written(self, words: Sequence[str]) -> tuple[Written, ...]:
        """Words as they were typed; one that was there keeps its own place and remark."""
        there = {w.key: w for w in (*self.draft.words, *written_from(self.stored))}
        return tuple(replace(there.get(keyword_key(word), Written()), word=word) for word in words if word.strip())

    def is_changed(self, words: Sequence[str], remark: str) -> bool:
        """Whether there is something to save: keywords that differ from what is stored, or a remark beside them."""
        is_stored = [keyword_key(word) for word in words] == [n.key for n in self.stored]
        return bool(words) and (not is_stored or bool(remark.strip()))

    def choice(self, words: Sequence[str], remark: str) -> Choice:
        """What is to be saved for this row; refused with a sentence when a word is no keyword."""
        draft = replace(self.draft, written=self.written(words), remark=remark)
        text, spans = self.story.text, draft.passages if draft.text_sha256 == self.story.text_sha256 else ()
        evidence = tuple(Evidence(s, e, text[s:e], self.story.text_sha256) for s, e in spans)
        return replace(self.sight.choice, notes=draft.notes, remark=remark.strip(), evidence=evidence)


LARGE = """<style>
html { font-size: clamp(25px, 1.9vw, 40px); }
[data-testid="stSidebar"] { display: none; }
.stMainBlockContainer { max-width: none; padding: .6rem 1.2rem 1.5rem; }
.stMainBlockContainer > div > [data-testid="stVerticalBlock"] { gap: .4rem; }
.stMainBlockContainer :is([data-testid="stHorizontalBlock"], h1, [data-testid="stCaptionContainer"]) { zoom: .68; }
.stMainBlockContainer [data-testid="stHorizontalBlock"] [data-testid="stHorizontalBlock"] { zoom: 1; }
.st-key-checking-choosing { display: none; }
</style>"""
"""Letters for the back row. The menu and the choosing of stories wait in the other views, so that the rows have the room."""

USUAL_SIZE = 16
USUAL = f"<style>html {{ font-size: {USUAL_SIZE}px; }}</style>"


def table(
    study: Study, rows: Sequence[Row], *, key: str, letters: int, large: bool
) -> dict[int, tuple[list[str], str]]:
    """The table; the rows in which something was typed, as (keywords, remark)."""
    statuses = study.story_statuses([row.story.id for row in rows])
    frame = pd.DataFrame(
        {
            "story": [shortened(row.story.title, 80) for row in rows],
            "year": [str(row.story.year or "") for row in rows],
            "proposal": [_proposed(row) for row in rows],
            "apart": [row.apart for row in rows],
            "keywords": [row.words for row in rows],
            "remark": [row.draft.remark for row in rows],
            "status": [status_name(statuses[row.story.id]) for row in rows],
        }
    )
    wide = {"story": 12, "proposal": 10, "apart": 10, "keywords": 17} if large else {}
    columns = {
        "story": st.column_config.TextColumn(_("Verhaal"), width=wide.get("story", 11) * letters, disabled=True),
        "year": st.column_config.TextColumn(_("Jaar"), width=55, disabled=True),
        "proposal": st.column_config.TextColumn(_("Voorstel"), width=wide.get("proposal", 10) * letters, disabled=True),
        "apart": st.column_config.TextColumn(_("Apart gekozen"), width=wide.get("apart", 9) * letters, disabled=True),
        "keywords": st.column_config.ListColumn(_("Onze kernwoorden"), width=wide.get("keywords", 15) * letters),
        "remark": st.column_config.TextColumn(_("Opmerking"), width=115),
        "status": st.column_config.TextColumn(_("Status"), width=135, disabled=True),
    }
    order = ["story", "proposal", "apart", "keywords"] if large else list(columns)
    if not any(row.apart for row in rows):
        order.remove("apart")
    row_height = round(2.2 * letters) if large else 38
    st.data_editor(
        frame,
        column_config=columns,
        column_order=order,
        hide_index=True,
        key=key,
        height=min(row_height * (len(rows) + 1) + 3, 12 * row_height if large else 500),
        row_height=row_height,
        width="stretch",
    )
    return _edited(rows, st.session_state[key]["edited_rows"])


def _edited(rows: Sequence[Row], given: Mapping[Any, Mapping[str, Any]]) -> dict[int, tuple[list[str], str]]:
    """What was typed in the table now, on top of the drafts that stood in it."""
    edited = {i: (row.words, row.draft.remark) for i, row in enumerate(rows) if not row.draft.is_empty}
    for at, cells in given.items():
        words, remark = rows[int(at)].words, rows[int(at)].draft.remark
        typed = cells.get("keywords", words) or []
        edited[int(at)] = (
            [" ".join(str(w).split()) for w in typed if str(w).strip()],
            str(cells.get("remark", remark) or ""),
        )
    return edited


def _proposed(row: Row) -> str:
    if row.sight.first_self:
        return _("eerst zelf kiezen")
    proposal = row.sight.proposal
    if proposal is None:
        return "–"
    if proposal.status is ProposalStatus.UNUSABLE:
        return f"{_('onbruikbaar antwoord')}: {shortened(proposal.raw_reply, 80)}"
    return proposal.keyword or _("geen passend woord")
