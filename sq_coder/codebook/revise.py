"""A codebook's text with one keyword changed, added or taken out; every other line stays as somebody wrote it.

The text is edited by position, with the marks of PyYAML's nodes: researchers edit the same file by hand, and writing it
whole from the nouns would lose their comments and order. What came out is read back, so it says what was asked or is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml

from sq_coder.codebook.load import load
from sq_coder.domain import Codebook, Keyword, keyword_key
from sq_coder.errors import Problem

# As in load: the C loader is ten times as fast, and both make nodes only.
_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

FIELDS = ("word", "condition", "en", "definition", "aliases", "against", "source", "signals")
"""In the order in which a new entry is written."""


def with_keyword(codebook: Codebook, keyword: Keyword) -> str:
    """The codebook's text with this keyword in place of the one with its key; a new one stands last of its condition.

    Raises:
        CodebookError: what the keyword says cannot stand in a codebook.
        Problem: the text is written in a way that cannot be edited by position.
    """
    wanted = _tidy(keyword)
    was = codebook.keyword(wanted.word)
    if was == wanted:
        return codebook.text
    keywords = [wanted if k is was else k for k in codebook.keywords] + ([] if was else [wanted])
    lines = codebook.text.split("\n")
    items, node = _items(codebook.text)
    if items is None or items.flow_style or not items.value:
        return _checked(_whole(lines, node, items, keywords), codebook, keywords)
    if was is None:
        after = _last_of(items, wanted)
        at = _last(after, lines) + 1
        text = _joined(lines[:at], _entry(wanted, _dash(after, lines)), lines[at:])
        return _checked(text, codebook, keywords)
    item = next(item for item in items.value if keyword_key(_text(item, "word")) == was.key)
    return _checked(_changed(lines, item, was, wanted), codebook, keywords)


def without_keyword(codebook: Codebook, word: str) -> str:
    """The codebook's text without a keyword; the text as it is when it has none of that key.

    Raises:
        Problem: the text is written in a way that cannot be edited by position.
    """
    was = codebook.keyword(word)
    if was is None:
        return codebook.text
    keywords = [k for k in codebook.keywords if k is not was]
    lines = codebook.text.split("\n")
    items, node = _items(codebook.text)
    if items is None or items.flow_style or not keywords:
        return _checked(_whole(lines, node, items, keywords), codebook, keywords)
    item = next(item for item in items.value if keyword_key(_text(item, "word")) == was.key)
    text = _joined(lines[: item.start_mark.line], [], lines[_last(item, lines) + 1 :])
    return _checked(text, codebook, keywords)


def _tidy(keyword: Keyword) -> Keyword:
    return replace(
        keyword,
        word=" ".join(keyword.word.split()),
        word_en=" ".join(keyword.word_en.split()),
        definition=" ".join(keyword.definition.split()),
        aliases=_each(keyword.aliases),
        signal_words=_each(keyword.signal_words),
    )


def _each(texts: Sequence[str]) -> tuple[str, ...]:
    """Each text once, on one line."""
    return tuple(dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))))


def _checked(text: str, codebook: Codebook, keywords: Sequence[Keyword]) -> str:
    """The text, when it says exactly this; comments and order are the researchers' own, so nothing else may move."""
    made = load(text)
    by_key = {k.key: k for k in keywords}
    same = all(getattr(made, name) == getattr(codebook, name) for name in ("name", "conditions", "axes", "axes_en"))
    if not same or {k.key: k for k in made.keywords} != by_key or len(made.keywords) != len(by_key):
        raise Problem(
            "codebook_form",
            "codebook.yaml is written in a way that the screens cannot change. Nothing was changed. "
            "Change the file itself in a text editor.",
        )
    return text


def _items(text: str) -> tuple[yaml.SequenceNode | None, yaml.Node | None]:
    """The list of keywords, and the key that it stands under; None where the text has none."""
    root: Any = yaml.compose(text, Loader=_LOADER)
    for key, value in root.value:
        if key.value == "keywords":
            return (value if isinstance(value, yaml.SequenceNode) else None), key
    return None, None


def _text(item: yaml.Node, name: str) -> str:
    return next((str(value.value) for key, value in item.value if key.value == name), "")


