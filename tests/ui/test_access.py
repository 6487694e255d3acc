"""Who may ask the screens, and what a page of them may load."""

from __future__ import annotations

import socket
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from browsing import Screens, wait_idle, watch
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sq_coder.errors import Problem
from sq_coder.resources import resource
from sq_coder.study import Study
from sq_coder.ui.access import ADDRESS, config
from sq_coder.ui.closing import CLOSED
from sq_coder.ui.launch import free_port
from sq_coder.ui.middleware import POLICY, language_of


@pytest.fixture
def server(screens: Callable[..., Screens], study: Study) -> Screens:
    return screens(study)


def ask(server: Screens, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(server.url + path, headers=named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read().decode()


def test_only_this_machine_under_its_own_name_is_answered(server: Screens) -> None:
    port = server.url.rpartition(":")[2]
    assert {host: ask(server, Host=host)[0] for host in (f"127.0.0.1:{port}", f"localhost:{port}")} == {
        f"127.0.0.1:{port}": 200,
        f"localhost:{port}": 200,
    }
    for name in (f"sq.example:{port}", f"127.0.0.1.sq.example:{port}", f"localhost.:{port}", ""):
        assert ask(server, Host=name)[0] == 400, name


def test_the_server_listens_on_this_machine_only(server: Screens) -> None:
    port = int(server.url.rpartition(":")[2])
    listening = subprocess.run(["ss", "-Hltn"], capture_output=True, text=True, check=True).stdout
    assert [line.split()[3] for line in listening.splitlines() if line.split()[3].endswith(f":{port}")] == [
        f"{ADDRESS}:{port}"
    ]


def test_a_request_from_another_site_is_refused(server: Screens) -> None:
    assert ask(server, Origin="http://sq.example")[0] == 403
    assert ask(server, "/_stcore/upload_file/a/b", "PUT")[0] == 403  # no origin at all
    assert ask(server, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert ask(server, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200
    assert ask(server, "/_stcore/metrics")[0] == 404


def test_a_page_may_load_from_this_machine_only_and_is_not_kept(server: Screens) -> None:
    for path in ("/", "/verhalen", "/_stcore/health", "/media/none"):
        headers = ask(server, path, Accept="text/html")[1]
        assert headers["content-security-policy"].startswith("default-src 'self'; script-src 'self' blob:"), path
        assert headers["cache-control"] == "no-store", path
        assert headers["referrer-policy"] == "no-referrer", path
    assert ask(server, "/_stcore/health")[1]["content-security-policy"] == POLICY


def test_the_page_is_in_the_language_of_the_browser(server: Screens) -> None:
    assert '<html lang="nl">' in ask(server, Accept="text/html", Accept_Encoding="gzip")[2]
    assert '<html lang="en">' in ask(server, Accept="text/html", Cookie="sq_taal=en")[2]
    assert [language_of(cookie) for cookie in ("", "sq_taal=en", "sq_taal=\x00;;", "sq_taal=fr")] == [
        "nl",
        "en",
        "nl",
        "nl",
    ]


def test_a_websocket_without_an_origin_is_refused(server: Screens) -> None:
    def status(**headers: str) -> int:
        try:
            with connect(server.url.replace("http", "ws") + "/_stcore/stream", additional_headers=headers):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    assert status() == 403
    assert status(Origin="http://sq.example") == 403
    assert status(Origin=server.url) == 101


def test_the_first_free_port_is_taken() -> None:
    with socket.socket() as busy:
        busy.bind((ADDRESS, 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert free_port(ADDRESS, port) > port
        with pytest.raises(Problem, match="are in use"):
            free_port(ADDRESS, 65536)


def test_the_screens_say_their_address_in_one_sentence_and_stop_without_a_trace(
    screens: Callable[..., Screens], study: Study
) -> None:
    server = screens(study, own=True)
    server.close()
    assert server.log.read_text() == (
        f"The screens are open at {server.url}, on this machine only. Stop with Ctrl+C.\n{CLOSED}"
    )


BUSY = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sq_coder.ui.closing import CLOSED
from sq_coder.ui.launch import launch
ThreadPoolExecutor(1).submit(time.sleep, 40)
launch(Path(sys.argv[1]), port=int(sys.argv[2].partition("=")[2]))
"""


def test_one_ctrl_c_closes_with_an_open_page_and_work_that_does_not_end(study: Study, browser: Browser) -> None:
    server = Screens(study.folder, command=["-c", BUSY, str(study.folder)])
    page = watch(browser.new_page())
    page.goto(server.url)
    wait_idle(page)
    begun = time.monotonic()
    server.close()
    assert time.monotonic() - begun < 10
    assert server.log.read_text().endswith(CLOSED)
    assert "Traceback" not in server.log.read_text()
    page.close()


def test_nothing_is_counted_or_fetched_elsewhere() -> None:
    chosen = config(8501)
    assert (chosen["server.address"], chosen["browser.gatherUsageStats"], chosen["client.showErrorDetails"]) == (
        "127.0.0.1",
        False,
        "none",
    )


def test_streamlit_run_has_the_same_settings() -> None:
    file = resource("app.py").with_name(".streamlit") / "config.toml"
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    theme = written.pop("theme")
    sidebar = theme.pop("sidebar")
    flat = {f"{section}.{name}": value for section, values in written.items() for name, value in values.items()}
    flat |= {f"theme.{name}": value for name, value in theme.items()}
    flat |= {f"theme.sidebar.{name}": value for name, value in sidebar.items()}
    own = config(8501)
    assert flat == {name: value for name, value in own.items() if name not in ("server.port", "server.headless")}


def test_streamlit_run_opens_the_same_screens_behind_the_same_gate(study: Study, visit: Callable[..., Page]) -> None:
    server = Screens(
        study.folder, command=["-m", "streamlit", "run", str(resource("app.py")), "--server.headless=true"]
    )
    try:
        assert ask(server, Accept="text/html")[1]["content-security-policy"].startswith("default-src 'self'")
        assert ask(server, Host="sq.example")[0] == 400
        page = visit(server.url)
        expect(page.get_by_role("heading", name="Verhalen")).to_be_visible()
        page.close()
    finally:
        server.close()
