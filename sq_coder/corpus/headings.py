"""A document's headings and its table of contents, as evidence for where stories begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from sq_coder.corpus.identity import letters
from sq_coder.domain import Block, BlockKind, split_number

_LONGEST_TITLE = 250  # characters; longer bold text is a pull quote or an introduction
_CONTENTS = {"inhoud", "inhoudsopgave", "inhoudsoverzicht", "contents", "tableofcontents"}
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=\S)")  # '6 Bijlage', as Word numbers headings
_PAGE = r"[\s.…·]*[\s.…·](\d{1,3})"
_ENDS_WITH_PAGE = re.compile(rf"\S{_PAGE}\s*$")
_LEADER = re.compile(r"(?:\t|\.{3,}|…|(?:\. ){3,})\s*\d{1,3}\s*$")
# A number, a title, a page; then the end, or the next entry where all stand in one paragraph.
_ENTRY = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}})*)[.)]?\s+(\D.*?){_PAGE}(?=\s*$|\s+\d+(?:\.\d+)*[.)]?\s+\D)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that can be the heading of a chapter or a story."""

    at: int  # its place among the blocks
    title: str
    number: tuple[int, ...] = ()
    level: int = 0  # 0 is not known
    styled: bool = True  # a heading, or in bold or larger type; otherwise plain text that looks like a title


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in a table of contents."""

    number: tuple[int, ...]
    title: str  # its letters and digits

    def names(self, heading: Heading) -> bool:
        """Whether it is this heading's line: the same number, and a title that is the same but for a slip of the pen.

        A long title may have been cut off at a line's end; a title that is wholly the same may have another number.
        """
        one, other = self.title, letters(heading.title)
        short = min(len(one), len(other))
        if self.number != heading.number:
            return one == other and short >= 12
        return ratio(one, other) >= 85 or (short >= 12 and one[:short] == other[:short])


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: which blocks it takes, and its lines in order."""

    blocks: range
    entries: tuple[Entry, ...] = ()


def plain(block: Block) -> str:
    """A block's words as they stand in a story's text, with its number; an item without one gets a dash."""
    if block.number:
        return f"{block.number} {block.text}"
    return f"- {block.text}" if block.kind is BlockKind.ITEM else block.text


def title_of(text: str) -> str:
    """A title in its one form: single spaces, no line breaks, its own quotes kept as typed."""
    return " ".join(text.split())


def heading_of(at: int, block: Block, *, bare: bool = False) -> Heading | None:
    """The heading that this block can be, by its own looks; None for running text.

    With `bare` a heading's number may stand without a dot: '6 Bijlage'.
    """
    if block.kind is BlockKind.TABLE or not block.text.strip() or len(block.text) > _LONGEST_TITLE:
        return None
    styled = block.kind is BlockKind.HEADING or block.emphasis
    number, text = (block.number, block.text) if block.number else split_number(block.text)
    if not styled and (not number or "\n" in block.text.strip()):
        return None
    if bare and not number and block.kind is BlockKind.HEADING and (found := _BARE_NUMBER.match(text)):
        number, text = found[1], text[found.end() :]
    return Heading(at, title_of(text), _parts(number), block.level, styled)


def headings(blocks: Sequence[Block], contents: Contents) -> list[Heading]:
    """Every block that can be a heading and is no line of the table of contents, in reading order."""
    # One heading that begins with a number is '10 jaar samen'; two or more are a way of numbering.
    bare = sum(b.kind is BlockKind.HEADING and bool(_BARE_NUMBER.match(b.text)) for b in blocks) > 1
    return [
        heading
        for at, block in enumerate(blocks)
        if at not in contents.blocks and (heading := heading_of(at, block, bare=bare))
    ]


def contents_of(blocks: Sequence[Block]) -> Contents:
    """The table of contents; an empty one where the document has none."""
    short = ((at, block.text) for at, block in enumerate(blocks) if len(block.text) < 40)
    start = next((at for at, text in short if letters(text) in _CONTENTS), None)
    if start is None:
        start = next((at for at in range(len(blocks) - 3) if _leaders(blocks[at : at + 4])), None)
        if start is None:
            return Contents(range(0))
        start -= 1
    end = start + 1
    entries: list[Entry] = []
    while end < len(blocks) and not _ends_contents(end, blocks[end], entries):
        entries.extend(_entries(plain(blocks[end])))
        end += 1
    return Contents(range(max(start, 0), end), tuple(entries))


def _leaders(blocks: Sequence[Block]) -> bool:
    return all(_LEADER.search(block.text[-40:]) for block in blocks)


def _ends_contents(at: int, block: Block, entries: Sequence[Entry]) -> bool:
    """Whether the running document begins here."""
    text = plain(block)
    if _ENDS_WITH_PAGE.search(text) or len(list(_entries(text))) > 1:
        return False
    if block.kind is BlockKind.HEADING or block.emphasis or len(text) > _LONGEST_TITLE:
        return True
    heading = heading_of(at, block)
    return bool(heading and any(entry.names(heading) for entry in entries))


def _entries(text: str) -> Iterator[Entry]:
    for line in text.splitlines():
        found = list(_ENTRY.finditer(line))
        for entry in found:
            yield Entry(_parts(entry[1]), letters(entry[2]))
        if not found and (numbered := split_number(line))[0]:
            yield Entry(_parts(numbered[0]), letters(numbered[1]))


def _parts(number: str) -> tuple[int, ...]:
    """The parts of a number as written: '2.1.' is (2, 1); letters and roman numbers are none."""
    digits = re.findall(r"\d+", number)
    return tuple(map(int, digits)) if re.fullmatch(r"[\d.)]+", number) else ()
