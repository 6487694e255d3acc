"""Finds the files that travel with sq-coder: the codebook, prompts and corpus, in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a root item ('codebook.yaml', 'prompts', 'corpus', 'app.py').

    A wheel carries them in `_resources`; an editable install has them beside the package.
    """
    packed = _HERE / "_resources"
    return (packed if packed.is_dir() else _HERE.parent) / name
