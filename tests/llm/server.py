"""A small OpenAI-compatible server on loopback, for tests: real requests over a real wire."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMPLETION = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "klein-model-2",
    "system_fingerprint": "fp_1",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Verbinding"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 40, "completion_tokens": 2, "total_tokens": 42},
}


class Endpoint:
    """What a test server answers and what it received."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.status = 200
        self.answer: Any = COMPLETION  # a dict goes as JSON, a text as it is
        self.content_type = "application/json"
        self.headers: dict[str, str] = {}
        self.wait = 0.0
        self.bodies: list[str] = []
        self.received: list[dict[str, str]] = []


@contextmanager
def serving() -> Iterator[Endpoint]:
    """A server on a free port; closed afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    endpoint = server.endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        endpoint: Endpoint = self.server.endpoint
        endpoint.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
        endpoint.received.append({name.lower(): value for name, value in self.headers.items()})
        time.sleep(endpoint.wait)
        answer = endpoint.answer if isinstance(endpoint.answer, str) else json.dumps(endpoint.answer)
        try:
            self.send_response(endpoint.status)
            self.send_header("Content-Type", endpoint.content_type)
            for name, value in endpoint.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.encode("utf-8"))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client stopped waiting, as the test wants

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
