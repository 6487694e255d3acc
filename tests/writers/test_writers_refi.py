"""REFI-QDA out and in: what other tools get, and what comes back."""

from __future__ import annotations

import functools
import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sq_coder.domain import (
    Contents,
    Decision,
    DecisionId,
    Evidence,
    FoundProject,
    Note,
    Perspective,
    Placement,
    Ruling,
    RulingId,
    RulingKind,
    Story,
    StoryId,
    normalise,
)
from sq_coder.errors import DocumentError
from sq_coder.gateways.readers.refi import read_refi, read_refi_bytes
from sq_coder.gateways.writers import public, to_qdc, to_qdpx
from tests.writers import made

PROJECT = "{urn:QDA-XML:project:1.0}"
ORDER = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Sets"]
SCHEMAS = Path(os.environ.get("SQ_REFI_SCHEMAS", Path(__file__).parents[3] / "shared" / "data" / "refi-qda"))


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holds_to_the_standard(data: bytes) -> bool:
    """Checks a qdpx by its structure; by the published schema as well where that is there."""
    files = unzipped(data)
    root = ET.fromstring(files["project.qde"])
    parts = [part.tag.removeprefix(PROJECT) for part in root]
    assert parts == [name for name in ORDER if name in parts]
    assert all(len(part) for part in root), "an empty container"
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))
    pattern = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\Z")
    targets = [v for e in root.iter() for k, v in e.items() if k in ("targetGUID", "creatingUser")]
    assert all(pattern.match(g) for g in guids) and set(targets) <= set(guids)
    codes = list(root.iter(f"{PROJECT}Code"))
    assert len({c.get("name").casefold() for c in codes}) == len(codes)
    assert {c.get("isCodable") for c in codes} <= {"true", "false"}
    assert all(u.get("name") for u in root.iter(f"{PROJECT}User"))
    paths = {s.get("plainTextPath") for s in root.iter(f"{PROJECT}TextSource")}
    assert paths == {f"internal://{n.removeprefix('sources/')}" for n in files if n != "project.qde"}
    for name, content in files.items():
        assert not content.startswith(b"\xef\xbb\xbf") and b"\r" not in content, name
    return is_valid("Project.xsd", files["project.qde"])


@functools.cache
def schema_of(file: Path) -> etree.XMLSchema:
    """A published schema, read once."""
    return etree.XMLSchema(etree.parse(str(file)))


def is_valid(schema: str, xml: bytes) -> bool:
    """Whether it is valid by the published schema; true when that is not here, as the structure is checked above."""
    file = SCHEMAS / schema
    if not file.is_file():
        return True
    checker = schema_of(file)
    assert checker.validate(etree.fromstring(xml)), checker.error_log
    return True


def test_a_project_holds_to_the_standard_and_is_the_same_twice() -> None:
    assert holds_to_the_standard(to_qdpx(made.CONTENTS))
    assert holds_to_the_standard(to_qdpx(made.CONTENTS, language="en"))
    assert to_qdpx(made.CONTENTS) == to_qdpx(made.CONTENTS)


def test_an_empty_study_is_a_project_too() -> None:
    empty = Contents(made.CONTENTS.settings, made.CODEBOOK, made.TALLY)
    bare = replace(empty, codebook=replace(made.CODEBOOK, conditions=(), keywords=()))
    assert holds_to_the_standard(to_qdpx(empty)) and holds_to_the_standard(to_qdpx(bare))
    assert read_refi_bytes("leeg.qdpx", to_qdpx(bare)).stories == ()


def test_a_public_project_codes_the_source_where_the_text_was_left_out() -> None:
    data = to_qdpx(public(made.CONTENTS, confirmed=made.RISKS))
    assert holds_to_the_standard(data)
    found = read_refi_bytes("open.qdpx", data, codebook=made.CODEBOOK)
    assert {(d.story, *sorted(n.keyword for n in d.notes)) for d in found.decisions} == {
        *((i, "beweging", "sociale contacten") for i, s in enumerate(found.stories) if s.year == 2021),
        *((d.story, "durf") for d in found.decisions if found.stories[d.story].year == 2022),
    }


