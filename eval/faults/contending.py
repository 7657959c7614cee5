"""A number of rounds in, what two writers at once made of a collection out."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from assistant.errors import StoreBusyError
from eval.faults.killing import Verdict, done, fork, state_of, told
from eval.faults.operations import corpus, ingested, state

_PAUSE = 0.01
"""Seconds after which a writer who was refused tries again."""


def contend(rounds: int, folder: Path) -> Verdict:
    """Two processes ingest a file each at the same time; whoever is refused tries again until it is done.

    What they leave must be what one after the other leave.
    """
    lines = corpus(folder).read_text(encoding="utf-8").splitlines(keepends=True)
    halves = [folder / "a.jsonl", folder / "b.jsonl"]
    for start, half in enumerate(halves):
        half.write_text("".join(lines[start::2]), encoding="utf-8")
        done(partial(ingested, folder / "calm", [str(half)]))
    expected = state_of(partial(state, folder / "calm"))
    verdict = Verdict("two writers")
    for number in range(rounds):
        data = folder / f"round-{number}"
        writers = [fork(partial(_insist, data, half), folder / f"{half.stem}.out") for half in halves]
        for writer in writers:
            os.waitpid(writer, 0)
        verdict.kills += 1
        if (found := told(partial(state, data))) != expected:
            verdict.faults.append(f"two writers, round {number}: they end otherwise: {found}")
    return verdict


def _insist(data: Path, file: Path) -> None:
    while True:
        try:
            ingested(data, [str(file)])
            return
        except StoreBusyError:
            time.sleep(_PAUSE)
