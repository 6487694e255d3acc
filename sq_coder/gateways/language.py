"""Dutch as the matcher needs it: tokens (spaCy), lemmas (simplemma), how common a word is (wordfreq).

Each library is imported when it is first needed: looking up a lemma does not load spaCy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from sq_coder.domain import Form, Tokens


class _Forms(dict[int, Form]):
    """The form behind each of spaCy's numbers for a lower-case word, made when first met."""

    def __init__(self, spelling: Callable[[int], str], language: Language) -> None:
        super().__init__()
        self._spelling, self._language = spelling, language

    def __missing__(self, number: int) -> Form:
        lower = self._spelling(number)
        form = Form(lower, self._language.lemma(lower), self._language.knows(lower))
        self[number] = form
        return form


class Language:
    """One natural language. Make one and keep it: its tables load once and its forms are remembered."""

    def __init__(self, code: str = "nl") -> None:
        self.code = code

    def read(self, text: str) -> Tokens:
        """The text as its tokens."""
        doc = self._tokenizer(text)
        # Reading two columns at once is five times as fast as asking each token.
        forms = tuple(map(self._forms.__getitem__, doc.to_array("LOWER").tolist()))
        return Tokens(text, forms, tuple(doc.to_array("IDX").tolist()))

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
    def _tokenizer(self) -> Any:  # spaCy's tokenizer is compiled and has no types
        import spacy

        return spacy.blank(self.code).tokenizer

    @cached_property
    def _forms(self) -> _Forms:
        return _Forms(self._tokenizer.vocab.strings.__getitem__, self)
