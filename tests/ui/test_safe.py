"""What a story, a model or a person wrote runs nothing and loads nothing."""

from __future__ import annotations

import string
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sinks import unsafe_texts

import sq_coder.ui
from sq_coder.ui.safe import md, shortened


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


def test_every_place_that_reads_markdown_gets_safe_text() -> None:
    assert unsafe_texts(Path(sq_coder.ui.__file__).parent) == []


def test_a_text_that_is_not_escaped_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text(
        'def page(story):\n    st.caption(story.title)\n    named = md(story.title)\n    st.caption(f"{named}: {_own()}")\n'
        "    st.button(_theirs(story))\n\ndef _own():\n    return _('ja')\n\ndef _theirs(story):\n    return story.title\n"
    )
    assert unsafe_texts(tmp_path) == ["page.py:2: story.title", "page.py:5: _theirs(story)"]


def test_no_page_allows_html_or_scripts_from_text() -> None:
    for file in Path(sq_coder.ui.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert "unsafe_allow" not in source, file.name
        assert "st.write(" not in source, f"{file.name}: st.write draws whatever it is given"
        assert "innerHTML" not in source, file.name
        assert "st.table(" not in source, f"{file.name}: the cells of st.table are read as markdown"
