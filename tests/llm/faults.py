"""An OpenAI-compatible server with faults, in a process-wide thread of its own: a real wire, thousands of requests."""

from __future__ import annotations

import asyncio
import json
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .server import COMPLETION


@dataclass
class Answer:
    """What the server does with one request."""

    status: int = 200
    content: str | bytes | dict[str, Any] = field(default_factory=lambda: COMPLETION)
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    half: bool = False  # the connection ends in the middle of the body
    reset: bool = False  # the connection is reset before any answer


@dataclass
class Faulty:
    """What the server received, and how many at once. `decide` is asked for each request: its number from 0, its body."""

    url: str = ""
    decide: Callable[[int, dict[str, Any]], Answer] = lambda number, body: Answer()
    bodies: list[bytes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    flying: int = 0
    most_flying: int = 0


@contextmanager
def faulty(
    decide: Callable[[int, dict[str, Any]], Answer] | None = None,
    *,
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
) -> Iterator[Faulty]:
    """The server on a free port; closed afterwards, with every connection."""
    server = Faulty()
    if decide:
        server.decide = decide
    loop, ready, closing = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    connections: set[asyncio.Task[None]] = set()

    async def serve() -> None:
        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(_talk(server, reader, writer))
            connections.add(task)
            task.add_done_callback(connections.discard)

        listening = await asyncio.start_server(connected, host, 0, backlog=512, ssl=tls)
        port = listening.sockets[0].getsockname()[1]
        server.url = f"http{'s' if tls else ''}://{host}:{port}/v1"
        ready.set()
        await closing.wait()
        listening.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join()
        loop.close()


async def _talk(server: Faulty, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = next(
                int(line.split(":")[1]) for line in head.lower().split("\r\n") if line.startswith("content-length")
            )
            body = await reader.readexactly(length)
            number = len(server.bodies)
            server.bodies.append(body)
            server.headers.append(head)
            server.flying += 1
            server.most_flying = max(server.most_flying, server.flying)
            try:
                answer = server.decide(number, json.loads(body))
                await asyncio.sleep(answer.wait)
            finally:
                server.flying -= 1
            if not await _say(answer, writer):
                return
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def _say(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    if answer.reset:
        sock = writer.get_extra_info("socket")
        sock.setsockopt(1, 13, struct.pack("ii", 1, 0))  # SO_LINGER of nothing: close sends a reset
        writer.transport.abort()
        return False
    content = answer.content if isinstance(answer.content, bytes | str) else json.dumps(answer.content)
    data = content.encode() if isinstance(content, str) else content
    headers = {"Content-Type": "application/json", "Content-Length": str(len(data)), **answer.headers}
    head = (
        f"HTTP/1.1 {answer.status} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    )
    writer.write(head.encode("latin-1") + (data[: len(data) // 2] if answer.half else data))
    await writer.drain()
    return not answer.half


def saying(text: str, *, finish: str = "stop") -> dict[str, Any]:
    """A completion with this answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return {**COMPLETION, "choices": [choice]}
