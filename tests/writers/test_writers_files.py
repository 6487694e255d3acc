"""Putting an export on disk."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from sq_coder.errors import WriteError
from sq_coder.gateways.writers import save


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "tabel ë.csv"
    assert save(target, b"een") == target
    save(target, b"twee")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("tabel ë.csv", b"twee")]


def test_a_full_disk_leaves_the_earlier_file_whole(tmp_path: Path) -> None:
    target = save(tmp_path / "tabel.csv", b"eerst")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(WriteError) as caught:
            save(target, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(caught.value) == (
        f"{target} could not be written: the disk is full. An earlier file of that name is unchanged. "
        "Make room on the disk, or choose another place."
    )
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("tabel.csv", b"eerst")]


@pytest.mark.parametrize(
    ("name", "why", "do"),
    [
        ("weg/tabel.csv", "the folder does not exist", "Make the folder, or choose another place."),
        ("map", "there is a folder of that name", "Choose another name."),
        ("bestand.txt/tabel.csv", "the folder does not exist", "Make the folder, or choose another place."),
        ("a" * 300, "the name is too long", "Choose a shorter name."),
    ],
)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str, why: str, do: str) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "bestand.txt").write_bytes(b"x")
    with pytest.raises(WriteError) as caught:
        save(tmp_path / name, b"x")
    assert caught.value.why == why
    assert str(caught.value).endswith(f"unchanged. {do}")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bestand.txt", "map"]


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "echt.csv").write_bytes(b"oud")
    (tmp_path / "link.csv").symlink_to("echt.csv")
    save(tmp_path / "link.csv", b"nieuw")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "echt.csv").read_bytes() == b"nieuw"


def test_colleagues_can_read_what_was_written(tmp_path: Path) -> None:
    ordinary = tmp_path / "gewoon.csv"
    ordinary.write_bytes(b"x")
    assert save(tmp_path / "tabel.csv", b"x").stat().st_mode == ordinary.stat().st_mode
