"""How fast the screens are at 45 and at 10,000 stories, and with ten researchers at once: the real server, real clients.

    python bench/screens.py [--quick]

Two servers run beside each other, one per size, and are asked in turn, so that a busy machine slows both. Script: the
time that Streamlit runs the page's script on the server. Click to text: in Chromium, from the click until the new text
stands on the page. Transfer: bytes over the websocket, for opening a page and for one click. The ten researchers are
websocket clients that click Volgende every four seconds; theirs is the time until the page is drawn again.
Floor: a page with one button and one line of text, on the same server software in the same run.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.request import urlopen

from sq_coder.domain import Note, Proposal, ProposalId, ProposalStatus, Run, RunId, Story, StoryId, new_id
from sq_coder.study import Study, init_study
from sq_coder.study.decisions import Choice
from sq_coder.ui.launch import free_port
from sq_coder.ui.session import researcher_cookie

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = (45, 10_000)
CLICKS = 12 if "--quick" in sys.argv else 40
PEOPLE, PAUSE, ROUNDS = 10, 4.0, 4 if "--quick" in sys.argv else 10
WORDS = ("buurt", "samen", "koffie", "lopen", "tuin", "durven", "week", "iemand", "thuis", "leren", "groep", "avond")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
SERVE = """
import sys, time, streamlit
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from sq_coder.ui.access import MIDDLEWARE, SCRIPT, config
bare, log = ScriptRunner._run_script, open(sys.argv[3], "a", buffering=1)
def timed(self, asked):
    started, worked = time.perf_counter(), time.thread_time()
    bare(self, asked)
    taken, busy = time.perf_counter() - started, time.thread_time() - worked
    log.write(f"{taken * 1000:.1f} {busy * 1000:.1f} {bool(asked.fragment_id or asked.fragment_id_queue)}\\n")
