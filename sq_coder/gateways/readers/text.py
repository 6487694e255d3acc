"""Plain text."""

from __future__ import annotations

import re

from sq_coder.domain import Block, BlockKind, Document
from sq_coder.gateways.readers.blocks import tidy, with_text
from sq_coder.gateways.readers.encoding import decode

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_PARAGRAPH = 120  # characters; somebody who types longer lines means each as a paragraph


def read_text(name: str, data: bytes) -> Document:
    """A txt: paragraphs are what blank lines separate, or each line where lines are long; other line ends are kept."""
    decoded, encoding = decode(name, data)
    text = tidy(decoded)
    paragraphs = [part.strip("\n") for part in _BLANK.split(text)]
    blocks: list[Block] = []
    for paragraph in paragraphs:
        lines = paragraph.split("\n")
        if len(lines) > 1 and sum(map(len, lines)) > _PARAGRAPH * len(lines):
            blocks.extend(Block(line, BlockKind.PARAGRAPH) for line in lines)
        else:
            blocks.append(Block(paragraph, BlockKind.PARAGRAPH))
    warnings = () if encoding.startswith("UTF") else (f"{name}: read as {encoding}; look whether é and ë are right.",)
    return Document(name, "txt", encoding, with_text(name, blocks), warnings=warnings)
