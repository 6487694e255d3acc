"""The second prompts: which passages carry a keyword, and which condition it may belong to. Suggestions, never rulings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sq_coder.domain import Codebook, Condition, Evidence, Prompt, ProposalStatus, Reply
from sq_coder.domain.proposal import FOR_CONDITIONS, FOR_KEYWORD
from sq_coder.propose.locate import SHORTEST, locate
from sq_coder.propose.reply import CUT_OFF, Why, repeats
from sq_coder.propose.wrapping import bare, without_thoughts

MOST_OF_IT = 0.5
"""A model that gives back more of the story than this part of it has not chosen."""


class Second(StrEnum):
    """Why the reply to a second prompt is unusable, besides what `Why` has."""

    INVENTED = "invented"  # none of the quotes stands in the story
    STORY_REPEATED = "story_repeated"
    NO_CONDITION = "no_condition"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the reply to a second prompt says. The passages count in the text that was sent."""

    status: ProposalStatus
    passages: tuple[Evidence, ...] = ()
    invented: tuple[str, ...] = ()
    place: str = ""
    reason: str = ""
    thoughts: str = ""


def filled(prompt: Prompt, keyword: str, conditions: Sequence[Condition], *, language: str = "nl") -> Prompt:
    """A second prompt about this keyword, with the codebook's conditions and what they mean.

    >>> filled(Prompt("p", "Waarom {kernwoord}?"), "rust", ()).text
    'Waarom rust?'
    """
    english = language == "en"
    named = (
        (c.name_en or c.name, c.definition_en or c.definition) if english else (c.name, c.definition)
        for c in conditions
    )
    lines = "\n".join(f"- {name}: {' '.join(meaning.split())}" if meaning else f"- {name}" for name, meaning in named)
    return Prompt(prompt.name, prompt.text.replace(FOR_CONDITIONS, lines).replace(FOR_KEYWORD, keyword))


def read_passages(reply: Reply, text: str, *, message: str) -> Suggested:
    """The quotes of a reply that stand in the text, exactly or aligned to an exact span; the others as invented."""
    answer, thoughts = without_thoughts(reply)
    quotes = list(dict.fromkeys(_quotes(answer)))
    located = [locate(quote, text) if len(quote) >= SHORTEST else None for quote in quotes]
    passages = _apart([one for one in located if one])
    invented = tuple(quote for quote, one in zip(quotes, located, strict=True) if one is None)
    reasons = {
        Why.CUT_OFF: reply.finish_reason in CUT_OFF,
        Why.REFUSAL: reply.finish_reason == "content_filter",
        Why.EMPTY: not quotes,
        Why.PROMPT_REPEATED: not passages and repeats(answer, message),
        Second.INVENTED: not passages,
        Second.STORY_REPEATED: sum(one.end - one.start for one in passages) > MOST_OF_IT * len(text.strip()),
    }
    reason = next((reason for reason, holds in reasons.items() if holds), "")
    if reason:
        return Suggested(ProposalStatus.UNUSABLE, invented=invented, reason=reason, thoughts=thoughts)
    return Suggested(ProposalStatus.OK, passages, invented, thoughts=thoughts)


def read_place(reply: Reply, codebook: Codebook) -> Suggested:
    """The one condition that a reply names; anything else is unusable."""
    answer, thoughts = without_thoughts(reply)
    named = bare(answer).rstrip(".:;, ")
    found = codebook.condition_named(named) if named else None
    if reply.finish_reason in CUT_OFF:
        return Suggested(ProposalStatus.UNUSABLE, reason=Why.CUT_OFF, thoughts=thoughts)
    if found is None:
        reason = Second.NO_CONDITION if named else Why.EMPTY
        return Suggested(ProposalStatus.UNUSABLE, reason=reason, thoughts=thoughts)
    return Suggested(ProposalStatus.OK, place=found.id, thoughts=thoughts)


_ITEM = re.compile(r"^\s*(?:[-*•–>]|\d{1,2}[.)])\s+")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_AROUND = " \t\"'“”„‘’«»*_`"


def _quotes(answer: str) -> Iterator[str]:
    """Each quote of an answer: a line of its own, or what stands between quotation marks on a line with more."""
    for line in answer.splitlines():
        said = _ITEM.sub("", line).strip()
        between = [quote.strip() for quote in _QUOTED.findall(said) if len(quote.strip()) >= SHORTEST]
        whole = said.strip(_AROUND)
        if between and (len(between) > 1 or len(between[0]) < len(whole)):
            yield from between
        elif whole and not said.endswith(":"):  # 'Deze zinnen dragen het kernwoord:' announces, it does not quote
            yield whole


def _apart(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Passages in reading order; of two that overlap the longer one."""
    kept: list[Evidence] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))
