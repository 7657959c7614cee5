from __future__ import annotations

import os
import subprocess
import sys

from assistant.tui.descriptors import quiet_descriptors, written


def test_what_is_written_past_python_goes_to_the_file_and_not_to_the_screen() -> None:
    with quiet_descriptors() as noise:
        os.write(2, b"library\n")
        subprocess.run([sys.executable, "-c", "print('child')"], check=True)
        noise.seek(0)
        assert noise.read() == b"library\nchild\n"


def test_what_was_written_so_far_is_read_and_the_next_line_goes_behind_it() -> None:
    with quiet_descriptors() as noise:
        os.write(2, b"first\n")
        assert written(noise) == "first\n"
        os.write(1, b"second\n")
        assert written(noise) == "first\nsecond\n"


def test_textual_keeps_the_place_to_draw_and_everything_is_put_back() -> None:
    before = (sys.__stdout__, sys.__stderr__, os.fstat(1).st_ino, os.fstat(2).st_ino)
    with quiet_descriptors():
        drawing = sys.__stderr__
        assert drawing is not None
        assert os.fstat(drawing.fileno()).st_ino == before[2]
        assert os.fstat(1).st_ino != before[2]
    assert (sys.__stdout__, sys.__stderr__, os.fstat(1).st_ino, os.fstat(2).st_ino) == before
