"""Controleren, one story at a time: read, look at the proposal, choose, save, next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.domain import ProposalStatus, Story, StoryId, Working, keyword_key
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.checking_asked import Refused, ask, carry_out, put_away
from sq_coder.ui.checking_choices import decision_card, proposal_card
from sq_coder.ui.checking_draft import Desk, Draft, Written, written_from
from sq_coder.ui.checking_entry import entry, keys_of, keys_of_offers, known
from sq_coder.ui.checking_live import count_again, meanwhile
from sq_coder.ui.checking_present import show_for_whom
from sq_coder.ui.checking_sight import InSight, in_sight, look_again
from sq_coder.ui.checking_story import evidence_of, own_passages, story_head, story_text
from sq_coder.ui.done import done
from sq_coder.ui.keystrokes import keystrokes, reach
from sq_coder.ui.scrolling import scrolling, to_top
from sq_coder.ui.words import _, _n

PAGE = "checking"
STORY = "verhaal"
"""The query parameter that names the story shown."""


def one_story(study: Study, names: Sequence[str]) -> None:
    """The story of the address, or the first that waits; then whatever comes next."""
    refused = carry_out(study, PAGE, look=lambda story: in_sight(study, story, names), save=_save)
    story = study.story(_asked(study, names))
    st.query_params[STORY] = story.id
    if story.withdrawn:
        _turn(study, story, names)
        st.info(_("Dit verhaal is ingetrokken door wie het vertelde. De tekst is gewist. Kies het volgende verhaal."))
        return
    _check(study, story, names, refused)


def _asked(study: Study, names: Sequence[str]) -> StoryId:
    asked = st.query_params.get(STORY)
    if asked:
        return StoryId(asked)
    return study.next_to_check(names) or study.story_ids()[0]


def _turn(study: Study, story: Story, names: Sequence[str]) -> None:
    """To the story before, the next one, and the next that still waits."""
    before, after = _neighbours(study, story)
    with st.container(horizontal=True, vertical_alignment="center", key="checking.turn"):
        for label, key, icon, to, shortcut in (
            (_("Vorige"), "checking.previous", "arrow_back", before, "Left"),
            (_("Volgende"), "checking.following", "arrow_forward", after, "Right"),
        ):
            st.button(
                label,
                key=key,
                icon=f":material/{icon}:",
                type="tertiary",
                shortcut=shortcut,
                disabled=to is None,
                on_click=_go,
                args=(to,),
            )
        st.button(
            _("Eerste dat wacht"),
            key="checking.waiting",
            icon=":material/fast_forward:",
            type="tertiary",
            shortcut="W",
            on_click=lambda: _go(study.next_to_check(names, after=story.id)),
        )


def _neighbours(study: Study, story: Story) -> tuple[StoryId | None, StoryId | None]:
    """The stories before and after, found once for each story."""
    known = st.session_state.get(_TURN)
    if known is None or known[0] != story.id:
        known = st.session_state[_TURN] = (story.id, study.neighbours(story.id))
    found: tuple[StoryId | None, StoryId | None] = known[1]
    return found


_TURN = "checking.neighbours"


def _go(to: StoryId | None) -> None:
    if to is not None:
        st.query_params[STORY] = to
        look_again()
        to_top()


def _check(study: Study, story: Story, names: Sequence[str], refused: Refused | None) -> None:
    desk = Desk(PAGE, story, session.researcher())
    desk.take_up(study)
    sight = in_sight(study, story, names)
    meanwhile(story, sight)
    reading, choosing = st.columns([13, 10], gap="medium")
    with reading:
        _turn(study, story, names)
        story_head(story)
        story_text(study, desk, sight.proposal, [*sight.own, *sight.others])
    with choosing, st.container(key="checking.desk"):
        room, saving = _choose(study, desk, sight)
    keystrokes({**keys_of(desk), **keys_of_offers(desk), "t": ["checking.view#1"]})
    scrolling(story.id)
    if refused:
        refused.show(saving)
    desk.keep(study)
    in_use = not sight.first_self and study.settings.working is not Working.INDEPENDENT
    known(study, desk, room, in_use=in_use, numbered=True)


def _choose(study: Study, desk: Desk, sight: InSight) -> tuple[dict[int, DeltaGenerator], DeltaGenerator]:
    """Everything on the right-hand side; room for what is known of each word, and for a refusal."""
    if sight.first_self:
        st.info(_("Eerst zelf kiezen: het voorstel ziet u nadat uw eigen kernwoord is opgeslagen."))
    else:
        proposal_card(study, desk.story, sight.proposal, page=desk.page)
    for decision in [*sight.others, *sight.own]:
        with st.container(border=True, key=f"checking.card.{decision.id}"):
            decision_card(study, decision)
    if sight.own:
        st.button(
            _("Als uitgangspunt nemen"),
            key="checking.start_from",
            type="tertiary",
            shortcut="U",
            on_click=lambda: desk.write(written_from(sight.own[-1].notes)),
        )
    _actions(study, desk, sight)
    room = entry(study, desk)
    own_passages(desk)
    with st.container(key="checking.saving", gap="xxsmall"):
        saving = st.container()
        show_for_whom(sight.names, asks_for_more=study.settings.working is Working.TOGETHER)
        with st.container(key="checking.save"):
            st.button(
                _("Opslaan") if sight.first_self else _("Opslaan en volgende"),
                key=desk.save_key,
                type="primary",
                shortcut="Ctrl+Enter",
                width="stretch",
                on_click=ask,
                args=(desk, sight),
            )
        st.caption(_("Esc gaat uit een veld, T toont de lijst."))
    return room, saving


def _actions(study: Study, desk: Desk, sight: InSight) -> None:
    """What to do with the proposal, or with what a first reader chose. Nothing is chosen beforehand."""
    buttons: list[tuple[str, str, str]] = []
    if is_second_reading(study, sight):
        buttons = [("agree", _("Akkoord"), "A"), ("discuss", _("Bespreken"), "B")]
    elif sight.proposal and sight.proposal.status is ProposalStatus.OK:
        buttons = [("keep", _("Laten staan"), "L"), ("change", _("Veranderen"), "V"), ("add", _("Aanvullen"), "A")]
    if not buttons:
        return
    now = action(study, desk, sight)
    with st.container(horizontal=True, gap="xxsmall", key="checking.actions"):
        for name, label, shortcut in buttons:
            st.button(
                label,
                key=f"checking.{name}",
                icon=":material/check:" if now == name else None,
                type="primary" if now == name else "secondary",
                shortcut=shortcut,
                on_click=_act,
                args=(desk, sight, name),
            )


def is_second_reading(study: Study, sight: InSight) -> bool:
    """Whether somebody reads after a first reader, to agree or to ask for a talk."""
    return study.settings.working is Working.IN_TURN and sight.read is not None


def action(study: Study, desk: Desk, sight: InSight) -> str:
    """Which button what lies on the desk comes down to; '' when nothing was chosen or typed yet."""
    draft = desk.read()
    if not draft.words:
        return draft.action if draft.action in ("change", "discuss") else ""
    if is_second_reading(study, sight):
        return "agree" if {(one.key, one.place) for one in draft.words} == _read(sight) else ""
    if sight.proposal is None or not sight.proposal.keyword:
        return ""
    keys = {str(one.key) for one in draft.words}
    proposed = str(keyword_key(sight.proposal.keyword))
    if proposed not in keys:
        return "change"
    return "keep" if keys == {proposed} and draft.action != "add" else "add"


def _read(sight: InSight) -> set[tuple[str, str]]:
    """The keywords that a second reader reads, with their own places."""
    return {(str(key), place or "") for key, place in sight.read.choice} if sight.read else set()


def _act(desk: Desk, sight: InSight, name: str) -> None:
    """Put on the desk what a button stands for; a word of one's own that was typed is kept for later."""
    given = _given(desk, sight, name)
    taken = {key for key, _place in _read(sight)}
    taken |= {str(keyword_key(sight.proposal.keyword))} if sight.proposal else set()
    aside: list[Written] = st.session_state.get(desk.key("aside"), [])
    own = [one for one in desk.read().words if one.key not in taken] or aside
    st.session_state[desk.key("aside")] = own
    st.session_state[desk.key("action")] = name
    desk.write([*given, *own] if name in ("change", "add") else given)
    if name in ("change", "add"):
        reach(desk.key("word", desk.add_row()))


