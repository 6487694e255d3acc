"""A figure on a page: how it is to look, the figure itself, and the same figure as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from sq_coder.chart import Layout, draw
from sq_coder.study.figures import deck_bytes, figure_bytes
from sq_coder.ui.words import LANGUAGES, _, _n, language

A4, SLIDE = "a4", "slide"
LARGE = 1700
"""How wide a figure is when it is seen large, in pixels."""
MIME = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True)
class Look:
    """How a figure is to look."""

    language: str
    page: str
    sized: bool = False
    public: bool = False


def choose_look(page: str, *, sizes: bool = False) -> Look:
    """Widgets in one row for how the figure looks; `page` begins their keys."""
    papers = {A4: _("Papier (A4)"), SLIDE: _("Dia (16:9)")}
    notes = {False: _("Even groot"), True: _("Groter naar aantal")}
    with st.container(horizontal=True, gap="medium"):
        paper = st.segmented_control(
            _("Voor"), list(papers), format_func=papers.__getitem__, default=A4, required=True, key=f"{page}.paper"
        )
        spoken = st.segmented_control(
            _("Taal van de figuur"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            default=language(),
            required=True,
            key=f"{page}.language",
        )
        sized = sizes and st.segmented_control(
            _("Notities"), list(notes), format_func=notes.__getitem__, default=False, required=True, key=f"{page}.sized"
        )
    public = st.toggle(_("Openbaar: zonder namen van onderzoekers"), key=f"{page}.public")
    return Look(spoken or language(), paper or A4, bool(sized), public)


def may_leave(look: Look, slices: Sequence[str], *, page: str) -> bool:
    """Whether the figure may be downloaded: a public one shows no count of one resident that was not confirmed.

    `slices` are the names of those with one story.
    """
    if not look.public or not slices:
        return True
    st.warning(
        _n(
            "{n} deel van deze figuur is het verhaal van één verteller, die daaraan herkend kan worden.",
            "{n} delen van deze figuur zijn elk het verhaal van één verteller, die daaraan herkend kan worden.",
            len(slices),
        ),
        icon=":material/person_alert:",
    )
    chosen = st.multiselect(
        _("Deze delen mogen getoond worden"),
        list(slices),
        key=f"{page}.confirmed",
        placeholder=_("Kies elk deel dat u hebt bekeken"),
    )
    return len(chosen) == len(slices)


@dataclass(frozen=True)
class Drawn:
    """A figure, and the picture of it."""

    layout: Layout
    svg: str

    @classmethod
    def of(cls, layout: Layout) -> Drawn:
        """The figure with its picture."""
        return cls(layout, draw(layout))


def show(figure: Drawn, *, label: str, page: str = "") -> None:
    """The figure as a picture; `label` says what it is to who cannot see it, and the page has a list twin.

    With a `page` it can be seen large too, wider than a small screen: then it is moved sideways.
    """
    if page and st.toggle(_("Groot bekijken"), key=f"{page}.large"):
        with st.container(key="large-figure"):
            st.image(figure.svg, width=LARGE, alt=label)
    else:
        st.image(figure.svg, width="stretch", alt=label)


def downloads(
    figure: Drawn, look: Look, *, page: str, name: str, slides: Callable[[], Sequence[Layout]] | None = None
) -> None:
    """A button per kind of file, of exactly the figure above it; the file is made when its button is pressed.

    `slides` gives all slides of the pptx, the figure above first.
    """
    kinds = {
        ".svg": _("SVG"),
        ".png": _("PNG, 300 dpi"),
        ".pdf": _("PDF"),
        ".pptx": _("PowerPoint"),
    }
    if look.page != SLIDE:
        del kinds[".pptx"]
    with st.container(horizontal=True, vertical_alignment="center"):
        for suffix, label in kinds.items():
            st.download_button(
                label,
                data=_made(figure.layout, suffix, slides),
                file_name=name + suffix,
                mime=MIME[suffix],
                key=f"{page}.download{suffix}",
                icon=":material/download:",
                on_click="ignore",
            )
    if look.page == SLIDE and slides:
        st.caption(
            _(
                "In PowerPoint volgt na dit overzicht voor elk deel een eigen dia, waarop elke notitie een vorm is die u kunt "
                "verschuiven. In svg is tekst gewoon tekst."
            )
        )
    elif look.page == SLIDE:
        st.caption(_("In PowerPoint is elke notitie een vorm die u kunt verschuiven. In svg is tekst gewoon tekst."))
    else:
        st.caption(_("U krijgt precies wat u hier ziet. Kies Dia (16:9) voor PowerPoint."))


class _made:  # noqa: N801
    """Makes the file when asked. Streamlit tells deferred downloads apart by what they are, so it is an object."""

    def __init__(self, figure: Layout, suffix: str, slides: Callable[[], Sequence[Layout]] | None) -> None:
        self.figure, self.suffix, self.slides = figure, suffix, slides

    def __call__(self) -> bytes:
        """The bytes of the file."""
        if self.slides and self.suffix == ".pptx":
            return deck_bytes(self.slides())
        return figure_bytes(self.figure, self.suffix)
