"""Identity: ids, the key of a keyword, hashes and the clock's notation."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import NewType

StoryId = NewType("StoryId", str)
RunId = NewType("RunId", str)
ProposalId = NewType("ProposalId", str)
DecisionId = NewType("DecisionId", str)
RulingId = NewType("RulingId", str)
ConditionId = NewType("ConditionId", str)
KeywordKey = NewType("KeywordKey", str)

UNDECIDED = ConditionId("undecided")
"""The place of a note that has no condition yet; never the id of a condition."""


@lru_cache(maxsize=10_000)  # a study has hundreds of words, and an export asks for each a hundred times
def keyword_key(word: str) -> KeywordKey:
    """What makes two spellings one keyword: NFC, casefold, single spaces, no edge punctuation.

    >>> keyword_key("  Sociale   contacten. ")
    'sociale contacten'
    """
    text = " ".join(unicodedata.normalize("NFC", word).casefold().split())
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not _is_word_end(text[end - 1]):
        end -= 1
    return KeywordKey(unicodedata.normalize("NFC", text[start:end]))


def _is_word_end(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def word_count(text: str) -> int:
    """How many words, separated by white space.

    >>> word_count("leren van elkaar")
    3
    """
    return len(text.split())


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def new_id() -> str:
    """A random UUID."""
    return str(uuid.uuid4())


def now() -> str:
    """The moment, in UTC, as ISO 8601 with microseconds: sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
