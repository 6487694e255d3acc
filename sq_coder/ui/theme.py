"""How the screens look: one quiet theme, a readable text width, the accent of each condition."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sq_coder.chart import colours
from sq_coder.domain import Codebook

SYSTEM = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

THEME: dict[str, str | int | float | bool] = {
    "base": "light",
    "primaryColor": "#2f5d73",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f6f5f2",
    "textColor": "#24282b",
    "linkColor": "#2f5d73",
    "borderColor": "#d5d3cd",
    "font": SYSTEM,
    "headingFont": SYSTEM,
    "codeFont": "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    "baseFontSize": 16,
    "baseRadius": "6px",
    "showWidgetBorder": True,
    "sidebar.backgroundColor": "#f6f5f2",
    "sidebar.secondaryBackgroundColor": "#ffffff",
}

STYLE = """
<style>
.stMainBlockContainer { max-width: 76rem; padding: 3.2rem 2.5rem 6rem; }
.stMainBlockContainer h1 { font-size: 1.9rem; font-weight: 650; letter-spacing: -0.01em; padding-bottom: .6rem; }
.stMainBlockContainer h2 { font-size: 1.3rem; font-weight: 620; padding-top: .6rem; }
.stMainBlockContainer h3 { font-size: 1.08rem; font-weight: 620; }
.stMainBlockContainer [data-testid="stMarkdownContainer"] p { max-width: 44rem; }
.stMainBlockContainer :is(button, summary) [data-testid="stMarkdownContainer"] p { max-width: none; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: #5b6064; opacity: 1; }
.sq-note { display: inline-block; padding: .12rem .55rem; margin: .1rem .3rem .1rem 0; border-radius: 3px;
  border: 1px solid; font-size: .95rem; line-height: 1.5; overflow-wrap: anywhere; }
.sq-note small { font-size: .8rem; opacity: .85; margin-left: .4rem; }
.sq-story { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 42rem; font-size: 1.06rem; line-height: 1.65; }
.sq-facts.sq-facts { padding: 0; display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .3rem 1rem; margin: 0; }
.sq-facts dt { color: #5b6064; }
.sq-facts dd { margin: 0; overflow-wrap: anywhere; }
.sq-where { color: #5b6064; font-size: .9rem; }
@media (max-width: 1000px) {
  [data-testid="stSidebar"][data-collapsed="false"] { width: 12.6rem !important; }
  [data-testid="stSidebarContent"] { padding: 0 .2rem; }
  [data-testid="stSidebarNavLink"] { padding-left: .3rem; padding-right: .2rem; gap: .4rem; }
  .st-key-frame-language button { padding: 0 .6rem; }
  .stMainBlockContainer { padding: 2.6rem 1.2rem 5rem; }
}
.st-key-large-figure { overflow-x: auto; }
.st-key-large-figure :is([data-testid="stElementContainer"], [data-testid="stFullScreenFrame"], [data-testid="stImage"], img) {
  width: 1700px !important; max-width: none !important; flex-shrink: 0; }
:is([class*="st-key-keystrokes-listen"], .st-key-scrolling-listen, .st-key-letters-measure, .st-key-browser-remember) {
  position: absolute; height: 0; overflow: hidden; }
</style>
"""


def note_html(word: str, condition: str | None, codebook: Codebook, *, place: str = "") -> str:
    """A keyword as a note in its condition's colour, for `st.html`; `place` names the condition in words beside it."""
    ids = [str(id) for id in codebook.condition_ids]
    found = codebook.condition(condition) if condition else None
    if found is None:
        ink, paper, edge = colours.GREY, "#f4f4f5", colours.FAINT
    else:
        at = ids.index(found.id)
        ink, paper, edge = colours.ink(found.colour), colours.paper(found.colour, at), colours.edge(found.colour, at)
    beside = f"<small>{escape(place)}</small>" if place else ""
    style = f"color:{ink};background:{paper};border-color:{edge}"
    return f'<span class="sq-note" style="{escape(style)}">{escape(word)}{beside}</span>'


def facts_html(facts: Mapping[str, str]) -> str:
    """Names and values below each other, for `st.html`."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return f'<dl class="sq-facts">{rows}</dl>'
