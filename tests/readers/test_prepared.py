"""The 45 stories of residents as a user prepares them: a folder, a csv and a workbook come in without a question."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from sq_coder.domain import normalise
from sq_coder.study import init_study

CORPUS = Path(__file__).parents[2] / "corpus" / "verhalen"
HEADER = ("Titel", "Verhaal", "Jaar", "Groep", "Verteld door", "Wijk")

Ask = Callable[..., Any]
Row = tuple[str, str, int, str, str, str]


def told() -> list[Row]:
    """The residents' stories of the corpus as rows."""
    rows = []
    for file in sorted(CORPUS.rglob("*.md")):
        _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
        about = yaml.safe_load(head)
        if about["verteld door"] == "bewoner":
            rows.append(
                (
                    about["titel"],
                    text.strip(),
                    about["jaar"],
                    about["groep"],
                    about["verteld door"],
                    about.get("wijk", ""),
                )
            )
    return rows


ROWS = told()


def as_folder(place: Path) -> Path:
    """A folder per year with a text file per story: from Notepad and Word, with Windows' line ends and encodings."""
    folder = place / "Mijn verhalen"
    for number, (title, text, year, *_) in enumerate(ROWS):
        file = folder / str(year) / f"{number:02} {''.join(c for c in title if c.isalnum() or c == ' ')}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        encoding = ("utf-8", "utf-8-sig", "utf-16", "cp1252")[number % 4]
        written = text.replace("\n", "\r\n").encode(encoding if _fits(text, encoding) else "utf-8")
        file.write_bytes(written)
    (folder / "Thumbs.db").write_bytes(b"\x00")
    (folder / "~$verhaal.docx").write_bytes(b"\x05Ann")
    return folder


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def as_csv(place: Path, *, encoding: str = "utf-8-sig") -> Path:
    """A csv as Excel in Dutch saves it: semicolons, a byte order mark, CRLF, quotes doubled in cells with line breaks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([HEADER, *ROWS])
    file = place / "verhalen.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    return file


def as_xlsx(place: Path) -> Path:
    """A workbook as somebody fills it in: years as numbers, Alt+Enter in cells, a second empty sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS):
        sheet.append(row)
    book.create_sheet("Blad2")
    file = place / "verhalen.xlsx"
    book.save(file)
    return file


def test_the_prepared_stories_hold_what_makes_reading_hard() -> None:
    together = "".join(text for _, text, *_ in ROWS)
    assert len(ROWS) == 45
    assert {"é", "ë", "ê", '"', ";", "\n"} <= set(together)


def test_folder_csv_and_workbook_hold_the_same_45_stories(tmp_path: Path, ask: Ask) -> None:
    ask("init", "s")
    first = ask("-s", "s", "import", str(as_folder(tmp_path)))
    assert (first["added"], first["already_there"], first["not_in_a_story_characters"]) == (45, 0, 0)
    ids = {story["id"] for story in first["stories"]}
    for made in (as_csv(tmp_path), as_xlsx(tmp_path)):
        again = ask("-s", "s", "import", str(made))
        assert (again["added"], again["already_there"]) == (0, 45)
        assert {story["id"] for story in again["stories"]} == ids
        assert again["nearly_the_same"] == []


@pytest.mark.parametrize("prepare", [as_csv, as_xlsx])
def test_a_table_keeps_every_word_and_column(prepare: Callable[[Path], Path], tmp_path: Path) -> None:
    with init_study(tmp_path / "s") as study:
        done = study.import_stories([prepare(tmp_path)])
        assert (done.count("added"), done.warnings, done.nearly) == (45, (), ())
        stories = {story.title: story for story in study.stories()}
    for title, text, year, group, _, district in ROWS:
        story = stories[normalise(title)]
        assert (story.text, story.year, story.group) == (normalise(text), year, group)
        assert dict(story.attributes) == ({"Wijk": district} if district else {})


def test_a_csv_of_an_older_excel_comes_in_too(tmp_path: Path) -> None:
    fitting = [row for row in ROWS if _fits("".join(map(str, row)), "cp1252")]
    assert len(fitting) > 30
    with init_study(tmp_path / "s") as study:
        new = study.import_stories([as_csv(tmp_path)])
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([HEADER, *fitting])
        (tmp_path / "oud.csv").write_bytes(out.getvalue().encode("cp1252"))
        old = study.import_stories([tmp_path / "oud.csv"])
    assert old.count("already_there") == len(fitting)
    assert {s.id for s, _ in old.stories} <= {s.id for s, _ in new.stories}


def test_the_folder_of_a_colleague_is_a_zip_of_the_same(tmp_path: Path, ask: Ask) -> None:
    ask("init", "s")
    ask("-s", "s", "import", str(as_folder(tmp_path)))
    packed = shutil.make_archive(str(tmp_path / "verhalen"), "zip", tmp_path / "Mijn verhalen")
    again = ask("-s", "s", "import", packed)
    assert (again["added"], again["already_there"]) == (0, 45)
