"""What stands between a browser and the screens: who may ask, what a page may load, which language it says it is in."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sq_coder.ui.own_words import SCRIPT

LANGUAGE_COOKIE = "sq_taal"

POLICY = (
    "default-src 'self'; script-src 'self' blob:; worker-src 'self' blob:; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)
"""Scripts, images and connections come from this server only, whatever a story says."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # an address names a story
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_KEPT = ("/static/",)  # Streamlit's own files, named by their content
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
_ELSEWHERE = re.compile(r"/[^/]+/_stcore/(?:health|host-config)")
"""Where the page of an address like /controleren first asks for its server."""


class SafeHeaders:
    """Adds the content security policy, and keeps stories out of the browser's cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with these headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith(_KEPT):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


class Gate:
    """Refuses a request from another machine or web site, under another name than this machine's, or for internals."""

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], clients: Sequence[str]) -> None:
        self.app, self.hosts, self.clients = app, frozenset(hosts), frozenset(clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it with a sentence."""
        refused = None if scope["type"] == "lifespan" else self._refusal(scope)
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": refused[1][:100]})
        elif refused[0] == 304:
            await Response(status_code=304)(scope, receive, send)
        else:
            await PlainTextResponse(refused[1], status_code=refused[0])(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if (scope.get("client") or ("",))[0] not in self.clients:
            return 403, "The screens are open on their own machine only."
        if _name(host) not in self.hosts:
            return 400, "This address is not one of sq-coder's."
        # Browsers name the origin of every websocket and upload; what names none is no page of ours.
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        foreign = origin is not None and urlsplit(origin).netloc.casefold() != host.casefold()
        if foreign or (changes and origin is None):
            return 403, "This request comes from another web site."
        # A link to the screens may stand elsewhere; a picture or script of them may not.
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return 403, "This request comes from another web site."
        if scope["path"].startswith(_CLOSED):
            return 404, "There is nothing here."
        # The page then asks at the right place. Any answer but 304 is that place, or an error in the browser's console.
        return (304, "") if _ELSEWHERE.fullmatch(scope["path"]) else None


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    return (host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]).casefold()


class FirstPage:
    """Leads the first page's own address to where Streamlit has that page: the root. Else it says 'Page not found'."""

    def __init__(self, app: ASGIApp, *, addresses: Sequence[str]) -> None:
        self.app, self.addresses = app, frozenset(addresses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or lead to the root with what was asked of the page."""
        if scope["type"] == "http" and scope["path"].rstrip("/") in self.addresses:
            asked = scope["query_string"].decode("ascii", "replace")
            await RedirectResponse(f"/?{asked}" if asked else "/", status_code=307)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class OwnPage:
    """Makes Streamlit's page ours: it says which language it is in, and runs only the scripts that stand in it.

    Streamlit always says English, has a script in the page, and fetches a font that is not used here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a page says the language that was chosen in this browser, Dutch unless it was changed."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        # Plain and whole, so that it can be changed: no compression, no 'not modified'.
        request = MutableHeaders(scope=scope)
        for name in ("accept-encoding", "if-none-match", "if-modified-since", "range"):
            del request[name]
        await self.app(scope, receive, _Page(send, language_of(request.get("cookie", ""))))


class _Page:
    """Sends an answer; a page only when it is whole, with its changes."""

    def __init__(self, send: Send, language: str) -> None:
        self.send, self.language = send, language
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif not self.start:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_whole()

    async def _send_whole(self) -> None:
        body = own_page(self.body.decode("utf-8"), self.language)
        encoded = body.encode("utf-8")
        headers = MutableHeaders(scope=self.start)
        headers["Content-Length"] = str(len(encoded))
        headers["Content-Security-Policy"] = policy_of(body)
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": encoded})


def own_page(body: str, language: str) -> str:
    """Streamlit's page in a language, its own words too, without what it fetches needlessly."""
    body = re.sub(r'<html lang="\w+">', f'<html lang="{language}">', body, count=1)
    body = re.sub(r"<title>[^<]*</title>", "<title>sq-coder</title>", body, count=1)
    body = body.replace("</head>", f"<script>{SCRIPT}</script></head>", 1)
    return re.sub(r'<link\s+rel="(?:preload"[^>]*as="font"|service-desc")[^>]*>', "", body)


def policy_of(body: str) -> str:
    """The content security policy of a page: the scripts that stand in it are named by their hash."""
    scripts = re.findall(r"<script>(.*?)</script>", body, re.DOTALL)
    hashes = [b64encode(sha256(script.encode("utf-8")).digest()).decode() for script in scripts]
    named = "".join(f" 'sha256-{hash}'" for hash in hashes)
    return POLICY.replace("script-src 'self' blob:", f"script-src 'self' blob:{named}")


def _is_page(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def language_of(cookie: str) -> str:
    """The language that a Cookie header asks for: 'en', or else 'nl'."""
    try:
        chosen = SimpleCookie(cookie).get(LANGUAGE_COOKIE)
    except CookieError:
        return "nl"
    return "en" if chosen is not None and chosen.value == "en" else "nl"