def test_a_codebook_is_valid_and_comes_back() -> None:
    for contents in (made.CONTENTS, replace(made.CONTENTS, codebook=replace(made.CODEBOOK, conditions=()))):
        assert is_valid("Codebook.xsd", to_qdc(contents))
    found = read_refi_bytes("lijst.qdc", to_qdc(made.CONTENTS), codebook=made.CODEBOOK)
    assert {(k.word, k.condition, k.definition) for k in found.codebook.keywords} == {
        ("sociale contacten", "cohesion", "Mensen ontmoeten die je kent."),
        ("zelfvertrouwen", "empowerment", "Durven."),
        ("meedoen", "inclusion", ""),
        ("durf", "empowerment", ""),
        ("beweging", "undecided", ""),
    }
    assert found.codebook.conditions == made.CODEBOOK.conditions


def test_a_study_comes_back_from_a_project() -> None:
    found = read_refi_bytes("studie.qdpx", to_qdpx(made.CONTENTS), codebook=made.CODEBOOK)
    assert found.left_out == () and found.users == ("Ann", "Bas") and found.origin == "sq-coder 0.1.0"
    assert [(s.title, s.text, s.year, s.group, s.perspective, s.source, s.attributes) for s in found.stories] == [
        (s.title, s.text, s.year, s.group, s.perspective, s.source, s.attributes) for s in made.CONTENTS.stories
    ]
    joint, changed = found.decisions
    assert joint.researchers == ("Ann", "Bas") and joint.remark == "samen besproken\nop dinsdag"
    assert joint.notes == (Note("beweging", made.EMPOWERMENT), Note("sociale contacten", remark="+ vaak genoemd"))
    assert [(e.start, e.end, e.text) for e in joint.evidence] == [(0, 10, "Op dinsdag"), (31, 33, "🎶.")]
    # Only what is somebody's latest choice: Ann's first was superseded.
    assert (changed.story, changed.researchers, changed.notes) == (1, ("Ann",), (Note("durf"),))


def test_who_did_not_decide_again_keeps_the_joint_decision() -> None:
    again = replace(
        made.D1, id=DecisionId("9"), researchers=("Bas",), notes=(Note("meedoen"),), supersedes=(made.D1.id,)
    )
    found = read_refi_bytes("x.qdpx", to_qdpx(replace(made.CONTENTS, decisions=(made.D1, again))))
    assert {d.researchers: {n.keyword for n in d.notes} for d in found.decisions} == {
        ("Ann",): {"beweging", "sociale contacten"},
        ("Bas",): {"meedoen"},
    }


def xml_of(data: bytes) -> ET.Element:
    """project.qde of a qdpx."""
    return ET.fromstring(unzipped(data)["project.qde"])


def test_each_note_has_a_moment_for_qualcoder_stops_at_one_without() -> None:
    for contents in (made.CONTENTS, public(made.CONTENTS, confirmed=made.RISKS)):
        notes = list(xml_of(to_qdpx(contents)).iter(f"{PROJECT}Note"))
        assert notes and all(note.get("creationDateTime") for note in notes)


def test_a_selection_is_of_the_one_who_coded_it_for_qualcoder_looks_nowhere_else() -> None:
    ann = replace(made.D1, researchers=("Ann",))
    bas = replace(made.D1, id=DecisionId("9"), researchers=("Bas",))
    data = to_qdpx(replace(made.CONTENTS, decisions=(ann, bas)))
    assert holds_to_the_standard(data)
    selections = list(xml_of(data).iter(f"{PROJECT}PlainTextSelection"))
    assert len(selections) == 2 * len(ann.evidence)
    for selection in selections:
        assert {c.get("creatingUser") for c in selection.iter(f"{PROJECT}Coding")} == {selection.get("creatingUser")}