def _given(desk: Desk, sight: InSight, name: str) -> list[Written]:
    if name == "agree" and sight.read:
        return list(written_from(sight.read.notes))
    if name in ("keep", "add") and sight.proposal:
        proposed = keyword_key(sight.proposal.keyword)
        there = [one for one in desk.read().words if one.key == proposed]
        return there or [Written(sight.proposal.keyword)]
    return []


def _save(study: Study, desk: Desk, sight: InSight, draft: Draft) -> None:
    """Add the decision, then the next story; refused with a sentence, what was typed stays."""
    desk.keep(study, always=True)
    desk.expect_same_text()
    notes, discuss = draft.notes, False
    if not notes and draft.action == "discuss" and sight.read:
        notes, discuss = sight.read.notes, True
    if not notes:
        raise Problem("no_keyword", "No keyword was chosen. Nothing was saved. Type a keyword, then save.")
    evidence = evidence_of(desk.story, draft)
    choice = replace(sight.choice, notes=notes, remark=draft.remark.strip(), evidence=evidence, discuss=discuss)
    put_away(PAGE)
    study.decide(desk.story.id, sight.names, choice)
    desk.clear()
    look_again()
    count_again()
    to_top()
    if sight.first_self:
        done(_("Opgeslagen. U ziet nu het voorstel; u mag uw keuze nog veranderen, of naar het volgende gaan."))
    else:
        _next(study, desk.story.id, sight.names)
    st.rerun()


def _next(study: Study, story: StoryId, names: Sequence[str]) -> None:
    following = study.next_to_check(names, after=story)
    if following is None:
        done(_("Opgeslagen. Alle verhalen zijn bekeken. Ga verder bij Samen bespreken of Kwadrant."))
        return
    waiting, _of = study.left_to_check(names)
    done(_n("Opgeslagen. Nog {n} verhaal te gaan.", "Opgeslagen. Nog {n} verhalen te gaan.", waiting))
    st.query_params[STORY] = following
