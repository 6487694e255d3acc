"""Which parts of a report are its stories: the appendix that announces them, and the headings under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sq_coder.corpus.headings import Contents, Entry, Heading, plain
from sq_coder.corpus.identity import letters
from sq_coder.domain import Block, Perspective

_STORIES = r"(?:verhalen|verhaal|interviews?|portretten|vertellingen|stories|narratives|portraits)\b"
_APPENDIX = re.compile(r"\b(?:bijlagen?|appendix|appendices|annex)\b", re.IGNORECASE)
_HOLDS_STORIES = re.compile(rf"\b\w*{_STORIES}", re.IGNORECASE)
# 'De verhalen', 'Tien verhalen van bewoners', 'Onze mooiste verhalen'; not 'Analyse van de verhalen'.
_OPENS_WITH_STORIES = re.compile(rf"(?:\w+\s+){{0,2}}?\w*{_STORIES}(?!\s*[:-]?\s*\d+\s*$)", re.IGNORECASE)
_ABOUT_STORIES = re.compile(
    r"\b(?:analyses?|resultaten|results|aanpak|vragenlijst(?:en)?|opzet|werkwijze|topiclijst|questions)\b",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(r"\b(?:over|uit|van|in|met|about|from|of)\b", re.IGNORECASE)
_BACK_MATTER = re.compile(
    r"(?:bronnen|bronvermelding|literatuur|referenties|bibliografie|geraadpleegd|colofon|nawoord|dankwoord|slotwoord"
    r"|tot slot$|eindnoten|noten$|verantwoording|over de (?:auteurs|onderzoekers|makers)|bijlagen?\b|appendi|annex\b"
    r"|references|bibliography|sources|literature|acknowledge?ments?|afterword|colophon|endnotes|notes$|about the)",
    re.IGNORECASE,
)
_FACILITATORS = re.compile(r"begeleid(?:ers?|sters?)\b|facilitators?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_RUNNING = 200  # characters between two plain numbered lines that make them titles and not a list


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one appendix: its heading, the stories' headings and where the last story ends."""

    heading: Heading
    stories: tuple[Heading, ...]
    end: int  # the first block after the last story
    missing: tuple[str, ...] = ()  # numbers of stories that only the table of contents has

    @property
    def year(self) -> int | None:
        """The one year that the heading names; '2021-2024' names two, and so none."""
        years = {int(year) for year in _YEAR.findall(self.heading.title)}
        return years.pop() if len(years) == 1 else None

    @property
    def perspective(self) -> Perspective | None:
        """Facilitator where the heading says so; else not known here."""
        return Perspective.FACILITATOR if _FACILITATORS.search(self.heading.title) else None


def sections(blocks: Sequence[Block], headings: Sequence[Heading], contents: Contents) -> list[Section]:
    """Every part of the document that holds stories, in reading order.

    An appendix that announces stories ('Bijlage: Tien verhalen van bewoners') comes first; only a document without
    one is searched for a heading that opens with the stories ('De verhalen') and has two or more under it.
    """
    announcing = [(heading, _announces(heading)) for heading in headings]
    best = max((strength for _, strength in announcing), default=0)
    found: list[Section] = []
    for heading, strength in announcing:
        if strength and strength == best and (not found or heading.at >= found[-1].end):
            section = _section(blocks, heading, headings, contents)
            if section and len(section.stories) + strength >= 3:
                found.append(section)
    return found


def _announces(heading: Heading) -> int:
    """How surely stories follow: 2 is an appendix with stories, 1 a heading that opens with them, 0 neither."""
    if not heading.styled and not heading.number:
        return 0
    if _APPENDIX.match(heading.title):
        return 2 if _HOLDS_STORIES.search(heading.title) and not _ABOUT_STORIES.search(heading.title) else 0
    opening = _OPENS_WITH_STORIES.match(heading.title)
    aside = opening and (_IN_PASSING.search(opening[0]) or _ABOUT_STORIES.search(heading.title))
    return 1 if opening and heading.styled and not aside else 0


def _section(
    blocks: Sequence[Block], appendix: Heading, headings: Sequence[Heading], contents: Contents
) -> Section | None:
    """The stories under an appendix's heading, or None where there are none."""
    after = [heading for heading in headings if heading.at > appendix.at]
    listed, others = _listed(appendix, contents)
    after, end = _until_back_matter(appendix, after, others, len(blocks))
    styled = [h for h in after if h.styled or any(entry.names(h) for entry in listed)]
    stories, end = _stories(appendix, styled, listed, end)
    if not stories:
        stories, end = _stories(appendix, _lone(blocks, after, end), listed, end)
    stories = [story for story, after_it in pairwise([*stories, Heading(end, "")]) if after_it.at > story.at + 1]
    if not stories:
        return None
    missing = [entry for entry in listed if not any(entry.names(story) for story in stories)]
    return Section(appendix, tuple(stories), end, tuple(str(entry.number[-1]) for entry in missing if entry.number))


