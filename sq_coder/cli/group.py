"""The command group: which commands there are, and the one place where the command line catches a refusal."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import sq_coder as package
from sq_coder.cli.output import State, emit, say
from sq_coder.errors import STOPPED, SQCoderError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("study", "Make a complete worked example from invented stories."),
    "init": ("study", "Make a new study."),
    "templates": ("study", "Write tables to fill in, and a page on accountability."),
    "import": ("importing", "Bring in the stories of documents."),
    "stories": ("stories", "List the stories."),
    "story": ("stories", "Show one story with its text."),
    "edit": ("stories", "Append a revision of a story."),
    "propose": ("proposals", "Propose one keyword per story."),
    "paste": ("proposals", "Take in an answer from a chat."),
    "proposals": ("proposals", "List the proposals with where they come from."),
    "decide": ("decisions", "Record what researchers decided about a story."),
    "import-decisions": ("decisions", "Bring in a table of decisions."),
    "decisions": ("decisions", "List the decisions."),
    "verdicts": ("decisions", "List what holds for each story."),
    "history": ("decisions", "Show all that happened to one story."),
    "nearest": ("decisions", "Offer known keywords that may be meant by a word."),
    "place": ("decisions", "Settle where a keyword stands on the quadrant."),
    "merge-keywords": ("decisions", "Count a keyword as another from now on."),
    "unmerge-keyword": ("decisions", "Let a merged keyword count as itself again."),
    "status": ("results", "Show how far each step is and what to discuss."),
    "validation": ("results", "Show what the researchers did with the proposals."),
    "agreement": ("results", "Show how far researchers agreed independently."),
    "stability": ("model", "Show how often a proposer's keyword differs."),
    "influence": ("model", "Show how often a proposal in sight was left standing."),
    "evaluate": ("model", "Lay a proposer beside decisions that exist."),
    "tally": ("results", "Count the keywords by condition."),
    "figure": ("results", "Draw the quadrant as svg, png, pdf or pptx."),
    "compare": ("comparing", "Put years, groups or perspectives beside each other."),
    "report": ("results", "Write the methods and results text."),
    "export": ("publishing", "Write stories, decisions and counts to a file."),
    "changed": ("publishing", "Lay the proposals beside what was settled: a figure and the numbers."),
    "print": ("publishing", "Write story cards, post-its or an empty quadrant to print."),
    "freeze": ("publishing", "Keep the published counts, figure and text under a name."),
    "frozen": ("publishing", "List published states, or what changed since one."),
    "withdraw": ("study", "Erase a story at the resident's wish."),
    "backup": ("study", "Write a study to one file."),
    "restore": ("study", "Put a backup back as a study."),
    "merge": ("merging", "Take in another copy of this study."),
    "check": ("study", "Prove that database, codebook and counts hold together."),
    "app": ("study", "Open the screens in a browser."),
}
"""Name to module and first help line: shown without importing the command. A test holds the lines equal."""


_AS_JSON = "sq_coder.json"


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and turns refusals into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of the method."""
        return list(COMMANDS)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Remember whether JSON is asked for: what goes wrong before the command reads its own --json is JSON too."""
        ctx.meta[_AS_JSON] = "--json" in args
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"sq_coder.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_") + "_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal is one sentence and exit code 1, never a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # click ends quietly when what reads the output stops reading, as `head` does
        except BaseException as e:
            if os.environ.get("SQ_DEBUG"):
                raise
            kind, message = _sentence(e)
            _refuse(ctx, kind, message)
            return ctx.exit(1)


def _refuse(ctx: click.Context, kind: str, message: str) -> None:
    if ctx.ensure_object(State).json or ctx.meta[_AS_JSON]:
        with suppress(OSError):  # it can be the output itself that cannot be written
            emit({"error": {"kind": kind, "message": message}})
            return
    say(message)


def _sentence(error: BaseException) -> tuple[str, str]:
    """What went wrong as a kind and one sentence; details of the unforeseen never hold story text."""
    if isinstance(error, SQCoderError):
        return error.kind, str(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return "stopped", STOPPED
    if isinstance(error, OSError):
        name = Path(str(error.filename)).name if error.filename else "The output"
        return "system", f"{name}: {(error.strerror or 'a system error').lower()}. What was stored before is whole."
    return "internal", (
        f"Something went wrong inside sq-coder ({type(error).__name__}). What was stored before is whole. "
        "Run the command again with SQ_DEBUG=1 for the details, and report them."
    )


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A study is a folder. Start with: sq-coder demo, or: sq-coder init my-study",
)
@click.option("-s", "--study", metavar="DIR", envvar="SQ_STUDY", help="The study's folder; the current one by default.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.version_option(package.__version__, message="%(prog)s %(version)s")
@click.pass_context
def sq_coder(ctx: click.Context, study: str | None, as_json: bool) -> None:
    """Read residents' stories through the lens of Social Quality.

    Bring in stories, get one proposed keyword per story, check it with two researchers, see the keywords on
    the quadrant of the four conditions, and put years beside each other.
    """
    state = ctx.ensure_object(State)
    state.folder = study or state.folder
    state.json = state.json or as_json
