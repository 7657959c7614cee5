from __future__ import annotations

import subprocess
import sys

from eval.bench.timing import milliseconds, peak_megabytes, seconds, spread


def test_each_item_is_worked_on_once_and_timed() -> None:
    done: list[str] = []
    assert len(milliseconds(done.append, ["a", "b"])) == 2
    assert done == ["a", "b"]


def test_time_does_not_run_backwards() -> None:
    assert seconds(lambda: sum(range(1000))) > 0


def test_the_spread_is_the_median_and_the_95th_percentile() -> None:
    low, high = spread([float(number) for number in range(1, 101)])
    assert low == 50.5
    assert 95 < high < 97


def test_what_the_starting_process_held_does_not_count() -> None:
    held = bytearray(b"x" * 300_000_000)
    told = "from eval.bench.timing import peak_megabytes; print(peak_megabytes())"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert 1 < float(done.stdout) < len(held) / 1e6 < peak_megabytes()
