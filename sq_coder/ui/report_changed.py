"""What checking changed, as a figure: the proposals alone beside what was settled."""

from __future__ import annotations

import streamlit as st

from sq_coder.study import Study
from sq_coder.ui import session
from sq_coder.ui.figures import Drawn, Look, choose_look, downloads, may_leave, show
from sq_coder.ui.words import _


def changed(study: Study) -> None:
    """Two quadrants beside each other on one scale, of the same stories."""
    if not study.keyword_runs() or not study.has_verdicts():
        return
    st.header(_("Wat nakijken veranderde"), anchor=False)
    picture = st.container()
    look = choose_look("report.changed")
    figure, alone = session.kept("changed", lambda study: _drawn(study, look), look)
    with picture:
        show(figure, label=_("Links de voorstellen, rechts wat is vastgesteld, van dezelfde verhalen."))
    if may_leave(look, alone, page="report.changed"):
        downloads(figure, look, page="report.changed", name="nakijken")


def _drawn(study: Study, look: Look) -> tuple[Drawn, list[str]]:
    """The figure, and which of its parts are one story."""
    changes = study.changed(language=look.language)
    layout = study.figure_of_changes(changes, language=look.language, page=look.page, named=not look.public)
    return Drawn.of(layout), [tally.label for tally in changes.tallies if tally.stories == 1]
