"""Refusals in Dutch: the sentence a researcher reads, with the error's own facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sq_coder.errors import DocumentsError, NoStudy, SQCoderError, StaleDecision, UnknownStory
from sq_coder.gateways import readers
from sq_coder.study import Study, init_study, open_study
from sq_coder.study.decisions import Choice, note
from sq_coder.ui.sentences import _PATTERNS, in_words, sentence

ENGLISH = re.compile(r"\b(?:the|Nothing|was|were|and|with|is no|Give|Open it)\b")


def refusal(act: Callable[[], object]) -> SQCoderError:
    with pytest.raises(SQCoderError) as caught:
        act()
    return caught.value


def test_what_is_refused_on_screen_is_told_in_dutch(tmp_path: Path, told: Study) -> None:
    story = told.stories()[0]
    told.decide(story.id, ["Ann"], Choice((note("rust"),)))
    withdrawn = told.stories()[1]
    told.withdraw(withdrawn.id)
    refusals = [
        refusal(lambda: told.story("zzz")),
        refusal(lambda: open_study(tmp_path / "niets")),
        refusal(lambda: init_study(told.folder)),
        refusal(lambda: told.decide(story.id, ["Ann"], Choice((note("rust"),), supersedes=()))),
        refusal(lambda: told.decide(story.id, [], Choice((note("rust"),)))),
        refusal(lambda: told.edit(withdrawn.id, title="Anders")),
        refusal(lambda: told.edit(story.id, seen=7, title="Anders")),
        refusal(lambda: note("een twee drie vier vijf")),
        refusal(lambda: note("?!")),
        refusal(lambda: note("x" * 300)),
        refusal(lambda: told.place("rust", "nergens", ["Ann"])),
        refusal(lambda: told.paste(story.id, "Rust", model="")),
        UnknownStory("abc"),
        StaleDecision("abcdef"),
        NoStudy("map"),
    ]
    for error in refusals:
        said = sentence(error, "nl")
        assert said != str(error), str(error)
        assert not ENGLISH.search(said), said
        assert sentence(error, "en") == str(error)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"geen word"),
        ("a.txt", b""),
        ("a.doc", b"\xd0\xcf"),
        ("a.png", b"\x89PNG"),
        ("a.pdf", b"%PDF-1.4 kapot"),
        ("a.csv", b"jaar,groep\n2024,Koffie\n"),
        ("a.xlsx", b"PK\x03\x04 kapot"),
        ("a.zip", b"PK\x03\x04 kapot"),
        ("a.odt", b"PK\x03\x04 kapot"),
        ("a.txt", b"\x00\x01\x02\xff" * 50),
    ],
)
def test_a_document_that_cannot_be_read_is_told_in_dutch(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    said = sentence(refusal(lambda: readers.documents([tmp_path / name])), "nl")
    assert said.startswith(f"{name}: ")
    assert not ENGLISH.search(said), said


def test_several_documents_are_told_in_one_sentence_each(tmp_path: Path) -> None:
    for name in ("a.docx", "b.png"):
        (tmp_path / name).write_bytes(b"niets")
    error = refusal(lambda: readers.documents([tmp_path / "a.docx", tmp_path / "b.png"]))
    assert isinstance(error, DocumentsError)
    said = sentence(error, "nl")
    assert said.startswith("2 bestanden kunnen niet worden gelezen. a.docx: ")
    assert not ENGLISH.search(said), said


def test_a_database_that_may_not_be_written_is_told_in_dutch() -> None:
    for english in (
        "/a/study.db is being written by another program or another computer. Nothing was changed. Try again in a moment.",
        "/a/study.db may not be written: the file or its folder is read-only. Nothing was changed. Move the study.",
        "/a/study.db cannot be opened: its folder is missing, read-only or out of reach. Nothing was changed. Check it.",
        "/a/study.db is damaged. Nothing was changed. Put back a backup with: sq-coder restore FILE",
    ):
        assert not ENGLISH.search(in_words(english, "nl"))


def test_every_dutch_sentence_has_its_places_filled() -> None:
    for pattern, dutch in _PATTERNS:
        assert set(re.findall(r"{(\w+)}", dutch)) <= set(pattern.groupindex), dutch
