"""An open line to one endpoint: asks, waits when told, asks again, and gives up with a sentence."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from sq_coder.domain import ModelSettings, Reply, Request
from sq_coder.gateways.llm import refusals
from sq_coder.gateways.llm.address import completions, endpoint, is_local
from sq_coder.gateways.llm.keys import key_for
from sq_coder.gateways.llm.messages import body, code_of, reply_of
from sq_coder.gateways.llm.pace import Pace, Patience
from sq_coder.gateways.llm.refusals import Refusal, Whose

if TYPE_CHECKING:
    from httpx2 import Response
    from openai import AsyncOpenAI, Omit

LARGEST = 4_000_000
"""Bytes of an answer that are read: far more than a keyword needs, and no endpoint can fill the memory."""

NO_KEY = "-"
"""Stands for no key with the openai package, which refuses an empty one; it is never sent."""


class Model:
    """An open line to one endpoint. Use `connect`; call `ask` as often, and as many at a time, as you like."""

    def __init__(self, client: AsyncOpenAI, settings: ModelSettings, pace: Pace, patience: Patience) -> None:
        self._client, self._settings, self._pace, self._patience = client, settings, pace, patience
        self._url, self._headers = completions(settings), _headers(client, settings)
        self.requests = 0
        self.has_answered = False

    async def ask(self, request: Request) -> Reply:
        """The endpoint's answer to a request, as it came.

        Raises:
            AskError: with what to do, when there is no usable answer; `stops` when no story would get one.
        """
        content = body(request).encode("utf-8")
        tries: dict[str, int] = {}
        while True:
            async with self._pace.room():
                answer = await self._once(content)
            if isinstance(answer, Reply):
                return answer
            self._wait_or_give_up(answer, tries)

    async def _once(self, content: bytes) -> Reply | Refusal:
        import httpx2
        import openai

        started = time.perf_counter()
        self.requests += 1
        try:
            # In all, not between two parts: an endpoint that trickles would hold its place for ever.
            async with asyncio.timeout(self._patience.timeout), aclosing(await self._send(content)) as response:
                answer = await _read(response.aiter_bytes())
        except openai.APIStatusError as e:
            code = code_of(e.body) if isinstance(e.body, bytes) else ""
            wait = retry_after(e.response.headers)
            return refusals.of_status(e.status_code, code, self._settings, wait=wait)
        except openai.APIConnectionError as e:
            return self._of_error(e.__cause__)
        except (TimeoutError, httpx2.TransportError, httpx2.DecodingError) as e:
            return self._of_error(e)
        reply = reply_of(answer, seconds=time.perf_counter() - started)
        if reply is None:
            return refusals.unreadable(self._settings)
        self.has_answered = True
        self._pace.good()
        return reply

    async def _send(self, content: bytes) -> Response:
        """The package's own request, with these bytes and not its own serialisation, and a response not yet read."""
        import httpx2

        response: Response = await self._client.post(
            self._url, cast_to=httpx2.Response, content=content, options={"headers": self._headers}, stream=True
        )
        return response

    def _of_error(self, error: BaseException | None) -> Refusal:
        import httpx2

        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
            return refusals.untrusted(self._settings) if _is_tls(error) else refusals.unreachable(self._settings)
        if isinstance(error, TimeoutError | httpx2.TimeoutException):
            return refusals.no_answer(self._settings)
        if isinstance(error, httpx2.DecodingError):
            return refusals.unreadable(self._settings)
        return refusals.dropped(self._settings)

    def _wait_or_give_up(self, refusal: Refusal, tries: dict[str, int]) -> None:
        """Make all workers wait, or raise when this was the last try."""
        if refusal.whose in {Whose.STORY, Whose.ENDPOINT}:
            raise refusal.error()
        if refusal.wait is not None and refusal.wait > self._patience.asked:
            raise refusals.waits_too_long(self._settings, refusal.wait).error()
        tries[refusal.sentence] = tries.get(refusal.sentence, 0) + 1
        if tries[refusal.sentence] >= self._most_tries(refusal):
            # An endpoint that never said anything sensible will not do so for the next story.
            hopeless = not self.has_answered and refusal.sentence in {
                refusals.unreachable(self._settings).sentence,
                refusals.unreadable(self._settings).sentence,
            }
            raise refusals.AskError(refusal.sentence, stops=hopeless)
        self._pace.slow(refusal.wait, fewer=refusal.whose is Whose.PACE)

    def _most_tries(self, refusal: Refusal) -> int:
        if refusal.whose is Whose.PACE:
            return self._patience.paced
        late = refusal.sentence == refusals.no_answer(self._settings).sentence
        return self._patience.timeouts if late else self._patience.tries


