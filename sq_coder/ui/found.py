"""Stories that were found in documents and not stored yet, as rows that a researcher corrects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from sq_coder.domain import Answer, Consent, Document, FoundStory, Perspective
from sq_coder.study import Study
from sq_coder.study.stories import SplitMode
from sq_coder.ui.consents import consent_questions
from sq_coder.ui.names import answer_name, perspective_name
from sq_coder.ui.reading import Unread
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _

TELLERS = tuple(Perspective)
CONSENTS = ("ai", "quote", "archive")

Row = dict[str, Any]


@dataclass(frozen=True)
class Bringing:
    """What was found in documents: the stories with what was corrected, and what is in none of them."""

    documents: Sequence[Document]
    mode: SplitMode
    stories: tuple[FoundStory, ...]
    kept: tuple[bool, ...]
    outside: tuple[str, ...]
    warnings: tuple[str, ...]
    unread: tuple[Unread, ...] = ()
    """Why other files that were chosen cannot be read."""
    version: int = 0
    """Goes up with each change, so that the widgets show it."""


def begin(
    study: Study,
    documents: Sequence[Document],
    *,
    unread: Sequence[Unread] = (),
    mode: SplitMode = "auto",
    version: int = 0,
) -> Bringing:
    """The stories in documents, before anything is corrected."""
    splits = study.split(documents, mode=mode)
    stories = tuple(story for part in splits for story in part.stories)
    return Bringing(
        documents=documents,
        mode=mode,
        stories=stories,
        kept=(True,) * len(stories),
        outside=tuple(text for part in splits for text in part.outside),
        warnings=tuple(dict.fromkeys(w for part in splits for w in part.warnings)),
        unread=tuple(unread),
        version=version,
    )


def table(bringing: Bringing) -> pd.DataFrame:
    """A row per story that was found."""
    rows = []
    for story, keep in zip(bringing.stories, bringing.kept, strict=True):
        consent = story.consent or Consent()
        rows.append(
            {
                "keep": keep,
                "title": story.title,
                "first": shortened(story.text, 90),
                "year": story.year,
                "group": story.group,
                "told_by": perspective_name(story.perspective or Perspective.RESIDENT),
                **{name: answer_name(getattr(consent, name)) for name in CONSENTS},
                "words": len(story.text.split()),
            }
        )
    return pd.DataFrame(rows).astype({"year": "Int64", "group": "string"})


def columns() -> dict[str, Any]:
    """How the rows are shown and what may be changed in them: all of them side by side on an ordinary laptop."""
    answers = [answer_name(answer) for answer in Answer]
    tellers = [perspective_name(teller) for teller in TELLERS]
    choice = st.column_config.SelectboxColumn
    questions = consent_questions()
    return {
        "keep": st.column_config.CheckboxColumn(_("Mee"), width=62),
        "title": st.column_config.TextColumn(_("Titel"), width=152, max_chars=300),
        "first": st.column_config.TextColumn(_("Begint met"), width=100, disabled=True),
        "year": st.column_config.NumberColumn(_("Jaar"), width=72, min_value=1900, max_value=2100, step=1, format="%d"),
        "group": st.column_config.TextColumn(_("Groep"), width=92, max_chars=200),
        "told_by": choice(_("Verteld door"), options=tellers, required=True, width=128),
        "ai": choice(_("Taalmodel?"), options=answers, required=True, width=112, help=questions["ai"]),
        "quote": choice(_("Citeren?"), options=answers, required=True, width=106, help=questions["quote"]),
        "archive": choice(_("Bewaren?"), options=answers, required=True, width=106, help=questions["archive"]),
        "words": st.column_config.NumberColumn(_("Woorden"), width=78, disabled=True, format="%d"),
    }


def as_stories(bringing: Bringing, rows: Sequence[Row]) -> list[FoundStory]:
    """The stories as the rows say now."""
    answers = {answer_name(answer): answer for answer in Answer}
    tellers = {perspective_name(teller): teller for teller in TELLERS}
    return [
        replace(
            story,
            title=" ".join(_text(row["title"]).split()),
            year=None if pd.isna(row["year"]) else int(row["year"]),
            group=" ".join(_text(row["group"]).split()) or None,
            perspective=tellers.get(row["told_by"], Perspective.RESIDENT),
            consent=Consent(**{name: answers.get(row[name], Answer.UNKNOWN) for name in CONSENTS}),
        )
        for story, row in zip(bringing.stories, rows, strict=True)
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def changed(bringing: Bringing, rows: Sequence[Row]) -> Bringing:
    """What was found, as the rows say now."""
    kept = tuple(bool(row["keep"]) for row in rows)
    return replace(bringing, stories=tuple(as_stories(bringing, rows)), kept=kept, version=bringing.version + 1)


def with_all(
    rows: Sequence[Row], *, year: int | None, group: str | None, told_by: Perspective | None, consent: dict[str, Answer]
) -> list[Row]:
    """The rows, each with what was chosen for all; what was not chosen stays as it is."""
    given: Row = {name: answer_name(answer) for name, answer in consent.items()}
    if year is not None:
        given["year"] = int(year)
    if group:
        given["group"] = group
    if told_by is not None:
        given["told_by"] = perspective_name(told_by)
    return [{**row, **given} for row in rows]


def merged(study: Study, bringing: Bringing, numbers: Sequence[int]) -> Bringing:
    """What was found, with these stories as one in the place of the first."""
    order = sorted(numbers)
    stories, kept = list(bringing.stories), list(bringing.kept)
    stories[order[0]] = study.joined([stories[i] for i in order])
    gone = set(order[1:])
    return replace(
        bringing,
        stories=tuple(story for i, story in enumerate(stories) if i not in gone),
        kept=tuple(keep for i, keep in enumerate(kept) if i not in gone),
        version=bringing.version + 1,
    )
