"""Commands on what leaves a study: export, changed, freeze, frozen, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import State, common, counted, emit, say, show, table
from sq_coder.cli.results import CONFIRM, PUBLIC, slices_json, tally_json
from sq_coder.domain import Codebook, Comparison, Frozen, SinceFrozen, Tally, keyword_key

LANGUAGE = click.option("--language", type=click.Choice(["nl", "en"]), help="The study's language by default.")


@click.command("export", short_help="Write stories, decisions and counts to a file.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--public", is_flag=True, help="Leave out texts, names, remarks and ids.")
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="WHAT=VALUE",
    help="With --public: this count of one person may be shown, as group=koor; may be repeated.",
)
@click.option(
    "--without",
    type=click.Choice(["group", "year"]),
    multiple=True,
    help="With --public: leave this column out; may be repeated.",
)
@click.option("--plain", is_flag=True, help="csv with commas and no mark in front, for R or Python; else for Excel.")
@click.option("--recognisable", is_flag=True, help="Only list the counts that are one recognisable person.")
@LANGUAGE
@common
def export_command(
    state: State,
    out: Path,
    public: bool,
    confirmed: tuple[str, ...],
    without: tuple[str, ...],
    plain: bool,
    recognisable: bool,
    language: str | None,
) -> None:
    """Write the study to OUT: csv, xlsx, docx, qdpx, qdc or json, by its extension.

    A json file is complete: sq-coder -s NEW import FILE.json makes the same study of it. With --public a count that
    is one recognisable person is refused, unless it is confirmed.
    """
    from sq_coder.gateways.writers import ONE, UNITS

    if plain and out.suffix.lower() != ".csv":
        raise click.UsageError("Only a csv can be plain. Leave out --plain, or write to a .csv file.")
    study = state.open()
    if recognisable:
        keys = [item.key for item in study.recognisable(without=without) if item.key not in confirmed]
        emit({"recognisable": keys}) if state.json else show("\n".join(keys) or "No count is one recognisable person.")
        return
    look: dict[str, Any] = {"language": language or "", "plain": plain}
    rows = study.export(out, public=public, confirmed=confirmed, without=without, **look)
    if state.json:
        emit({"file": str(out), "rows": rows, "counted": UNITS[out.suffix.lower()], "public": public})
        return
    say(f"{out}: {counted(rows, ONE[UNITS[out.suffix.lower()]])}.")
    if not public and out.suffix.lower() in (".json", ".xlsx", ".qdpx"):
        say("It holds the stories: guard it. For others: sq-coder export OUT --public")
    if out.suffix.lower() == ".qdpx":
        # REFI-QDA 1.5, paragraph 7: warn of what is lost, at export too.
        say(
            "It holds everybody's latest choices. Earlier ones, what was in sight, consent, earlier texts and kept versions "
            "are not in it; a json file is complete."
        )


@click.command("freeze", short_help="Keep the published counts, figure and text under a name.")
@click.argument("name")
@LANGUAGE
@common
def freeze_command(state: State, name: str, language: str | None) -> None:
    """Keep counts, figure, report and the codebook's version as they are now, under NAME. It is never changed."""
    frozen = state.open().freeze(name, language=language or "")
    if state.json:
        emit(_frozen_json(frozen))
    else:
        say(
            f"Kept as '{frozen.name}': {counted(frozen.tally.keywords, 'keyword')} of {counted(frozen.tally.stories, 'story')}. "
            f'What changes from now on: sq-coder frozen "{frozen.name}"'
        )


@click.command("frozen", short_help="List published states, or what changed since one.")
@click.argument("name", required=False)
@click.argument("out", required=False, type=click.Path(path_type=Path))
@common
def frozen_command(state: State, name: str | None, out: Path | None) -> None:
    """List the published states; with NAME show what is counted otherwise today; with OUT write it again as it was.

    OUT is svg, png, pdf or pptx for the figure, md or txt for the text.
    """
    study = state.open()
    if name is None:
        found = study.frozen()
        rows = [(f.name, f.at[:10], f.tally.stories, f.tally.keywords, f.codebook_sha256[:8]) for f in found]
        emit([_frozen_json(f) for f in found]) if state.json else show(
            table(rows, ["name", "date", "stories", "keywords", "codebook"])
        )
        if not rows:
            say("Nothing is frozen yet. Keep what you publish with: sq-coder freeze NAME")
        return
    if out is not None:
        study.write_frozen(name, out)
    since = study.since_frozen(name)
    if state.json:
        emit(_since_json(since) | ({"file": str(out)} if out else {}))
        return
    _show_since(since, study.codebook)
    if out is not None:
        say(f"{out}: as it was on {since.frozen.at[:10]}.")


