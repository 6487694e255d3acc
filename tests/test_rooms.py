"""Import rules that import-linter cannot see: what is reached through an object."""

from __future__ import annotations

from pathlib import Path

import pytest

import sq_coder

ROOT = Path(sq_coder.__file__).parent
FRONT = sorted(path for room in ("cli", "ui") for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", FRONT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_front_asks_the_study_and_never_its_store(path: Path) -> None:
    assert ".store." not in path.read_text(encoding="utf-8")
