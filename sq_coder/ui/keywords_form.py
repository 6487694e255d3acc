"""One keyword of the codebook to read and change. Nothing is changed here: a form asks for another text of the codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from sq_coder.codebook import with_keyword, without_keyword
from sq_coder.domain import Codebook, ConditionId, Keyword, keyword_key, sha256
from sq_coder.ui.names import condition_name
from sq_coder.ui.safe import md
from sq_coder.ui.words import _

KEPT: Final = "page"
"""What was typed is there again after looking at what it touches."""


def choose_keyword(codebook: Codebook, counts: dict[str, int]) -> str:
    """A keyword of the codebook, or a new one as typed; '' when none was chosen."""
    words = sorted((k.word for k in codebook.keywords), key=str.casefold)
    chosen = st.selectbox(
        _("Kernwoord"),
        words,
        index=None,
        format_func=lambda word: _count(word, counts),
        accept_new_options=True,
        placeholder=_("Zoek een kernwoord, of typ een nieuw"),
        key="keywords.word",
        persist_state=KEPT,
    )
    return " ".join((chosen or "").split())


def _count(word: str, counts: dict[str, int]) -> str:
    number = counts.get(keyword_key(word), 0)
    return f"{word} ×{number}" if number else word


def edit(codebook: Codebook, word: str) -> str | None:
    """The form for one keyword; the codebook's text as it would be, when somebody asks what it touches."""
    known = codebook.keyword(word)
    if known is None:
        st.info(_("{word} staat nog niet in de lijst. U voegt het toe.", word=word))
    # Another version shows its own values; a widget would keep those of the version before it.
    mark = f"{sha256(keyword_key(word))[:8]}.{codebook.sha256[:8]}"
    with st.form(f"keywords.form.{mark}", border=False):
        changed = _fields(codebook, known or Keyword(word, ConditionId("")), mark, is_new=known is None)
        asked = st.form_submit_button(
            _("Bekijk wat dit raakt"), key=f"keywords.look.{mark}", type="primary", icon=":material/visibility:"
        )
    if asked and not changed.condition:
        st.warning(_("Kies onder welke conditie het kernwoord valt. Er is nog niets gewijzigd."))
        return None
    if asked:
        return with_keyword(codebook, changed)
    if known and st.button(
        _("Uit de lijst halen"), key=f"keywords.remove.{mark}", type="tertiary", icon=":material/remove:"
    ):
        return without_keyword(codebook, word)
    return None


def _fields(codebook: Codebook, keyword: Keyword, mark: str, *, is_new: bool) -> Keyword:
    ids = list(codebook.condition_ids)
    condition = st.radio(
        _("Conditie"),
        ids,
        index=None if is_new else ids.index(keyword.condition),
        format_func=lambda id: md(condition_name(id, codebook)),
        horizontal=True,
        key=f"keywords.condition.{mark}",
        persist_state=KEPT,
    )
    definition = st.text_area(
        _("Omschrijving: wat is ermee bedoeld?"),
        value=keyword.definition,
        key=f"keywords.definition.{mark}",
        height=90,
        max_chars=2000,
        persist_state=KEPT,
    )
    keyword = _spellings(keyword, mark)
    against = st.checkbox(
        _("Dit kernwoord noemt wat minder wordt: 'eenzaamheid' betekent 'tegen eenzaamheid'"),
        value=keyword.against,
        key=f"keywords.against.{mark}",
        persist_state=KEPT,
    )
    return replace(
        keyword,
        condition=ConditionId(condition or ""),
        definition=definition,
        against=against,
    )


def _spellings(keyword: Keyword, mark: str) -> Keyword:
    """The words by which it is recognised and offered, its English, and its source."""
    left, right = st.columns(2, gap="large")
    with left:
        signals = _lines(
            _("Herkenningswoorden, één per regel"),
            keyword.signal_words,
            f"keywords.signals.{mark}",
            help=_(
                "Voor de woordzoeker. vriend maken: naast elkaar. vriend ... maken: in deze volgorde. vriend + maken: in "
                "één zin. vriend|vriendin: een van beide. wandel*: wat zo begint. =werken: precies zo. ~onzeker: wat "
                "minder wordt."
            ),
        )
    with right:
        aliases = _lines(
            _("Andere schrijfwijzen, één per regel"),
            keyword.aliases,
            f"keywords.aliases.{mark}",
            help=_("Worden aangeboden als iemand ze typt, en nooit vanzelf gebruikt."),
        )
        english = st.text_input(
            _("In het Engels"),
            value=keyword.word_en,
            key=f"keywords.english.{mark}",
            max_chars=100,
            persist_state=KEPT,
        )
        source = st.text_input(
            _("Waar het vandaan komt"), value=keyword.source, key=f"keywords.source.{mark}", persist_state=KEPT
        )
    return replace(keyword, aliases=aliases, signal_words=signals, word_en=english, source=" ".join(source.split()))


def _lines(label: str, values: tuple[str, ...], key: str, *, help: str) -> tuple[str, ...]:
    value = "\n".join(values)
    written = st.text_area(label, value, key=key, height=220, help=help, max_chars=20_000, persist_state=KEPT)
    return tuple(filter(None, (" ".join(line.split()) for line in written.splitlines())))
