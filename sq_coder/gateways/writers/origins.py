"""Where a proposal comes from, in full: what was asked, of whom, how, and what came back. For every kind of export."""

from __future__ import annotations

from sq_coder.domain import Contents, Proposal
from sq_coder.gateways.writers.words import Language, word

Fact = str | int | float | bool | None

HEADERS = (
    *("asked_model", "prompt_text", "parameters", "endpoint", "codebook_sha256", "text_sha256", "thoughts"),
    *("finish_reason", "fingerprint", "prompt_tokens", "completion_tokens", "seconds", "pseudonymised", "sq_coder"),
)
"""The facts of `Origins.of`, beside keyword, prompt and reply, as keys of `words.WORDS`."""


class Origins:
    """The runs and prompts of what is exported."""

    def __init__(self, contents: Contents) -> None:
        self._runs = {run.id: run for run in contents.runs}
        self._texts = {prompt.sha256: prompt.text for prompt in contents.prompts}

    def of(self, proposal: Proposal) -> tuple[Fact, ...]:
        """Where a proposal comes from; in a public copy what was left out is empty."""
        run = self._runs.get(proposal.run)
        asked: tuple[Fact, ...] = (None,) * 5
        if run:
            parameters = ", ".join(f"{name}={value}" for name, value in run.parameters)
            asked = (run.model, self._texts.get(run.prompt_sha256), parameters, run.endpoint, run.codebook_sha256)
        return (
            *asked,
            *(proposal.text_sha256, proposal.thoughts, proposal.finish_reason, proposal.fingerprint),
            *(proposal.prompt_tokens, proposal.completion_tokens, proposal.seconds, proposal.pseudonymised),
            run.version if run else None,
        )

    def in_words(self, proposal: Proposal, language: Language) -> str:
        """All of it as lines of text, for a file that has notes and no columns."""
        run = self._runs.get(proposal.run)
        named: list[tuple[str, Fact]] = [("proposal_id", proposal.id), ("run", proposal.run)]
        if proposal.about:
            named += [("about_keyword", proposal.about), ("place_suggested", proposal.place)]
        named += [
            ("keyword", proposal.keyword),
            ("status", word(str(proposal.status), language)),
            ("passages", " | ".join(e.text for e in proposal.evidence)),
            ("proposer", word(run.proposer, language) if run else None),
            ("model", proposal.answered_by),
            ("prompt", run.prompt if run else None),
            ("prompt_sha256", run.prompt_sha256 if run else None),
            *zip(HEADERS, self.of(proposal), strict=True),
            ("raw_reply", proposal.raw_reply),
            ("reason", proposal.reason),
            ("at", proposal.at),
        ]
        shown = (
            (name, word("yes" if said else "no", language) if isinstance(said, bool) else said) for name, said in named
        )
        return "\n".join(f"{word(name, language)}: {said}" for name, said in shown if said not in (None, ""))
