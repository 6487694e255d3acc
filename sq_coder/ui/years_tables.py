"""The numbers of slices beside each other as tables, and which words are new or gone."""

from __future__ import annotations

import streamlit as st

from sq_coder.chart import years_table
from sq_coder.domain import Codebook, Comparison, Perspective, Tally
from sq_coder.ui.names import condition_name, perspective_name
from sq_coder.ui.words import _, language

Row = dict[str, object]


def slice_name(tally: Tally, by: str) -> str:
    """What a slice is called."""
    if not tally.label:
        return _("niet bekend")
    return perspective_name(Perspective(tally.label)) if by == "perspective" else tally.label


def changes(comparison: Comparison) -> None:
    """Which words are new in a slice and which are gone, against the slice before it."""
    rows: list[Row] = [
        {
            _("Deel"): slice_name(tally, comparison.by),
            _("Nieuw: niet genoteerd in het deel ervoor"): ", ".join(new),
            _("Weg: wel genoteerd in het deel ervoor"): ", ".join(gone),
        }
        for tally, new, gone in zip(comparison.tallies, comparison.new, comparison.gone, strict=True)
        if new or gone
    ]
    if rows:
        with st.expander(_("Wat is nieuw en wat is weg"), icon=":material/compare_arrows:"):
            st.dataframe(rows, key="years.changes", hide_index=True, height="content")


def tables(comparison: Comparison, codebook: Codebook) -> None:
    """Every number of the figure: per condition, and per keyword."""
    with st.expander(_("De aantallen als tabel"), icon=":material/table:"):
        st.dataframe(_conditions(comparison, codebook), key="years.conditions", hide_index=True, height="content")
        st.dataframe(_keywords(comparison, codebook), key="years.keywords", hide_index=True, height="content")


def _names(comparison: Comparison) -> list[str]:
    """A name for each column; two slices never share one."""
    found: list[str] = []
    for tally in comparison.tallies:
        name = f"{slice_name(tally, comparison.by)} (n = {tally.stories})"
        found.append(name if name not in found else f"{name} {len(found)}")
    return found


def _conditions(comparison: Comparison, codebook: Codebook) -> list[Row]:
    names = _names(comparison)
    rows: list[Row] = []
    for number, condition in enumerate(codebook.conditions):
        parts = [tally.conditions[number] for tally in comparison.tallies]
        name = condition_name(condition.id, codebook)
        told: dict[str, list[object]] = {
            _("keer genoteerd"): [part.total for part in parts],
            _("verhalen"): [part.stories for part in parts],
        }
        if comparison.intervals:  # then all are text: a column of a table has one kind
            told = {what: [str(value) for value in values] for what, values in told.items()}
            found = [of[number] if of else None for of in comparison.intervals]
            told |= {
                _("keer genoteerd, interval"): [_between(i.notes if i else None) for i in found],
                _("verhalen, interval"): [_between(i.stories if i else None) for i in found],
            }
        for what, values in told.items():
            rows.append({_("Conditie"): name, _("Wat"): what} | dict(zip(names, values, strict=True)))
    return rows


def _between(interval: tuple[int, int] | None) -> str:
    return _("{low} tot {high}", low=interval[0], high=interval[1]) if interval else "–"


def _keywords(comparison: Comparison, codebook: Codebook) -> list[Row]:
    names = _names(comparison)
    return [
        {_("Conditie"): row.condition, _("Kernwoord"): row.keyword} | dict(zip(names, row.counts, strict=True))
        for row in years_table(comparison, codebook, language=language())
    ]
