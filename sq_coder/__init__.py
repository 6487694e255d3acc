"""sq-coder: read residents' stories through the lens of Social Quality.

Names are imported when first used, so that `import sq_coder` costs nothing (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sq_coder.errors import SQCoderError
    from sq_coder.study import Study, init_study, open_study

__version__ = "0.1.0"
__all__ = ["SQCoderError", "Study", "__version__", "init_study", "open_study"]

_WHERE = {
    "SQCoderError": "sq_coder.errors",
    "Study": "sq_coder.study",
    "init_study": "sq_coder.study",
    "open_study": "sq_coder.study",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'sq_coder' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