def _last_of(items: yaml.SequenceNode, keyword: Keyword) -> yaml.Node:
    """The last entry of the keyword's condition; of all when there is none."""
    same = [item for item in items.value if _text(item, "condition").strip() == keyword.condition]
    found: yaml.Node = (same or items.value)[-1]
    return found


def _last(node: yaml.Node, lines: Sequence[str]) -> int:
    """The last line of a node. A block's end mark stands at the next token, past comments that are not its own."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        child = node.value[-1]
        return _last(child[1] if isinstance(child, tuple) else child, lines)
    end = node.end_mark
    last = int(end.line if end.column else end.line - 1)
    while last > node.start_mark.line and (not lines[last].strip() or lines[last].lstrip().startswith("#")):
        last -= 1
    return max(last, int(node.start_mark.line))


def _dash(item: yaml.Node, lines: Sequence[str]) -> str:
    """What stands before an entry's first name: white and its dash."""
    return lines[item.start_mark.line][: item.start_mark.column]


def _changed(lines: Sequence[str], item: yaml.Node, was: Keyword, wanted: Keyword) -> str:
    """The text with only the changed fields of one entry written anew."""
    first, last, dash = int(item.start_mark.line), _last(item, lines), _dash(item, lines)
    before, after = dict(_fields(was)), dict(_fields(wanted))
    names = [key.value for key, _ in item.value]
    if getattr(item, "flow_style", False) or (names[0] in before and names[0] not in after):
        return _joined(lines[:first], _entry(wanted, dash), lines[last + 1 :])
    indent = " " * len(dash)
    written: list[str] = []
    for i, (key, value) in enumerate(item.value):
        start = int(key.start_mark.line)
        stop = int(item.value[i + 1][0].start_mark.line) if i + 1 < len(item.value) else last + 1
        end = max(_last(value, lines), start) + 1
        if before.get(key.value) == after.get(key.value) or end > stop:
            written += lines[start:stop]
            continue
        # Comments between this field and the next are not its own.
        written += [indent + line for line in after.get(key.value, [])] + list(lines[end:stop])
    added = [line for name, field in after.items() if name not in names for line in field]
    written += [indent + line for line in added]
    written[0] = dash + written[0][len(dash) :]
    return _joined(lines[:first], written, lines[last + 1 :])


def _whole(
    lines: Sequence[str], key: yaml.Node | None, items: yaml.SequenceNode | None, keywords: Sequence[Keyword]
) -> str:
    """The text with its whole list of keywords written anew: it was empty, or in one line."""
    entries = [line for keyword in keywords for line in _entry(keyword, "  - ")]
    listed = ["keywords:", *entries] if entries else ["keywords: []"]
    if key is None:
        return _joined(lines, [*listed, ""], []) if not lines[-1] else _joined(lines, ["", *listed, ""], [])
    last = _last(items, lines) if items is not None else int(key.start_mark.line)
    return _joined(lines[: key.start_mark.line], listed, lines[last + 1 :])


def _entry(keyword: Keyword, dash: str) -> list[str]:
    written = [" " * len(dash) + line for _, field in _fields(keyword) for line in field]
    written[0] = dash + written[0][len(dash) :]
    return written


def _fields(keyword: Keyword) -> Iterator[tuple[str, list[str]]]:
    """The lines of each field that says something."""
    values = {
        "word": keyword.word,
        "condition": str(keyword.condition),
        "en": keyword.word_en,
        "definition": keyword.definition,
        "source": keyword.source,
        "against": "true" if keyword.against else "",
    }
    for name in FIELDS:
        if name == "aliases" and keyword.aliases:
            yield name, [f"aliases: {_written(list(keyword.aliases))}"]
        elif name == "signals" and keyword.signal_words:
            yield name, ["signals:", *(f"  - {_written(word)}" for word in keyword.signal_words)]
        elif name == "against" and values[name]:
            yield name, ["against: true"]
        elif values.get(name):
            yield name, [f"{name}: {_written(values[name])}"]


def _written(value: str | list[str]) -> str:
    """A value on one line, quoted where YAML would read something else in it."""
    dumped: str = yaml.safe_dump(value, allow_unicode=True, width=10**9, default_flow_style=True)
    return dumped.removesuffix("...\n").rstrip("\n")


def _joined(*parts: Sequence[str]) -> str:
    return "\n".join(line for part in parts for line in part)
