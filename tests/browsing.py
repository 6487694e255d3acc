"""The real screens for tests: a server on a study, and how to wait for and find what a page shows."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


SERVE = """
import sys, streamlit
from sq_coder.ui.access import MIDDLEWARE, config
streamlit.App(sys.argv[1], middleware=MIDDLEWARE).run(config=config(int(sys.argv[2])))
"""


class Screens:
    """A running server on one study; with `script`, on that script under the same gate instead of the screens."""

    def __init__(self, folder: Path, *, script: Path | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self.log = folder.parent / f"screens-{port}.log"
        command = [sys.executable, "-m", "sq_coder", "-s", str(folder), "app", "--port", str(port)]
        if script is not None:
            command = [sys.executable, "-c", SERVE, str(script), str(port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "BROWSER": "true"})
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


def wait_idle(page: Page) -> None:
    """Wait until the page is drawn whole: the script has ended and nothing on it is of an earlier run."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_function("() => !document.querySelector('[data-stale=true]')", timeout=30_000)


def key(page: Page, name: str) -> Locator:
    """The widget with this key: `key(page, "stories.search")`."""
    return page.locator(".st-key-" + name.replace(".", "-"))
