"""Language models behind an OpenAI-compatible endpoint, through the `openai` package.

The key comes from the environment and stands nowhere else: not in a log, an error or a file.
"""

from __future__ import annotations

import ipaddress
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sq_coder.domain import ModelSettings, Reply, Request
from sq_coder.errors import ModelError, quote

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PUBLIC = "https://api.openai.com/v1"
"""Where the openai package goes when no endpoint is given."""

TIMEOUT = 120.0
"""Seconds that one answer may take; a local model on a busy laptop needs a minute."""

TRIES_AGAIN = 2
"""How often the library asks again after a dropped connection, 408, 409, 429 or 5xx."""

KEPT = "Stories that have a proposal are kept."


def is_local(base_url: str) -> bool:
    """Whether an endpoint is this machine itself (loopback): text sent there does not leave it.

    >>> is_local("http://127.0.0.1:11434/v1"), is_local("http://192.168.1.20/v1")
    (True, False)
    """
    try:
        host = urlsplit(base_url).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Model:
    """An open line to one endpoint. Use `connect`; call `ask` as often, and as many at a time, as you like."""

    def __init__(self, client: AsyncOpenAI, settings: ModelSettings) -> None:
        self._client, self._settings = client, settings

    async def ask(self, request: Request) -> Reply:
        """The endpoint's answer to a request, as it came.

        Raises:
            ModelError: with what to do, when there is no usable answer.
        """
        import openai

        started = time.perf_counter()
        try:
            # The raw response: the library takes any JSON for a completion, `_reply` reads it with care.
            raw = await self._client.chat.completions.with_raw_response.create(
                model=request.model,
                messages=[{"role": "user", "content": request.message}],
                extra_body=_parameters(request),
            )
            answer = json.loads(raw.content)
        except (openai.OpenAIError, ValueError) as error:  # ValueError: half a body
            # Not 'from error': an endpoint may repeat the story or the key in its message.
            raise _refused(error, self._settings, request.model) from None
        return _reply(answer, self._settings, seconds=time.perf_counter() - started)


@asynccontextmanager
async def connect(settings: ModelSettings, *, timeout: float = TIMEOUT) -> AsyncIterator[Model]:
    """A line to the endpoint of the settings, closed afterwards.

    Raises:
        ModelError: when the endpoint needs a key and the environment has none, or the study allows another only.
    """
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    url = endpoint(settings)
    # A redirect would take the text to a place nobody agreed to; a proxy of the environment likewise for loopback.
    http = DefaultAsyncHttpxClient(follow_redirects=False, trust_env=not is_local(url), timeout=timeout)
    async with http:
        client = AsyncOpenAI(
            api_key=_key(settings, url), base_url=url, timeout=timeout, max_retries=TRIES_AGAIN, http_client=http
        )
        yield Model(client, settings)


def endpoint(settings: ModelSettings) -> str:
    """Where requests go, checked.

    Raises:
        ModelError: when it is not an address, or not the one that the study allows.
    """
    url = (settings.base_url or PUBLIC).rstrip("/")
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        good = False
    if not good:
        raise ModelError(
            f"{quote(url.rpartition('@')[2])} is not the address of an endpoint. Nothing was sent. "
            "Write it like: http://localhost:11434/v1"
        )
    if settings.only_endpoint and url != settings.only_endpoint.rstrip("/"):
        raise ModelError(
            f"This study allows one endpoint only ({settings.only_endpoint}). Nothing was sent. "
            "Leave out --base-url, or change only_endpoint in study.toml."
        )
    return url


def body(request: Request) -> str:
    """What is asked, exactly as it goes over the wire: one message and the parameters, nothing added."""
    fields = {"model": request.model, "messages": [{"role": "user", "content": request.message}]}
    return json.dumps({**fields, **_parameters(request)}, ensure_ascii=False, separators=(",", ":"))


def where(base_url: str) -> str:
    """The host and port of an endpoint, without a password that may stand in it."""
    return urlsplit(base_url).netloc.rpartition("@")[2]


def _parameters(request: Request) -> dict[str, str | int | float]:
    return {name: _number(value) for name, value in request.parameters}


def _number(value: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _key(settings: ModelSettings, url: str) -> str:
    key = os.environ.get(settings.key_variable, "").strip()
    if key:
        return key
    if is_local(url):
        return "none"  # local servers ask for no key; the library wants something
    raise ModelError(
        f"There is no key for {where(url)}. Nothing was sent. "
        f"Put it in the environment variable {settings.key_variable} and run this again."
    )


def _reply(answer: object, settings: ModelSettings, *, seconds: float) -> Reply:
    """A chat completion read with care: endpoints differ in what they leave out."""
    completion = _object(answer)
    choices = completion.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    message, usage = choice.get("message"), _object(completion.get("usage"))
    if not isinstance(message, dict):
        raise ModelError(
            f"{where(endpoint(settings))} answered something that is not a chat completion. {KEPT} "
            "Check the address: it most often ends with /v1"
        )
    return Reply(
        text=_text(message.get("content")) or _text(message.get("refusal")),
        model=_text(completion.get("model")),
        fingerprint=_text(completion.get("system_fingerprint")),
        finish_reason=_text(choice.get("finish_reason")),
        thoughts=_text(message.get("reasoning_content")) or _text(message.get("reasoning")),
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
        seconds=round(seconds, 3),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _refused(error: Exception, settings: ModelSettings, model: str) -> ModelError:
    """A library's error as a sentence. No word of the endpoint's own message: it may repeat the story or the key."""
    import openai

    host = where(endpoint(settings))
    if isinstance(error, openai.APIStatusError):
        return ModelError(_status(error.status_code, host, settings.key_variable, model))
    if isinstance(error, openai.APITimeoutError):
        return ModelError(f"{host} did not answer in time. {KEPT} Run this again, or with a lower --concurrency.")
    if isinstance(error, openai.APIConnectionError):
        return ModelError(
            f"{host} cannot be reached. {KEPT} Check the address and your connection, and that a local model is running."
        )
    return ModelError(
        f"{host} answered something that cannot be read ({type(error).__name__}). {KEPT} "
        "Check the address: it most often ends with /v1"
    )


def _status(status: int, host: str, variable: str, model: str) -> str:
    sentences = {
        401: f"{host} does not accept the key. {KEPT} Check the environment variable {variable}.",
        403: f"{host} does not allow this with your key. {KEPT} Ask who manages it, or check {variable}.",
        404: f"{host} does not know the model {quote(model)}. {KEPT} Name one that it has, with: --model",
        413: f"{host} finds the story too long (413). {KEPT} Choose a model with a larger context.",
        429: f"{host} says: too many requests, or no credit left (429). {KEPT} Run this again later.",
    }
    if status in sentences:
        return sentences[status]
    if 300 <= status < 400:
        return f"{host} sends requests elsewhere ({status}), which is not followed. {KEPT} Give the final address."
    what = "has a fault" if status >= 500 else "refused the request"
    return f"{host} {what} ({status}). {KEPT} Run this again later, or choose another endpoint."
