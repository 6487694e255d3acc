"""Dutch as the matcher needs it: tokens (spaCy), lemmas (simplemma), how common a word is (wordfreq).

Each library is imported when it is first needed: looking up a lemma does not load spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any

from sq_coder.domain import Form, Tokens

_PIECE = re.compile(r"\S+[^\S\n]*|\n+|[^\S\n]+")
"""Text up to the next: with the white space after it, so that the pieces together are the text."""

MOST_PIECES = 200_000
"""So many pieces of text are remembered: a large study's vocabulary, some tens of megabytes."""


class _Pieces(dict[str, tuple[Form, ...]]):
    """The tokens of a piece of text between white space, made when first met. `widths`: how far each reaches.

    spaCy splits such pieces without looking around them. Remembering what it made of each is three times as fast
    as asking it again (tests compare the two).
    """

    def __init__(self, tokenizer: Any, language: Language) -> None:
        super().__init__()
        self.widths: dict[str, tuple[int, ...]] = {}
        self._tokenizer, self._language = tokenizer, language
        self._forms: dict[str, Form] = {}

    def __missing__(self, piece: str) -> tuple[Form, ...]:
        word = piece.rstrip()
        tokens = [(token.text, token.idx) for token in self._tokenizer(word)] if word else [(piece, 0)]
        starts = [start for _, start in tokens]
        self.widths[piece] = tuple(after - start for start, after in pairwise([*starts, len(piece)]))
        self[piece] = tuple(self._form(text.lower()) for text, _ in tokens)
        return self[piece]

    def forget(self) -> None:
        """Begin anew; forms stay, so that they still compare by identity."""
        self.clear()
        self.widths.clear()

    def _form(self, lower: str) -> Form:
        if lower not in self._forms:
            self._forms[lower] = Form(lower, self._language.lemma(lower), self._language.knows(lower))
        return self._forms[lower]


class Language:
    """One natural language. Make one and keep it: its tables load once and its forms are remembered."""

    def __init__(self, code: str = "nl") -> None:
        self.code = code

    def read(self, text: str) -> Tokens:
        """The text as spaCy's tokens; of the white space only the line breaks."""
        remembered = self._pieces
        if len(remembered) >= MOST_PIECES:
            remembered.forget()
        pieces = _PIECE.findall(text)
        forms = tuple(chain.from_iterable(map(remembered.__getitem__, pieces)))
        widths = chain.from_iterable(map(remembered.widths.__getitem__, pieces))
        return Tokens(text, forms, tuple(accumulate(widths, initial=0))[:-1])

    @cached_property
    def lemma(self) -> Callable[[str], str]:
        """The dictionary form of a word, in lower case; a word that is not known is its own."""
        from simplemma import lemmatize

        code = self.code

        @lru_cache(maxsize=50_000)
        def lemma(word: str) -> str:
            lower = word.lower()
            return str(lemmatize(lower, lang=code)).lower() if lower.strip() else lower

        return lemma

    def knows(self, word: str) -> bool:
        """Whether the dictionary has a word; what is not a word counts as known."""
        from simplemma import is_known

        return not word.isalpha() or bool(is_known(word, lang=self.code)) or self.zipf(word) > 0

    def has_word(self, word: str) -> bool:
        """Whether the dictionary itself has a word. Most names are not in it, however often they are written.

        >>> [Language().has_word(word) for word in ("koffie", "sophie")]
        [True, False]
        """
        from simplemma import is_known

        return bool(is_known(word, lang=self.code))

    @cached_property
    def zipf(self) -> Callable[[str], float]:
        """How common a word is: the base-10 logarithm of its count in a billion words; 0 when never seen.

        >>> Language().zipf("de") > Language().zipf("zelfvertrouwen") > Language().zipf("kwasbdf")
        True
        """
        from wordfreq import zipf_frequency

        code = self.code

        @lru_cache(maxsize=50_000)
        def zipf(word: str) -> float:
            return float(zipf_frequency(word, code))

        return zipf

    @cached_property
    def _pieces(self) -> _Pieces:
        import spacy

        return _Pieces(spacy.blank(self.code).tokenizer, self)
