"""How the screens are opened, and to whom: this machine only. The one place that says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from sq_coder.ui.middleware import FirstPage, Gate, OwnPage, SafeHeaders
from sq_coder.ui.theme import THEME

SCRIPT = Path(__file__).with_name("main.py")
ADDRESS = "127.0.0.1"
HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""What a browser may call this machine. Any other name is refused, so that no web site can pose as it."""

CLIENTS = ("127.0.0.1", "::1")
"""Who may ask: this machine, even when a server is started that listens to others."""

MOST_MEGABYTES = 50
"""Of one upload."""

# main.py lists the pages. Streamlit would take the folder pages/ beside it for its own list until main.py has run once,
# and so greet the first visitor to a page's address with "Page not found".
PagesManager.uses_pages_directory = False

MIDDLEWARE = [
    Middleware(SafeHeaders),
    Middleware(Gate, hosts=HOSTS, clients=CLIENTS),
    Middleware(FirstPage, addresses=("/verhalen", "/begin")),
    Middleware(OwnPage),
]


def config(port: int) -> dict[str, Any]:
    """Streamlit's settings for this machine only: nothing is fetched from, counted by or shown to another host."""
    return {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": True,
        "server.showEmailPrompt": False,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": MOST_MEGABYTES,
        "server.allowedHosts": list(HOSTS),
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "runner.magicEnabled": False,
        "logger.hideWelcomeMessage": True,
        **{f"theme.{name}": value for name, value in THEME.items()},
    }
