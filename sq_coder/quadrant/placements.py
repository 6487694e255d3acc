"""From rulings and the codebook to the place of each keyword."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

from sq_coder.domain import (
    UNDECIDED,
    Codebook,
    ConditionId,
    KeywordKey,
    Note,
    Placement,
    Ruling,
    RulingId,
    RulingKind,
    keyword_key,
)
from sq_coder.errors import Problem, quote


@dataclass(frozen=True, slots=True)
class _Effect:
    """What the rulings on one keyword come to. Condition None: the codebook's; into '': not merged."""

    condition: ConditionId | None = None
    into: str = ""
    discussed: bool = False
    remark: str = ""


_UNSETTLED = _Effect(condition=UNDECIDED)


def placements(rulings: Iterable[Ruling], codebook: Codebook, words: Iterable[str]) -> dict[KeywordKey, Placement]:
    """Where each keyword in use stands, by its key, with the keywords that it was merged into.

    The condition is the latest ruling's, else the codebook's, else undecided; a merged word takes that of
    the word it counts as. Two heads of rulings that say different things (two laptops were merged), and words
    that were merged into each other, are undecided and count as themselves until someone rules again. A word
    shows in the codebook's spelling, else as first written in `words`.
    """
    effects = _effects(rulings)
    into = {key: keyword_key(effect.into) for key, effect in effects.items() if effect.into}
    spelling: dict[KeywordKey, str] = {}
    for word in words:
        spelling.setdefault(keyword_key(word), " ".join(word.split()))
    targets = {keyword_key(effect.into): effect.into for effect in effects.values() if effect.into}
    for key in list(spelling):
        for step in _path(key, into)[1:]:
            spelling.setdefault(step, targets[step])
    spelling |= {known.key: known.word for known in codebook.keywords if known.key in spelling}
    return {key: _placement(key, word, effects=effects, into=into, codebook=codebook) for key, word in spelling.items()}


def note_condition(note: Note, placements: Mapping[KeywordKey, Placement], codebook: Codebook) -> ConditionId:
    """Where a note stands: its own place, else its keyword's; undecided when the codebook lacks that place."""
    placement = placements.get(note.key)
    ruled = placement.condition if placement else codebook.condition_of(note.keyword)
    condition = ruled if note.condition is None else note.condition
    return condition if codebook.condition(condition) else UNDECIDED


def ruling_heads(rulings: Iterable[Ruling]) -> dict[KeywordKey, tuple[Ruling, ...]]:
    """The latest rulings on each keyword: those that no other ruling on it supersedes, by time."""
    of: dict[KeywordKey, list[Ruling]] = {}
    for ruling in rulings:
        of.setdefault(ruling.key, []).append(ruling)
    superseded = {id for on_word in of.values() for ruling in on_word for id in ruling.supersedes}
    return {
        key: tuple(sorted((r for r in on_word if r.id not in superseded), key=lambda r: (r.at, r.id)))
        for key, on_word in of.items()
    }


def check_ruling(ruling: Ruling, rulings: Iterable[Ruling], codebook: Codebook | None = None) -> None:
    """Refuse a ruling that cannot hold beside the `rulings` there are.

    Raises:
        Problem: an unknown condition; a word merged into itself, round along a chain, or while it is merged
            already; a place for a merged word; an unmerge of a word that is not merged.
    """
    effects = _effects(rulings)
    merged_into = effects.get(ruling.key, _Effect()).into
    word = quote(ruling.keyword)
    if merged_into and ruling.kind is not RulingKind.UNMERGE:
        raise Problem(
            "merged",
            f"{word} was merged into {quote(merged_into)}. Nothing was changed. "
            f"Rule on {quote(merged_into)}, or first: sq-coder unmerge-keyword {word}",
        )
    if ruling.kind is RulingKind.UNMERGE and not merged_into:
        raise Problem("not_merged", f"{word} is not merged into another keyword. Nothing was changed.")
    if ruling.kind is RulingKind.MERGE:
        _check_merge(ruling, effects)
    if ruling.kind is RulingKind.PLACE:
        _check_place(ruling, codebook)


def _check_merge(ruling: Ruling, effects: Mapping[KeywordKey, _Effect]) -> None:
    target = keyword_key(ruling.into)
    if not target:
        raise Problem("keyword", f"{quote(ruling.into)} is not a keyword. Nothing was changed. Name one.")
    into = {key: keyword_key(effect.into) for key, effect in effects.items() if effect.into}
    if ruling.key in _path(target, into):
        raise Problem(
            "cycle",
            f"{quote(ruling.into)} already counts as {quote(ruling.keyword)}, so the merge would go round. "
            "Nothing was changed. Choose another keyword to merge into.",
        )


def _check_place(ruling: Ruling, codebook: Codebook | None) -> None:
    if ruling.condition == UNDECIDED:
        return
    if ruling.condition is None or (codebook and not codebook.condition(ruling.condition)):
        known = ", ".join([*codebook.condition_ids, UNDECIDED]) if codebook else "one of the codebook"
        raise Problem(
            "condition",
            f"There is no condition {quote(ruling.condition or '')}. Nothing was changed. Choose: {known}.",
        )


def _effects(rulings: Iterable[Ruling]) -> dict[KeywordKey, _Effect]:
    """What the rulings on each keyword come to. Place and merge are kept apart, so an unmerge restores."""
    given = {ruling.id: ruling for ruling in rulings}
    earlier = {id: [e for e in ruling.supersedes if e in given] for id, ruling in given.items()}
    after: dict[RulingId, _Effect] = {}
    for id in TopologicalSorter(earlier).static_order():
        after[id] = _applied(given[id], _joined([after[e] for e in earlier[id]]))
    return {key: _joined([after[r.id] for r in last]) for key, last in ruling_heads(given.values()).items()}


def _applied(ruling: Ruling, before: _Effect) -> _Effect:
    match ruling.kind:
        case RulingKind.PLACE:
            return _Effect(ruling.condition, before.into, ruling.discussed, ruling.remark)
        case RulingKind.MERGE:
            return replace(before, into=" ".join(ruling.into.split()))
        case RulingKind.UNMERGE:
            return replace(before, into="")


def _joined(effects: list[_Effect]) -> _Effect:
    if not effects:
        return _Effect()
    if len({(effect.condition, keyword_key(effect.into)) for effect in effects}) > 1:
        return _UNSETTLED
    return effects[-1]


def _path(key: KeywordKey, into: Mapping[KeywordKey, KeywordKey]) -> list[KeywordKey]:
    """A word and all it was merged into in turn; in a circle, each word of it once."""
    path = [key]
    while (step := into.get(path[-1])) and step not in path:
        path.append(step)
    return path


def _placement(
    key: KeywordKey,
    word: str,
    *,
    effects: Mapping[KeywordKey, _Effect],
    into: Mapping[KeywordKey, KeywordKey],
    codebook: Codebook,
) -> Placement:
    path = _path(key, into)
    circle = path[path.index(into[path[-1]]) :] if path[-1] in into else []
    counts_as = next((step for step in path if step in circle), path[-1])
    effect = _UNSETTLED if circle else effects.get(counts_as, _Effect())
    condition = codebook.condition_of(counts_as) if effect.condition is None else effect.condition
    known = codebook.condition(condition) is not None
    return Placement(
        key=key,
        word=word,
        counts_as=counts_as,
        condition=condition if known else UNDECIDED,
        discussed=effect.discussed,
        remark=effect.remark,
    )
