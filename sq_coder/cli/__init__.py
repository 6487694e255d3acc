"""The command line: parse, call the study, print. Each command is imported only when it is used."""

from sq_coder.cli.group import COMMANDS, main, sq_coder

__all__ = ["COMMANDS", "main", "sq_coder"]
