"""A study is made or put back whole, or nothing of it stays."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sq_coder.domain import Settings
from sq_coder.errors import Problem, SQCoderError, StudyProblem
from sq_coder.gateways import folder as folders
from sq_coder.study import Study, init_study, open_study
from sq_coder.study.keeping import restore


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files can grow to this many bytes; past that the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("room", [0, 20_000, 60_000, 200_000])
def test_a_study_that_does_not_fit_on_the_disk_is_not_begun(tmp_path: Path, room: int) -> None:
    place = tmp_path / "studie"
    with room_for(room), pytest.raises(SQCoderError):
        init_study(place)
    assert not place.exists()
    init_study(place).close()


@pytest.mark.parametrize("room", [0, 60_000, 200_000])
def test_a_backup_that_does_not_fit_on_the_disk_is_not_put_back(told: Study, tmp_path: Path, room: int) -> None:
    told.backup(tmp_path / "kopie.zip")
    place = tmp_path / "terug"
    place.mkdir()
    with room_for(room), pytest.raises(SQCoderError):
        restore(tmp_path / "kopie.zip", place)
    assert list(place.iterdir()) == []
    restore(tmp_path / "kopie.zip", place)
    with open_study(place) as again:
        assert (len(again.stories()), again.check()) == (3, [])


def test_a_study_that_is_stopped_half_made_leaves_other_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notities.txt").write_text("van ons", encoding="utf-8")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(folders, "write_settings", stop)
        init_study(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notities.txt"]
    init_study(tmp_path).close()


def test_a_codebook_and_a_prompt_that_stand_there_are_what_a_study_starts_with(tmp_path: Path, study: Study) -> None:
    own = study.codebook.text.replace("vriendschap", "vriendschappen", 1)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "codebook.yaml").write_text(own, encoding="utf-8")
    (tmp_path / "prompts" / "kernwoord.v1.md").write_text("Noem één kernwoord:\n", encoding="utf-8")
    with init_study(tmp_path, Settings("eigen")) as made:
        assert (made.codebook.text, made.prompt().text) == (own, "Noem één kernwoord:")


def test_another_codebook_than_the_one_that_stands_there_is_refused(tmp_path: Path, study: Study) -> None:
    (tmp_path / "codebook.yaml").write_text("van ons", encoding="utf-8")
    with pytest.raises(Problem, match=r"already\. Nothing was made\. Leave --codebook out"):
        init_study(tmp_path, codebook=study.folder / "codebook.yaml")
    assert (tmp_path / "codebook.yaml").read_text(encoding="utf-8") == "van ons"
    assert not (tmp_path / "study.toml").exists()


def test_a_backup_damaged_in_its_database_is_not_put_back(told: Study, tmp_path: Path) -> None:
    told.backup(tmp_path / "kopie.zip")
    data = bytearray((tmp_path / "kopie.zip").read_bytes())
    data[2_000:2_200] = bytes(200)
    (tmp_path / "half.zip").write_bytes(data)
    with pytest.raises(Problem, match=r"^half\.zip is not a whole backup\. Nothing was restored\."):
        restore(tmp_path / "half.zip", tmp_path / "terug")
    assert not (tmp_path / "terug").exists()


@pytest.mark.parametrize("left", [None, b""])
def test_a_study_whose_database_is_gone_says_how_to_put_it_back(told: Study, left: bytes | None) -> None:
    told.close()
    (told.folder / "study.db").unlink()
    if left is not None:
        (told.folder / "study.db").write_bytes(left)
    with pytest.raises(StudyProblem, match=r"study\.db is empty or gone\. Nothing was changed\. Put it back, or put a"):
        open_study(told.folder)
