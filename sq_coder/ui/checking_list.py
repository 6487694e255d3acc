"""Controleren as a list, for the beamer: story, proposal, our keywords, one row each, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from sq_coder import review
from sq_coder.domain import StoryId, Working
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.study.decisions import Choice
from sq_coder.ui import choosing, session
from sq_coder.ui.checking_draft import Desk, Draft, draft_from
from sq_coder.ui.checking_entry import no_keyword
from sq_coder.ui.checking_live import count_again, newer
from sq_coder.ui.checking_present import show_for_whom
from sq_coder.ui.checking_sight import newest_heads, seen_by
from sq_coder.ui.checking_table import LARGE, USUAL, USUAL_SIZE, Row, table
from sq_coder.ui.done import done
from sq_coder.ui.keystrokes import keystrokes
from sq_coder.ui.letters import letters
from sq_coder.ui.names import joined
from sq_coder.ui.refusals import live, shown
from sq_coder.ui.safe import shortened
from sq_coder.ui.scrolling import scrolling, to_top
from sq_coder.ui.words import _, _n

_LISTED = "checking.listed"
_ROUND = "checking.round"


def all_stories(study: Study, names: Sequence[str], *, large: bool = False) -> None:
    """A hundred stories below each other; what is typed is kept as a draft, and saved by the button.

    On a beamer (`large`) with letters that are read from across the room, and no more columns than are talked about.
    """
    st.html(LARGE if large else USUAL)
    keystrokes({"t": ["checking.view#0"], "ctrl+enter": ["checking.save_list"]})
    chosen = choosing.choose(study, "checking")
    ids, _number = choosing.one_page(study, chosen, "checking")
    if not ids:
        st.info(_("Geen verhaal past bij deze keuze."))
        return
    size = letters("beamer" if large else "list") or USUAL_SIZE
    rows = _rows(study, ids, names, large, size)
    _meanwhile(rows)
    edited = table(study, rows, key=_editor(), letters=size, large=large)
    st.caption(
        _(
            "Dubbelklik in een cel om te typen; Enter na elk kernwoord, daarna klikt u ernaast. Wat u typt blijft als concept bewaard. "
            "T toont één verhaal."
        )
    )
    asked = st.container()
    refused = st.container()
    changed = {rows[at].story.id: (rows[at], *typed) for at, typed in edited.items() if rows[at].is_changed(*typed)}
    show_for_whom(names, asks_for_more=study.settings.working is Working.TOGETHER)
    label = _n("{n} keuze opslaan", "{n} keuzes opslaan", len(changed)) if changed else _("Opslaan")
    saved, again = st.columns([1, 3])
    is_saved = saved.button(
        label, key="checking.save_list", type="primary", disabled=not changed, shortcut="Ctrl+Enter", width="stretch"
    )
    if again.button(_("Lijst verversen"), key="checking.refresh", type="tertiary", icon=":material/refresh:"):
        _draw_again()
        st.rerun()
    _keep(study, rows, edited)
    scrolling("list")
    if is_saved:
        with shown(refused, titles=[row.story for row in rows]):
            _save(study, names, changed)
    with asked:
        _ask(study, rows, edited)


def _rows(study: Study, ids: Sequence[StoryId], names: Sequence[str], *how: object) -> list[Row]:
    """The rows as they were when this page of the list was first drawn, so that no edit is lost to a colleague's.

    Drawn anew when somebody comes back to the list: meanwhile the table forgot what was typed, the drafts did not.
    """
    asked = (tuple(ids), tuple(names), session.researcher(), study.settings, how)
    kept = st.session_state.get(_LISTED)
    if kept is None or kept[0] != asked or _editor() not in st.session_state:
        kept = (asked, _drawn(study, ids, names))
        st.session_state[_LISTED] = kept
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    rows: list[Row] = kept[1]
    return rows


def _editor() -> str:
    return f"checking.table.{st.session_state.get(_ROUND, 0)}"


@live
def _meanwhile(rows: Sequence[Row]) -> None:
    """Say that somebody saved choices on these stories since the list was drawn; what is being typed stays."""
    study = session.study()
    stored = review.by_story(study.decisions_on([row.story.id for row in rows]))
    saved = {row.story.id: newer(study, stored.get(row.story.id, []), row.sight) for row in rows}
    who = dict.fromkeys(name for decisions in saved.values() for d in decisions for name in d.researchers)
    if not who:
        return
    number = sum(map(bool, saved.values()))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="checking.list_meanwhile"):
        st.markdown(
            _n(
                "Intussen door {who} opgeslagen: een keuze bij {n} verhaal.",
                "Intussen door {who} opgeslagen: een keuze bij {n} verhalen.",
                number,
                who=joined(list(who)),
            )
        )
        if st.button(_("Bekijken"), key="checking.look_list", icon=":material/visibility:", shortcut="I"):
            _draw_again()
            st.rerun(scope="app")


def _draw_again() -> None:
    st.session_state.pop(_LISTED, None)


def _drawn(study: Study, ids: Sequence[StoryId], names: Sequence[str]) -> list[Row]:
    stored = review.by_story(study.decisions_on(ids))
    answers = study.answers_on(ids)
    drafts = {id: draft_from(text) for id, text in study.drafts_of(session.researcher()).items()}
    rows = []
    for story in study.stories_of(ids):
        of = stored.get(story.id, [])
        sight = seen_by(study, names, story.id, of, newest_heads(of), answers.get(story.id))
        verdict = study.verdict_of(of) if sight.others or sight.own else None
        rows.append(Row(story, sight, drafts.get(story.id, Draft()), verdict.notes if verdict else ()))
    return rows


def _ask(study: Study, rows: Sequence[Row], edited: Mapping[int, tuple[list[str], str]]) -> None:
    """Whether a known word is meant by one that is new, and which is no keyword. Said, not applied."""
    for at, (words, _remark) in edited.items():
        for word in words:
            if refused := no_keyword(word):
                told = _("„{word}” bij {title}:", word=shortened(word, 40), title=shortened(rows[at].story.title, 40))
                st.markdown(f":small[:red[:material/error: {told} {refused}]]")
                continue
            if study.is_known(word, in_use=not rows[at].sight.first_self):
                continue
            offers = study.offers(word, in_use=not rows[at].sight.first_self)[:3]
            if offers and (meant := study.meant_by(word)):
                st.caption(
                    _(
                        "„{word}” bij {title} is een andere naam voor „{known}”. Typ dat in de lijst; anders telt uw woord apart.",
                        word=shortened(word, 40),
                        title=shortened(rows[at].story.title, 40),
                        known=meant.word,
                    )
                )
            elif offers:
                st.caption(
                    _(
                        "„{word}” bij {title} is nieuw. Bedoelt u {meant}? Typ dat dan in de lijst; anders blijft uw woord staan.",
                        word=shortened(word, 40),
                        title=shortened(rows[at].story.title, 40),
                        meant=", ".join(offer.keyword.word for offer in offers),
                    )
                )


def _keep(study: Study, rows: Sequence[Row], edited: Mapping[int, tuple[list[str], str]]) -> None:
    """Keep what was typed in the list as drafts, so that a reload loses nothing."""
    for at, (words, remark) in edited.items():
        row, key = rows[at], f"checking.row.{rows[at].story.id}"
        typed = (tuple(words), remark)
        if st.session_state.get(key, (tuple(row.words), row.draft.remark)) == typed:
            continue
        draft = replace(row.draft, written=row.written(words), remark=remark, text_sha256=row.story.text_sha256)
        study.save_draft(row.story.id, session.researcher(), draft.as_text())
        Desk("checking", row.story, session.researcher()).clear()  # to be laid again from this draft
        st.session_state[key] = typed


def _save(study: Study, names: Sequence[str], changed: Mapping[StoryId, tuple[Row, list[str], str]]) -> None:
    """Add a decision for each changed row, all or none; refused with a sentence, the list stays as it is."""
    choices: dict[StoryId, Choice] = {}
    for id, (row, words, remark) in changed.items():
        choices[id] = row.choice(words, remark)
        if study.story(id).text_sha256 != row.story.text_sha256:
            raise Problem(
                "stale",
                f"Story {id[:8]} was changed since you saw it. Your change was not saved. "
                "Look at the story again and change it then.",
            )
    study.decide_all(names, choices)
    for id, (row, *_typed) in changed.items():
        Desk("checking", row.story, session.researcher()).clear()
        st.session_state.pop(f"checking.row.{id}", None)
    _draw_again()
    count_again()
    to_top()
    done(_n("{n} keuze is opgeslagen.", "{n} keuzes zijn opgeslagen.", len(choices)))
    st.rerun()
