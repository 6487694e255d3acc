"""The appendix on the use of a language model: which, when, the exact question, with what settings, who checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sq_coder.domain import Prompt, Proposal, ProposalStatus, Purpose, Run
from sq_coder.report.facts import ReportInput

HEADING = {"nl": "Bijlage: gebruik van een taalmodel", "en": "Appendix: use of a language model"}

_WORDS = {
    "nl": {
        "none": "Er is geen taalmodel gebruikt.",
        "matcher": "Er is geen taalmodel gebruikt: de voorstellen komen van de woordzoeker van sq-coder, die op de eigen "
        "computer woorden uit de kernwoordenlijst zoekt.",
        "besides": "Verhalen waarbij het voorstel niet van een taalmodel komt, maar van de woordzoeker van sq-coder (geen AI): "
        "{n}.",
        "model": "Model: {model}",
        "unknown": "onbekend",
        "answered": "Versie die antwoordde: {names}",
        "where": "Dienst: {endpoint}",
        "paste": "Dienst: een chat; de antwoorden zijn met de hand overgenomen",
        "passages": "Gevraagd: welke passages het voorgestelde kernwoord dragen; een suggestie, die nergens meetelt",
        "place": "Gevraagd: bij welke conditie een kernwoord past dat de lijst niet heeft; een suggestie, die nergens meetelt",
        "dates": "Datum: {dates}",
        "until": "{first} tot en met {last}",
        "parameters": "Instellingen: {parameters}",
        "no_parameters": "Instellingen: niet opgegeven, dus die van de dienst",
        "asked": "Verhalen: {ok} met een bruikbaar voorstel, {unusable} met een onbruikbaar antwoord, {nothing} zonder "
        "passend woord, {failed} mislukt",
        "fingerprint": "Vingerafdruk van het systeem: {names}",
        "hidden": "Gepseudonimiseerd verstuurd: {n} van de {of}",
        "seconds": "Antwoordtijd: {first} tot {last} seconden",
        "raw": "Elk antwoord zoals het kwam, met de sha256 van de tekst die erbij hoort, staat in de export (csv, xlsx, json)",
        "tokens": "Tokens: {sent} verstuurd, {answered} geantwoord",
        "version": "Gevraagd met: sq-coder {version}",
        "prompt": "Prompt {name} (sha256 {sha}), letterlijk:",
        "no_prompt": "De letterlijke prompt is niet bewaard.",
        "checking": "Een voorstel telt nergens mee. Van deze verhalen hebben onderzoekers er {settled} vastgesteld; nog "
        "niet vastgesteld: {open}.",
    },
    "en": {
        "none": "No language model was used.",
        "matcher": "No language model was used: the proposals come from the word finder of sq-coder, which looks for words "
        "of the codebook on the computer of the study.",
        "besides": "Stories whose proposal does not come from a language model but from the word finder of sq-coder (no AI): "
        "{n}.",
        "model": "Model: {model}",
        "unknown": "unknown",
        "answered": "Version that answered: {names}",
        "where": "Service: {endpoint}",
        "paste": "Service: a chat; the answers were copied by hand",
        "passages": "Asked: which passages carry the proposed keyword; a suggestion, which counts nowhere",
        "place": "Asked: which condition fits a keyword that the codebook does not have; a suggestion, which counts nowhere",
        "dates": "Date: {dates}",
        "until": "{first} to {last}",
        "parameters": "Settings: {parameters}",
        "no_parameters": "Settings: not given, so those of the service",
        "asked": "Stories: {ok} with a usable proposal, {unusable} with an unusable reply, {nothing} without a fitting "
        "word, {failed} failed",
        "fingerprint": "System fingerprint: {names}",
        "hidden": "Sent pseudonymised: {n} of the {of}",
        "seconds": "Time to answer: {first} to {last} seconds",
        "raw": "Every reply as it came, with the sha256 of the text it belongs to, is in the export (csv, xlsx, json)",
        "tokens": "Tokens: {sent} sent, {answered} answered",
        "version": "Asked with: sq-coder {version}",
        "prompt": "Prompt {name} (sha256 {sha}), verbatim:",
        "no_prompt": "The exact prompt was not kept.",
        "checking": "A proposal counts nowhere. Of these stories researchers have settled {settled}; not settled yet: "
        "{open}.",
    },
}


@dataclass(frozen=True, slots=True)
class ModelUse:
    """One question to one model, over all runs that asked it."""

    runs: tuple[Run, ...]
    proposals: tuple[Proposal, ...]
    prompt: Prompt | None

    @property
    def dates(self) -> list[str]:
        """The days on which it was asked: a chat's own date when it was given."""
        said = (dict(run.parameters).get("date") or run.at[:10] for run in self.runs)
        return sorted({*filter(None, said)})

    def stories(self, status: ProposalStatus) -> int:
        """How many stories have this as their last answer."""
        return Counter({p.story: p.status for p in self.proposals}.values())[status]


