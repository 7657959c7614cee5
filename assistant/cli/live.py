"""Steps of answering in, the answer out; on a terminal its text is shown while a model writes it.

What is shown live is not checked yet: it is taken back when the checked answer comes. Ctrl-C while the answer
is written stops the model and keeps what it wrote; before that, and the second time, it leaves at once.
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from assistant.core.cancelling import Token
from assistant.domain import Answer, Judged, Question, Retrieved, Wrote

if TYPE_CHECKING:
    from assistant.core.ports import QuestionAnswerer

_CHECKED = "\n\n--- as checked ---\n\n"
"""Stands between the text and the answer where the text has scrolled out of reach."""


class LiveText:
    """Text on a terminal of that size that can be taken back as long as it has not scrolled away."""

    def __init__(self, out: TextIO, columns: int, lines: int) -> None:
        self._out = out
        self._columns = columns
        self._lines = lines
        self._row = self._column = 0
        self._shown = False

    def show(self, text: str) -> None:
        """Print a piece at once."""
        encoding = self._out.encoding or "utf-8"
        printed = text.expandtabs(1).encode(encoding, "backslashreplace").decode(encoding)
        for character in printed:
            self._advance(character)
        self._shown |= bool(printed)
        self._out.write(printed)
        self._out.flush()

    def take_back(self) -> None:
        """Clear what was printed; when its beginning is out of reach, part it from what follows."""
        if not self._shown:
            return
        if self._row >= self._lines:
            self._out.write(_CHECKED)
        else:
            up = f"\x1b[{self._row}A" if self._row else ""
            self._out.write(f"\r{up}\x1b[J")
        self._row = self._column = 0
        self._shown = False

    def _advance(self, character: str) -> None:
        """Follow the cursor; a line that is exactly full breaks only before its next character."""
        if character == "\n":
            self._row, self._column = self._row + 1, 0
            return
        width = _cells(character)
        if self._column + width > self._columns:
            self._row, self._column = self._row + 1, 0
        self._column += width


def watched_answer(engine: QuestionAnswerer, question: Question, *, live: bool) -> tuple[Answer, bool]:
    """The answer, and whether Ctrl-C stopped it; `live` shows the text on stdout while it is written."""
    size = shutil.get_terminal_size()
    text = LiveText(sys.stdout, size.columns, size.lines) if live else None
    wish = Token()
    with _stoppable(wish) as watch:
        for step in engine.ask(question, wish):
            match step:
                case Retrieved():
                    watch()
                case Wrote(piece) if text:
                    text.show(piece)
                case Judged() if text:
                    text.take_back()
    assert isinstance(step, Judged)
    return step.answer, wish.cancelled()


@contextmanager
def _stoppable(wish: Token) -> Iterator[Callable[[], None]]:
    """Gives a function from whose call on Ctrl-C only expresses the wish to stop, the first time."""
    before = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        # In a thread: this one may hold the token's lock at this very moment.
        threading.Thread(target=wish.cancel, daemon=True).start()

    def watch() -> None:
        if main:
            signal.signal(signal.SIGINT, stop)

    try:
        yield watch
    finally:
        if main:
            signal.signal(signal.SIGINT, before)


def _cells(character: str) -> int:
    """Columns that a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
