"""What is said of pseudonymised text. Never that it is anonymous: it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from sq_coder.domain import Leak, Private, StoryId

_NOTICE = {
    "nl": (
        "De tekst is gepseudonimiseerd: namen, plaatsen, adressen en nummers zijn vervangen door 'Persoon A', 'Plaats A' "
        "enzovoort. Ook zonder naam kan een verhaal herkenbaar zijn, door een beroep, een plek, jaartallen of een "
        "bijzondere gebeurtenis. Lees daarom wat er verstuurd wordt."
    ),
    "en": (
        "The text is pseudonymised: names, places, addresses and numbers are replaced by 'Persoon A', 'Plaats A' and so "
        "on. A story can identify somebody without a name, by a profession, a place, years or an unusual event. "
        "So read what will be sent."
    ),
}
_KINDS = {
    Private.PERSON: "a listed name",
    Private.PLACE: "a listed place",
    Private.ORGANISATION: "a listed organisation",
    Private.ADDRESS: "an address",
    Private.POSTCODE: "a postcode",
    Private.PHONE: "a phone number",
    Private.EMAIL: "an e-mail address",
    Private.URL: "a web address",
    Private.BSN: "a citizen service number",
    Private.IBAN: "an account number",
    Private.DATE: "a date",
    Private.NUMBER: "a long number",
    Private.MAYBE_NAME: "a word that may be a name",
}


def notice(language: Literal["nl", "en"] = "nl") -> str:
    """What a researcher reads before anything is sent: pseudonymised, and why that is not enough by itself."""
    return _NOTICE[language]


def blocked(story: StoryId, leaks: Iterable[Leak]) -> str:
    """Why a story was not sent, in one sentence with its id and kinds; never with its text.

    >>> blocked(StoryId("a1b2c3d4e5"), [Leak(Private.PHONE, 3, 14)]).split(". ")[0]
    'Story a1b2c3d4 may still identify somebody (a phone number) and was not sent'
    """
    counts = Counter(leak.kind for leak in leaks)
    kinds = ", ".join(
        f"{name}, {counts[kind]} times" if counts[kind] > 1 else name for kind, name in _KINDS.items() if counts[kind]
    )
    return (
        f"Story {story[:8]} may still identify somebody ({kinds}) and was not sent. "
        "Look at it with: sq-coder propose --preview. Then list the name or place in study.toml, or allow the word there."
    )
