"""Reading a reply: one keyword of at most four words, or an unusable reply with the reason.

Refused, never repaired: a reply is not cut down to its first word. Only what is around the whole of an answer
is taken off: a label ('Kernwoord:'), quotes, markdown, a full stop, and a reasoning model's thoughts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from sq_coder.domain import ProposalStatus, Reply, keyword_key, word_count
from sq_coder.domain.decision import MOST_WORDS
from sq_coder.propose.reply_words import (
    ARTICLES,
    ASIDE,
    ASKED,
    BOTH,
    DUTCH,
    ENDINGS,
    ENGLISH,
    FINITE,
    NO_WORD,
    OPENERS,
    PAIRS,
    SUBJECTS,
    VERBS,
)
from sq_coder.propose.wrapping import bare, without_thoughts


class Why(StrEnum):
    """Why a reply is unusable."""

    EMPTY = "empty"
    CUT_OFF = "cut_off"
    PROMPT_REPEATED = "prompt_repeated"
    REFUSAL = "refusal"
    OTHER_LANGUAGE = "other_language"
    LIST = "list"
    SENTENCE = "sentence"
    TOO_LONG = "too_long"
    LOOP = "loop"


CUT_OFF = frozenset({"length", "max_tokens", "abort", "error"})
"""How endpoints say that an answer was not finished."""

LONGEST = 80
"""More letters than any four words of Dutch need."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply says. `keyword` is empty when it is unusable; `reason` is then one of `Why`."""

    status: ProposalStatus
    keyword: str = ""
    reason: str = ""
    thoughts: str = ""


_NUMBERED = re.compile(r"(?:(?:\d{1,2}|[a-z])[.)]|\d\ufe0f?\u20e3)\s", re.IGNORECASE)
_MARKUP = re.compile(r"[\[\]{}<>\\$|=]")
_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", re.MULTILINE)
_SEPARATOR = re.compile(r"[,;/|&+•\n→⇒]|\s-\s|\s[–—]\s|->")
_REFUSAL = re.compile(
    r"\b(?:sorry|helaas|het spijt me|ik kan (?:\w+ ){0,4}niet|kan ik (?:\w+ ){0,4}niet|niet mogelijk|als (?:een )?ai|taalmodel|"
    r"geen idee|niet van toepassing|niet (?:duidelijk|bekend|te bepalen)|kan niet|geen (?:\w+ )?kernwoord|ontbreekt|bedankt voor|"
    r"server error|weet (?:ik )?(?:het )?niet|(?:do not|don(?:'|’)?t) know|"
    r"i can(?:'|’)?t|i cannot|i(?:'|’)?m sorry|i am sorry|unable to|as an ai|language model|no story|geen verhaal)\b",
    re.IGNORECASE,
)


def read_reply(reply: Reply, *, message: str) -> Reading:
    """The keyword of a reply, or why it is unusable. `message` is what was asked."""
    answer, thoughts = without_thoughts(reply)
    reason = _why_not(answer, reply.finish_reason, message)
    if reason:
        return Reading(ProposalStatus.UNUSABLE, reason=reason, thoughts=thoughts)
    return Reading(ProposalStatus.OK, keyword=bare(answer), thoughts=thoughts)


def _why_not(answer: str, finish_reason: str, message: str) -> str:
    """The first reason that holds, from how it came to what it says."""
    keyword = bare(answer)
    words = [word.strip(".,;:!?[]{}<>") for word in keyword.lower().split()]
    if finish_reason in CUT_OFF:
        return Why.CUT_OFF
    if not any(char.isalpha() for char in keyword) and finish_reason != "content_filter":
        return Why.EMPTY
    said = set(words) - ARTICLES
    reasons = {
        Why.PROMPT_REPEATED: repeats(answer, message) or said <= ASKED or _begins(words, message),
        Why.EMPTY: said <= ASIDE,
        Why.REFUSAL: finish_reason == "content_filter" or bool(_REFUSAL.search(answer)) or said <= NO_WORD | ASKED,
        Why.LOOP: _is_loop(words),
        Why.OTHER_LANGUAGE: _is_other_language(keyword, words),
        Why.LIST: _is_list(answer, keyword, words),
        Why.SENTENCE: _is_sentence(keyword, words),
        Why.TOO_LONG: word_count(keyword) > MOST_WORDS or len(keyword) > LONGEST,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def repeats(answer: str, message: str) -> bool:
    """Whether an answer gives back the question."""
    question = message.split("\n\n", 1)[0].casefold()
    said = " ".join(answer.casefold().split())
    if word_count(said) <= MOST_WORDS:
        return False
    if any(sentence in said for sentence in re.split(r"[.:]\s*", question) if word_count(sentence) > 3):
        return True
    return fuzz.partial_ratio(said[:200], question) >= 85 or fuzz.partial_ratio(question[:80], said) >= 85


def _begins(words: list[str], message: str) -> bool:
    """Whether at least three words are those that the question or the story begins with."""
    if len(words) < 3:
        return False
    parts = (part.lower().split(maxsplit=len(words))[: len(words)] for part in message.split("\n\n", 1))
    return any([word.strip(".,;:!?\"'“”„‘’") for word in part] == words for part in parts)


def _is_loop(words: list[str]) -> bool:
    """Whether the same words come again and again, until the end."""
    return any(
        len(words) > size and words == (words[:size] * len(words))[: len(words)]
        for size in range(1, len(words) // 2 + 1)
    )


def _is_list(answer: str, keyword: str, words: list[str]) -> bool:
    if len(_ITEM.findall(answer)) > 1 or any(re.match(r"\d{1,2}[.)]", word) for word in keyword.split()[1:]):
        return True
    if _NUMBERED.match(keyword) or ("(" in keyword and len(words) <= MOST_WORDS):
        return True
    if "\n" in keyword:
        return all(word_count(line) <= MOST_WORDS for line in keyword.splitlines())
    short = len(words) <= 2 * MOST_WORDS
    if short and _SEPARATOR.search(keyword) and all(word_count(p) <= MOST_WORDS for p in _SEPARATOR.split(keyword)):
        return True
    joined = {"en", "of", "and"} & set(words[1:-1])
    return bool(joined) and short and keyword_key(keyword) not in PAIRS and not _is_sentence(keyword, words)


def _is_sentence(keyword: str, words: list[str]) -> bool:
    if len(words) > MOST_WORDS and (set(words) & VERBS or words[0] in OPENERS or "\n" in keyword):
        return True
    if re.search(r"[.!?:]\s", keyword) or keyword.endswith(("?", ":", "…", "..")):
        return True
    if _MARKUP.search(keyword) or '"' in keyword or FINITE & set(words[1:-1]):
        return True
    # Within four words only a finite verb after a subject makes a sentence: 'het is gezellig', not 'erbij horen'.
    return len(words) > 2 and (words[0] in SUBJECTS or (words[0] in OPENERS and words[1] in VERBS))


def _is_other_language(keyword: str, words: list[str]) -> bool:
    """English words and no Dutch ones, or letters that Dutch does not have. In doubt it is Dutch."""
    if any(ord(char) > 0x24F and char.isalpha() for char in keyword):
        return True
    english = [word for word in words if word in ENGLISH or ENDINGS.search(word)]
    if set(words) & DUTCH - {"is", "in"}:
        return False
    if len(words) <= MOST_WORDS:
        return bool(words) and len(english) == len(words) and not set(words) <= BOTH
    return len(english) * 3 >= len(words)
