"""What a teller agreed to, as three choices."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Answer, Consent
from sq_coder.ui.names import answer_name
from sq_coder.ui.words import _


def consent_questions() -> dict[str, str]:
    """What a teller is asked, by purpose."""
    return {
        "ai": _("Mag naar een taalmodel op een andere computer"),
        "quote": _("Mag worden geciteerd"),
        "archive": _("Mag na het onderzoek worden bewaard"),
    }


def consents(key: str, consent: Consent | None = None) -> dict[str, Answer]:
    """Three choices; without a consent to begin with, only those that were made."""
    questions = consent_questions()
    answers = list(Answer)
    chosen: dict[str, Answer] = {}
    for column, (name, label) in zip(st.columns(3, vertical_alignment="bottom"), questions.items(), strict=True):
        answer = column.selectbox(
            label,
            answers,
            index=answers.index(getattr(consent, name)) if consent else None,
            format_func=answer_name,
            key=f"{key}.{name}",
            placeholder=_("Laat zoals het is"),
        )
        if answer is not None:
            chosen[name] = answer
    return chosen
