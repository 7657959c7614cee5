"""A command and keys in, what it draws with the moment of every byte out: a terminal of 120 columns."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

COLUMNS, ROWS = 120, 40
PATIENCE = 120.0
"""Seconds after which what is waited for will not come."""
_LOOK = 0.005
"""Seconds between two looks at what was drawn."""


class PseudoTerminal:
    """A program that draws on a terminal; everything drawn is read at once, so that it never waits for us."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._drawn = bytearray()
        self._lengths: list[int] = []
        """How much was drawn by each of `_moments`."""
        self._moments: list[float] = []
        self.started = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            with suppress(OSError):
                os.execvpe(
                    command[0], list(command), {**environment, "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
                )
            os._exit(127)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def type(self, text: str) -> tuple[float, int]:
        """Press keys; the moment, and how much was drawn before."""
        before, now = len(self._drawn), time.perf_counter()
        os.write(self._terminal, text.encode())
        return now, before

    def wait_for(self, text: str, since: int = 0) -> float:
        """The moment at which all of a text was drawn; raises TimeoutError when it never is."""
        wanted, end = text.encode(), time.monotonic() + PATIENCE
        while (found := self._drawn.find(wanted, since)) < 0:
            if time.monotonic() > end:
                raise TimeoutError(f"{text!r} was not drawn; at the end: {bytes(self._drawn[-2000:])!r}")
            time.sleep(_LOOK)
        # When it came, not when it was looked for: on a busy machine that may be much later.
        return self._moments[bisect_left(self._lengths, found + len(wanted))]

    def processor(self) -> float:
        """Seconds of processor time of the program so far, all its threads; Linux only."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime, stime

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)
        self._reader.join()

    def _read(self) -> None:
        with suppress(OSError, ValueError):  # the program has ended, or the terminal is closed
            while True:
                if select.select([self._terminal], [], [], 0.2)[0]:
                    piece = os.read(self._terminal, 1 << 16)
                    self._moments.append(time.perf_counter())
                    self._lengths.append(len(self._drawn) + len(piece))
                    self._drawn += piece
