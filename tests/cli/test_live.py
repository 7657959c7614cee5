from __future__ import annotations

import io
import signal
from collections.abc import Iterator
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.live import LiveText, watched_answer
from assistant.core.ports import Cancellation
from assistant.domain import (
    Answer,
    Coverage,
    Filters,
    Judged,
    Query,
    Question,
    Retrieved,
    Step,
    Understood,
    Wrote,
)

ANSWER = Answer("q", "q", "fact", Filters(), False, "Checked.", (), (), (), (), Coverage(0, 0))


class Screen:
    """A terminal of a few lines: what is left on it after some output."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        self.rows = [""]
        self.row = self.column = 0

    def write(self, text: str) -> None:
        """Print with automatic wrapping; understands CR, LF, 'up' and 'clear to the end'."""
        while text:
            if text.startswith("\x1b["):
                code, _, text = text[2:].partition("A" if "A" in text[:5] else "J")
                self._control(code)
                continue
            self._put(text[0])
            text = text[1:]

    def _control(self, code: str) -> None:
        if code:
            self.row -= int(code)
        else:
            self.rows = [*self.rows[: self.row], self.rows[self.row][: self.column]]

    def _put(self, character: str) -> None:
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self._next()
        else:
            if self.column == self.columns:
                self._next()
            self.rows[self.row] = self.rows[self.row][: self.column] + character
            self.column += 1

    def _next(self) -> None:
        self.row, self.column = self.row + 1, 0
        if self.row == len(self.rows):
            self.rows.append("")


class Tape(io.StringIO):
    """Output with an encoding."""

    encoding = "utf-8"


@given(st.lists(st.text("ab c\n", max_size=12), max_size=6), st.integers(2, 9))
def test_what_was_shown_is_gone_when_it_is_taken_back(pieces: list[str], columns: int) -> None:
    out, screen = Tape(), Screen(columns, 100)
    live = LiveText(out, columns, 100)
    for piece in pieces:
        live.show(piece)
    live.take_back()
    out.write("Checked.")
    screen.write(out.getvalue())
    assert "".join(screen.rows) == "Checked."


def test_wide_letters_and_escapes_are_counted_as_they_are_shown() -> None:
    out = Tape()
    live = LiveText(out, 4, 10)
    live.show("词词词")
    live.take_back()
    assert out.getvalue().endswith("\r\x1b[1A\x1b[J")


def test_text_that_scrolled_away_is_parted_from_the_checked_answer() -> None:
    out = Tape()
    live = LiveText(out, 80, 3)
    live.show("a\nb\nc\nd")
    live.take_back()
    assert "--- as checked ---" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_nothing_shown_is_nothing_taken_back() -> None:
    out = Tape()
    LiveText(out, 80, 3).take_back()
    assert out.getvalue() == ""


class Engine:
    """QuestionAnswerer that gets Ctrl-C while it writes."""

    def __init__(self, interrupts: int) -> None:
        self._interrupts = interrupts

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps; the wish to stop is waited for."""
        yield Understood(Query(question.text, question.text, "fact", question.text))
        yield Retrieved((), ())
        for _ in range(self._interrupts):
            signal.raise_signal(signal.SIGINT)  # to this thread: another may be late to take it
            while cancellation is not None and not cancellation.cancelled():
                signal.sigtimedwait([], 0.001)
        yield Wrote("Live.")
        yield Judged(ANSWER)


def test_the_answer_of_a_pipe_is_only_the_checked_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert watched_answer(Engine(0), Question("q"), live=False) == (ANSWER, False)
    assert capsys.readouterr().out == ""


def test_text_is_shown_live_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    watched_answer(Engine(0), Question("q"), live=True)
    assert capsys.readouterr().out == "Live.\r\x1b[J"


def test_the_first_ctrl_c_stops_the_model_and_keeps_the_answer() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert watched_answer(Engine(1), Question("q"), live=False) == (ANSWER, True)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_ctrl_c_leaves_at_once() -> None:
    # A shell starts what runs in the background with the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            watched_answer(Engine(2), Question("q"), live=False)
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_no_signal_is_touched() -> None:
    answers: list[tuple[Answer, bool]] = []
    thread = Thread(target=lambda: answers.append(watched_answer(Engine(0), Question("q"), live=False)))
    thread.start()
    thread.join()
    assert answers == [(ANSWER, False)]
