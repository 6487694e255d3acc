"""How much a signal word tells: the less likely it is in a story by chance, the more.

The chance comes from how common its words are in everyday Dutch (wordfreq), for a story of 400 words.
"""

from __future__ import annotations

import math

from sq_coder.codebook import Part, Pattern, Slot
from sq_coder.codebook.signals import APART
from sq_coder.propose import dutch
from sq_coder.propose.signals import Language

STORY_WORDS = 400
MOST = 2.0
"""No single signal word tells more than this: a keyword needs several, and a rare thing is no theme."""
LEAST = 0.6
EVERYDAY = 0.75
"""What is left of the weight of a pattern that holds everyday words only."""
MOST_EVERYDAY = 1.6
COMMON = 6.0
"""From which zipf a word is so common that it tells nothing by itself."""
RAREST = 1.5
"""The zipf of a word that wordfreq does not know: a long compound, most often."""


def weight(pattern: Pattern, language: Language) -> float:
    """What the first occurrence of a pattern in a story counts, from LEAST to MOST."""
    slots = [slot for part in pattern.parts for slot in part.slots]
    chances = sorted(_chance(slot, language) for slot in slots)
    # Words of one phrase seek each other's company: the others weigh by the root of their chance.
    chance = chances[0] * math.prod(min(1.0, math.sqrt(APART * other)) for other in chances[1:])
    told = -math.log10(1 - math.exp(-STORY_WORDS * chance))
    if all(_is_everyday(part, language) for part in pattern.parts):
        told = min(told * EVERYDAY, MOST_EVERYDAY)
    return min(MOST, max(LEAST, told))


def _chance(slot: Slot, language: Language) -> float:
    return sum(10 ** (max(RAREST, language.zipf(choice.strip("=*"))) - 9) for choice in slot.words)


def _is_everyday(part: Part, language: Language) -> bool:
    """Whether in each of its slots an everyday word would do."""
    return all(any(_is_common(choice.strip("=*"), language) for choice in slot.words) for slot in part.slots)


def _is_common(word: str, language: Language) -> bool:
    return language.lemma(word) in dutch.EVERYDAY or language.zipf(word) > COMMON
