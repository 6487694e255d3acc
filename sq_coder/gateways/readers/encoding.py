"""The characters of a plain text or csv: which encoding it was written in."""

from __future__ import annotations

import codecs
import re

from sq_coder.errors import DocumentError

# UTF-32's mark begins with UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SEQUENCE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")  # what é, ë, ’ and emoji are in UTF-8
_BINARY = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_SAVE_AS = "Open it and save it as plain text (UTF-8), then import it again."


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text and which encoding was read: UTF-8, UTF-16, UTF-32, Windows-1252 or what charset-normalizer finds.

    A byte order mark decides; else strict UTF-8, which other encodings of Dutch fail; else UTF-16 by its zero bytes;
    else Windows-1252, which old Excel and Notepad write. A statistical guess comes last only: on a short Dutch text it
    finds Windows-1250 or Mac Roman as soon as Windows-1252.
    """
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _strict(name, data, codec, label), label
    if b"\0" in data:
        return _without_mark(name, data), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _older(name, data, error)


def _strict(name: str, data: bytes, codec: str, label: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        what = f"It says it is {label}, but from byte {error.start} on it is something else."
        raise DocumentError(name, what, do=_SAVE_AS) from error
    return text.removeprefix("\ufeff")


def _without_mark(name: str, data: bytes) -> str:
    """UTF-16 without a mark: in Dutch nearly every second byte is zero, always on the same side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    little = odd > 0.6 * half and even < 0.05 * half
    big = even > 0.6 * half and odd < 0.05 * half
    if len(data) % 2 or not (little or big):
        raise not_text(name)
    return _strict(name, data, "utf-16-le" if little else "utf-16-be", "UTF-16")


def _older(name: str, data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if len(data) - len(data.translate(None, _BINARY)) > len(data) // 500:
        raise not_text(name) from error
    sequences = [s for s in _SEQUENCE.findall(data) if _is_utf8(s)]
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if len(sequences) >= 2 and sum(map(len, sequences)) * 2 > high:
        what = f"It is UTF-8 with a damaged character at byte {error.start}."
        raise DocumentError(name, what, do=_SAVE_AS) from error
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return _guessed(name, data)


def _is_utf8(sequence: bytes) -> bool:
    try:
        sequence.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(name: str, data: bytes) -> tuple[str, str]:
    """The text of bytes that are neither UTF-8 nor Windows-1252, such as an old Mac's."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise not_text(name)
    return str(best), best.encoding


def not_text(name: str) -> DocumentError:
    """The refusal of a file whose bytes are no text."""
    return DocumentError(name, "It is not a text: its bytes are no characters.", do="Choose another file.")
