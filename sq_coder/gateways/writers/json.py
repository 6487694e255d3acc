"""The complete study as one json document, and back: nothing is lost on the way."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sq_coder.domain import Contents
from sq_coder.errors import Problem, quote

FORMAT = "sq-coder study"
FORMAT_VERSION = 1
_AGAIN = "Export the study again and import that file."


def to_json(contents: Contents) -> str:
    """The contents as json text: fields by their names, figures as base64, the form and its version first.

    Each field, and each noun in a list, has a line of its own, so that two exports can be laid beside each other.
    """
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(contents)}
    return "{\n" + ",\n".join(f"{_line(name)}: {_lines(value)}" for name, value in document.items()) + "\n}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(map(_line, value)) + "\n]"


# Not indented: then the encoder in C writes it, ten times as fast.
_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def from_json(text: str, *, file: str = "json") -> Contents:
    """The contents that `to_json` wrote, the same in everything.

    Raises:
        Problem: not json, not of sq-coder, of a newer form, or a value that cannot be; it says where.
    """
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise _refused(f"{file}{line}: this is not json.") from error
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise _refused(f"{file}: this is not a study that sq-coder wrote.")
    version = document.pop("format_version", None)
    if version != FORMAT_VERSION:
        newer = type(version) is int and version > FORMAT_VERSION
        do = "Install the newest sq-coder and import it with that." if newer else ""
        raise _refused(f"{file}: this is form {quote(version)}, and this sq-coder reads form {FORMAT_VERSION}.", do=do)
    try:
        made = _noun(Contents, document, "")
    except _Unfit as error:
        raise _refused(f"{file}: {error}") from error
    return typing.cast(Contents, made)


class _Unfit(ValueError):
    """A value that does not fit its place."""


def _refused(what: str, *, do: str = "") -> Problem:
    return Problem("json", f"{what} Nothing was imported. {do or _AGAIN}")


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | None) and not isinstance(value, StrEnum):
        return value
    if dataclasses.is_dataclass(value):
        noun: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in _names(noun)}
    if isinstance(value, tuple | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, StrEnum) else value


@functools.cache
def _names(noun: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(noun))


@functools.cache
def _fields(noun: type) -> dict[str, tuple[Any, bool]]:
    """A noun's fields: the type of each, and whether it must be there."""
    hints = typing.get_type_hints(noun)
    missing = dataclasses.MISSING
    return {
        f.name: (hints[f.name], f.default is missing and f.default_factory is missing)
        for f in dataclasses.fields(noun)
        if f.init
    }


def _noun(noun: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise _Unfit(f"{where or 'the document'} should be an object.")
    fields = _fields(noun)
    for name in value:
        if name not in fields:
            raise _Unfit(f"{where or 'the document'} has an unknown field {quote(name)}.")
    for name, (_, required) in fields.items():
        if required and name not in value:
            raise _Unfit(f"{where or 'the document'} has no field {quote(name)}.")
    made = {name: _read(fields[name][0], item, f"{where}.{name}".lstrip(".")) for name, item in value.items()}
    try:
        return noun(**made)
    except ValueError as error:
        raise _Unfit(f"{where}: {error}.") from error


def _read(hint: Any, value: Any, where: str) -> Any:
    hint = _bare(hint)
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in of:
            return None
        return _read(next(option for option in of if option is not type(None)), value, where)
    if origin is tuple:
        return _tuple(of, value, where)
    if origin is Mapping or origin is dict:
        if not isinstance(value, dict):
            raise _Unfit(f"{where} should be an object.")
        return {_read(of[0], key, where): _read(of[1], item, f"{where}.{key[:30]}") for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return _noun(hint, value, where)
    return _simple(hint, value, where)


def _bare(hint: Any) -> Any:
    # A NewType is the type it stands for once it is read.
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return hint


def _tuple(of: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _Unfit(f"{where} should be a list.")
    hints = [of[0]] * len(value) if of[-1] is Ellipsis else list(of)
    if len(hints) != len(value):
        raise _Unfit(f"{where} should have {len(hints)} values.")
    return tuple(_read(hint, item, f"{where}[{i}]") for i, (hint, item) in enumerate(zip(hints, value, strict=True)))


def _simple(hint: Any, value: Any, where: str) -> Any:
    if hint is bytes and isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise _Unfit(f"{where} should be base64.") from error
    if isinstance(hint, type) and issubclass(hint, StrEnum) and isinstance(value, str):
        if value not in list(hint):
            raise _Unfit(f"{where} says {quote(value)}, which is not one of: {', '.join(hint)}.")
        return hint(value)
    # True is an int to Python, but not to a reader of json.
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise _Unfit(f"{where} should be {_KINDS.get(hint, hint.__name__)}.")
    return value


_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
