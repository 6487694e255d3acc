"""Bringing stories in from Python."""

from pathlib import Path

import pytest

from sq_coder.domain import FoundStory
from sq_coder.errors import Problem
from sq_coder.study import Study
from tests.conftest import MONEY, WALK


def test_two_stories_of_one_import_that_are_nearly_the_same_are_reported_once(study: Study) -> None:
    corrected = WALK.replace("vriendinnen", "vrienden")
    kept = study.keep_stories([FoundStory("Lopen", WALK), FoundStory("Geld", MONEY), FoundStory("Wandelen", corrected)])
    first, _, third = (story.id for story, _ in kept.stories)
    assert [(new, existing) for new, existing, _ in kept.nearly] == [(third, first)]


def test_a_story_that_is_nearly_one_of_an_earlier_import_is_reported(study: Study) -> None:
    ((first, _),) = study.keep_stories([FoundStory("Lopen", WALK)]).stories
    again = study.keep_stories([FoundStory("Lopen", WALK + " Dag!")])
    ((second, _),) = again.stories
    assert [(new, existing) for new, existing, _ in again.nearly] == [(second.id, first.id)]


def test_one_path_is_as_good_as_a_list_of_one(study: Study, tmp_path: Path) -> None:
    (tmp_path / "lopen.txt").write_text(WALK, encoding="utf-8")
    assert study.import_stories(str(tmp_path / "lopen.txt")).count("added") == 1
    assert study.import_stories([tmp_path / "lopen.txt"]).count("already_there") == 1


def test_titles_and_groups_are_one_line_that_can_be_seen(study: Study) -> None:
    told = FoundStory("Lo\x1b[31mpen\n\nin de wijk", WALK, group="Wandel\u202e\ngroep")
    ((story, _),) = study.keep_stories([told]).stories
    assert (story.title, story.group) == ("Lo[31mpen in de wijk", "Wandel groep")
    edited = study.edit(story.id, title="Wan\x07delen\n", group=" \u202e ")
    assert (edited.title, edited.group) == ("Wandelen", None)


def test_a_story_keeps_a_text(told: Study, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"^A story needs a text\. Nothing was changed\."):
        told.edit("Lopen", text=" \n")
    (tmp_path / "rijen.csv").write_text("titel,tekst\nA,een\nB,twee\n", encoding="utf-8")
    with pytest.raises(Problem, match=r"^rijen\.csv is not one text\. Nothing was changed\."):
        told.text_of_file(tmp_path / "rijen.csv")
    assert told.story("Lopen").text == WALK


def test_criticism_is_recorded_in_the_column_that_a_story_has_for_it(told: Study) -> None:
    columns = (("Wijk", "Oost"), ("Kritiek", "Te  duur,\nen koud."), ("Groep in 2023", "Koor"))
    told.edit("Lopen", attributes=columns)
    assert told.edit("Lopen", criticism="Te duur, en koud.").attributes == columns
    assert told.edit("Lopen", criticism="Te koud.").attributes == (columns[0], ("Kritiek", "Te koud."), columns[2])
    assert told.edit("Lopen", criticism=" ").attributes == (columns[0], columns[2])
    assert told.edit("Lopen", criticism="Te duur.").attributes == (columns[0], columns[2], ("kritiek", "Te duur."))
