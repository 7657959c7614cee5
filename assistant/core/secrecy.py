"""Keys and foreign words in, words that may be shown out: no message and no traceback tells a key."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

MASK = "**********"
_LETTERS = 300


class Secrets:
    """Texts that must not be shown."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = sorted({value for value in values if value}, key=len, reverse=True)

    def __repr__(self) -> str:
        return f"Secrets({MASK})"

    def hide(self, text: str) -> str:
        """A text that came from outside, with every secret masked."""
        for value in self._values:
            text = text.replace(value, MASK)
        return text

    def line(self, text: str) -> str:
        """The same on one line of at most 300 characters."""
        line = " ".join(self.hide(text).split())
        return line if len(line) <= _LETTERS else f"{line[:_LETTERS]} …"

    def cause(self, error: Exception) -> Exception | None:
        """The error, to be chained with `from`; None when a traceback of it would tell a secret."""
        told = "".join(traceback.format_exception(error))
        return error if self.hide(told) == told else None
