"""Documents to stories: a report has its stories in an appendix, any other document is one story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from sq_coder.corpus.appendix import Section, sections, self_named
from sq_coder.corpus.headings import Contents, Heading, contents_of, headings, plain, title_of
from sq_coder.domain import Block, BlockKind, Document, FoundStory, Perspective, Split, split_number

_LONGEST_FIRST_LINE = 100  # characters of a first line that is a title
_MANY_HEADINGS = 3  # a story that has this many headings may be a collection that was not recognised


def split(document: Document, *, mode: Literal["auto", "none"] = "auto") -> Split:
    """A document's stories and what is in none of them; every block is in exactly one title, text or outside part.

    With mode 'auto':

    - rows of a table are stories already;
    - a report has its stories under an appendix that announces them ('Bijlage: Tien verhalen van bewoners 2024') or,
      without one, under a heading that opens with them ('De verhalen'): the numbered headings that count up, or without
      numbers the headings of the first one's level. Heading styles, bold type and the table of contents are evidence;
      the next chapter and back matter (sources, colophon, afterword, another appendix) end it;
    - headings that each name themselves a story ('Verhaal 1', 'Interview 2: Anna') are stories;
    - anything else is one story, also when it has more headings, with a warning from three on. Its title is its first
      block where that is a heading or a short line without a full stop, else the file's name.

    With mode 'none' the whole document is one story.

    Titles lose their number and keep their own quotes. The one year in an appendix's heading becomes the stories'
    year, and one that names group facilitators gives their perspective; what the researcher says comes before both.
    """
    if document.rows:
        return Split(document.rows, warnings=document.warnings)
    found = _found(document, mode)
    return replace(found, stories=tuple(_told(story, document.about) for story in found.stories))


def _told(story: FoundStory, about: FoundStory | None) -> FoundStory:
    """A story with what its document says about every story in it; a title holds only where there is one story."""
    if about is None:
        return story
    return replace(
        story,
        year=about.year or story.year,
        group=about.group or story.group,
        perspective=about.perspective or story.perspective,
        consent=about.consent or story.consent,
        attributes=about.attributes,
    )


def _found(document: Document, mode: str) -> Split:
    blocks = [block for block in document.blocks if block.text.strip()]
    if mode == "auto":
        contents = contents_of(blocks)
        found = headings(blocks, contents)
        if parts := sections(blocks, found, contents):
            return _report(document, blocks, parts)
        if (named := self_named(found)) and (stories := _with_text(named, len(blocks))):
            return _collection(document, blocks, stories)
        return _one(document, blocks, _hint(found, contents))
    return _one(document, blocks, ())


def _report(document: Document, blocks: Sequence[Block], parts: Sequence[Section]) -> Split:
    """The stories of a report's appendices; all else is outside."""
    stories: list[FoundStory] = []
    outside: list[str] = []
    warnings = list(document.warnings)
    at = 0
    for part in parts:
        outside.extend(plain(block) for block in blocks[at : part.stories[0].at])
        for heading, after in pairwise([*part.stories, Heading(part.end, "")]):
            text = _text(blocks[heading.at + 1 : after.at])
            stories.append(_story(document, heading.title, text, part.year, part.perspective))
        at = part.end
        warnings.extend(_missing(document, part))
    outside.extend(plain(block) for block in blocks[at:])
    return Split(tuple(stories), tuple(outside), tuple(warnings))


def _collection(document: Document, blocks: Sequence[Block], named: Sequence[Heading]) -> Split:
    """The stories of a document whose headings each name themselves a story."""
    stories = [
        _story(document, heading.title, _text(blocks[heading.at + 1 : after.at]))
        for heading, after in pairwise([*named, Heading(len(blocks), "")])
    ]
    outside = tuple(plain(block) for block in blocks[: named[0].at])
    return Split(tuple(stories), outside, document.warnings)


def _with_text(named: Sequence[Heading], end: int) -> list[Heading]:
    """The headings, where each has text under it; else none, since a story without text is a misreading."""
    ends = [*(heading.at for heading in named), end]
    return list(named) if all(after > at + 1 for at, after in pairwise(ends)) else []


def _one(document: Document, blocks: Sequence[Block], warnings: Sequence[str]) -> Split:
    """The whole document as one story; no story where it has no text."""
    if not blocks:
        return Split((), warnings=document.warnings)
    first, *rest = blocks
    title = _own_title(document)
    if title and title_of(first.text) == title and rest:
        blocks = rest
    elif title:
        pass
    elif rest and _is_title(first):
        number_and_title = first.text if first.kind is BlockKind.HEADING else plain(first)
        title, blocks = title_of(split_number(number_and_title)[1]), rest
    story = _story(document, title or _stem(document.name), _text(blocks))
    return Split((story,), warnings=(*document.warnings, *warnings))


def _own_title(document: Document) -> str:
    return document.about.title if document.about else ""


def _is_title(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    text = block.text.strip()
    short = len(text) <= _LONGEST_FIRST_LINE and "\n" not in text
    # A speaker's turn ('Interviewer:') and an opening sentence are text.
    return block.kind is BlockKind.PARAGRAPH and short and not text.rstrip("\"'”’»").endswith((".", ":", ",", ";"))


def _hint(found: Sequence[Heading], contents: Contents) -> tuple[str, ...]:
    """What to look at where one story was read from a document with the looks of more."""
    styled = sum(heading.styled for heading in found)
    if not contents.entries and styled < _MANY_HEADINGS:
        return ()
    return (
        f"It has {styled} headings but no appendix or heading that announces stories, so it was taken as one story. "
        "If it holds more, name them under a heading such as 'Bijlage: Verhalen', or save each as a file.",
    )


def _missing(document: Document, part: Section) -> Iterable[str]:
    if part.missing:
        numbers = ", ".join(part.missing)
        named = len(part.missing) + len(part.stories)
        yield (
            f"{document.name}: its table of contents names {named} stories; {len(part.stories)} were found, "
            f"not {numbers}. Look whether the document is whole."
        )


def _story(
    document: Document, title: str, text: str, year: int | None = None, perspective: Perspective | None = None
) -> FoundStory:
    return FoundStory(title or _stem(document.name), text, year=year, perspective=perspective, source=document.name)


def _text(blocks: Sequence[Block]) -> str:
    """Running text: a blank line between paragraphs, none between the items of one list."""
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        items = before is not None and before.kind is block.kind is BlockKind.ITEM
        parts.append(("\n" if items else "\n\n" if parts else "") + plain(block).strip())
    return "".join(parts)


def _stem(name: str) -> str:
    """A file's name without its folders and extension."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return last.rpartition(".")[0] or last
