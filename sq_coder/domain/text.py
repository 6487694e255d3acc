"""Text as it is stored, and the number that a heading begins with."""

from __future__ import annotations

import re
import unicodedata

# All of Unicode's control characters but tab and line feed; lone surrogates, which no file can hold; the byte order
# mark; and the marks that turn the direction of writing around, with which a line can show something else than it says.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# '3.', '3)', '2.1', '2.1.'; not '10 jaar' and not '2024'. A dotted date (5.12.2024) has a part of four digits.
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)])(?!\d)\s+(?=\S)")


def normalise(text: str) -> str:
    r"""The text as it is stored: NFC, line ends as LF, no byte order mark, no control characters but tab and LF.

    >>> normalise("\ufeffcafe\u0301\r\n\x07thuis")
    'café\nthuis'
    """
    # Nearly every text has nothing to take out, which this sees ten times as fast as the patterns.
    if not text.replace("\n", "").replace("\t", "").isprintable():
        text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def split_number(text: str) -> tuple[str, str]:
    """The number a heading or item begins with, as written, and the rest; no number is ''.

    >>> split_number("2.1. Aanleiding")
    ('2.1.', 'Aanleiding')
    >>> split_number("10 jaar later")
    ('', '10 jaar later')
    """
    found = _NUMBER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)
