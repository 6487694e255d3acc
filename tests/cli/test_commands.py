"""The commands: which there are, what they print, and how they refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from sq_coder.cli import COMMANDS, sq_coder
from sq_coder.errors import STOPPED

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_the_group_says_what_the_command_says(name: str) -> None:
    command = sq_coder.get_command(click.Context(sq_coder), name)
    assert command is not None
    assert command.get_short_help_str(200) == COMMANDS[name][1]
    assert command.name == name


def imported(*arguments: str) -> set[str]:
    """What a process imported that ran one command."""
    code = "import sys; from sq_coder.cli import sq_coder; sq_coder(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", code, *arguments]
    return set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy() -> None:
    heavy = {"spacy", "openai", "pandas", "sqlalchemy", "streamlit", "alembic", "yaml", "rapidfuzz"}
    assert imported("--help") & heavy == set()


def test_listing_stories_imports_only_what_it_needs(run: Run) -> None:
    run("init", "s")
    heavy = {"spacy", "openai", "pandas", "streamlit", "docx", "openpyxl"}
    assert imported("-s", "s", "stories") & {*heavy, "sqlalchemy"} == {"sqlalchemy"}


def test_study_and_json_stand_before_or_after_the_command(run: Run) -> None:
    run("init", "s")
    before = json.loads(run("-s", "s", "--json", "stories").stdout)
    after = json.loads(run("stories", "-s", "s", "--json").stdout)
    assert before == after == []


def test_a_refusal_is_one_sentence_and_code_1(run: Run) -> None:
    result = run("-s", "nowhere", "stories", code=1)
    assert result.stdout == ""
    assert result.stderr == (
        "There is no study in nowhere. Nothing was changed. Make one with: sq-coder init, or name one with: -s DIR\n"
    )


def test_a_refusal_in_json_is_the_only_thing_on_stdout(run: Run) -> None:
    result = run("-s", "nowhere", "stories", "--json", code=1)
    assert json.loads(result.stdout)["error"]["kind"] == "no_study"
    assert result.stderr == ""


def test_what_goes_wrong_before_a_command_is_read_is_json_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sq_coder.cli.group.import_module", stop)
    result = run("stories", "--json", code=1)
    assert json.loads(result.stdout)["error"]["kind"] == "stopped"
    assert "error" not in run("stories", code=1).stdout


@pytest.mark.parametrize("asked", [["stories", "--json"], ["stories"]])
def test_an_output_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "verhaal.txt").write_text("Ik kook met de buren.", encoding="utf-8")
    run("init", "s")
    run("-s", "s", "import", "verhaal.txt")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sq_coder", "-s", "s", *asked],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1,
        "The output: no space left on device. What was stored before is whole.\n",
    )


def test_a_command_to_copy_has_quotes_around_a_path_with_a_space(run: Run) -> None:
    assert run("init", "een map").stderr == 'A new study stands in een map. Next: sq-coder -s "een map" import FILE\n'


@pytest.mark.parametrize("name", ["init", "import", "edit", "import-decisions", "figure", "restore"])
def test_that_a_file_may_not_be_read_is_a_refusal_and_no_wrong_usage(name: str) -> None:
    command = sq_coder.get_command(click.Context(sq_coder), name)
    assert command is not None
    files = [of.type for of in command.params if isinstance(of.type, click.Path)]
    assert files
    assert not any(file.readable or file.exists for file in files)


def test_wrong_usage_is_code_2(run: Run) -> None:
    assert "No such command" in run("nonsense", code=2).stderr


def test_an_unforeseen_fault_is_one_sentence_without_details(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "s")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret words of a story")

    monkeypatch.setattr("sq_coder.study.Study.stories", fail)
    result = run("-s", "s", "stories", code=1)
    assert "secret" not in result.output
    assert "Something went wrong inside sq-coder (RuntimeError)" in result.stderr


def test_stopping_says_that_what_was_stored_is_whole(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "s")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sq_coder.study.Study.stories", stop)
    assert run("-s", "s", "stories", code=1).stderr.startswith("Stopped. What was stored is whole")


INTERRUPTS = """
import os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background hands on that it is ignored

class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            exec("os.kill(os.getpid(), signal.SIGINT)\\nfor _ in range(9): pass")

sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize("module", ["click", "sq_coder.cli.stories", "sq_coder.study", "sqlalchemy"])
def test_a_ctrl_c_while_a_module_is_imported_is_one_sentence_and_code_1(module: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTS.format(module=module), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sq_coder", "stories"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", STOPPED)


def test_control_characters_of_a_story_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kwaad.csv").write_text(
        "titel,tekst\n\x1b[31mrood,een verhaal \x1b]0;x\x07 met tekens\n", encoding="utf-8"
    )
    run("init", "s")
    run("-s", "s", "import", "kwaad.csv")
    assert "\x1b" not in run("-s", "s", "stories").output
    assert "\x1b" not in run("-s", "s", "story", "[31mrood").output


def test_init_twice_is_refused_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "s", "--name", "Eerste")
    settings = (tmp_path / "s" / "study.toml").read_bytes()
    assert "There is a study in s already" in run("init", "s", "--name", "Tweede", code=1).stderr
    assert (tmp_path / "s" / "study.toml").read_bytes() == settings


def test_an_unknown_setting_is_named(run: Run, tmp_path: Path) -> None:
    run("init", "s")
    (tmp_path / "s" / "study.toml").write_text('[study]\nname = "x"\ncolour = "red"\n', encoding="utf-8")
    assert "unknown key 'colour' in [study]" in run("-s", "s", "stories", code=1).stderr


@pytest.mark.parametrize("folder", ["OneDrive - Gemeente", "Dropbox", "iCloud Drive", "Nextcloud"])
def test_a_synchronised_folder_is_warned_about(run: Run, folder: str) -> None:
    assert "seems to be synchronised" in run("init", f"{folder}/studie").stderr


def test_an_ordinary_folder_is_not_warned_about(run: Run) -> None:
    assert "Warning" not in run("init", "teamsport/studie").stderr


@pytest.mark.parametrize(
    ("command", "next_step"),
    [
        ("influence", "sq-coder decide --saw or --blind"),
        ("frozen", "sq-coder freeze NAME"),
        ("decisions", "sq-coder decide STORY"),
        ("verdicts", "sq-coder status"),
        ("proposals", "sq-coder propose"),
    ],
)
def test_a_list_with_nothing_in_it_names_the_next_step(run: Run, command: str, next_step: str) -> None:
    run("init", "s")
    assert next_step in run("-s", "s", command).stderr
