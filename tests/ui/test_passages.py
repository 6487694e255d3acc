"""A story's text is shown exactly as stored; passages are marked, clicked and selected by code point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Screens
from playwright.sync_api import Page, expect

NASTY = (
    "<script>alert(1)</script> ![x](http://evil.example/a.png) <svg onload=alert(2)> <style>body{display:none}</style>\n"
    "é e\u0301 👩‍👩‍👧 𝔘 שלום &amp; \\* :red[a] $x^2$\n\n   www.evil.example  einde"
)

PAGE = """
from pathlib import Path
import streamlit as st
from sq_coder.ui.passages import Mark, passages
text = Path(__file__).with_name("verhaal.txt").read_text(encoding="utf-8")
start = text.index("👩"); mark = Mark(start, start + 7, id="p1", label="gezin")
touched = passages(text, [mark, Mark(0, 8, id="p2"), Mark(5, 99999)], key="test.text", selectable=True)
st.code(repr((touched.clicked, touched.selected)))
"""


@pytest.fixture
def page(screens: Callable[..., Screens], visit: Callable[..., Page], tmp_path: Path) -> Page:
    (tmp_path / "verhaal.txt").write_text(NASTY, encoding="utf-8")
    (tmp_path / "page.py").write_text(PAGE, encoding="utf-8")
    return visit(screens(tmp_path, script=tmp_path / "page.py").url)


def test_a_nasty_text_is_whole_and_its_passages_are_exact(page: Page) -> None:
    box = page.locator(".sq-passages")
    assert box.evaluate("e => e.textContent") == NASTY
    assert box.locator("mark").all_text_contents() == ["<script>", "👩‍👩‍👧 𝔘"]
    box.locator("mark").nth(1).click()
    expect(page.locator("code")).to_have_text("('p1', None)")


def test_selecting_text_gives_code_points(page: Page) -> None:
    page.evaluate(
        """() => {
          const box = document.querySelector('.sq-passages'), range = document.createRange();
          range.setStart(box.childNodes[2].nextSibling, 0); range.setEnd(box.lastChild, box.lastChild.length);
          getSelection().removeAllRanges(); getSelection().addRange(range);
          box.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }"""
    )
    start = NASTY.index("👩") + 7
    expect(page.locator("code")).to_have_text(f"('', ({start}, {len(NASTY)}))")
