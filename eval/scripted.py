"""A prompt in, a reply by rules out: stands in for a language model where only the way of replies matters.

By the hash of the request it quotes well, leaves out a citation, changes a figure, cites what was not given,
or refuses: so a recording of it holds good and bad replies alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from assistant.core.ports import Cancellation
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Message, ReplyEnd, Usage

_EVIDENCE = re.compile(r"<evidence>\n(.*?)\n</evidence>", re.S)
_ENTRY = re.compile(r"^\[(\d+)\] [^\n]*\n(.+?)(?=\n\n\[|\Z)", re.S | re.M)
_DIGIT = re.compile(r"\d(?!.*\d)")


class ScriptedModel:
    """The port LanguageModel by rules."""

    key = "scripted"
    context = 8192

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """One reply in one piece."""
        text = "\n".join(message.text for message in messages)
        reply = _reply(messages[-1].text, hashlib.sha256(text.encode()).digest()[0] % 5)
        yield reply
        yield ReplyEnd("stop", Usage(len(text.split()), len(reply.split())))


def _reply(prompt: str, style: int) -> str:
    block = _EVIDENCE.search(prompt)
    entries = _ENTRY.findall(block[1]) if block else []
    if not entries or style == 4:
        return CANNOT_TELL
    label, text = entries[0]
    first = re.split(r"(?<=[.!?])\s", text.strip(" …"))[0].rstrip(".")
    if style == 1:
        return f"{first} [{label}]. This is a remarkable result."
    if style == 2:
        return f"{_DIGIT.sub(lambda digit: str((int(digit[0]) + 3) % 10), first)} [{label}]."
    if style == 3:
        return f"{first} [99]."
    return f"{first} [{label}]."
