"""The versions of the codebook, and the whole list as a file."""

from __future__ import annotations

import streamlit as st

from sq_coder.domain import Change, Version
from sq_coder.errors import Problem
from sq_coder.study import Study
from sq_coder.ui.names import moment
from sq_coder.ui.words import _, _n

LARGEST = 2_000_000
"""Bytes of a codebook that is brought in: the standard one has fifty thousand."""


def versions(study: Study) -> str | None:
    """Every version with what it changed; the text of an earlier one when somebody wants it back."""
    found = study.codebook_versions()
    st.dataframe([_row(version) for version in found], key="keywords.versions", hide_index=True, height="content")
    earlier = {v.codebook.sha256: v for v in found if not v.in_force}
    if not earlier:
        st.caption(_("Elke wijziging wordt hier een nieuwe versie."))
        return None
    chosen = st.selectbox(
        _("Een eerdere versie terughalen"),
        list(earlier),
        index=None,
        format_func=lambda sha256: f"{moment(earlier[sha256].at)} · {sha256[:8]}",
        placeholder=_("Kies een versie"),
        key="keywords.version",
    )
    asked = st.button(_("Bekijk wat terughalen raakt"), key="keywords.return", disabled=chosen is None)
    return earlier[chosen].codebook.text if asked and chosen else None


def _row(version: Version) -> dict[str, object]:
    return {
        _("Sinds"): moment(version.at),
        _("Versie"): version.codebook.sha256[:8],
        _("In gebruik"): _("ja") if version.in_force else "",
        _("Kernwoorden"): len(version.codebook.keywords),
        _("Wat er veranderde"): _told(version),
    }


def _told(version: Version) -> str:
    """What a version changed, in few words."""
    parts = []
    for change, sign in ((Change.ADDED, "+"), (Change.REMOVED, "−"), (Change.CHANGED, "~")):
        words = [d.word for d in version.differences if d.change is change]
        if words:
            more = f" (+{len(words) - 4})" if len(words) > 4 else ""
            parts.append(f"{sign} {', '.join(words[:4])}{more}")
    if version.conditions_changed:
        parts.append(_("condities of assen"))
    return "; ".join(parts)


def whole(study: Study) -> str | None:
    """The codebook as a file, and the text of another file when somebody brings one in."""
    st.markdown(
        _(
            "De lijst is één leesbaar bestand, codebook.yaml. Condities, kleuren en de woorden bij de assen verandert u "
            "daarin, met een gewone teksteditor."
        )
    )
    st.download_button(
        _("Download codebook.yaml"),
        data=study.codebook.text,
        file_name="codebook.yaml",
        mime="application/yaml",
        key="keywords.download",
        icon=":material/download:",
        on_click="ignore",
    )
    file = st.file_uploader(_("Een gewijzigd bestand"), type=["yaml", "yml"], key="keywords.upload")
    asked = st.button(_("Bekijk wat dit bestand raakt"), key="keywords.look_at_file", disabled=file is None)
    if not asked or file is None:
        return None
    data = file.getvalue()
    if len(data) > LARGEST:
        raise Problem("codebook", "This file is too large for a codebook. Nothing was changed. Choose codebook.yaml.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Problem(
            "codebook", "This file is not UTF-8 text. Nothing was changed. Save it as UTF-8 and try again."
        ) from None


def counted(number: int) -> str:
    """How many keywords, in words."""
    return _n("{n} kernwoord", "{n} kernwoorden", number)
