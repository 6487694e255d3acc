"""A story's text in which passages can be marked, clicked and selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

# Constant JavaScript. The text comes in as data and reaches the page through textContent only; offsets count code points
# (Array.from), as evidence does.
_SHOW = """
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector('.sq-passages');
  const wanted = JSON.stringify([data.text, data.marks, data.selectable]);
  box.lang = data.language;
  if (box.dataset.shown !== wanted) {
    box.dataset.shown = wanted;
    const points = Array.from(data.text);
    const edges = new Set([0, points.length]);
    for (const m of data.marks) { edges.add(m.start); edges.add(m.end); }
    const sorted = [...edges].filter(e => e >= 0 && e <= points.length).sort((a, b) => a - b);
    box.replaceChildren();
    for (let i = 0; i + 1 < sorted.length; i++) {
      const piece = points.slice(sorted[i], sorted[i + 1]).join('');
      const marks = data.marks.filter(m => m.start <= sorted[i] && sorted[i + 1] <= m.end);
      if (!marks.length) { box.append(document.createTextNode(piece)); continue; }
      const mark = document.createElement('mark');
      mark.textContent = piece;
      mark.dataset.id = marks[0].id;
      mark.title = marks.map(m => m.label).join(' · ');
      mark.style.setProperty('--sq-accent', marks[0].colour);
      mark.tabIndex = 0;
      box.append(mark);
    }
  }
  const clicked = event => {
    const mark = event.target.closest && event.target.closest('mark');
    if (mark && (event.type === 'click' || event.key === 'Enter')) setTriggerValue('clicked', mark.dataset.id);
  };
  const selected = () => {
    if (!data.selectable) return;
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(box);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    const end = start + Array.from(range.toString()).length;
    if (end > start) setTriggerValue('selected', { start, end });
  };
  box.onclick = clicked;
  box.onkeydown = clicked;
  box.onmouseup = selected;
  box.onkeyup = event => { if (event.key === 'Shift') selected(); };
  box.ontouchend = selected;
}
"""

_STYLE = """
.sq-passages { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 42rem; font-size: 1.06rem; line-height: 1.65;
  color: var(--st-text-color); font-family: var(--st-font); }
.sq-passages mark { background: color-mix(in srgb, var(--sq-accent) 22%, transparent); color: inherit; cursor: pointer;
  border-bottom: 2px solid var(--sq-accent); border-radius: 2px; padding: 0 .05em; }
.sq-passages mark:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""

_passages = st.components.v2.component(
    "sq_coder_passages", html='<div class="sq-passages"></div>', css=_STYLE, js=_SHOW, isolate_styles=False
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to mark: half-open code-point offsets, an id for the click, a label for who hovers, a colour."""

    start: int
    end: int
    id: str = ""
    label: str = ""
    colour: str = "#8a8a92"


@dataclass(frozen=True, slots=True)
class Touched:
    """What somebody did with the text just now: clicked the mark with this id, or selected from start to end."""

    clicked: str = ""
    selected: tuple[int, int] | None = None


def passages(
    text: str,
    marks: Sequence[Mark] = (),
    *,
    key: str,
    selectable: bool = False,
    on_touch: Callable[[], Any] | None = None,
) -> Touched:
    """Show a text with marked passages; what was clicked or selected in this run, if anything.

    Args:
        text: The text as stored; shown exactly so, never as markdown or HTML.
        marks: Passages to mark; those outside the text are left out.
        key: The widget's key, '<page>.<noun>'.
        selectable: Whether selecting text tells its offsets.
        on_touch: Called before the page is drawn again.
    """
    length = len(text)
    shown = [
        {"start": m.start, "end": m.end, "id": m.id, "label": m.label, "colour": m.colour}
        for m in marks
        if 0 <= m.start < m.end <= length
    ]
    nothing = on_touch or (lambda: None)
    result = _passages(
        key=key,
        data={"text": text, "marks": shown, "selectable": selectable, "language": "nl"},
        on_clicked_change=nothing,
        on_selected_change=nothing,
    )
    selected = result.selected
    span = (int(selected["start"]), int(selected["end"])) if selected else None
    return Touched(result.clicked or "", span if span and 0 <= span[0] < span[1] <= length else None)
