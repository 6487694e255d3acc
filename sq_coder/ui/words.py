"""Words on screen: Dutch in the code, English from gettext catalogues, one .po per page (locales/en/LC_MESSAGES)."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

from sq_coder.ui.safe import md

LANGUAGES = {"nl": "Nederlands", "en": "English"}
LOCALES = Path(__file__).with_name("locales")

Catalogue = dict[str, tuple[str, ...]]
"""Per Dutch text its translation; two forms, for one and for more, where the Dutch has two."""


def language() -> str:
    """The language of the screens for whoever is looking now."""
    return "en" if st.session_state.get("language") == "en" else "nl"


def _(text: str, /, **values: object) -> str:
    """A text in the language of the screens, with values filled in so that markdown shows them as written."""
    return _filled(translated(text), values)


def _n(one: str, more: str, count: int, /, **values: object) -> str:
    """The text for one or for another number; `{n}` in it is the count."""
    if language() == "nl":
        chosen = one if count == 1 else more
    else:
        forms = catalogue("en").get(one, (one, more))
        chosen = forms[0] if count == 1 else forms[-1]
    return _filled(chosen, {"n": count, **values})


def translated(text: str) -> str:
    """A text in the language of the screens, nothing filled in."""
    return text if language() == "nl" else catalogue("en").get(text, (text,))[0]


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**{name: md(value) for name, value in values.items()}) if values else text


@lru_cache(maxsize=4)
def catalogue(language: str) -> Catalogue:
    """The translations in a language's .po files together."""
    return {
        dutch: forms for file in files(language) for dutch, forms in parse(file.read_text(encoding="utf-8")).items()
    }


def files(language: str) -> list[Path]:
    """A language's .po files."""
    return sorted((LOCALES / language / "LC_MESSAGES").glob("*.po"))


_LINE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?)? *(".*")$')


def parse(po: str) -> Catalogue:
    """The translations in the text of a .po file; comments and the header are left out.

    >>> parse('msgid "ja"\\nmsgstr "yes"\\n')
    {'ja': ('yes',)}
    """
    found: Catalogue = {}
    entry: dict[str, str] = {}
    field = ""
    for line in [*po.splitlines(), ""]:
        if match := _LINE.match(line.strip()):
            field = match[1] or field
            entry[field] = entry.get(field, "") + str(ast.literal_eval(match[2]))
        elif not line.strip() and entry:
            if entry.get("msgid"):
                found[entry["msgid"]] = tuple(text for name, text in entry.items() if name.startswith("msgstr"))
            entry = {}
    return found
