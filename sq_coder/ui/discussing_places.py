"""Samen bespreken: words without a place, each with the stories in which it was chosen and by whom."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder import review
from sq_coder.domain import Decision, Evidence, Story, StoryId, Working
from sq_coder.study import Study
from sq_coder.study.unplaced import Unplaced
from sq_coder.ui import session
from sq_coder.ui.discussing_words import agreed_by
from sq_coder.ui.done import done
from sq_coder.ui.names import condition_name, joined
from sq_coder.ui.passages import Mark, passages
from sq_coder.ui.refusals import shown
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.scrolling import scrolling, to_top
from sq_coder.ui.words import _, _n

MOST_SHOWN = 6
"""Stories of one word to choose from; the others are counted."""


def unplaced_words() -> list[Unplaced]:
    """The keywords that are chosen now and stand nowhere; found anew only after something was added."""
    return session.kept("unplaced", lambda study: study.unplaced())


def without_a_place(study: Study, names: Sequence[str]) -> None:
    """The words that stand nowhere on the quadrant yet, each to be given a place for the whole study."""
    found = unplaced_words()
    if not found:
        st.info(_("Alle kernwoorden hebben een plek op het kwadrant."))
        return
    st.markdown(_("Een plek geldt voor het hele onderzoek. Een plek voor één verhaal kiest u bij Controleren."))
    scrolling("places")
    settled = [one for one in found if one.settled]
    waiting = [one for one in found if not one.settled]
    if settled:
        label = _n("{n} woord in vastgestelde verhalen", "{n} woorden in vastgestelde verhalen", len(settled))
        st.subheader(label, anchor=False)
        st.caption(_("Ze tellen mee en staan bij het kwadrant als woorden zonder plek."))
        for one in settled:
            _one_word(study, one, names)
    if waiting:
        label = _n("{n} woord dat nog niet is vastgesteld", "{n} woorden die nog niet zijn vastgesteld", len(waiting))
        st.subheader(label, anchor=False)
        st.caption(_("Ze tellen nog niet mee. U kunt ze nu al een plek geven."))
        for one in waiting:
            _one_word(study, one, names)


def _one_word(study: Study, one: Unplaced, names: Sequence[str]) -> None:
    word, key = one.placement.word, one.placement.key
    conditions = {c.id: md(condition_name(c.id, study.codebook)) for c in study.codebook.conditions}
    with st.container(border=True):
        st.markdown(f"**{md(word)}**")
        _stories(study, one)
        if meant := study.meant_by(word):
            st.caption(
                _(
                    "In de kernwoordenlijst een andere naam voor „{known}”. Bedoelt u dat, laat het dan bij Gelijktrekken zo "
                    "tellen; anders krijgt het hier een eigen plek.",
                    known=meant.word,
                )
            )
        if one.placement.remark:
            st.caption(_("Eerder opgemerkt: {remark}", remark=one.placement.remark))
        with st.form(f"discussing.place.{key}", border=False):
            chosen = st.pills(
                _("Plek op het kwadrant"),
                list(conditions),
                format_func=conditions.__getitem__,
                key=f"discussing.condition.{key}",
            )
            remark = st.text_input(_("Waarom hier?"), key=f"discussing.why.{key}")
            discussed = st.checkbox(_("Samen besproken"), key=f"discussing.discussed.{key}")
            st.caption(agreed_by(names))
            pressed = st.form_submit_button(_("Plek opslaan"), key=f"discussing.placed.{key}")
        if pressed and not chosen:
            st.warning(_("Kies eerst een plek voor „{word}”.", word=word))
        elif pressed and chosen:
            with shown():
                study.place(word, chosen, names, discussed=discussed, remark=remark.strip())
                place = condition_name(chosen, study.codebook)
                done(_("„{word}” heeft een plek: {place}.", word=word, place=place))
                to_top()
                st.rerun()


def _stories(study: Study, one: Unplaced) -> None:
    """In which stories the word was chosen and by whom, each to be read; nothing of a choice that may not be seen yet."""
    total, settled = len(one.stories), len(one.settled)
    st.caption(
        _n("In {n} verhaal, {settled} vastgesteld.", "In {n} verhalen, {settled} vastgesteld.", total, settled=settled)
    )
    open_ones = _may_be_seen(study, one.stories)
    reading, key = st.session_state.get(_READING), one.placement.key
    for story in study.stories_of(open_ones[:MOST_SHOWN]):
        chosen = [decision for decision in one.decisions if decision.story == story.id]
        who = joined(list(dict.fromkeys(name for decision in chosen for name in decision.researchers)))
        is_read = reading == (key, story.id)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                md(shortened(story.title, 60)) or _("(zonder titel)"),
                key=f"discussing.read.{story.id}.{key}",
                icon=":material/expand_less:" if is_read else ":material/menu_book:",
                on_click=_read,
                args=(None if is_read else (key, story.id),),
            )
            state = _("vastgesteld") if story.id in one.settled else _("nog niet vastgesteld")
            st.caption(_("gekozen door {who}, {state}", who=who, state=state))
        if is_read:
            _text(story, chosen)
    if hidden := total - min(len(open_ones), MOST_SHOWN):
        more = _n("En in nog {n} verhaal.", "En in nog {n} verhalen.", hidden)
        closed = _("Wie het daar koos, ziet u nadat u er zelf hebt gekozen.") if len(open_ones) < total else ""
        st.caption(f"{more} {closed}")


_READING = "discussing.reading"


def _read(asked: tuple[str, StoryId] | None) -> None:
    st.session_state[_READING] = asked


def _text(story: Story, decisions: Sequence[Decision]) -> None:
    """The story, with the passages that were kept with the choice, and what was remarked."""
    for remark in [text for d in decisions for text in (d.remark, *(note.remark for note in d.notes)) if text]:
        st.markdown(f"„{md(remark)}”")
    kept: list[tuple[Evidence, str]] = [(e, joined(d.researchers)) for d in decisions for e in d.evidence]
    marks = [
        Mark(e.start, e.end, id=f"d{e.start}", label=who, colour="#2f5d73")
        for e, who in kept
        if e.text_sha256 == story.text_sha256
    ]
    passages(story.text, marks, key=f"discussing.passages.{story.id}")


def _may_be_seen(study: Study, stories: Sequence[StoryId]) -> list[StoryId]:
    """The stories of which this researcher may see what colleagues chose: as at Controleren, not before choosing."""
    me, stored = [session.researcher()], review.by_story(study.decisions_on(stories))
    is_apart = study.settings.working is Working.INDEPENDENT
    return [
        story
        for story in stories
        if not (is_apart or study.chooses_first(story)) or review.have_chosen(stored.get(story, ()), me)
    ]
