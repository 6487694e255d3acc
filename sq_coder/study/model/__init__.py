"""Asking a language model about many stories: what goes out, which story is next, the round, and what is stored."""

from sq_coder.study.model.outgoing import About, Outbox, Outgoing
from sq_coder.study.model.reading import Read, read_keyword, reader
from sq_coder.study.model.round import Asked, finish
from sq_coder.study.model.running import ask_all

__all__ = ["About", "Asked", "Outbox", "Outgoing", "Read", "ask_all", "finish", "read_keyword", "reader"]
