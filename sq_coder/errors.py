"""What can go wrong, each as one sentence: what, where, what happened to the data, what to do next.

The facts stay on the error as attributes; the sentence is built here. No story text, name of a resident or key
ever stands in an error: ids, file names and values of at most thirty characters only.
"""

from __future__ import annotations

from collections.abc import Sequence

STOPPED = "Stopped. What was stored is whole; run the same command again to go on."
"""What a Ctrl-C says."""


def quote(value: object) -> str:
    """A value as it may stand in a sentence: printable, at most thirty characters, in single quotes."""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return f"'{text if len(text) <= 30 else text[:29] + '…'}'"


def typed(path: object) -> str:
    """A path as it is typed in a command: in double quotes, which every shell knows, when it has a space.

    >>> typed("OneDrive - Gemeente/studie")
    '"OneDrive - Gemeente/studie"'
    """
    return f'"{path}"' if " " in str(path) else str(path)


class SQCoderError(Exception):
    """A refusal that a researcher can act on. `kind` is stable and stands in the JSON of a refused command."""

    kind = "refused"


class Problem(SQCoderError):
    """A refusal with a kind of its own, for a place that needs no class of its own."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class DocumentError(SQCoderError):
    """A document that cannot be read: empty, binary, encrypted, too large, scanned, half-broken."""

    kind = "document"

    def __init__(self, file: str, what: str, *, do: str) -> None:
        self.file, self.what, self.do = file, what, do
        super().__init__(f"{file}: {what} Nothing was imported. {do}")


class RowsError(SQCoderError):
    """Every problem in the rows of a table, collected and raised once."""

    kind = "rows"

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.file, self.problems = file, tuple(problems)
        shown = " ".join(self.problems[:5])
        left = len(self.problems) - 5
        more = f" And {left} more {'row' if left == 1 else 'rows'}." if left > 0 else ""
        rows = "row" if len(self.problems) == 1 else "rows"
        super().__init__(f"{file}, {shown}{more} Nothing was imported. Correct the {rows} and import the file again.")


class DocumentsError(SQCoderError):
    """Every document of one import that cannot be read, collected and raised once."""

    kind = "document"

    def __init__(self, problems: Sequence[DocumentError | RowsError]) -> None:
        self.problems = tuple(problems)
        shown = " ".join(_in_short(problem) for problem in self.problems[:5])
        more = f" And {len(self.problems) - 5} more files." if len(self.problems) > 5 else ""
        super().__init__(f"{len(self.problems)} files cannot be read. {shown}{more} Nothing was imported.")


def _in_short(problem: DocumentError | RowsError) -> str:
    if isinstance(problem, DocumentError):
        return f"{problem.file}: {problem.what} {problem.do}"
    return f"{problem.file}, {problem.problems[0]}"


class CodebookError(SQCoderError):
    """Every problem in a codebook, collected and raised once. `problems` are (line, sentence)."""

    kind = "codebook"

    def __init__(self, file: str, problems: Sequence[tuple[int, str]]) -> None:
        self.file, self.problems = file, tuple(problems)
        text = " ".join(f"{file}, line {line}: {sentence}" for line, sentence in self.problems)
        super().__init__(f"{text} Nothing was changed.")


class UnknownStory(SQCoderError):
    """A story reference that fits no story."""

    kind = "unknown_story"

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"There is no story {quote(reference)}. List the stories with: sq-coder stories")


class AmbiguousStory(SQCoderError):
    """A story reference that fits more than one story."""

    kind = "ambiguous_story"

    def __init__(self, reference: str, ids: Sequence[str]) -> None:
        self.reference, self.ids = reference, tuple(ids)
        super().__init__(
            f"{quote(reference)} fits {len(self.ids)} stories ({', '.join(i[:8] for i in self.ids[:5])}). "
            "Nothing was changed. Give more of the id; list them with: sq-coder stories"
        )


class StaleDecision(SQCoderError):
    """A decision based on another state of the story than the stored one."""

    kind = "stale"

    def __init__(self, story: str) -> None:
        self.story = story
        super().__init__(
            f"Story {story[:8]} has a newer decision than the one you saw. Yours was not saved. "
            "Look at the story again and decide then."
        )


class NoStudy(SQCoderError):
    """A folder without a study."""

    kind = "no_study"

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            f"There is no study in {folder}. Nothing was changed. Make one with: sq-coder init, or name one with: -s DIR"
        )


class StudyProblem(SQCoderError):
    """A study that cannot be opened or written: newer version, read-only, locked, gone, full disk."""

    kind = "study"


class Unfitting(StudyProblem):
    """The database refused what does not fit the study."""


class WriteError(SQCoderError):
    """A file that could not be written; an earlier file of that name is as it was."""

    kind = "write"

    def __init__(self, file: str, why: str, *, do: str = "") -> None:
        self.file, self.why = file, why
        do = do or "Close it elsewhere, or choose another place or name."
        super().__init__(f"{file} could not be written: {why}. An earlier file of that name is unchanged. {do}")


class ModelError(SQCoderError):
    """The language model cannot be used: no key, no endpoint, an unknown model."""

    kind = "model"
