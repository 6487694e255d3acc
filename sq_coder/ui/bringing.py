"""Bringing stories in: upload, see what would become stories, correct that, and only then store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sq_coder.domain import Arrival
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.study.stories import SplitMode
from sq_coder.ui import found, jobs, refusals, session
from sq_coder.ui.access import MOST_MEGABYTES
from sq_coder.ui.consents import consents
from sq_coder.ui.done import done
from sq_coder.ui.found import Bringing
from sq_coder.ui.names import perspective_name
from sq_coder.ui.passages import passages
from sq_coder.ui.progress import follow
from sq_coder.ui.reading import read_uploads
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.sentences import in_words, without_outcome
from sq_coder.ui.words import _, _n, language

KINDS = ("txt", "md", "docx", "odt", "pdf", "csv", "tsv", "xlsx", "zip")
STATE = "stories.bringing"
STORED = "stories.stored"
"""Whether the list is to be shown next: what was brought in stands in it."""
LONGEST_WAIT = 1.5
"""Seconds that a page waits for files to be read before it shows how far it is."""


def bring_in(study: Study) -> None:
    """The steps of bringing stories in; nothing is stored before the last one."""
    bringing: Bringing | None = st.session_state.get(STATE)
    if bringing is None:
        _upload(study)
    else:
        _correct(study, bringing)


def _upload(study: Study) -> None:
    name = _job()
    # A form, so that the page is not drawn again for each of hundreds of files.
    with st.form("stories.upload", border=False):
        uploads = st.file_uploader(
            _("Bestanden"),
            type=list(KINDS),
            accept_multiple_files=True,
            key=f"stories.files.{st.session_state.get('stories.round', 0)}",
            help=_("Een rapport met meer verhalen wordt gesplitst; in csv en xlsx is elke rij een verhaal."),
        )
        st.caption(
            _(
                "txt, md, docx, odt, pdf, csv, xlsx of een zip daarvan, hoogstens {n} MB per bestand. Er wordt nog niets "
                "opgeslagen. Een bestand haalt u weg met het kruis erachter.",
                n=MOST_MEGABYTES,
            )
        )
        read = st.form_submit_button(_("Bekijk de verhalen"), key="stories.read", type="primary")
    if read:
        with refusals.shown():
            _start_reading(study, name, uploads)
    ended = follow(name, working=_("De bestanden worden gelezen."))
    if ended is not None:
        documents, unread = ended.result
        st.session_state[STATE] = found.begin(study, documents, unread=unread)
        st.rerun()


def _start_reading(study: Study, name: str, uploads: Sequence[UploadedFile]) -> None:
    """Read the files beside the page.

    Raises:
        Problem: no file was chosen.
    """
    if not uploads:
        # The browser keeps back what it marks, and does not tell us.
        raise Problem(
            "upload",
            "No file was chosen that can be read. Nothing was imported. Choose one or more of these kinds, of at most "
            f"{MOST_MEGABYTES} MB each; a file with a red mark is of another kind or larger.",
        )
    files = [(PurePath(upload.name).name, upload.getvalue()) for upload in uploads]
    job = jobs.start(name, lambda progress, _cancel: read_uploads(study, files, progress))
    job.ended.wait(LONGEST_WAIT)


def _job() -> str:
    """The name of this session's reading; others read beside it."""
    return f"read:{session.folder()}:{session.me()}"


def _correct(study: Study, bringing: Bringing) -> None:
    st.header(_("Dit zouden de verhalen worden"), anchor=False)
    _say_what_was_found(bringing)
    if any(document.blocks for document in bringing.documents):
        _choose_split(study, bringing)
    if not bringing.stories:
        st.warning(
            _("In deze bestanden is geen verhaal gevonden. Neem elk bestand als één verhaal, of kies andere bestanden.")
        )
        _again()
        return
    shown = st.data_editor(
        found.table(bringing),
        key=f"stories.rows.{bringing.version}",
        hide_index=True,
        num_rows="fixed",
        column_config=found.columns(),
        placeholder="–",
        height=min(38 + 35 * len(bringing.stories), 520),
    )
    rows = [{str(name): value for name, value in row.items()} for row in shown.to_dict("records")]
    _for_all(study, bringing, rows)
    _merge(study, bringing, rows)
    _look(bringing)
    _outside(bringing)
    _store(study, bringing, rows)


def _say_what_was_found(bringing: Bringing) -> None:
    stories = _n("{n} verhaal", "{n} verhalen", len(bringing.stories))
    files = _n("{n} bestand", "{n} bestanden", len(bringing.documents))
    st.markdown(_("{stories} in {files}. Er is nog niets opgeslagen.", stories=stories, files=files))
    if bringing.unread:
        why = "\n\n".join(md(without_outcome(error, language())) for error in bringing.unread)
        st.warning(f"{_unread(bringing)}\n\n{why}")
    for warning in bringing.warnings:
        st.warning(md(in_words(warning, language())))


def _unread(bringing: Bringing) -> str:
    return _n(
        "{n} bestand doet niet mee, want het kan niet worden gelezen. De andere staan hieronder.",
        "{n} bestanden doen niet mee, want ze kunnen niet worden gelezen. De andere staan hieronder.",
        len(bringing.unread),
    )


