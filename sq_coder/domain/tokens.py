"""A text as its words: what the language gateway reads and the matcher looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One way of writing a word. A gateway keeps one object per form, so that forms compare by identity."""

    lower: str
    lemma: str
    known: bool = True  # whether the language's dictionary has it; a misspelling is not known


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """A text as its forms in reading order, punctuation and white space included.

    `starts` are code-point offsets, one per form. Two parallel tuples instead of one object per word: a story has
    hundreds of words and the matcher looks closely at few of them.
    """

    text: str
    forms: tuple[Form, ...]
    starts: tuple[int, ...]
