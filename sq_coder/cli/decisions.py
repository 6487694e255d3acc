"""Commands on decisions: decide, import-decisions, decisions, verdicts, history, nearest, and rulings on keywords."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sq_coder.cli.output import FILE, State, common, counted, emit, say, show, table
from sq_coder.cli.proposals import proposal_json
from sq_coder.cli.stories import story_json
from sq_coder.domain import Decision, Note, Offer, Ruling, Sight, StoryStatus, Verdict
from sq_coder.errors import typed


def notes_json(notes: tuple[Note, ...]) -> list[dict[str, Any]]:
    """Notes with their own place, where they have one."""
    return [{"keyword": n.keyword, "condition": n.condition, "remark": n.remark} for n in notes]


def verdict_json(verdict: Verdict | None) -> dict[str, Any] | None:
    """What holds for a story, or null."""
    if verdict is None:
        return None
    return {
        "story": verdict.story,
        "researchers": list(verdict.researchers),
        "notes": notes_json(verdict.notes),
        "decisions": list(verdict.decisions),
        "at": verdict.at,
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision with all that is known of how it was made."""
    return {
        "id": decision.id,
        "story": decision.story,
        "researchers": list(decision.researchers),
        "notes": notes_json(decision.notes),
        "remark": decision.remark,
        "saw": decision.saw or decision.sight.value,
        "saw_decisions": list(decision.saw_decisions),
        "supersedes": list(decision.supersedes),
        "codebook_sha256": decision.codebook_sha256,
        "text_sha256": decision.text_sha256,
        "at": decision.at,
    }


def ruling_json(ruling: Ruling) -> dict[str, Any]:
    """A ruling on a keyword."""
    return {
        "id": ruling.id,
        "keyword": ruling.keyword,
        "kind": ruling.kind.value,
        "condition": ruling.condition,
        "into": ruling.into or None,
        "researchers": list(ruling.researchers),
        "discussed": ruling.discussed,
        "remark": ruling.remark,
        "supersedes": list(ruling.supersedes),
        "at": ruling.at,
    }


RESEARCHER = click.option(
    "--researcher", "researchers", multiple=True, required=True, help="Who; repeat for a joint one."
)


@click.command("decide", short_help="Record what researchers decided about a story.")
@click.argument("story")
@RESEARCHER
@click.option("--keyword", "keywords", multiple=True, required=True, metavar="K[=CONDITION]", help="A keyword; repeat.")
@click.option("--remark", default="", help="Why.")
@click.option("--saw", metavar="PROPOSAL", help="The proposal that was in sight.")
@click.option("--blind", is_flag=True, help="No proposal was in sight.")
@click.option("--saw-decision", "saw_decisions", multiple=True, metavar="ID", help="A colleague's decision in sight.")
@common
def decide_command(
    state: State,
    story: str,
    researchers: tuple[str, ...],
    keywords: tuple[str, ...],
    remark: str,
    saw: str | None,
    blind: bool,
    saw_decisions: tuple[str, ...],
) -> None:
    """Record what one researcher, or several together, decided about a story.

    A keyword may have a place of its own, for this story alone: --keyword beweging=inclusion. An earlier decision
    of the same researchers stays readable.
    """
    if saw and blind:
        raise click.UsageError("--saw and --blind exclude each other.")
    from sq_coder.study.decisions import Choice, note

    study = state.open()
    notes = tuple(note(word, place or None) for word, _, place in (k.partition("=") for k in keywords))
    sight = Sight.PROPOSAL if saw else Sight.NONE if blind else Sight.UNKNOWN
    choice = Choice(notes, remark, sight, saw, saw_decisions=study.decision_ids(story, saw_decisions))
    decision, verdict = study.decide(story, researchers, choice)
    offers = {n.keyword: study.nearest(n.keyword) for n in notes if study.is_unknown(n.keyword)}
    if state.json:
        near = {word: [offer.keyword.word for offer in of] for word, of in offers.items()}
        emit(decision_json(decision) | {"verdict": verdict_json(verdict), "nearest": near})
        return
    for word, found in offers.items():
        say(_new_word(word, found))
    if len(notes) > 3:
        say(f"This story has {len(notes)} keywords; the study gave at most three.")
    state_of = study.story_statuses()[decision.story]
    say(f"Saved. {_SENTENCES[state_of]}")


