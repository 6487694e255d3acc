"""The figure's own words, in Dutch and English. Counts are 'keer genoteerd'; never a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sq_coder.compare import FEWEST_FOR_INTERVAL
from sq_coder.domain import Comparison, Perspective, Slice, Tally

_WORDS = {
    "nl": {
        "stories": "{n} verhalen",
        "story": "{n} verhaal",
        "noted": "{n} keer genoteerd",
        "noted_once": "1 keer genoteerd",
        "times": "keer genoteerd",
        "time": "keer genoteerd",
        "in_stories": "in {x} van de {n} verhalen",
        "in_story": "in {x} van 1 verhaal",
        "n_unknown": "aantal verhalen niet opgegeven",
        "n": "n = {n}",
        "empty": "geen kernwoorden genoteerd",
        "no_stories": "geen verhalen",
        "undecided": "nog geen plek",
        "discussed": "besproken",
        "sized": "de oppervlakte van een vlak is het aantal keren; dit vlak is {n} keer",
        "bar": "een balk is zo lang als het aantal keren, overal op één schaal; deze is {n} keer",
        "new": "nieuw: niet genoteerd in het veld ervoor",
        "gone": "weg: wel genoteerd in het veld ervoor",
        "new_year": "nieuw: niet genoteerd in het vorige jaar",
        "gone_year": "weg: wel genoteerd in het vorige jaar",
        "new_basis": "nieuw: stond niet bij de voorstellen",
        "gone_basis": "weg: stond wel bij de voorstellen",
        "zero": "niet genoteerd",
        "not_known": "niet bekend",
        "resident": "bewoner",
        "facilitator": "groepsbegeleider",
        "told_by_facilitator": "verteld door groepsbegeleiders",
        "told_by_both": "verteld door bewoners en groepsbegeleiders",
        "elsewhere": "Getallen van elders: {source}",
        "years_note": (
            "De jaren beschrijven deze gesprekken; bewoners kunnen elk jaar op een andere manier gevonden zijn."
        ),
        "slices_note": "De velden beschrijven deze gesprekken, elk met een eigen aantal verhalen.",
        "interval_note": (
            "Een streep geeft aan waarbinnen een aantal in 95 van de 100 keer ligt als deze verhalen opnieuw worden geloot "
            "(bootstrap over verhalen). Zo'n interval hoort bij een steekproef, en deze bewoners zijn niet geloot: strepen "
            "die elkaar niet raken, bewijzen geen verschil. Bij minder dan {fewest} verhalen, of waar alle "
            "verhalen gelijk zijn, staat er geen streep."
        ),
        "title": "Kernwoorden uit de verhalen",
        "by_condition": "Kernwoorden per conditie",
        "by_year": "Kernwoorden per jaar",
        "by_group": "Kernwoorden per groep",
        "by_perspective": "Kernwoorden naar wie vertelt",
        "by_other": "Kernwoorden naast elkaar",
    },
    "en": {
        "stories": "{n} stories",
        "story": "{n} story",
        "noted": "noted {n} times",
        "noted_once": "noted once",
        "times": "times noted",
        "time": "time noted",
        "in_stories": "in {x} of {n} stories",
        "in_story": "in {x} of 1 story",
        "n_unknown": "number of stories not given",
        "n": "n = {n}",
        "empty": "no keywords noted",
        "no_stories": "no stories",
        "undecided": "no place yet",
        "discussed": "discussed",
        "sized": "the area of a square is the number of times; this square is {n}",
        "bar": "a bar is as long as the number of times, on one scale everywhere; this one is {n}",
        "new": "new: not noted in the field before",
        "gone": "gone: noted in the field before",
        "new_year": "new: not noted the year before",
        "gone_year": "gone: noted the year before",
        "new_basis": "new: was not among the proposals",
        "gone_basis": "gone: was among the proposals",
        "zero": "not noted",
        "not_known": "not known",
        "resident": "resident",
        "facilitator": "facilitator",
        "told_by_facilitator": "told by facilitators",
        "told_by_both": "told by residents and facilitators",
        "elsewhere": "Numbers from elsewhere: {source}",
        "years_note": (
            "The years describe these conversations; residents may have been found in another way each year."
        ),
        "slices_note": "The fields describe these conversations, each with its own number of stories.",
        "interval_note": (
            "A line shows where a count lies in 95 of 100 times when these stories are drawn again (bootstrap over stories). "
            "Such an interval belongs to a sample, and these residents were not drawn: lines that do not meet prove no "
            "difference. With fewer than {fewest} stories, or where all stories are alike, there is no line."
        ),
        "title": "Keywords from the stories",
        "by_condition": "Keywords by condition",
        "by_year": "Keywords by year",
        "by_group": "Keywords by group",
        "by_perspective": "Keywords by who tells",
        "by_other": "Keywords side by side",
    },
}


def word(name: str, language: str, **values: object) -> str:
    """One of the figure's own words or sentences; Dutch for a language that it does not have."""
    return _WORDS.get(language, _WORDS["nl"])[name].format(**values)


def named(comparison: Comparison, language: str) -> Comparison:
    """The slices by the names that a figure gives them; one without a label holds the stories of which it is not known."""

    def name(tally: Tally) -> str:
        label = tally.label or "not_known"
        return word(label, language) if comparison.by == "perspective" or not tally.label else label

    return replace(comparison, tallies=tuple(replace(t, label=name(t)) for t in comparison.tallies))


def part_name(part: Slice, language: str) -> str:
    """Which part of a study is counted; empty for all residents' stories. Years are said with the counts."""
    told_by = {
        Perspective.RESIDENT: "",
        Perspective.FACILITATOR: word("told_by_facilitator", language),
        None: word("told_by_both", language),
    }
    names = [*part.groups, *(value for _, value in part.attributes), told_by[part.perspective]]
    return ", ".join(name for name in names if name)


def stories(n: int, language: str) -> str:
    """How many stories: '45 verhalen', '1 verhaal'."""
    return word("story" if n == 1 else "stories", language, n=n)


def noted(n: int, language: str) -> str:
    """How often something was noted: '86 keer genoteerd', 'noted once'."""
    return word("noted_once" if n == 1 else "noted", language, n=n)


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
    parts = (tally.label, n, years(tally.years), noted(tally.keywords, language))
    return " · ".join(part for part in parts if part)


def slice_facts(tally: Tally, language: str) -> str:
    """The line below a slice's name: n and its notes, or that there are no stories."""
    if not tally.stories and not tally.keywords:
        return f"n = 0 · {word('no_stories', language)}"
    unknown = tally.source and not tally.stories
    n = word("n_unknown", language) if unknown else f"n = {stories(tally.stories, language)}"
    return f"{n} · {noted(tally.keywords, language)}"


def standing(comparison: Comparison, language: str) -> list[str]:
    """What slices beside each other do not say; and what their intervals do not say, when there are any."""
    said = [word("years_note" if comparison.by == "year" else "slices_note", language)]
    if comparison.intervals:
        said.append(word("interval_note", language, fewest=FEWEST_FOR_INTERVAL))
    return said


def all_facts(tallies: Sequence[Tally], language: str) -> str:
    """The line below the title of slices together; a story is in one slice, so their numbers add up."""
    n = sum(t.stories for t in tallies)
    unknown = not n and any(t.source for t in tallies)
    told = word("n_unknown", language) if unknown else f"n = {stories(n, language)}"
    parts = (told, years([y for t in tallies for y in t.years]))
    in_all = noted(sum(t.keywords for t in tallies), language)
    return " · ".join(part for part in (*parts, in_all) if part)
