"""Opens the screens from the command line: a server on this machine, and a browser on it."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from sq_coder.errors import Problem
from sq_coder.ui.session import FOLDER

TRIED = 20
"""Ports that are tried after the one asked for."""


def launch(folder: Path, *, port: int) -> None:
    """Open the screens on the study in a folder, until interrupted; says the address in one sentence.

    Raises:
        Problem: no port is free.
    """
    from starlette.middleware import Middleware
    from streamlit import App

    from sq_coder.ui.access import ADDRESS, MIDDLEWARE, SCRIPT, config
    from sq_coder.ui.closing import Closing, end

    free = free_port(ADDRESS, port)
    address = f"http://{ADDRESS}:{free}"
    os.environ[FOLDER] = str(folder.resolve())
    busy = f" Port {port} is in use by another program." if free != port else ""
    sys.stderr.write(f"The screens are open at {address}, on this machine only.{busy} Stop with Ctrl+C.\n")
    sys.stderr.flush()
    Thread(target=_open_browser, args=(address, free), daemon=True).start()
    try:
        App(SCRIPT, middleware=[Middleware(Closing), *MIDDLEWARE]).run(config=config(free))
    except KeyboardInterrupt:
        end()


def free_port(address: str, port: int) -> int:
    """The port asked for, or the next one that no program listens on."""
    for candidate in range(port, min(port + TRIED, 65535) + 1):
        with socket.socket() as probe:
            if sys.platform != "win32":  # where it would let two programs listen on one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, candidate))
            except OSError:
                continue
            return candidate
    raise Problem(
        "port", f"Ports {port} to {port + TRIED} are in use. The screens were not opened. Give another --port."
    )


def _open_browser(address: str, port: int) -> None:
    """Open the address in a browser as soon as somebody listens there."""
    until = monotonic() + 30
    while monotonic() < until:
        try:
            socket.create_connection((address.split("/")[2].partition(":")[0], port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            webbrowser.open(address)
            return
