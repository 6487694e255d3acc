"""Kernwoordenlijst: what keywords mean, and changing them as a new version that first shows what it touches."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Codebook, Slice, keyword_key
from sq_coder.ui import session
from sq_coder.ui.done import head
from sq_coder.ui.keywords_effect import want, wanted
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
    listed, changing, earlier, file = st.tabs(
        [_("Lezen"), _("Wijzigen of toevoegen"), _("Versies"), _("Als bestand")], key="keywords.part"
    )
    counts = _counts()
    with listed:
        keyword_list(codebook, counts)
    with changing:
        text = _change(codebook, counts)
    with earlier:
        text = versions(study) or text
    with file:
        text = whole(study) or text
    if text is not None:
        want(study, text)


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
