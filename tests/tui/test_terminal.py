"""The app on a real terminal: what Pilot cannot see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

PROGRAM = """
import os
from assistant.tui.app import AssistantApp
from assistant.tui.descriptors import quiet_descriptors
from assistant.tui.first_run import FirstRun
from tests.tui.scripted import FAST, ScriptedEngine, backstage, steps

def start():
    os.write(2, b"NOISE")
    return ScriptedEngine(steps(FAST))

with quiet_descriptors():
    AssistantApp(backstage(start), FirstRun("")).run()
print("LEFT")
"""


def test_a_terminal_shows_typing_and_an_answer_no_noise_and_is_clean_at_the_end() -> None:
    terminal = Terminal([sys.executable, "-c", PROGRAM])
    terminal.wait_for(b"ready")
    terminal.type(b"Zebra?")
    terminal.wait_for(b"Zebra?")
    terminal.type(b"\r")
    terminal.wait_for(b"twice as fast")
    terminal.type(b"\x11")
    terminal.wait_for(b"LEFT")
    assert terminal.close() == 0
    assert b"NOISE" not in terminal.seen
    end = terminal.seen[terminal.seen.rindex(b"twice as fast") :]
    assert b"\x1b[?1049l" in end, "the alternate screen is left"
    assert b"\x1b[?25h" in end, "the cursor is back"
    assert b"\x1b[?1000l" in end, "the mouse is free"


class Terminal:
    """A program on a pseudo-terminal of 100 columns and 30 rows."""

    def __init__(self, command: list[str]) -> None:
        self.seen = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color"})
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._fd, keys)

    def wait_for(self, text: bytes) -> None:
        """Read until the text was written since the last wait."""
        begin, end = len(self.seen), time.monotonic() + 15
        while text not in self.seen[begin:]:
            assert time.monotonic() < end, self.seen[-2000:]
            if select.select([self._fd], [], [], 0.1)[0]:
                self.seen += os.read(self._fd, 65536)

    def close(self) -> int:
        """Exit code of the program."""
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)
