"""Proposing through a chat window: copy prompt and story, paste the answer, next story."""

from __future__ import annotations

from datetime import date

import streamlit as st

from sq_coder.domain import Answer, Proposal, ProposalStatus, Slice, Story, StoryId
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui import instructing, jobs, session
from sq_coder.ui.copying import copy_button
from sq_coder.ui.done import done
from sq_coder.ui.progress import follow
from sq_coder.ui.proposing_model import LONGEST_WAIT, choose_prompt
from sq_coder.ui.proposing_private import decide_private
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.sentences import in_words
from sq_coder.ui.words import _, _n, language


def by_pasting(study: Study, slice: Slice) -> None:
    """Copy a story with the prompt into a chat, and paste what it answers."""
    st.markdown(
        _(
            "Kopieer de prompt met het verhaal in één keer naar een chat, en plak hier het hele antwoord. Een chat is een andere "
            "computer: namen worden vervangen, en alleen verhalen waarvan de verteller ja zei op AI mogen erheen."
        )
    )
    waiting = study.unpasted(slice)
    if not waiting:
        st.markdown(_("Bij elk verhaal van deze keuze is een antwoord geplakt."))
        return
    story = _choose_story(study, waiting)
    instructing.warn(story)
    left, right = st.columns(2, gap="large")
    with left:
        prompt = choose_prompt(study, second=False)
        _copy(study, story, prompt)
    with right:
        _paste(study, story, prompt)


def _choose_story(study: Study, waiting: list[StoryId]) -> Story:
    # Those that may go to a chat first: a preselected story is one that can be sent.
    in_order = sorted(study.stories_of(waiting[:500]), key=lambda story: not _may_go(story))
    stories = {story.id: story for story in in_order}
    st.markdown(
        _n(
            "Nog **{n}** verhaal zonder antwoord uit een chat.",
            "Nog **{n}** verhalen zonder antwoord uit een chat.",
            len(waiting),
        )
    )
    chosen = st.selectbox(
        _("Verhaal"),
        list(stories),
        format_func=lambda id: _name(stories[id]) if id in stories else "",
        key=f"proposals.story.{len(waiting)}",  # begins at the first one again after each answer
    )
    return stories[chosen] if chosen in stories else next(iter(stories.values()))


def _may_go(story: Story) -> bool:
    return story.consent.ai is Answer.YES


def _name(story: Story) -> str:
    title = shortened(story.title) or story.id[:8]
    return title if _may_go(story) else _("{title} (geen ja op AI)", title=title)


def _copy(study: Study, story: Story, prompt: str) -> None:
    stand_ins = st.toggle(
        _("Namen vervangen (gepseudonimiseerd)"),
        value=True,
        key="proposals.stand_ins",
        help=_("Zet dit alleen uit voor een chat die op deze computer draait."),
    )
    if stand_ins and not _may_go(story):
        st.warning(
            _(
                "De verteller van dit verhaal zei geen ja op AI: het mag niet naar een chat op een andere computer. Is er wel een "
                "ja, leg dat dan vast bij Verhalen."
            )
        )
        return
    kept = st.session_state.setdefault("proposals.messages", {})
    asked = (story.id, story.revision, prompt, stand_ins)
    name = f"message:{session.folder()}:{session.me()}:{story.id}:{stand_ins}"
    if asked not in kept and jobs.find(name) is None and _is_wanted(stand_ins=stand_ins):
        jobs.start(
            name, lambda _progress, _cancel: study.to_paste(story.id, prompt=prompt, stand_ins=stand_ins)
        ).ended.wait(LONGEST_WAIT)
    ended = follow(name, working=_("Namen worden vervangen. De eerste keer op een computer duurt dit enkele minuten."))
    if ended is not None:
        kept.clear()
        kept[asked] = ended.result
    outgoing = kept.get(asked)
    if outgoing is None:
        return
    if outgoing.withheld:
        st.warning(md(in_words(outgoing.withheld, language())))
        if decide_private(study, ((story.id, outgoing.doubts),)):
            kept.clear()
            st.rerun()
        return
    copy_button(outgoing.request.message, _("Kopieer prompt en verhaal"), key="proposals.copy")
    with st.container(height=360, key="proposals.message"):
        st.text(outgoing.request.message)


def _is_wanted(*, stand_ins: bool) -> bool:
    """Whether to make the text now. Finding names takes a gigabyte and at first minutes, so it begins when asked."""
    if not stand_ins or st.session_state.get("proposals.finding_names"):
        return True
    if st.button(_("Vervang de namen en maak de tekst"), key="proposals.make"):
        st.session_state["proposals.finding_names"] = True
        return True
    return False


def _paste(study: Study, story: Story, prompt: str) -> None:
    with st.form(f"proposals.pasting.{story.id[:8]}", border=False, enter_to_submit=False):
        reply = st.text_area(
            _("Het hele antwoord"),
            key=f"proposals.reply.{story.id[:8]}",
            height=160,
            placeholder=_("Plak hier wat de chat antwoordde, zonder er iets aan te veranderen"),
        )
        model = st.text_input(
            _("Welk model antwoordde?"),
            _last_model(study),
            key=f"proposals.chat.{story.id[:8]}",
            placeholder=_("Bijvoorbeeld: GPT-4o in Copilot"),
        )
        day = st.date_input(
            _("Op welke dag?"),
            st.session_state.get("proposals.last_day", date.today()),  # noqa: DTZ011 - the day on the wall
            key=f"proposals.day.{story.id[:8]}",
            format="DD-MM-YYYY",
        )
        submitted = st.form_submit_button(_("Opslaan en volgende"), key="proposals.save", type="primary")
    if submitted:
        if not (reply or "").strip():
            raise Problem("empty", "The answer is empty. Nothing was kept. Paste the whole answer of the chat.")
        proposal = study.paste(story.id, reply, model=model, date=day.isoformat(), prompt=prompt)
        st.session_state["proposals.last_model"], st.session_state["proposals.last_day"] = model, day
        done(_outcome(proposal, story))
        st.rerun()


def _last_model(study: Study) -> str:
    """The model that answered last: in this session, else in this study."""
    pasted = (run.model for run in reversed(study.runs()) if run.proposer == "paste")
    return str(st.session_state.get("proposals.last_model") or next(pasted, ""))


def _outcome(proposal: Proposal, story: Story) -> str:
    title = shortened(story.title) or story.id[:8]
    if proposal.status is ProposalStatus.OK:
        return _("{title}: {keyword}. Het antwoord is bewaard.", title=title, keyword=proposal.keyword)
    if proposal.status is ProposalStatus.NO_FITTING_WORD:
        return _("{title}: het model vond geen passend woord. Het antwoord is bewaard.", title=title)
    return _(
        "{title}: onbruikbaar antwoord, want het is niet één kernwoord. Het is bewaard zoals het kwam.", title=title
    )
