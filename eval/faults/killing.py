"""An operation in, what became of it over many kills out; work is done in forked processes only.

Forked, because a process that has loaded its libraries starts work in milliseconds, and because Chroma
keeps what it opened for the life of a process.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from eval.faults.operations import Operation

ERROR = "error: "
_LONGER = 1.05
"""Kills are spread evenly over this much of the time that the undisturbed work takes."""


@dataclass(slots=True)
class Verdict:
    """What became of one operation."""

    operation: str
    kills: int = 0
    in_work: int = 0
    """Kills that met the work before its end."""
    faults: list[str] = field(default_factory=list)


def survey(operation: Operation, kills: int, folder: Path, seed: int = 0) -> Verdict:
    """Kill the work `kills` times at random moments, each on a collection of its own, and do it again.

    After each kill what is there must be readable; after the work is done again, nothing may differ from
    the undisturbed run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    prepared, undisturbed = folder / "prepared", folder / "undisturbed"
    done(partial(operation.prepare, prepared))
    _copy(prepared, undisturbed)
    start = time.monotonic()
    done(partial(operation.work, undisturbed))
    seconds = time.monotonic() - start
    expected = state_of(partial(operation.state, undisturbed))
    verdict = Verdict(operation.name)
    moments = random.Random(f"{operation.name} {seed}")
    for number in range(kills):
        data = folder / f"kill-{number}"
        _copy(prepared, data)
        _kill(partial(operation.work, data), moments.uniform(0, _LONGER * seconds), verdict)
        _judge(operation, data, expected, verdict)
        shutil.rmtree(data, ignore_errors=True)
    return verdict


def _kill(work: Callable[[], object], after: float, verdict: Verdict) -> None:
    child = fork(work, Path(os.devnull))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    verdict.kills += 1
    verdict.in_work += os.WIFSIGNALED(status)


def _judge(operation: Operation, data: Path, expected: str, verdict: Verdict) -> None:
    name = f"{operation.name}, kill {verdict.kills}"
    if fault := told(partial(operation.readable, data)):
        verdict.faults.append(f"{name}: can't be read after it: {fault}")
    if fault := told(partial(operation.work, data)):
        verdict.faults.append(f"{name}: can't be done again: {fault}")
    elif told(partial(operation.state, data)) != expected:
        verdict.faults.append(f"{name}: ends otherwise than the undisturbed run")


def state_of(tell: Callable[[], str]) -> str:
    """What the undisturbed run left; raises RuntimeError when it can't be told."""
    said = told(tell)
    if not said or said.startswith(ERROR):
        raise RuntimeError(f"the undisturbed run can't be compared: {said}")
    return said


def done(work: Callable[[], object]) -> None:
    """Do the undisturbed work; raises RuntimeError when it fails."""
    if said := told(work):
        raise RuntimeError(f"the undisturbed run failed: {said}")


def told(work: Callable[[], object]) -> str:
    """What work() returns, or the error that it raises, from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said"
        _, status = os.waitpid(fork(work, file), 0)
        said = file.read_text(encoding="utf-8") if file.exists() else ""
    return said if os.WIFEXITED(status) else f"killed by signal {os.WTERMSIG(status)}"


def fork(work: Callable[[], object], out: Path) -> int:
    """Run work() in a child that never returns and writes what it returns or raises; its process id."""
    if pid := os.fork():
        return pid
    try:
        said = work() or ""
    except Exception as error:  # noqa: BLE001 - a fault of any kind is what is looked for
        said = f"{ERROR}{type(error).__name__}: {error} {getattr(error, 'why', '')}"
    out.write_text(str(said), encoding="utf-8")
    os._exit(0)


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target)
