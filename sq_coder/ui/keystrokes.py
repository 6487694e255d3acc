"""What the keyboard does beside the keys of buttons: typing is never lost, fields are reached by a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from sq_coder.ui import session

# Constant JavaScript. Streamlit takes in a text area when it is left; here also after a pause in typing, so that a
# reload in the middle of a sentence loses nothing. React hears focusout as leaving and focusin as coming back.
_LISTEN = """
const waiting = new WeakMap();
let keys = {}, asked = '';
const field = name => {
  const [key, number] = name.split('#');
  const all = document.querySelectorAll('.st-key-' + key.replaceAll('.', '-') + ' :is(input, textarea, button)');
  return all[Number(number || 0)];
};
const isTyping = e => e && e.matches && e.matches('input, textarea, select, [contenteditable=true], [role=textbox]');
const takeIn = area => {
  const at = document.activeElement === area;
  area.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  if (at) area.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
};
// What is typed while the server is away is in the page only: a server that is back makes a new session from the drafts,
// and fields that are empty then get back what stood in them.
const typed = new Map();
let session = '';
const named = name => document.querySelector('.' + CSS.escape(name) + ' :is(input, textarea)');
document.addEventListener('input', event => {
  const holder = event.target.closest('[class*="ing-word-"], [class*="ing-remark-"]');
  const name = holder && [...holder.classList].find(one => one.startsWith('st-key-'));
  if (name) typed.set(name, event.target.value);
});
const restore = () => {
  for (const [name, value] of typed) {
    const found = named(name);
    if (!found || found.value || !value) continue;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(found), 'value').set.call(found, value);
    found.dispatchEvent(new Event('input', { bubbles: true }));
  }
};
const forget = () => { for (const name of typed.keys()) if (!named(name)) typed.delete(name); };
document.addEventListener('input', event => {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || !area.closest('[class*="-remark-"]')) return;
  clearTimeout(waiting.get(area));
  waiting.set(area, setTimeout(() => takeIn(area), 500));
});
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && isTyping(event.target)) { event.target.blur(); return; }
  if (isTyping(event.target)) return;
  const found = (keys[event.key.toLowerCase()] || []).map(field).find(Boolean);
  if (found) { event.preventDefault(); found.matches('button') ? found.click() : found.focus(); }
});
// A table keeps its keys to itself, also the one that stands on the button below it: heard before the table hears it.
document.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || !event.target.closest('[data-testid=stDataFrame]')) return;
  const found = (keys['ctrl+enter'] || []).map(field).find(Boolean);
  if (found && !found.disabled) { event.preventDefault(); event.stopPropagation(); found.click(); }
}, true);
const reach = (name, times) => {
  const found = field(name);
  if (found && !found.disabled) { found.focus(); found.scrollIntoView({ block: 'nearest' }); }
  else if (times) setTimeout(() => reach(name, times - 1), 50);
};
export default function ({ data }) {
  keys = data.keys;
  setTimeout(session && session !== data.session ? restore : forget, 500);
  session = data.session;
  if (data.asked && data.asked !== asked) { asked = data.asked; setTimeout(() => reach(data.field, 20), 50); }
}
"""

_listen = st.components.v2.component("sq_coder_keystrokes", js=_LISTEN)
_ASKED = "keystrokes.asked"


def reach(field: str) -> None:
    """Put the cursor in the field with this key, once the page is drawn."""
    number = st.session_state.get(_ASKED, ("", 0))[1] + 1
    st.session_state[_ASKED] = (field, number)


def keystrokes(fields: Mapping[str, Sequence[str]]) -> None:
    """Listen: each key reaches the first field, or presses the first button, that is there; Esc leaves a field.

    They are named by widget keys; 'page.noun#2' is the third button in that widget. A remark is taken in while typed.
    """
    field, number = st.session_state.get(_ASKED, ("", 0))
    asked = f"{field} {number}" if field else ""
    keys = {key: list(names) for key, names in fields.items()}
    _listen(key="keystrokes.listen", data={"keys": keys, "field": field, "asked": asked, "session": session.me()})
