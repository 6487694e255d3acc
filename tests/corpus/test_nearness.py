"""Nearly the same story is reported."""

import random

from sq_coder.corpus import near

WORDS = [f"{stem}{end}" for stem in ("koken", "buurt", "koffie", "tuin", "fiets", "praat") for end in range(40)]


def _stories(count):
    chance = random.Random(7)
    return {f"s{at}": " ".join(chance.choices(WORDS, k=200)) + "." for at in range(count)}


def test_a_corrected_typing_error_and_an_added_sentence_are_nearly_the_same_story():
    old = _stories(40)
    new = {"a": old["s3"].replace("koken", "kooken", 1), "b": old["s9"] + " Tot slot dankt zij iedereen."}
    found = near(new, old)
    assert {(one, other) for one, other, _ in found} == {("a", "s3"), ("b", "s9")}
    assert all(0.95 < likeness < 1 for _, _, likeness in found)


def test_different_stories_and_a_story_and_itself_are_not_reported():
    stories = _stories(30)
    assert near(stories, stories) == []


def test_a_text_of_two_words_is_compared_as_a_whole():
    assert near({"a": "Ik kom."}, {"b": "ik kom"}) == [("a", "b", 1.0)]


def test_the_most_alike_come_first_and_the_threshold_is_kept():
    old = _stories(2)
    new = {"far": old["s0"][: len(old["s0"]) * 3 // 4], "close": old["s1"] + " Dag."}
    assert [one for one, _, _ in near(new, old, threshold=0.8)] == ["close", "far"]
    assert [one for one, _, _ in near(new, old, threshold=0.9)] == ["close"]


def test_a_text_many_times_as_long_is_not_read_word_by_word():
    class Long(str):
        def casefold(self):
            raise AssertionError("its words were read")

    assert near({"long": Long("koken buurt tuin " * 1_000)}, {"short": "koken buurt tuin en fiets"}) == []
