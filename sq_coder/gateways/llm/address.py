"""Where a language model is: which addresses are this machine, and which the study allows."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from sq_coder.domain import ModelSettings
from sq_coder.errors import ModelError, quote

PUBLIC = "https://api.openai.com/v1"
"""Where requests go when no endpoint is given."""


def is_local(base_url: str) -> bool:
    """Whether an endpoint is this machine itself (loopback): text sent there does not leave it.

    >>> is_local("http://127.0.0.1:11434/v1"), is_local("http://192.168.1.20/v1")
    (True, False)
    """
    try:
        host = urlsplit(base_url).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(settings: ModelSettings) -> str:
    """Where requests go, checked.

    Raises:
        ModelError: when it is not an address, or not the one that the study allows.
    """
    url = (settings.base_url or PUBLIC).rstrip("/")
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
        good = good and not parts.query and not parts.fragment and parts.port != 0
        # A line break at its end, or a digit of another script, is overlooked here and refused by the client.
        good = good and url.isprintable() and not any(c.isspace() or (c.isdigit() > c.isascii()) for c in url)
    except ValueError:
        good = False
    if not good:
        raise ModelError(
            f"{quote(url.rpartition('@')[2])} is not the address of an endpoint. Nothing was sent. "
            "Write it like: http://localhost:11434/v1"
        )
    if settings.only_endpoint and url != settings.only_endpoint.rstrip("/"):
        raise ModelError(
            f"This study allows one endpoint only ({settings.only_endpoint}). Nothing was sent. "
            "Leave out --base-url, or change only_endpoint in study.toml."
        )
    return url


def completions(settings: ModelSettings) -> str:
    """The address that chat completions are asked at; with an `api_version` as Azure's deployments have it."""
    url = endpoint(settings)
    if not settings.api_version:
        return f"{url}/chat/completions"
    deployment = percent(settings.model, safe="")
    root = url if url.endswith("/openai") else f"{url}/openai"
    version = percent(settings.api_version, safe="")
    return f"{root}/deployments/{deployment}/chat/completions?api-version={version}"


def where(base_url: str) -> str:
    """The host and port of an endpoint, without a password that may stand in it."""
    return urlsplit(base_url).netloc.rpartition("@")[2]