def test_a_name_may_hold_the_sign_that_parts_names() -> None:
    joint = replace(made.D1, researchers=("Ann | An", "Bas"))
    found = read_refi_bytes("x.qdpx", to_qdpx(replace(made.CONTENTS, decisions=(joint,), rulings=())))
    assert found.users == ("Ann | An", "Bas") and found.decisions[0].researchers == ("Ann | An", "Bas")


def test_a_column_that_a_story_has_twice_is_one_variable_with_one_value() -> None:
    story = replace(made.CONTENTS.stories[0], attributes=(("wijk", "Noord"), ("wijk", "Oost")))
    data = to_qdpx(replace(made.CONTENTS, stories=(story,), proposals=(), suggestions=()))
    assert holds_to_the_standard(data)
    assert read_refi_bytes("x.qdpx", data).stories[0].attributes == (("wijk", "Noord|Oost"),)


def test_what_was_settled_about_keywords_travels_in_sets_and_notes() -> None:
    place = Ruling(
        RulingId("p"),
        "beweging",
        RulingKind.PLACE,
        ("Ann", "Bas"),
        condition=made.COHESION,
        discussed=True,
        remark="lang",
    )
    placements = (
        Placement("beweging", "beweging", "beweging", made.COHESION, discussed=True, remark="lang"),
        Placement("durf", "durf", "zelfvertrouwen", made.EMPOWERMENT, discussed=True),
        Placement("zelfvertrouwen", "zelfvertrouwen", "zelfvertrouwen", made.EMPOWERMENT),
    )
    data = to_qdpx(replace(made.CONTENTS, rulings=(place, made.MERGE), placements=placements))
    assert holds_to_the_standard(data)
    names = {e.get("guid"): e.get("name") for e in xml_of(data).iter(f"{PROJECT}Code")}
    sets = {
        e.get("name"): [names[m.get("targetGUID")] for m in e.iter(f"{PROJECT}MemberCode")]
        for e in xml_of(data).iter(f"{PROJECT}Set")
    }
    assert sets == {"besproken": ["beweging"], "telt als: zelfvertrouwen": ["zelfvertrouwen", "durf"]}
    found = read_refi_bytes("x.qdpx", data, codebook=made.CODEBOOK)
    assert found.left_out == ()
    assert sorted((r.keyword, r.researchers, r.into, r.discussed, r.remark) for r in found.rulings) == [
        ("beweging", ("Ann", "Bas"), "", True, "lang"),
        ("durf", made.MERGE.researchers, "zelfvertrouwen", False, made.MERGE.remark),
    ]


def test_a_keyword_that_a_condition_is_called_too_comes_back() -> None:
    decision = replace(made.D2, notes=(Note("Sociale cohesie"),), supersedes=())
    data = to_qdpx(replace(made.CONTENTS, decisions=(decision,)))
    assert holds_to_the_standard(data)
    found = read_refi_bytes("x.qdpx", data, codebook=made.CODEBOOK)
    assert [n.key for n in found.decisions[0].notes] == ["sociale cohesie"]


words = st.lists(st.text("abdeéöz", min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
titles = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)
    .map(normalise)
    .filter(lambda t: t and not re.search("[\ufffe\uffff]", t))
)
pieces = [*"abc éë.,'", "\n", "\t", "🎶", "👩\u200d🌾", "q\u0323", "e\u0323\u0301", "\u00a0", "|"]
texts = st.lists(st.sampled_from(pieces), min_size=1, max_size=60).map(lambda found: normalise("".join(found)))
researchers = st.lists(st.sampled_from(["Ann", "Bas", "Cor & Zn", "Dé <x>"]), min_size=1, max_size=3, unique=True)


