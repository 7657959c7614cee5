"""Work in, how long it took and how much memory out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

Item = TypeVar("Item")


def seconds(work: Callable[[], object]) -> float:
    """Wall clock of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def milliseconds(work: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """Wall clock of a call with each item."""
    return [1e3 * seconds(lambda item=item: work(item)) for item in items]  # type: ignore[misc]


def spread(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile of at least two times."""
    return median(times), quantiles(times, n=20)[-1]


def peak_megabytes() -> float:
    """The most memory that this program has held, on Linux.

    What getrusage tells would count what the process held that started it, before it became this program.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1e3


def kept_modules() -> dict[str, str]:
    """The environment for processes whose start is timed: Python keeps what it compiled, as by default.

    Where PYTHONDONTWRITEBYTECODE is set, a checkout's three hundred modules are compiled at every start.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
