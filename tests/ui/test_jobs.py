"""Long work beside the screens: one at a time, stoppable, and its end is told once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from sq_coder.errors import Problem
from sq_coder.ui import jobs


@pytest.fixture(autouse=True)
def _no_jobs() -> Iterator[None]:
    yield
    jobs._jobs.clear()


def test_work_tells_how_far_it_is_and_what_came_of_it() -> None:
    job = jobs.start("a:1", lambda progress, _cancel: progress(2, 3) or "klaar")
    assert job.ended.wait(5)
    assert (job.done, job.of, job.result, job.refusal, job.is_running) == (2, 3, "klaar", None, False)


def test_work_of_one_name_is_done_once_at_a_time() -> None:
    go = threading.Event()
    job = jobs.start("a:1", lambda _progress, _cancel: go.wait(5))
    with pytest.raises(Problem, match="going on already"):
        jobs.start("a:1", lambda _progress, _cancel: None)
    jobs.put_away("a:1")
    assert jobs.find("a:1") is job
    go.set()
    assert job.ended.wait(5)
    jobs.put_away("a:1")
    assert jobs.find("a:1") is None


def test_work_is_asked_to_stop() -> None:
    job = jobs.start("a:1", lambda _progress, cancel: cancel.wait(5))
    job.cancel.set()
    assert job.ended.wait(5)
    assert job.result is True


def test_a_refusal_is_kept_and_an_unforeseen_error_tells_no_story(caplog: pytest.LogCaptureFixture) -> None:
    def refuse(_progress: object, _cancel: object) -> None:
        raise Problem("empty", "Nothing was kept.")

    def break_off(_progress: object, _cancel: object) -> None:
        raise ValueError("de naam van een bewoner")

    first, second = jobs.start("a:1", refuse), jobs.start("a:2", break_off)
    assert first.ended.wait(5)
    assert second.ended.wait(5)
    assert str(first.refusal) == "Nothing was kept."
    assert str(second.refusal).startswith("Something went wrong inside sq-coder (ValueError).")
    assert "bewoner" not in caplog.text
