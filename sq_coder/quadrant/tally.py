"""From verdicts to counts: notes by condition and keyword, and in how many stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sq_coder.domain import (
    UNDECIDED,
    Codebook,
    ConditionId,
    ConditionTally,
    Decision,
    KeywordKey,
    Note,
    Perspective,
    Placement,
    Proposal,
    Slice,
    Story,
    StoryId,
    Tally,
    Verdict,
)
from sq_coder.quadrant.placements import note_condition
from sq_coder.review import by_story, current, heads

Notes = Mapping[StoryId, Sequence[Note]]
"""The notes that count for each story; a story without any note is counted in n."""

Row = tuple[KeywordKey, ConditionId]
"""One row of the count: what a note counts as, and where it stands."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Bare counts, as one pass over the notes (or one GROUP BY) gives them."""

    stories: int
    notes: Mapping[Row, int]
    stories_with: Mapping[ConditionId, int]
    years: tuple[int, ...] = ()


def tally(
    verdicts: Iterable[Verdict] | Notes,
    stories: Mapping[StoryId, Story],
    *,
    placements: Mapping[KeywordKey, Placement],
    codebook: Codebook,
    slice: Slice = Slice(),  # noqa: B008 - frozen: the same empty slice for all
) -> Tally:
    """Counts over the stories of the slice that have a verdict, or that have `Notes` on another basis.

    A note counts once per story after merges. Keywords stand most frequent first, then by word.
    """
    chosen = _within(_notes(verdicts), stories, slice)
    counted = count(chosen, stories, placements=placements, codebook=codebook)
    return arrange(counted, placements=placements, codebook=codebook)


def tally_by(
    verdicts: Iterable[Verdict] | Notes,
    stories: Mapping[StoryId, Story],
    *,
    by: str,
    placements: Mapping[KeywordKey, Placement],
    codebook: Codebook,
    slice: Slice = Slice(),  # noqa: B008 - frozen: the same empty slice for all
) -> list[Tally]:
    """One tally per year, group, perspective, or value of an attribute, with that value as its label.

    Years ascend, perspectives stand as in `Perspective`, the rest by name; stories of which it is not known
    come last with an empty label. A value whose stories have no verdict yet, or a year asked for without any
    story, is a slice with zeros. By perspective, stories of every perspective count.
    """
    if by == "perspective":
        slice = Slice(slice.years, slice.groups, None, slice.attributes)
    notes = _notes(verdicts)
    labels = {id: _label(story, by) for id, story in stories.items() if is_in(slice, story)}
    parts: dict[str, dict[StoryId, Sequence[Note]]] = {label: {} for label in labels.values()}
    if by == "year":
        parts |= {str(year): {} for year in slice.years if str(year) not in parts}
    for id, of_story in notes.items():
        if id in labels:
            parts[labels[id]][id] = of_story
    return [
        arrange(
            count(parts[label], stories, placements=placements, codebook=codebook),
            placements=placements,
            codebook=codebook,
            label=label,
        )
        for label in sorted(parts, key=lambda label: _rank(label, by))
    ]


def noted_by(
    verdicts: Iterable[Verdict] | Notes,
    stories: Mapping[StoryId, Story],
    *,
    by: str,
    placements: Mapping[KeywordKey, Placement],
    codebook: Codebook,
    slice: Slice = Slice(),  # noqa: B008 - frozen: the same empty slice for all
) -> dict[str, list[Counter[ConditionId]]]:
    """By the labels of `tally_by`: how many notes each counted story has in each condition, after merges."""
    if by == "perspective":
        slice = Slice(slice.years, slice.groups, None, slice.attributes)
    found: dict[str, list[Counter[ConditionId]]] = {}
    for id, of_story in _within(_notes(verdicts), stories, slice).items():
        rows = {(_counts_as(note, placements), note_condition(note, placements, codebook)) for note in of_story}
        found.setdefault(_label(stories[id], by), []).append(Counter(condition for _, condition in rows))
    return found


def notes_of_verdicts(verdicts: Iterable[Verdict]) -> Notes:
    """What holds for each story: only verdicts are counted, so a disputed story is not in it."""
    return {verdict.story: verdict.notes for verdict in verdicts}


