"""A data folder and a number in: publishes generations, kills the builder as often; prints what was left.

A program of its own for `test_generations`: it loads Chroma once and forks, so that a kill costs
milliseconds. Each line printed is the number of the generation found sound after one kill, or the fault.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.corpus_sqlite import SqliteCorpus, write_corpus
from assistant.adapters.generations import Generations
from assistant.adapters.lexical_index import Bm25Index
from assistant.domain import IndexIdentity, Manifest, Paper, Passage
from assistant.errors import StoreError

IDENTITY = IndexIdentity("fake", 8, "passages", "lexical")


def publish(shelf: Generations, number: int) -> None:
    """Publish a generation of `number` papers of one passage each, with unlike vectors."""
    papers = [Paper(f"p{row}", f"paper {row}", "text") for row in range(number)]
    passages = [Passage(f"p{row}#0", f"p{row}", "", "text", 0, 4) for row in range(number)]
    vectors = np.eye(max(8, number), dtype=np.float32)[:number]
    folder = shelf.begin()
    (folder / "lexical").mkdir()
    ChromaIndex().build(folder, [p.id for p in passages], vectors)
    Bm25Index().build(folder / "lexical", papers)
    write_corpus(folder, str(number), papers, passages)
    shelf.publish(folder, Manifest(IDENTITY, str(number), number, number))


def check(shelf: Generations) -> str:
    """Number of papers of the current generation when all of it fits together, else the fault."""
    folder = shelf.current()
    if folder is None:
        return "0"
    try:
        number = shelf.manifest(folder).papers
        corpus = SqliteCorpus(folder, ChromaIndex().open(folder), Bm25Index().open(folder / "lexical"))
    except StoreError as error:
        return f"{error}: {error.why}"
    query = np.ones(max(8, number), np.float32)
    found = len(corpus.dense(query, 999, None)), len(corpus.lexical("paper", 999, None))
    return str(number) if found == (number, number) and not shelf.warnings else f"{found} of {number}"


def fork(work: Callable[[], None]) -> int:
    """Run work() in a child that never returns; its process id."""
    if pid := os.fork():
        return pid
    work()
    os._exit(0)


def report(shelf: Generations) -> None:
    """Print the outcome of a check."""
    os.write(1, f"{check(shelf)}\n".encode())


def publish_on(shelf: Generations) -> None:
    """Publish ever larger generations, without end."""
    folder = shelf.current()
    for number in count(shelf.manifest(folder).papers + 1 if folder else 1):
        publish(shelf, number)


def main(data: Path, kills: int) -> None:
    """Build, kill, check; `kills` times, at moments spread over about two builds."""
    shelf = Generations(data)
    start = time.monotonic()
    os.waitpid(fork(lambda: publish(shelf, 1)), 0)
    once = time.monotonic() - start
    for kill in range(kills):
        builder = fork(lambda: publish_on(shelf))
        time.sleep(random.Random(kill).uniform(0, 2 * once))
        os.kill(builder, signal.SIGKILL)
        os.waitpid(builder, 0)
        os.waitpid(fork(lambda: report(shelf)), 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