@asynccontextmanager
async def connect(
    settings: ModelSettings, *, concurrency: int = 8, patience: Patience | None = None
) -> AsyncIterator[Model]:
    """A line to the endpoint of the settings, closed afterwards, with at most so many requests in flight.

    Raises:
        ModelError: when the endpoint needs a key and there is none, or the study allows another only.
    """
    import httpx2
    import openai

    url, patient = endpoint(settings), patience or Patience(timeout=settings.timeout)
    key = key_for(settings, url)
    wire = httpx2.AsyncClient(
        limits=httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency),
        # A redirect would take the text to a place nobody agreed to; a proxy of the environment likewise for loopback.
        follow_redirects=False,
        trust_env=not is_local(url),
        verify=url.startswith("https"),  # reading the system's certificates takes a third of a second
        event_hooks={"response": [_refuse]},
    )
    client = openai.AsyncOpenAI(
        api_key=key or NO_KEY,
        base_url=url,
        max_retries=0,  # one pace for all workers, see pace.py: the package lets each request wait for itself
        timeout=httpx2.Timeout(patient.timeout, connect=min(patient.timeout, 15.0), pool=None),
        http_client=wire,
    )
    async with client:
        yield Model(client, settings, Pace(concurrency, patient), patient)


async def ask_once(settings: ModelSettings, request: Request, *, patience: Patience | None = None) -> Reply:
    """The endpoint's answer to one request, over a line of its own."""
    async with connect(settings, concurrency=1, patience=patience) as model:
        return await model.ask(request)


def retry_after(headers: Mapping[str, str], *, clock: Callable[[], datetime] | None = None) -> float | None:
    """How many seconds an endpoint asks to wait; None when it does not say.

    >>> retry_after({"retry-after": "2"})
    2.0
    """
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        said = headers.get("retry-after", "")
        if said and not said[0].isdigit():  # a date, as RFC 9110 paragraph 10.2.3 allows
            moment = clock() if clock else datetime.now(UTC)
            return max(0.0, (parsedate_to_datetime(said) - moment).total_seconds())
        return max(0.0, float(said)) if said else None
    except (ValueError, TypeError):
        return None


def _headers(client: AsyncOpenAI, settings: ModelSettings) -> dict[str, str | Omit]:
    """What goes with each request; all else that the package adds, of the machine or its environment, is left out."""
    import openai

    kept = {"accept": "application/json", "content-type": "application/json", "user-agent": "sq-coder"}
    # These two are no default headers: the package adds them to each request.
    added = {*client.default_headers, "x-stainless-retry-count", "x-stainless-read-timeout"}
    headers: dict[str, str | Omit] = {name.lower(): openai.Omit() for name in added} | kept
    key = "" if client.api_key == NO_KEY else client.api_key
    if not key or settings.api_version:
        headers["authorization"] = openai.Omit()
    else:
        headers["authorization"] = f"Bearer {key}"  # also when the environment holds another in OPENAI_CUSTOM_HEADERS
    return {**headers, "api-key": key} if key and settings.api_version else headers


async def _refuse(response: Response) -> None:
    """Raise the package's error for every status but 200, before it reads all of a refusal, however long."""
    import openai

    if response.status_code != 200:
        raise openai.APIStatusError("", response=response, body=await _read(response.aiter_bytes()))


async def _read(parts: AsyncIterator[bytes]) -> bytes:
    content = bytearray()
    async for part in parts:
        content += part
        if len(content) > LARGEST:
            break
    return bytes(content)


def _is_tls(error: BaseException | None) -> bool:
    """Whether a certificate or handshake is behind a failed connection."""
    while error is not None:
        if isinstance(error, ssl.SSLError) or "SSL" in type(error).__name__ or "CERTIFICATE" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
