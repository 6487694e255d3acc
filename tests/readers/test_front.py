"""The lines at the top of a markdown file speak of the story in it."""

from __future__ import annotations

import pytest

from sq_coder.corpus import split
from sq_coder.domain import Answer, Perspective
from sq_coder.errors import RowsError
from sq_coder.gateways.readers import read

TOP = """---
verzonnen: Dit verhaal is verzonnen.
titel: "Lopen langs de vaart"
jaar: 2023
groep: Wandelgroep
verteld door: groepsbegeleider
ai: nee
wijk: Noord
---

Iedere dinsdag lopen wij.

"Het is goed zo."
"""


def test_the_lines_at_the_top_become_metadata_and_no_text() -> None:
    (story,) = split(read("a.md", TOP.encode()), mode="auto").stories
    assert story.title == "Lopen langs de vaart"
    assert story.text == 'Iedere dinsdag lopen wij.\n\n"Het is goed zo."'
    assert (story.year, story.group, story.perspective) == (2023, "Wandelgroep", Perspective.FACILITATOR)
    assert story.consent is not None
    assert story.consent.ai is Answer.NO
    assert dict(story.attributes) == {"verzonnen": "Dit verhaal is verzonnen.", "wijk": "Noord"}


def test_without_a_title_at_the_top_the_heading_is_the_title() -> None:
    (story,) = split(
        read("a.md", b"---\njaar: 2023\n---\n# De titel\n\nIedere dinsdag lopen wij.\n"), mode="auto"
    ).stories
    assert (story.title, story.text, story.year) == ("De titel", "Iedere dinsdag lopen wij.", 2023)


def test_a_year_that_is_none_is_refused_with_its_words() -> None:
    with pytest.raises(RowsError, match="'jaar' says 'twintig'"):
        read("a.md", b"---\njaar: twintig\n---\nIedere dinsdag lopen wij.\n")
