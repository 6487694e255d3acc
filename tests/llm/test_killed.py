"""A run that is killed loses nothing that was stored, and asks nothing twice but what was on its way."""

from sq_coder.domain import FoundStory
from sq_coder.study import init_study

from .killed import kill_and_resume


def test_two_kills_leave_one_proposal_per_story(tmp_path, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with init_study(tmp_path / "s") as study:
        study.keep_stories([FoundStory(f"V{n}", f"Verhaal {n} over de groep.", year=2024) for n in range(60)])
    left = kill_and_resume(tmp_path / "s", kills=2, concurrency=4, seed=1, lease=2.0)
    assert left.answered == {1: 60}
    assert 60 <= left.requests <= 60 + left.at_kills
    assert left.again == 0
    assert left.check
