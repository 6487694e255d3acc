"""Commands on proposals: propose, paste, proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from sq_coder.cli.batches import print_collected, print_left
from sq_coder.cli.output import Progress, State, common, counted, emit, money, say, show, table
from sq_coder.cli.stories import PERSPECTIVE, YEAR, parse_perspective
from sq_coder.domain import Codebook, Preview, Proposal, Proposed, Purpose, Run, RunId, Slice, StoryId
from sq_coder.domain.proposal import SECOND_PROMPTS
from sq_coder.errors import Problem


def proposal_json(proposal: Proposal, runs: Mapping[RunId, Run], codebook: Codebook) -> dict[str, Any]:
    """A proposal with its whole origin."""
    run = runs[proposal.run]
    known = bool(proposal.keyword) and codebook.keyword(proposal.keyword) is not None
    return {
        "id": proposal.id,
        "run": proposal.run,
        "story": proposal.story,
        "keyword": proposal.keyword or None,
        "known": known,
        "condition": codebook.condition_of(proposal.keyword) if known else None,
        "score": proposal.score,
        "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in proposal.evidence],
        "proposer": run.proposer,
        "model": run.model or None,
        "prompt": run.prompt or None,
        "prompt_sha256": run.prompt_sha256 or None,
        "raw_reply": proposal.raw_reply or None,
        "status": proposal.status.value,
        "at": proposal.at,
        "reason": proposal.reason or None,
        "answered_by": proposal.answered_by or None,
        "system_fingerprint": proposal.fingerprint or None,
        "finish_reason": proposal.finish_reason or None,
        "parameters": dict(run.parameters),
        "endpoint": run.endpoint or None,
        "text_sha256": proposal.text_sha256,
        "codebook_sha256": run.codebook_sha256 or None,
        "prompt_tokens": proposal.prompt_tokens,
        "completion_tokens": proposal.completion_tokens,
        "seconds": proposal.seconds,
        "pseudonymised": proposal.pseudonymised,
        "sq_coder": run.version or None,
        "asked": run.purpose.value,
        "about": proposal.about or None,
        "place": proposal.place or None,
        "invented": list(proposal.invented),
    }


@click.command("propose", short_help="Propose one keyword per story.")
@click.option("--proposer", type=click.Choice(["codebook", "openai", "paste"]), help="The study's own by default.")
@click.option("--model", help="The language model's name.")
@click.option("--base-url", help="The endpoint of a language model.")
@click.option("--prompt", help="A file in prompts/, without .md.")
@click.option("--passages", is_flag=True, help="Ask a language model which passages carry the proposed keyword.")
@click.option("--places", is_flag=True, help="Ask it for a condition for keywords that the codebook does not have.")
@click.option("--concurrency", type=click.IntRange(1, 256), default=8, show_default=True, help="Requests at once.")
@click.option("--year", "years", type=YEAR, multiple=True, help="Only stories of this year; may be repeated.")
@click.option("--perspective", type=PERSPECTIVE, help="Only stories told by them.")
@click.option("--again", is_flag=True, help="Ask again where there is a proposal already; both are kept.")
@click.option("--preview", is_flag=True, help="Print exactly what would be sent; send nothing.")
@click.option("--batch", is_flag=True, help="Leave the requests with the endpoint's Batch API; collect them later.")
@click.option("--collect", is_flag=True, help="Collect the batches that were left.")
@click.option("--check", is_flag=True, help="Say whether endpoint, key and model work.")
@common
def propose_command(
    state: State,
    years: tuple[int, ...],
    perspective: str | None,
    preview: bool,
    check: bool,
    batch: bool,
    collect: bool,
    **asked: Any,
) -> None:
    """Propose one keyword per story that has none yet for this proposer, model, prompt, parameters and text.

    The codebook proposer finds the codebook's keywords by their signal words: no AI, no key, no network. The
    openai proposer sends the published prompt and the story to a language model. With --passages or --places it
    asks a second question about the keyword that was proposed: a suggestion, which counts nowhere.
    """
    study = state.open()
    asked |= _second(passages=asked.pop("passages"), places=asked.pop("places"), asked=asked)
    slice = Slice(years, perspective=parse_perspective(perspective))
    if check:
        sentence = study.check_model(model=asked["model"], base_url=asked["base_url"])
        emit({"ok": True, "message": sentence}) if state.json else say(sentence)
    elif preview:
        _print_preview(state, study.preview(slice=slice, **asked))
    elif collect:
        print_collected(state, study.collect_batches())
    elif batch:
        asked.pop("proposer")
        print_left(state, study.leave_batch(slice=slice, on_progress=Progress("Preparing"), **asked))
    else:
        done = study.propose(slice=slice, on_progress=Progress("Proposing"), **asked)
        _print_proposed(state, done, [] if done.proposer == "codebook" else list(study.instructions(slice=slice)))


def _second(*, passages: bool, places: bool, asked: Mapping[str, Any]) -> dict[str, str]:
    """What changes in what is asked when it is a second question."""
    if not (passages or places):
        return {}
    if (passages and places) or asked["proposer"] not in (None, "openai"):
        raise Problem(
            "second",
            "--passages and --places are each a run of their own, by a language model. Nothing was sent. "
            "Give one of the two, with --proposer openai or without --proposer.",
        )
    purpose = Purpose.PASSAGES if passages else Purpose.PLACE
    return {"proposer": "openai", "prompt": asked["prompt"] or SECOND_PROMPTS[purpose]}


def _print_preview(state: State, preview: Preview) -> None:
    doubts = dict(preview.doubts)
    if state.json:
        emit(
            {
                "endpoint": preview.endpoint,
                "model": preview.model,
                "requests": preview.requests,
                "estimated_tokens": preview.estimated_tokens,
                "bodies": [{"story": story, "body": body} for story, body in preview.bodies],
                "pseudonymised": preview.pseudonymised,
                "estimated_cost": preview.estimated_cost,
                "currency": preview.currency or None,
                "withheld": _reasons(preview.withheld),
                "blocked": [
                    {"story": story, "body": body, "words": list(doubts.get(story, ()))}
                    for story, body in preview.blocked
                ],
            }
        )
        return
    for story, body in preview.bodies:
        show(f"--- story {story[:8]}\n{body}")
    for story, reason in preview.withheld:
        say(f"Story {story[:8]} would not be sent: {reason}")
    for story, body in preview.blocked:
        show(f"--- story {story[:8]}, NOT sent unless a person allows it\n{body}")
        words = ", ".join(f'"{word}"' for word in doubts.get(story, ()))
        show(f"--- to list or to allow in [private] of study.toml: {words}")
    if preview.pseudonymised:
        from sq_coder.propose.privacy import notice

        say(notice("en"))
    if preview.estimated_cost is not None:
        say(f"About {money(preview.estimated_cost, preview.currency)} (estimated; a reasoning model costs more).")
    if preview.bodies and not preview.endpoint:
        say(
            f"{counted(preview.requests, 'message')} to copy into a chat, one at a time. Nothing was sent. "
            "Take each answer in with: sq-coder paste STORY --reply TEXT --model M"
        )
        return
    say(
        f"{counted(preview.requests, 'request')} to {preview.endpoint or 'nowhere'}, about {counted(preview.estimated_tokens, 'token')} (estimated). "
        "Nothing was sent."
    )


def _print_proposed(state: State, done: Proposed, instructing: Sequence[StoryId]) -> None:
    if state.json:
        names = ("proposer", "model", "proposed", "already_there", "unusable", "failed", "requests")
        more = ("prompt_tokens", "completion_tokens", "seconds", "no_fitting_word", "cancelled")
        document = {"run": done.run or None} | {name: getattr(done, name) for name in (*names, *more)}
        emit(
            document
            | {"problems": _reasons(done.problems), "withheld": _reasons(done.withheld)}
            | _cost(done)
            | {"with_instructions": list(instructing)}
        )
        return
    for story in instructing:
        say(
            f"Story {story[:8]} has words that a language model may take for an instruction. Look at its proposal with care."
        )
    for story, reason in done.withheld:
        say(f"Story {story[:8]} was not sent: {reason}")
    for story, reason in done.problems:
        say(f"Story {story[:8]} failed: {reason}")
    parts = [f"{done.proposed} {_SAID[done.purpose]}", f"{done.already_there} already there"]
    parts += [
        f"{n} {what}"
        for n, what in (
            (done.no_fitting_word, "without a fitting word"),
            (done.unusable, "unusable"),
            (done.failed, "failed"),
            (len(done.withheld), "not sent"),
        )
        if n
    ]
    source = " The embedded word finder was used; no AI." if done.proposer == "codebook" else ""
    again = " Run the same command again for those that failed." if done.failed else ""
    used = f" It cost {money(done.cost, done.currency)}." if done.cost is not None else ""
    stopped = f" {done.stopped}" if done.stopped else ""
    listing = "" if done.purpose is Purpose.KEYWORD else " --suggestions"
    say(f"{', '.join(parts)}.{source}{used}{stopped}{again} Next: sq-coder proposals{listing}")


_SAID = {
    Purpose.KEYWORD: "proposed",
    Purpose.PASSAGES: "with passages",
    Purpose.PLACE: "with a suggested place",
}


def _reasons(pairs: Sequence[tuple[StoryId, str]]) -> list[dict[str, str]]:
    return [{"story": story, "reason": reason} for story, reason in pairs]


def _cost(done: Proposed) -> dict[str, Any]:
    return {"cost": done.cost, "currency": done.currency or None, "stopped": done.stopped or None}


@click.command("paste", short_help="Take in an answer from a chat.")
@click.argument("story")
@click.option("--reply", required=True, help="The answer, as the chat gave it.")
@click.option("--model", required=True, help="Which language model answered.")
@click.option("--date", help="When, as 2024-11-25; today by default.")
@click.option("--prompt", help="A file in prompts/, without .md.")
@common
def paste_command(state: State, story: str, reply: str, model: str, date: str | None, prompt: str | None) -> None:
    """Take in the answer that a chat window gave for a story, with the model's name and the date."""
    study = state.open()
    proposal = study.paste(story, reply, model=model, date=date, prompt=prompt)
    if state.json:
        emit(proposal_json(proposal, {r.id: r for r in study.runs()}, study.codebook))
    elif proposal.keyword:
        say(f"Kept: '{proposal.keyword}'. Next: sq-coder decide {proposal.story[:8]}")
    else:
        say(f"The answer is not one keyword ({proposal.reason}); it was kept whole, as unusable.")


