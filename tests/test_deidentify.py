"""deduce for real, with short lists of its own kind so that its tables are made in a moment."""

from __future__ import annotations

import gc
import logging
import os
import shutil
from pathlib import Path

import deduce
import pytest

from sq_coder.domain import Private
from sq_coder.errors import ModelError
from sq_coder.gateways import deidentify
from sq_coder.gateways.deidentify import Deidentifier, Step

TEXT = "Ik ben Sjoerd de Vries, 82 jaar, uit Leeuwarden. Toen belde ik Sjoerd: 06-12345678. Geboren 12-03-1950."
_KEPT = {"Sjoerd", "Vries", "Leeuwarden", "de"}


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """deduce's own lists, each cut to its first hundred lines and the words of TEXT."""
    made = tmp_path_factory.mktemp("lists")
    shutil.copytree(Path(deduce.__file__).parent / "data" / "lookup" / "src", made / "src")
    for file in made.rglob("*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()
        kept = [line for number, line in enumerate(lines) if number < 100 or line in _KEPT]
        file.write_text("\n".join(kept), encoding="utf-8")
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def steps_of(deidentifier: Deidentifier) -> list[Step]:
    steps: list[Step] = []
    deidentifier.load(steps.append)
    return steps


def test_names_places_and_numbers_are_found_and_ages_left(cache: Path, lists: Path) -> None:
    found = Deidentifier(cache, lists=lists).find(TEXT)
    assert [(TEXT[one.start : one.end], one.kind) for one in found] == [
        ("Sjoerd de Vries", Private.PERSON),
        ("Leeuwarden", Private.PLACE),
        ("Sjoerd", Private.PERSON),
        ("06-12345678", Private.PHONE),
        ("12-03-1950", Private.DATE),
    ]


def test_the_tables_are_made_once_and_read_afterwards(cache: Path, lists: Path) -> None:
    first = Deidentifier(cache, lists=lists)
    assert not first.is_built()
    assert steps_of(first) == [Step.BUILDING]
    assert steps_of(first) == []
    second = Deidentifier(cache, lists=lists)
    assert second.is_built()
    assert steps_of(second) == [Step.READING]
    assert second.find(TEXT) == first.find(TEXT)
    assert [file.name for file in cache.rglob("*") if file.is_file()] == ["lookup_structs.pickle"]


def test_the_tables_are_made_in_a_process_of_their_own_so_that_screens_go_on(cache: Path, lists: Path) -> None:
    before = os.times().children_user
    steps_of(Deidentifier(cache, lists=lists))
    assert os.times().children_user > before


def test_the_collector_never_looks_at_the_tables_again(cache: Path, lists: Path) -> None:
    looked_at = len(gc.get_objects())
    steps_of(Deidentifier(cache, lists=lists))
    assert len(gc.get_objects()) < looked_at / 2


def test_half_a_table_is_made_again(cache: Path, lists: Path) -> None:
    steps_of(Deidentifier(cache, lists=lists))
    kept = next(cache.rglob("*.pickle"))
    kept.write_bytes(kept.read_bytes()[:1000])
    again = Deidentifier(cache, lists=lists)
    assert steps_of(again) == [Step.READING, Step.BUILDING]
    assert len(again.find(TEXT)) == 5


def test_without_a_place_to_keep_them_the_tables_are_made_and_used(tmp_path: Path, lists: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert len(Deidentifier(file / "cache", lists=lists).find(TEXT)) == 5


def test_loading_leaves_the_process_logging_as_it_was(cache: Path, lists: Path) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    steps_of(Deidentifier(cache, lists=lists))
    assert (root.level, list(root.handlers)) == before


def test_the_tables_are_the_users_own(cache: Path, lists: Path) -> None:
    steps_of(Deidentifier(cache, lists=lists))
    folder = next(cache.rglob("*.pickle")).parent
    assert os.name != "posix" or folder.stat().st_mode & 0o077 == 0


def test_without_deduce_remote_sending_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not deidentify.available()
    with pytest.raises(ModelError) as refused:
        Deidentifier(cache).load()
    assert str(refused.value) == (
        "Names cannot be taken out of the stories, because deduce is not installed. Nothing was sent. "
        "Install it with: pip install 'sq-coder[privacy]', or use a model on this machine."
    )
