"""The study as a file for other programs: made when asked for, public only when nobody can be recognised by accident."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

import streamlit as st

from sq_coder.domain import Recognisable
from sq_coder.study import open_study
from sq_coder.ui import jobs, session
from sq_coder.ui.jobs import Progress
from sq_coder.ui.progress import follow
from sq_coder.ui.safe import md
from sq_coder.ui.words import LANGUAGES, _, _n, language

MIME = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".json": "application/json",
    ".qdpx": "application/zip",
    ".qdc": "application/xml",
}
READY = "report.ready"


@dataclass(frozen=True)
class Asked:
    """Which file somebody asked for."""

    suffix: str
    public: bool
    language: str
    confirmed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called."""
        return ("openbaar" if self.public else "onderzoek") + self.suffix


def files() -> None:
    """Choose a file, have it made, download it."""
    asked = _ask()
    started = st.button(
        _("Maak het bestand"), key="report.make", type="primary", disabled=asked is None, icon=":material/draft:"
    )
    if started and asked is not None:
        jobs.start(_job(), partial(_make, session.folder(), asked))
        st.session_state.pop(READY, None)
        st.rerun()
    job = follow(_job(), working=_("Het bestand wordt gemaakt."))
    if job is not None:
        st.session_state[READY] = job.result
    _ready()


def _ask() -> Asked | None:
    """What is asked for; None while a public file still shows somebody who may be recognised."""
    kinds, what = _kinds(), _contents()
    suffix = st.radio(_("Bestand"), list(kinds), format_func=kinds.__getitem__, key="report.kind")
    st.caption(what[suffix])
    spoken = st.segmented_control(
        _("Taal van het bestand"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=language(),
        required=True,
        key="report.file_language",
    )
    public = st.toggle(_("Openbaar: zonder teksten, namen, opmerkingen en nummers"), key="report.public")
    if not public:
        if warning := _whole(suffix):
            st.warning(md(warning), icon=":material/lock:")
        return Asked(suffix, False, spoken or language())
    columns = {"group": _("Groep"), "year": _("Jaar")}
    without = tuple(
        st.pills(
            _("Laat weg"), list(columns), format_func=columns.__getitem__, selection_mode="multi", key="report.without"
        )
    )
    items = session.kept("recognisable", lambda study: study.recognisable(without=without), without)
    confirmed = _confirmed(items)
    return Asked(suffix, True, spoken or language(), confirmed, without) if len(confirmed) == len(items) else None


def _whole(suffix: str) -> str:
    """What stands in a file that is not public, and how to keep it; '' when nobody is in it."""
    return {
        ".qdc": "",
        ".docx": _(
            "In dit bestand staan namen van onderzoekers en kritiek van bewoners die geciteerd mag worden. De verhalen zelf "
            "staan er niet in. Lees het door voordat u het doorgeeft."
        ),
        ".csv": _(
            "In dit bestand staan titels van verhalen, antwoorden van taalmodellen, opmerkingen en namen van onderzoekers. De "
            "verhalen zelf staan er niet in. Wis de rijen van een verhaal dat wordt ingetrokken."
        ),
    }.get(
        suffix,
        _(
            "In dit bestand staan de verhalen van bewoners en namen van onderzoekers. Bewaar het zoals u de verhalen "
            "zelf bewaart, en wis het als een bewoner zijn verhaal intrekt."
        ),
    )


def _confirmed(items: list[Recognisable]) -> tuple[str, ...]:
    """The counts of one person that somebody says may be shown, each by itself."""
    if not items:
        st.markdown(_("In dit bestand is geen aantal dat op één persoon slaat."))
        return ()
    st.warning(
        _n(
            "{n} aantal slaat op één verteller, die daaraan herkend kan worden. Zonder uw bevestiging wordt het bestand "
            "niet gemaakt.",
            "{n} aantallen slaan op één verteller, die daaraan herkend kan worden. Zonder uw bevestiging per aantal wordt "
            "het bestand niet gemaakt.",
            len(items),
        ),
        icon=":material/person_alert:",
    )
    names = {item.key: f"{_what(item)}: {item.value}" for item in items}
    return tuple(
        st.multiselect(
            _("Deze aantallen mogen getoond worden"),
            list(names),
            format_func=names.__getitem__,
            key="report.confirmed",
            placeholder=_("Kies elk aantal dat u hebt bekeken"),
        )
    )


def _what(item: Recognisable) -> str:
    return {
        "group": _("Groep"),
        "year": _("Jaar"),
        "told_by": _("Verteld door"),
        "group and year": _("Groep en jaar"),
        "slice": _("Deel"),
    }.get(item.what, item.what)


def _kinds() -> dict[str, str]:
    return {
        ".docx": _("Word (docx): het verslag"),
        ".xlsx": _("Excel (xlsx): alle tabellen"),
        ".csv": _("CSV: één rij per kernwoord"),
        ".json": _("JSON: het hele onderzoek"),
        ".qdpx": _("QDPX: voor NVivo, ATLAS.ti, MAXQDA, QualCoder"),
        ".qdc": _("QDC: alleen de kernwoordenlijst, voor dezelfde programma's"),
    }


def _contents() -> dict[str, str]:
    return {
        ".docx": _("De tekst van dit verslag met koppen en tabellen."),
        ".xlsx": _("Verhalen, voorstellen, keuzes, vastgestelde kernwoorden en aantallen, elk op een eigen blad."),
        ".csv": _("Om mee verder te rekenen. Opent goed in Excel."),
        ".json": _("Alles wat het onderzoek heeft, ook eerdere keuzes. Hieruit kan hetzelfde onderzoek terugkomen."),
        ".qdpx": _(
            "Verhalen als bronnen, kernwoorden als codes onder hun conditie, passages als coderingen. "
            "Van iedereen de laatste keuze; eerdere staan in de JSON."
        ),
        ".qdc": _("De condities en kernwoorden met hun omschrijving, zonder verhalen."),
    }


def _job() -> str:
    return f"export:{session.folder()}"


def _make(folder: Path, asked: Asked, progress: Progress, _cancel: Event) -> tuple[Asked, bytes]:
    """Make the file beside the screens, on a study of its own."""
    progress(0, 1)
    with open_study(folder) as study:
        data = study.export_bytes(
            asked.suffix,
            public=asked.public,
            language=asked.language,
            confirmed=asked.confirmed,
            without=asked.without,
        )
    return asked, data


def _ready() -> None:
    ready: tuple[Asked, bytes] | None = st.session_state.get(READY)
    if ready is None:
        return
    asked, data = ready
    st.success(_("Het bestand is klaar ({size} kB).", size=max(1, len(data) // 1000)), icon=":material/check:")
    st.download_button(
        _("Download {name}", name=asked.name),
        data=data,
        file_name=asked.name,
        mime=MIME[asked.suffix],
        key="report.download",
        icon=":material/download:",
        on_click="ignore",
    )