def _frozen_json(frozen: Frozen) -> dict[str, Any]:
    about = {"name": frozen.name, "at": frozen.at, "language": frozen.language, "version": frozen.version}
    return about | {"codebook_sha256": frozen.codebook_sha256} | tally_json(frozen.tally)


def _since_json(since: SinceFrozen) -> dict[str, Any]:
    return {
        "name": since.frozen.name,
        "at": since.frozen.at,
        "same": since.is_same,
        "same_codebook": since.same_codebook,
        "stories": {"then": since.frozen.tally.stories, "now": since.tally.stories},
        "keywords": {"then": since.frozen.tally.keywords, "now": since.tally.keywords},
        "changed": [
            {"keyword": s.keyword, "condition": s.condition, "then": s.then, "now": s.now} for s in since.shifts
        ],
    }


def _show_since(since: SinceFrozen, codebook: Codebook) -> None:
    then = since.frozen
    if since.is_same:
        show(f"Nothing is counted otherwise than in '{then.name}' ({then.at[:10]}).")
    else:
        show(
            f"Since '{then.name}' ({then.at[:10]}): {counted(then.tally.stories, 'story')} then and {since.tally.stories} now, "
            f"{counted(then.tally.keywords, 'keyword')} then and {since.tally.keywords} now."
        )
        rows = [(s.keyword, _condition(codebook, s.condition), str(s.then), str(s.now)) for s in since.shifts]
        show(table(rows, ["keyword", "condition", "then", "now"]))
    if not since.same_codebook:
        say(f"The codebook is another version than then ({then.codebook_sha256[:8]}).")


def _condition(codebook: Codebook, id: str) -> str:
    found = codebook.condition(id)
    return found.name if found else "no place yet"


@click.command("changed", short_help="Lay the proposals beside what was settled: a figure and the numbers.")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--by-researcher", is_flag=True, help="Also each researcher's own choices, for independent work only.")
@LANGUAGE
@PUBLIC
@CONFIRM
@common
def changed_command(
    state: State,
    out: Path | None,
    by_researcher: bool,
    language: str | None,
    public: bool,
    confirmed: tuple[str, ...],
) -> None:
    """Show what checking changed: the quadrant as the proposals alone would have had it, beside the verdicts.

    OUT is svg, png, pdf or pptx; without it only the numbers. Both count the same stories.
    """
    if public and by_researcher:
        raise click.UsageError("A public figure names no researchers. Leave out --by-researcher or --public.")
    study = state.open()
    changes = study.changed(by_researcher=by_researcher, language=language or "")
    if public:
        study.expect_nobody(changes.tallies, by="basis", confirmed=confirmed)
    if out is not None:
        from sq_coder.study.figures import page_of, write_figure

        look: dict[str, Any] = {"language": language or "", "page": page_of(out.suffix), "named": not public}
        write_figure(out, study.figure_of_changes(changes, **look))
    if state.json:
        emit({"slices": slices_json(changes.tallies)} | ({"file": str(out)} if out else {}))
        return
    show(table(_beside(changes, study.codebook), ["condition", "keyword", *(_head(t) for t in changes.tallies)]))
    if out is not None:
        say(f"{out}: proposals beside what was settled.")


def _head(tally: Tally) -> str:
    return f"{tally.label} (n={tally.stories})"


def _beside(changes: Comparison, codebook: Codebook) -> list[tuple[str, ...]]:
    """Per condition its totals, and under it each word with its counts."""
    rows: list[tuple[str, ...]] = []
    for place in range(len(changes.tallies[0].conditions) + 1):
        parts = [(*t.conditions, t.undecided)[place] for t in changes.tallies]
        rows.append((_condition(codebook, parts[0].condition), "", *(str(p.total) for p in parts)))
        counts = [{keyword_key(w): (w, n) for w, n, _ in p.keywords} for p in parts]
        spelled = {key: found[0] for of in counts for key, found in of.items()}
        rows += [("", spelled[key], *(str(of.get(key, ("", 0))[1]) for of in counts)) for key in spelled]
    return rows


@click.command("print", short_help="Write story cards, post-its or an empty quadrant to print.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--what",
    type=click.Choice(["cards", "notes", "quadrant"]),
    default="cards",
    show_default=True,
    help="Story cards, post-its to cut, or an empty quadrant for the wall.",
)
@LANGUAGE
@common
def print_command(state: State, out: Path, what: str, language: str | None) -> None:
    """Write OUT (pdf) for working on paper. Type the wall back in with: sq-coder import-decisions, sq-coder place."""
    pages = state.open().print_pages(out, what, language=language or "")
    if state.json:
        emit({"file": str(out), "what": what, "pages": pages})
    else:
        say(f"{out}: {pages} {'page' if pages == 1 else 'pages'}.")
        if what == "cards":
            say("It holds the stories: guard the paper, and destroy it when you are done.")