def _choose_split(study: Study, bringing: Bringing) -> None:
    modes: dict[SplitMode, str] = {"auto": _("Splitsen in verhalen"), "none": _("Elk bestand is één verhaal")}
    mode = st.segmented_control(
        _("Rapporten"),
        list(modes),
        format_func=modes.__getitem__,
        default=bringing.mode,
        required=True,
        key=f"stories.mode.{bringing.version}",
    )
    if mode != bringing.mode:
        st.session_state[STATE] = found.begin(
            study, bringing.documents, unread=bringing.unread, mode=mode, version=bringing.version + 1
        )
        st.rerun()


def _for_all(study: Study, bringing: Bringing, rows: Sequence[dict[str, Any]]) -> None:
    with (
        st.expander(_("Voor alle verhalen tegelijk"), key="stories.for_all"),
        st.form(f"stories.all.{bringing.version}", border=False),
    ):
        first, second, third = st.columns(3)
        groups = study.years_and_groups()[1]
        year = first.number_input(
            _("Jaar"),
            1900,
            2100,
            None,
            1,
            key=f"stories.all_year.{bringing.version}",
            placeholder=_("Laat zoals het is"),
        )
        group = second.selectbox(
            _("Groep"),
            groups,
            index=None,
            accept_new_options=True,
            key=f"stories.all_group.{bringing.version}",
            placeholder=_("Laat zoals het is"),
        )
        told_by = third.selectbox(
            _("Verteld door"),
            list(found.TELLERS),
            index=None,
            format_func=perspective_name,
            key=f"stories.all_told_by.{bringing.version}",
            placeholder=_("Laat zoals het is"),
        )
        consent = consents(f"stories.all_consent.{bringing.version}")
        applied = st.form_submit_button(_("Overnemen in alle verhalen"), key="stories.apply")
    if applied:
        changed = found.with_all(rows, year=year, group=group, told_by=told_by, consent=consent)
        st.session_state[STATE] = found.changed(bringing, changed)
        st.rerun()


def _merge(study: Study, bringing: Bringing, rows: Sequence[dict[str, Any]]) -> None:
    if len(bringing.stories) < 2:
        return
    with st.expander(_("Samenvoegen"), key="stories.merging"):
        titles = [f"{number}. {shortened(row['title'])}" for number, row in enumerate(rows, 1)]
        chosen = st.multiselect(
            _("Welke zijn samen één verhaal?"),
            range(len(rows)),
            format_func=lambda i: titles[i] if i < len(titles) else "",
            key=f"stories.merged.{bringing.version}",
            placeholder=_("Kies er twee of meer"),
        )
        if st.button(_("Voeg samen"), key="stories.merge", disabled=len(chosen) < 2):
            st.session_state[STATE] = found.merged(study, found.changed(bringing, rows), chosen)
            st.rerun()


def _look(bringing: Bringing) -> None:
    with st.expander(_("Lees een verhaal"), key="stories.looking"):
        titles = [f"{n}. {shortened(story.title)}" for n, story in enumerate(bringing.stories, 1)]
        number = st.selectbox(
            _("Verhaal"),
            range(len(titles)),
            format_func=lambda i: titles[i] if i < len(titles) else "",
            key=f"stories.look.{bringing.version}",
        )
        passages(bringing.stories[number or 0].text, key="stories.found_text")


def _outside(bringing: Bringing) -> None:
    if not bringing.outside:
        return
    label = _n(
        "{n} stuk tekst valt buiten de verhalen", "{n} stukken tekst vallen buiten de verhalen", len(bringing.outside)
    )
    with st.expander(label, key="stories.outside"):
        st.caption(_("Dit wordt niet opgeslagen: titelblad, inleiding, wat tussen de verhalen staat."))
        st.text("\n\n".join(bringing.outside[:200]))


def _store(study: Study, bringing: Bringing, rows: Sequence[dict[str, Any]]) -> None:
    kept = [story for story, row in zip(found.as_stories(bringing, rows), rows, strict=True) if row["keep"]]
    store, other = st.columns([1, 3])
    if store.button(
        _n("Bewaar {n} verhaal", "Bewaar {n} verhalen", len(kept)),
        key="stories.store",
        type="primary",
        disabled=not kept,
    ):
        imported = study.keep_stories(kept)
        added, there = imported.count(Arrival.ADDED), imported.count(Arrival.ALREADY_THERE)
        parts = [_n("{n} verhaal is opgeslagen.", "{n} verhalen zijn opgeslagen.", added)]
        if there:
            parts.append(
                _n("{n} was er al en bleef zoals het was.", "{n} waren er al en bleven zoals ze waren.", there)
            )
        if gone := imported.count(Arrival.WITHDRAWN):
            parts.append(
                _n("{n} is eerder ingetrokken en blijft weg.", "{n} zijn eerder ingetrokken en blijven weg.", gone)
            )
        if near := len({new for new, _other, _alike in imported.nearly}):
            parts.append(
                _n(
                    "{n} lijkt sterk op een ander verhaal; vergelijk ze.",
                    "{n} lijken sterk op een ander verhaal; vergelijk ze.",
                    near,
                )
            )
        done(" ".join(parts), to="proposals.py", label=_("Verder met Voorstellen"))
        st.session_state[STORED] = True
        _put_away()
    with other:
        _again()


def _again() -> None:
    if st.button(_("Andere bestanden kiezen"), key="stories.again", type="tertiary"):
        _put_away()


def _put_away() -> None:
    st.session_state.pop(STATE, None)
    st.session_state["stories.round"] = st.session_state.get("stories.round", 0) + 1
    st.rerun()