def _new_word(word: str, near: Sequence[Offer]) -> str:
    """What became of a word that the codebook does not have as a keyword, and which keyword may be meant."""
    if near and near[0].why == "alias":
        known = near[0].keyword.word
        return (
            f"'{word}' stands in the codebook as another name for '{known}'; it was kept as you wrote it, and counts as a "
            f"word of its own. If you mean '{known}', decide again with --keyword {typed(known)}, or let it count as that in "
            f"every story with: sq-coder merge-keywords {typed(word)} into {typed(known)}"
        )
    meant = f" Did you mean: {', '.join(offer.keyword.word for offer in near)}?" if near else ""
    return f"'{word}' is not in the codebook; it was kept as you wrote it.{meant}"


_SENTENCES = {
    StoryStatus.AGREED: "The researchers agree: these keywords count.",
    StoryStatus.SEEN_BY_ONE: "One more researcher has to look at this story before its keywords count.",
    StoryStatus.TO_DISCUSS: "The researchers differ: discuss this story. Until then its keywords do not count.",
    StoryStatus.NOT_SEEN: "",
    StoryStatus.DRAFT: "",
    StoryStatus.WITHDRAWN: "",
}


@click.command("import-decisions", short_help="Bring in a table of decisions.")
@click.argument("file", type=FILE)
@common
def import_decisions_command(state: State, file: Path) -> None:
    """Bring in a csv or xlsx table of decisions: all rows, or none when one cannot be read.

    Columns, in Dutch or English: story, researchers, keywords, and optionally proposal, model, condition, saw,
    remark. Several values in a cell are separated by |.
    """
    added, there = state.open().import_decisions(file)
    if state.json:
        emit({"added": added, "already_there": there})
    else:
        say(f"{counted(added, 'decision')} added, {there} already there. Next: sq-coder status")


@click.command("decisions", short_help="List the decisions.")
@click.argument("story", required=False)
@common
def decisions_command(state: State, story: str | None) -> None:
    """List every decision, of one story or of all, the oldest first."""
    decisions = state.open().decisions(story)
    if state.json:
        emit([decision_json(d) for d in decisions])
        return
    rows = [(d.story[:8], ", ".join(d.researchers), _words(d.notes), d.remark, d.at[:16]) for d in decisions]
    show(table(rows, ["story", "researchers", "keywords", "remark", "at"]))
    if not rows:
        say("No decisions yet. Record one with: sq-coder decide STORY --researcher NAME --keyword WORD")


def _words(notes: tuple[Note, ...]) -> str:
    return ", ".join(n.keyword + (f" ({n.condition})" if n.condition else "") for n in notes)


@click.command("verdicts", short_help="List what holds for each story.")
@common
def verdicts_command(state: State) -> None:
    """List what holds: the keywords of each story on which the researchers agree."""
    study = state.open()
    verdicts = study.verdicts()
    if state.json:
        emit([verdict_json(v) for v in verdicts])
        return
    titles = {s.id: s.title for s in study.stories()}
    rows = [(v.story[:8], titles.get(v.story, ""), _words(v.notes), ", ".join(v.researchers)) for v in verdicts]
    show(table(rows, ["story", "title", "keywords", "researchers"]))
    if not rows:
        say("No story is settled yet. See how far it is with: sq-coder status")


