"""Every word on screen is in both languages, and nothing else is in the catalogue."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import sq_coder.ui
from sq_coder.ui import words

UI = Path(sq_coder.ui.__file__).parent


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_n"):
                yield f"{file.name}:{node.lineno}", node


def _texts() -> dict[str, tuple[str, ...]]:
    """Every text in the code, under its first form; texts with two forms have two."""
    found = {}
    for where, call in _calls():
        forms = call.args[: 2 if ast.unparse(call.func) == "_n" else 1]
        texts = tuple(form.value for form in forms if isinstance(form, ast.Constant))
        assert len(texts) == len(forms), f"{where}: write the text itself between the brackets, so that it can be found"
        found[texts[0]] = texts
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_on_screen_is_in_the_english_catalogue_and_nothing_else() -> None:
    assert sorted(words.catalogue("en")) == sorted(_texts())


def test_every_translation_has_the_forms_and_places_of_the_dutch() -> None:
    texts = _texts()
    wrong = [
        dutch
        for dutch, forms in words.catalogue("en").items()
        if not all(forms)
        or len(forms) != len(texts[dutch])
        or any(_places(f) != _places(texts[dutch][-1]) for f in forms)
    ]
    assert wrong == []


def test_a_text_on_two_pages_is_translated_once() -> None:
    found = [dutch for file in words.files("en") for dutch in words.parse(file.read_text(encoding="utf-8"))]
    assert sorted(found) == sorted(words.catalogue("en"))


def test_a_catalogue_holds_texts_of_several_lines_and_of_two_forms() -> None:
    po = '# why\nmsgid ""\nmsgstr "Language: en\\n"\n\nmsgid ""\n"een "\n"twee"\nmsgstr "one two"\n\n'
    po += 'msgid "{n} verhaal"\nmsgid_plural "{n} verhalen"\nmsgstr[0] "{n} story"\nmsgstr[1] "{n} stories"\n'
    assert words.parse(po) == {"een twee": ("one two",), "{n} verhaal": ("{n} story", "{n} stories")}
