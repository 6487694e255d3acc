"""Kernwoordenlijst: what keywords mean, and changing them as a new version that first shows what it touches."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sq_coder.domain import Codebook, Slice, keyword_key
from sq_coder.ui import session
from sq_coder.ui.done import head
from sq_coder.ui.keywords_effect import in_sight, want, wanted
from sq_coder.ui.keywords_form import choose_keyword, edit
from sq_coder.ui.keywords_list import keyword_list
from sq_coder.ui.keywords_versions import counted, versions, whole
from sq_coder.ui.words import _


def page() -> None:
    """The codebook of the study."""
    head(_("Kernwoordenlijst"))
    study = session.study()
    codebook = study.codebook
    st.markdown(
        _(
            "{name}: {n}, versie {version}.",
            name=codebook.name,
            n=counted(len(codebook.keywords)),
            version=codebook.sha256[:8],
        )
    )
    if wanted(study):
        return
    if not codebook.keywords:
        st.info(_("De lijst heeft nog geen kernwoorden. Voeg het eerste toe bij Wijzigen of toevoegen."))
    names = [_("Lezen"), _("Wijzigen of toevoegen"), _("Versies"), _("Als bestand")]
    part = in_sight()
    tabs = st.tabs(names, default=names[part.number], key=f"keywords.part.{part.turn}")
    counts = _counts()
    with tabs[0]:
        keyword_list(codebook, counts)
    for number, asked in enumerate(
        (partial(_change, codebook, counts), partial(versions, study), partial(whole, study)), 1
    ):
        with tabs[number]:
            text = asked()
        if text is not None:
            want(study, text, part=number)


def _change(codebook: Codebook, counts: dict[str, int]) -> str | None:
    st.markdown(_("Elke wijziging wordt een nieuwe versie. U ziet eerst welke verhalen zij raakt."))
    word = choose_keyword(codebook, counts)
    if not word:
        return None
    if not session.researcher():
        st.info(_("Kies eerst links wie er werkt; dan kunt u de lijst wijzigen."))
        return None
    return edit(codebook, word)


def _counts() -> dict[str, int]:
    """How often each word was noted, by its key."""
    tally = session.kept("tally", lambda study: study.tally(), Slice())
    return {keyword_key(word): n for part in (*tally.conditions, tally.undecided) for word, n, _d in part.keywords}


page()
