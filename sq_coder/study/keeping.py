"""Keeping a study: prove that it holds together, write it to one file, put it back."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from sq_coder import corpus
from sq_coder.domain import Prompt
from sq_coder.errors import Problem, StudyProblem
from sq_coder.gateways import folder as folders
from sq_coder.gateways.files import save
from sq_coder.study.decisions import Decisions
from sq_coder.study.restoring import put_back, text_of

LARGEST_BACKUP = 2_000_000_000  # bytes unpacked


class Keeping(Decisions):
    """The part of a study that keeps it safe."""

    def check(self) -> list[str]:
        """Everything that does not hold together, one sentence each; none when database, codebook and counts agree."""
        self.use_codebook()
        return self.store.check(self.verdict_of, story_id_of=corpus.story_id)

    def place_warning(self) -> str:
        """A sentence when the study's folder is synchronised or on a network drive; else ''."""
        return folders.place_warning(self.folder)

    def prompts(self) -> list[Prompt]:
        """The study's prompts."""
        return folders.prompts(self.folder)

    def backup(self, out: Path) -> int:
        """Write the whole study to one file; returns its size in bytes. Whoever has the file has the stories."""
        with TemporaryDirectory() as place:
            copy = Path(place) / folders.DATABASE
            self.store.backup(copy)
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, folders.DATABASE)
                for name in (folders.SETTINGS, folders.CODEBOOK):
                    archive.write(self.folder / name, name)
                for prompt in sorted((self.folder / folders.PROMPTS).glob("*.md")):
                    archive.write(prompt, f"{folders.PROMPTS}/{prompt.name}")
        save(out, packed.getvalue())
        return len(packed.getvalue())


def restore(file: Path, folder: Path) -> None:
    """Put a backup or a complete json export back as a study in an empty or new folder: whole, or nothing of it."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Problem("exists", f"{folder} is not empty. Nothing was restored. Choose a new folder.")
    if file.suffix.lower() == ".json" and file.is_file():
        put_back(file.name, text_of(file), folder)
        return
    members = _members(file)
    with folders.all_or_nothing(folder, undone="Nothing was restored."):
        for name, data in sorted(members.items()):
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            save(target, data)
        _open(folder)


def _open(folder: Path) -> None:
    """Open what was put back: a damaged database, or one of a newer version, is noticed now and not kept."""
    from sq_coder.study import open_study

    with open_study(folder) as study:
        study.use_codebook()


def _members(file: Path) -> dict[str, bytes]:
    """The files of a study in a backup, by name."""
    try:
        with zipfile.ZipFile(file) as archive:
            return {m.filename: archive.read(m) for m in _safe_members(archive, file.name)}
    except FileNotFoundError:
        raise Problem(
            "file", f"There is no file {file.name}. Nothing was restored. Look at its name and folder."
        ) from None
    # What a damaged zip makes Python say: its directory, a part's bytes, or a password or packing that none has.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as e:
        raise Problem(
            "backup", f"{file.name} is not a whole backup. Nothing was restored. Take another copy of it."
        ) from e
    except OSError as e:
        why = (e.strerror or type(e).__name__).lower()
        raise Problem(
            "file", f"{file.name} cannot be read ({why}). Nothing was restored. Close it elsewhere, or copy it first."
        ) from e


def _safe_members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    known = {folders.SETTINGS, folders.CODEBOOK, folders.DATABASE}
    names = {m.filename for m in members}
    prompts = {
        n
        for n in names
        if n.startswith(f"{folders.PROMPTS}/") and "/" not in n[8:] and ".." not in n and n.endswith(".md")
    }
    if not known <= names or names - known - prompts or sum(m.file_size for m in members) > LARGEST_BACKUP:
        raise StudyProblem(
            f"{name} is not a backup of a study. Nothing was restored. Make one with: sq-coder backup FILE"
        )
    return members
