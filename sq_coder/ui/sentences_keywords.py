"""What choosing, merging and placing keywords may be refused with, in Dutch: patterns of the English sentences."""

from __future__ import annotations

_A, _B = r"(?P<a>'.*?')", r"(?P<b>'.*?')"

ABOUT_KEYWORDS: tuple[tuple[str, str], ...] = (
    (
        r"No keyword was chosen\. .*",
        "Er is geen kernwoord gekozen. Er is niets opgeslagen. Typ een kernwoord en sla dan op.",
    ),
    (
        rf"{_A} holds characters that cannot be seen\. .*",
        "{a} bevat tekens die niet te zien zijn. Er is niets opgeslagen. Typ het kernwoord opnieuw.",
    ),
    (
        rf"{_A} was merged into {_B}\. .*",
        "{a} telt al als {b}. Er is niets gewijzigd. Maak dat eerst ongedaan, of kies {b}.",
    ),
    (
        rf"{_A} is not merged into another keyword\. .*",
        "{a} is niet gelijkgetrokken met een ander kernwoord. Er is niets gewijzigd.",
    ),
    (
        rf"{_A} already counts as {_B}, so .*",
        "{a} telt al als {b}, dus zo zou het rondgaan. Er is niets gewijzigd. Kies een ander kernwoord.",
    ),
    (
        rf"There is a newer ruling on {_A} than .*",
        "Over {a} is intussen iets anders afgesproken. Uw keuze is niet opgeslagen. Bekijk het kernwoord opnieuw.",
    ),
    (
        r"Story (?P<a>\w+) has no proposal '.*?'\. .*",
        "Het voorstel bij verhaal {a} is er niet meer. Er is niets opgeslagen. Laad de pagina opnieuw en kies dan.",
    ),
    (
        rf"{_A} is not a keyword\. .*",
        "{a} is geen kernwoord. Er is niets gewijzigd. Kies een kernwoord.",
    ),
    (
        rf"{_A} stands twice among the researchers\. .*",
        "{a} staat twee keer bij wie erbij zijn. Er is niets opgeslagen. Kies ieder één keer.",
    ),
)
"""The English sentence of a refusal as a pattern, and the Dutch one with the same facts."""
