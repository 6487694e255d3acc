"""Samen bespreken: the stories on which researchers differ, side by side, settled as a joint decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sq_coder.domain import Decision, ProposalStatus, Story, StoryId, Working
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.checking_asked import Refused, ask, carry_out, put_away
from sq_coder.ui.checking_choices import decision_card, proposal_card
from sq_coder.ui.checking_draft import Desk, Draft, Written, written_from
from sq_coder.ui.checking_entry import entry, keys_of, known
from sq_coder.ui.checking_live import meanwhile
from sq_coder.ui.checking_present import show_for_whom
from sq_coder.ui.checking_sight import InSight, in_sight, look_again
from sq_coder.ui.checking_story import evidence_of, own_passages, story_head, story_text
from sq_coder.ui.done import done
from sq_coder.ui.keystrokes import keystrokes
from sq_coder.ui.names import joined
from sq_coder.ui.refusals import live
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.scrolling import scrolling, to_top
from sq_coder.ui.words import _, _n

PAGE = "discussing"
STORY = "verhaal"
"""The query parameter that names the story shown."""

MOST_SHOWN = 15


def differences(study: Study, names: Sequence[str]) -> None:
    """The queue, and the story of the address or the first of the queue."""
    refused = carry_out(study, PAGE, look=lambda story: _sight(study, story, names), save=_save)
    queue(str(st.query_params.get(STORY, "")))
    waiting = _waiting()
    asked = st.query_params.get(STORY)
    if asked is None and not waiting:
        return
    story = study.story(asked or waiting[0])
    st.query_params[STORY] = story.id
    if story.withdrawn:
        st.info(_("Dit verhaal is ingetrokken door wie het vertelde. De tekst is gewist. Kies een ander verhaal."))
        return
    sight = _sight(study, story, names)
    if is_closed(study, sight):
        st.info(_("Kies eerst zelf bij Controleren. Daarna staan hier de keuzes van uw collega's en het voorstel."))
        return
    meanwhile(story, sight)
    _side_by_side(study, Desk(PAGE, story, session.researcher()), sight, refused)


def _sight(study: Study, story: Story, names: Sequence[str]) -> InSight:
    """What whoever is working may see, for all who are at the table."""
    return replace(in_sight(study, story, (session.researcher(),)), names=tuple(names))


def _waiting() -> list[StoryId]:
    """The stories to discuss, found anew only after something was added: among ten thousand it takes a while."""
    return session.kept("to_discuss", lambda study: study.to_discuss())


@live
def queue(opened: str) -> None:
    """The stories that wait for a talk, each to be opened. A colleague's save appears by itself."""
    waiting = _waiting()
    if not waiting:
        st.info(_("Er zijn geen verschillen te bespreken. Zodra twee keuzes verschillen, staat het verhaal hier."))
        return
    st.markdown(_n("**{n}** verhaal te bespreken", "**{n}** verhalen te bespreken", len(waiting)))
    with st.container(horizontal=True, gap="xsmall", key="discussing.queue"):
        for story in session.study().stories_of(waiting[:MOST_SHOWN]):
            label = md(shortened(story.title, 34)) or md(story.id[:8])
            is_shown = story.id == opened or (not opened and story.id == waiting[0])
            if st.button(label, key=f"discussing.open.{story.id}", type="primary" if is_shown else "secondary"):
                st.query_params[STORY] = story.id
                look_again()
                to_top()
                st.rerun(scope="app")
    if len(waiting) > MOST_SHOWN:
        st.caption(_("En nog {n} andere.", n=len(waiting) - MOST_SHOWN))


def is_closed(study: Study, sight: InSight) -> bool:
    """Whether somebody has to choose for themselves before the choices of others may be seen."""
    return sight.first_self or (study.settings.working is Working.INDEPENDENT and not sight.own)


def _side_by_side(study: Study, desk: Desk, sight: InSight, refused: Refused | None) -> None:
    desk.take_up(study)
    decisions = [*sight.own, *sight.others]
    story_head(desk.story)
    for sentence in difference(decisions):
        st.markdown(sentence)
    columns = st.columns(len(decisions) + 1, border=True, gap="small") if decisions else [st.container()]
    marks = marks_of(decisions)
    for column, decision in zip(columns, decisions, strict=False):
        with column:
            decision_card(study, decision, marks=marks)
    with columns[-1]:
        proposal_card(study, desk.story, sight.proposal, page=desk.page)
    reading, choosing = st.columns([13, 10], gap="medium")
    with reading:
        story_text(study, desk, sight.proposal, decisions)
    with choosing, st.container(key="discussing.desk"):
        room, saving = _settle(study, desk, sight)
    keystrokes(keys_of(desk))
    scrolling(desk.story.id)
    if refused:
        refused.show(saving)
    desk.keep(study)
    known(study, desk, room, in_use=True)


