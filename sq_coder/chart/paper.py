"""Pages for working on paper: story cards, post-its to cut, and an empty quadrant for the wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sq_coder.chart.colours import GREY, INK, WHITE
from sq_coder.chart.layout import Box, Layout, Line, Shape, Text
from sq_coder.chart.words import clean, wrap
from sq_coder.domain import Codebook, Condition, Position, Story, Tally

WIDTH, HEIGHT, MARGIN = 595.276, 841.89, 45.0  # A4, upright
_TYPE, _STEP = 11.0, 15.5
_NOTE = 76 / 25.4 * 72  # a post-it

_WORDS = {
    "nl": {
        "ours": "Ons kernwoord, of onze kernwoorden:",
        "who": "Nagekeken door:",
        "goes_on": "gaat verder op de volgende kaart",
        "page": "{n} van {of}",
        "cards": "Verhaalkaart",
        "notes": "Kernwoorden om op te hangen",
        "wall": "Leeg kwadrant",
        "times": "{n} keer genoteerd",
        "once": "één keer genoteerd",
        "undecided": "nog geen plek",
    },
    "en": {
        "ours": "Our keyword, or keywords:",
        "who": "Checked by:",
        "goes_on": "goes on on the next card",
        "page": "{n} of {of}",
        "cards": "Story card",
        "notes": "Keywords to put up",
        "wall": "Empty quadrant",
        "times": "noted {n} times",
        "once": "noted once",
        "undecided": "no place yet",
    },
}


def cards(stories: Sequence[Story], *, language: str) -> Iterator[Layout]:
    """One card per story: title, year, group, the first characters of its id, its text, and lines to write on."""
    say = _WORDS[language]
    room = WIDTH - 2 * MARGIN
    for story in stories:
        rows = [row for part in story.text.split("\n") for row in (wrap(clean(part), room / _TYPE).lines or ("",))]
        first, later = _fitting(writing=True), _fitting(writing=False)
        pages = [rows] if len(rows) <= first else [rows[i : i + later] for i in range(0, len(rows), later)]
        if len(pages) > 1 and len(pages[-1]) > first:
            pages.append([])
        for number, page in enumerate(pages, 1):
            yield _card(story, page, (number, len(pages)), say, language)


def _fitting(*, writing: bool) -> int:
    return int((HEIGHT - 2 * MARGIN - 62 - (150 if writing else 24)) // _STEP)


def _card(story: Story, rows: Sequence[str], place: tuple[int, int], say: dict[str, str], language: str) -> Layout:
    number, of = place
    about = " · ".join(str(part) for part in (story.year, story.group, story.id[:8]) if part)
    texts = [Text(MARGIN, MARGIN + 16, _short(story.title, 15), 15, bold=True)]
    texts.append(Text(MARGIN, MARGIN + 34, clean(about), 9, colour=GREY))
    if of > 1:
        texts.append(
            Text(WIDTH - MARGIN, MARGIN + 34, say["page"].format(n=number, of=of), 9, colour=GREY, anchor="end")
        )
    texts += [Text(MARGIN, MARGIN + 62 + i * _STEP, row, _TYPE) for i, row in enumerate(rows) if row]
    lines = [Line(MARGIN, MARGIN + 42, WIDTH - MARGIN, MARGIN + 42, GREY, 0.6)]
    foot = HEIGHT - MARGIN
    if number < of:
        texts.append(Text(WIDTH - MARGIN, foot, say["goes_on"], 9, colour=GREY, anchor="end"))
    else:
        texts += [
            Text(MARGIN, foot - 112, say["ours"], 10, bold=True),
            Text(MARGIN, foot - 8, say["who"], 9, colour=GREY),
        ]
        lines += [Line(MARGIN, foot - y, WIDTH - MARGIN, foot - y, GREY, 0.6) for y in (84, 58, 32)]
    return Layout(
        width=WIDTH,
        height=HEIGHT,
        title=f"{say['cards']}: {story.id[:8]}",
        description=say["cards"],
        fields=(),
        texts=tuple(texts),
        lines=tuple(lines),
        language=language,
    )


def _short(text: str, size: float) -> str:
    rows = wrap(clean(text), (WIDTH - 2 * MARGIN) / size, bold=True).lines
    return f"{rows[0]} …" if len(rows) > 1 else "".join(rows)


def notes(tally: Tally, codebook: Codebook, *, language: str) -> Iterator[Layout]:
    """Six post-its to a page, one per keyword with how often it was noted; without counts the codebook's keywords."""
    say = _WORDS[language]
    counted = [
        (word, n, codebook.condition(c.condition))
        for c in (*tally.conditions, tally.undecided)
        for word, n, _ in c.keywords
    ]
    listed = counted or [(k.word, 0, codebook.condition(k.condition)) for k in codebook.keywords]
    across, gap = 2, 24.0
    left = (WIDTH - across * _NOTE - gap) / 2
    top = (HEIGHT - 3 * _NOTE - 2 * gap) / 2
    for start in range(0, len(listed), 6):
        shapes: list[Shape] = []
        texts: list[Text] = []
        for i, (word, n, condition) in enumerate(listed[start : start + 6]):
            box = Box(left + i % across * (_NOTE + gap), top + i // across * (_NOTE + gap), _NOTE, _NOTE)
            shapes += [Shape(box, WHITE, GREY, dashed=True), Shape(Box(box.x, box.y, box.w, 10), _colour(condition))]
            texts += _noted(word, n, _name(condition, say, language), box, say)
        yield Layout(
            width=WIDTH,
            height=HEIGHT,
            title=say["notes"],
            description=", ".join(word for word, _, _ in listed[start : start + 6]),
            fields=(),
            texts=tuple(texts),
            shapes=tuple(shapes),
            language=language,
        )


def _noted(word: str, n: int, name: str, box: Box, say: dict[str, str]) -> list[Text]:
    size = 26.0
    while size > 12 and (
        len(rows := wrap(clean(word), (box.w - 24) / size, bold=True).lines) > 4 or _broken(word, box, size)
    ):
        size -= 1
    rows = wrap(clean(word), (box.w - 24) / size, bold=True).lines
    x, y = box.x + box.w / 2, box.y + box.h / 2 - (len(rows) - 1) * size * 0.6
    texts = [Text(x, y + i * size * 1.2, row, size, bold=True, anchor="middle") for i, row in enumerate(rows)]
    said = say["once"] if n == 1 else say["times"].format(n=n)
    texts.append(Text(box.x + 12, box.bottom - 26, said if n else "", 11, colour=INK))
    label = wrap(name, (box.w - 24) / 9).lines[:1]
    texts += [Text(box.x + 12, box.bottom - 11, row, 9, colour=GREY) for row in label]
    return [text for text in texts if text.text]


def _broken(word: str, box: Box, size: float) -> bool:
    return wrap(clean(word), (box.w - 24) / size, bold=True).broken > 0


def wall(codebook: Codebook, *, language: str) -> Layout:
    """An empty quadrant on A3, lying down: the conditions in their corners and the axis words; or a board of fields."""
    say = _WORDS[language]
    width, height, margin = 1190.551, 841.89, 60.0
    texts: list[Text] = []
    shapes: list[Shape] = []
    for condition, box in _places(codebook, Box(margin, margin, width - 2 * margin, height - 2 * margin)):
        shapes += [Shape(box, WHITE, GREY), Shape(Box(box.x, box.y, box.w, 8), condition.colour)]
        rows = wrap(_name(condition, say, language), (box.w - 24) / 16, bold=True).lines
        texts += [Text(box.x + 12, box.y + 30 + i * 19, row, 16, bold=True) for i, row in enumerate(rows)]
    axes = codebook.axes if language == "nl" else codebook.axes_en
    middle = height / 2
    texts += [
        Text(width / 2, margin - 16, axes.top, 13, colour=GREY, anchor="middle"),
        Text(width / 2, height - margin + 28, axes.bottom, 13, colour=GREY, anchor="middle"),
        Text(margin + 6, middle + 4, axes.left, 13, colour=GREY),
        Text(width - margin - 6, middle + 4, axes.right, 13, colour=GREY, anchor="end"),
    ]
    return Layout(
        width=width,
        height=height,
        title=say["wall"],
        description=", ".join(_name(c, say, language) for c in codebook.conditions),
        fields=(),
        texts=tuple(text for text in texts if text.text),
        shapes=tuple(shapes),
        language=language,
    )


def _places(codebook: Codebook, room: Box) -> Iterator[tuple[Condition, Box]]:
    """Each condition's field: on a quadrant by its position, else row by row."""
    placed = all(c.position for c in codebook.conditions)
    across = 2 if placed else max(1, round((len(codebook.conditions) * 1.4) ** 0.5))
    down = 2 if placed else -(-len(codebook.conditions) // across)
    gap = 36.0 if placed else 14.0
    w, h = (room.w - (across - 1) * gap) / across, (room.h - (down - 1) * gap) / down
    for i, condition in enumerate(codebook.conditions):
        at = list(Position).index(condition.position) if placed and condition.position else i
        yield condition, Box(room.x + at % across * (w + gap), room.y + at // across * (h + gap), w, h)


def _colour(condition: Condition | None) -> str:
    return condition.colour if condition else GREY


def _name(condition: Condition | None, say: dict[str, str], language: str) -> str:
    if condition is None:
        return say["undecided"]
    return condition.name if language == "nl" else condition.name_en or condition.name
