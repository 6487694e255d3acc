"""A button that copies a text, for who works with a chat window beside these screens."""

from __future__ import annotations

import streamlit as st

from sq_coder.ui.words import _

# Constant JavaScript; the text and the words on the button come in as data and are shown through textContent.
_COPY = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector('button');
  if (button.dataset.text !== data.text) { button.dataset.text = data.text; button.textContent = data.label; }
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(data.text); }
    catch {
      const area = document.createElement('textarea');
      area.value = data.text;
      document.body.append(area); area.select(); document.execCommand('copy'); area.remove(); button.focus();
    }
    button.textContent = data.done;
  };
}
"""

_STYLE = """
.sq-copy { font: inherit; font-size: .95rem; padding: .5rem .9rem; border-radius: 6px; cursor: pointer;
  color: #fff; background: var(--st-primary-color); border: 1px solid var(--st-primary-color); }
.sq-copy:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""

_copy = st.components.v2.component(
    "sq_coder_copy",
    html='<button type="button" class="sq-copy" aria-live="polite"></button>',
    css=_STYLE,
    js=_COPY,
    isolate_styles=False,
)


def copy_button(text: str, label: str, *, key: str) -> None:
    """A button with a label that puts a text on the clipboard, exactly."""
    _copy(key=key, data={"text": text, "label": label, "done": _("Gekopieerd")})
