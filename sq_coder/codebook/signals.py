"""Signal words: how people talk about a keyword, as a researcher writes it in the codebook.

vriend maken         next to each other; a dictionary form in any inflection, another form as it stands
vriend|vriendin      the one or the other
vriend ... maken     in this order, with at most four words between
vriend + maken       in either order, at most five words apart, in one sentence
=werken              only this form
wandel*              whatever begins like this
~onzeker             what the keyword helps against: 'niet meer onzeker' speaks for it, 'nog steeds' does not
"""

from __future__ import annotations

from dataclasses import dataclass

GAP = 4
"""How many words may stand where the pattern says '...'."""

APART = 5
"""How many words may stand between two parts joined by '+'."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a pattern: the words that fit it. `gap`: how many other words may stand before it."""

    words: tuple[str, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Slots in their order."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One signal word as written, and its parts: near each other, in any order."""

    written: str
    parts: tuple[Part, ...]
    against: bool = False


def parse(signal: str) -> Pattern:
    """A signal word understood.

    Raises:
        ValueError: with the reason, when it holds no word or a sign without a word.

    >>> parse("vriend|vriendin ... maken").parts[0].slots[1]
    Slot(words=('maken',), gap=4)
    """
    wanted = signal.strip().lower()
    against = wanted.startswith("~")
    parts = tuple(_part(part.split()) for part in wanted.removeprefix("~").split("+"))
    return Pattern(signal, parts, against)


def _part(words: list[str]) -> Part:
    slots: list[Slot] = []
    gap = 0
    for word in words:
        if word in {"...", "…"}:
            gap = GAP
            continue
        choices = tuple(word.split("|"))
        if not all(choice.strip("=*") for choice in choices):
            raise ValueError("has a sign without a word")
        slots.append(Slot(choices, gap if slots else 0))
        gap = 0
    if not slots:
        raise ValueError("has a part without a word")
    if gap:
        raise ValueError("ends with '...'")
    return Part(tuple(slots))
