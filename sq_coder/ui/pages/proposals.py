"""Voorstellen: have one keyword per story proposed, by the word finder, a chat window or a language model."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sq_coder.domain import Perspective, ProposalStatus, Proposed, Purpose, Round, RoundState
from sq_coder.ui import jobs, proposing, session
from sq_coder.ui.choosing import choose
from sq_coder.ui.done import done, head
from sq_coder.ui.names import day, proposer_name
from sq_coder.ui.progress import follow
from sq_coder.ui.proposing_model import by_model
from sq_coder.ui.proposing_paste import by_pasting
from sq_coder.ui.safe import shortened
from sq_coder.ui.sentences import in_words
from sq_coder.ui.words import _, _n, language

WAYS = ("codebook", "openai", "paste")


def page() -> None:
    """How far proposing is, the ways to propose, and what came of every round."""
    head(_("Voorstellen"))
    study = session.study()
    stories = study.count_stories()
    if not stories:
        st.markdown(
            _("Er zijn nog geen verhalen om een kernwoord bij voor te stellen. Breng ze eerst in bij Verhalen.")
        )
        return
    st.markdown(_("**{n}** van de **{of}** verhalen hebben een antwoord.", n=_answered(), of=stories))
    rounds = study.rounds()
    job = jobs.find(proposing.job_name())
    _follow()
    if job is None and any(one.state is RoundState.GOING for one in rounds):
        st.warning(
            _("Een ronde is niet afgemaakt. Start haar opnieuw: wat al beantwoord is, wordt niet nog eens gevraagd.")
        )
    way = st.segmented_control(
        _("Waar komt het voorstel vandaan?"),
        WAYS,
        format_func=proposer_name,
        default=study.settings.proposer if study.settings.proposer in WAYS else WAYS[0],
        required=True,
        key="proposals.way",
    )
    slice = choose(study, "proposals", searching=False, told_by=Perspective.RESIDENT).slice
    if way == "openai":
        by_model(study, slice)
    elif way == "paste":
        by_pasting(study, slice)
    else:
        proposing.by_word_finder(study, slice)
    _problems()
    _rounds(rounds)


def _answered() -> int:
    return session.kept("answered", lambda study: len(study.answered()))


def _follow() -> None:
    ended = follow(
        proposing.job_name(), working=_("Er worden kernwoorden voorgesteld. U kunt de pagina verlaten."), stoppable=True
    )
    if ended is not None:
        st.session_state["proposals.last"] = ended.result
        done(_said(ended.result))
        st.rerun()


def _said(proposed: Proposed) -> str:
    parts = [_n("{n} kernwoord voorgesteld.", "{n} kernwoorden voorgesteld.", proposed.proposed)]
    if proposed.purpose is not Purpose.KEYWORD:
        parts = [_n("Bij {n} verhaal een suggestie.", "Bij {n} verhalen een suggestie.", proposed.proposed)]
    if proposed.cancelled:
        parts.insert(0, _("Gestopt; wat beantwoord was is bewaard."))
    if proposed.already_there:
        parts.append(
            _n("{n} verhaal had al een antwoord.", "{n} verhalen hadden al een antwoord.", proposed.already_there)
        )
    if proposed.no_fitting_word:
        parts.append(
            _n("Bij {n} verhaal paste geen woord.", "Bij {n} verhalen paste geen woord.", proposed.no_fitting_word)
        )
    if proposed.unusable:
        parts.append(_n("{n} onbruikbaar antwoord.", "{n} onbruikbare antwoorden.", proposed.unusable))
    if proposed.failed:
        parts.append(_n("{n} mislukte; start opnieuw.", "{n} mislukten; start opnieuw.", proposed.failed))
    return " ".join(parts)


def _problems() -> None:
    """What went wrong in the last round that was made here, by story."""
    proposed: Proposed | None = st.session_state.get("proposals.last")
    if proposed is None or not (proposed.problems or proposed.withheld or proposed.stopped):
        return
    with st.expander(_("Wat in de laatste ronde niet lukte"), key="proposals.problems"):
        told = (*proposed.withheld, *proposed.problems)
        titles = {one.id: shortened(one.title) for one in session.study().stories_of([story for story, _why in told])}
        lines = [f"{titles.get(story) or story[:8]}: {in_words(why, language())}" for story, why in told]
        st.text("\n".join([in_words(proposed.stopped, language()), *lines] if proposed.stopped else lines))


def _rounds(rounds: list[Round]) -> None:
    if not rounds:
        return
    st.header(_("Rondes"), anchor=False)
    states = {
        RoundState.GOING: _("niet afgemaakt"),
        RoundState.SUBMITTED: _("als batch bij de dienst"),
        RoundState.CANCELLED: _("gestopt"),
        RoundState.FINISHED: _("klaar"),
    }
    asked = any(one.run.model or one.run.prompt for one in rounds)
    rows = [
        {
            _("Dag"): day(one.run.at),
            _("Stand"): states[one.state],
            _("Hoe"): proposer_name(one.run.proposer),
            _("Kernwoord"): one.count(ProposalStatus.OK),
            _("Geen passend woord"): one.count(ProposalStatus.NO_FITTING_WORD),
            _("Onbruikbaar"): one.count(ProposalStatus.UNUSABLE),
            _("Mislukt"): one.count(ProposalStatus.FAILED),
            **({_("Model"): one.run.model or "–", _("Prompt"): one.run.prompt or "–"} if asked else {}),
        }
        for one in rounds
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="proposals.rounds")
    st.caption(
        _("De kernwoorden zelf staan bij Controleren: daar ziet u ze bij het verhaal, op het moment dat het mag.")
    )


page()