def _listed(appendix: Heading, contents: Contents) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The lines of the table of contents that are this appendix's stories, and all its other lines.

    Stories count up from under the appendix's own line; the first number that does not is the next chapter.
    """
    entries = contents.entries
    own = next((at for at, entry in enumerate(entries) if entry.names(appendix)), None)
    if own is None:
        return (), ()
    end, last = own + 1, 0
    while end < len(entries) and (number := _story_number(entries[end].number, appendix)) > last:
        chapter = bool(appendix.number) and number == appendix.number[-1] + 1
        if chapter and (number != last + 1 or _BACK_MATTER.match(entries[end].title)):
            break
        end, last = end + 1, number
    return entries[own + 1 : end], (*entries[: own + 1], *entries[end:])


def _story_number(number: tuple[int, ...], appendix: Heading) -> int:
    """Which story this number is in the appendix: '3' and, in appendix 6, '6.3' are 3; 0 is no story's number."""
    if len(number) == 1:
        return number[0]
    if len(number) == 2 and appendix.number and number[0] == appendix.number[-1]:
        return number[1]
    return 0


def _until_back_matter(
    appendix: Heading, after: Sequence[Heading], others: Sequence[Entry], end: int
) -> tuple[list[Heading], int]:
    """The headings before the list of sources, the next appendix or the next chapter, and where that begins."""
    kept: list[Heading] = []
    for heading in after:
        back = _BACK_MATTER.match(heading.title) and (heading.styled or heading.number)
        chapter = heading.number and any(entry.names(heading) for entry in others)
        higher = heading.styled and 0 < heading.level < appendix.level
        if back or chapter or higher:
            return kept, heading.at
        kept.append(heading)
    return kept, end


def _stories(
    appendix: Heading, candidates: Sequence[Heading], listed: Sequence[Entry], end: int
) -> tuple[list[Heading], int]:
    """The headings that begin a story, and where the last story ends."""
    numbered = [heading for heading in candidates if _story_number(heading.number, appendix)]
    if numbered and (len(numbered) > 1 or numbered[0] is candidates[0] or listed):
        return _counting_up(appendix, candidates, listed, end)
    return _of_one_level(appendix, candidates, end)


def _counting_up(
    appendix: Heading, candidates: Sequence[Heading], listed: Sequence[Entry], end: int
) -> tuple[list[Heading], int]:
    """Numbered stories: 1, 3, 5. A lower number is the next chapter, or belongs to the story that it stands in."""
    stories: list[Heading] = []
    last = 0
    next_chapter = appendix.number[-1] + 1 if appendix.number else 0
    known = {heading.at for heading in candidates if any(entry.names(heading) for entry in listed)}
    # A table of contents is often not brought up to date: a heading that looks like those it lists is one of them.
    alike = {heading.level for heading in candidates if heading.at in known and heading.level}
    for heading in candidates:
        number = _story_number(heading.number, appendix)
        if number > last and (heading.at in known or not known or heading.level in alike):
            if number == next_chapter and _is_chapter(heading, appendix, stories):
                return stories, heading.at
            stories.append(heading)
            last = number
        elif heading.at not in known and (number == next_chapter > 0 or _is_higher(heading, appendix, stories)):
            return stories, heading.at
    return stories, end


def _is_chapter(heading: Heading, appendix: Heading, stories: Sequence[Heading]) -> bool:
    """Whether a number that fits both is the next chapter's: it looks like the appendix, not like the stories."""
    return heading.level == appendix.level and heading.level not in {story.level for story in stories}


def _is_higher(heading: Heading, appendix: Heading, stories: Sequence[Heading]) -> bool:
    """Whether a heading without a story's number stands above the stories, as the appendix itself does."""
    return bool(stories) and 0 < heading.level <= appendix.level < min(story.level for story in stories)


def _of_one_level(appendix: Heading, candidates: Sequence[Heading], end: int) -> tuple[list[Heading], int]:
    """Stories without numbers: the headings that look like the first one; it ends at one like the appendix."""
    stories: list[Heading] = []
    for heading in candidates:
        if not stories:
            if heading.level == 0 or heading.level < appendix.level:
                continue
            stories.append(heading)
        elif heading.level == stories[0].level:
            stories.append(heading)
        elif 0 < heading.level < stories[0].level:
            return stories, heading.at
    return stories, end


def _lone(blocks: Sequence[Block], headings: Sequence[Heading], end: int) -> list[Heading]:
    """Plain numbered lines with running text after each: titles in a plain text. The lines of a list touch."""
    starts = [-1, *(heading.at for heading in headings), end]
    return [
        heading
        for heading, before, after in zip(headings, starts, starts[2:], strict=False)
        if before != heading.at - 1 and sum(len(plain(block)) for block in blocks[heading.at + 1 : after]) >= _RUNNING
    ]


def self_named(headings: Sequence[Heading]) -> list[Heading]:
    """The headings that each name themselves a story: 'Verhaal 1', 'Interview 2: Anna'; fewer than two are none."""
    found = [h for h in headings if re.match(rf"{_STORIES}\s*\d+\b", h.title, re.IGNORECASE)]
    return found if len(found) > 1 and len({letters(h.title) for h in found}) == len(found) else []
