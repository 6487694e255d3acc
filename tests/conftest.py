"""Nouns for the tests: a study, its stories, somebody who decides."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from sq_coder.cli import sq_coder
from sq_coder.domain import FoundStory
from sq_coder.study import Study, init_study, open_study

# A machine that decides whether a change may come in says the same of the same code; others search on.
settings.register_profile("same", derandomize=True)
if os.environ.get("SQ_NO_SKIP") == "1":
    settings.load_profile("same")

WALK = (
    "Op dinsdag loopt Noor met de wandelgroep langs de vaart. Eerst durfde ze niet te praten. Nu heeft ze er twee vriendinnen "
    "aan overgehouden en kent ze de hele straat."
)
MONEY = (
    "Sinds de budgetcursus weet Teun waar zijn geld blijft. Hij houdt een kasboek bij, heeft overzicht en slaapt weer: de "
    "geldzorgen zijn weg."
)
PAINT = (
    "In het atelier schildert Ilse wat ze niet kan zeggen. Ze maakt iedere week iets nieuws en verzint haar eigen verf."
)


@pytest.fixture(scope="session")
def new_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new study, to be copied: making one takes ten times as long as opening it."""
    folder = tmp_path_factory.mktemp("new") / "studie"
    init_study(folder).close()
    return folder


@pytest.fixture
def study(new_study: Path, tmp_path: Path) -> Iterator[Study]:
    """A study without stories."""
    folder = tmp_path / "studie"
    shutil.copytree(new_study, folder)
    with open_study(folder) as opened:
        yield opened


@pytest.fixture
def told(study: Study) -> Study:
    """A study with three invented stories: 'Lopen', 'Geld' and 'Verf'."""
    study.keep_stories(
        [
            FoundStory("Lopen", WALK, year=2023, group="Wandelgroep"),
            FoundStory("Geld", MONEY, year=2024, group="Budgetcursus"),
            FoundStory("Verf", PAINT, year=2024, group="Atelier"),
        ]
    )
    return study


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line as a person would, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(sq_coder, [str(a) for a in arguments], prog_name="sq-coder")
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def ask(run: Callable[..., Result]) -> Callable[..., Any]:
    """Runs a command with --json and gives what it printed on stdout."""

    def call(*arguments: object, code: int = 0) -> Any:
        return json.loads(run(*arguments, "--json", code=code).stdout)

    return call