def uses(given: ReportInput) -> list[ModelUse]:
    """How language models were used, one question after the other in the order of asking."""
    grouped: dict[tuple[object, ...], list[Run]] = {}
    for run in given.runs:
        if run.proposer != "codebook":
            grouped.setdefault(_question(run), []).append(run)
    found = []
    for runs in grouped.values():
        ids = {run.id for run in runs}
        answers = tuple(p for p in given.proposals if p.run in ids and p.story in given.stories)
        prompt = next((p for p in given.prompts if p.sha256 == runs[0].prompt_sha256), None)
        found.append(ModelUse(tuple(runs), answers, prompt))
    return found


def _question(run: Run) -> tuple[object, ...]:
    return run.proposer, run.model, run.endpoint, run.prompt_sha256, tuple(_parameters(run))


def _parameters(run: Run) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in run.parameters if name != "date")


def text(given: ReportInput, language: str) -> str:
    """The appendix; that no model was used is said too."""
    say = _WORDS[language]
    if not (found := uses(given)):
        return say["matcher"] if given.runs else say["none"]
    found_words = sum(source.stories for source in given.sources if source.run.proposer == "codebook")
    besides = [say["besides"].format(n=found_words)] if found_words else []
    return "\n\n".join([*(_use(use, given, say) for use in found), *besides])


def _use(use: ModelUse, given: ReportInput, say: dict[str, str]) -> str:
    first = use.runs[0]
    items = [say["model"].format(model=first.model or say["unknown"])]
    if first.purpose is not Purpose.KEYWORD:
        items.append(say[first.purpose.value])
    if names := sorted({p.answered_by for p in use.proposals if p.answered_by}):
        items.append(say["answered"].format(names=", ".join(names)))
    if prints := sorted({p.fingerprint for p in use.proposals if p.fingerprint}):
        items.append(say["fingerprint"].format(names=", ".join(prints)))
    if first.proposer == "paste":
        items.append(say["paste"])
    elif first.endpoint:
        items.append(say["where"].format(endpoint=first.endpoint))
    if use.dates:
        items.append(say["dates"].format(dates=_span(use.dates, say)))
    given_ones = ", ".join(f"{name} = {value}" for name, value in _parameters(first))
    items.append(say["parameters"].format(parameters=given_ones) if given_ones else say["no_parameters"])
    items += _answers(use, say)
    if first.version:
        items.append(say["version"].format(version=first.version))
    listed = "\n".join(f"- {item}" for item in items)
    stories = {p.story for p in use.proposals}
    settled = len(stories & {v.story for v in given.verdicts})
    checking = say["checking"].format(settled=settled, open=len(stories) - settled)
    return "\n\n".join([listed, *_verbatim(use.prompt, say), checking])


def _span(dates: Sequence[str], say: dict[str, str]) -> str:
    return dates[0] if len(dates) == 1 else say["until"].format(first=dates[0], last=dates[-1])


def _answers(use: ModelUse, say: dict[str, str]) -> list[str]:
    found = [
        say["asked"].format(
            ok=use.stories(ProposalStatus.OK),
            unusable=use.stories(ProposalStatus.UNUSABLE),
            nothing=use.stories(ProposalStatus.NO_FITTING_WORD),
            failed=use.stories(ProposalStatus.FAILED),
        )
    ]
    hidden = {p.story for p in use.proposals if p.pseudonymised}
    if hidden or (use.proposals and use.runs[0].proposer != "paste"):  # what was pasted into a chat, nobody here saw
        found.append(say["hidden"].format(n=len(hidden), of=len({p.story for p in use.proposals})))
    found.append(say["raw"])
    if seconds := [p.seconds for p in use.proposals if p.seconds is not None]:
        found.append(_seconds(min(seconds), max(seconds), say))
    sent = sum(p.prompt_tokens or 0 for p in use.proposals)
    answered = sum(p.completion_tokens or 0 for p in use.proposals)
    return [*found, say["tokens"].format(sent=sent, answered=answered)] if sent or answered else found


def _seconds(first: float, last: float, say: dict[str, str]) -> str:
    told = say["seconds"].format(first=f"{first:.1f}", last=f"{last:.1f}")
    return told.replace(".", ",") if say is _WORDS["nl"] else told


def _verbatim(prompt: Prompt | None, say: dict[str, str]) -> list[str]:
    if prompt is None:
        return [say["no_prompt"]]
    quoted = "\n".join(f"> {line}".rstrip() for line in prompt.text.strip("\n").split("\n"))
    return [say["prompt"].format(name=prompt.name, sha=prompt.sha256), quoted]
