"""What commands share: where the study is, how results are printed, how progress is shown."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sq_coder.study import Study

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder as typed. What reads or writes it says in a sentence why it cannot."""


@dataclass
class State:
    """What `-s` and `--json` said, before or after the command."""

    folder: str = "."
    json: bool = False

    def open(self) -> Study:
        """The study, opened; a warning about its place goes to stderr."""
        from sq_coder.study import open_study

        study = open_study(Path(self.folder))
        click.get_current_context().call_on_close(study.close)
        if warning := study.place_warning():
            say(f"Warning: {warning}")
        return study


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `-s` and `--json` of its own, and the state as first argument."""

    @click.option("-s", "--study", "_study", metavar="DIR", help="The study's folder.", expose_value=True)
    @click.option("--json", "_json", is_flag=True, help="Print one JSON document.")
    @click.pass_context
    @wraps(command)
    def run(ctx: click.Context, /, _study: str | None, _json: bool, **options: Any) -> Any:
        state = ctx.ensure_object(State)
        state.folder = _study or state.folder
        state.json = state.json or _json
        return command(state, **options)

    return run


def printable(text: str) -> str:
    """Text as a terminal may show it: no control or direction-changing characters but line breaks and tabs.

    >>> printable("a\\x1b[31mb")
    'a�[31mb'
    """
    return "".join(c if c in "\n\t" or not _is_unsafe(c) else "�" for c in text)


def _is_unsafe(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _DIRECTION_CHANGES


_DIRECTION_CHANGES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def emit(document: object) -> None:
    """Print one JSON document on stdout, and nothing else."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))


def say(text: str) -> None:
    """Print a message on stderr."""
    click.echo(printable(text), err=True)


def show(text: str) -> None:
    """Print a result for people on stdout."""
    click.echo(printable(text))


def money(amount: float, currency: str) -> str:
    """A cost in words: never nothing for what costs something.

    >>> money(1.5, "EUR"), money(0.004, "EUR"), money(0.0, "EUR")
    ('1.50 EUR', 'less than 0.01 EUR', '0.00 EUR')
    """
    return f"less than 0.01 {currency}" if 0 < amount < 0.01 else f"{amount:.2f} {currency}"


def counted(count: int, one: str) -> str:
    """A number with its noun.

    >>> counted(1, "story"), counted(2, "story"), counted(0, "batch"), counted(1200, "byte")
    ('1 story', '2 stories', '0 batches', '1,200 bytes')
    """
    if count == 1:
        return f"1 {one}"
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}es" if one.endswith("ch") else f"{one}s"
    return f"{count:,} {many}"


def table(rows: Iterable[Sequence[object]], headers: Sequence[str]) -> str:
    """Rows in aligned columns; a missing value is a dash. Cells are cut at sixty characters."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([len(h), *(len(row[i]) for row in cells)]) for i, h in enumerate(headers)]
    lines = [headers, ["-" * w for w in widths], *cells]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def _cell(value: object) -> str:
    text = " ".join(str("-" if value in (None, "") else value).split())
    return text if len(text) <= 60 else text[:59] + "…"


class Progress:
    """A line on stderr that says how far long work is; silent when short or when nobody looks."""

    def __init__(self, what: str) -> None:
        self.what, self.last = what, -1

    def __call__(self, done: int, of: int) -> None:
        percent = 100 * done // of if of else 100
        if not sys.stderr.isatty() or percent == self.last:
            return
        self.last = percent
        click.echo(f"\r{self.what}: {done} of {of}", err=True, nl=done >= of)
