"""Invented codebooks and tallies, and what may never be wrong with a layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, zip_longest

from sq_coder.chart.layout import Box, Layout, Note, Text
from sq_coder.domain import (
    UNDECIDED,
    AxisWords,
    Codebook,
    Comparison,
    Condition,
    ConditionId,
    ConditionTally,
    Position,
    Tally,
)
from sq_coder.domain import Shape as SlideShape
from sq_coder.gateways.writers.slides import ASCENT, slide

Words = Mapping[str, int]

_FOUR = (
    ("security", "sociaaleconomische zekerheid", "socio-economic security", "#0072B2", Position.TOP_LEFT),
    ("cohesion", "sociale cohesie", "social cohesion", "#D55E00", Position.TOP_RIGHT),
    ("inclusion", "sociale inclusie", "social inclusion", "#009E73", Position.BOTTOM_LEFT),
    ("empowerment", "sociale empowerment", "social empowerment", "#A64D79", Position.BOTTOM_RIGHT),
)

CODEBOOK = Codebook(
    name="Proef",
    conditions=tuple(Condition(ConditionId(i), n, e, "", c, p) for i, n, e, c, p in _FOUR),
    keywords=(),
    axes=AxisWords("instituties", "groepen", "samenleving (macro)", "dagelijks leven (micro)"),
    axes_en=AxisWords("institutions", "groups", "society (macro)", "daily life (micro)"),
)


def board(n: int) -> Codebook:
    """A codebook of n conditions without a place on axes."""
    names = (f"werkzaam element nummer {i + 1}" for i in range(n))
    return Codebook(
        "Bord", tuple(Condition(ConditionId(f"e{i}"), name, "", "", "#0072B2") for i, name in enumerate(names)), ()
    )


def condition_tally(
    id: str, words: Words, *, discussed: frozenset[str] = frozenset(), stories: int | None = None
) -> ConditionTally:
    """Counts of one condition, most frequent first."""
    order = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(words.values())
    keywords = tuple((word, count, word in discussed) for word, count in order)
    return ConditionTally(ConditionId(id), total, total if stories is None else stories, keywords)


def tally(
    counts: Mapping[str, Words],
    *,
    codebook: Codebook = CODEBOOK,
    undecided: Words | None = None,
    discussed: frozenset[str] = frozenset(),
    stories: int = 45,
    years: tuple[int, ...] = (2021, 2022),
    label: str = "",
    source: str = "",
) -> Tally:
    """A tally of these words by condition; conditions that are not named have none."""
    conditions = tuple(condition_tally(c.id, counts.get(c.id, {}), discussed=discussed) for c in codebook.conditions)
    return Tally(stories, conditions, condition_tally(UNDECIDED, undecided or {}), years, label, source)


def comparison(tallies: list[Tally], by: str = "year") -> Comparison:
    """Slices beside each other, with what is new and gone."""
    words = [{w for c in t.conditions for w, _, _ in c.keywords} for t in tallies]
    new = ((), *(tuple(sorted(b - a)) for a, b in pairwise(words)))
    gone = ((), *(tuple(sorted(a - b)) for a, b in pairwise(words)))
    return Comparison(by, tuple(tallies), new, gone)


def notes(layout: Layout) -> list[tuple[str, Note]]:
    """Every note with its condition."""
    return [(field.condition, note) for field in layout.fields for note in field.notes]


def texts(layout: Layout) -> list[Text]:
    """Every text on the page."""
    in_fields = (t for f in layout.fields for t in f.texts)
    on_notes = (t for f in layout.fields for n in f.notes for t in n.texts)
    return [*layout.texts, *in_fields, *on_notes]


def inside(inner: Box, outer: Box, slack: float = 0.1) -> bool:
    """Whether a box lies in another."""
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def apart(one: Box, other: Box, slack: float = 0.1) -> bool:
    """Whether two boxes do not overlap."""
    return (
        one.right <= other.x + slack
        or other.right <= one.x + slack
        or one.bottom <= other.y + slack
        or other.bottom <= one.y + slack
    )


def inked(text: Text, white: float = 0.0) -> Box:
    """A text's box with white above and below it; below figures nothing hangs."""
    bottom = text.y if all(c in "×0123456789" for c in text.text) else text.box.bottom
    return Box(text.box.x, text.box.y - white, text.box.w, bottom - text.box.y + 2 * white)


def read_apart(one: Text, other: Text) -> bool:
    """Whether two texts stand beside each other, or with the white between them that lines of a paragraph have."""
    return apart(inked(one, 0.15 * min(one.size, other.size)), inked(other), 0.0)


def problems(layout: Layout) -> list[str]:
    """Everything that is wrong with a layout, as sentences: empty when it may be printed."""
    return [
        *_of_notes(layout),
        *_of_fields(layout),
        *_of_texts(layout),
        *_of_what_is_around(layout),
        *_of_slide(layout),
    ]


