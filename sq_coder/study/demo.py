"""The demonstration: a complete study from invented stories and invented researchers, without AI."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sq_coder.domain import Settings, Sight, Slice
from sq_coder.errors import Problem, StudyProblem, WriteError, typed
from sq_coder.gateways import folder as folders
from sq_coder.resources import resource
from sq_coder.study import Study, init_study
from sq_coder.study.decisions import Choice, note
from sq_coder.study.figures import write_figure

MARK = "VERZONNEN.txt"
MARK_TEXT = (
    "Alles in deze map is verzonnen, voor de demonstratie van sq-coder: de verhalen, de bewoners en de onderzoekers.\n"
    "De voorstellen komen van de woordzoeker op deze computer; er is geen AI gebruikt.\n\n"
    "Everything in this folder is invented, to demonstrate sq-coder: the stories, the residents and the researchers.\n"
    "The proposals come from the word finder on this computer; no AI was used.\n"
)
FIGURES = (
    "kwadrant.svg",
    "kwadrant.png",
    "kwadrant.pdf",
    "jaren.svg",
    "jaren.png",
    "verslag.md",
    "verslag.docx",
    "telling.csv",
)

SCREEN_DPI = 150
"""Enough for a screen, and done in half the time."""

Say = Callable[[str], object]


def demo(folder: Path, *, say: Say) -> dict[str, Any]:
    """Make the demonstration in a folder, whole or not at all; a demonstration that is there stays as it is.

    Raises:
        Problem: The folder holds something else; nothing in it is touched.
    """
    if folder.exists() and any(folder.iterdir()):
        return _there_already(folder, say)
    started = time.monotonic()
    place = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    try:
        made = _make(place, say)
        if folder.exists():
            folder.rmdir()
        place.rename(folder)
    except OSError as e:
        raise StudyProblem(
            f"{folder} cannot be written ({e.strerror}). No demonstration was made. Choose another folder."
        ) from e
    except (StudyProblem, WriteError) as e:  # say where it was being made: beside the folder, until it is whole
        raise StudyProblem(f"{str(e).replace(str(place), str(folder))} No demonstration was made.") from e
    finally:
        shutil.rmtree(place, ignore_errors=True)
    seconds = round(time.monotonic() - started, 1)
    say(f"Done in {seconds} s. Stories and researchers are invented; no AI was used.")
    _next(folder, say)
    return {"study": str(folder), "invented": True, "ai": False} | made | {"seconds": seconds}


def _there_already(folder: Path, say: Say) -> dict[str, Any]:
    if not (folder / MARK).exists():
        raise Problem(
            "exists", f"{folder} is not empty and holds no demonstration. Nothing was touched. Choose a new folder."
        )
    say(f"The demonstration is in {folder} already; nothing was changed.")
    _next(folder, say)
    return {"study": str(folder), "invented": True, "ai": False, "already_there": True}


def _next(folder: Path, say: Say) -> None:
    say(f"Look at {folder / 'kwadrant.png'} and {folder / 'jaren.png'}, and read {folder / 'verslag.md'}.")
    say(f"Open the screens:      sq-coder -s {typed(folder)} app")
    say("Start your own study:  sq-coder init my-study")


def _make(place: Path, say: Say) -> dict[str, Any]:
    corpus = resource("corpus")
    settings = Settings(name="Voorbeeldstudie (verzonnen)")
    with init_study(place, settings) as study:
        folders.write_text(place / MARK, MARK_TEXT)
        imported = study.import_stories([corpus / "verhalen"])
        say(f"1. {imported.count('added')} invented stories were brought in, 2021 to 2024.")
        done = study.match()
        say(
            f"2. The word finder proposed {done.proposed} keywords ({done.no_fitting_word} stories without a fitting word). No AI."
        )
        decisions = _decide(study, corpus / "beslissingen.csv")
        status = study.status()
        say(
            f"3. {decisions} decisions of two invented researchers: {status.agreed} stories agreed, "
            f"{len(status.to_discuss)} to discuss."
        )
        _publish(study, place)
        tally = study.tally()
        say(
            f"4. {tally.keywords} keywords of {tally.stories} residents' stories stand on the quadrant: {_totals(study)}."
        )
        say("5. The quadrant, the years beside each other and the report were written.")
        return {
            "stories": imported.count("added"),
            "proposed": done.proposed,
            "decisions": decisions,
            "agreed": status.agreed,
            "to_discuss": len(status.to_discuss),
            "keywords": tally.keywords,
            "files": list(FIGURES),
        }


def _totals(study: Study) -> str:
    names, tally = {c.id: c.name for c in study.codebook.conditions}, study.tally()
    placed = ", ".join(f"{names[c.condition]} {c.total}" for c in tally.conditions)
    return f"{placed}; no place yet {tally.undecided.total}"


def _decide(study: Study, table: Path) -> int:
    """Replay the invented researchers' steps in their order; returns how many decisions that were."""
    from sq_coder.gateways import readers

    decisions = 0
    for row in readers.rows(table):
        _step(study, row)
        decisions += row["action"] in ("decide", "discuss")
    return decisions


def _step(study: Study, row: Mapping[str, str]) -> None:
    who, remark = row["researchers"].split("|"), row["remark"]
    discussed = row["discussed"] == "ja"
    if row["action"] == "place":
        study.place(row["keywords"], row["condition"], who, discussed=discussed, remark=remark)
    elif row["action"] == "merge":
        study.merge_keywords(row["keywords"], row["into"], who, remark=remark)
    elif row["action"] == "unmerge":
        study.unmerge_keyword(row["keywords"], who, remark=remark)
    else:
        study.decide(row["story"], who, _choice(study, row))


def _choice(study: Study, row: Mapping[str, str]) -> Choice:
    words = row["keywords"].split("|")
    places = row["condition"].split("|") if row["condition"] else [""] * len(words)
    proposals = study.proposals(story=row["story"])
    sight = {"ja": Sight.PROPOSAL, "nee": Sight.NONE}.get(row["saw"], Sight.UNKNOWN)
    return Choice(
        notes=tuple(note(word, place or None) for word, place in zip(words, places, strict=True)),
        remark=row["remark"],
        sight=sight,
        saw=proposals[-1].id if sight is Sight.PROPOSAL else None,
    )


def _publish(study: Study, place: Path) -> None:
    quadrant = study.figure(study.tally())
    years = study.figure_of_slices(study.compare("year", slice=Slice()))
    for kind in ("svg", "png", "pdf"):
        write_figure(place / f"kwadrant.{kind}", quadrant, dpi=SCREEN_DPI)
    for kind in ("svg", "png"):
        write_figure(place / f"jaren.{kind}", years, dpi=SCREEN_DPI)
    folders.write_text(place / "verslag.md", study.report())
    for name in ("verslag.docx", "telling.csv"):
        study.export(place / name)
