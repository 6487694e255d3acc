"""What an endpoint's refusal means, as a sentence. No word of its own message: that may repeat story or key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from sq_coder.domain import ModelSettings
from sq_coder.errors import ModelError, quote
from sq_coder.gateways.llm.address import endpoint, where

KEPT = "Stories that have a proposal are kept."


class Whose(StrEnum):
    """Whom a refusal is about, and so what to do about it."""

    PACE = "pace"  # too fast: all wait, then ask again
    PASSING = "passing"  # a fault that may pass: ask again
    STORY = "story"  # this story only: report it, go on with the next
    ENDPOINT = "endpoint"  # every story alike: stop


_LONG = (Whose.STORY, "finds the story too long ({status}). {kept} Choose a model with a larger context.")
_FILTERED = (
    Whose.STORY,
    "stopped this story by its content filter ({status}). {kept} Choose another endpoint, or decide without a proposal.",
)
_PARAMETER = (
    Whose.ENDPOINT,
    "does not take a setting of this model ({status}). {kept} Leave temperature, seed or max_tokens out of study.toml.",
)
# Codes of OpenAI and Azure for a 400, which by itself says little.
_SAID = {
    "context_length_exceeded": _LONG,
    "string_above_max_length": _LONG,
    "content_filter": _FILTERED,
    "content_policy_violation": _FILTERED,
    "unsupported_value": _PARAMETER,
    "unsupported_parameter": _PARAMETER,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal: about what, and the sentence for when it does not pass."""

    whose: Whose
    sentence: str
    wait: float | None = None  # seconds, as the endpoint asks
    status: int = 0  # of HTTP; 0 when there was no answer

    def error(self) -> AskError:
        """The refusal as an error."""
        return AskError(self.sentence, stops=self.whose is Whose.ENDPOINT)


class AskError(ModelError):
    """A question without an answer. `stops` when every other story would get the same refusal."""

    def __init__(self, message: str, *, stops: bool = False) -> None:
        self.stops = stops
        super().__init__(message)


class GoneError(AskError):
    """What is asked for is not there: no Batch API at the address, or a batch that is gone."""


def of_status(status: int, code: str, settings: ModelSettings, *, wait: float | None = None) -> Refusal:
    """What a status other than success means."""
    return replace(_meaning(status, code, settings, wait), status=status)


def _meaning(status: int, code: str, settings: ModelSettings, wait: float | None) -> Refusal:
    host, model, variable = where(endpoint(settings)), quote(settings.model), settings.key_variable
    key_or_model: dict[int, str] = {
        401: f"{host} does not accept the key. {KEPT} Check the environment variable {variable}.",
        402: f"{host} says that there is no credit left (402). {KEPT} Add credit, or choose another endpoint.",
        403: f"{host} does not allow this with your key. {KEPT} Ask who manages it, or check {variable}.",
        404: f"{host} does not know the model {model}. {KEPT} Name one that it has, with: --model",
    }
    if status == 429 and code == "insufficient_quota":
        return Refusal(Whose.ENDPOINT, key_or_model[402].replace("(402)", "(429)"))
    if status in key_or_model:
        return Refusal(Whose.ENDPOINT, key_or_model[status])
    if status in {400, 422} and code in _SAID:
        whose, sentence = _SAID[code]
        return Refusal(whose, f"{host} {sentence.format(status=status, kept=KEPT)}")
    if status == 429:
        sentence = f"{host} says: too many requests, or no credit left (429). {KEPT} Run this again later."
        return Refusal(Whose.PACE, sentence, wait)
    if status == 413:
        sentence = f"{host} finds the story too long (413). {KEPT} Choose a model with a larger context."
        return Refusal(Whose.STORY, sentence)
    return _of_other(status, host, wait)


def _of_other(status: int, host: str, wait: float | None) -> Refusal:
    if status < 400:
        sentence = f"{host} sends requests elsewhere ({status}), which is not followed. {KEPT} Give the final address."
        return Refusal(Whose.ENDPOINT, sentence)
    if status >= 500 or status in {408, 409}:
        what = "has a fault" if status >= 500 else "did not take the request"
        sentence = f"{host} {what} ({status}). {KEPT} Run this again later, or choose another endpoint."
        return Refusal(Whose.PASSING, sentence, wait)
    sentence = (
        f"{host} refused the request ({status}). {KEPT} The story may be too long for the model, or it does not take "
        "temperature or seed: look at [model] in study.toml."
    )
    return Refusal(Whose.STORY, sentence)


def no_answer(settings: ModelSettings) -> Refusal:
    """The endpoint took too long."""
    host = where(endpoint(settings))
    sentence = f"{host} did not answer in time. {KEPT} Run this again, or with a lower --concurrency."
    return Refusal(Whose.PASSING, sentence)


def dropped(settings: ModelSettings) -> Refusal:
    """The endpoint broke off a connection that was there."""
    host = where(endpoint(settings))
    return Refusal(Whose.PASSING, f"{host} broke off the connection. {KEPT} Run this again later.")


def unreachable(settings: ModelSettings) -> Refusal:
    """Nobody answers at the address."""
    host = where(endpoint(settings))
    sentence = (
        f"{host} cannot be reached. {KEPT} Check the address and your connection, and that a local model is running."
    )
    return Refusal(Whose.PASSING, sentence)


def untrusted(settings: ModelSettings) -> Refusal:
    """The endpoint cannot prove who it is."""
    host = where(endpoint(settings))
    sentence = (
        f"{host} cannot be trusted: its certificate (TLS) does not hold. {KEPT} Check the address; ask who manages it."
    )
    return Refusal(Whose.ENDPOINT, sentence)


def unreadable(settings: ModelSettings) -> Refusal:
    """The endpoint answered something else than a chat completion."""
    host = where(endpoint(settings))
    sentence = (
        f"{host} answered something that is not a chat completion. {KEPT} "
        "Check the address: it most often ends with /v1"
    )
    return Refusal(Whose.PASSING, sentence)


def no_batches(settings: ModelSettings) -> Refusal:
    """The endpoint has no Batch API, or no longer has the batch or file that is asked for."""
    host = where(endpoint(settings))
    sentence = (
        f"{host} has no Batch API, or no longer has this batch. {KEPT} Run this without --batch, or check the address."
    )
    return Refusal(Whose.ENDPOINT, sentence)


def batch_refused(settings: ModelSettings, status: int) -> Refusal:
    """The endpoint will not make a batch of what was uploaded."""
    host = where(endpoint(settings))
    sentence = (
        f"{host} refused the batch ({status}). {KEPT} Run this without --batch, or name a model that takes batches."
    )
    return Refusal(Whose.ENDPOINT, sentence)


def not_in_time(settings: ModelSettings) -> Refusal:
    """A batch ended before it came to a story."""
    host = where(endpoint(settings))
    return Refusal(Whose.STORY, f"{host} ended the batch without an answer for this story. {KEPT} Run this again.")


def waits_too_long(settings: ModelSettings, seconds: float) -> Refusal:
    """The endpoint asks for more patience than a run has."""
    host = where(endpoint(settings))
    sentence = f"{host} asks to wait for {seconds:.0f} seconds (429). {KEPT} Run this again then."
    return Refusal(Whose.ENDPOINT, sentence)
