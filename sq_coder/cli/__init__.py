"""The command line: parse, call the study, print. Each command is imported only when it is used."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from sq_coder.errors import STOPPED

if TYPE_CHECKING:
    from sq_coder.cli.group import COMMANDS, sq_coder

__all__ = ["COMMANDS", "main", "sq_coder"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'sq_coder.cli' has no attribute {name!r}")
    return getattr(import_module("sq_coder.cli.group"), name)


def main() -> None:
    """Run the command line; a Ctrl-C is one sentence and exit code 1 from the first moment to the last."""
    try:
        from sq_coder.cli.group import sq_coder

        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        sq_coder(prog_name="sq-coder")
    except KeyboardInterrupt:  # before the group or after it, which has its own sentence
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(1)
    finally:
        _let_end()


def _let_end() -> None:
    # All is done: a Ctrl-C while Python closes must not make it look undone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A Ctrl-C inside an exec, as where a dataclass is made, leaves a mark with which Python ends as if it were killed.
    # The next exec takes it away: CPython, Python/pythonrun.c, run_eval_code_obj.
    exec("")  # noqa: S102 - nothing is run