def crowding(layout: Layout) -> list[str]:
    """Notes with less than 6 points of white around their words, or between them. Squares have words below them."""
    found = []
    for field in layout.fields:
        for note in field.notes:
            room = Box(note.box.x + 6, note.box.y + 6, note.box.w - 12, note.box.h - 12)
            *words, times = note.texts
            figures = Box(times.box.x, times.box.y, times.box.w, times.y - times.box.y)  # nothing hangs below them
            if note.shapes[-1].box == note.box and not all(
                inside(box, room) for box in (*(w.box for w in words), figures)
            ):
                found.append(f"the words of {note.keyword!r} stand within 6 points of the edge")
        for i, note in enumerate(field.notes):
            wide = Box(note.box.x - 6, note.box.y - 6, note.box.w + 12, note.box.h + 12)
            found += [
                f"{note.keyword!r} and {o.keyword!r} stand within 6 points"
                for o in field.notes[i + 1 :]
                if not apart(wide, o.box)
            ]
    return found


def _of_notes(layout: Layout) -> Iterator[str]:
    for field in layout.fields:
        for note in field.notes:
            if not inside(note.box, field.box):
                yield f"note {note.keyword!r} leaves its field"
            for text in note.texts:
                if not inside(inked(text), note.box, 0.6):
                    yield f"text {text.text!r} leaves its note"
        ordered = sorted(field.notes, key=lambda n: n.box.y)
        for i, note in enumerate(ordered):
            for other in ordered[i + 1 :]:
                if other.box.y > note.box.bottom + 12:
                    break
                pairs = [(note.box, other.box), *((s.box, other.box) for s in note.shapes)]
                if not all(apart(a, b) for a, b in pairs):
                    yield f"notes {note.keyword!r} and {other.keyword!r} overlap"


def _of_fields(layout: Layout) -> Iterator[str]:
    page = Box(0, 0, layout.width, layout.height)
    for i, field in enumerate(layout.fields):
        if not inside(field.box, page):
            yield f"field {field.name!r} leaves the page"
        for other in layout.fields[i + 1 :]:
            if not apart(field.box, other.box):
                yield f"fields {field.name!r} and {other.name!r} overlap"
        for text in field.texts:
            if not inside(text.box, field.box, 1.0):
                yield f"text {text.text!r} leaves its field"


def _of_texts(layout: Layout) -> Iterator[str]:
    page = Box(12, 12, layout.width - 24, layout.height - 24)
    boxed = sorted(((t.box, t) for t in texts(layout)), key=lambda pair: pair[0].y)
    for i, (box, text) in enumerate(boxed):
        if text.size < 8 - 1e-6:
            yield f"text {text.text!r} is set in {text.size}"
        if not inside(box, page):
            yield f"text {text.text!r} leaves the page"
        for j in range(i + 1, len(boxed)):
            below, other = boxed[j]
            if below.y > box.bottom + 10:
                break
            if below.x < box.right and box.x < below.right and not read_apart(text, other):
                yield f"texts {text.text!r} and {other.text!r} overlap"


def _of_what_is_around(layout: Layout) -> Iterator[str]:
    """Titles, axis words, headers and legend against notes, axes and labels: nothing stands on anything else."""
    own = [*layout.texts, *(t for field in layout.fields for t in field.texts)]
    cards = [(note.keyword, shape.box) for field in layout.fields for note in field.notes for shape in note.shapes]
    axes = [line for line in layout.lines if line.arrow]
    for text in own:
        yield from (
            f"text {text.text!r} stands on the note {word!r}" for word, box in cards if not apart(text.box, box)
        )
        for line in axes:
            stroke = Box(line.x1 - 0.5, line.y1 - 0.5, line.x2 - line.x1 + 1, line.y2 - line.y1 + 1)
            if not apart(text.box, stroke):
                yield f"an axis runs through {text.text!r}"
        for shape in layout.shapes:
            if not apart(text.box, shape.box) and not inside(text.box, shape.box):
                yield f"text {text.text!r} stands half on a label"
    for line in axes:
        stroke = Box(line.x1, line.y1, line.x2 - line.x1, line.y2 - line.y1)
        yield from (f"an axis runs through the note {word!r}" for word, box in cards if not apart(stroke, box))


def _of_slide(layout: Layout) -> Iterator[str]:
    """Every text of the figure as native text on a slide: its words, size and place, and no other."""
    wanted = [(t.text, round(t.size, 3), t.x, t.y) for t in texts(layout)]
    drawn = [text for shape in slide(layout).shapes for text in _written_in(shape)]
    for one, other in zip_longest(sorted(wanted), sorted(drawn)):
        if (
            one is None
            or other is None
            or one[:2] != other[:2]
            or abs(one[2] - other[2]) + abs(one[3] - other[3]) > 0.6
        ):
            yield f"{one} is {other} on the slide"


def _written_in(shape: SlideShape) -> Iterator[tuple[str, float, float, float]]:
    for part in shape.parts:
        yield from _written_in(part)
    for i, words in enumerate(shape.lines):
        x = shape.x + {"left": shape.inset[0], "centre": shape.w / 2, "right": shape.w}[words.align]
        # A line that is set wider than natural grows upward, also the first.
        first = shape.y + shape.inset[1] + words.size * (ASCENT + shape.leading - 1.15)
        yield words.text, round(words.size, 3), x, first + i * shape.leading * words.size
