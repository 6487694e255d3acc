"""The codebook to read: each condition with its keywords, what they mean, and how else people write them."""

from __future__ import annotations

from html import escape

import streamlit as st

from sq_coder.domain import Codebook, Condition, Keyword
from sq_coder.ui.names import condition_name
from sq_coder.ui.theme import note_html
from sq_coder.ui.words import _, language

STYLE = """
<style>
.sq-list.sq-list { padding: 0; display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: .55rem 1.4rem; margin: .2rem 0 1.2rem; }
.sq-list dt, .sq-list dd { margin: 0; overflow-wrap: anywhere; }
.sq-list dd { max-width: 44rem; line-height: 1.5; }
.sq-list dd small { display: block; color: #5b6064; font-size: .88rem; }
@media (max-width: 900px) { .sq-list { grid-template-columns: 1fr; gap: .2rem; } .sq-list dd { margin-bottom: .8rem; } }
</style>
"""


def keyword_list(codebook: Codebook, counts: dict[str, int]) -> None:
    """The keywords that fit what is sought, below their condition."""
    sought = st.text_input(
        _("Zoeken"), key="keywords.search", placeholder=_("Woord, omschrijving of andere schrijfwijze"), width=420
    )
    found = [k for k in codebook.keywords if _fits(k, " ".join(sought.casefold().split()))]
    if not found:
        st.info(_("Geen kernwoord past hierbij. Zoek een ander woord, of voeg het toe bij Wijzigen of toevoegen."))
        return
    st.html(STYLE)
    for condition in codebook.conditions:
        keywords = [k for k in found if k.condition == condition.id]
        if keywords:
            st.html(_section(condition, keywords, codebook, counts))


def _fits(keyword: Keyword, sought: str) -> bool:
    return sought in " ".join((keyword.word, keyword.definition, *keyword.aliases)).casefold()


def _section(condition: Condition, keywords: list[Keyword], codebook: Codebook, counts: dict[str, int]) -> str:
    name = condition_name(condition.id, codebook)
    meaning = condition.definition_en if language() == "en" and condition.definition_en else condition.definition
    rows = "".join(_row(k, codebook, counts) for k in keywords)
    return (
        f'<h2>{escape(name)}</h2><p class="sq-where" style="max-width:44rem">{escape(meaning)}</p>'
        f'<dl class="sq-list">{rows}</dl>'
    )


def _row(keyword: Keyword, codebook: Codebook, counts: dict[str, int]) -> str:
    number = counts.get(keyword.key, 0)
    note = note_html(keyword.word, keyword.condition, codebook, place=f"×{number}" if number else "")
    also = [_("noemt wat minder wordt")] if keyword.against else []
    if keyword.aliases:
        also.append(_("aangeboden aan wie typt: {words}").format(words=", ".join(keyword.aliases)))
    if keyword.signal_words:
        also.append(_("{n} herkenningswoorden").format(n=len(keyword.signal_words)))
    return f"<dt>{note}</dt><dd>{escape(keyword.definition)}<small>{escape(' · '.join(also))}</small></dd>"
