"""Words that may identify somebody and keep a story here, until a person says of each what it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sq_coder.domain import StoryId
from sq_coder.study import Study
from sq_coder.ui.done import done
from sq_coder.ui.safe import md, shortened
from sq_coder.ui.words import _, _n


def decide_private(study: Study, doubts: Sequence[tuple[StoryId, tuple[str, ...]]]) -> bool:
    """Ask of each word whether it is a name; whether something was said. It holds for the whole study."""
    words = list(dict.fromkeys(word for _story, found in doubts for word in found))
    if not words:
        return False
    kinds = {
        "names": _("Naam van iemand: vervangen"),
        "places": _("Plaats: vervangen"),
        "organisations": _("Organisatie: vervangen"),
        "allowed": _("Geen naam: mag mee"),
    }
    st.markdown(
        _n(
            "{n} woord houdt dit verhaal hier. Zeg wat het is; dat geldt voor het hele onderzoek en staat in study.toml.",
            "{n} woorden houden dit verhaal hier. Zeg wat ze zijn; dat geldt voor het hele onderzoek en staat in study.toml.",
            len(words),
        )
    )
    with st.form("proposals.private", border=False):
        said = [
            (
                word,
                st.radio(
                    f"**{md(shortened(word))}**",
                    list(kinds),
                    format_func=kinds.__getitem__,
                    index=None,
                    horizontal=True,
                    key=f"proposals.private.{word}",
                ),
            )
            for word in words
        ]
        if not st.form_submit_button(_("Bewaren"), key="proposals.private.save"):
            return False
    chosen = {kind: [word for word, what in said if what == kind] for kind in kinds}
    if not any(chosen.values()):
        st.warning(_("Kies eerst wat het woord is. Er is niets bewaard."))
        return False
    study.list_private({kind: found for kind, found in chosen.items() if found})
    done(_("Bewaard. Bekijk opnieuw wat er verstuurd wordt."))
    return True
