"""What every reader does with the text of a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sq_coder.domain import Block, BlockKind, normalise, split_number
from sq_coder.errors import DocumentError

# Hyphens that only a line's end would show, and spaces that only forbid a line's end, are layout, not text.
_LAYOUT = {"\u00ad": "", "\u200b": "", "\u2060": "", "\u00a0": " ", "\u202f": " "}


def tidy(text: str) -> str:
    r"""The stored form of a text from a document: normalised, without layout characters and spaces at line ends.

    >>> tidy("samen\u00adwerken\u00a0nu \r\n graag")
    'samenwerken nu\ngraag'
    """
    for character, instead in _LAYOUT.items():
        if character in text:
            text = text.replace(character, instead)
    lines = normalise(text).split("\n")
    return "\n".join([line.rstrip(" \t").lstrip(" ") for line in lines]).strip("\n")


def heading(text: str, level: int, *, number: str = "", emphasis: bool = False, page: int = 0) -> Block:
    """A heading, its number apart from its words; a typed number comes before a generated one.

    Both stand in a document whose template numbers its headings while its author does so too.
    """
    typed, text = split_number(" ".join(tidy(text).split()))
    number = typed or number
    return Block(text, BlockKind.HEADING, level, number, page, emphasis)


def with_text(name: str, blocks: Iterable[Block], *, do: str = "Choose another file.") -> tuple[Block, ...]:
    """The blocks that have words; a refusal where none has."""
    kept = tuple(block for block in blocks if any(map(str.isalnum, block.text)) or block.number)
    if not any(any(map(str.isalnum, block.text)) for block in kept):
        raise DocumentError(name, "It has no text.", do=do)
    return kept


def counted(count: int, one: str, more: str) -> Iterator[str]:
    """A warning with its count; none where there is nothing to warn of."""
    if count:
        yield one if count == 1 else more.format(count)