@click.command("history", short_help="Show all that happened to one story.")
@click.argument("story")
@common
def history_command(state: State, story: str) -> None:
    """Show all that happened to one story, in order: revisions, proposals, decisions; and what holds now."""
    study = state.open()
    found = study.story(story)
    runs = {run.id: run for run in study.runs()}
    revisions = [
        {"kind": "revision"} | story_json(s, "") | {"revision": s.revision, "at": s.at}
        for s in study.revisions(found.id)
    ]
    proposals = [{"kind": "proposal"} | proposal_json(p, runs, study.codebook) for p in study.proposals(story=found.id)]
    decisions = [{"kind": "decision"} | decision_json(d) for d in study.decisions(found.id)]
    events = sorted([*revisions, *proposals, *decisions], key=lambda event: str(event["at"]))
    if state.json:
        emit(events)
        return
    for event in events:
        what = event.get("keyword") or ", ".join(n["keyword"] for n in event.get("notes", [])) or event.get("title", "")
        who = ", ".join(event.get("researchers", [])) or event.get("proposer", "")
        show(f"{event['at'][:16]}  {event['kind']:9} {who:24} {what} {event.get('remark') or ''}".rstrip())
    verdict = next((v for v in study.verdicts() if v.story == found.id), None)
    show("Holds now: " + (_words(verdict.notes) if verdict else "nothing yet"))


@click.command("nearest", short_help="Offer known keywords that may be meant by a word.")
@click.argument("word")
@common
def nearest_command(state: State, word: str) -> None:
    """Offer known keywords that may be meant by a word. Nothing is changed."""
    offers = state.open().nearest(word)
    if state.json:
        emit(
            [
                {"keyword": o.keyword.word, "condition": o.keyword.condition, "score": o.score, "why": o.why}
                for o in offers
            ]
        )
    else:
        show(
            table(
                [(o.keyword.word, o.keyword.condition, round(o.score), o.why) for o in offers],
                ["keyword", "condition", "score", "why"],
            )
        )


@click.command("place", short_help="Settle where a keyword stands on the quadrant.")
@click.argument("keyword")
@click.argument("condition")
@RESEARCHER
@click.option("--discussed", is_flag=True, help="The place was discussed; the figure marks it.")
@click.option("--remark", default="", help="Why.")
@common
def place_command(
    state: State, keyword: str, condition: str, researchers: tuple[str, ...], discussed: bool, remark: str
) -> None:
    """Settle for the whole study where a keyword stands. CONDITION 'undecided' puts it aside."""
    ruling = state.open().place(keyword, condition, researchers, discussed=discussed, remark=remark)
    _print_ruling(state, ruling, f"'{ruling.keyword}' now stands under {condition}.")


def _print_ruling(state: State, ruling: Ruling, sentence: str) -> None:
    if state.json:
        emit(ruling_json(ruling))
    else:
        say(f"{sentence} Earlier rulings stay readable.")


@click.command("merge-keywords", short_help="Count a keyword as another from now on.")
@click.argument("words", nargs=-1, required=True, metavar="KEYWORD [into] OTHER")
@click.option("--researcher", "researchers", multiple=True, help="Who; repeat for a joint one.")
@click.option("--remark", default="", help="Why.")
@common
def merge_keywords_command(state: State, words: tuple[str, ...], researchers: tuple[str, ...], remark: str) -> None:
    """Count KEYWORD as OTHER from now on. Decisions keep the word that was chosen; undo with unmerge-keyword."""
    keyword, *between, into = words if len(words) > 1 else ("", "too few", "")
    if between and [word.casefold() for word in between] != ["into"]:
        raise click.UsageError(
            "Give two keywords, each in quotes: sq-coder merge-keywords 'contacten opdoen' 'sociale contacten'"
        )
    study = state.open()
    ruling = study.merge_keywords(keyword, into, researchers, remark=remark)
    _print_ruling(state, ruling, f"'{ruling.keyword}' now counts as '{ruling.into}'.")


@click.command("unmerge-keyword", short_help="Let a merged keyword count as itself again.")
@click.argument("keyword")
@click.option("--researcher", "researchers", multiple=True, help="Who; repeat for a joint one.")
@click.option("--remark", default="", help="Why.")
@common
def unmerge_keyword_command(state: State, keyword: str, researchers: tuple[str, ...], remark: str) -> None:
    """Let a merged keyword count as itself again."""
    study = state.open()
    ruling = study.unmerge_keyword(keyword, researchers, remark=remark)
    _print_ruling(state, ruling, f"'{ruling.keyword}' counts as itself again.")
