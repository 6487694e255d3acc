"""The chart beside the small quadrants: notes per story, and stories per condition."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sq_coder.chart import bars
from sq_coder.compare import FEWEST_FOR_INTERVAL
from sq_coder.domain import Comparison
from sq_coder.study import Study
from sq_coder.study.figures import chart_bytes
from sq_coder.ui.figures import Look
from sq_coder.ui.words import _

WIDTH = 580
"""Of the chart in pixels: fits beside the navigation on a tablet."""


def chart(study: Study, comparison: Comparison, look: Look, *, leaves: bool) -> None:
    """The chart, small and quiet, and when it `leaves` the same chart as a file, which also says what it is."""
    st.header(_("Per conditie"), anchor=False)
    _warn(comparison)
    specification = bars(comparison, study.codebook, language=look.language, width=WIDTH)
    # With many conditions it is wider, and scrolls by itself.
    st.html("<style>.st-key-years-chart { overflow-x: auto; }</style>")
    with st.container(key="years.chart"):
        st.vega_lite_chart(specification, width="content", theme=None)
    if not leaves:
        return
    specification = study.chart_of_slices(comparison, language=look.language, named=not look.public)
    with st.container(horizontal=True):
        for suffix, label in {".svg": _("SVG"), ".png": _("PNG, 300 dpi"), ".pdf": _("PDF")}.items():
            st.download_button(
                label,
                data=_Made(specification, suffix),
                file_name="per-conditie" + suffix,
                key=f"years.chart{suffix}",
                icon=":material/download:",
                on_click="ignore",
            )


def _warn(comparison: Comparison) -> None:
    """What a line on a bar is, and what it does not say."""
    st.toggle(_("Interval bij elk aantal"), key="years.interval", help=_("Alleen als u weet wat een interval zegt."))
    if not comparison.intervals:
        return
    st.warning(
        _(
            "Een streep geeft aan waarbinnen een aantal in 95 van de 100 keer ligt als deze verhalen opnieuw worden geloot "
            "(bootstrap over verhalen). Zo'n interval hoort bij een steekproef, en deze bewoners zijn niet geloot: strepen "
            "die elkaar niet raken, bewijzen geen verschil. Bij minder dan {n} verhalen, of waar alle verhalen gelijk zijn, "
            "staat er geen streep.",
            n=FEWEST_FOR_INTERVAL,
        ),
        icon=":material/warning:",
    )


class _Made:
    """Makes the file when asked."""

    def __init__(self, specification: dict[str, Any], suffix: str) -> None:
        self.specification, self.suffix = specification, suffix

    def __call__(self) -> bytes:
        """The bytes of the file."""
        return chart_bytes(self.specification, self.suffix)
