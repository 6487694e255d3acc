"""What another version of the codebook would touch, shown before it is put in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event

import streamlit as st

from sq_coder.domain import Change, Difference, Effect, StoryId, sha256
from sq_coder.study import Study
from sq_coder.ui import jobs, session
from sq_coder.ui.done import done
from sq_coder.ui.jobs import Progress
from sq_coder.ui.names import condition_name
from sq_coder.ui.progress import follow
from sq_coder.ui.safe import shortened
from sq_coder.ui.words import _, _n

WANTED = "keywords.wanted"
PART = "keywords.part"
MOST = 200
"""Stories in one list; more would make the page slow."""

Row = dict[str, object]


@dataclass(frozen=True)
class Wanted:
    """Another text of the codebook, with the version that it was made from, and what it would touch."""

    text: str
    seen: str
    effect: Effect | None = None


@dataclass(frozen=True)
class Part:
    """The part of the page that stands open when it is drawn anew: its number, and how often it was drawn anew."""

    number: int = 0
    turn: int = 0


def in_sight() -> Part:
    """The part where somebody asked what it touches; the list, once that is in force."""
    part: Part = st.session_state.get(PART, Part())
    return part


def _turn_to(number: int) -> None:
    st.session_state[PART] = Part(number, in_sight().turn + 1)


def want(study: Study, text: str, *, part: int) -> None:
    """Ask what this text would touch, in this part of the page. A text that is in force already touches nothing."""
    if text == study.codebook.text:
        st.session_state.pop(WANTED, None)
        st.warning(_("Dit is de versie die al in gebruik is. Er is niets te wijzigen."))
        return
    st.session_state[WANTED] = Wanted(text, study.codebook.sha256)
    _turn_to(part)
    jobs.start(_job(text), partial(_work, study, text))
    st.rerun()


def _job(text: str) -> str:
    return f"codebook:{session.folder()}:{sha256(text)}"


def _work(study: Study, text: str, progress: Progress, cancel: Event) -> Effect:
    """What it would touch, found beside the screens."""
    return study.codebook_effect(text, on_progress=progress, cancel=cancel)


def wanted(study: Study) -> bool:
    """Show what was asked for and what it touches; whether there is such a thing."""
    asked: Wanted | None = st.session_state.get(WANTED)
    if asked is None:
        return False
    if asked.effect is None:
        job = follow(
            _job(asked.text), working=_("De woordzoeker leest alle verhalen met de nieuwe lijst."), stoppable=True
        )
        if job is None:
            if jobs.find(_job(asked.text)) is None:
                st.session_state.pop(WANTED, None)
            return True
        asked = Wanted(asked.text, asked.seen, job.result)
        st.session_state[WANTED] = asked
    _show(study, asked)
    return True


def _show(study: Study, asked: Wanted) -> None:
    effect = asked.effect
    assert effect is not None  # noqa: S101
    st.header(_("Dit zou er veranderen"), anchor=False)
    st.dataframe(
        [_difference(d) for d in effect.differences], key="keywords.differences", hide_index=True, height="content"
    )
    st.markdown(_("Aan wat onderzoekers kozen en aan eerdere voorstellen verandert niets."))
    _moves(study, effect)
    _stories(study, effect)
    _proposals(study, effect)
    with st.container(horizontal=True):
        taken = st.button(_("In gebruik nemen"), key="keywords.use", type="primary", icon=":material/check:")
        left = st.button(_("Niet doen"), key="keywords.leave")
    if left:
        st.session_state.pop(WANTED, None)
        st.rerun()
    if taken:
        study.change_codebook(asked.text, seen=asked.seen)
        st.session_state.pop(WANTED, None)
        _turn_to(0)
        done(_("De nieuwe versie is in gebruik. De vorige blijft bewaard en kan terug."))
        st.rerun()


def change_name(change: Change) -> str:
    """What became of a keyword."""
    return {Change.ADDED: _("erbij"), Change.REMOVED: _("eruit"), Change.CHANGED: _("gewijzigd")}[change]


def field_names(difference: Difference) -> str:
    """What changed in a keyword."""
    names = {
        "word": _("schrijfwijze"),
        "condition": _("conditie"),
        "definition": _("omschrijving"),
        "aliases": _("andere schrijfwijzen"),
        "signal_words": _("herkenningswoorden"),
        "source": _("herkomst"),
        "word_en": _("Engels woord"),
        "against": _("wat minder wordt"),
    }
    return ", ".join(names.get(name, name) for name in difference.fields)


def _difference(difference: Difference) -> Row:
    return {
        _("Kernwoord"): difference.word,
        _("Wat"): change_name(difference.change),
        _("Waarin"): field_names(difference),
    }


def _moves(study: Study, effect: Effect) -> None:
    if not effect.moves:
        st.markdown(_("De aantallen op het kwadrant blijven zoals ze zijn."))
        return
    st.markdown(_("**Op het kwadrant verhuizen woorden:**"))
    codebook, after = study.codebook, effect.codebook
    rows: list[Row] = [
        {
            _("Kernwoord"): move.word,
            _("Van"): condition_name(move.before, codebook),
            _("Naar"): condition_name(move.after, after),
            _("Verhalen"): len(move.stories),
        }
        for move in effect.moves
    ]
    st.dataframe(rows, key="keywords.moves", hide_index=True, height="content")


def _stories(study: Study, effect: Effect) -> None:
    if not effect.stories:
        st.markdown(_("Geen vastgesteld verhaal heeft deze kernwoorden."))
        return
    number = len(effect.stories)
    title = _n(
        "{n} vastgesteld verhaal heeft zo'n kernwoord", "{n} vastgestelde verhalen hebben zo'n kernwoord", number
    )
    with st.expander(title):
        rows = [_row(study, story, {}) for story in effect.stories[:MOST]]
        st.dataframe(rows, key="keywords.stories", hide_index=True)


def _proposals(study: Study, effect: Effect) -> None:
    if not effect.matched:
        st.markdown(_("De woordzoeker blijft hetzelfde voorstellen."))
        return
    title = _n(
        "De woordzoeker zou bij {x} van {n} gelezen verhaal iets anders voorstellen",
        "De woordzoeker zou bij {x} van de {n} gelezen verhalen iets anders voorstellen",
        effect.matched,
        x=len(effect.proposals),
    )
    if not effect.proposals:
        st.markdown(f"{title}.")
        return
    with st.expander(title):
        rows = [
            _row(study, story, {_("Nu"): now or _("geen passend woord"), _("Dan"): then or _("geen passend woord")})
            for story, now, then in effect.proposals[:MOST]
        ]
        st.dataframe(rows, key="keywords.proposals", hide_index=True)
        st.caption(_("Alleen nieuwe rondes gebruiken de nieuwe lijst. Voorstellen die er al zijn blijven staan."))


def _row(study: Study, id: StoryId, more: Row) -> Row:
    found = study.stories_of([id])
    title = shortened(found[0].title, 90) if found else ""
    return {_("Verhaal"): title or _("(zonder titel)"), _("Jaar"): str(found[0].year or "") if found else ""} | more
