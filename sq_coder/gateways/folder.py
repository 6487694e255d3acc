"""A study's folder: its settings, codebook and prompts as files, and where a folder had better not be."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from sq_coder.domain import FirstSelf, Listed, ModelSettings, Prompt, Settings, Working
from sq_coder.errors import NoStudy, Problem, StudyProblem, quote
from sq_coder.gateways.files import save

SETTINGS = "study.toml"
_TABLES = {"model", "private"}
CODEBOOK = "codebook.yaml"
PROMPTS = "prompts"
DATABASE = "study.db"

_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "researchdrive": "Research Drive",
    "surfdrive": "SURFdrive",
    "teams": "Teams",
    "microsoft teams": "Teams",
}
_NETWORK_TYPES = {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "davfs", "fuse.sshfs", "9p"}


def read_settings(folder: Path) -> Settings:
    """The settings in study.toml; refused with the key's name when one is unknown or of the wrong kind."""
    file = folder / SETTINGS
    if not file.is_file():
        raise NoStudy("this folder" if str(folder) == "." else str(folder))
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise _settings_problem(f"is not readable as TOML ({e})") from e
    except OSError as e:
        raise StudyProblem(f"{file.name} could not be read: {e.strerror}. Nothing was changed.") from e
    return _settings(data)


def _settings(data: Mapping[str, Any]) -> Settings:
    study = dict(data.get("study", {}))
    _refuse_unknown(data, {"study", "model", "private"}, "")
    model = _checked(ModelSettings, dict(data.get("model", {})), "model")
    chosen: dict[str, type[StrEnum]] = {"working": Working, "first_self": FirstSelf}
    for name, kind in chosen.items():
        if name in study:
            if study[name] not in list(kind):
                raise _settings_problem(f"says {name} = {quote(study[name])}; it can be {', '.join(kind)}")
            study[name] = kind(study[name])
    values = _checked(Settings, study, "study")
    if int(values.get("coders_per_story", 2)) < 1:
        raise _settings_problem("says coders_per_story below 1")
    if not 0 <= values.get("first_self_percent", 0) <= 100:
        raise _settings_problem("says first_self_percent outside 0 to 100")
    if model.get("most_cost") is not None and not {"input_price", "output_price"} <= set(model):
        raise _settings_problem(
            "says most_cost without input_price and output_price, by which a run would know its cost"
        )
    listed = _checked(Listed, dict(data.get("private", {})), "private")
    private = Listed(**{name: tuple(words) for name, words in listed.items()})
    return Settings(**{"name": "study", **values}, model=ModelSettings(**model), private=private)


def _checked(noun: type, values: dict[str, Any], table: str) -> dict[str, Any]:
    allowed = {f.name: str(f.type) for f in fields(noun) if table != "study" or f.name not in _TABLES}
    _refuse_unknown(values, set(allowed), table)
    for name, value in values.items():
        kind = allowed[name]
        if kind == "str" and not isinstance(value, str):
            raise _settings_problem(f"says {table}.{name} = {quote(value)}; it must be text in quotes")
        if kind.startswith(("int", "float")) and (not isinstance(value, int | float) or isinstance(value, bool)):
            raise _settings_problem(f"says {table}.{name} = {quote(value)}; it must be a number")
        if kind.startswith("tuple") and not (isinstance(value, list) and all(isinstance(word, str) for word in value)):
            raise _settings_problem(f"says something else in {table}.{name}; it must be a list of words in quotes")
    return values


def _refuse_unknown(values: Mapping[str, Any], allowed: set[str], table: str) -> None:
    unknown = sorted(set(values) - allowed)
    if unknown:
        where = f" in [{table}]" if table else ""
        raise _settings_problem(
            f"has an unknown key {quote(unknown[0])}{where}; known are {', '.join(sorted(allowed))}"
        )


def _settings_problem(what: str) -> Problem:
    return Problem("settings", f"{SETTINGS} {what}. Nothing was changed. Correct the file and try again.")


def write_settings(folder: Path, settings: Settings) -> None:
    """Write study.toml with a comment at each line; a password or key never stands in it."""
    import tomlkit

    study = tomlkit.table()
    for name, comment in _COMMENTS.items():
        value = getattr(settings, name)
        if value != "":
            study.add(name, str(value) if isinstance(value, StrEnum) else value)
            study[name].comment(comment)
    model = tomlkit.table()
    for f in fields(ModelSettings):
        value = getattr(settings.model, f.name)
        if value not in ("", None):
            model.add(f.name, value)
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of this study. sq-coder reads them at each start."))
    document.add("study", study)
    document.add("model", model)
    private = tomlkit.table()
    private.comment("what never goes out to another machine, and words that may")
    for f in fields(Listed):
        private.add(f.name, list(getattr(settings.private, f.name)))
    document.add("private", private)
    write_text(folder / SETTINGS, tomlkit.dumps(document))


