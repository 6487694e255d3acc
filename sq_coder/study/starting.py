"""Files to start a study with: two tables to fill in, and a page for an ethics committee, filled in where it can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sq_coder.domain import now
from sq_coder.domain.example import EXAMPLE_ROW
from sq_coder.errors import StudyProblem
from sq_coder.gateways.files import save
from sq_coder.study.accountability import page
from sq_coder.study.base import StudyBase

if TYPE_CHECKING:
    from sq_coder.gateways.writers.templates import Column
    from sq_coder.gateways.writers.words import Language
    from sq_coder.study import Study

FOLDER = "start"
"""Where start files go when no folder is named: beside the study's own files."""


def place_of(study: StudyBase, folder: Path | None) -> Path:
    """The folder for start files: the one named, else one in the study's folder."""
    return folder or study.folder / FOLDER


def write_templates(study: Study, folder: Path) -> tuple[list[Path], list[Path]]:
    """Write the start files that are not there yet: (written, left as they were). Somebody's own rows are never lost."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise StudyProblem(
            f"{folder} cannot be made ({e.strerror}). Nothing was written. Choose another folder."
        ) from e
    written: list[Path] = []
    left: list[Path] = []
    for name, made in _files(study).items():
        file = folder / name
        if file.exists():
            left.append(file)
        else:
            written.append(save(file, made()))
    return written, left


def _files(study: Study) -> dict[str, Callable[[], bytes]]:
    """The names of the start files, in the study's language, each with what makes it."""
    from sq_coder.gateways.writers.templates import page_docx, page_markdown, start_table

    language: Language = "en" if study.settings.language == "en" else "nl"
    answers = page(study, language)
    stories, decisions, account = _NAMES[language]
    return {
        f"{stories}.xlsx": lambda: start_table(stories, story_columns(language)),
        f"{decisions}.xlsx": lambda: start_table(decisions, decision_columns(language)),
        f"{account}.docx": lambda: page_docx(answers, language=language, at=now()),
        f"{account}.md": lambda: page_markdown(answers).encode("utf-8"),
    }


def decisions_template(language: Language) -> bytes:
    """The table of decisions to fill in, as an xlsx file."""
    from sq_coder.gateways.writers.templates import start_table

    return start_table(_NAMES[language][1], decision_columns(language))


_NAMES = {
    "nl": ("verhalen", "beslissingen", "verantwoording"),
    "en": ("stories", "decisions", "accountability"),
}


def story_columns(language: Language) -> tuple[Column, ...]:
    """The columns of a table of stories, as its reader knows them."""
    from sq_coder.gateways.writers.templates import Column

    mark = EXAMPLE_ROW[language]
    if language == "en":
        answers = ("yes", "no", "unknown")
        return (
            Column("title", f"{mark}: overwrite or delete this row", "The story's title, with which you name it.", 30),
            Column(
                "text", f"{mark}. The whole story, in one cell.", "The whole story. Alt+Enter starts a paragraph.", 70
            ),
            Column("year", 2024, "The year of the conversation, as 2024. May stay empty.", 8),
            Column("group", "Walking group", "The group that the story is about. May stay empty."),
            Column("told by", "resident", "Who tells it: resident or facilitator.", 14, ("resident", "facilitator")),
            Column(
                "consent ai", "no", "May the story go to a language model elsewhere? Empty: not asked.", 14, answers
            ),
            Column("consent quote", "unknown", "May sentences be quoted? Empty: not asked.", 14, answers),
            Column("consent archive", "yes", "May the story be kept after the study? Empty: not asked.", 16, answers),
            Column(
                "criticism",
                "",
                "Criticism that the resident voiced; 'none' if there was none. Empty: not recorded.",
                40,
            ),
        )
    answers = ("ja", "nee", "onbekend")
    tellers = ("bewoner", "groepsbegeleider")
    return (
        Column("titel", f"{mark}: overschrijf of wis deze rij", "De titel van het verhaal; zo noemt u het later.", 30),
        Column("tekst", f"{mark}. Het hele verhaal, in één cel.", "Het hele verhaal. Alt+Enter begint een alinea.", 70),
        Column("jaar", 2024, "Het jaar van het gesprek, als 2024. Mag leeg blijven.", 8),
        Column("groep", "Wandelgroep", "De groep waar het verhaal over gaat. Mag leeg blijven."),
        Column("verteld door", "bewoner", "Wie vertelt: bewoner of groepsbegeleider.", 16, tellers),
        Column("toestemming ai", "nee", "Mag het verhaal naar een taalmodel elders? Leeg: niet gevraagd.", 16, answers),
        Column(
            "toestemming citeren", "onbekend", "Mogen er zinnen geciteerd worden? Leeg: niet gevraagd.", 20, answers
        ),
        Column("toestemming bewaren", "ja", "Mag het verhaal na het onderzoek bewaard worden?", 20, answers),
        Column("kritiek", "", "Kritiek die de bewoner uitte; 'geen' als die er niet was. Leeg: niet vastgelegd.", 40),
    )


def decision_columns(language: Language) -> tuple[Column, ...]:
    """The columns of a table of decisions, as its reader knows them."""
    from sq_coder.gateways.writers.templates import Column

    mark = EXAMPLE_ROW[language]
    if language == "en":
        seen = ("yes", "no", "unknown")
        return (
            Column("story", f"{mark}: the title of a story", "The story's title, or its id.", 34),
            Column("proposal", "verbinding", "The keyword that was proposed. May stay empty.", 20),
            Column("model", "gpt-4o", "The language model that proposed it. May stay empty."),
            Column("our keywords", "verbinding|sociale contacten", "What you chose; several with | between.", 30),
            Column(
                "condition", "", "A place for this story alone; empty: the codebook's. One per keyword, with |.", 24
            ),
            Column("who", "Ann|Bob", "Who decided; with | between when you decided together.", 18),
            Column("saw", "yes", "Was the proposal in sight while choosing?", 14, seen),
            Column("remark", f"{mark}: overwrite or delete this row", "Why. May stay empty.", 40),
        )
    seen = ("ja", "nee", "onbekend")
    return (
        Column("verhaal", f"{mark}: de titel van een verhaal", "De titel van het verhaal, of zijn id.", 34),
        Column("kernwoord taalmodel", "verbinding", "Het kernwoord dat werd voorgesteld. Mag leeg blijven.", 20),
        Column("taalmodel", "gpt-4o", "Het taalmodel dat het voorstelde. Mag leeg blijven."),
        Column("onze kernwoorden", "verbinding|sociale contacten", "Wat u koos; meer met | ertussen.", 30),
        Column(
            "conditie", "", "Een plek voor dit verhaal alleen; leeg: die van de lijst. Eén per kernwoord, met |.", 24
        ),
        Column("wie", "Anna|Bas", "Wie koos; met | ertussen als u samen koos.", 18),
        Column("voorstel gezien", "ja", "Was het voorstel in beeld bij het kiezen?", 16, seen),
        Column("opmerking", f"{mark}: overschrijf of wis deze rij", "Waarom. Mag leeg blijven.", 40),
    )