@st.composite
def studies(draw: st.DrawFn) -> Contents:
    """A study with stories, and on each at most one latest decision per group of researchers."""
    stories, decisions = [], []
    for number in range(draw(st.integers(0, 4))):
        story = Story(
            StoryId(f"{number:032}"),
            draw(titles),
            draw(texts),
            draw(st.none() | st.integers(1900, 2100)),
            draw(st.none() | words),
            draw(st.sampled_from(Perspective)),
            draw(st.just("") | words),
            attributes=tuple(
                draw(st.dictionaries(st.sampled_from(["wijk", "rol", "x:y"]), titles, max_size=2)).items()
            ),
        )
        stories.append(story)
        for who in draw(st.lists(researchers.map(sorted).map(tuple), max_size=2, unique=True)):
            spans = draw(
                st.sets(st.tuples(st.integers(0, len(story.text)), st.integers(0, len(story.text))), max_size=2)
            )
            evidence = tuple(
                Evidence(a, b, story.text[a:b]) for a, b in sorted(spans) if a < b and (a, b) != (0, len(story.text))
            )
            notes = draw(
                st.dictionaries(words, st.none() | st.sampled_from(made.CODEBOOK.condition_ids), min_size=1, max_size=3)
            )
            decisions.append(
                Decision(
                    DecisionId(f"{number}-{len(decisions)}"),
                    story.id,
                    who,
                    tuple(Note(w, c, draw(st.just("") | words)) for w, c in notes.items()),
                    draw(st.just("") | words),
                    evidence=evidence,
                )
            )
    return replace(
        Contents(made.CONTENTS.settings, made.CODEBOOK, made.TALLY), stories=tuple(stories), decisions=tuple(decisions)
    )


@given(studies(), st.sampled_from(["nl", "en"]))
@settings(deadline=None, max_examples=40)
def test_a_project_out_and_in_is_the_same_study(study: Contents, language: str) -> None:
    data = to_qdpx(study, language=language)
    assert holds_to_the_standard(data)
    found = read_refi_bytes("x.qdpx", data, codebook=made.CODEBOOK)
    assert found.left_out == ()
    assert [
        (s.title, s.text, s.year, s.group, s.perspective, s.source, sorted(s.attributes)) for s in found.stories
    ] == [(s.title, s.text, s.year, s.group, s.perspective, s.source, sorted(s.attributes)) for s in study.stories]
    assert set(found.users) == {name for d in study.decisions for name in d.researchers}
    ids = [s.id for s in study.stories]
    assert sorted(
        (ids[d.story], d.researchers, kept(d.notes), [(e.start, e.end, e.text) for e in d.evidence], d.remark)
        for d in found.decisions
    ) == sorted(
        (d.story, d.researchers, kept(d.notes), [(e.start, e.end, e.text) for e in d.evidence], d.remark)
        for d in study.decisions
    )
    used = {n.key for d in study.decisions for n in d.notes} | {k.key for k in made.CODEBOOK.keywords}
    assert {k.key for k in found.codebook.keywords} == used


def kept(notes: tuple[Note, ...]) -> list[tuple[str, str, str]]:
    """The notes as far as they count."""
    return sorted((n.key, n.condition or "", n.remark) for n in notes)


def project(body: str, files: dict[str, bytes] | None = None, *, name: str = "project.qde", origin: str = "x") -> bytes:
    """A qdpx of another tool."""
    out = io.BytesIO()
    xml = f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}">{body}</Project>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, xml)
        for path, content in (files or {}).items():
            archive.writestr(path, content)
    return out.getvalue()


USER = "11111111-1111-1111-1111-111111111111"
CODE = "22222222-2222-2222-2222-222222222222"
SOURCE = "33333333-3333-3333-3333-333333333333"
HEAD = (
    f'<Users><User guid="{USER}" name="Ann"/></Users><CodeBook><Codes>'
    f'<Code guid="{{{CODE}}}" name="steun" isCodable="true"/></Codes></CodeBook>'
)


