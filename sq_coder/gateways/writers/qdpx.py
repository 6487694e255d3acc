"""The study as a REFI-QDA project (qdpx), which NVivo, ATLAS.ti, MAXQDA and QualCoder read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET  # only writes here; what is read goes through defusedxml

from sq_coder.domain import Contents, Decision, Note, Story
from sq_coder.gateways.writers.index import Index
from sq_coder.gateways.writers.origins import Origins
from sq_coder.gateways.writers.refi_codes import PROJECT, Codes, codes_element, guid, xml_bytes
from sq_coder.gateways.writers.refi_rulings import sets, settlements
from sq_coder.gateways.writers.words import Language, clean, word

TOGETHER = "together: "
"""How a user's id begins who stands for researchers that decided together; their GUIDs follow, by '|'."""

DECISION_NOTE, KEYWORD_NOTE, PLACE_NOTE = "remark on a decision", "remark on a keyword", "remark on a place"
RULING_NOTE = "sq-coder ruling"
"""What was settled about a keyword, by whom and when: a note on its code."""
PROPOSAL_NOTE = "sq-coder proposal"
"""A proposal or suggestion with its origin: a note by itself, for a remark on the story it is not."""

# The earliest moment that a zip can hold: the same study gives the same bytes.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_EPOCH = "1980-01-01T00:00:00Z"
_ORDER = ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Sets")


def to_qdpx(contents: Contents, *, language: Language | None = None) -> bytes:
    """The study as a qdpx file: what is somebody's latest choice now, coded on passages or the whole story."""
    project = _Project(contents, language)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", project.xml())
        for name, text in project.files.items():
            _add(archive, f"sources/{name}", text.encode("utf-8"))
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _ZIP_EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(info, data)


def _sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {k: v for k, v in attributes.items() if v})


def _text(parent: ET.Element, tag: str, text: str) -> None:
    _sub(parent, tag).text = clean(text)


