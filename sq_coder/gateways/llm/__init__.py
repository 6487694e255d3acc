"""Language models behind an OpenAI-compatible endpoint.

The key comes from the environment or the system's keyring and stands nowhere else: not in a log, an error or a
file. Nothing is sent but what `body` shows: no system message, no added words, no description of this machine.
"""

from sq_coder.gateways.llm.address import PUBLIC, completions, endpoint, is_local, where
from sq_coder.gateways.llm.batches import MOST_BYTES, MOST_REQUESTS, Batch, Batches, Line, batching, line_of
from sq_coder.gateways.llm.keys import key_for
from sq_coder.gateways.llm.messages import body
from sq_coder.gateways.llm.model import Model, ask_once, connect
from sq_coder.gateways.llm.pace import Patience
from sq_coder.gateways.llm.refusals import AskError, GoneError

__all__ = [
    "MOST_BYTES",
    "MOST_REQUESTS",
    "PUBLIC",
    "AskError",
    "Batch",
    "Batches",
    "GoneError",
    "Line",
    "Model",
    "Patience",
    "ask_once",
    "batching",
    "body",
    "completions",
    "connect",
    "endpoint",
    "is_local",
    "key_for",
    "line_of",
    "where",
]