ScriptRunner._run_script = timed
streamlit.App(sys.argv[1] or SCRIPT, middleware=MIDDLEWARE).run(config=config(int(sys.argv[2])))
"""
FLOOR = """
import streamlit as st
st.session_state["n"] = st.session_state.get("n", 0) + st.button("Volgende", key="floor.next")
st.header(f"Verhaal {st.session_state['n']}")
"""
CLICK = """
async ([button, text]) => {
  const read = () => [...document.querySelectorAll(text)].map(e => e.textContent).join("|");
  const before = read(), start = performance.now();
  document.querySelector(button).click();
  while (read() === before || read() === "") {
    if (performance.now() - start > 20000) throw new Error("nothing changed after " + button);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}
"""


def fill(study: Study, size: int) -> None:
    """Stories of about 400 words, a proposal on each, and a joint decision on nine in ten; past the near-story check."""
    made = [_story(number) for number in range(size)]
    study.store.add_stories(made)
    words = [keyword.word for keyword in study.codebook.keywords]
    run = Run(RunId(new_id()), "paste", model="m", at="2026-11-22T09:00:00.000000+00:00")
    proposals, decisions = [], []
    for number, story in enumerate(made):
        word = words[number % len(words)]
        given = {"raw_reply": word, "text_sha256": story.text_sha256, "at": run.at}
        proposals.append(Proposal(ProposalId(new_id()), run.id, story.id, ProposalStatus.OK, word, **given))
        if number % 10:
            notes = (Note(word), Note(words[(number * 7 + 3) % len(words)]))
            decisions.append(study.decision(story, ["Ann", "Bob"], Choice(notes, supersedes=())))
    study.store.add_decisions(decisions, verdict_of=study.verdict_of, proposals=proposals, runs=[run])


def _story(number: int) -> Story:
    chosen = random.Random(number)
    text = " ".join(chosen.choice(WORDS) + ("." if i % 11 == 10 else "") for i in range(400))
    more = {"year": 2021 + number % 4, "group": f"groep {number % 20}"}
    return Story(StoryId(f"{number:032x}"), f"Verhaal {number}", f"{text} {number}.", **more)


class Server:
    """A server of its own that writes down how long each run of the script took."""

    def __init__(self, folder: Path, script: str = "") -> None:
        self.folder, self.log = folder, folder.with_suffix(".log")
        self.port = free_port("127.0.0.1", random.randint(20_000, 60_000))
        self.log.touch()
        command = [sys.executable, "-c", SERVE, script, str(self.port), str(self.log)]
        self.process = subprocess.Popen(command, env=os.environ | {"SQ_STUDY": str(folder)}, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                urlopen(f"{self.url}/_stcore/health", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the screens did not open")

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def scripts(self) -> list[tuple[float, float]]:
        """Milliseconds on the clock and of the processor of the whole runs so far, without those of a fragment."""
        lines = (line.split() for line in self.log.read_text().splitlines())
        return [(float(taken), float(busy)) for taken, busy, fragment in lines if fragment == "False"]

    def close(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(timeout=30)


class Tab:
    """A page in Chromium on one server, that counts what comes over its websocket."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server, self.bytes = server, 0
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        cookie = {"name": _cookie(server.folder), "value": "Ann", "url": server.url}
        context.add_cookies([cookie])
        self.page = context.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)

    def open(self, address: str, button: str) -> int:
        """Bytes that opening a page with this button takes, once it is drawn whole."""
        self.bytes = 0
        self.page.goto(f"{self.server.url}/{address}")
        self.page.wait_for_selector(button, timeout=60_000)
        self.idle()
        return self.bytes

    def click(self, button: str, text: str) -> tuple[float, int]:
        """Milliseconds from a click to another text, and the bytes that came until all was drawn."""
        self.bytes = 0
        taken = float(self.page.evaluate(CLICK, [button, text]))
        self.idle()
        return taken, self.bytes

    def idle(self) -> None:
        """Wait until the page is drawn whole."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        self.page.wait_for_function("() => !document.querySelector('[data-stale=true]')", timeout=60_000)
        self.page.wait_for_timeout(150)


def _cookie(folder: Path) -> str:
    os.environ["SQ_STUDY"] = str(folder)
    return researcher_cookie()


def in_browser(servers: dict[str, Server]) -> None:
    """Controleren, Kwadrant and the floor: opened, and clicked in turn."""
    from playwright.sync_api import sync_playwright

    pages = {
        "Controleren": ("controleren", [".st-key-checking-following button"], "[data-testid=stMain] h2"),
        "Kwadrant": ("kwadrant", _notes(), ".st-key-quadrant-behind .sq-note"),
    }
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        tabs = {name: Tab(browser, server) for name, server in servers.items()}
        floor = tabs.pop("floor")
        button = ".st-key-floor-next button"
        floor.open("", button)
        taken = _clicked({"floor": floor}, [button], "h2")["floor"]
        print(f"floor, one button and one line: click to text {_p(taken)}")
        for page, (address, buttons, text) in pages.items():
            opened = {name: tab.open(address, buttons[0]) for name, tab in tabs.items()}
            before = {name: len(tab.server.scripts()) for name, tab in tabs.items()}
            waited = _clicked(tabs, buttons, text)
            for name, tab in tabs.items():
                taken, busy = zip(*tab.server.scripts()[before[name] :], strict=True)
                print(
                    f"{page} {name} stories: script {_p(taken)}, {statistics.median(busy):.0f} ms of the processor; click to "
                    f"text {_p(waited[name])}; opening {opened[name] / 1000:.0f} kB, a click {tab.bytes / 1000:.0f} kB"
                )
            small, large = (statistics.median(waited[str(size)]) for size in SIZES)
            print(f"{page} click to text at 10,000 against 45 stories: {large / small:.2f} times")
        browser.close()


def _notes() -> list[str]:
    """Two notes of the quadrant, picked in turn."""
    return [f".st-key-quadrant-notes-cohesion button:nth-of-type({n})" for n in (1, 2)]


def _clicked(tabs: dict[str, Tab], buttons: list[str], text: str) -> dict[str, list[float]]:
    """Milliseconds of each click, the tabs in turn; the first two clicks warm up."""
    waited: dict[str, list[float]] = {name: [] for name in tabs}
    for number in range(CLICKS + 2):
        for name, tab in tabs.items():
            waited[name].append(tab.click(buttons[number % len(buttons)], text)[0])
    return {name: taken[2:] for name, taken in waited.items()}


class Person:
    """A websocket client that opens Controleren and clicks Volgende, as the browser would ask."""

    def __init__(self, server: Server, number: int) -> None:
        self.server, self.number, self.asked, self.button = server, number, "", ""

    async def work(self) -> list[float]:
        """Milliseconds until each click was drawn whole."""
        from websockets.asyncio.client import connect

        cookie = f"{_cookie(self.server.folder)}=Person {self.number}"
        headers = {"Origin": self.server.url, "Cookie": cookie}
        address = self.server.url.replace("http", "ws") + "/_stcore/stream"
        async with connect(address, additional_headers=headers, max_size=None) as self.socket:
            await self._ask(click=False)
            await asyncio.sleep(PAUSE * self.number / PEOPLE)
            taken = []
            for _ in range(ROUNDS):
                started = time.perf_counter()
                await self._ask(click=True)
                taken.append((time.perf_counter() - started) * 1000)
                await asyncio.sleep(max(0.0, PAUSE - taken[-1] / 1000))
            return taken

    async def _ask(self, *, click: bool) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.page_name = "controleren"
        message.rerun_script.query_string = self.asked
        if click:
            message.rerun_script.widget_states.widgets.add(id=self.button, trigger_value=True)
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "page_info_changed":
                self.asked = answer.page_info_changed.query_string
            elif kind == "delta" and answer.delta.new_element.button.id.endswith("checking.following"):
                self.button = answer.delta.new_element.button.id
            elif kind == "script_finished":
                return


async def together(server: Server) -> list[float]:
    """Milliseconds of every click of ten researchers at once."""
    taken = await asyncio.gather(*(Person(server, number).work() for number in range(PEOPLE)))
    return [one for of in taken for one in of]


def _p(taken: Sequence[float]) -> str:
    return f"p50 {statistics.median(taken):.0f} ms, p95 {statistics.quantiles(taken, n=20)[-1]:.0f} ms"


def main() -> None:
    """Print times, bytes and ratios."""
    with TemporaryDirectory() as place, ExitStack() as stack:
        servers = {}
        (Path(place) / "floor.py").write_text(FLOOR, encoding="utf-8")
        for size in SIZES:
            folder = Path(place) / str(size)
            started = time.perf_counter()
            with init_study(folder) as study:
                fill(study, size)
            print(f"{size} stories filled in {time.perf_counter() - started:.1f} s")
            servers[str(size)] = Server(folder)
        servers["floor"] = Server(Path(place) / "empty", str(Path(place) / "floor.py"))
        for server in servers.values():
            stack.callback(server.close)
        in_browser(servers)
        for size in SIZES:
            taken = asyncio.run(together(servers[str(size)]))
            print(f"{PEOPLE} researchers at {size} stories, a click per {PAUSE:.0f} s: {_p(taken)}")


if __name__ == "__main__":
    main()
