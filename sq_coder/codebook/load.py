"""A codebook's text, checked: every problem is collected with its line, and raised once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import yaml

from sq_coder.codebook.entries import Entries, Problems
from sq_coder.codebook.signals import parse
from sq_coder.domain import (
    UNDECIDED,
    AxisWords,
    Codebook,
    Condition,
    ConditionId,
    Keyword,
    KeywordKey,
    Position,
    keyword_key,
    sha256,
    word_count,
)
from sq_coder.domain.decision import MOST_WORDS
from sq_coder.errors import CodebookError, quote

# The C loader is ten times as fast; both are safe loaders, and neither makes objects here: nodes only.
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

QUADRANTS = 4
DEEPEST = 20
"""A codebook nests four deep."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ID = re.compile(r"[a-z][a-z0-9_-]*")


@lru_cache(maxsize=16)  # a study reads the same text at its making, its opening and each of its screens
def load(text: str, *, file: str = "codebook.yaml") -> Codebook:
    """The codebook that a text describes.

    Raises:
        CodebookError: with every problem and its line.
    """
    problems = Problems()
    root = Entries.of(_compose(text, file), problems, "the codebook")
    if root is None:
        raise CodebookError(file, problems)
    root.allow("name", "name_en", "language", "axes", "conditions", "keywords")
    conditions = tuple(_conditions(root, problems))
    axes = root.map("axes")
    if axes:
        axes.allow("nl", "en")
    codebook = Codebook(
        name=root.text("name", needed=True),
        name_en=root.text("name_en"),
        language=root.text("language") or "nl",
        conditions=conditions,
        keywords=tuple(_keywords(root, {c.id for c in conditions}, problems)),
        axes=_axes(axes, "nl"),
        axes_en=_axes(axes, "en"),
        text=text,
        sha256=sha256(text),
    )
    if problems:
        raise CodebookError(file, sorted(problems, key=lambda problem: problem[0]))
    return codebook


