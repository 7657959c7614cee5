"""A reply's pieces in, the pieces without the model's reasoning out; the same text however it was cut."""

from __future__ import annotations

import re

OPENING, CLOSING = "<think>", "</think>"
_TAG = re.compile(f"{OPENING}|{CLOSING}")


class VisibleText:
    """Text outside <think>…</think>, as soon as it is certain; a block that nothing closes goes to the end.

    A reply may begin within a block: some chat templates write the opening tag into the prompt. Only
    `inside` keeps such reasoning hidden, because until its closing tag it looks like an answer. Without
    it, `unopened` becomes True when a closing tag shows that what was let through was reasoning.
    White space before the first visible character is left out.
    """

    def __init__(self, inside: bool = False) -> None:
        self.unopened = False
        self._inside = inside
        self._held = ""
        self._begun = False
        self._tagged = inside

    def feed(self, piece: str) -> str:
        """The next visible text; what may be the start of a tag is held back."""
        self._held += piece
        visible = []
        while match := re.search(CLOSING, self._held) if self._inside else _TAG.search(self._held):
            visible.append(self._before(match.start()))
            self._held = self._held.removeprefix(match[0])
            self._pass(match[0])
        visible.append(self._before(len(self._held) - _start_of_tag(self._held)))
        return "".join(visible)

    def end(self) -> str:
        """What was held back and turned out to be no tag."""
        return self._before(len(self._held))

    def _before(self, end: int) -> str:
        """Take the held text up to `end`, and give what of it may be seen."""
        text, self._held = self._held[:end], self._held[end:]
        if self._inside:
            return ""
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text

    def _pass(self, tag: str) -> None:
        self.unopened |= tag == CLOSING and not self._tagged and self._begun
        self._inside, self._tagged = tag == OPENING, True


def _start_of_tag(text: str) -> int:
    """Length of the longest end of a text that a tag may begin with."""
    lengths = range(min(len(text), len(CLOSING) - 1), 0, -1)
    return next((n for n in lengths if OPENING.startswith(text[-n:]) or CLOSING.startswith(text[-n:])), 0)
