"""OpenAI's Batch API: a file of requests goes up, a batch is made of it, and hours later a file of answers comes down.

Every line of the file holds the same body as a request by itself. What a caller cannot know after a dropped
connection (was the batch made?) is looked up by the mark that it carries, never guessed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sq_coder.domain import ModelSettings, Reply, Request
from sq_coder.errors import ModelError
from sq_coder.gateways.llm import refusals
from sq_coder.gateways.llm.address import endpoint
from sq_coder.gateways.llm.messages import body, reply_of
from sq_coder.gateways.llm.pace import Patience
from sq_coder.gateways.llm.refusals import Refusal, Whose
from sq_coder.gateways.llm.wire import Wire, open_wire

PATH = "/v1/chat/completions"
MOST_REQUESTS = 50_000
MOST_BYTES = 100_000_000
"""Of one file; OpenAI takes twice as much."""

LARGEST_ANSWERS = 1_000_000_000
MARK = "sq_coder_run"
"""Under this name a batch carries the id of its run, a random one."""

_ENDED = frozenset({"completed", "expired", "cancelled", "failed"})
_LOOKED_BACK = 100
"""How many of the latest batches are looked through for a mark."""


@dataclass(frozen=True, slots=True)
class Batch:
    """How far a batch is."""

    id: str
    status: str
    done: int = 0
    total: int = 0
    answers: str = ""  # the file of answers; empty while there is none
    faults: str = ""  # the file of requests that got none
    mark: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come."""
        return self.status in _ENDED


@dataclass(frozen=True, slots=True)
class Line:
    """The answer to one request of a batch. Without a reply `reason` says why."""

    id: str  # as it was given to the request
    reply: Reply | None = None
    reason: str = ""


def line_of(id: str, request: Request) -> bytes:
    """One line of the file that goes up: the body is byte for byte that of a request by itself."""
    head = json.dumps({"custom_id": id, "method": "POST", "url": PATH}, separators=(",", ":"))
    return f'{head[:-1]},"body":{body(request)}}}\n'.encode()


@asynccontextmanager
async def batching(settings: ModelSettings, *, patience: Patience | None = None) -> AsyncIterator[Batches]:
    """A line to the Batch API of the settings' endpoint.

    Raises:
        ModelError: no key, another endpoint than the study allows, or an address that has no batches.
    """
    if settings.api_version:
        raise ModelError(
            "Azure's older addresses take no batches. Nothing was sent. Leave api_version out of study.toml and give the "
            "address that ends with /openai/v1, or run this without --batch."
        )
    patient = patience or Patience(timeout=settings.timeout)
    async with open_wire(settings, concurrency=1, patience=patient) as wire:
        yield Batches(wire, settings, patient)


