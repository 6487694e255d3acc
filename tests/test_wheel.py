"""The wheel: small, whole, and enough by itself, away from the checkout."""

from __future__ import annotations

import json
import os
import site
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOOKS = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"

Installed = Callable[..., subprocess.CompletedProcess[str]]


def build(what: str, root: Path, out: Path) -> Path:
    """A wheel or sdist of the project in a folder, by the build backend that pip would call."""
    command = [sys.executable, "-c", HOOKS, what, str(out)]
    made = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return out / made.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("build_wheel", ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("build_sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with the wheel in it; its dependencies are those of this environment, by path.

    The checkout is not on that path: a .pth file in a folder that a .pth file names is not read.
    """
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    folder = place / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(folder / "python")]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([folder / "python", "-c", code], capture_output=True, text=True, check=True)
    (Path(found.stdout.strip()) / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return folder


@pytest.fixture
def installed(scripts: Path, tmp_path: Path) -> Installed:
    """Runs a command of the installed wheel in an empty folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SQ_"))}

    def run(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [scripts / command, *arguments],
            cwd=tmp_path, env=clean, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip

    return run


def names(file: Path) -> set[str]:
    """What an archive holds, without the folder that an sdist begins with and without metadata."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            return {name for name in archive.namelist() if ".dist-info/" not in name}
    with tarfile.open(file) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_the_wheel_is_small_and_for_every_machine(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < 2_000_000


def test_the_wheel_holds_codebook_prompts_corpus_and_migrations_and_no_tests(wheel: Path) -> None:
    held = names(wheel)
    packed = {name.removeprefix("sq_coder/_resources/") for name in held if "/_resources/" in name}
    assert {"codebook.yaml", "prompts/kernwoord.v1.md", "corpus/beslissingen.csv", "app.py"} <= packed
    stories = {p.relative_to(ROOT).as_posix() for p in (ROOT / "corpus" / "verhalen").rglob("*.md")}
    assert stories <= packed
    assert "sq_coder/gateways/store/migrations/versions/v0001_tables.py" in held
    assert [name for name in held if not name.startswith("sq_coder/")] == []
    assert [name for name in held if name.endswith((".db", ".pyc")) or "test" in name.rpartition("/")[2]] == []


def test_the_sdist_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    out = tmp_path / "dist"
    out.mkdir()
    assert names(build("build_wheel", unpacked, out)) == names(wheel)


def test_the_sdist_holds_what_makes_and_explains_it(sdist: Path) -> None:
    asked = {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "requirements.lock",
        "Makefile",
    }
    assert asked | {"docs/method.md", "tests/test_wheel.py"} <= names(sdist)


def test_the_installed_wheel_is_not_the_checkout(installed: Installed) -> None:
    found = installed("python", "-c", "import sq_coder; print(sq_coder.__file__)").stdout.strip()
    assert not Path(found).is_relative_to(ROOT)


@pytest.mark.timeout(300)
def test_the_installed_wheel_makes_the_demonstration(installed: Installed, tmp_path: Path) -> None:
    made = json.loads(installed("sq-coder", "demo", "--json").stdout)
    assert (made["stories"], made["invented"], made["ai"]) == (50, True, False)
    assert (tmp_path / "sq-coder-demo" / "kwadrant.png").stat().st_size > 50_000
    assert (tmp_path / "sq-coder-demo" / "prompts" / "kernwoord.v1.md").is_file()
    assert json.loads(installed("sq-coder", "-s", "sq-coder-demo", "check", "--json").stdout)["ok"] is True


def test_the_installed_wheel_shows_the_first_page(scripts: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SQ_"))}
    process = subprocess.Popen(
        [scripts / "sq-coder", "app", "--port", port],
        cwd=tmp_path, env=quiet | {"BROWSER": "true"}, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stderr
        assert process.stderr.readline() == (
            f"The screens are open at http://127.0.0.1:{port}, on this machine only. Stop with Ctrl+C.\n"
        )
        assert "<title>" in _page(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _page(address: str) -> str:
    """The page at an address of this machine, as soon as it is there."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
