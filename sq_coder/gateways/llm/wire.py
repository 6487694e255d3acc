"""The wire to one endpoint: the openai package's client with bytes and headers of our own, one request at a time."""

from __future__ import annotations

import asyncio
import math
import os
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from sq_coder.domain import ModelSettings
from sq_coder.errors import ModelError
from sq_coder.gateways.llm import refusals
from sq_coder.gateways.llm.address import endpoint, is_local
from sq_coder.gateways.llm.keys import key_for
from sq_coder.gateways.llm.messages import code_of
from sq_coder.gateways.llm.pace import Patience
from sq_coder.gateways.llm.refusals import Refusal

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response
    from openai import AsyncOpenAI, Omit

LARGEST = 4_000_000
"""Bytes of an answer that are read: far more than a keyword needs, and no endpoint can fill the memory."""

NO_KEY = "-"
"""Stands for no key with the openai package, which refuses an empty one; it is never sent."""


class Wire:
    """One open client. `send` makes one request and reads its answer, or says what was refused."""

    def __init__(self, client: AsyncOpenAI, settings: ModelSettings) -> None:
        self._client, self._settings = client, settings
        self._headers = _headers(client, settings)

    async def send(
        self,
        method: str,
        url: str,
        content: bytes = b"",
        *,
        within: float,
        file: bytes = b"",
        largest: int = 0,
    ) -> bytes | Refusal:
        """The bytes of an answer, at most `largest` (0: LARGEST) and within so many seconds in all.

        A `file` goes up as the part of a form, for the Batch API.
        """
        import httpx2
        import openai

        try:
            # In all, not between two parts: an endpoint that trickles would hold its place for ever.
            async with asyncio.timeout(within), aclosing(await self._begin(method, url, content, file)) as response:
                return await _read(response.aiter_bytes(), largest or LARGEST)
        except openai.APIStatusError as e:
            code = code_of(e.body) if isinstance(e.body, bytes) else ""
            wait = retry_after(e.response.headers)
            return refusals.of_status(e.status_code, code, self._settings, wait=wait)
        except openai.APIConnectionError as e:
            return self._of_error(e.__cause__)
        except (TimeoutError, httpx2.TransportError, httpx2.DecodingError) as e:
            return self._of_error(e)

    async def _begin(self, method: str, url: str, content: bytes, file: bytes) -> Response:
        """The package's own request, with these bytes and not its own serialisation, and a response not yet read."""
        import httpx2

        response: Response
        if file:
            headers = {**self._headers, "content-type": "multipart/form-data"}
            response = await self._client.post(
                url,
                cast_to=httpx2.Response,
                body={"purpose": "batch"},
                files=[("file", ("stories.jsonl", file, "application/jsonl"))],
                options={"headers": headers},
                stream=True,
            )
        elif method == "POST":
            response = await self._client.post(
                url, cast_to=httpx2.Response, content=content, options={"headers": self._headers}, stream=True
            )
        elif method == "DELETE":
            response = await self._client.delete(url, cast_to=httpx2.Response, options={"headers": self._headers})
        else:
            response = await self._client.get(
                url, cast_to=httpx2.Response, options={"headers": self._headers}, stream=True
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


_OF_ENVIRONMENT = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


def _http(url: str, concurrency: int) -> AsyncClient:
    """The client below: no redirects, and of the environment a proxy and certificates for another machine only."""
    import httpx2

    try:
        return httpx2.AsyncClient(
            limits=httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency),
            # A redirect would take the text to a place nobody agreed to; a proxy of the environment likewise for loopback.
            follow_redirects=False,
            trust_env=not is_local(url),
            verify=url.startswith("https"),  # reading the system's certificates takes a third of a second
            event_hooks={"response": [_refuse]},
        )
    except (ImportError, OSError, ValueError, httpx2.InvalidURL):
        names = [name for name in _OF_ENVIRONMENT if os.environ.get(name) or os.environ.get(name.lower())]
        raise ModelError(
            f"The proxy or the certificates that the environment names cannot be used ({', '.join(names) or 'none named'}). "
            "Nothing was sent. Correct that variable, or take it out of the environment."
        ) from None


@asynccontextmanager
async def open_wire(settings: ModelSettings, *, concurrency: int, patience: Patience) -> AsyncIterator[Wire]:
    """A client for the endpoint of the settings, closed afterwards.

    Raises:
        ModelError: when the endpoint needs a key and there is none, the study allows another only, or the environment
            names a proxy that cannot be used.
    """
    import httpx2
    import openai

    url = endpoint(settings)
    key = key_for(settings, url)
    http = _http(url, concurrency)
    client = openai.AsyncOpenAI(
        api_key=key or NO_KEY,
        base_url=url,
        max_retries=0,  # one pace for all workers, see pace.py: the package lets each request wait for itself
        timeout=httpx2.Timeout(patience.timeout, connect=min(patience.timeout, 15.0), pool=None),
        http_client=http,
    )
    async with client:
        yield Wire(client, settings)


def retry_after(headers: Mapping[str, str], *, clock: Callable[[], datetime] | None = None) -> float | None:
    """How many seconds an endpoint asks to wait; None when it does not say.

    >>> retry_after({"retry-after": "2"})
    2.0
    """
    try:
        if "retry-after-ms" in headers:
            return _finite(float(headers["retry-after-ms"]) / 1000)
        said = headers.get("retry-after", "")
        if said and not said[0].isdigit():  # a date, as RFC 9110 paragraph 10.2.3 allows
            moment = clock() if clock else datetime.now(UTC)
            return max(0.0, (parsedate_to_datetime(said) - moment).total_seconds())
        return _finite(float(said)) if said else None
    except (ValueError, TypeError):
        return None


def _finite(seconds: float) -> float | None:
    """The seconds, never below none; None for what no clock can wait ('1e400')."""
    return max(0.0, seconds) if math.isfinite(seconds) else None


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
    """Raise the package's error for every status but success, before it reads all of a refusal, however long."""
    import openai

    if not 200 <= response.status_code < 300:
        raise openai.APIStatusError("", response=response, body=await _read(response.aiter_bytes(), LARGEST))


async def _read(parts: AsyncIterator[bytes], largest: int) -> bytes:
    content = bytearray()
    async for part in parts:
        content += part
        if len(content) > largest:
            break
    return bytes(content)


def _is_tls(error: BaseException | None) -> bool:
    """Whether a certificate or handshake is behind a failed connection."""
    while error is not None:
        if isinstance(error, ssl.SSLError) or "SSL" in type(error).__name__ or "CERTIFICATE" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
