"""What a story, a model or a person wrote runs nothing and loads nothing."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import sq_coder.ui
from sq_coder.ui.safe import md, shortened

MARKDOWN = {
    *("title", "header", "subheader", "markdown", "caption", "write", "error", "warning", "info", "success", "toast"),
    *("button", "form_submit_button", "download_button", "link_button", "checkbox", "toggle", "radio", "selectbox"),
    *(
        "multiselect",
        "pills",
        "segmented_control",
        "text_input",
        "text_area",
        "number_input",
        "file_uploader",
        "slider",
    ),
    *("expander", "popover", "tabs", "metric", "status", "spinner", "progress", "dialog", "badge", "page_link"),
}
"""Where Streamlit reads the first argument as markdown."""
SAFE = {"_", "_n", "md", "list", "len"}
"""What makes a text safe there: written by us, with values escaped; or escaped."""


def test_any_text_is_shown_as_written() -> None:
    hostile = "![x](http://evil/a.png) <script>alert(1)</script> [a](javascript:b) :red[x] $x$ `y` **z** www.a.nl 1. a"
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(md(hostile))
    assert not any(tag in shown for tag in ("<img", "<script", "<a ", "<strong", "<code", "<ol"))
    assert md("www.a.nl") == "www\u2060\\.a\\.nl"
    assert "".join(f"\\{char}" for char in string.punctuation) == md(string.punctuation)


@given(st.text())
def test_escaped_text_has_no_markdown_at_all(text: str) -> None:
    tokens = [child.type for token in MarkdownIt("commonmark").parse(md(text)) for child in token.children or []]
    assert set(tokens) <= {"text", "text_special"}


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_shortened_text_is_one_line_of_at_most_its_length(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most
    assert "\n" not in shortened(text, most)


def _sinks() -> Iterator[tuple[str, ast.expr]]:
    for file in sorted(Path(sq_coder.ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
                if ast.unparse(node.func) == "sys.stderr.write":
                    continue
                first = [
                    *([] if node.func.attr == "progress" else node.args[:1]),
                    *(k.value for k in node.keywords if k.arg in ("label", "help", "text", "body")),
                ]
                yield from ((f"{file.name}:{node.lineno}", value) for value in first)


def _is_safe(value: ast.expr) -> bool:
    match value:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in SAFE
        case ast.JoinedStr(values=parts):
            return all(_is_safe(part) for part in parts)
        case ast.FormattedValue(value=inner):
            return _is_safe(inner)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_safe(body) and _is_safe(orelse)
        case ast.BoolOp(values=parts):
            return all(_is_safe(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_safe(left) and _is_safe(right)
        case ast.List(elts=elts):
            return all(_is_safe(element) for element in elts)
    return False


OURS = {"sentence", "title", "working", "count", "label"}
"""Names of texts that their caller already made safe; each is checked where it is made."""


def test_every_place_that_reads_markdown_gets_safe_text() -> None:
    unsafe = [
        f"{where}: {ast.unparse(value)}"
        for where, value in _sinks()
        if not _is_safe(value) and not {n.id for n in ast.walk(value) if isinstance(n, ast.Name)} <= OURS | SAFE
    ]
    assert unsafe == []


def test_no_page_allows_html_or_scripts_from_text() -> None:
    for file in Path(sq_coder.ui.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert "unsafe_allow" not in source, file.name
        assert "innerHTML" not in source, file.name
        assert "st.table(" not in source, f"{file.name}: the cells of st.table are read as markdown"
