"""What is private by its shape alone: numbers, addresses on paper and on the net, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sq_coder.domain import Found, Private

_MONTH = (
    r"(?:januari|jan|februari|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|"
    r"september|sept?|oktober|okt|november|nov|december|dec)\b\.?"
)
_STREET = (
    r"(?:straat|str\.|laan|weg|plein|gracht|kade|dijk|dyk|singel|steeg|hof|pad|dreef|plantsoen|park|wal|markt|"
    r"baan|ring|haven|boulevard|leane|strjitte|wei|buorren)"
)
_EMAIL = re.compile(r"[\w.+%-]+@\w[\w-]*(?:\.\w[\w-]*)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)’']"
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:nl|com|org|net|be|eu|nu|info|frl|de)\b(?!\.\w)(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)’'])?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z]\w[\w.]*\w")
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ .]?[A-Z0-9]{4}){2,7}(?:[ .]?[A-Z0-9]{1,3})?(?![^\W_])", re.IGNORECASE)
# 0 or +31, then nine digits; any other + and eight to fourteen. Short service numbers (0800-1234) are nobody's.
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)31[\s.\-]?(?:\(0\)[\s.\-]?)?|\(?0)[1-9](?:[\s.()/\-–]{0,3}\d){8}(?!\d)"
    r"|(?<![\w+])\+[1-9](?:[\s.()\-]{0,2}\d){7,13}(?!\d)"
)
_POSTCODE = re.compile(r"(?<![\w.,])[1-9]\d{3}(?:\s?(?!SA|SD|SS)[A-Z]{2}|[a-z]{2})(?![^\W_])")
_ADDRESS = re.compile(
    # A word that ends as a street does, or capitals before it: 'Dorpsstraat 12', 'Lange Weg 3b'; not 'op weg 3 keer'.
    rf"(?<![^\W_])(?:(?:[A-ZÀ-Þ][\w.'’-]*\s(?:(?:van|de|der|den|het|'t|op|aan)\s){{0,3}}){{0,4}}[^\W\d_][\w'’-]+{_STREET}"
    rf"|(?:[A-ZÀ-Þ][\w.'’-]*\s(?:(?:van|de|der|den|het|'t|op|aan)\s){{0,3}}){{1,4}}(?i:{_STREET}))"
    r"\s(?:nr\.?\s|nummer\s)?\d{1,4}(?:\s?-?[a-zA-Z](?![^\W_]))?(?:-\d{1,4})?(?![^\W_])"
)
_POSTBOX = re.compile(r"(?<![^\W_])postbus\s\d{1,6}(?!\d)", re.IGNORECASE)
_NINE = re.compile(r"(?<![\w.,+-])\d(?:[ .]?\d){7,8}(?![^\W_])(?![.,-]\d)")
_LONG = re.compile(r"(?<![\w.,+-])\d{7,}(?![^\W_])(?![.,]\d)")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])\s?([-/.])\s?(?:0?[1-9]|1[0-2])\s?\1\s?(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d)"
)
_WRITTEN = re.compile(
    rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?\s{_MONTH}(?:\s(?:['’]\d\d|\d{{4}})(?!\d))?", re.IGNORECASE
)
_BORN = re.compile(r"geboren|geboorte|\bgeb\b|jarig|verjaar|verjaring", re.IGNORECASE)
_NEAR = 40
"""Characters on either side in which a word of birth makes a written date a date of birth."""


def shaped(text: str) -> Iterator[Found]:
    """Everything private by its shape, kind by kind; two may overlap. A long number is one that is nothing else."""
    known = list(_known_shapes(text))
    yield from known
    for found in _LONG.finditer(text):
        if not any(one.start < found.end() and found.start() < one.end for one in known):
            yield Found(found.start(), found.end(), Private.NUMBER)


def _known_shapes(text: str) -> Iterator[Found]:
    for kind, pattern in (
        (Private.EMAIL, _EMAIL),
        (Private.URL, _URL),
        (Private.URL, _HANDLE),
        (Private.PHONE, _PHONE),
        (Private.POSTCODE, _POSTCODE),
        (Private.ADDRESS, _ADDRESS),
        (Private.ADDRESS, _POSTBOX),
        (Private.DATE, _NUMERIC),
    ):
        yield from (Found(found.start(), found.end(), kind) for found in pattern.finditer(text))
    for found in _IBAN.finditer(text):
        if found[0][:2].upper() == "NL" or is_iban(found[0]):
            yield Found(found.start(), found.end(), Private.IBAN)
    for found in _NINE.finditer(text):
        if is_bsn(found[0]):
            yield Found(found.start(), found.end(), Private.BSN)
    for found in _WRITTEN.finditer(text):
        around = text[max(0, found.start() - _NEAR) : found.start()] + " " + text[found.end() : found.end() + _NEAR]
        if _BORN.search(around):
            yield Found(found.start(), found.end(), Private.DATE)


def is_bsn(number: str) -> bool:
    """Whether eight or nine digits can be a citizen service number: the sum of 9a+8b+...+2h-i is divisible by 11.

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    digits = [int(char) for char in number if char.isdigit()]
    digits = [0] * (9 - len(digits)) + digits
    weighed = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return any(digits) and weighed % 11 == 0


def is_iban(number: str) -> bool:
    """Whether a number passes the check of ISO 13616: the country last, letters as 10 to 35, modulo 97 is 1.

    >>> is_iban("NL91 ABNA 0417 1643 00")
    True
    """
    plain = "".join(char for char in number.upper() if char.isalnum())
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
