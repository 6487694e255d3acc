"""The real screens for tests: a server on a study, and how to wait for and find what a page shows."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, WebSocket
    from streamlit.testing.v1 import AppTest
    from streamlit.testing.v1.element_tree import Button


SERVE = """
import sys, streamlit
from sq_coder.ui.access import MIDDLEWARE, SCRIPT, config
streamlit.App(sys.argv[1] or SCRIPT, middleware=MIDDLEWARE).run(config=config(int(sys.argv[2])))
"""


class Screens:
    """A running server on one study.

    Args:
        folder: The study's.
        script: Serve this script under the same gate instead of the screens.
        command: Start the screens by these arguments of Python instead of `sq-coder app`.
        port: The one of a server that was here before; a free one by default.
    """

    def __init__(
        self, folder: Path, *, script: Path | None = None, command: Sequence[str] = (), port: int | None = None
    ) -> None:
        port = port or free_port()
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        self.log = folder.parent / f"screens-{port}.log"
        asked = ["-m", "sq_coder", "-s", str(folder), "app", "--port", str(port)]
        if script is not None or folder.is_symlink():
            # `app` would follow the link once; the one server of a test run shows the study that the link points to now.
            asked = ["-c", SERVE, str(script or ""), str(port)]
        if command:
            asked = [*command, f"--server.port={port}"]
        environment = {**os.environ, "BROWSER": "true", "SQ_STUDY": str(folder)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([sys.executable, *asked], stdout=log, stderr=log, env=environment)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            try:
                urlopen(f"{self.url}/_stcore/health", timeout=2).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the screens did not open: {self.log.read_text()}")

    def close(self) -> None:
        """Stop the server as a person would: Ctrl+C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Runs:
    """What a page asked its server for and what came back, read from the wire: a click shows nothing at first."""

    def __init__(self, page: Page) -> None:
        self.answered = False
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self.answered = False
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.answered = False

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and (message := ForwardMsg.FromString(frame)).HasField("script_finished"):
            self.answered = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


_runs: WeakKeyDictionary[Page, Runs] = WeakKeyDictionary()


def watch(page: Page) -> Page:
    """Follow a page from before its first address, so that `wait_idle` knows what is still on its way."""
    _runs[page] = Runs(page)
    return page


def wait_idle(page: Page) -> None:
    """Wait until the page is drawn whole: everything asked for was answered, and nothing on it is of an earlier run."""
    until = time.monotonic() + 30
    while True:
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
        page.wait_for_function("() => !document.querySelector('[data-stale=true]')", timeout=30_000)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if _runs[page].answered and page.locator("[data-test-script-state=notRunning]").count():
            return
        assert time.monotonic() < until, "the server did not answer within 30 seconds"
        page.wait_for_timeout(20)


def turn_to(page: Page, title: str) -> None:
    """Follow a link of the menu, again when it was let go, as a person would.

    A part of a page that draws itself again asks for the page that it is on; in the moment that a link was followed and the
    server has not begun, Streamlit takes that for the newer wish.
    """
    from playwright.sync_api import TimeoutError as Late

    link, heading = (page.get_by_role(role, name=title, exact=True) for role in ("link", "heading"))
    for _ in range(3):
        link.click()
        try:
            heading.first.wait_for(timeout=10_000)
        except Late:
            continue
        break
    wait_idle(page)


def key(page: Page, name: str) -> Locator:
    """The widget with this key: `key(page, "stories.search")`."""
    return page.locator(".st-key-" + name.replace(".", "-"))


def save_button(at: AppTest) -> Button:
    """The button that saves what lies on the desk, of the story that is shown."""
    return next(b for b in at.button if (b.key or "").startswith(("checking.save.", "discussing.save.")))
