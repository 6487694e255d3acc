"""What makes two texts one story: their letters and digits, whatever file they come from."""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256

from sq_coder.domain import StoryId

_LETTERS = re.compile(r"[^\W_]+")  # letters and digits


def letters(text: str) -> str:
    """The letters and digits of a text, casefolded.

    Compatibility forms are opened (NFKC), so that the ligature 'ﬁ' of a pdf is 'fi'. Quotes, hyphens, soft hyphens,
    bullets and white space differ between a md, docx and pdf of one story, and are left out.

    >>> letters("De ‘ﬁets’ van Sam\u00aden-leven, 2.")
    'defietsvansamenleven2'
    """
    opened = unicodedata.normalize("NFKC", text)
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", opened.casefold())))


def fingerprint(text: str) -> str:
    """The SHA-256 of a text's letters and digits, as 64 hexadecimal digits."""
    return sha256(letters(text).encode()).hexdigest()


def story_id(secret: str, text: str) -> StoryId:
    """The id of the story with this first text: HMAC-SHA256 of its fingerprint, the first 32 hexadecimal digits.

    The study's secret keeps somebody who has a text from testing whether it is in a published list of ids.
    """
    return StoryId(hmac.new(secret.encode(), fingerprint(text).encode(), sha256).hexdigest()[:32])