def coded(*spans: tuple[int, int, str], path: str = "internal://a.txt") -> str:
    """A source with selections, each coded with 'steun' by Ann."""
    selections = "".join(
        f'<PlainTextSelection guid="{i:08}-0000-0000-0000-000000000000" name="{name}" startPosition="{start}" '
        f'endPosition="{end}"><Coding guid="{i:08}-0000-0000-0000-000000000001" creatingUser="{USER}">'
        f'<CodeRef targetGUID="{CODE.lower()}"/></Coding></PlainTextSelection>'
        for i, (start, end, name) in enumerate(spans)
    )
    return f'{HEAD}<Sources><TextSource guid="{SOURCE}" name="Verhaal" plainTextPath="{path}">{selections}</TextSource></Sources>'


def passages(found: FoundProject) -> list[str]:
    """The words that were coded, cut from the story by their offsets."""
    return [found.stories[d.story].text[e.start : e.end] for d in found.decisions for e in d.evidence]


@pytest.mark.parametrize(
    ("case", "content", "spans", "origin"),
    [
        ("the standard", "één\r\ntwee 🎶 drie".encode(), [(5, 9, "")], "NVivo"),
        ("a mark that is not counted", b"\xef\xbb\xbf" + "één twee".encode(), [(4, 8, "twee")], "QualCoder"),
        ("a mark that is counted", b"\xef\xbb\xbf" + "één twee".encode(), [(5, 9, "twee")], "QualCoder"),
        ("CR LF as one, by the words", "één\r\ntwee drie".encode(), [(4, 8, "twee")], "x"),
        ("CR LF as one, by the tool", "één\r\ntwee drie".encode(), [(4, 8, "")], "ATLAS.ti 23"),
        ("CR LF as two in ATLAS.ti, by the words", "één\r\ntwee drie".encode(), [(5, 9, "twee")], "ATLAS.ti 23"),
        ("UTF-16 units", "🎶🎶 twee drie".encode(), [(5, 9, "twee")], "MAXQDA"),
        ("the last character included", "één twee drie".encode(), [(4, 7, "twee")], "x"),
        ("names that are cut off", "één\r\n\r\ntwee drie".encode(), [(5, 14, "twee…")], "x"),
        ("decomposed accents", "e\u0301e\u0301n twee".encode(), [(6, 10, "twee")], "x"),
        ("UTF-16 with a mark", "één twee".encode("utf-16"), [(4, 8, "twee")], "x"),
    ],
)
def test_offsets_cut_the_words_that_were_meant(
    case: str, content: bytes, spans: list[tuple[int, int, str]], origin: str
) -> None:
    found = read_refi_bytes("x.qdpx", project(coded(*spans), {"sources/a.txt": content}, origin=origin))
    assert [p.split()[0] for p in passages(found)] == ["twee"] and found.left_out == ()
    assert "\r" not in found.stories[0].text and not found.stories[0].text.startswith("\ufeff")


@given(
    st.lists(st.sampled_from(["a", "é", "e\u0301", "🎶", "\r\n", "\n", " ", "q\u0323", "."]), min_size=1, max_size=30),
    st.data(),
)
@settings(deadline=None)
def test_offsets_cut_the_same_text_after_storing(pieces: list[str], data: st.DataObject) -> None:
    a = data.draw(st.integers(0, len(pieces) - 1))
    b = data.draw(st.integers(a + 1, len(pieces)))
    start, end = len("".join(pieces[:a])), len("".join(pieces[:b]))
    raw = "".join(pieces)
    found = read_refi_bytes("x.qdpx", project(coded((start, end, "")), {"sources/a.txt": raw.encode()}))
    stored = normalise(raw[start:end])
    whole = found.stories[0].text
    assert [p for d in found.decisions for p in ([e.text for e in d.evidence] or [whole])] == [stored]


def test_a_passage_outside_its_text_is_left_out_and_said() -> None:
    body = coded((0, 3, ""), (2, 900, ""), (-1, 2, ""), (3, 3, ""))
    found = read_refi_bytes("x.qdpx", project(body, {"sources/a.txt": b"een twee"}))
    assert passages(found) == ["een"]
    assert found.left_out == ("3 × a passage outside its text: left out.",)


