"""File descriptors 1 and 2 in, a quiet terminal out: what libraries write past Python goes to a file.

Chroma, ONNX Runtime and child processes write to descriptors, where Textual cannot catch them; one line
of theirs spoils the screen until it is drawn again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, TextIO

_MOST = 20_000
"""Bytes at the end of the noise that are worth reading."""


def written(noise: IO[bytes]) -> str:
    """The end of what was written so far; the place where the next line goes stays as it is."""
    size = os.fstat(noise.fileno()).st_size
    return os.pread(noise.fileno(), _MOST, max(0, size - _MOST)).decode("utf-8", "replace")


@contextmanager
def quiet_descriptors() -> Iterator[IO[bytes]]:
    """Point descriptors 1 and 2 to a temporary file, which is yielded; Textual keeps the terminal.

    Textual draws on `sys.__stderr__` and asks `sys.__stdout__` for the size, so both become copies of
    what descriptor 1 was: the app then also works while errors are redirected to a file.
    """
    originals = sys.__stdout__, sys.__stderr__
    with ExitStack() as stack:
        noise = stack.enter_context(tempfile.TemporaryFile())
        out, err = (stack.enter_context(_copy(descriptor)) for descriptor in (1, 2))
        _flush()
        try:
            _set_terminal(out, out)
            for descriptor in (1, 2):
                os.dup2(noise.fileno(), descriptor)
            yield noise
        finally:
            _flush()
            for descriptor, copy in ((1, out), (2, err)):
                os.dup2(copy.fileno(), descriptor)
            _set_terminal(*originals)


def _set_terminal(out: TextIO | None, err: TextIO | None) -> None:
    # Final for type checkers only: Python documents both as the place to keep the original streams.
    sys.__stdout__ = out  # type: ignore[misc,assignment]
    sys.__stderr__ = err  # type: ignore[misc,assignment]


def _copy(descriptor: int) -> TextIO:
    return os.fdopen(os.dup(descriptor), "w", encoding="utf-8", errors="replace")


def _flush() -> None:
    """Send what Python holds back to where it was meant for."""
    sys.stdout.flush()
    sys.stderr.flush()