class Batches:
    """What can be done with batches. Each raises an AskError with what to do when the endpoint refuses."""

    def __init__(self, wire: Wire, settings: ModelSettings, patience: Patience) -> None:
        self._wire, self._settings, self._patience = wire, settings, patience
        self._url = endpoint(settings)

    async def upload(self, lines: bytes) -> str:
        """Send the file of requests; its id."""
        found = _read_object(await self._bytes("POST", "/files", file=lines))
        return self._said(found, "id")

    async def make(self, file: str, mark: str) -> Batch:
        """Make a batch of an uploaded file, once: after a broken connection it is looked up before it is asked again."""
        given = {"input_file_id": file, "endpoint": PATH, "completion_window": "24h", "metadata": {MARK: mark}}
        content = json.dumps(given).encode()
        for left in reversed(range(self._patience.tries)):
            answer = await self._wire.send("POST", f"{self._url}/batches", content, within=self._patience.timeout)
            if not isinstance(answer, Refusal):
                return self._batch(_read_object(answer))
            if answer.whose is Whose.STORY:
                raise refusals.batch_refused(self._settings, answer.status).error()
            if answer.whose is Whose.ENDPOINT:
                raise self._error(answer)
            if (made := await self.find(mark)) is not None:
                return made
            if not left:
                raise self._error(answer)
            await asyncio.sleep(answer.wait or self._patience.first)
        raise AssertionError("the last try returns or raises")

    async def find(self, mark: str) -> Batch | None:
        """The batch with this mark among the latest; None when there is none."""
        found = await self._object(f"/batches?limit={_LOOKED_BACK}")
        listed = found.get("data")
        batches = [self._batch(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        return next((one for one in batches if one.mark == mark), None)

    async def look(self, id: str) -> Batch:
        """How far a batch is."""
        return self._batch(await self._object(f"/batches/{id}"))

    async def lines(self, file: str) -> list[Line]:
        """The answers in a file, in its order; a line that cannot be read is left out, so its story is asked again."""
        content = await self._bytes("GET", f"/files/{file}/content", largest=LARGEST_ANSWERS)
        lines = (self._line(_read_object(line)) for line in content.splitlines() if line.strip())
        return [line for line in lines if line.id]

    async def forget(self, file: str) -> None:
        """Delete a file at the endpoint; one that is gone already is fine."""
        await self._wire.send("DELETE", f"{self._url}/files/{file}", within=self._patience.timeout)

    async def _object(self, path: str) -> dict[str, Any]:
        return _read_object(await self._bytes("GET", path))

    async def _bytes(self, method: str, path: str, *, file: bytes = b"", largest: int = 0) -> bytes:
        # A large file takes its time, either way.
        within = self._patience.timeout * (1 + len(file) // 10_000_000 + bool(largest) * 4)
        for left in reversed(range(self._patience.tries)):
            answer = await self._wire.send(method, self._url + path, within=within, file=file, largest=largest)
            if not isinstance(answer, Refusal):
                return answer
            if not left or answer.whose in {Whose.STORY, Whose.ENDPOINT}:
                raise self._error(answer)
            await asyncio.sleep(min(answer.wait or self._patience.first, self._patience.longest))
        raise AssertionError("the last try returns or raises")

    def _error(self, refusal: Refusal) -> refusals.AskError:
        if refusal.status == 404:
            return refusals.GoneError(refusals.no_batches(self._settings).sentence, stops=True)
        return refusal.error()

    def _batch(self, found: dict[str, Any]) -> Batch:
        counts, marks = _part(found, "request_counts"), _part(found, "metadata")
        return Batch(
            id=self._said(found, "id"),
            status=self._said(found, "status"),
            done=_number(counts, "completed") + _number(counts, "failed"),
            total=_number(counts, "total"),
            answers=_word(found, "output_file_id"),
            faults=_word(found, "error_file_id"),
            mark=_word(marks, MARK),
        )

    def _said(self, found: dict[str, Any], name: str) -> str:
        if not (said := _word(found, name)):
            raise refusals.no_batches(self._settings).error()
        return said

    def _line(self, found: dict[str, Any]) -> Line:
        id, response = _word(found, "custom_id"), _part(found, "response")
        status, answer = _number(response, "status_code"), _part(response, "body")
        if status == 200 and (reply := reply_of(json.dumps(answer).encode(), seconds=0.0)) is not None:
            return Line(id, reply)
        code = _word(_part(found, "error"), "code") or _word(_part(answer, "error"), "code")
        if status and status != 200:
            return Line(id, reason=refusals.of_status(status, code, self._settings).sentence)
        return Line(id, reason=refusals.not_in_time(self._settings).sentence)


def _read_object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _part(found: dict[str, Any], name: str) -> dict[str, Any]:
    part = found.get(name)
    return part if isinstance(part, dict) else {}


def _word(found: dict[str, Any], name: str) -> str:
    said = found.get(name)
    return said if isinstance(said, str) else ""


def _number(found: dict[str, Any], name: str) -> int:
    said = found.get(name)
    return said if isinstance(said, int) and not isinstance(said, bool) else 0
