"""The figure's own words, in Dutch and English. Counts are 'keer genoteerd'; never a percentage."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder.domain import Tally

_WORDS = {
    "nl": {
        "stories": "{n} verhalen",
        "story": "{n} verhaal",
        "noted": "{n} keer genoteerd",
        "times": "keer genoteerd",
        "in_stories": "in {x} van de {n} verhalen",
        "in_story": "in {x} van het ene verhaal",
        "n_unknown": "aantal verhalen niet opgegeven",
        "n": "n = {n}",
        "empty": "geen kernwoorden genoteerd",
        "no_stories": "geen verhalen",
        "undecided": "nog geen plek",
        "discussed": "besproken",
        "key": "keer genoteerd",
        "sized": "de oppervlakte van een vlak is het aantal keren; dit vlak is {n} keer",
        "bar": "de lengte van een balk is het aantal keren, op één schaal",
        "new": "nieuw: niet in het veld ervoor",
        "gone": "weg: wel in het veld ervoor",
        "zero": "niet genoteerd",
        "elsewhere": "Getallen van elders: {source}",
        "years_note": ("De jaren beschrijven deze gesprekken; bewoners zijn per jaar op een andere manier gevonden."),
        "slices_note": "De velden beschrijven deze gesprekken, elk met een eigen aantal verhalen.",
        "title": "Kernwoorden uit de verhalen",
        "years_title": "Kernwoorden naast elkaar",
    },
    "en": {
        "stories": "{n} stories",
        "story": "{n} story",
        "noted": "noted {n} times",
        "times": "times noted",
        "in_stories": "in {x} of {n} stories",
        "in_story": "in {x} of the one story",
        "n_unknown": "number of stories not given",
        "n": "n = {n}",
        "empty": "no keywords noted",
        "no_stories": "no stories",
        "undecided": "no place yet",
        "discussed": "discussed",
        "key": "times noted",
        "sized": "the area of a square is the number of times; this square is {n}",
        "bar": "the length of a bar is the number of times, on one scale",
        "new": "new: not in the field before",
        "gone": "gone: in the field before",
        "zero": "not noted",
        "elsewhere": "Numbers from elsewhere: {source}",
        "years_note": "The years describe these conversations; residents were found in a different way each year.",
        "slices_note": "The fields describe these conversations, each with its own number of stories.",
        "title": "Keywords from the stories",
        "years_title": "Keywords side by side",
    },
}


def word(name: str, language: str, **values: object) -> str:
    """One of the figure's own words or sentences; Dutch for a language that it does not have."""
    return _WORDS.get(language, _WORDS["nl"])[name].format(**values)


def stories(n: int, language: str) -> str:
    """How many stories: '45 verhalen', '1 verhaal'."""
    return word("story" if n == 1 else "stories", language, n=n)


def in_stories(x: int, n: int, language: str) -> str:
    """In how many of the stories: 'in 31 van de 45 verhalen'."""
    return word("in_story" if n == 1 else "in_stories", language, x=x, n=n)


def years(values: Sequence[int]) -> str:
    """Years as runs: '2021–2024', '2019, 2021–2022'; empty when there are none."""
    runs: list[list[int]] = []
    for year in sorted(set(values)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def facts(tally: Tally, language: str) -> str:
    """The line below the title: slice, n, years, notes. A number of stories that is not known is said to be so."""
    unknown = tally.source and not tally.stories
    n = word("n_unknown", language) if unknown else f"n = {stories(tally.stories, language)}"
    parts = (tally.label, n, years(tally.years), word("noted", language, n=tally.keywords))
    return " · ".join(part for part in parts if part)
