"""Typing keywords for a story: each with its place, the known words that may be meant, and a remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.domain import Keyword, Offer, keyword_key, word_count
from sq_coder.domain.decision import MOST_WORDS
from sq_coder.study import Study
from sq_coder.study.decisions import MOST_LETTERS
from sq_coder.ui import jobs
from sq_coder.ui.checking_draft import Desk
from sq_coder.ui.keystrokes import reach
from sq_coder.ui.names import condition_name
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.theme import note_html
from sq_coder.ui.words import _

MANY = 3
"""More keywords than this on one story are worth a second look."""

OFFERED = 4

KEPT: Final = "page"
"""What was typed stays while a page could not be drawn, as when the database is gone for a moment."""


STYLE = """<style>
[data-testid="stColumn"]:has(.st-key-checking-desk, .st-key-discussing-desk) > [data-testid="stVerticalBlock"] { height: 100%; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-checking-desk, .st-key-discussing-desk)) { position: sticky;
  top: min(3.6rem, calc(100vh - var(--sq-height, 0px))); }
:is(.st-key-checking-desk, .st-key-discussing-desk) { gap: .5rem; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-checking-saving, .st-key-discussing-saving)) { position: sticky; bottom: 0; z-index: 1; }
:is(.st-key-checking-saving, .st-key-discussing-saving) { background: #fff; padding: .3rem 6px .5rem 0;
  width: calc(100% + 6px); border-top: 1px solid #e6e4de; }
:is(.st-key-checking-actions, .st-key-discussing-actions) button { padding-left: .4rem; padding-right: .4rem; }
:is(.st-key-checking-actions, .st-key-discussing-actions) button * { font-size: .93rem; }
[class*="st-key-checking-card-"] { gap: .15rem; padding: .6rem .8rem; }
[class*="ing-drop-"] [data-testid="stMarkdownContainer"],
[class*="ing-unkeep-"] [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%); }
.sq-differs .sq-note { outline: 2px dashed #24282b; outline-offset: 1px; }
@media (max-height: 860px) {
  .stMainBlockContainer { padding-top: 1.2rem; }
  .stMainBlockContainer h1 { font-size: 1.4rem; padding: 0; }
  .stMainBlockContainer > div > [data-testid="stVerticalBlock"] { gap: .6rem; }
  :is(.st-key-checking-desk, .st-key-discussing-desk) { gap: .35rem; }
  :is(.st-key-checking-saving, .st-key-discussing-saving) { padding: .2rem 6px .2rem 0; }
}
@media (max-width: 1000px) {
  .stMainBlockContainer [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .stMainBlockContainer [data-testid="stColumn"] { min-width: min(24rem, 100%); }
  [data-testid="stLayoutWrapper"]:has(> :is(.st-key-checking-desk, .st-key-discussing-desk)) { position: static; }
}
</style>"""
"""Keeps the desk in view beside a long story, and its save button in view on the desk."""


def ready(study: Study) -> None:
    """Have the dictionary read beside the page, once, so that nobody waits for it while typing."""
    if jobs.find(_DICTIONARY) is None:
        jobs.start(_DICTIONARY, lambda _progress, _cancel: study.language.lemma("woorden"))


_DICTIONARY = "dictionary"


def keys_of(desk: Desk) -> dict[str, list[str]]:
    """The keys that reach a field or open a place, beside the keys that stand on buttons."""
    first = desk.rows[0]
    return {
        "k": [desk.key("word", first)],
        "o": [desk.key("remark")],
        "p": [desk.key("where", first)],
        "h": [f"{desk.page}.origin"],
    }


def keys_of_offers(desk: Desk) -> dict[str, list[str]]:
    """The number keys that take a word which may be meant: of the first keyword that has any."""
    return {
        str(number): [f"{desk.key('offer', row)}#{number - 1}" for row in desk.rows] for number in range(1, OFFERED + 1)
    }


def entry(study: Study, desk: Desk) -> dict[int, DeltaGenerator]:
    """Fields for keywords and a remark; under each keyword room for what `known` says of it.

    That comes afterwards, when what was typed is kept: looking for words that may be meant can take a while.
    """
    st.markdown(f"**{_('Kernwoorden')}**")
    room = {row: _keyword(study, desk, row, number) for number, row in enumerate(desk.rows, 1)}
    st.button(
        _("Nog een kernwoord"),
        key=desk.key("more"),
        icon=":material/add:",
        type="tertiary",
        shortcut="N",
        on_click=_one_more,
        args=(desk,),
    )
    if len(desk.read().words) > MANY:
        st.warning(_("Meer dan drie kernwoorden bij één verhaal. Zijn ze allemaal nodig?"))
    st.text_area(
        f"{_('Opmerking')} :gray[O]",
        key=desk.key("remark"),
        height=80,
        placeholder=_("Waarom deze keuze? Mag leeg blijven."),
        persist_state=KEPT,
    )
    return room


def _keyword(study: Study, desk: Desk, row: int, number: int) -> DeltaGenerator:
    with st.container(key=desk.key("keyword", row), gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            st.text_input(
                _("Kernwoord {number}", number=number),
                key=desk.key("word", row),
                live="0.4s",
                placeholder=_("Typ een kernwoord") + (" (K)" if number == 1 else ""),
                label_visibility="collapsed",
                width="stretch",
                persist_state=KEPT,
            )
            _place(study, desk, row, number)
            if len(desk.rows) > 1:
                st.button(
                    _("Weg"),
                    key=desk.key("drop", row),
                    icon=":material/close:",
                    type="tertiary",
                    help=_("Dit kernwoord weghalen"),
                    on_click=desk.drop_row,
                    args=(row,),
                )
        return st.container(gap="xxsmall")


def _one_more(desk: Desk) -> None:
    reach(desk.key("word", desk.add_row()))


def _place(study: Study, desk: Desk, row: int, number: int) -> None:
    """A place for this story alone, with the reason: 'beweging' counts by the theme of the group."""
    written, key = desk.written(row), desk.key("place", row)
    usual = condition_name(study.place_of(written.word), study.codebook) if written.word.strip() else ""
    everywhere = _("zoals overal ({place})", place=usual) if usual else _("zoals overal")
    names = {"": everywhere} | {c.id: md(condition_name(c.id, study.codebook)) for c in study.codebook.conditions}
    if st.session_state.get(key, "") not in names:
        st.session_state[key] = ""
    label = _("Eigen plek") if written.place else _("Plek")
    label = f"{label} :gray[P]" if number == 1 else label
    with st.popover(label, icon=":material/grid_view:", type="tertiary", key=desk.key("where", row)):
        st.radio(
            _("Plek van dit kernwoord, alleen bij dit verhaal"),
            list(names),
            format_func=names.get,
            key=key,
            persist_state=KEPT,
        )
        st.text_input(
            _("Waarom hier?"),
            key=desk.key("why", row),
            live="0.4s",
            placeholder=_("Bijvoorbeeld: thema van de groep"),
            persist_state=KEPT,
        )


def known(
    study: Study, desk: Desk, room: Mapping[int, DeltaGenerator], *, in_use: bool, numbered: bool = False
) -> None:
    """What is known of each word that was typed: its place, or that it is new and which words it may mean.

    Words that only colleagues used are offered with `in_use`: not where their choices may not be seen yet. Offers are
    `numbered` where number keys take them.
    """
    for row, place in room.items():
        if desk.written(row).word.strip():
            with place:
                offers = _known(study, desk, row, in_use=in_use)
                if offers:
                    _offer(desk, row, offers, numbered=numbered, meant=study.meant_by(desk.written(row).word))
                numbered = numbered and not offers


def _known(study: Study, desk: Desk, row: int, *, in_use: bool) -> Sequence[Offer]:
    """Show a word as a note; the words that may be meant when it is new."""
    written = desk.written(row)
    if refused := no_keyword(written.word):
        st.markdown(f":small[:red[:material/error: {refused}]]")
        return ()
    place = written.place or study.place_of(written.word)
    is_known = study.is_known(written.word, in_use=in_use)
    beside = condition_name(place, study.codebook)
    if written.place:
        beside = f"{beside}, {_('alleen bij dit verhaal')}"
    elif not is_known and not study.meant_by(written.word):
        beside = f"{_('nieuw woord')}, {beside}"
    st.html(note_html(shortened(written.word), place, study.codebook, place=beside))
    return () if is_known else study.offers(written.word, in_use=in_use)[:OFFERED]


def no_keyword(word: str) -> str:
    """Why what is being typed would be refused when it is saved, said at once; '' when it is a keyword."""
    if word_count(word) > MOST_WORDS:
        return _("Een kernwoord heeft hoogstens vier woorden. Dit zijn er {n}.", n=word_count(word))
    if len(" ".join(word.split())) > MOST_LETTERS:
        return _("Een kernwoord heeft hoogstens {n} letters.", n=MOST_LETTERS)
    return "" if keyword_key(word) else _("Een kernwoord heeft een letter of cijfer.")


def _offer(desk: Desk, row: int, offers: Sequence[Offer], *, numbered: bool, meant: Keyword | None) -> None:
    words = {offer.keyword.word: number for number, offer in enumerate(offers, 1)}
    key, word = desk.key("offer", row), shortened(desk.written(row).word, 30)
    st.pills(
        _(
            "„{word}” is een andere naam voor „{known}”. Kies dat; anders telt uw woord apart.",
            word=word,
            known=meant.word,
        )
        if meant
        else _("Bedoelt u een bestaand woord? Anders blijft „{word}” staan.", word=word),
        list(words),
        format_func=lambda word: f"{md(word)} :gray[{words[word]}]" if numbered else md(word),
        key=key,
        on_change=_use,
        args=(desk, row),
    )


def _use(desk: Desk, row: int) -> None:
    chosen = st.session_state.pop(desk.key("offer", row), None)
    if chosen:
        st.session_state[desk.key("word", row)] = chosen
