"""Slices beside each other: what is new, what is gone. It describes these stories; it does not test."""

from __future__ import annotations

from collections.abc import Sequence

from sq_coder.domain import Comparison, ConditionId, KeywordKey, Shift, Tally, keyword_key


def compare(tallies: Sequence[Tally], by: str) -> Comparison:
    """Tallies beside each other, in the order given: for years the order of time.

    `new` are the keywords that the slice has and the one before it has not; `gone` the other way round; each
    in the order of its tally. The first slice has nothing before it, so neither. A keyword is new or gone as
    a word, whichever condition it stands under. A slice without notes, or without a label because its year or
    group is not known, is passed over: the next one is held against the last before it.
    """
    new: list[tuple[str, ...]] = []
    gone: list[tuple[str, ...]] = []
    before: dict[KeywordKey, str] | None = None
    for tally in tallies:
        here = _words(tally) if tally.label else {}
        nothing_to_hold = before is None or not here
        new.append(() if nothing_to_hold else _without(here, before or {}))
        gone.append(() if nothing_to_hold else _without(before or {}, here))
        before = here or before
    return Comparison(by=by, tallies=tuple(tallies), new=tuple(new), gone=tuple(gone))


def shifts(then: Tally, now: Tally) -> tuple[Shift, ...]:
    """The keywords that are not counted as often as they were in the same condition; none when all are.

    A keyword that moved to another condition is there twice: gone from the one, come to the other.
    """
    before, here = _counts(then), _counts(now)
    found = []
    for key in dict.fromkeys([*before, *here]):
        word, count = before.get(key) or (here[key][0], 0)
        today = here[key][1] if key in here else 0
        if count != today:
            found.append(Shift(key[0], here[key][0] if key in here else word, count, today))
    return tuple(found)


def _counts(tally: Tally) -> dict[tuple[ConditionId, KeywordKey], tuple[str, int]]:
    places = (*tally.conditions, tally.undecided)
    return {(p.condition, keyword_key(word)): (word, n) for p in places for word, n, _ in p.keywords}


def _words(tally: Tally) -> dict[KeywordKey, str]:
    words = [word for place in (*tally.conditions, tally.undecided) for word, _, _ in place.keywords]
    return {keyword_key(word): word for word in words}


def _without(words: dict[KeywordKey, str], others: dict[KeywordKey, str]) -> tuple[str, ...]:
    return tuple(word for key, word in words.items() if key not in others)