def notes_of_proposals(proposals: Iterable[Proposal], decisions: Iterable[Decision] = ()) -> Notes:
    """One note per story with a usable proposal: the one that goes with the story, see `review.current`."""
    return {story: (Note(p.keyword),) for story, p in current(proposals, decisions).items()}


def notes_of_researcher(decisions: Iterable[Decision], researcher: str) -> Notes:
    """What one researcher last decided on each story; not where they have two heads, or asked to discuss."""
    latest = {story: heads(of).get(researcher, ()) for story, of in by_story(decisions).items()}
    return {story: last[0].notes for story, last in latest.items() if len(last) == 1 and not last[0].discuss}


def is_in(slice: Slice, story: Story) -> bool:
    """Whether a story belongs to a slice; a withdrawn story belongs to none."""
    return (
        not story.withdrawn
        and (not slice.years or story.year in slice.years)
        and (not slice.groups or story.group in slice.groups)
        and slice.perspective in (None, story.perspective)
        and all(attribute in story.attributes for attribute in slice.attributes)
    )


def count(
    notes: Notes,
    stories: Mapping[StoryId, Story],
    *,
    placements: Mapping[KeywordKey, Placement],
    codebook: Codebook,
) -> Counted:
    """The bare counts over these notes: once per story for what a note counts as and where it stands."""
    by_row: Counter[Row] = Counter()
    with_condition: Counter[ConditionId] = Counter()
    for of_story in notes.values():
        rows = {(_counts_as(note, placements), note_condition(note, placements, codebook)) for note in of_story}
        by_row.update(rows)
        with_condition.update({condition for _, condition in rows})
    years = {story.year for id in notes if (story := stories.get(id)) and story.year is not None}
    return Counted(len(notes), by_row, with_condition, tuple(sorted(years)))


def arrange(
    counted: Counted, *, placements: Mapping[KeywordKey, Placement], codebook: Codebook, label: str = ""
) -> Tally:
    """Counts in the codebook's order, all conditions, zeros too; what has no place stands apart.

    A keyword is marked as discussed where that ruling puts it, not where a note has another place of its own.
    """
    rows: dict[ConditionId, list[tuple[str, int, bool]]] = {}
    for (key, condition), n in counted.notes.items():
        placement = placements.get(key)
        discussed = placement is not None and placement.discussed and placement.condition == condition
        rows.setdefault(condition, []).append((placement.word if placement else key, n, discussed))

    def of(condition: ConditionId) -> ConditionTally:
        keywords = tuple(sorted(rows.get(condition, []), key=in_order))
        total = sum(n for _, n, _ in keywords)
        return ConditionTally(condition, total, counted.stories_with.get(condition, 0), keywords)

    conditions = tuple(of(id) for id in codebook.condition_ids)
    return Tally(counted.stories, conditions, of(UNDECIDED), years=counted.years, label=label)


def in_order(row: tuple[str, int, bool]) -> tuple[int, str, str]:
    """The order of keywords within a condition: most frequent first, then by word."""
    word, n, _ = row
    return -n, word.casefold(), word


def _counts_as(note: Note, placements: Mapping[KeywordKey, Placement]) -> KeywordKey:
    placement = placements.get(note.key)
    return placement.counts_as if placement else note.key


def _notes(verdicts: Iterable[Verdict] | Notes) -> Notes:
    return verdicts if isinstance(verdicts, Mapping) else notes_of_verdicts(verdicts)


def _within(notes: Notes, stories: Mapping[StoryId, Story], slice: Slice) -> Notes:
    return {id: of for id, of in notes.items() if id in stories and is_in(slice, stories[id])}


def _label(story: Story, by: str) -> str:
    match by:
        case "year":
            return "" if story.year is None else str(story.year)
        case "group":
            return story.group or ""
        case "perspective":
            return story.perspective.value
        case _:
            return dict(story.attributes).get(by, "")


def _rank(label: str, by: str) -> tuple[bool, int, str, str]:
    number = 0
    if by == "year" and label:
        number = int(label)
    elif by == "perspective":
        number = [perspective.value for perspective in Perspective].index(label)
    return not label, number, label.casefold(), label
