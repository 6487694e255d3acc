"""Two laptops: the command that makes one study of two copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sq_coder.study import Study

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def laptops(told: Study, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a study with the stories Lopen, Geld and Verf, both worked in."""
    told.use_codebook()
    told.close()
    here, there = told.folder, tmp_path / "laptop"
    shutil.copytree(here, there)
    return here, there


def test_two_copies_become_one(laptops: tuple[Path, Path], run: Run, ask: Ask) -> None:
    here, there = laptops
    run("-s", here, "decide", "Lopen", "--researcher", "Ann", "--keyword", "beweging", "--blind")
    run("-s", there, "decide", "Lopen", "--researcher", "Bob", "--keyword", "beweging", "--blind")
    run("-s", here, "decide", "Geld", "--researcher", "Ann", "--keyword", "inzicht", "--blind")
    run("-s", there, "decide", "Geld", "--researcher", "Ann", "--keyword", "rust", "--blind")
    run("-s", there, "withdraw", "Verf", "--yes")
    (there / "prompts" / "eigen.md").write_text("Noem één woord: ", encoding="utf-8")
    before = (there / "study.db").read_bytes()
    run("-s", there, "backup", "b.zip")

    said = run("-s", here, "merge", there).stderr.splitlines()
    [copy] = here.glob("study.db.before-merge-*")
    assert said == [
        "Came in: 2 decisions. 1 story withdrawn there was erased here.",
        f"The database as it was: {copy}. It holds the stories, also what was withdrawn; delete it when all is well.",
        "To discuss: 1 story. List them with: sq-coder status",
    ]
    assert ask("-s", here, "status")["decided"] == {"Ann": 2, "Bob": 1}
    assert [v["story"] for v in ask("-s", here, "verdicts")] == [ask("-s", here, "story", "Lopen")["id"]]
    assert (here / "prompts" / "eigen.md").exists()
    assert (there / "study.db").read_bytes() == before
    assert ask("-s", here, "check") == {"ok": True, "problems": []}

    again = ask("-s", here, "merge", "b.zip")
    assert (again["decisions"], again["withdrawn"], again["before"]) == (0, 0, None)
    assert len(again["to_discuss"]) == 1
    assert run("-s", here, "merge", there).stderr.startswith("Everything of the other copy was here already;")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("nergens", "There is no nergens. Nothing was merged. Name the folder of a copy, or a backup.\n"),
        ("studie", "studie is this study itself. Nothing was merged. Name its other copy.\n"),
        (
            "andere",
            "The other one is not a copy of this study: it has another key. Nothing was merged. Give a copy or a backup of this study.\n",
        ),
        (
            "leeg",
            "There is no study in leeg. Nothing was changed. Make one with: sq-coder init, or name one with: -s DIR\n",
        ),
        ("los.txt", "los.txt is not a whole backup. Nothing was restored. Take another copy of it.\n"),
    ],
)
def test_what_is_no_copy_is_refused_in_one_sentence(told: Study, run: Run, other: str, said: str) -> None:
    told.close()
    run("init", "andere")
    Path("leeg").mkdir()
    Path("los.txt").write_text("tekst", encoding="utf-8")
    assert run("-s", "studie", "merge", other, code=1).stderr == said
    assert list(told.folder.glob("*.before-*")) == []
