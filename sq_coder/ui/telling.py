"""One story on the page Verhalen: read it, revise it, withdraw it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sq_coder.domain import Consent, Perspective, Story, StoryStatus, is_criticism
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui.consents import consents
from sq_coder.ui.done import done
from sq_coder.ui.names import answer_name, day, moment, perspective_name, status_name
from sq_coder.ui.passages import passages
from sq_coder.ui.safe import md
from sq_coder.ui.theme import facts_html
from sq_coder.ui.words import _, _n

SEEN = "stories.seen"
"""The revision that somebody began to change, so that a colleague's newer one is not overwritten."""


def one_story(study: Study, reference: str) -> None:
    """Show a story with its facts, and what can be done with it."""
    if st.button(_("Alle verhalen"), key="stories.back", icon=":material/arrow_back:", type="tertiary"):
        _leave()
    story = study.story(reference)
    if story.withdrawn:
        st.markdown(_("Dit verhaal is ingetrokken door wie het vertelde. De tekst is gewist."))
        return
    st.header(md(story.title) or _("(zonder titel)"), anchor=False)
    views = {"read": _("Lezen"), "edit": _("Wijzigen"), "earlier": _("Eerdere versies"), "withdraw": _("Intrekken")}
    view = st.segmented_control(
        _("Wat wilt u doen?"),
        list(views),
        format_func=views.__getitem__,
        default="read",
        required=True,
        key=f"stories.doing.{story.id[:8]}",
        label_visibility="collapsed",
    )
    if view == "edit":
        _edit(study, story)
    elif view == "earlier":
        _earlier(study, story)
    elif view == "withdraw":
        _withdraw(study, story)
    else:
        _read(study, story)


def _read(study: Study, story: Story) -> None:
    text, facts = st.columns([5, 3], gap="large")
    with text:
        passages(story.text, key="stories.text")
    with facts:
        _facts(study, story)


def _leave() -> None:
    st.session_state.pop(SEEN, None)
    st.query_params.clear()
    st.rerun()


def _facts(study: Study, story: Story) -> None:
    status = study.story_statuses([story.id]).get(story.id, StoryStatus.NOT_SEEN)
    facts = {
        _("Status"): status_name(status),
        _("Jaar"): str(story.year or "–"),
        _("Groep"): story.group or "–",
        _("Verteld door"): perspective_name(story.perspective),
        _("Mag: taalmodel"): answer_name(story.consent.ai),
        _("Mag: citeren"): answer_name(story.consent.quote),
        _("Mag: bewaren"): answer_name(story.consent.archive),
        _("Kritiek van de bewoner"): story.criticism or _("niet vastgelegd"),
        _("Woorden"): str(story.words),
        _("Uit bestand"): story.source or "–",
        **{name: value for name, value in story.attributes if not is_criticism(name)},
        _("Versie"): str(story.revision),
        _("Nummer"): story.id[:8],
    }
    st.html(facts_html(facts))


def _edit(study: Study, story: Story) -> None:
    seen = st.session_state.setdefault(SEEN, {}).setdefault(story.id, story)
    if seen.revision != story.revision:
        st.warning(_("Dit verhaal is intussen door een ander gewijzigd. Wat u hier ziet is de eerdere versie."))
        if st.button(_("Toon de nieuwste versie"), key="stories.newest"):
            del st.session_state[SEEN][story.id]
            st.rerun()
    changes = _changes(study, seen)
    if changes is not None:
        revised = study.edit(story.id, seen=seen.revision, **changes)
        del st.session_state[SEEN][story.id]
        done(
            _("Opgeslagen als versie {n}. De eerdere versie blijft bewaard.", n=revised.revision)
            if revised.revision > seen.revision
            else _("Er was niets gewijzigd.")
        )
        st.rerun()


def _changes(study: Study, story: Story) -> dict[str, Any] | None:
    """A form with a story in it; what was changed, once it is submitted."""
    groups = study.years_and_groups()[1]
    of = f"{story.id[:8]}.{story.revision}"
    with st.form(f"stories.form.{of}", border=False):
        title = st.text_input(_("Titel"), story.title, key=f"stories.title.{of}", max_chars=300)
        first, second, third = st.columns(3)
        year = first.number_input(_("Jaar"), 1900, 2100, story.year, 1, key=f"stories.year.{of}", placeholder=_("Geen"))
        group = second.selectbox(
            _("Groep"),
            groups,
            index=groups.index(story.group) if story.group in groups else None,
            key=f"stories.group.{of}",
            accept_new_options=True,
            placeholder=_("Geen"),
        )
        told_by = third.selectbox(
            _("Verteld door"),
            list(Perspective),
            index=list(Perspective).index(story.perspective),
            format_func=perspective_name,
            key=f"stories.told_by.{of}",
        )
        consent = Consent(**consents(f"stories.consent.{of}", story.consent))
        criticism = st.text_area(
            _("Kritiek van de bewoner"),
            story.criticism,
            height=80,
            max_chars=2000,
            key=f"stories.criticism.{of}",
            placeholder=_("Wat de bewoner anders wil, in zijn of uw woorden. Schrijf 'geen' als die er niet was."),
            help=_("Leeg is: niet vastgelegd. In het verslag staat bij hoeveel verhalen kritiek is vastgelegd."),
        )
        text = st.text_area(_("Tekst"), story.text, height=420, key=f"stories.text_area.{of}")
        submitted = st.form_submit_button(_("Opslaan als nieuwe versie"), key=f"stories.save.{of}", type="primary")
    if not submitted:
        return None
    if not (text or "").strip():
        raise Problem("empty", "A story needs a text. Nothing was saved. Write the text, or withdraw the story.")
    group = " ".join((group or "").split()) or None
    fields = {"title": " ".join((title or "").split()), "year": year, "group": group}
    return {**fields, "perspective": told_by, "consent": consent, "criticism": criticism or "", "text": text}


