"""Screens for the tests: a page without a browser (AppTest), and the real server in a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Screens, wait_idle, watch
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from sq_coder.study import Study
from sq_coder.ui import jobs, session
from sq_coder.ui.access import SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALL = "Chromium is missing: install it (apt-get install chromium fonts-dejavu-core) to run the browser tests."


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: acts in a real Chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are left out, aloud; with SQ_NO_SKIP=1 (in CI) they fail."""
    ours = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    if ours and not shutil.which("chromium") and os.environ.get("SQ_NO_SKIP") != "1":
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)
        sys.stderr.write(f"\n{len(ours)} browser tests are left out. {INSTALL}\n")


@pytest.fixture(scope="session", autouse=True)
def _scan_once() -> Iterator[None]:
    """Look for the components of installed packages once, not for every page: that takes most of a page's time."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def page_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the screens on a study, without a browser: `page_of(study, "stories", researcher="Ann")`."""

    def open_page(study: Study | Path, file: str = "", *, researcher: str = "", language: str = "nl") -> AppTest:
        monkeypatch.setenv("SQ_DEBUG", "1")
        # AppTest has no browser, so no cookies; it would answer with a mock.
        monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: None)
        monkeypatch.setenv(session.FOLDER, str(study if isinstance(study, Path) else study.folder))
        at = AppTest.from_file(str(SCRIPT), default_timeout=30)
        at.session_state["language"] = language
        if researcher:
            at.session_state["researcher"] = researcher
        at.run()
        return at.switch_page(f"pages/{file}.py").run() if file else at

    return open_page


@pytest.fixture(autouse=True)
def _close_studies() -> Iterator[None]:
    """Let go of the studies that pages opened, and of the work that they started."""
    yield
    for job in list(jobs._jobs.values()):
        job.cancel.set()
        job.ended.wait(30)
    jobs._jobs.clear()
    session._opened.clear()


@pytest.fixture(scope="session")
def shared_screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Screens]]:
    """One real server for all tests: it shows the study that its link points to. A server of its own takes seconds."""
    link = tmp_path_factory.mktemp("screens") / "study"
    running: list[Screens] = []

    def show(folder: Path) -> Screens:
        link.unlink(missing_ok=True)
        link.symlink_to(folder, target_is_directory=True)
        if not running:
            running.append(Screens(link))
        return running[0]

    yield show
    for one in running:
        one.close()


@pytest.fixture
def screens(shared_screens: Callable[[Path], Screens]) -> Iterator[Callable[..., Screens]]:
    """The real server on a study; `own` starts one by the command `app`, on a free port. One study at a time."""
    running: list[Screens] = []

    def start(study: Study | Path, *, script: Path | None = None, own: bool = False) -> Screens:
        folder = study if isinstance(study, Path) else study.folder
        if script is None and not own:
            return shared_screens(folder)
        running.append(Screens(folder, script=script))
        return running[-1]

    yield start
    for one in running:
        one.close()


SLOW = """
import runpy, time
for _ in range(5):
    time.sleep(0.1)
try:
    runpy.run_path({script!r})
finally:
    time.sleep(0.5)
"""


@pytest.fixture
def slow_script(tmp_path: Path) -> Path:
    """The screens on a machine that is busy: a page comes late, and its run goes on after the last thing was drawn."""
    script = tmp_path / "slow.py"
    script.write_text(SLOW.format(script=str(SCRIPT)), encoding="utf-8")
    return script


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, one for all tests."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail(INSTALL)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def usual_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has the files of the screens from an earlier test: getting them anew takes seconds."""
    context = browser.new_context(locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def visit(browser: Browser, usual_browser: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser of its own: two visits are two people. Fails on any error and any other host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_address(url: str, *, width: int = 1280, height: int = 900, cookies: dict[str, str] | None = None) -> Page:
        contexts.append(browser.new_context(locale="nl-NL") if contexts else usual_browser)
        contexts[-1].add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in (cookies or {}).items()]
        )
        page = watch(contexts[-1].new_page())
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: wrong.append(f"page error: {e}"))
        own = url.partition("://")[2].partition("/")[0]
        page.on("request", lambda r: None if _is_own(r.url, own) else wrong.append(f"another host: {r.url}"))
        page.goto(url)
        wait_idle(page)
        return page

    yield open_address
    for page in usual_browser.pages:
        page.close()
    usual_browser.clear_cookies()
    usual_browser.clear_permissions()
    for context in contexts[1:]:
        context.close()
    assert not wrong, wrong


def _is_own(url: str, own: str) -> bool:
    return url.startswith(("data:", "blob:")) or url.partition("://")[2].partition("/")[0] == own
