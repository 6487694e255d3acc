"""Variables of cases and sources in a REFI-QDA project: a story's year, group, narrator and further columns."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element  # a type only: what is read goes through defusedxml

from sq_coder.domain import FoundStory, Perspective, normalise
from sq_coder.gateways.readers.refi_codes import child, children, guid

Value = tuple[str, str]
"""A variable's name and its value as text."""

_YEAR = {"jaar", "year"}
_GROUP = {"groep", "group"}
_TOLD_BY = {"verteld door", "told by", "perspectief", "perspective"}
_SOURCE = {"bron", "source"}
_TITLE = {"titel", "title"}
_PERSPECTIVES = {
    "bewoner": Perspective.RESIDENT,
    "resident": Perspective.RESIDENT,
    "groepsbegeleider": Perspective.FACILITATOR,
    "begeleider": Perspective.FACILITATOR,
    "facilitator": Perspective.FACILITATOR,
}


def variables(root: Element) -> dict[str, list[Value]]:
    """The values by the GUID of their source: on a case that refers to it, or on the source itself.

    MAXQDA and Quirkos write a case without a name for each document; a case of several sources counts for each.
    """
    names = {guid(v): v.get("name") or "" for v in children(child(root, "Variables"), "Variable")}
    found: dict[str, list[Value]] = {}
    for case in children(child(root, "Cases"), "Case"):
        for source in children(case, "SourceRef"):
            found.setdefault(guid(source, "targetGUID"), []).extend(_values(case, names))
    sources = child(root, "Sources")
    for source in sources if sources is not None else ():
        values = _values(source, names)
        if values:
            found.setdefault(guid(source), []).extend(values)
    return found


def _values(element: Element, names: dict[str, str]) -> list[Value]:
    values = []
    for value in children(element, "VariableValue"):
        ref = child(value, "VariableRef")
        name = names.get(guid(ref, "targetGUID"), "") if ref is not None else ""
        text = next((e.text or "" for e in value if e is not ref), None)
        if name and text is not None:
            values.append((name, normalise(text)))
    return values


def described(story: FoundStory, values: list[Value]) -> FoundStory:
    """The story with its values: those that a study knows in their own place, the others as further columns."""
    attributes: list[Value] = []
    for name, text in values:
        # NVivo writes what a variable is of before its name: 'Cases:Year'.
        plain = name.rpartition(":")[2].strip().casefold()
        if plain in _YEAR and _is_year(text) and story.year is None:
            story = replace(story, year=int(text))
        elif plain in _GROUP and text.strip() and story.group is None:
            story = replace(story, group=text)
        elif plain in _TOLD_BY and text.strip().casefold() in _PERSPECTIVES and story.perspective is None:
            story = replace(story, perspective=_PERSPECTIVES[text.strip().casefold()])
        elif plain in _SOURCE and not story.source:
            story = replace(story, source=text)
        elif name in _TITLE and text.strip():
            story = replace(story, title=text)
        else:
            attributes.append((name, text))
    return replace(story, attributes=tuple(dict.fromkeys(attributes)))


def _is_year(text: str) -> bool:
    plain = text.strip()
    return len(plain) == 4 and plain.isascii() and plain.isdigit() and 1900 <= int(plain) <= 2100