def _moment(at: str) -> str:
    """The moment as xsd:dateTime in UTC; empty when it is none."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return ""
    utc = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")


class _Project:
    """The parts of project.qde, gathered in any order and put down in the schema's."""

    def __init__(self, contents: Contents, language: Language | None) -> None:
        self.contents, self.index = contents, Index(contents)
        self.codes = Codes(contents, language)
        self.language = self.codes.language
        self.files: dict[str, str] = {}
        self._parts = {tag: ET.Element(tag) for tag in _ORDER}
        self._variables: dict[tuple[str, bool], str] = {}
        self._variable_names: set[str] = set()
        self._made: set[str] = set()  # the users and notes that are there
        self._code_notes: dict[str, Iterable[str]] = {}
        self._at = _moment(contents.at) or _EPOCH
        self._names: set[str] = set()

    def xml(self) -> bytes:
        """project.qde."""
        for name in sorted({n for d in self.contents.decisions for n in d.researchers}):
            self._user((name,))
        for story in self.contents.stories:
            if not story.withdrawn:
                self._story(story)
        self._rulings()
        self._proposal_notes()
        codes = codes_element(self.codes, notes=self._code_notes)
        if codes is not None:
            self._parts["CodeBook"].append(codes)
        root = ET.Element(
            "Project",
            {
                "xmlns": PROJECT,
                "name": clean(self.contents.settings.name) or "sq-coder",
                "origin": f"sq-coder {clean(self.contents.version)}".strip(),
                **({"creationDateTime": _moment(self.contents.at)} if _moment(self.contents.at) else {}),
            },
        )
        # No empty containers: the schema asks for at least one in each.
        root.extend(part for part in self._parts.values() if len(part))
        return xml_bytes(root)

    def _user(self, researchers: tuple[str, ...]) -> str:
        """The GUID of who decided: one researcher, or several as one user that names them all."""
        found = guid("user", *researchers)
        if found not in self._made:
            self._made.add(found)
            # By GUID: a name may hold any sign, also the one that parts them.
            joint = TOGETHER + "|".join(self._user((r,)) for r in researchers) if len(researchers) > 1 else ""
            _sub(self._parts["Users"], "User", guid=found, name=clean(" + ".join(researchers)), id=joint)
        return found

    def _story(self, story: Story) -> None:
        source = guid("story", story.id)
        file = f"{source}.txt"
        self.files[file] = story.text
        name = _unique(clean(story.title) or story.id[:8], self._names)
        element = _sub(
            self._parts["Sources"],
            "TextSource",
            guid=source,
            name=name,
            plainTextPath=f"internal://{file}",
            creationDateTime=_moment(story.at),
        )
        current = self.index.current(story.id)
        self._selections(element, story, current)
        for decision, who in current:
            if decision.remark.strip():
                note = self._note(
                    DECISION_NOTE, decision.remark, user=self._user(who), of=(decision.id,), at=decision.at
                )
                _sub(element, "NoteRef", targetGUID=note)
        self._case(story, source, name)

    def _selections(self, element: ET.Element, story: Story, current: list[tuple[Decision, tuple[str, ...]]]) -> None:
        # A selection for each person: QualCoder takes who coded from the selection and keeps one coding of a code on it.
        spans: dict[tuple[tuple[int, int], tuple[str, ...]], list[Decision]] = {}
        for decision, who in current:
            for span in _passages(decision, story):
                spans.setdefault((span, who), []).append(decision)
        for (span, who), found in sorted(spans.items(), key=lambda item: item[0]):
            # A text that was left out has no span; then the source itself is coded.
            made = _selection(story, span, who, user=self._user(who), at=_moment(found[0].at)) if span[1] else element
            for decision in found:
                for note in decision.notes:
                    self._coding(made, note, decision, who=who, span=span)
            if made is not element:
                element.append(made)

    def _coding(
        self, selection: ET.Element, note: Note, decision: Decision, *, who: tuple[str, ...], span: tuple[int, int]
    ) -> None:
        code, user = self.codes.of(note), self._user(who)
        coding = _sub(
            selection,
            "Coding",
            guid=guid("coding", decision.id, code.guid, f"{span[0]}-{span[1]}"),
            creatingUser=user,
            creationDateTime=_moment(decision.at),
        )
        _sub(coding, "CodeRef", targetGUID=code.guid)
        if note.remark.strip():
            target = self._note(KEYWORD_NOTE, note.remark, user=user, of=(decision.id, code.guid), at=decision.at)
            _sub(coding, "NoteRef", targetGUID=target)

    def _note(self, name: str, text: str, *, user: str, of: tuple[str, ...], at: str = "") -> str:
        found = guid("note", name, *of)
        if found not in self._made:
            self._made.add(found)
            # QualCoder stops at a note without a moment.
            notes, when = self._parts["Notes"], _moment(at) or self._at
            element = _sub(notes, "Note", guid=found, name=name, creatingUser=user, creationDateTime=when)
            _text(element, "PlainTextContent", text)
        return found

    def _rulings(self) -> None:
        """What was settled about keywords: notes on their codes, and sets of what was discussed or counts as one."""
        for settled in settlements(self.contents, self.codes, self.index):
            user, texts = (
                self._user(settled.ruling.researchers),
                ((RULING_NOTE, settled.text), (PLACE_NOTE, settled.remark)),
            )
            self._code_notes[settled.code.guid] = tuple(
                self._note(name, text, user=user, of=(settled.code.key,), at=settled.ruling.at)
                for name, text in texts
                if text.strip()
            )
        self._parts["Sets"].extend(sets(self.contents, self.codes, self.index))

    def _proposal_notes(self) -> None:
        origins = Origins(self.contents)
        for proposal in (*self.contents.proposals, *self.contents.suggestions):
            story = self.index.stories.get(proposal.story)
            if story and not story.withdrawn:
                told = f"{word('story', self.language)}: {clean(story.title) or story.id}\n"
                text = told + origins.in_words(proposal, self.language)
                self._note(PROPOSAL_NOTE, clean(text), user="", of=(proposal.id,), at=proposal.at)

    def _case(self, story: Story, source: str, name: str) -> None:
        case = _sub(self._parts["Cases"], "Case", guid=guid("case", story.id), name=name)
        if name != story.title:
            self._value(case, word("title", self.language), story.title)
        if story.year is not None:
            self._value(case, word("year", self.language), story.year)
        if story.group is not None:
            self._value(case, word("group", self.language), story.group)
        self._value(case, word("told_by", self.language), word(str(story.perspective), self.language))
        if story.source:
            self._value(case, word("source", self.language), story.source)
        for column in dict.fromkeys(column for column, _ in story.attributes):
            # A variable has one value in a case.
            values = "|".join(value for name, value in story.attributes if name == column)
            self._value(case, column, values, own=False)
        _sub(case, "SourceRef", targetGUID=source)

    def _value(self, case: ET.Element, column: str, value: str | int, *, own: bool = True) -> None:
        kind = "Integer" if isinstance(value, int) else "Text"
        if (column, own) not in self._variables:
            # A further column that is called as one of ours gets a number behind it.
            name = _unique(clean(column) or "?", self._variable_names)
            variables = self._parts["Variables"]
            made = self._variables[(column, own)] = guid("variable", column, str(own))
            _sub(variables, "Variable", guid=made, name=name, typeOfVariable=kind)
        element = _sub(case, "VariableValue")
        _sub(element, "VariableRef", targetGUID=self._variables[(column, own)])
        _text(element, f"{kind}Value", str(value))


def _unique(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name} ({number})", number + 1
    taken.add(found.casefold())
    return found


def _selection(story: Story, span: tuple[int, int], who: tuple[str, ...], *, user: str, at: str) -> ET.Element:
    start, end = span
    attributes = {
        "guid": guid("selection", story.id, str(start), str(end), *who),
        # The words themselves, as other tools do: with them a reader can check its offsets.
        "name": _beginning(story.text[start:end]),
        "startPosition": str(start),
        "endPosition": str(end),
        "creatingUser": user,
        "creationDateTime": at,
    }
    return ET.Element("PlainTextSelection", {k: v for k, v in attributes.items() if v})


def _beginning(text: str) -> str:
    words = clean(" ".join(text.split()))
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


def _passages(decision: Decision, story: Story) -> list[tuple[int, int]]:
    """The spans in this text that the decision points at; the whole story where there is none.

    Evidence of an earlier revision is left out unless its words still stand at the same place.
    """
    spans = [(e.start, e.end) for e in decision.evidence if story.text[e.start : e.end] == e.text]
    return list(dict.fromkeys(spans)) or [(0, len(story.text))]
