"""Text that a story, a model or a person wrote, as it may stand where Streamlit reads markdown."""

from __future__ import annotations

import re

# Any ASCII punctuation mark may be escaped, and escaping all of them leaves no markdown: CommonMark 0.31, paragraph 2.4.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What is escaped is still made a link when it looks like an address; a word joiner, which nobody sees, keeps it text.
_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|@(?=\w))", re.IGNORECASE)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def md(text: object) -> str:
    r"""Any text on one line, shown as written by a label, caption, error or other place that reads markdown.

    >>> md("![x](//evil) <b>")
    '\\!\\[x\\]\\(\\/\\/evil\\) \\<b\\>'
    """
    line = " ".join(_HIDDEN.sub("", str(text)).split())
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub("\\1\u2060", line))


def shortened(text: str, most: int = 60) -> str:
    """A text on one line of at most this many characters, for a list or a label."""
    line = " ".join(_HIDDEN.sub("", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
