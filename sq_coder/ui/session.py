"""Whose session this is: the study that is open, and who is working."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar, cast

import streamlit as st

from sq_coder.domain import new_id, now, sha256
from sq_coder.errors import Problem
from sq_coder.study import Study, open_study

FOLDER = "SQ_STUDY"
"""The environment variable that names the study's folder; the current folder by default."""

SETTINGS, CODEBOOK, DATABASE = "study.toml", "codebook.yaml", "study.db"

LONGEST_NAME = 100

T = TypeVar("T")


def folder() -> Path:
    """The folder of the study that these screens show. One server shows one study."""
    return Path(os.environ.get(FOLDER) or ".").resolve()


def use_folder(place: Path) -> None:
    """Show the study in this folder from now on, to everybody who looks at this server."""
    os.environ[FOLDER] = str(place.resolve())


def has_study() -> bool:
    """Whether there is a study in the folder."""
    return (folder() / SETTINGS).is_file()


def study() -> Study:
    """The open study, shared by every session of this server.

    Opened anew after its settings or codebook changed, or when its database is another file: one that was moved or
    deleted would still take what is written to it, and lose it.
    """
    place = folder()
    return _opened(str(place), _stamps(place))


def kept(what: str, make: Callable[[Study], T], *given: Hashable) -> T:
    """What `make` gives of the study, such as a figure; not made again before something is added to the study.

    `what` and `given` name it. Shared by every session, so it is never what only one researcher may see.
    """
    opened, place = study(), folder()
    # A figure names its day.
    key = (str(place), _stamps(place), opened.version(), now()[:10], what, given)
    return cast("T", _made(key, lambda: make(opened)))


@st.cache_resource(show_spinner=False, max_entries=100)
def _made(key: tuple[Hashable, ...], _make: Callable[[], object], /) -> object:  # noqa: ARG001 - the key is for Streamlit
    return _make()


def _stamps(place: Path) -> tuple[int, ...]:
    """What is another value when the settings or the codebook changed, or the database is another file."""
    changed = [_file(place / name, "st_mtime_ns") for name in (SETTINGS, CODEBOOK)]
    return (*changed, _file(place / DATABASE, "st_ino"))


def _file(file: Path, fact: str) -> int:
    """One fact of a file; 0 when it is not there."""
    try:
        return int(getattr(file.stat(), fact))
    except OSError:
        return 0


@st.cache_resource(show_spinner=False, max_entries=2, on_release=Study.close)
def _opened(place: str, stamps: tuple[int, ...], /) -> Study:  # noqa: ARG001 - another value is another study to Streamlit
    return open_study(Path(place))


def me() -> str:
    """The name of this session, for work that is its own: another tab does not see it."""
    return str(st.session_state.setdefault("session", new_id()))


def researcher() -> str:
    """Who is working in this session; '' when nobody said so yet."""
    return str(st.session_state.get("researcher", ""))


def work_as(name: str) -> None:
    """Work as this researcher in this session; a known name is written as it was first.

    Raises:
        Problem: this is no name.
    """
    chosen = " ".join(name.split())
    if not is_name(chosen):
        raise Problem("researcher", "A name has 1 to 100 letters. Nothing was changed. Write another name.")
    known = {known.casefold(): known for known in study().researchers()}
    st.session_state["researcher"] = known.get(chosen.casefold(), chosen)


def is_name(text: str) -> bool:
    """Whether a text may be the name of a researcher; '|' separates names in tables of decisions."""
    return bool(text.strip()) and len(text) <= LONGEST_NAME and text.isprintable() and "|" not in text


def researcher_cookie() -> str:
    """The name of the cookie for who is working."""
    return study_cookie("wie")


def study_cookie(what: str) -> str:
    """The name of a cookie of this study only, since ports share their cookies."""
    return f"sq_{what}_{sha256(str(folder()))[:10]}"
