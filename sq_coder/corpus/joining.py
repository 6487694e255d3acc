"""Found stories that are one story after all: put together before they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sq_coder.domain import FoundStory


def join(stories: Sequence[FoundStory]) -> FoundStory:
    """One story of several, in their order; no character is lost: the titles of the later ones stand in its text.

    Year, group, teller, consent and attributes are those of the first that has them.

    >>> join([FoundStory("Anna", "Een."), FoundStory("Later", "Twee.", year=2024)])
    FoundStory(title='Anna', text='Een.\\n\\nLater\\n\\nTwee.', year=2024, group=None, perspective=None, source='', \
consent=None, attributes=())
    """
    first, *others = stories
    parts = [first.text, *(part for other in others for part in (other.title, other.text))]
    return replace(
        first,
        text="\n\n".join(part for part in parts if part.strip()),
        year=next((s.year for s in stories if s.year is not None), None),
        group=next((s.group for s in stories if s.group), None),
        perspective=next((s.perspective for s in stories if s.perspective), None),
        consent=next((s.consent for s in stories if s.consent), None),
        attributes=next((s.attributes for s in stories if s.attributes), ()),
    )
