"""What a docx says about a paragraph outside its text: heading level, list number, bold and large type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sq_coder.gateways.readers.numbering import Counters, Level

if TYPE_CHECKING:
    from docx.document import Document as Opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|kop)\s*([1-9])$", re.IGNORECASE)
_TITLES = {"title": 1, "titel": 1, "subtitle": 2, "ondertitel": 2}
_LARGER = 1.15  # times the running text
_OFF = {"0", "false", "off", "none"}


class Styles:
    """The styles and lists of one document; asked in reading order, since lists count."""

    def __init__(self, opened: Opened) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in opened.styles.element.iter(f"{_W}style")}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph"
            ),
            None,
        )
        defaults = opened.styles.element.find(f"{_W}docDefaults")
        size = None if defaults is None else next(defaults.iter(f"{_W}sz"), None)
        self._size = self._value(self._chain(self._default), "sz") or (_val(size) if size is not None else "") or "20"
        self._levels = dict(_lists(opened))
        self._counters = Counters()

    def heading_level(self, paragraph: Any) -> int:
        """The level of a heading, 1 the highest; 0 for running text."""
        properties = paragraph.find(f"{_W}pPr")
        outline = None if properties is None else properties.find(f"{_W}outlineLvl")
        for style in self._chain(self._style_of(paragraph)):
            name = _val(style.find(f"{_W}name")).casefold()
            if name.startswith(("toc ", "inhopg ")):
                return 0
            if found := _HEADING.match(name):
                return int(found[1])
            if name in _TITLES:
                return _TITLES[name]
            if outline is None:
                outline = next(style.iter(f"{_W}outlineLvl"), None)
        level = int(_val(outline) or 9) if outline is not None else 9
        return level + 1 if level < 9 else 0

    def number(self, paragraph: Any) -> tuple[str, bool]:
        """The list number that Word shows ('' in a list of bullets), and whether the paragraph is in a list."""
        levels = [paragraph.find(f"{_W}pPr"), *(s.find(f"{_W}pPr") for s in self._chain(self._style_of(paragraph)))]
        lists = [found for p in levels if p is not None and (found := p.find(f"{_W}numPr")) is not None]
        key = next((value for entry in lists if (value := _val(entry.find(f"{_W}numId")))), "")
        if not key or key == "0" or key not in self._levels:
            return "", False
        at = int(next((value for entry in lists if (value := _val(entry.find(f"{_W}ilvl")))), "0"))
        shared, of_list = self._levels[key]
        return self._counters.next(shared, at, of_list), True

    def is_emphasised(self, paragraph: Any) -> bool:
        """Whether every word is bold, or larger than the running text."""
        chain = list(self._chain(self._style_of(paragraph)))
        found = False
        for run in paragraph.iter(f"{_W}r"):
            if not any((text.text or "").strip() for text in run.iter(f"{_W}t")):
                continue
            own = [run, *self._chain(self._style_of(run)), *chain]
            bold = self._value(own, "b")
            large = float(self._value(own, "sz") or self._size) >= _LARGER * float(self._size)
            if not (large or (bold is not None and bold not in _OFF)):
                return False
            found = True
        return found

    def _value(self, owners: Any, tag: str) -> str | None:
        """The first value of a property in a run and its styles; '' is 'on', None is not said."""
        for owner in owners:
            properties = owner.find(f"{_W}rPr")
            if properties is not None and (found := properties.find(f"{_W}{tag}")) is not None:
                return _val(found)
        return None

    def _style_of(self, element: Any) -> str | None:
        properties = element.find(f"{_W}{'r' if element.tag == f'{_W}r' else 'p'}Pr")
        style = None if properties is None else properties.find(f"{_W}{'r' if element.tag == f'{_W}r' else 'p'}Style")
        return _val(style) if style is not None else None if element.tag == f"{_W}r" else self._default

    def _chain(self, key: str | None) -> Iterator[Any]:
        """A style and what it is based on."""
        seen: set[str] = set()
        while key and key not in seen and (style := self._styles.get(key)) is not None:
            seen.add(key)
            yield style
            key = _val(style.find(f"{_W}basedOn"))


def _val(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val") or "")


def _lists(opened: Opened) -> Iterator[tuple[str, tuple[str, dict[int, Level]]]]:
    """Of every list its key, the key of what it counts along with, and its levels."""
    numbering = next((rel.target_part for rel in opened.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if numbering is None:
        return
    from docx.oxml import parse_xml

    root: Any = parse_xml(numbering.blob)
    shared = {
        entry.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl")): _level(level) for level in entry.iter(f"{_W}lvl")
        }
        for entry in root.iter(f"{_W}abstractNum")
    }
    for entry in root.iter(f"{_W}num"):
        key = entry.get(f"{_W}numId")
        abstract = _val(entry.find(f"{_W}abstractNumId"))
        levels = dict(shared.get(abstract, {}))
        own = False
        for override in entry.iter(f"{_W}lvlOverride"):
            at, start = int(override.get(f"{_W}ilvl")), override.find(f"{_W}startOverride")
            given = override.find(f"{_W}lvl")
            level = _level(given) if given is not None else levels.get(at, Level())
            own = own or start is not None
            levels[at] = Level(level.form, level.pattern, int(_val(start) or level.start))
        # Lists made from one definition count on together, unless one says where it starts.
        yield key, (f"own {key}" if own else f"shared {abstract}", levels)


def _level(level: Any) -> Level:
    form = _val(level.find(f"{_W}numFmt"))
    start = _val(level.find(f"{_W}start"))
    pattern = _val(level.find(f"{_W}lvlText"))
    shown = "" if form in {"bullet", "none"} or not pattern else form
    return Level(shown, pattern or "%1.", int(start or 1))
