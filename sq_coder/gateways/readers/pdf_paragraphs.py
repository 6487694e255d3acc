"""Paragraphs from the lines of a pdf, which knows no paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from sq_coder.domain import Block, BlockKind, split_number
from sq_coder.gateways.readers.blocks import heading
from sq_coder.gateways.readers.pdf_lines import Line, body_size

_HEADING = 1.08  # times the running text
_GAP = 1.3  # times the usual distance of lines
_LONGEST_HEADING = 250  # characters; a longer text in large type is an introduction
_BULLET = re.compile(r"[•●◦○▪▫■□‣⁃∙·*–—-]\s+(?=\S)")
_ENDS_WITH_PAGE = re.compile(r"(?:\t|\.{3,}|…|(?:\. ){3,})\s*\d{1,3}$")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[\"”»]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AFTER_HANGING = re.compile(r"(?:en|of|en/of|and|or|tot|t/m|als)\b")


def paragraphs(lines: Sequence[Line]) -> list[Block]:
    """The blocks that the lines make, in reading order."""
    if not lines:
        return []
    body = body_size(lines)
    leading = _leading(lines)
    edges = _right_edges(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, body, leading, edges):
            groups[-1].append(line)
        else:
            groups.append([line])
    levels = {size: level for level, size in enumerate(sorted(_heading_sizes(groups, body), reverse=True), 1)}
    words = _words(lines)
    return [_block(group, levels, words, edges) for group in groups]


def _leading(lines: Iterable[Line]) -> float:
    """The usual distance between two lines of one paragraph, in times their size."""
    distances = [
        round((one.base - other.base) / one.size, 2)
        for one, other in pairwise(lines)
        if one.page == other.page and one.size == other.size and 0 < one.base - other.base < 2.5 * one.size
    ]
    # The smallest distance that is common: in a text of one-line paragraphs the median is a paragraph's.
    common = [distance for distance, count in Counter(distances).items() if count * 8 >= len(distances)]
    return min(common, default=median(distances) if distances else 1.2)


def _right_edges(lines: Iterable[Line]) -> dict[Line, float]:
    """How far the column of each line reaches: the end of the longest line above or below it on its page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return {
        line: max(other.right for other in page if other.left < line.right and other.right > line.left)
        for page in pages.values()
        for line in page
    }


def _continues(group: Sequence[Line], line: Line, body: float, leading: float, edges: dict[Line, float]) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = group[-1]
    starts_low = line.text[0].islower()
    unfinished = not _TERMINAL.search(last.text)
    other_type = abs(last.size - line.size) > 0.6 or (last.bold != line.bold and not (unfinished and starts_low))
    if other_type or _BULLET.match(line.text) or _ENDS_WITH_PAGE.search(last.text):
        return False
    loud = line.size > _HEADING * body or line.bold
    if last.page != line.page or line.base > last.base:  # a new page or column
        return not loud and (unfinished or starts_low) and not _is_short(group, edges)
    broken = _is_broken_off(last, line, edges[last])
    if last.base - line.base > _GAP * leading * line.size or (broken and split_number(line.text)[0]):
        return False
    indented = line.left - last.left > 0.8 * line.size and not _BULLET.match(group[0].text)
    return loud or unfinished or not (broken or indented)


def _is_short(group: Sequence[Line], edges: dict[Line, float]) -> bool:
    """Whether a paragraph is one short line, such as a title in plain type at the foot of a page."""
    return len(group) == 1 and group[0].right < 0.6 * edges[group[0]]


def _is_broken_off(last: Line, line: Line, edge: float) -> bool:
    """Whether the author ended a line: the next line's first word would have fitted on it."""
    width = (line.right - line.left) / max(1, len(line.text))
    first = len(line.text.split(maxsplit=1)[0]) + 1
    return last.right + first * width < edge - width


def _heading_sizes(groups: Iterable[Sequence[Line]], body: float) -> set[float]:
    return {group[0].size for group in groups if group[0].size > _HEADING * body}


def _words(lines: Iterable[Line]) -> frozenset[str]:
    """The words that stand whole somewhere in the document: they decide what a hyphen at a line's end was."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line.text)[:-1])


def _block(group: Sequence[Line], levels: dict[float, int], words: frozenset[str], edges: dict[Line, float]) -> Block:
    first = group[0]
    emphasis = all(line.bold for line in group) or first.size in levels
    text = _joined(group, words, None if emphasis else edges)
    if first.size in levels and len(text) <= _LONGEST_HEADING:
        return heading(text, levels[first.size], emphasis=True, page=first.page)
    if bullet := _BULLET.match(text):
        return Block(text[bullet.end() :], BlockKind.ITEM, page=first.page, emphasis=emphasis)
    number, words_after = split_number(text)
    if number and not emphasis:
        return Block(words_after, BlockKind.ITEM, number=number, page=first.page)
    return Block(text, BlockKind.PARAGRAPH, page=first.page, emphasis=emphasis)


def _joined(group: Sequence[Line], words: frozenset[str], edges: dict[Line, float] | None) -> str:
    """The lines as running text; with edges, a line that the author ended keeps its end."""
    text = group[0].text
    for last, line in pairwise(group):
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and line.text[0].isalpha():
            text = _mended(text, line.text, words)
        elif edges and last.page == line.page and not line.text[0].islower() and _ended(last, line, edges):
            text = f"{text}\n{line.text}"
        else:
            text = f"{text} {line.text}"
    return text


def _ended(last: Line, line: Line, edges: dict[Line, float]) -> bool:
    return line.base < last.base and _is_broken_off(last, line, edges[last])


def _mended(text: str, after: str, words: frozenset[str]) -> str:
    """Two parts of a word that a line's end parted, joined without the hyphen that only the line's end needed.

    A hyphen stays before 'en' and 'of' ('wijk- en dorpsteams'), before a capital, after a capital letter or in a word
    that has more of them ('Wmo-loket', 'mond-tot-mond'), and where the document has the word with its hyphen elsewhere.
    """
    if _AFTER_HANGING.match(after):
        return f"{text} {after}"
    before = text.rsplit(maxsplit=1)[-1]
    head, tail = _WORD.findall(f" {before[:-1]}")[-1:], _WORD.match(after)
    if head and tail:
        whole, hyphened = (head[0] + tail[0]).casefold(), f"{head[0]}-{tail[0]}".casefold()
        if whole not in words and (
            hyphened in words or "-" in before[:-1] or after[0].isupper() or any(map(str.isupper, before[1:]))
        ):
            return text + after
    return text[:-1] + after
