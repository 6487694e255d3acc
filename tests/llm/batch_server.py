"""A server that speaks OpenAI's /v1/files and /v1/batches as documented, and can fail at any step."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .server import COMPLETION

Fault = Callable[[str, str], "int | str | None"]
"""Asked at each request, with its method and path: a status, 'drop' (does it, then no answer), or None."""


@dataclass
class BatchServer:
    """What was uploaded and made. `answer` says what one request gets: a keyword, a status, or None for no answer."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    fault: Fault = lambda method, path: None
    answer: Callable[[dict[str, Any]], str | int | None] = lambda body: "Verbinding"

    def end(self, status: str = "completed") -> None:
        """Let every batch that is under way come to its end."""
        for batch in self.batches.values():
            if batch["status"] == "in_progress":
                self._end(batch, status)

    def _end(self, batch: dict[str, Any], status: str) -> None:
        answers, faults = [], []
        for line in self.files[batch["input_file_id"]].decode().splitlines():
            asked = json.loads(line)
            said = self.answer(asked["body"])
            given: dict[str, Any] = {
                "id": "batch_req_1",
                "custom_id": asked["custom_id"],
                "response": None,
                "error": None,
            }
            if said is None:
                given["error"] = {"code": "batch_expired", "message": "This request could not be executed in time."}
                faults.append(given)
            elif isinstance(said, int):
                body = {"error": {"code": "x", "message": "no"}}
                faults.append(given | {"response": {"status_code": said, "request_id": "r", "body": body}})
            else:
                choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
                body = {**COMPLETION, "choices": [choice]}
                answers.append(given | {"response": {"status_code": 200, "request_id": "r", "body": body}})
        batch["status"] = status
        for name, lines in (("output_file_id", answers), ("error_file_id", faults)):
            if lines:
                batch[name] = file = f"file-{name}-{batch['id']}"
                # In no order of ours: answers come as they are ready.
                self.files[file] = "\n".join(json.dumps(one) for one in reversed(lines)).encode()

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Every request in every batch that was made."""
        made = [batch["input_file_id"] for batch in self.batches.values()]
        kept = {**self._uploaded}
        return [json.loads(line) for file in made for line in kept[file].decode().splitlines()]

    _uploaded: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def batch_server(host: str = "127.0.0.1") -> Iterator[BatchServer]:
    """The server on a free port; closed afterwards."""
    server = BatchServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            server.heads.append({name.lower(): value for name, value in self.headers.items()})
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            path = self.path.removeprefix("/v1")
            fault = server.fault(self.command, path)
            if isinstance(fault, int):
                self._say({"error": {"message": "x"}}, status=fault)
                return
            said = _done(server, self.command, path, content, self.headers.get("content-type", ""))
            if fault == "drop":
                self.close_connection = True
                return
            self._say(said) if said is not None else self._say({"error": {"message": "no"}}, status=404)

        def _say(self, said: dict[str, Any] | bytes, *, status: int = 200) -> None:
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = _handle  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    listening = ThreadingHTTPServer((host, 0), Handler)
    server.url = f"http://{host}:{listening.server_address[1]}/v1"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def _done(server: BatchServer, method: str, path: str, content: bytes, kind: str) -> dict[str, Any] | bytes | None:
    """What a request does and is answered; None: there is no such thing."""
    bare = path.split("?", maxsplit=1)[0]
    if (method, bare) == ("POST", "/files"):
        border = kind.split("boundary=")[1].encode()
        parts = content.split(b"--" + border)
        assert any(b'name="purpose"' in part and part.endswith(b"\r\n\r\nbatch\r\n") for part in parts)
        (sent,) = (part for part in parts if b'name="file"' in part)
        id = f"file-{len(server._uploaded)}"
        server.files[id] = server._uploaded[id] = sent.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n")
        return {"id": id, "object": "file", "purpose": "batch"}
    if (method, bare) == ("POST", "/batches"):
        given = json.loads(content)
        assert (given["endpoint"], given["completion_window"]) == ("/v1/chat/completions", "24h")
        total = len(server.files[given["input_file_id"]].splitlines())
        batch = {"id": f"batch_{len(server.batches)}", "object": "batch", "status": "in_progress", **given}
        batch |= {"request_counts": {"total": total, "completed": 0, "failed": 0}}
        batch |= {"output_file_id": None, "error_file_id": None}
        server.batches[batch["id"]] = batch
        return batch
    if (method, bare) == ("GET", "/batches"):
        return {"object": "list", "data": list(reversed(server.batches.values())), "has_more": False}
    if method == "GET" and bare.startswith("/batches/"):
        return server.batches.get(bare.removeprefix("/batches/"))
    if found := re.fullmatch(r"/files/([\w-]+)/content", bare):
        return server.files.get(found[1])
    if method == "DELETE" and bare.startswith("/files/"):
        id = bare.removeprefix("/files/")
        server.deleted.append(id)
        return {"id": id, "deleted": True} if server.files.pop(id, None) is not None else None
    return None
