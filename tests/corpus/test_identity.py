"""What makes two texts one story."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sq_coder.corpus import fingerprint, normalise, story_id

CONTROLS = {chr(n) for n in [*range(32), *range(127, 160)]} - {"\n", "\t"}


def test_a_story_is_recognised_with_other_quotes_hyphens_ligatures_and_line_ends():
    typed = 'Zij zei: "Ik blijf fietsen in de wijk- en dorpsgroep."\n\nCafé.'
    printed = "Zij  zei: “Ik blijf ﬁetsen in de wijk- en dorps\u00adgroep.”\r\nCafe\u0301."
    assert fingerprint(typed) == fingerprint(printed)


def test_a_story_with_another_number_is_another_story():
    assert fingerprint("Ik kom er al 6 jaar.") != fingerprint("Ik kom er al 7 jaar.")


def test_an_id_depends_on_the_study_and_on_the_letters_only():
    one = story_id("geheim", "Ik kom graag.")
    assert len(one) == 32
    assert set(one) <= set("0123456789abcdef")
    assert one == story_id("geheim", "ik kom, graag")
    assert one != story_id("ander geheim", "Ik kom graag.")


def test_an_id_never_changes_between_versions():
    assert story_id("geheim", "Ik kom graag.") == "b9ba039fafd24697db53098edc56c472"


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & CONTROLS
    assert "\ufeff" not in once
    once.encode("utf-8")


@settings(deadline=None)
@given(st.text())
def test_normalising_never_changes_which_story_it_is(text):
    assert fingerprint(normalise(text)) == fingerprint(normalise(normalise(text)))


def test_line_ends_and_controls_are_made_plain():
    assert normalise("\ufeffeen\r\ntwee\rdrie\u2028vier\x00\x1b[31m\tvijf") == "een\ntwee\ndrie\nvier[31m\tvijf"
