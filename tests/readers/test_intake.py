"""Files, folders and zips: all or nothing."""

import zipfile

import docx
import pytest

from sq_coder.errors import DocumentError, DocumentsError
from sq_coder.gateways.readers import documents
from tests.readers.conftest import bomb, saved, zipped


def test_a_folder_is_read_deep_sorted_and_without_hidden_files_and_locks(tmp_path):
    folder = tmp_path / "Verhalen"
    (folder / "2022").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("b.txt", "a.md", "2022/c.TXT", ".d.txt", "~$e.docx", "foto.jpg", ".git/f.txt"):
        (folder / name).write_text("Ik kom.")
    seen = []
    found = documents([folder], on_progress=lambda *step: seen.append(step))
    assert [document.name for document in found] == ["Verhalen/a.md", "Verhalen/b.txt", "Verhalen/2022/c.TXT"]
    assert seen == [(1, 3, "Verhalen/a.md"), (2, 3, "Verhalen/b.txt"), (3, 3, "Verhalen/2022/c.TXT")]


def test_a_zip_is_read_as_a_folder(tmp_path):
    file = tmp_path / "v.zip"
    made = docx.Document()
    made.add_paragraph("Zij komt.")
    file.write_bytes(
        zipped({"b/b.docx": saved(made), "a.txt": "Ik kom.", "__MACOSX/a.txt": "x", "leeg/": "", "foto.jpg": "x"})
    )
    assert [document.name for document in documents([file])] == ["v.zip/a.txt", "v.zip/b/b.docx"]


def test_all_problems_are_collected_and_nothing_is_returned(tmp_path):
    (tmp_path / "goed.txt").write_text("Ik kom.")
    (tmp_path / "leeg.txt").write_text("")
    (tmp_path / "oud.doc").write_text("x")
    (tmp_path / "rijen.csv").write_text("tekst,jaar\nA.,twintig\n")
    with pytest.raises(DocumentsError) as caught:
        documents([tmp_path, tmp_path / "weg.txt"])
    assert str(caught.value) == (
        "4 files cannot be read. "
        f"{tmp_path.name}/leeg.txt: It is empty. Choose another file. "
        f"{tmp_path.name}/oud.doc: It is an old Word document. Open it in Word or LibreOffice and save it as docx. "
        f"{tmp_path.name}/rijen.csv, row 2: the column 'jaar' says 'twintig'. "
        "weg.txt: There is no such file. Look at its name and folder. "
        "Nothing was imported."
    )


def test_one_problem_is_its_own_sentence(tmp_path):
    with pytest.raises(DocumentError) as caught:
        documents([tmp_path / "weg.txt"])
    assert str(caught.value) == ("weg.txt: There is no such file. Nothing was imported. Look at its name and folder.")


def _locked():
    data = bytearray(zipped({"a.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _link():
    info = zipfile.ZipInfo("a.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return zipped({info: "/etc/passwd"})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (lambda: zipped({"b.zip": zipped({"a.txt": "x"})}), "It is a zip in a zip."),
        (lambda: zipped({"../a.txt": "x"}), "It holds a file that would be written outside it ('../a.txt')."),
        (lambda: zipped({"C:\\a.txt": "x"}), "It holds a file that would be written outside it ('C:/a.txt')."),
        (_link, "It holds a file that would be written outside it ('a.txt')."),
        (_locked, "It is locked with a password."),
        (lambda: bomb("a.txt"), "It unpacks to more than 500 MB."),
        (lambda: zipped({"a.txt": bytes(50_000_001)}), "It is larger than 50 MB."),
        (lambda: b"PK\x03\x04 en verder niets", "It is damaged: it cannot be unpacked."),
        (lambda: zipped({"foto.jpg": "x"}), "There is no document in this zip."),
    ],
)
def test_a_zip_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, data, what):
    (tmp_path / "v.zip").write_bytes(data())
    with pytest.raises(DocumentError) as caught:
        documents([tmp_path / "v.zip"])
    assert caught.value.what == what


def test_a_zip_that_says_less_than_it_holds_is_refused(tmp_path):
    data = bytearray(zipped({"a.txt": b"x" * 1000}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(sign) + place
        data[at : at + 4] = (10).to_bytes(4, "little")
    (tmp_path / "v.zip").write_bytes(data)
    with pytest.raises(DocumentError, match=r"Its part 'a.txt' is damaged"):
        documents([tmp_path / "v.zip"])


def test_a_file_over_50_mb_and_a_folder_without_documents_are_refused(tmp_path):
    with (tmp_path / "groot.txt").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(DocumentError, match="It is larger than 50 MB"):
        documents([tmp_path / "groot.txt"])
    (tmp_path / "leeg").mkdir()
    with pytest.raises(DocumentError, match="There is no document in this folder"):
        documents([tmp_path / "leeg"])