def marks_of(decisions: Sequence[Decision]) -> dict[str, str]:
    """By keyword that not everybody chose, that it is so, in words."""
    chosen = [d for d in decisions if not d.discuss]
    times = Counter(str(key) for decision in chosen for key in {note.key for note in decision.notes})
    few = {1: _("alleen in deze keuze")}
    return {key: few.get(n, _("niet in elke keuze")) for key, n in times.items() if n < len(chosen)}


def difference(decisions: Sequence[Decision]) -> list[str]:
    """What is the same and what differs, in sentences."""
    asking = [
        _("Vraagt om dit verhaal te bespreken: {who}.", who=joined(d.researchers)) for d in decisions if d.discuss
    ]
    chosen = [d for d in decisions if not d.discuss]
    keys = [{note.key for note in d.notes} for d in chosen]
    if len(chosen) < 2:
        return asking
    shared = set.intersection(*keys)
    if all(of == shared for of in keys):
        places = {d.choice for d in chosen}
        same = _("De kernwoorden zijn gelijk; de plek op het kwadrant verschilt.")
        return [*asking, same] if len(places) > 1 else [*asking, _("De keuzes zijn gelijk.")]
    if not shared:
        return [*asking, _("Geen van de kernwoorden is gelijk.")]
    words = [note.keyword for note in chosen[0].notes if note.key in shared]
    return [*asking, _("Gelijk: {words}. De andere kernwoorden verschillen.", words=", ".join(words))]


def _settle(study: Study, desk: Desk, sight: InSight) -> tuple[dict[int, DeltaGenerator], DeltaGenerator]:
    """What they agree on now; room for what is known of each word, and for a refusal."""
    st.markdown(f"**{_('Samen vaststellen')}**")
    with st.container(horizontal=True, gap="xsmall", key="discussing.actions"):
        for number, (label, name, written) in enumerate(_ready_made(sight), 1):
            st.button(
                label,
                key=f"discussing.take.{name}",
                shortcut=str(number) if number < 10 else None,
                on_click=desk.write,
                args=(written,),
            )
    room = entry(study, desk)
    own_passages(desk)
    with st.container(key="discussing.saving", gap="xxsmall"):
        saving = st.container()
        show_for_whom(sight.names)
        if absent := [name for name in sight.heads if name not in sight.names]:
            st.warning(
                _("Koos hier ook, en is er niet bij: {names}. Kies bovenaan wie erbij zijn.", names=joined(absent))
            )
        with st.container(key="discussing.save"):
            st.button(
                _("Vaststellen en volgende"),
                key=desk.save_key,
                type="primary",
                shortcut="Ctrl+Enter",
                width="stretch",
                on_click=ask,
                args=(desk, sight),
            )
        st.caption(_("Esc gaat uit een veld."))
    return room, saving


def _ready_made(sight: InSight) -> list[tuple[str, str, Sequence[Written]]]:
    """What can be taken over at once, each as label, name and keywords: a colleague's choice, or the proposal."""
    taken: list[tuple[str, str, Sequence[Written]]] = []
    for decision in [*sight.own, *sight.others]:
        if not decision.discuss:
            who = shortened(" + ".join(decision.researchers), 24)
            taken.append((_("Zoals {who}", who=who), str(decision.id), written_from(decision.notes)))
    if sight.proposal and sight.proposal.status is ProposalStatus.OK:
        taken.append((_("Zoals het voorstel"), "proposal", (Written(sight.proposal.keyword),)))
    return taken


def _save(study: Study, desk: Desk, sight: InSight, draft: Draft) -> None:
    """Add the joint decision, then the next difference; refused with a sentence, what was typed stays."""
    desk.keep(study, always=True)
    desk.expect_same_text()
    if not draft.notes:
        raise Problem("no_keyword", "No keyword was chosen. Nothing was saved. Type a keyword, then save.")
    choice = replace(
        sight.choice, notes=draft.notes, remark=draft.remark.strip(), evidence=evidence_of(desk.story, draft)
    )
    put_away(PAGE)
    study.decide(desk.story.id, sight.names, choice)
    desk.clear()
    look_again()
    to_top()
    done(_settled(study.to_discuss(), desk.story.id))
    st.query_params.pop(STORY, None)
    st.rerun()


def _settled(waiting: Sequence[StoryId], story: StoryId) -> str:
    if story in waiting:
        return _("Opgeslagen. De keuzes verschillen nog, dus dit verhaal blijft te bespreken.")
    return _n("Vastgesteld. Nog {n} verhaal te bespreken.", "Vastgesteld. Nog {n} verhalen te bespreken.", len(waiting))
