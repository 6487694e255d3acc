"""Runs every command of README.md and docs/, and remakes the pictures: `make docs` writes, tests/docs/ compares.

A fenced block of kind `console` holds commands after `$ ` and what they print; one of kind `pycon` holds Python after
`>>> `. The blocks of one page run in their order in one empty folder, with the files of PREPARED in it. Blocks of other
kinds (`sh`, `powershell`) are for reading: they set a computer up, which a test of the wheel does.

What differs from run to run need not be hidden on the page. Both sides are compared after MASKS took out ids, hashes,
dates, times, seconds and sizes. A line with only … stands for lines left out, a … in a line for anything.

    python docs/make.py          what differs from the pages, and nothing is written
    python docs/make.py --write  the pages with today's output, and docs/images/ from a new demonstration
"""

from __future__ import annotations

import atexit
import code
import contextlib
import difflib
import functools
import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md",
    "docs/method.md",
    "docs/python.md",
    "docs/for-it-departments.md",
    "docs/glossary.md",
    "CONTRIBUTING.md",
)
PREPARED = {"verhalen": "2024"}
"""Folders that a page finds beside it: stories of that year of corpus/, so that they are plainly invented."""

DEMO = "sq-coder-demo"
"""The demonstration, which every page but README.md finds beside it; README.md makes it."""

