"""Numbers and lists as words, in Dutch and English."""

from __future__ import annotations

from collections.abc import Sequence

# fmt: off
DUTCH = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes",
    "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)

ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


def in_words(number: int, language: str) -> str:
    """A count as a word up to twenty, as figures above.

    >>> in_words(3, "nl"), in_words(21, "nl")
    ('drie', '21')
    """
    words = DUTCH if language == "nl" else ENGLISH
    return words[number] if 0 <= number < len(words) else str(number)


def times(number: int, language: str) -> str:
    """How often something was noted.

    >>> times(3, "nl"), times(2, "en")
    ('drie keer', 'twice')
    """
    if language == "nl":
        return f"{in_words(number, language)} keer"
    return {1: "once", 2: "twice"}.get(number, f"{in_words(number, language)} times")


def listed(parts: Sequence[str], language: str) -> str:
    """Parts as one enumeration.

    >>> listed(["a", "b", "c"], "nl")
    'a, b en c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'en' if language == 'nl' else 'and'} {parts[-1]}"


def sentence(text: str) -> str:
    """Text with a capital at the start and a full stop at the end; 'één' becomes 'Eén'.

    >>> sentence("één keer")
    'Eén keer.'
    """
    start = "E" + text[1:] if text.startswith("één") else text[:1].upper() + text[1:]
    return f"{start}."


def decimal(number: float, language: str) -> str:
    """A number with two decimals, in the language's notation.

    >>> decimal(0.7434, "nl")
    '0,74'
    """
    text = f"{number:.2f}"
    text = text.removeprefix("-") if float(text) == 0 else text
    return text.replace(".", ",") if language == "nl" else text
