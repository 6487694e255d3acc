"""Samen bespreken: keywords that mean the same, reversible."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import Placement, Tally
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.done import done
from sq_coder.ui.names import joined
from sq_coder.ui.refusals import live, shown
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.theme import facts_html
from sq_coder.ui.words import _

FROM, INTO = "discussing.merged", "discussing.into"
MOST_OFFERED = 8


@live
def meanwhile(known: frozenset[str]) -> None:
    """Say that a colleague settled something about a keyword since these were shown; what is being typed stays."""
    newer = [ruling for ruling in session.study().rulings() if ruling.id not in known]
    if not newer:
        return
    who = joined(list(dict.fromkeys(name for ruling in newer for name in ruling.researchers))) or "–"
    words = ", ".join(dict.fromkeys(shortened(ruling.keyword, 30) for ruling in newer))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="discussing.meanwhile"):
        st.markdown(_("Intussen door {who} afgesproken: iets over {words}.", who=who, words=words))
        if st.button(_("Bekijken"), key="discussing.look", icon=":material/visibility:", shortcut="I"):
            st.rerun(scope="app")


def same_meaning(study: Study, names: Sequence[str]) -> None:
    """Let one keyword count as another from now on, seeing first what the counts would become; or undo that."""
    placements = study.placements()
    merged = [p for p in placements.values() if p.counts_as != p.key]
    in_use = [p for p in placements.values() if p.counts_as == p.key]
    if not placements:
        st.info(_("Er zijn nog geen kernwoorden gekozen. Begin bij Controleren."))
        return
    st.markdown(
        _(
            "Kernwoorden die hetzelfde betekenen kunnen als één woord tellen. Elke keuze houdt het woord dat is gekozen; "
            "gelijktrekken is altijd ongedaan te maken."
        )
    )
    _offered(study, in_use)
    words = sorted((p.word for p in in_use), key=str.casefold)
    known = sorted({*words, *(k.word for k in study.codebook.keywords)}, key=str.casefold)
    left, right = st.columns(2)
    placeholder = _("Kies een kernwoord")
    keyword = left.selectbox(_("Dit kernwoord"), words, index=None, key=FROM, placeholder=placeholder)
    into = right.selectbox(_("telt voortaan als"), known, index=None, key=INTO, placeholder=placeholder)
    remark = st.text_input(
        _("Opmerking"), key="discussing.merge_remark", live="0.4s", placeholder=_("Mag leeg blijven.")
    )
    if keyword and into:
        _preview(study, keyword, into)
    st.caption(agreed_by(names))
    pressed = st.button(
        _("Gelijktrekken"),
        key="discussing.merge",
        type="primary",
        disabled=not (keyword and into),
        icon=":material/merge:",
    )
    if pressed and keyword and into:
        with shown():
            study.merge_keywords(keyword, into, names, remark=remark.strip())
            for key in (FROM, INTO, "discussing.merge_remark"):
                del st.session_state[key]
            done(_("„{word}” telt nu als „{into}”.", word=keyword, into=into))
            st.rerun()
    _merged(study, merged, names)


def _offered(study: Study, in_use: Sequence[Placement]) -> None:
    """Words in use that are near to a known one."""
    found = []
    for placement in in_use:
        if study.is_unknown(placement.word) and (offers := study.offers(placement.word, in_use=False)):
            found.append((-offers[0].score, placement.word, offers[0].keyword.word))
    if not found:
        return
    pairs = [(word, into) for _score, word, into in sorted(found)]  # another name for a keyword first
    st.caption(_("Misschien hetzelfde:"))
    with st.container(horizontal=True, gap="xsmall", key="discussing.offered"):
        for number, (word, into) in enumerate(pairs[:MOST_OFFERED]):
            label = f"{md(shortened(word, 30))} → {md(shortened(into, 30))}"
            st.button(label, key=f"discussing.offer.{number}", on_click=_fill, args=(word, into))


def _fill(word: str, into: str) -> None:
    st.session_state[FROM], st.session_state[INTO] = word, into


def _preview(study: Study, keyword: str, into: str) -> None:
    """What the counts are, and would become."""
    now, then = study.tally(), study.if_merged(keyword, into)
    st.html(
        facts_html(
            {
                word: _("nu {now} keer genoteerd, daarna {then} keer", now=times(now, word), then=times(then, word))
                for word in (keyword, into)
            }
        )
    )
    st.caption(_("Geteld in de verhalen van bewoners met vastgestelde kernwoorden. Er is nog niets gewijzigd."))


def times(tally: Tally, word: str) -> int:
    """How often a keyword is noted, wherever it stands."""
    conditions = [*tally.conditions, tally.undecided]
    return sum(n for c in conditions for shown, n, _discussed in c.keywords if shown.casefold() == word.casefold())


def _merged(study: Study, merged: Sequence[Placement], names: Sequence[str]) -> None:
    if not merged:
        return
    st.subheader(_("Gelijkgetrokken"), anchor=False)
    words = {p.key: p.word for p in study.placements().values()}
    for placement in merged:
        with st.container(horizontal=True, vertical_alignment="center"):
            into = words.get(placement.counts_as, placement.counts_as)
            st.markdown(_("„{word}” telt als „{into}”", word=placement.word, into=into))
            if st.button(_("Ongedaan maken"), key=f"discussing.unmerge.{placement.key}", type="tertiary"):
                study.unmerge_keyword(placement.word, names)
                done(_("„{word}” telt weer als zichzelf.", word=placement.word))
                st.rerun()


def agreed_by(names: Sequence[str]) -> str:
    """For whom an agreement about a keyword is saved, to stand where it is saved."""
    return _("Afspraak van {names}, voor het hele onderzoek.", names=joined(names))
