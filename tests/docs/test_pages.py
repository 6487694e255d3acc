"""README.md and docs/: every command exists, is run, and prints what the page shows."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import click
import pytest
import yaml

import sq_coder as package
from sq_coder.cli import COMMANDS, sq_coder

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/method.md", "docs/python.md", "docs/for-it-departments.md")
ALL = (*PAGES, "docs/glossary.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "corpus/README.md")
ROW = re.compile(r"^\| `([a-z-]+)([^`]*)` \| (.+) \|$", re.MULTILINE)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def table() -> dict[str, tuple[str, str]]:
    """README's commands: name to arguments and what is said of them."""
    rows = ROW.findall(text("README.md").split("## Commands\n")[1].split("\n## ")[0])
    return {name: (arguments, said) for name, arguments, said in rows}


def options(name: str) -> set[str]:
    """Every option that a command takes."""
    command = sq_coder.get_command(click.Context(sq_coder), name)
    assert command is not None
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_its_commands_print(page: str, make: ModuleType) -> None:
    difference = make.difference(page, make.remade(page))
    assert difference == "", f"{page} is not up to date: run `make docs` and read what changed.\n{difference}"


def test_every_page_with_something_to_run_is_run(make: ModuleType) -> None:
    written = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))]
    with_steps = {page for page in written if make.steps(text(page))}
    assert with_steps <= set(PAGES) <= set(make.PAGES)


def test_readme_has_every_command_and_no_other_in_the_order_of_help() -> None:
    assert list(table()) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_only_options_that_a_command_has(name: str) -> None:
    _, said = table()[name]
    assert set(re.findall(r"--[a-z-]+", said)) <= options(name)


@pytest.mark.parametrize("page", ALL)
def test_a_command_named_in_a_sentence_exists(page: str) -> None:
    named = re.findall(r"`sq-coder (?:-s \S+ )?([a-z][a-z-]*)", text(page))
    assert [name for name in named if name not in COMMANDS] == []


@pytest.mark.parametrize("page", ALL)
def test_a_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(page))
    assert [link for link in links if not ((ROOT / page).parent / unquote(link)).exists()] == []


def test_the_lines_for_setting_up_are_those_of_the_makefile(make: ModuleType) -> None:
    readme, makefile = text("README.md"), text("Makefile")
    for argument in ("--require-hashes", "--no-deps", "--no-build-isolation", "-r requirements.lock"):
        assert argument in makefile
        assert readme.count(argument) >= 2  # Unix and Windows
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)$", text("CONTRIBUTING.md") + readme, re.MULTILINE)) == {
        (target, "") for target in ("demo", "test", "docs", "lock")
    } | {("", "check")}
    assert {"demo", "test", "docs", "lock", "check"} <= set(targets)
    assert f"sq_coder-{package.__version__}-py3-none-any.whl" in readme


def test_the_pictures_say_that_they_are_invented_and_are_todays(make: ModuleType) -> None:
    for name in ("kwadrant", "jaren"):
        kept = (ROOT / "docs" / "images" / f"{name}.svg").read_text(encoding="utf-8")
        assert "Verzonnen verhalen en onderzoekers" in " ".join(re.findall(r">([^<>]+)<", kept))
        today = (make.demonstration() / f"{name}.svg").read_text(encoding="utf-8")
        assert make.masked(kept) == make.masked(today), "run `make docs`, and look at the pictures"
        assert (ROOT / "docs" / "images" / f"{name}.png").stat().st_size < 300_000


@pytest.mark.parametrize(
    ("shown", "got", "is_same"),
    [
        ("3 stories", "3 stories", True),
        ("3 stories", "4 stories", False),
        ("Done in 6.0 s.", "Done in 12.4 s.", True),
        ("1a2b3c4d  Haltes", "99ff00aa  Haltes", True),
        ("1a2b3c4d  Haltes", "99ff00aa  Dubbel", False),
        ("first\n…\nlast", "first\nsecond\nthird\nlast", True),
        ("first\n…", "first\nsecond", True),
        ("first\n…\nlast", "first\nsecond", False),
        ("text begins …", "text begins and goes on", True),
        ("", "something", False),
    ],
)
def test_what_a_page_leaves_open_is_only_what_it_says(shown: str, got: str, is_same: bool, make: ModuleType) -> None:
    assert make.agrees(shown, got) is is_same


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load(text("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)  # what the format 1.2.0 asks
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("software", "dataset")
    assert cited["version"] == package.__version__
    assert all("name" in author or {"family-names", "given-names"} & set(author) for author in cited["authors"])


@pytest.mark.parametrize("page", ALL)
def test_a_page_claims_nothing_that_counts_cannot_show(page: str) -> None:
    if page == "docs/glossary.md":
        return  # where these words are named as words that are not used
    assert not re.search(r"\b(impact|draagt bij|toename|afname|anoniem|anonymous)\b", text(page), re.IGNORECASE)
