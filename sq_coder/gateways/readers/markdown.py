"""Markdown: its words without its marks."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sq_coder.domain import Block, BlockKind, Document, normalise
from sq_coder.gateways.readers.blocks import counted, heading, tidy, with_text
from sq_coder.gateways.readers.encoding import decode
from sq_coder.gateways.readers.front import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(name: str, data: bytes) -> Document:
    """An md (CommonMark and tables): html tags are dropped, links keep their words, pictures are left out."""
    from markdown_it import MarkdownIt

    decoded, encoding = decode(name, data)
    source = normalise(decoded)
    front = _FRONT.match(source)
    said = about(name, front[1]) if front else None
    tokens = MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source)
    blocks = _Walk().blocks(tokens)
    pictures = sum(child.type == "image" for token in tokens for child in token.children or ())
    warnings = counted(pictures, f"{name}: a picture was left out.", f"{name}: {{}} pictures were left out.")
    title = said.title if said else ""
    return Document(name, "md", encoding, with_text(name, blocks), title=title, about=said, warnings=tuple(warnings))


class _Walk:
    """Goes through the tokens once, and knows in which item of a list it is."""

    def __init__(self) -> None:
        self._item: str | None = None  # the number of an item that has no paragraph yet

    def blocks(self, tokens: Sequence[Token]) -> list[Block]:
        """The blocks of a document, in order."""
        found: list[Block] = []
        cells: list[str] = []
        for at, token in enumerate(tokens):
            self._enter(token)
            if token.type == "inline":
                opener = tokens[at - 1]
                if opener.type in {"th_open", "td_open"}:
                    cells.append(_words(token))
                else:
                    found.append(self._block(opener, token))
            elif token.type == "tr_close":
                found.append(Block(tidy(" | ".join(cells)), BlockKind.TABLE))
                cells = []
            elif token.type in {"fence", "code_block"}:
                found.append(Block(tidy(token.content)))
            elif token.type == "html_block":
                found.extend(Block(text) for part in untagged(token.content).split("\n\n") if (text := tidy(part)))
        return found

    def _enter(self, token: Token) -> None:
        if token.type == "list_item_open":
            # The number as typed, where CommonMark itself counts on: a list of 1, 3 and 5 stays that.
            self._item = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "list_item_close":
            self._item = None

    def _block(self, opener: Token, inline: Token) -> Block:
        text = _words(inline)
        if opener.type == "heading_open":
            return heading(text, int(opener.tag[1:]))
        block = Block(tidy(text), emphasis=_is_strong(inline))
        if self._item is not None:
            block = replace(block, kind=BlockKind.ITEM, number=self._item)
            self._item = None  # an item's further paragraphs are paragraphs
        return block


def _words(inline: Token) -> str:
    """The words of a line of text: a soft line break is a space, a hard one a line break."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.casefold().startswith("<br")):
            parts.append("\n")
    return "".join(parts)


def _is_strong(inline: Token) -> bool:
    """Whether all its words are bold."""
    depth = 0
    words = False
    for child in inline.children or ():
        opens = child.type == "strong_open" or (child.type == "html_inline" and child.content in {"<b>", "<strong>"})
        closes = child.type == "strong_close" or (
            child.type == "html_inline" and child.content in {"</b>", "</strong>"}
        )
        depth += opens - closes
        if child.type in {"text", "code_inline"} and child.content.strip():
            if not depth:
                return False
            words = True
    return words


class _Untagged(HTMLParser):
    """Collects the words between html tags; not those of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser calls it so
        self._hidden += tag in {"script", "style"}
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag in {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote"}:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")


def untagged(html: str) -> str:
    """The words of a piece of html, paragraphs separated by blank lines."""
    parser = _Untagged()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
