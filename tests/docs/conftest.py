"""docs/make.py as a module: the tests run the pages with what `make docs` writes them with."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_make"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


MAKE = _load()


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """What runs and writes the pages."""
    return MAKE
