"""Proposing by a language model: where it is, exactly what would be sent, and only then the round."""

from __future__ import annotations

import os

import streamlit as st

from sq_coder.domain import Preview, Purpose, Slice, StoryId
from sq_coder.study import Study
from sq_coder.ui import instructing, jobs, proposing, session
from sq_coder.ui.progress import follow
from sq_coder.ui.proposing_private import decide_private
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.sentences import in_words
from sq_coder.ui.words import _, _n, language

LONGEST_WAIT = 1.0
"""Seconds that a page waits for an answer before it shows that it is waiting."""


def by_model(study: Study, slice: Slice) -> None:
    """Ask a language model for one keyword per story."""
    st.markdown(
        _(
            "Elk verhaal gaat met de prompt naar het taalmodel, dat één kernwoord antwoordt. Naar een model op een andere "
            "computer gaan alleen verhalen waarvan de verteller ja zei op AI, met vervangende namen (gepseudonimiseerd)."
        )
    )
    settings = study.settings.model
    first, second = st.columns(2)
    url = first.text_input(
        _("Adres van het taalmodel"), settings.base_url, key="proposals.url", placeholder="http://127.0.0.1:11434/v1"
    )
    model = second.text_input(
        _("Model"), settings.model, key="proposals.model", placeholder=_("Zoals de aanbieder het noemt")
    )
    prompt = choose_prompt(study)
    if study.prompt(prompt).purpose is not Purpose.KEYWORD:
        st.caption(
            _(
                "Deze prompt vraagt door over het kernwoord dat is voorgesteld: een suggestie bij Controleren, die nergens "
                "meetelt."
            )
        )
    asked = {"base_url": (url or "").strip(), "model": (model or "").strip(), "prompt": prompt}
    if not asked["base_url"] or not asked["model"]:
        st.markdown(_("Vul het adres en het model in. Daarna ziet u eerst wat er verstuurd zou worden."))
        return
    if not os.environ.get(settings.key_variable):
        st.caption(
            _(
                "Er is geen sleutel in {name}. Een model op deze computer heeft die vaak niet nodig.",
                name=settings.key_variable,
            )
        )
    _check(study, asked)
    _start(study, slice, asked)


def choose_prompt(study: Study, *, second: bool = True) -> str:
    """The prompt to use, shown in full; with `second` also those that ask about a keyword."""
    prompts = [prompt for prompt in study.prompts() if second or prompt.purpose is Purpose.KEYWORD]
    names = [prompt.name for prompt in prompts]
    name = st.selectbox(
        _("Prompt"),
        names,
        index=names.index(study.settings.prompt) if study.settings.prompt in names else 0,
        key="proposals.prompt",
    )
    st.code(study.prompt(name).text, language=None, wrap_lines=True)
    return str(name)


def _check(study: Study, asked: dict[str, str]) -> None:
    name = f"check:{session.folder()}:{session.me()}"
    job = jobs.find(name)
    if st.button(_("Vraag of het model antwoordt"), key="proposals.check", disabled=job is not None and job.is_running):
        jobs.start(name, lambda _progress, _cancel: study.check_model(**asked)).ended.wait(LONGEST_WAIT)
    ended = follow(name, working=_("Er wordt gewacht op het model."))
    if ended is not None:
        st.success(md(in_words(ended.result, language())))


def _start(study: Study, slice: Slice, asked: dict[str, str]) -> None:
    waiting, kept, there = study.would_ask("openai", slice=slice, **asked)
    requests = _n("{n} verzoek", "{n} verzoeken", len(waiting))
    st.markdown(
        _(
            "**{requests}** naar **{url}**, model **{model}**.",
            requests=requests,
            url=asked["base_url"],
            model=asked["model"],
        )
    )
    if waiting:
        _estimated(study, waiting, asked)
    if kept:
        st.markdown(
            _n(
                "{n} verhaal gaat niet mee: de verteller zei geen ja op AI. Leg toestemming vast bij Verhalen.",
                "{n} verhalen gaan niet mee: de verteller zei geen ja op AI. Leg toestemming vast bij Verhalen.",
                len(kept),
            )
        )
    if there:
        st.markdown(_n("{n} verhaal had al een antwoord.", "{n} verhalen hadden al een antwoord.", there))
    if waiting:
        instructing.listed(slice)
        _preview(study, waiting, asked)
        if st.button(
            _n("Verstuur {n} verzoek", "Verstuur {n} verzoeken", len(waiting)),
            key="proposals.send",
            type="primary",
            disabled=proposing.is_going(),
        ):
            proposing.start(study, "openai", slice, **asked)
            st.rerun()


def _estimated(study: Study, waiting: list[StoryId], asked: dict[str, str]) -> None:
    """About how much it takes, and where a run stops by itself."""
    tokens, cost, currency = session.kept(
        "estimate", lambda study: study.estimate(waiting, **asked), tuple(waiting), tuple(asked.items())
    )
    parts = [_("Ongeveer {n} tokens (geschat).", n=tokens)]
    if cost is not None:
        about = f"{max(cost, 0.01):.2f}".replace(".", "," if language() == "nl" else ".")
        parts.append(_("Dat kost ongeveer {n} {currency}; een redenerend model kost meer.", n=about, currency=currency))
    if (most := study.settings.model.most_cost) is not None:
        parts.append(_("Een ronde stopt voor ze meer kost dan {n} {currency}.", n=f"{most:g}", currency=currency))
    st.caption(" ".join(parts))


def _preview(study: Study, waiting: list[StoryId], asked: dict[str, str]) -> None:
    """The exact text of any story, as it would be sent."""
    name = f"preview:{session.folder()}:{session.me()}"
    with st.expander(_("Bekijk wat er precies verstuurd wordt"), key="proposals.preview"):
        stories = {story.id: shortened(story.title) or story.id[:8] for story in study.stories_of(waiting[:500])}
        chosen = st.selectbox(
            _("Verhaal"), list(stories), format_func=lambda id: stories.get(id, ""), key="proposals.seen"
        )
        if st.button(_("Toon"), key="proposals.show") and chosen:
            st.session_state.pop("proposals.shown", None)
            jobs.start(name, lambda _progress, _cancel: study.preview_of(chosen, **asked)).ended.wait(LONGEST_WAIT)
        ended = follow(
            name, working=_("Namen worden vervangen. De eerste keer op een computer duurt dit enkele minuten.")
        )
        if ended is not None:
            st.session_state["proposals.shown"] = (chosen, ended.result)
        seen, preview = st.session_state.get("proposals.shown", (None, None))
        if preview is not None and seen == chosen:
            _show(preview)
            if decide_private(study, preview.doubts):
                st.session_state.pop("proposals.shown", None)
                st.rerun()


def _show(preview: Preview) -> None:
    if preview.pseudonymised:
        st.caption(_("Namen en plaatsen zijn vervangen (gepseudonimiseerd). Lees of er niets herkenbaars meer staat."))
    for _story, why in preview.withheld:
        st.warning(md(in_words(why, language())))
    for _story, body in (*preview.bodies, *preview.blocked):
        st.code(body, language="json", wrap_lines=True)
