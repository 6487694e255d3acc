"""Refusals in Dutch: the sentence a researcher reads, with the error's own facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

import sq_coder
from sq_coder.corpus import split
from sq_coder.domain import ModelSettings
from sq_coder.errors import DocumentsError, NoStudy, SQCoderError, StaleDecision, UnknownStory
from sq_coder.gateways import readers
from sq_coder.gateways.llm import refusals
from sq_coder.gateways.store import problems
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


def test_what_splitting_is_not_sure_of_is_told_in_dutch(tmp_path: Path) -> None:
    missing = "# Inhoud\n\n6. Bijlage: Verhalen 9\n1. Aan tafel 9\n2. In de tuin 10\n7. Bronnen 12\n\n# 6. Bijlage: Verhalen\n\n"
    for text in (f"{missing}## 2. In de tuin\n\n{'Er bloeit iets. ' * 40}\n", "## Kop\n\nTekst.\n\n" * 9):
        file = tmp_path / "rapport.md"
        file.write_text(text, encoding="utf-8")
        (warning,) = split(readers.documents([file])[0]).warnings
        assert in_words(warning, "nl") != warning
        assert not ENGLISH.search(in_words(warning, "nl"))


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


ROOT = Path(sq_coder.__file__).parent
OF_COMMANDS = (
    *("cli", "ui/launch.py", "study/decision_table.py", "study/keeping.py", "study/restoring.py", "study/merging.py"),
    *("gateways/store/merging.py", "gateways/store/whole.py", "gateways/writers/json.py", "gateways/readers/refi.py"),
)
"""Where only the command line refuses: no page leads there."""

NOT_ON_SCREEN = (
    "There is no run ",
    "There is no proposal ",
    "There is no table ",
    "'abc' fits ",
    "'abc' cannot be counted",
    "'abc' names no decision",
    "abc is not one text",
    "Pasting goes story by story",
    "This chart refers to something outside itself",
    "This svg is not a figure",
    "The codebook has no sha256",
    "A study that was just made",
    "abc is on a server",
)
"""What is asked of a command only, or says that the program itself is wrong."""

BUILT_ELSEWHERE = (
    "",
    "abc",
    "abc abc",
    "abc No demonstration was made.",
    "study.toml abc. Nothing was changed. Correct the file and try again.",
    "'abc' was not saved: abc. Nothing was changed. Choose one keyword.",
)
"""Sentences of which every ending is tried by the tests beside this one."""


def told_by(node: ast.expr, module: str) -> list[str]:
    """The sentences that an expression can come to, its values filled in with a number or a word."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            told = [""]
            for part in parts:
                filled = told_by(part.value if isinstance(part, ast.FormattedValue) else part, module)
                told = [before + after for before in told for after in filled]
            return told
        case ast.BinOp(left=left, right=right):
            return [a + b for a in told_by(left, module) for b in told_by(right, module)]
        case ast.Name(id=name) if name.isupper():
            return [str(getattr(import_module(module), name))]
        case ast.Call(func=ast.Name(id="quote")) | ast.Name(id="word"):
            return ["'abc'"]
        case _:
            return ["abc", "7"]


def raised() -> Iterator[tuple[str, list[str]]]:
    """Where a page can be refused something, and what it says there."""
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name.startswith(OF_COMMANDS):
            continue
        module = "sq_coder." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Problem"), args=[_, said]):
                    yield f"{name}:{node.lineno}", told_by(said, module)
                case ast.Call(func=ast.Name(id="StudyProblem" | "ModelError"), args=[said]):
                    yield f"{name}:{node.lineno}", told_by(said, module)
                case ast.keyword(arg="missing", value=said):
                    yield f"{name}:{said.lineno}", told_by(said, module)


def test_every_refusal_that_a_page_can_meet_has_a_dutch_sentence() -> None:
    places = [(where, told) for where, told in raised() if not told[0].startswith(NOT_ON_SCREEN)]
    assert len(places) > 60
    only_english = [
        f"{where}: {told[-1]}"
        for where, told in places
        if told[0] not in BUILT_ELSEWHERE and all(in_words(one, "nl") == one for one in told)
    ]
    assert only_english == []


def test_no_page_calls_what_is_held_to_be_of_commands_only() -> None:
    asked = set(
        re.findall(r"\bstudy\.(\w+)\(", "".join(f.read_text(encoding="utf-8") for f in (ROOT / "ui").rglob("*.py")))
    )
    assert len(asked) > 50
    for name in OF_COMMANDS:
        if name.startswith("study/"):
            tree = ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8")))
            refusing = {
                node.name for node in tree if isinstance(node, ast.FunctionDef) and "raise " in ast.unparse(node)
            }
            assert asked & refusing == set(), name


def test_whatever_a_database_or_a_language_model_says_has_a_dutch_sentence() -> None:
    model = ModelSettings(base_url="https://model.example/v1", model="verzonnen")
    statuses = (301, 400, 401, 402, 403, 404, 408, 413, 429, 500)
    said = [refusals.of_status(status, "", model).sentence for status in statuses]
    said += [refusals.of_status(400, code, model).sentence for code in ("content_filter", "unsupported_value")]
    said += [refusals.of_status(429, "insufficient_quota", model).sentence, refusals.waits_too_long(model, 90).sentence]
    of_the_way = (refusals.no_answer, refusals.dropped, refusals.unreachable, refusals.untrusted, refusals.unreadable)
    said += [refusal(model).sentence for refusal in of_the_way]
    known = (*problems.OF_SQLITE.values(), *problems.OF_POSTGRESQL.values(), problems.GONE, problems.TEXT)
    said += [f"studie/study.db {what}" for what in known]
    said += [f"study.toml {what}. Nothing was changed. Correct the file and try again." for what in WRONG_SETTINGS]
    assert [one for one in said if in_words(one, "nl") == one or ENGLISH.search(in_words(one, "nl"))] == []
    assert len({in_words(one, "nl") for one in said}) > len(statuses) + len(of_the_way) + 10


WRONG_SETTINGS = (
    "says working = 'alleen'; it can be together, in_turn, independent",
    "says coders_per_story below 1",
    "says first_self_percent outside 0 to 100",
    "says most_cost without input_price and output_price, by which a run would know its cost",
    "says study.name = '7'; it must be text in quotes",
    "says something else in private.names; it must be a list of words in quotes",
    "has an unknown key 'naam' in [study]; known are name, language",
    "is not readable as TOML (Expected '=' after a key in a key/value pair (at line 3, column 5))",
)