def _compose(text: str, file: str) -> yaml.Node:
    try:
        _check_depth(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"this is not valid YAML: {error.problem or error.context}. Correct the line (indent with spaces)."
        raise CodebookError(file, [((mark.line + 1) if mark else 1, what)]) from error
    except (yaml.YAMLError, UnicodeError) as error:
        what = "this holds characters that are not text. Save the file as UTF-8 text."
        raise CodebookError(file, [(1, what)]) from error
    if node is None:
        what = "there is nothing in it. Write at least a name, conditions and keywords."
        raise CodebookError(file, [(1, what)])
    return node


def _check_depth(text: str, file: str) -> None:
    """Refuse what is nested deeply before making nodes of it: libyaml's composer crashes Python on it."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            what = "this is nested too deeply. Write it like the codebook that sq-coder starts with."
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise CodebookError(file, [(line, what)])


def _axes(axes: Entries | None, language: str) -> AxisWords:
    words = axes.map(language) if axes else None
    if not words:
        return AxisWords()
    words.allow("left", "right", "top", "bottom")
    return AxisWords(**{side: words.text(side) for side in ("left", "right", "top", "bottom")})


def _conditions(root: Entries, problems: Problems) -> Iterator[Condition]:
    entries = root.map("conditions", needed=True)
    if entries is None:
        return
    four = len(entries) == QUADRANTS
    if not len(entries):
        problems.add(entries.line(), "there is no condition. Add at least one.")
    taken: dict[Position, str] = {}
    for id in entries:
        if id == UNDECIDED or not _ID.fullmatch(id):
            problems.add(
                entries.line(id), f"{quote(id)} cannot be a condition's id. Use small letters, and not 'undecided'."
            )
        entry = entries.map(id)
        if entry is None:
            continue
        entry.allow("name", "name_en", "position", "colour", "definition", "definition_en", "source")
        yield Condition(
            id=ConditionId(id),
            name=entry.text("name", needed=True),
            name_en=entry.text("name_en"),
            definition=entry.text("definition"),
            definition_en=entry.text("definition_en"),
            colour=_colour(entry, problems),
            position=_position(entry, id, taken, four=four),
            source=entry.text("source"),
        )


def _colour(entry: Entries, problems: Problems) -> str:
    colour = entry.text("colour", needed=True)
    if colour and not _COLOUR.fullmatch(colour):
        problems.add(entry.line("colour"), f"{quote(colour)} is not a colour. Write it like '#1d3f72', in quotes.")
    return colour.lower()


def _position(entry: Entries, id: str, taken: dict[Position, str], *, four: bool) -> Position | None:
    written = entry.text("position")
    places = ", ".join(Position)
    if not written:
        if four:
            entry.problems.add(
                entry.line(), f"condition {quote(id)} has no position on the quadrant. Add one of: {places}."
            )
        return None
    if written not in set(Position):
        entry.problems.add(entry.line("position"), f"{quote(written)} is not a position. Choose one of: {places}.")
        return None
    position = Position(written)
    if position in taken:
        entry.problems.add(
            entry.line("position"),
            f"conditions {quote(taken[position])} and {quote(id)} have the same position ({position}). Change one.",
        )
    taken[position] = id
    return position


def _keywords(root: Entries, conditions: set[ConditionId], problems: Problems) -> Iterator[Keyword]:
    words: dict[KeywordKey, Keyword] = {}
    lines: dict[KeywordKey, Entries] = {}
    for entry in root.maps("keywords"):
        entry.allow("word", "condition", "en", "definition", "aliases", "signals", "against", "source")
        keyword = Keyword(
            word=" ".join(entry.text("word", needed=True).split()),
            condition=ConditionId(entry.text("condition", needed=True)),
            definition=entry.text("definition"),
            aliases=tuple(entry.texts("aliases")),
            signal_words=tuple(entry.texts("signals")),
            source=entry.text("source"),
            word_en=entry.text("en"),
            against=entry.truth("against"),
        )
        _check_keyword(entry, keyword, conditions)
        if (twin := words.get(keyword.key)) is not None:
            _say_twice(entry, twin, keyword)
            continue
        words[keyword.key], lines[keyword.key] = keyword, entry
        yield keyword
    _check_aliases(words, lines, problems)


def _check_keyword(entry: Entries, keyword: Keyword, conditions: set[ConditionId]) -> None:
    problems = entry.problems
    if keyword.word and not keyword.key:
        problems.add(entry.line("word"), f"{quote(keyword.word)} holds no letter or digit. Write a keyword.")
    if word_count(keyword.word) > MOST_WORDS:
        problems.add(
            entry.line("word"), f"keyword {quote(keyword.word)} has more than four words. Shorten it to at most four."
        )
    if conditions and keyword.condition and keyword.condition not in conditions:
        known = ", ".join(sorted(conditions))
        problems.add(
            entry.line("condition"),
            f"keyword {quote(keyword.word)} stands under {quote(keyword.condition)}, which is not a condition. "
            f"Choose one of: {known}.",
        )
    for line, signal in entry.lined("signals"):
        try:
            parse(signal)
        except ValueError as error:
            problems.add(line, f"signal word {quote(signal)} {error}. Correct or remove it.")


def _say_twice(entry: Entries, twin: Keyword, keyword: Keyword) -> None:
    if twin.condition != keyword.condition:
        what = f"stands under two conditions ({twin.condition}, {keyword.condition})"
    else:
        what = "stands here twice"
    entry.problems.add(entry.line("word"), f"keyword {quote(keyword.word)} {what}. Keep one.")


def _check_aliases(words: dict[KeywordKey, Keyword], entries: dict[KeywordKey, Entries], problems: Problems) -> None:
    """An alias names one keyword: not two, and not another keyword itself."""
    taken: dict[KeywordKey, str] = {key: keyword.word for key, keyword in words.items()}
    for key, entry in entries.items():
        for line, alias in entry.lined("aliases"):
            owner = taken.get(keyword_key(alias))
            if owner is not None:
                problems.add(line, f"alias {quote(alias)} already belongs to keyword {quote(owner)}. Keep one.")
            taken.setdefault(keyword_key(alias), words[key].word)
