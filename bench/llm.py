"""Asking a language model: a study's run against a bare client and against langchain's batch, on the same server.

    python bench/llm.py [--calls 320] [--rounds 3] [--langchain PYTHON]

Each measurement is a process of its own; the server is one too. Wall time is of the asking, without imports and
without making the study; CPU is the client's. `--langchain` names a Python that has langchain-openai.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, AT_ONCE = 0.5, 32
WORDS = "Op dinsdag loopt ze met de groep langs de vaart en drinkt daarna koffie in het buurthuis. " * 25
ANSWER = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Verbinding"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 40, "completion_tokens": 2, "total_tokens": 42},
}


async def serve() -> None:
    """Answer every request after half a second; say on which port."""
    body = json.dumps(ANSWER).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = next(int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.startswith(b"content-length"))
                await reader.readexactly(length)
                await asyncio.sleep(SECONDS)
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def floor(url: str, calls: int) -> None:
    """A bare httpx2 client: as many workers as calls at once, nothing else done."""
    import httpx2

    async def ask() -> None:
        limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        async with httpx2.AsyncClient(limits=limits, timeout=60) as client:
            numbers = iter(range(calls))

            async def work() -> None:
                for number in numbers:
                    message = {"role": "user", "content": f"{number} {WORDS}"}
                    answer = await client.post(f"{url}/chat/completions", json={"model": "m", "messages": [message]})
                    answer.json()["choices"][0]["message"]["content"]

            await asyncio.gather(*(work() for _ in range(AT_ONCE)))

    _tell(lambda: asyncio.run(ask()))


def langchain(url: str, calls: int) -> None:
    """langchain's batch, with as many at once."""
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="m", base_url=url, api_key="none", max_retries=0)
    messages = [f"{number} {WORDS}" for number in range(calls)]
    _tell(lambda: model.batch(messages, config={"max_concurrency": AT_ONCE}))


def study(url: str, calls: int) -> None:
    """A study's run: leases, record of what was sent, proposals in the database."""
    import openai  # noqa: F401 - imports are not measured

    from sq_coder.domain import FoundStory
    from sq_coder.study import init_study, model  # noqa: F401

    with tempfile.TemporaryDirectory() as folder, init_study(Path(folder) / "s") as made:
        made.keep_stories([FoundStory(f"V{n}", f"{n} {WORDS}", year=2024) for n in range(calls)])
        done = _tell(lambda: made.propose(proposer="openai", model="m", base_url=url, concurrency=AT_ONCE))
        assert (done.proposed, done.requests) == (calls, calls), done


def _tell(work):
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    result = work()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": wall, "cpu": cpu, "grown": (after.ru_maxrss - before.ru_maxrss) / 1024}))
    return result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=320)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--langchain")
    parser.add_argument("--one", nargs=2)
    parser.add_argument("--serve", action="store_true")
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve())
    if given.one:
        {"floor": floor, "study": study, "langchain": langchain}[given.one[0]](given.one[1], given.calls)
        return
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        pythons = {"floor": sys.executable, "study": sys.executable}
        pythons |= {"langchain": given.langchain} if given.langchain else {}
        found: dict[str, list[dict[str, float]]] = {name: [] for name in pythons}
        for _ in range(given.rounds):
            for name, python in pythons.items():
                command = [python, __file__, "--calls", str(given.calls), "--one", name, url]
                found[name].append(
                    json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
                )
    finally:
        server.terminate()
    ideal = given.calls / AT_ONCE * SECONDS
    print(
        f"{given.calls} calls of {SECONDS} s, {AT_ONCE} at a time (ideal {ideal:.2f} s); {given.rounds} rounds in turn"
    )
    least = min(one["wall"] for one in found["floor"])
    for name, runs in found.items():
        walls = [one["wall"] for one in runs]
        ratios = [one["wall"] / low["wall"] for one, low in zip(runs, found["floor"], strict=True)]
        print(
            f"{name:10} wall {statistics.median(walls):6.2f} s (least {min(walls):.2f}), "
            f"times the floor {statistics.median(ratios):.3f} (least to least {min(walls) / least:.3f}), "
            f"CPU {statistics.median(one['cpu'] for one in runs):5.2f} s, memory grew {max(one['grown'] for one in runs):.0f} MB"
        )


if __name__ == "__main__":
    main()