@pytest.mark.parametrize("path", ["Sources/A.TXT", "a.txt", "deep/sources/a.txt"])
def test_a_source_is_found_whatever_its_folder_and_capitals(path: str) -> None:
    found = read_refi_bytes("x.qdpx", project(coded((0, 3, "")), {path: b"een twee"}, name="Mijn Project.QDE"))
    assert passages(found) == ["een"]


@pytest.mark.parametrize(
    "path", ["internal://../a.txt", "relative:///a.txt", "absolute:///etc/hosts", "file:///etc/hosts"]
)
def test_a_text_outside_the_file_is_never_read(path: str) -> None:
    outside = coded((0, 3, ""), path=path)
    with pytest.raises(DocumentError, match="Not one of the texts of its 1 sources can be read"):
        read_refi_bytes("x.qdpx", project(outside, {"sources/a.txt": b"een twee"}))
    other = '<TextSource guid="o" name="Ander"><PlainTextContent>drie</PlainTextContent></TextSource></Sources>'
    found = read_refi_bytes("x.qdpx", project(outside.replace("</Sources>", other), {"sources/a.txt": b"een twee"}))
    assert [s.text for s in found.stories] == ["drie"] and found.decisions == ()
    assert "The text of the source 'Verhaal'" in found.left_out[0]


def test_two_codes_of_one_name_are_one_keyword_with_two_places() -> None:
    codes = (
        '<Codes><Code guid="a" name="Thema A" isCodable="false"><Code guid="1" name="steun" isCodable="true"/>'
        '<Code guid="2" name="Steun" isCodable="true"/></Code>'
        '<Code guid="b" name="Thema B" isCodable="true"><Code guid="3" name="steun" isCodable="true"/></Code></Codes>'
    )
    codings = "".join(f'<Coding guid="c{n}"><CodeRef targetGUID="{n}"/></Coding>' for n in "13")
    body = (
        f"<CodeBook>{codes}</CodeBook><Sources><TextSource guid='s' name='V'><PlainTextContent>een twee</PlainTextContent>"
        f"{codings}</TextSource></Sources>"
    )
    found = read_refi_bytes("x.qdpx", project(body))
    assert [(k.word, k.condition) for k in found.codebook.keywords] == [("steun", "thema-a")]
    assert found.decisions[0].notes == (Note("steun"), Note("steun", "thema-b"))
    assert found.decisions[0].researchers == () and found.decisions[0].evidence == ()
    assert found.left_out == (
        "Two codes are called 'Steun', under one condition: they were taken as one.",
        "Two codes are called 'steun', under two conditions: each note keeps its own.",
        "Some codings name no user; say whose they are when importing.",
    )


def test_what_has_no_place_in_a_study_is_listed() -> None:
    body = (
        '<CodeBook><Codes><Code guid="1" name="Groep::steun" isCodable="true"/>'
        '<Code guid="2" name="een code van zes woorden lang" isCodable="true"/></Codes></CodeBook>'
        '<Variables><Variable guid="v" name="Cases:Jaar" typeOfVariable="Text"/></Variables>'
        '<Cases><Case guid="k"><VariableValue><VariableRef targetGUID="v"/><TextValue>2022</TextValue></VariableValue>'
        '<SourceRef targetGUID="s"/></Case></Cases>'
        '<Sources><TextSource guid="s" name="V"><PlainTextContent>een twee</PlainTextContent>'
        '<PlainTextSelection guid="p" startPosition="0" endPosition="3"><Coding guid="c"><CodeRef targetGUID="1"/></Coding>'
        '<Coding guid="d"><CodeRef targetGUID="2"/></Coding><Coding guid="e"><CodeRef targetGUID="9"/></Coding>'
        "</PlainTextSelection></TextSource><PictureSource guid='f' name='foto'/></Sources>"
        '<Notes><Note guid="n" name="memo"><PlainTextContent>let op</PlainTextContent></Note>'
        '<Note guid="m"><PlainTextContent>los</PlainTextContent></Note></Notes>'
        '<Links><Link guid="l" originGUID="n" targetGUID="p"/><Link guid="l2" originGUID="s" targetGUID="f"/></Links>'
        '<Sets><Set guid="q" name="x"/></Sets>'
    )
    found = read_refi_bytes("x.qdpx", project(body))
    assert found.stories[0].year == 2022 and found.decisions[0].remark == "let op"
    assert [(k.word, k.condition) for k in found.codebook.keywords] == [("steun", "groep")]
    assert found.left_out == (
        "The code 'een code van zes woorden lang' has more than 4 words, so it is no keyword; "
        "what is coded with it was left out.",
        "1 × a picture: left out, as only texts are stories.",
        "1 × a coding with a code that is not in the codebook: left out.",
        "1 × a note that is not on a coding, a passage or a coded story: left out.",
        "Some codings name no user; say whose they are when importing.",
        "1 × a link: left out.",
        "1 × a set: left out.",
    )


