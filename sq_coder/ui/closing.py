"""Closing the screens: one Ctrl+C ends them with one sentence, whatever a page or a browser is still busy with."""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sys
from threading import Event, Lock, Thread
from types import FrameType

from starlette.types import ASGIApp, Receive, Scope, Send

from sq_coder.ui import jobs

CLOSED = "\nThe screens are closed. What was saved is whole.\n"
LONGEST_WAIT = 1.2
"""Seconds that open browsers and long work get to end by themselves."""
_LONGEST_TIDYING = 0.3

_asked = Event()
_ending = Lock()
"""Never given back: the program ends once."""


class Closing:
    """Listens for Ctrl+C beside the server's own handler, which would wait for every connection and thread."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what breaks off because the screens are being closed is no error."""
        if scope["type"] == "lifespan":
            _listen()
        await self.app(scope, receive, send)


def _listen() -> None:
    """Called once the server has set its own handler, in the thread that may set one."""
    servers = signal.getsignal(signal.SIGINT)

    def asked(number: int, frame: FrameType | None) -> None:
        begin()
        if callable(servers):
            servers(number, frame)

    signal.signal(signal.SIGINT, asked)


def begin() -> None:
    """Stop long work, be silent about what is broken off, and see to it that the program ends soon."""
    if _asked.is_set():
        return
    _asked.set()
    # A socket that is closed halfway an answer is told as an error, with a trace that helps nobody.
    logging.disable(logging.CRITICAL)
    jobs.stop_all()
    Thread(target=_end_at_last, name="sq-coder closing", daemon=True).start()


def _end_at_last() -> None:
    Event().wait(LONGEST_WAIT)
    end()


def end() -> None:
    """End the program: what was stored is whole, and what was half written is taken back when it is next opened."""
    _ending.acquire()
    # Files that are being read lie in a folder that is taken away by these.
    tidying = Thread(target=atexit._run_exitfuncs, daemon=True)
    tidying.start()
    tidying.join(_LONGEST_TIDYING)
    sys.stderr.write(CLOSED)
    sys.stderr.flush()
    os._exit(0)