def change_settings(folder: Path, changes: Mapping[str, str | int]) -> Settings:
    """The settings after these of [study] were changed in study.toml; what else stands there stays as it was written."""
    import tomlkit

    file = folder / SETTINGS
    document = tomlkit.parse(read_text(file, missing=f"{SETTINGS} is missing. Nothing was changed. Put it back."))
    study = document.setdefault("study", tomlkit.table())
    for name, value in changes.items():
        is_there = name in study
        study[name] = str(value) if isinstance(value, StrEnum) else value
        if not is_there:
            study[name].comment(_COMMENTS[name])
    settings = _settings(document.unwrap())
    write_text(file, tomlkit.dumps(document))
    return settings


def list_private(folder: Path, words: Mapping[str, Iterable[str]]) -> Settings:
    """The settings after these words were added to the lists of [private] in study.toml; a word stands there once."""
    import tomlkit

    file = folder / SETTINGS
    document = tomlkit.parse(read_text(file, missing=f"{SETTINGS} is missing. Nothing was changed. Put it back."))
    private = document.setdefault("private", tomlkit.table())
    for name, added in words.items():
        there = private.setdefault(name, tomlkit.array())
        for word in added:
            if word not in there:
                there.append(word)
    settings = _settings(document.unwrap())
    write_text(file, tomlkit.dumps(document))
    return settings


_COMMENTS = {
    "name": "what the figures and the report call it",
    "language": "nl or en",
    "database": "empty: study.db in this folder; the password of a PostgreSQL URL comes from PGPASSWORD",
    "working": "together, in_turn or independent",
    "coders_per_story": "how many researchers a story needs",
    "proposer": "codebook (no AI), paste or openai",
    "prompt": "a file in prompts/, without .md",
    "first_self": "who chooses a keyword before seeing the proposal: none, share (of the stories) or all",
    "first_self_percent": "how many of a hundred stories, when first_self is share; drawn once",
}


def write_text(file: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    save(file, text.encode("utf-8"))


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "it is open in another program, or the folder may not be written"
    return (error.strerror or type(error).__name__).lower()


@contextmanager
def all_or_nothing(folder: Path, *, undone: str) -> Iterator[None]:
    """A study is made in a folder within this: whole, or no file of it stays, nor the folder when it was not there.

    Raises:
        StudyProblem: the folder cannot be made or written; `undone` says what did not happen.
    """
    was_there, before = folder.exists(), set(_of_study(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        with suppress(OSError):
            for path in _of_study(folder):
                if path not in before:
                    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
            if not was_there:
                folder.rmdir()
        if isinstance(error, OSError):
            why = (error.strerror or type(error).__name__).lower()
            raise StudyProblem(f"{folder} cannot be written ({why}). {undone} Choose another folder.") from error
        raise


def _of_study(folder: Path) -> list[Path]:
    """What of a study stands in a folder; a folder after what is in it."""
    prompts = folder / PROMPTS
    named = (folder / SETTINGS, folder / CODEBOOK, *folder.glob(f"{DATABASE}*"), *prompts.glob("*.md"), prompts)
    return [path for path in named if path.exists()]


def read_text(file: Path, *, missing: str) -> str:
    """The text of a file of the study; `missing` says what to do when it is not there."""
    try:
        return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise Problem("missing_file", missing) from None
    except UnicodeDecodeError as e:
        raise Problem(
            "file", f"{file.name} is not UTF-8 text. Nothing was changed. Save it as UTF-8 and try again."
        ) from e
    except OSError as e:
        raise Problem("file", f"{file.name} could not be read: {_why(e)}. Nothing was changed.") from e


def prompts(folder: Path) -> list[Prompt]:
    """The prompts of a study, by name."""
    files = sorted((folder / PROMPTS).glob("*.md"))
    return [Prompt(f.stem, read_text(f, missing="").strip("\n")) for f in files]


def bring_prompt(folder: Path, source: Path) -> None:
    """Copy a prompt into the study's folder, when there is such a prompt and the folder has none of its name."""
    target = folder / PROMPTS / source.name
    if source.is_file() and target.parent.is_dir() and not target.exists():
        write_text(target, source.read_text(encoding="utf-8"))


def prompt(folder: Path, name: str) -> Prompt:
    """One prompt by name; refused with the names there are."""
    found = {p.name: p for p in prompts(folder)}
    if name not in found:
        there = ", ".join(found) or "none"
        raise Problem(
            "prompt", f"There is no prompt {quote(name)} in {PROMPTS}/ (there is: {there}). Nothing was asked."
        )
    return found[name]


def place_warning(folder: Path) -> str:
    """A sentence when the folder is synchronised or on a network drive, where a database can be damaged; else ''."""
    parts = [part.casefold() for part in folder.resolve().parts]
    for part in parts:
        for word, name in _SYNCHRONISED.items():
            if part == word or part.startswith((f"{word} -", f"{word}-", f"{word} (")):
                return (
                    f"This folder seems to be synchronised by {name}. Two laptops writing at once can damage a study, and "
                    "the stories are copied to its servers. Move the study to a folder on this computer."
                )
    if _is_network(folder.resolve()):
        return "This folder is on a network drive, where a database can be damaged. Move the study to a folder on this computer."
    return ""


def _is_network(folder: Path) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4)  # 4: DRIVE_REMOTE
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) > len(best[0]) and folder.is_relative_to(point):
            best = (point, kind)
    return best[1] in _NETWORK_TYPES