def bomb() -> bytes:
    """A zip whose directory says that it unpacks to 600 MB."""
    data = bytearray(project("", {"sources/a.txt": b"x"}))
    # Zip 4.3.12: the size unpacked stands 24 bytes into a file's entry in the directory.
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (600_000_000).to_bytes(4, "little")
    return bytes(data)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/hosts">]><Project name="P">&e;</Project>'


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (bomb, "500 MB"),
        (lambda: project("", {"../buiten.txt": b"x"}), "outside"),
        (lambda: project("<x>"), "damaged"),
        (lambda: b"PK\x03\x04 geen zip", "damaged"),
        (lambda: ENTITY, "entity"),
        (lambda: b"<html/>", "no REFI-QDA project"),
        (lambda: b"", "It is empty"),
    ],
)
def test_an_unsafe_or_broken_file_is_refused(make: object, says: str) -> None:
    with pytest.raises(Exception) as caught:
        read_refi_bytes("x.qdpx", make())
    assert type(caught.value).__name__ == "DocumentError" and says in str(caught.value)
    assert "Nothing was imported." in str(caught.value)


def test_a_file_on_disk_is_read_and_a_missing_one_refused(tmp_path: Path) -> None:
    (tmp_path / "x.qdpx").write_bytes(to_qdpx(made.CONTENTS))
    assert len(read_refi(tmp_path / "x.qdpx").stories) == 3
    with pytest.raises(Exception, match=r"weg.qdpx: It cannot be opened. Nothing was imported."):
        read_refi(tmp_path / "weg.qdpx")


def test_a_proposal_travels_along_with_where_it_comes_from_and_is_nobodys_remark() -> None:
    data = to_qdpx(made.CONTENTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        project = archive.read("project.qde").decode("utf-8")
    for said in (
        "kernwoord: Samen zingen",
        "tokens verstuurd: 12",
        "instellingen: temperature=0",
        "bij kernwoord: Samen",
    ):
        assert said in project
    found = read_refi_bytes("x.qdpx", data, codebook=made.CODEBOOK)
    assert not [note for note in found.left_out if "note" in note]
    assert "Samen zingen" not in {note.keyword for decision in found.decisions for note in decision.notes}


def test_a_moment_or_year_that_is_none_is_not_taken_for_one() -> None:
    body = coded((0, 3, "")).replace('<Coding guid="', '<Coding creationDateTime="gisteren" guid="')
    case = (
        '<Variables><Variable guid="v" name="Jaar" typeOfVariable="Integer"/></Variables>'
        '<Cases><Case guid="k"><VariableValue><VariableRef targetGUID="v"/><IntegerValue>1000</IntegerValue></VariableValue>'
        f'<SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
    )
    found = read_refi_bytes("x.qdpx", project(body.replace("<Sources>", f"{case}<Sources>"), {"sources/a.txt": b"een"}))
    assert [d.at for d in found.decisions] == [""]
    assert (found.stories[0].year, found.stories[0].attributes) == (None, (("Jaar", "1000"),))
