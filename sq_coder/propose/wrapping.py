"""What is around the whole of a reply: a model's thoughts, a label, quotes, markdown. None of it is the answer."""

from __future__ import annotations

import re
import unicodedata

from sq_coder.domain import Reply, normalise
from sq_coder.propose.reply_words import LABEL, NAMED

_NAMES = "think|thinking|thought|thoughts|reasoning"
# As models that think say it; some servers pass it on within the answer: <think>, Mistral's [THINK], Kimi's ◁think▷.
_OPEN = rf"(?:<(?:{_NAMES})>|\[THINK\]|◁think▷|<\|begin_of_thought\|>)"
_CLOSE = rf"(?:</(?:{_NAMES})>|\[/THINK\]|◁/think▷|<\|end_of_thought\|>)"
_THOUGHTS = re.compile(rf"{_OPEN}(.*?){_CLOSE}", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHTS = re.compile(_OPEN, re.IGNORECASE)
_CLOSE_THOUGHTS = re.compile(_CLOSE, re.IGNORECASE)
# gpt-oss: thoughts and answer in channels of their own.
_CHANNEL = re.compile(r"(?:<\|start\|>assistant)?<\|channel\|>\s*(\w+)[^<]*<\|message\|>(.*?)(?=<\||\Z)", re.DOTALL)
_ENDS = re.compile(r"(?:</s>|<eos>|<end_of_turn>|<\|[\w ]+\|>|\[/INST\])+\s*$", re.IGNORECASE)
"""Where an answer ends, which a server with another model's template passes on."""

_TAGGED = re.compile(r"<(answer|antwoord|b|strong|i|em|p)>([^<>]*)</\1>", re.IGNORECASE)
_AROUND = "\"'“”„‘’‚«»`*_#> \t\n\u200c\u200d"
_SHORTENED = re.compile(r"['’‘][stn]\s", re.IGNORECASE)
"""'s avonds, 't, 'n: the apostrophe is the word's own."""

_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
_BULLET = re.compile(r"^[-•–]\s+")
_LABEL_WORD = re.compile(r"[^\W\d_]+")
_ANNOUNCED = re.compile(r"([^:=\n]{2,80}?)[\s*_\"'“”]*(?:[:=\n]|\s[-–→]\s)")
_MARKED_OFF = re.compile(r"([^*\"“„‘'«\n]{2,80}\sis)\s+(?=(?:\*\*|[\"“„‘'«])[^*\"“”„‘’'«»\n]+(?:\*\*|[\"”’'»])[.!]?$)")


def without_thoughts(reply: Reply) -> tuple[str, str]:
    """A reply's answer, and a reasoning model's thoughts apart from it."""
    thoughts = [reply.thoughts] if reply.thoughts else []
    text = reply.text
    if channels := _CHANNEL.findall(text):
        thoughts += [said.strip() for name, said in channels if name != "final"]
        text = "".join(said for name, said in channels if name == "final")
    thoughts += [match.group(1).strip() for match in _THOUGHTS.finditer(text)]
    text = _THOUGHTS.sub("", text)
    if (closing := _CLOSE_THOUGHTS.search(text)) is not None:  # some servers leave out the opening tag
        thoughts.append(text[: closing.start()].strip())
        text = text[closing.end() :]
    if (opening := _OPEN_THOUGHTS.search(text)) is not None:  # cut off while thinking
        thoughts.append(text[opening.end() :].strip())
        text = text[: opening.start()]
    return text.strip(), "\n\n".join(one for one in thoughts if one)


def bare(answer: str) -> str:
    """The answer without what is wrapped around the whole of it.

    >>> bare("Een passend kernwoord voor dit verhaal is: **Eigen regie**.")
    'Eigen regie'
    """
    bare, before = _INVISIBLE.sub("", _ENDS.sub("", normalise(answer))), ""
    while bare != before:
        before = bare
        bare = _unlabelled(bare.strip())
        if (tagged := _TAGGED.fullmatch(bare)) is not None:
            bare = tagged[2]
        bare = _unwrapped(bare)
        bare = _BULLET.sub("", bare) if "\n" not in bare else bare
        if bare.endswith((".", "!")) and not bare.endswith(".."):
            bare = bare[:-1]
        bare = _unlabelled(_unwrapped(bare))
    return " ".join(bare.split()) if "\n" not in bare else bare


def _unwrapped(text: str) -> str:
    """Without quotes, markdown and pictures at either end."""
    end = len(text)
    while end and _is_around(text[end - 1]):
        end -= 1
    start = 0
    while start < end and _is_around(text[start]) and not _SHORTENED.match(text[start:end]):
        start += 1
    return text[start:end]


def _is_around(char: str) -> bool:
    # Pictures ('So', with a mark that joins or colours them) decorate; '€' and '+' are another kind of sign.
    return (
        char in _AROUND
        or unicodedata.category(char) == "So"
        or char in "\ufe0f\u20e3"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def _unlabelled(text: str) -> str:
    """Without a label: words that only announce, before a colon, a line break, or what is marked off as the answer."""
    for pattern in (_ANNOUNCED, _MARKED_OFF):
        if (found := pattern.match(text)) is not None:
            words = {word.lower() for word in _LABEL_WORD.findall(found[1])}
            if words & NAMED and words <= LABEL:
                return text[found.end() :]
    return text
