"""The frame of every page: who is working, in which language, and the pages themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from sq_coder.ui import checking_present, refusals, session
from sq_coder.ui.browser import remember, remembered
from sq_coder.ui.checking_draft import keep_lying
from sq_coder.ui.middleware import LANGUAGE_COOKIE
from sq_coder.ui.theme import STYLE
from sq_coder.ui.who import choose_language, choose_researcher
from sq_coder.ui.words import _

PAGES = Path(__file__).with_name("pages")
ICON = Path(__file__).with_name("icon.png")
"""A file of our own: a Material icon would be fetched from another host."""


def pages() -> list[st.Page]:
    """The pages, in the order of the work; only the first when there is no study yet."""
    if not session.has_study():
        return [st.Page(PAGES / "start.py", title=_("Begin"), url_path="begin", icon=":material/flag:", default=True)]
    listed = [
        Listed("stories.py", _("Verhalen"), "verhalen", "menu_book"),
        Listed("proposals.py", _("Voorstellen"), "voorstellen", "lightbulb"),
        Listed("checking.py", _("Controleren"), "controleren", "edit_note"),
        Listed("discussing.py", _("Samen bespreken"), "samen-bespreken", "forum"),
        Listed("quadrant.py", _("Kwadrant"), "kwadrant", "grid_view"),
        Listed("years.py", _("Jaren naast elkaar"), "jaren", "view_column"),
        Listed("report.py", _("Verslag"), "verslag", "description"),
        Listed("keywords.py", _("Kernwoordenlijst"), "kernwoordenlijst", "sell"),
    ]
    return [page.as_page() for page in listed]


@dataclass(frozen=True)
class Listed:
    """A page in the navigation."""

    file: str
    title: str
    address: str
    icon: str

    def as_page(self) -> st.Page:
        """The page as Streamlit navigates it."""
        icon = f":material/{self.icon}:"
        return st.Page(PAGES / self.file, title=self.title, url_path=self.address, icon=icon)


def main() -> None:
    """Draw the frame, and in it the page that was asked for."""
    st.session_state.setdefault("language", "en" if remembered(LANGUAGE_COOKIE) == "en" else "nl")
    st.set_page_config(page_title="sq-coder", page_icon=ICON, layout="wide", initial_sidebar_state=264)
    st.html(STYLE)
    page = st.navigation(pages(), expanded=True)
    refused = st.container(key="refused")
    with refusals.shown(refused, again=True):
        cookies, sitting = {}, {}
        with st.sidebar:
            if session.has_study():
                keep_lying(session.study())
                choose_researcher()
                cookies[session.researcher_cookie()] = session.researcher()
                sitting = checking_present.sitting()
            choose_language()
            chosen = st.session_state["language"]
            remember({**cookies, LANGUAGE_COOKIE: chosen}, until_closed=sitting, language=chosen)
        page.run()


main()
