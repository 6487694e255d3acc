"""The chart beside the small quadrants: notes per story, and stories per condition."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sq_coder.chart import bars
from sq_coder.domain import Codebook, Comparison
from sq_coder.study.figures import chart_bytes
from sq_coder.ui.words import _


def chart(comparison: Comparison, codebook: Codebook, *, language: str) -> None:
    """The chart, small and quiet, and the same chart as a file."""
    st.header(_("Per conditie"), anchor=False)
    specification = bars(comparison, codebook, language=language)
    # Its columns keep their width, so on a narrow screen it scrolls by itself.
    st.html("<style>.st-key-years-chart { overflow-x: auto; }</style>")
    with st.container(key="years.chart"):
        st.vega_lite_chart(specification, width="content", theme=None)
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


class _Made:
    """Makes the file when asked."""

    def __init__(self, specification: dict[str, Any], suffix: str) -> None:
        self.specification, self.suffix = specification, suffix

    def __call__(self) -> bytes:
        """The bytes of the file."""
        return chart_bytes(self.specification, self.suffix)
