"""The key of an endpoint: from the environment or the system's keyring, never from a file."""

from __future__ import annotations

import importlib
import os

from sq_coder.domain import ModelSettings
from sq_coder.errors import ModelError
from sq_coder.gateways.llm.address import is_local, where

SERVICE = "sq-coder"
"""Under which name the keyring holds keys; the user name is the endpoint's host."""


def key_for(settings: ModelSettings, url: str) -> str:
    """The key; empty for an endpoint on this machine that asks for none.

    Raises:
        ModelError: an endpoint elsewhere, and no key in the environment or the keyring.
    """
    key = os.environ.get(settings.key_variable, "").strip()
    if not key and not is_local(url):  # asking the keyring takes a second, and a model on this machine has seldom a key
        key = _kept(where(url))
    if not key and not is_local(url):
        raise ModelError(
            f"There is no key for {where(url)}. Nothing was sent. "
            f"Put it in the environment variable {settings.key_variable} and run this again."
        )
    if not key.isascii() or not key.isprintable():
        raise ModelError(
            f"The key in the environment variable {settings.key_variable} holds characters that no key has. "
            "Nothing was sent. Copy it again."
        )
    return key


def _kept(host: str) -> str:
    """The key in the system's keyring, where the keyring package is installed and the system has one."""
    try:
        keyring = importlib.import_module("keyring")
        return str(keyring.get_password(SERVICE, host) or "").strip()
    except Exception:  # not installed, a server without a keyring, one that stayed locked: each backend has its own
        return ""
