"""Asking a language model about many stories: what goes out, which story is next, the round, and what is stored."""

from sq_coder.study.model.outgoing import Outbox, Outgoing
from sq_coder.study.model.round import Asked, Read, finish, read_keyword
from sq_coder.study.model.running import ask_all

__all__ = ["Asked", "Outbox", "Outgoing", "Read", "ask_all", "finish", "read_keyword"]
