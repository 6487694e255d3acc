"""Kernwoordenlijst: what keywords mean, and changing them as a new version that first shows what it touches."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Codebook, keyword_key
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.done import head
from sq_coder.ui.keywords_effect import want, wanted
from sq_coder.ui.keywords_form import choose_keyword, edit
from sq_coder.ui.keywords_versions import counted, versions, whole
from sq_coder.ui.names import condition_name
from sq_coder.ui.safe import shortened
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
        st.info(_("De lijst heeft nog geen kernwoorden. Typ hieronder het eerste."))
    listed, changing, earlier, file = st.tabs(
        [_("Lezen"), _("Wijzigen of toevoegen"), _("Versies"), _("Als bestand")], key="keywords.part"
    )
    counts = _counts(study)
    with listed:
        _list(codebook, counts)
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


def _counts(study: Study) -> dict[str, int]:
    """How often each word was noted, by its key."""
    tally = study.tally()
    return {keyword_key(word): n for part in (*tally.conditions, tally.undecided) for word, n, _d in part.keywords}


def _list(codebook: Codebook, counts: dict[str, int]) -> None:
    sought = st.text_input(_("Zoek in woord, omschrijving en schrijfwijzen"), key="keywords.search").casefold()
    rows = [
        {
            _("Conditie"): condition_name(k.condition, codebook),
            _("Kernwoord"): k.word,
            _("Keer genoteerd"): counts.get(k.key, 0),
            _("Omschrijving"): shortened(k.definition, 400),
            _("Andere schrijfwijzen"): ", ".join(k.aliases),
            _("Herkenningswoorden"): len(k.signal_words),
        }
        for k in codebook.keywords
        if sought in " ".join((k.word, k.definition, *k.aliases)).casefold()
    ]
    st.dataframe(
        rows,
        key="keywords.list",
        hide_index=True,
        height=620,
        row_height=62,
        column_config={_("Omschrijving"): st.column_config.TextColumn(width="large")},
    )


page()
