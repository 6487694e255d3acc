"""What two versions of a codebook do not have alike."""

from __future__ import annotations

from dataclasses import fields

from sq_coder.domain import Change, Codebook, Difference, Keyword

FOR_THE_MATCHER = {"word", "signal_words", "against"}
"""What the word finder reads of a keyword."""


def differences(before: Codebook, after: Codebook) -> tuple[Difference, ...]:
    """The keywords that were added, removed or changed: first those of the newer version, in its order."""
    earlier, later = {k.key: k for k in before.keywords}, {k.key: k for k in after.keywords}
    found: list[Difference] = []
    for key, keyword in later.items():
        if key not in earlier:
            found.append(Difference(keyword.word, Change.ADDED))
        elif names := _changed(earlier[key], keyword):
            found.append(Difference(keyword.word, Change.CHANGED, names))
    return (*found, *(Difference(k.word, Change.REMOVED) for key, k in earlier.items() if key not in later))


def conditions_changed(before: Codebook, after: Codebook) -> bool:
    """Whether anything else than keywords differs: conditions, axis words, the codebook's name."""
    names = ("name", "name_en", "conditions", "axes", "axes_en", "language")
    return any(getattr(before, name) != getattr(after, name) for name in names)


def concerns_the_matcher(before: Codebook, after: Codebook) -> bool:
    """Whether the word finder could answer otherwise. The order of the keywords settles its ties."""
    found = [d for d in differences(before, after) if d.change is not Change.CHANGED or FOR_THE_MATCHER & set(d.fields)]
    return bool(found) or [k.key for k in before.keywords] != [k.key for k in after.keywords]


def _changed(before: Keyword, after: Keyword) -> tuple[str, ...]:
    return tuple(f.name for f in fields(Keyword) if getattr(before, f.name) != getattr(after, f.name))