def _earlier(study: Study, story: Story) -> None:
    revisions = [revision for revision in study.revisions(story.id) if revision.revision < story.revision]
    if not revisions:
        st.markdown(_("Dit is de eerste versie."))
        return
    numbers = {r.revision: f"{_('Versie')} {r.revision}, {moment(r.at)}" for r in revisions}
    number = st.selectbox(
        _("Versie"),
        list(reversed(numbers)),
        format_func=numbers.__getitem__,
        key=f"stories.revision.{story.id[:8]}",
    )
    earlier = next(r for r in revisions if r.revision == number)
    st.text(earlier.title)
    if earlier.criticism:
        st.text(f"{_('Kritiek van de bewoner')}: {earlier.criticism}")
    st.text(earlier.text)


def _recall(study: Study, story: Story) -> None:
    """What the study knows to have left: messages to language models, and published states."""
    last = {sent.endpoint: day(sent.at) for sent in study.sent_of(story.id)}
    for where, last_day in last.items():
        st.markdown(_("- Dit verhaal ging naar {where}, het laatst op {day}.", where=where, day=last_day))
    if published := [f"{frozen.name} ({day(frozen.at)})" for frozen in study.frozen()]:
        st.markdown(
            _(
                "- Bewaard zoals gepubliceerd, en dat blijft zo: {names}. Daarin staat niets van de tekst; de kernwoorden van "
                "dit verhaal kunnen er wel in geteld zijn.",
                names=", ".join(published),
            )
        )


def _withdraw(study: Study, story: Story) -> None:
    st.markdown(
        _(
            "De verteller mag het verhaal altijd intrekken. Gewist worden dan de tekst in alle versies, de passages, de "
            "antwoorden van taalmodellen, de opmerkingen en de concepten. Dit kan niet ongedaan worden gemaakt. "
            "Het nummer blijft staan, zodat het verhaal niet per ongeluk terugkomt."
        )
    )
    revisions = _n("{n} versie", "{n} versies", len(study.revisions(story.id)))
    proposals = _n("{n} voorstel", "{n} voorstellen", len(study.proposals(story=story.id)))
    decisions = _n("{n} keuze", "{n} keuzes", len(study.decisions(story.id)))
    st.markdown(_("Bij dit verhaal horen {r}, {p} en {d}.", r=revisions, p=proposals, d=decisions))
    st.markdown(
        _("Haal daarna zelf terug wat al naar buiten ging: exports, verslagen en reservekopieën van vóór vandaag.")
    )
    _recall(study, story)
    reasons = [_("op verzoek van de verteller"), _("op verzoek van de organisatie"), _("per ongeluk ingebracht")]
    with st.form(f"stories.withdraw.{story.id[:8]}", border=False, width=480, enter_to_submit=False):
        reason = st.selectbox(_("Reden"), reasons, key="stories.reason")
        typed = st.text_input(
            _("Typ het nummer {id} om te bevestigen", id=story.id[:8]), key="stories.confirm", placeholder=story.id[:8]
        )
        confirmed = st.form_submit_button(_("Verhaal wissen"), key="stories.withdraw")
    if confirmed:
        if (typed or "").strip() != story.id[:8]:
            raise Problem("confirm", "That is not the id. Nothing was erased.")
        study.withdraw(story.id, reason=reason)
        done(_withdrawn(study))
        _leave()


def _withdrawn(study: Study) -> str:
    """What is left to do by hand after a story was erased, and what of it stays."""
    said = _("Het verhaal is ingetrokken en gewist. Haal exports en reservekopieën van vóór vandaag terug.")
    if not (names := ", ".join(frozen.name for frozen in study.frozen())):
        return said
    kept = _(
        "In wat is bewaard zoals gepubliceerd ({names}) staat niets van de tekst, maar kunnen de kernwoorden nog meetellen: "
        "haal ook terug wat u daarvan publiceerde.",
        names=names,
    )
    return f"{said} {kept}"
