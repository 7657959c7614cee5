"""The terminal app on a pseudo-terminal in, a Markdown table of how long a person waits for it out.

    python -m eval.bench.app [--out eval/bench/app.md]

The real command over the sample corpus: the first frame, a key until its letter is drawn, and an answer of
4 kB that a model server streams in four seconds. Times are wall clock on this machine, which should do
nothing else; the processor time, of all threads of the app, holds on a busy one too.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from assistant.core.serialising import answer_object
from assistant.domain import Judged, Question, SavedTurn
from assistant.paths import sample_pages
from assistant.wiring import Workshop
from eval.bench.pseudo_terminal import PseudoTerminal
from eval.bench.streaming_server import Stream, streaming
from eval.bench.timing import kept_modules, spread
from eval.product import read_papers, workshop_of

TURNS = 200
QUESTIONS = (
    "How do DuoAttention and RazorAttention differ?",
    "By how much does FPSAttention speed up video generation?",
    "Which papers shrink the KV cache without training?",
    "What does TokenSelect propose?",
)
"""Asked in turn until the conversation is long enough."""
LETTERS = [chr(code) for code in range(ord("а"), ord("я") + 1)]
"""Stand nowhere else on the screen, so that one that is drawn was typed."""
KEYS = 64
STARTS = 7
STREAM_SECONDS = 4.0
PIECES = 800
LAST_WORD = "Zebrafinch"
_FIRST, _GREETING, _READY = "sk a question", "Ask a question of", "· ready"
"""The prompt without its first letter, which the cursor stands on; what the collection holds; the engine."""
_PAUSE = 0.07
"""Seconds between two keys: a fast typist."""

Row = tuple[str, str, str]


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, write it when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", help="write the table there too")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        _converse(workshop_of(read_papers([sample_pages()]), Path(folder)))
        rows = [*_starting(folder), *_typing(folder), *_streamed(folder)]
    table = _table(rows, load)
    print(table, end="")
    if options.out:
        Path(options.out).write_text(table, encoding="utf-8")
    return 0


def _table(rows: Sequence[Row], load: float) -> str:
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "# The app",
        "",
        f"`python -m eval.bench.app`, {day}, {os.cpu_count()} cores, load before the start {load:.1f}.",
        "",
        "| what | measured | at most |",
        "|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _converse(shop: Workshop) -> None:
    """Keep a conversation of TURNS turns, with real answers."""
    answers: list[str] = []
    for question in QUESTIONS:
        *_, last = shop.engine.ask(Question(question))
        assert isinstance(last, Judged)
        answers.append(json.dumps(answer_object(last.answer)))
    session = 0
    for number in range(TURNS):
        asked = datetime.fromtimestamp(number, UTC).isoformat()
        which = number % len(QUESTIONS)
        turn = SavedTurn(QUESTIONS[which], asked, answers[which], session=session)
        session = shop.sessions.save(turn, "chat").session


@contextmanager
def _app(folder: str, *arguments: str, **environment: str) -> Iterator[PseudoTerminal]:
    foreign = ("NO_COLOR", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "TMUX")
    usual = {name: value for name, value in kept_modules().items() if name not in foreign}
    usual |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
    command = [sys.executable, "-m", "assistant", "chat", "--data-dir", folder, *arguments]
    terminal = PseudoTerminal(command, usual)
    try:
        yield terminal
    finally:
        terminal.close()


def _starting(folder: str) -> Iterator[Row]:
    """From the command to the first frame, and keys pressed at once while everything is loaded."""
    frames: list[float] = []
    greetings: list[float] = []
    keys: list[float] = []
    for _ in range(STARTS):
        with _app(folder) as terminal:
            frames.append(terminal.wait_for(_FIRST) - terminal.started)
            keys += _keys(terminal, len(LETTERS))
            greetings.append(terminal.wait_for(_GREETING) - terminal.started)
    yield "the command to its first frame, median", f"{median(frames) * 1e3:.0f} ms", "450 ms"
    yield "the command to what the collection holds, median", f"{median(greetings) * 1e3:.0f} ms", ""
    yield "a key to its letter while the models load, p95", f"{spread(keys)[1] * 1e3:.0f} ms", ""


def _typing(folder: str) -> Iterator[Row]:
    for name, arguments, bar in (
        ("a new conversation", (), ""),
        (f"a conversation of {TURNS} turns", ("--continue",), "60 ms"),
    ):
        with _app(folder, *arguments) as terminal:
            terminal.wait_for(_READY)
            time.sleep(2.0)  # what was begun is drawn
            half, most = spread(_keys(terminal, KEYS))
        yield f"a key to its letter in {name}, median", f"{half * 1e3:.0f} ms", ""
        yield f"a key to its letter in {name}, p95", f"{most * 1e3:.0f} ms", bar


def _keys(terminal: PseudoTerminal, count: int) -> list[float]:
    """Seconds from each key to its letter; the prompt is emptied when the alphabet is through."""
    times = []
    for number in range(count):
        letter = LETTERS[number % len(LETTERS)]
        if letter == LETTERS[0] and number:
            terminal.type("\x15")
            time.sleep(0.5)
        pressed, before = terminal.type(letter)
        times.append(terminal.wait_for(letter, before) - pressed)
        time.sleep(_PAUSE)
    return times


def _streamed(folder: str) -> Iterator[Row]:
    """From the first piece that is sent to the last word that is drawn, against the stream itself."""
    stream = Stream(_pieces(), STREAM_SECONDS)
    with streaming(stream) as address:
        model = {"KIND": "openai", "BASE_URL": address, "MODEL": "m"}
        environment = {f"ASSISTANT_MODEL__{name}": value for name, value in model.items()}
        with _app(folder, **environment) as terminal:
            terminal.wait_for(_READY)
            begun = terminal.processor()
            _, before = terminal.type(f"{QUESTIONS[1]}\r")
            drawn = terminal.wait_for(LAST_WORD, before)
            work = terminal.processor() - begun
    sent, ended = stream.moments[0], stream.moments[-1]
    size = sum(map(len, stream.pieces))
    yield f"an answer of {size:,} characters, streamed", f"{ended - sent:.1f} s", ""
    yield "its first piece sent to its last word drawn", f"{drawn - sent:.1f} s", ""
    yield "ratio", f"{(drawn - sent) / (ended - sent):.2f}", "2"
    yield "processor time of the app, from the question on", f"{work:.1f} s", ""


def _pieces() -> list[str]:
    """4 kB of Markdown as a model writes it, every sentence cited, in PIECES pieces."""
    told = "FPSAttention speeds up video generation {0} times, and end-to-end it saves memory [1]."
    lines = [f"- **Point {n}**: {told.format(n)}" for n in range(1, 39)]
    text = "\n".join(["At 720p it is faster [1].", "", *lines, "", f"So says the {LAST_WORD} [1]."])
    bounds = [len(text) * n // PIECES for n in range(PIECES + 1)]
    return [text[start:end] for start, end in pairwise(bounds)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
