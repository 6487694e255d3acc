"""The study's database. Nouns in, nouns out: rows never leave this room, and only this room knows SQLAlchemy.

`Store` is found here; SQLAlchemy is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sq_coder.gateways.store.store import Store as Store

__all__ = ["Store"]


def __getattr__(name: str) -> Any:
    if name == "Store":
        from sq_coder.gateways.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
