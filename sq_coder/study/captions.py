"""What stands around a study's figures: title, where it comes from, whether it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sq_coder.chart import Caption
from sq_coder.domain import Codebook, Run, Slice, Tally, now

if TYPE_CHECKING:
    from sq_coder.study.results import Results

INVENTED = "verzonnen"
"""The attribute of a story that was made up for a demonstration."""

_WORDS = {
    "nl": {
        "proposed": "Kernwoord per verhaal voorgesteld door {names}",
        "codebook": "de woordzoeker (geen AI)",
        "model": "{model} (prompt {prompt})",
        "no_prompt": "{model} (prompt onbekend)",
        "none": "Zonder voorstellen vooraf",
        "checked": "nagekeken door {names}",
        "unchecked": "nog niet nagekeken",
        "people": "onderzoekers ({n})",
        "and": "en",
        "list": "Kernwoordenlijst {name}, versie {version}.",
        "invented": "Verzonnen verhalen en onderzoekers, voor de demonstratie van sq-coder",
        "proposals": "Dit zijn voorstellen; wat onderzoekers vaststelden, staat hier niet in.",
        "choices": "Dit zijn alleen de keuzes van {name}, ook waar die niet zijn vastgesteld.",
        "one": "één onderzoeker",
        "unsettled": "van {n} verhalen zijn de kernwoorden nog niet vastgesteld",
        "unsettled_one": "van 1 verhaal zijn de kernwoorden nog niet vastgesteld",
    },
    "en": {
        "proposed": "One keyword per story proposed by {names}",
        "codebook": "the word finder (no AI)",
        "model": "{model} (prompt {prompt})",
        "no_prompt": "{model} (prompt not known)",
        "none": "Without proposals beforehand",
        "checked": "checked by {names}",
        "unchecked": "not checked yet",
        "people": "researchers ({n})",
        "and": "and",
        "list": "Codebook {name}, version {version}.",
        "invented": "Invented stories and researchers, for the demonstration of sq-coder",
        "proposals": "These are proposals; what researchers settled is not in here.",
        "choices": "These are the choices of {name} alone, also where they were not settled.",
        "one": "one researcher",
        "unsettled": "the keywords of {n} stories have not been settled yet",
        "unsettled_one": "the keywords of 1 story have not been settled yet",
    },
}


def caption(study: Results, tally: Tally, language: str, *, named: bool = True, basis: str = "verdicts") -> Caption:
    """The texts around a figure of a study; counts from elsewhere say so in the figure itself.

    Not `named`: for a public copy, which says how many researchers checked and not who. On another `basis` than
    verdicts the figure says so, and that what it counts was not checked.
    """
    if tally.source:
        return Caption(date=now()[:10])
    words = _WORDS["en" if language == "en" else "nl"]
    settled = basis == "verdicts"
    return Caption(
        subtitle=study.settings.name,
        provenance=provenance(study, language, named=named, checked=settled),
        notice=words["invented"] if is_invented(study) else "",
        date=now()[:10],
        sentence="" if settled else _unchecked(basis, words, named=named),
        unsettled=_unsettled(study, tally, words) if settled else "",
    )


def _unchecked(basis: str, words: dict[str, str], *, named: bool) -> str:
    return (
        words["proposals"] if basis == "proposals" else words["choices"].format(name=basis if named else words["one"])
    )


def _unsettled(study: Results, tally: Tally, words: dict[str, str]) -> str:
    """Which stories are not counted yet; empty for a part of the study, whose stories a tally does not name."""
    n = study.count_stories(Slice()) - tally.stories
    if n <= 0 or tally != study.tally():
        return ""
    return words["unsettled_one" if n == 1 else "unsettled"].format(n=n)


def is_invented(study: Results) -> bool:
    """Whether any story says that it is invented."""
    return any(name.casefold() == INVENTED for name in study.store.attribute_names())


def provenance(study: Results, language: str, *, named: bool = True, checked: bool = True) -> tuple[str, ...]:
    """Where the counts come from, in two lines: every proposer and prompt with who checked; and the codebook's version."""
    words = _WORDS["en" if language == "en" else "nl"]
    names = study.researchers()
    people = _joined(names, words["and"]) if named else words["people"].format(n=len(names))
    by_whom = words["checked"].format(names=people) if names and checked else words["unchecked"]
    proposed = _proposed([run for run, _ in study.sources()], words)
    return f"{proposed}, {by_whom}.", version_of(study.codebook, language)


def version_of(codebook: Codebook, language: str) -> str:
    """Which codebook, and which version of it."""
    words = _WORDS["en" if language == "en" else "nl"]
    return words["list"].format(name=codebook.name, version=codebook.sha256[:8])


def _proposed(sources: Sequence[Run], words: dict[str, str]) -> str:
    """Who or what proposed: everybody whose proposal went with a story."""
    if not sources:
        return words["none"]
    return words["proposed"].format(names=_joined([_proposer(run, words) for run in sources], words["and"]))


def _proposer(run: Run, words: dict[str, str]) -> str:
    if run.proposer == "codebook":
        return words["codebook"]
    return words["model" if run.prompt else "no_prompt"].format(model=run.model, prompt=run.prompt)


def _joined(names: Sequence[str], conjunction: str) -> str:
    return " ".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {conjunction} {names[-1]}"
