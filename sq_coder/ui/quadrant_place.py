"""Giving a word another place on the quadrant, for the whole study; and who placed it before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import UNDECIDED, Codebook, Ruling, RulingKind, keyword_key, sha256
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.discussing_words import agreed_by
from sq_coder.ui.done import done
from sq_coder.ui.names import condition_name, day, joined
from sq_coder.ui.quadrant_notes import PICKED, Picked
from sq_coder.ui.safe import md
from sq_coder.ui.words import _


def place(study: Study, picked: Picked) -> None:
    """The form to place a word with, and the rulings on it so far."""
    st.subheader(_("Plek op het kwadrant"), anchor=False)
    rulings = study.rulings_on(picked[1])
    for ruling in rulings:
        st.caption(_told(ruling, study.codebook))
    if not rulings and (meant := study.meant_by(picked[1])):
        st.caption(
            _(
                "Dit woord is in de kernwoordenlijst een andere naam voor „{known}”, en telt nu apart. Laat het bij Samen "
                "bespreken als „{known}” tellen, of geef het hier een eigen plek.",
                known=meant.word,
            )
        )
    elif not rulings and study.is_unknown(picked[1]):
        st.caption(_("Dit woord staat niet in de kernwoordenlijst en heeft nog geen plek gekregen."))
    elif not rulings:
        st.caption(_("Deze plek komt uit de kernwoordenlijst; niemand heeft er iets aan veranderd."))
    if not session.researcher():
        st.info(_("Kies eerst links wie er werkt; dan kunt u het woord een andere plek geven."))
        return
    _form(study, picked, rulings)


def _form(study: Study, picked: Picked, rulings: Sequence[Ruling]) -> None:
    word, codebook = picked[1], study.codebook
    mark = sha256(keyword_key(word))[:8]
    placement = study.placements().get(keyword_key(word))
    keys = {name: f"quadrant.{name}.{mark}" for name in ("place", "discussed", "remark")}
    with st.form(f"quadrant.placing.{mark}", border=True):
        chosen = st.radio(
            _("Andere plek, in het hele onderzoek"),
            [*codebook.condition_ids, UNDECIDED],
            index=None,
            format_func=lambda id: md(_choice(id, codebook)),
            key=keys["place"],
        )
        talked = st.checkbox(
            _("Besproken: in de figuur krijgt het woord een merkje"),
            value=bool(placement and placement.discussed),
            key=keys["discussed"],
        )
        remark = st.text_area(_("Waarom hier? (opmerking)"), key=keys["remark"], height=90, max_chars=2000)
        st.caption(agreed_by([session.researcher()]))
        saved = st.form_submit_button(_("Geef deze plek"), key=f"quadrant.save.{mark}")
    if not _may_save(saved, chosen, rulings, seen=f"quadrant.seen.{mark}"):
        return
    study.place(word, str(chosen), [session.researcher()], discussed=talked, remark=remark)
    for name in keys.values():
        del st.session_state[name]
    st.session_state[PICKED] = (str(chosen), word)
    done(_("{word} staat nu bij: {place}.", word=word, place=condition_name(chosen, codebook)))
    st.rerun()


def _may_save(saved: bool, chosen: str | None, rulings: Sequence[Ruling], *, seen: str) -> bool:
    """Whether to save: something was chosen, and nobody ruled on the word since it was looked at."""
    latest = [ruling.id for ruling in rulings]
    in_sight = st.session_state.get(seen, latest)
    st.session_state[seen] = latest
    if saved and in_sight != latest:
        st.warning(_("Een collega gaf dit woord intussen een plek. Kijk hierboven, en sla uw keuze dan opnieuw op."))
    elif saved and chosen is None:
        st.warning(_("Kies een plek. Er is nog niets opgeslagen."))
    return saved and in_sight == latest and chosen is not None


def _choice(id: str, codebook: Codebook) -> str:
    return _("nog geen plek: te bespreken") if id == UNDECIDED else condition_name(id, codebook)


def _told(ruling: Ruling, codebook: Codebook) -> str:
    facts = {"names": joined(ruling.researchers or ("–",)), "day": day(ruling.at)}
    if ruling.kind is RulingKind.PLACE:
        facts["place"] = condition_name(ruling.condition, codebook)
        told = (
            _("{day}: {names} kozen {place}", **facts)
            if len(ruling.researchers) > 1
            else _("{day}: {names} koos {place}", **facts)
        )
        told += " " + _("(besproken)") if ruling.discussed else ""
    elif ruling.kind is RulingKind.MERGE:
        told = _("{day}: {names} trok gelijk met {word}", **facts, word=ruling.into)
    else:
        told = _("{day}: {names} maakte het gelijktrekken ongedaan", **facts)
    return f"{told}. {md(ruling.remark)}" if ruling.remark else f"{told}."