@click.command("proposals", short_help="List the proposals with where they come from.")
@click.option("--run", "run", help="Only of this run.")
@click.option("--suggestions", is_flag=True, help="List the passages and places that second questions suggested.")
@common
def proposals_command(state: State, run: str | None, suggestions: bool) -> None:
    """List the proposals with where they come from, the oldest first."""
    study = state.open()
    runs = {r.id: r for r in study.runs()}
    proposals = study.suggestions(run=run) if suggestions else study.proposals(run=run)
    if state.json:
        emit([proposal_json(p, runs, study.codebook) for p in proposals])
        return
    titles = {s.id: s.title for s in study.stories()}
    if suggestions:
        _print_suggestions(proposals, titles)
        return
    rows = [
        (
            p.id[:8],
            p.story[:8],
            titles.get(p.story, ""),
            p.keyword or p.status.value.replace("_", " "),
            runs[p.run].proposer,
        )
        for p in proposals
    ]
    show(table(rows, ["id", "story", "title", "keyword", "proposer"]))
    if not proposals:
        say("No proposals yet. Make them with: sq-coder propose")


def _print_suggestions(found: Sequence[Proposal], titles: Mapping[StoryId, str]) -> None:
    for one in found:
        said = one.place or "; ".join(f"'{' '.join(e.text.split())}'" for e in one.evidence)
        invented = f" ({len(one.invented)} more not in the story)" if one.invented else ""
        show(f"{one.story[:8]} {titles.get(one.story, '')} | {one.about} | {said or one.reason}{invented}")
    if not found:
        say("No suggestions yet. Ask for them with: sq-coder propose --passages, or --places")
