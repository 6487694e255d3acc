"""What may not leave the machine: where it stands in a text, and the text that goes out instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Private(StrEnum):
    """What identifies somebody, or may."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    BSN = "bsn"
    IBAN = "iban"
    DATE = "date"
    NUMBER = "number"  # long enough to be of a client, a file or an account
    MAYBE_NAME = "maybe_name"  # a capital and a word that the dictionary does not have


@dataclass(frozen=True, slots=True)
class Found:
    """Something private in a text: half-open code-point offsets."""

    start: int
    end: int
    kind: Private


@dataclass(frozen=True, slots=True)
class Leak:
    """Something private in a text that is about to go out. Never holds the text itself."""

    kind: Private
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a study lists: names, places and organisations to take out, and words that a person said may go out."""

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """One place where a stand-in stands: offsets in the text that goes out and in the story."""

    start: int
    end: int
    story_start: int
    story_end: int
    label: str  # 'Persoon A'
    original: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """A text as it goes out, with what stands where in the story. `stand_ins` are in reading order."""

    text: str = field(repr=False)
    story_text: str = field(repr=False)
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Each stand-in with the spellings in the story that it stands for."""
        spellings: dict[str, dict[str, None]] = {}
        for one in self.stand_ins:
            spellings.setdefault(one.label, {})[one.original] = None
        return {label: tuple(originals) for label, originals in spellings.items()}
