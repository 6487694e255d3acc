"""Sources of a REFI-QDA project to stories, and their codings to decisions of its users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element  # a type only: what is read goes through defusedxml

from sq_coder.domain import Evidence, FoundDecision, FoundStory, Note
from sq_coder.errors import quote
from sq_coder.gateways.readers.refi_cases import described, variables
from sq_coder.gateways.readers.refi_codes import Codes, child, children, guid, local
from sq_coder.gateways.readers.refi_notes import Notes, moment
from sq_coder.gateways.readers.refi_text import Counting, Selection, SourceText, counting

_TOGETHER = "together: "  # how sq-coder begins the id of a user who stands for several researchers
_MEDIA = {
    "PictureSource": "picture",
    "AudioSource": "sound recording",
    "VideoSource": "video",
    "PDFSource": "pdf without its text",
}
_OTHER_SELECTIONS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")

Text = Callable[[str], str | None]
"""The text at a path of the project; None when it is not there."""


@dataclass(slots=True)
class _Source:
    """A source with its text: the element that holds text and selections, and the one with name and variables."""

    element: Element
    about: Element
    text: SourceText
    selections: list[tuple[Selection, Element]] = field(default_factory=list)


@dataclass(slots=True)
class _Coded:
    """What one user coded in one story, gathered."""

    notes: dict[tuple[str, str | None], Note] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    remarks: dict[str, None] = field(default_factory=dict)
    at: str = ""


class Sources:
    """The sources of a project, read once. What cannot be taken over is said in `left_out`."""

    def __init__(self, root: Element, codes: Codes, text: Text, notes: Notes) -> None:
        self.left_out: list[str] = []
        self.texts = 0  # sources that should have a text
        self._codes, self._read = codes, text
        self._users = users_of(root)
        self._creator = guid(root, "creatingUserGUID")
        self._notes = notes
        self._variables = variables(root)
        self._sources = self._found(child(root, "Sources"))
        pairs = [(s.text, [selection for selection, _ in s.selections]) for s in self._sources]
        self._way = counting(pairs, origin=root.get("origin") or "")

    def users(self) -> tuple[str, ...]:
        """Every user once; one who stands for several is those."""
        return tuple(dict.fromkeys(name for names in self._users.values() for name in names))

    def stories(self) -> tuple[FoundStory, ...]:
        """One story per source that has a text."""
        return tuple(
            described(
                FoundStory(title=" ".join((s.about.get("name") or "").split()), text=s.text.text),
                [v for id in dict.fromkeys((guid(s.about), guid(s.element))) for v in self._variables.get(id, [])],
            )
            for s in self._sources
        )

    def decisions(self) -> tuple[FoundDecision, ...]:
        """Each user's codings in each story as one decision; a user who coded nothing there has none."""
        found: list[FoundDecision] = []
        lost: Counter[str] = Counter()
        for place, source in enumerate(self._sources):
            gathered = self._coded(source, lost)
            remarks = self._source_remarks(source, set(gathered))
            for researchers, coded in gathered.items():
                if not coded.notes:
                    continue
                coded.remarks |= dict.fromkeys(remarks.get(researchers, []))
                found.append(_decision(place, researchers, coded, source.text.text))
        lost["note that is not on a coding, a passage or a coded story"] += self._notes.unused()
        self.left_out += [f"{n} × a {what}: left out." for what, n in lost.items() if n]
        if any(not d.researchers for d in found):
            self.left_out.append("Some codings name no user; say whose they are when importing.")
        return tuple(found)

    def _found(self, sources: Element | None) -> list[_Source]:
        found: list[_Source] = []
        media: Counter[str] = Counter()
        for element in sources if sources is not None else ():
            kind = local(element)
            # The text of a pdf stands in its representation, that of a recording in its transcripts.
            holders = [element] if kind == "TextSource" else children(element, "Representation", "Transcript")
            made = [self._source(holder, element) for holder in holders]
            found += [source for source in made if source]
            if not holders:
                media[_MEDIA.get(kind, "source of another kind")] += 1
            lost = sum(local(e) in _OTHER_SELECTIONS for e in element.iter())
            if lost and kind != "PDFSource":
                media["selection in a picture or recording"] += lost
        self.left_out += [f"{n} × a {what}: left out, as only texts are stories." for what, n in media.items()]
        return found

    def _source(self, element: Element, about: Element) -> _Source | None:
        self.texts += 1
        inline = child(element, "PlainTextContent")
        path = element.get("plainTextPath") or ""
        raw = inline.text or "" if inline is not None else self._read(path) if path else None
        if raw is None:
            name = quote(about.get("name") or "?")
            inside = path.casefold().startswith("internal") or not path
            where = "is not in the file, or cannot be read" if inside else "stands outside the file"
            self.left_out.append(f"The text of the source {name} {where}: left out with its codings.")
            return None
        source = _Source(element, about, SourceText(raw))
        for selection in children(element, "PlainTextSelection"):
            start, end = _number(selection.get("startPosition")), _number(selection.get("endPosition"))
            source.selections.append((Selection(start, end, selection.get("name") or ""), selection))
        return source

    def _coded(self, source: _Source, lost: Counter[str]) -> dict[tuple[str, ...], _Coded]:
        gathered: dict[tuple[str, ...], _Coded] = {}
        for coding in children(source.element, "Coding"):
            self._add(gathered, coding, None, (source.element,), lost)
        for selection, element in source.selections:
            span = source.text.span(selection, self._way)
            codings = children(element, "Coding")
            if span is None:
                lost["passage outside its text"] += 1
                continue
            whole = span == (0, len(source.text.text))
            for coding in codings:
                self._add(gathered, coding, None if whole else span, (element, source.element), lost)
        return gathered

    def _add(
        self,
        gathered: dict[tuple[str, ...], _Coded],
        coding: Element,
        span: tuple[int, int] | None,
        around: tuple[Element, ...],
        lost: Counter[str],
    ) -> None:
        code = child(coding, "CodeRef")
        target = guid(code, "targetGUID") if code is not None else ""
        note = self._codes.notes.get(target)
        if note is None:
            # Codes that are no keyword were named already.
            lost["coding with a code that is not in the codebook"] += target not in self._codes.unfit
            return
        researchers = self._who(coding, *around)
        coded = gathered.setdefault(researchers, _Coded())
        remark = "\n".join(self._notes.of(coding))
        kept = coded.notes.setdefault((note.key, note.condition), note)
        if remark and remark not in kept.remark.split("\n\n"):
            joined = "\n\n".join(filter(None, (kept.remark, remark)))
            coded.notes[(note.key, note.condition)] = replace(kept, remark=joined)
        if span:
            coded.spans.add(span)
        coded.at = max(coded.at, moment(coding.get("creationDateTime") or ""))
        if local(around[0]) == "PlainTextSelection":
            for text in self._notes.of(around[0]):
                coded.remarks[text] = None

    def _who(self, *elements: Element) -> tuple[str, ...]:
        """Who coded: the coding's user, else the selection's, else the source's, else who made the project."""
        for element in elements:
            named = self._users.get(guid(element, "creatingUser"))
            if named:
                return named
        return self._users.get(self._creator, ())

    def _source_remarks(self, source: _Source, coders: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
        """The remarks on the whole source, by those of the coders who wrote them."""
        remarks: dict[tuple[str, ...], list[str]] = {}
        for id, user, text in self._notes.on(source.about):
            who = self._users.get(user) or self._users.get(self._creator, ())
            if who in coders:
                self._notes.used.add(id)
                remarks.setdefault(who, []).append(text)
        return remarks

    @property
    def way(self) -> Counting:
        """How the project's program counts characters."""
        return self._way


def _decision(place: int, researchers: tuple[str, ...], coded: _Coded, text: str) -> FoundDecision:
    evidence = tuple(Evidence(start, end, text[start:end]) for start, end in sorted(coded.spans))
    notes = tuple(sorted(coded.notes.values(), key=lambda note: (note.key, note.condition or "")))
    return FoundDecision(place, researchers, notes, evidence, "\n\n".join(coded.remarks), coded.at)


def users_of(root: Element) -> dict[str, tuple[str, ...]]:
    """The researchers by the GUID of their user; one user may stand for several who decided together."""
    elements = {guid(user): user for user in children(child(root, "Users"), "User")}
    names = {id: _name(user) for id, user in elements.items()}
    found: dict[str, tuple[str, ...]] = {id: (name,) for id, name in names.items()}
    for id, user in elements.items():
        together = (user.get("id") or "").partition(_TOGETHER)
        if together[1] and not together[0]:
            # Their GUIDs; sq-coder 0.1.0 wrote their names.
            found[id] = tuple(names.get(part.upper(), part) for part in together[2].split("|") if part)
    return found


def _name(user: Element) -> str:
    return " ".join((user.get("name") or user.get("id") or "").split()) or f"user {guid(user)[:8]}"


def _number(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        return -1