MASKS = (
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "ID"),
    (r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b", "HASH"),
    (r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8}\b|\b\d{8}\b", "SHORT-ID"),
    (r"\b\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?(\+00:00|Z)?)?)?", "DATE"),
    (r"\b\d+\.\d+ s\b", "SECONDS"),
    (r"\b[\d,]+ bytes\b", "BYTES"),
)
ENDPOINT, PORT = "http://127.0.0.1:11434/v1", "8501"
"""As a page writes them. A test puts an endpoint of its own and a free port in their place."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, and its lines as (first, past the last) of the page."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Step:
    """One command or statement of a block, as lines of the page, with the lines that stand under it."""

    kind: str
    line: int
    written: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def command(self) -> str:
        """What is run: without the prompts."""
        first, *rest = self.written
        if self.kind == "console":
            return " ".join(part.rstrip("\\").strip() for part in (first[2:], *rest))
        return "\n".join([first[4:], *(line[4:] for line in rest)])


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    found: list[Block] = []
    begun: tuple[str, int] | None = None
    for number, line in enumerate(text.split("\n")):
        if not line.startswith("```"):
            continue
        if begun is None:
            begun = line[3:].strip(), number + 1
        else:
            found.append(Block(*begun, number))
            begun = None
    return found


def steps(text: str) -> list[Step]:
    """What the page runs, in order."""
    lines = text.split("\n")
    found: list[Step] = []
    for block in blocks(text):
        mark = {"console": "$ ", "pycon": ">>> "}.get(block.kind)
        starts = [n for n in range(block.start, block.end) if mark and lines[n].startswith(mark)]
        for start, end in pairwise([*starts, block.end]):
            cut = start + 1
            while cut < end and _goes_on(block.kind, lines[cut - 1], lines[cut]):
                cut += 1
            found.append(Step(block.kind, start, tuple(lines[start:cut]), tuple(lines[cut:end])))
    return found


def _goes_on(kind: str, before: str, line: str) -> bool:
    return before.endswith("\\") if kind == "console" else line.startswith("...")


def agrees(shown: str, got: str) -> bool:
    """Whether the page shows what came, but for what MASKS and … leave open."""
    pattern = ""
    for line in masked(shown).rstrip().split("\n"):
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in re.split(" *…", line.rstrip())) + r" *\n"
    return re.fullmatch(pattern, masked(got).rstrip() + "\n") is not None


def masked(text: str) -> str:
    """The text without what differs from run to run. A column is as wide as its ids, so spaces shrink to one."""
    for pattern, name in MASKS:
        text = re.sub(pattern, name, text)
    return re.sub(r"(?<=\S) {2,}|-{3,}", " ", text)


class Place:
    """An empty folder in which a page's steps run, in order."""

    def __init__(self, folder: Path, endpoint: str, *, with_demo: bool) -> None:
        self.folder, self.here, self.endpoint = folder, folder, endpoint
        self.console = code.InteractiveInterpreter({"__name__": "__main__"})
        for name, year in PREPARED.items():
            shutil.copytree(ROOT / "corpus" / "verhalen" / year, folder / name)
        if with_demo:
            shutil.copytree(demonstration(), folder / DEMO)

    def run(self, step: Step) -> str:
        """What the step prints: for a command both streams, in the order in which they came."""
        with contextlib.chdir(self.here):
            if step.kind == "pycon":
                return self._python(step.command)
            name, *arguments = shlex.split(step.command.replace(ENDPOINT, self.endpoint))
            if name == "cd":
                self.here = (self.here / arguments[0]).resolve()
                return ""
            if name != "sq-coder":
                raise ValueError(f"line {step.line + 1}: only sq-coder and cd are run, not {name}")
            said = self._app(arguments) if "app" in arguments else self._sq_coder(arguments)
        return said.replace(urlsplit(self.endpoint).netloc, urlsplit(ENDPOINT).netloc)

    def _python(self, source: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            self.console.runsource(source + ("\n" if "\n" in source else ""), symbol="single")
        return out.getvalue()

    @staticmethod
    def _sq_coder(arguments: list[str]) -> str:
        from click.testing import CliRunner

        from sq_coder.cli import sq_coder

        return CliRunner(env={"COLUMNS": "100"}).invoke(sq_coder, arguments, prog_name="sq-coder").output

    @staticmethod
    def _app(arguments: list[str]) -> str:
        """The line with which the screens open; they are closed at once."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            free = str(probe.getsockname()[1])
        command = [sys.executable, "-m", "sq_coder", *arguments, "--port", free]
        quiet = os.environ | {"BROWSER": "true"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=quiet) as process:  # noqa: S603
            stop = threading.Timer(60, process.kill)
            stop.start()
            said = process.stderr.readline() if process.stderr else ""
            stop.cancel()
            process.terminate()
        return said.replace(free, PORT)


@functools.cache
def demonstration() -> Path:
    """A demonstration, made once and removed at the end."""
    from sq_coder.study.demo import demo

    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    demo(folder / DEMO, say=lambda _: None)
    return folder / DEMO


@contextlib.contextmanager
def place(*, with_demo: bool) -> Iterator[Place]:
    """A place for one page, with a small endpoint on this machine that answers every question."""
    sys.path.insert(0, str(ROOT / "tests"))
    from llm.server import COMPLETION, serving

    with TemporaryDirectory() as folder, serving() as endpoint:
        endpoint.answer = COMPLETION | {"model": "gemma3"}
        before = os.environ.pop("SQ_STUDY", None), os.environ.get("OPENAI_API_KEY")
        os.environ["OPENAI_API_KEY"] = "not-a-key"
        try:
            yield Place(Path(folder).resolve(), endpoint.url, with_demo=with_demo)
        finally:
            for name, value in zip(("SQ_STUDY", "OPENAI_API_KEY"), before, strict=True):
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def remade(page: str) -> str:
    """The text of a page with what its steps print today; what agrees with the page stays as it is."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = text.split("\n")
    moved = 0
    with place(with_demo=page != PAGES[0]) as here:
        for step in steps(text):
            got = here.run(step).rstrip("\n")
            if agrees("\n".join(step.shown), got):
                continue
            start = step.line + moved + len(step.written)
            new = got.split("\n") if got else []
            lines[start : start + len(step.shown)] = new
            moved += len(new) - len(step.shown)
    return "\n".join(lines)


def difference(page: str, today: str) -> str:
    """What a page shows otherwise than it runs today; '' when it agrees."""
    shown = (ROOT / page).read_text(encoding="utf-8")
    return "\n".join(difflib.unified_diff(shown.split("\n"), today.split("\n"), page, "run today", lineterm=""))


def images(folder: Path) -> None:
    """Make the pictures of the pages from a new demonstration: A4 as svg, and as png of 1280 pixels for a screen."""
    from PIL import Image

    from sq_coder.gateways.render import png

    for name in ("kwadrant", "jaren"):
        svg = (demonstration() / f"{name}.svg").read_text(encoding="utf-8")
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        # A figure has few colours: 256 of them show the same in a sixth of the bytes.
        picture = Image.open(io.BytesIO(png(svg, width=1280))).convert("RGB")
        picture.quantize(256, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)


def main(*, write: bool) -> int:
    """Compare every page with what it runs, or write it anew; returns how many differ."""
    found = 0
    for page in PAGES:
        today = remade(page)
        differs = difference(page, today)
        found += bool(differs)
        sys.stdout.write(f"{page} {'differs:' if differs else 'shows what it runs.'}\n{differs}\n")
        if write and differs:
            (ROOT / page).write_text(today, encoding="utf-8")
    if write:
        images(ROOT / "docs" / "images")
    return found


if __name__ == "__main__":
    writing = "--write" in sys.argv[1:]
    sys.exit(0 if main(write=writing) == 0 or writing else 1)
