"""What goes over the wire and what comes back: one message out, one reply in, both exactly as they are."""

from __future__ import annotations

import json
from typing import Any

from sq_coder.domain import Reply, Request


def body(request: Request) -> str:
    """What is asked, exactly as it goes over the wire: one message and the parameters, nothing added."""
    fields = {"model": request.model, "messages": [{"role": "user", "content": request.message}]}
    parameters = {name: _number(value) for name, value in request.parameters}
    return json.dumps({**fields, **parameters}, ensure_ascii=False, separators=(",", ":"))


def reply_of(content: bytes, *, seconds: float) -> Reply | None:
    """A chat completion read with care, for endpoints differ in what they leave out; None when it is not one."""
    try:
        completion = _object(json.loads(content))
    except (ValueError, RecursionError):  # half a body, garbage, another encoding
        return None
    choices = completion.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    message, usage = choice.get("message"), _object(completion.get("usage"))
    if not isinstance(message, dict):
        return None
    return Reply(
        text=_text(message.get("content")) or _text(message.get("refusal")),
        model=_name(completion.get("model")),
        fingerprint=_name(completion.get("system_fingerprint")),
        finish_reason=_name(choice.get("finish_reason")),
        thoughts=_text(message.get("reasoning_content")) or _text(message.get("reasoning")) or _thoughts(message),
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
        seconds=round(seconds, 3),
    )


def code_of(content: bytes) -> str:
    """The code of a refusal, such as 'insufficient_quota'. Its message is not read: it may repeat the story."""
    try:
        error = _object(_object(json.loads(content)).get("error"))
    except (ValueError, RecursionError):
        return ""
    return _text(error.get("code")) or _text(error.get("type"))


def _number(value: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, list):  # content in parts, as some endpoints give it
        return "".join(_text(_object(part).get("text")) for part in value)
    return value if isinstance(value, str) else ""


def _thoughts(message: dict[str, Any]) -> str:
    """The thoughts of a message in parts, as Mistral's reasoning models give them."""
    parts = message.get("content")
    return "".join(_text(_object(part).get("thinking")) for part in parts) if isinstance(parts, list) else ""


def _name(value: object) -> str:
    """A name that an endpoint gives, as one line that every file and database can hold."""
    return "".join(char for char in _text(value)[:LONGEST_NAME] if char.isprintable())


LONGEST_NAME = 300
MOST_TOKENS = 2**31


def _count(value: object) -> int | None:
    """A number of tokens; None for what is none, such as more than any model reads."""
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_TOKENS
    return value if is_count and isinstance(value, int) else None
