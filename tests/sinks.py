"""Finds text that reaches Streamlit's markdown without being escaped, by reading the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

MARKDOWN = {
    *("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success", "toast"),
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
    *("date_input", "expander", "popover", "tabs", "metric", "status", "spinner", "progress", "dialog", "badge"),
}
"""Where Streamlit reads the first argument as markdown."""

SAFE = {"_", "_n", "md", "len"}
"""What makes a text safe there: written by us, with values escaped; or escaped."""

GIVEN = {"sentence", "title", "working", "count", "label", "help", "said"}
"""Parameters and loop variables whose maker gives safe text."""


def unsafe_texts(folder: Path) -> list[str]:
    """Every text below a folder that reaches markdown and is not known to be safe: where, and what."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.py"))}
    functions: dict[str, list[ast.FunctionDef]] = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                functions.setdefault(node.name, []).append(node)
    reading = _Reading(functions)
    return [
        f"{file.name}:{node.lineno}: {ast.unparse(node)}"
        for file, tree in trees.items()
        for node, scope in _sinks(tree, tree)
        if not reading.is_safe(node, scope)
    ]


def _sinks(tree: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What reaches markdown, and the function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
            first = [] if node.func.attr == "progress" else node.args[:1]
            named = (k.value for k in node.keywords if k.arg in ("label", "help", "text", "body"))
            yield from ((value, scope) for value in chain(first, named))
        yield from _sinks(node, node if isinstance(node, ast.FunctionDef) else scope)


class _Reading:
    """Reads an expression back to where its text comes from."""

    def __init__(self, functions: dict[str, list[ast.FunctionDef]]) -> None:
        self.functions = functions
        self.looking: set[str] = set()

    def is_safe(self, value: ast.expr | None, scope: ast.AST) -> bool:
        """Whether a text is ours or escaped, as far as the source tells."""
        match value:
            case None | ast.Constant():
                return True
            case ast.Call(func=ast.Name(id=name)):
                return name in SAFE or self._returns_safe(name)
            case ast.Call(func=ast.Attribute(attr="join"), args=[joined]):
                return self.is_safe(joined, scope)
            case ast.Name(id=name):
                return name in GIVEN or self._is_assigned_safe(name, scope)
            case ast.Subscript(value=inner) | ast.FormattedValue(value=inner):
                return self.is_safe(inner, scope)
            case ast.GeneratorExp(elt=inner) | ast.ListComp(elt=inner) | ast.DictComp(value=inner):
                return self.is_safe(inner, scope)
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
                return self.is_safe(one, scope) and self.is_safe(other, scope)
            case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.Dict(values=parts):
                return all(self.is_safe(part, scope) for part in parts)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(self.is_safe(part, scope) for part in parts)
        return False

    def _is_assigned_safe(self, name: str, scope: ast.AST) -> bool:
        given = [value for target, value in _assignments(scope) if isinstance(target, ast.Name) and target.id == name]
        return bool(given) and all(self.is_safe(value, scope) for value in given)

    def _returns_safe(self, name: str) -> bool:
        if name in self.looking or name not in self.functions:
            return False
        self.looking.add(name)
        try:
            return all(
                self.is_safe(node.value, function)
                for function in self.functions[name]
                for node in ast.walk(function)
                if isinstance(node, ast.Return)
            )
        finally:
            self.looking.discard(name)


def _assignments(scope: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """What is named in a function, and what is given that name."""
    for node in ast.walk(scope):
        if isinstance(node, ast.AnnAssign | ast.NamedExpr):
            yield node.target, node.value
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    yield from zip(target.elts, node.value.elts, strict=True)
                else:
                    yield target, node.value
