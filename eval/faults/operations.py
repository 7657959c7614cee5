"""A data folder in, work on it out: what is killed, and how to tell whether it ended as it should."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.core.serialising import SCHEMA
from assistant.domain import Question, SavedTurn
from assistant.settings import load
from assistant.upkeep import repairs
from assistant.wiring import Workshop, inputs

PAPERS = 40
TURNS = 60
QUESTION = "which sparse rows are read twice as fast?"

Work = Callable[[Path], None]
Tell = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done to a data folder, and what is done to it before."""

    name: str
    prepare: Work
    work: Work
    state: Tell
    """Everything that a data folder tells its readers; equal for equal folders."""
    readable: Tell
    """Why it can't be read after a kill, '' when it can."""


def corpus(folder: Path, revision: int = 1) -> Path:
    """A file of made-up papers; every fourth has another abstract in a later revision."""
    papers = [
        {
            "title": f"Rows of Kind {number}",
            "abstract": f"Sparse rows of kind {number} are read {number % 7 + 2} times as fast. "
            f"They need {number} bytes. This is revision {revision if number % 4 == 0 else 1}.",
            "year": 2000 + number % 25,
        }
        for number in range(PAPERS)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "papers.jsonl"
    path.write_text("".join(f"{json.dumps(paper)}\n" for paper in papers), encoding="utf-8")
    return path


def operations(source: Path) -> list[Operation]:
    """Everything that writes, over the papers in the folder `source`."""

    def ingest(data: Path) -> None:
        ingested(data, [str(corpus(source))])

    def update(data: Path) -> None:
        ingested(data, [str(corpus(source, revision=2))])

    def remove(data: Path) -> None:
        shop = Workshop(load(), data)
        held = [paper.id for paper in shop.catalog.papers() if paper.title.endswith("3")]
        if held:
            shop.collection.remove(held)
        ingested(data, [])

    def damage(data: Path) -> None:
        ingest(data)
        file = data / "library.db"
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))

    return [
        Operation("ingest", lambda data: None, ingest, state, readable),
        Operation("update", ingest, update, state, readable),
        Operation("remove", ingest, remove, state, readable),
        Operation("rebuild", ingest, lambda data: ingested(data, [], anew=True), state, readable),
        Operation("repair", damage, _repair, state, readable),
        Operation("session save", lambda data: data.mkdir(parents=True), _converse, state, lambda data: ""),
    ]


def ingested(data: Path, paths: list[str], *, anew: bool = False) -> None:
    """Ingest files as the command does."""
    shop = Workshop(load(), data)
    for _ in shop.collection.ingest(inputs(paths, shop.settings) if paths else [], anew=anew):
        pass


def _repair(data: Path) -> None:
    shop = Workshop(load(), data)
    with shop.lock.hold():
        for _ in repairs(shop):
            pass
    ingested(data, [], anew=True)


def _converse(data: Path) -> None:
    """A conversation of TURNS turns, each stored when asked and again when answered; goes on where it was."""
    sessions = Workshop(load(), data).sessions
    kept = [turn for session in sessions.sessions() for turn in sessions.turns(session.id)]
    for number in range(1, TURNS + 1):
        asked = SavedTurn(f"question {number}?", f"2026-01-01T00:00:{number:02}")
        known = next((turn for turn in kept if turn.number == number), None)
        turn = known or sessions.save(_in(asked, kept), "chat")
        if not turn.answer:
            answer = json.dumps({"schema": SCHEMA, "text": f"answer {number}"})
            turn = sessions.save(
                SavedTurn(turn.question, turn.asked, answer, "", turn.session, turn.number), "chat"
            )
        kept.append(turn)


def _in(turn: SavedTurn, kept: list[SavedTurn]) -> SavedTurn:
    return SavedTurn(turn.question, turn.asked, session=kept[0].session if kept else 0)


# ------------------------------------------------------------------ what is compared


def readable(data: Path) -> str:
    """Why a collection can't be asked right now, '' when it can or when there is none yet."""
    shop = Workshop(load(), data)
    if shop.tools.shelf.current() is None:
        return ""
    for _ in shop.engine.ask(Question(QUESTION)):
        pass
    return "; ".join(shop.tools.shelf.warnings)


def state(data: Path) -> str:
    """Hash of everything that a data folder tells its readers; equal for equal collections."""
    digest = hashlib.sha256()
    tables = {
        "library.db": ("papers", "records", "embeddings", "identifiers"),
        "sessions.db": ("sessions", "turns"),
    }
    for name, names in tables.items():
        if (data / name).exists():
            digest.update(_rows(data / name, names))
    if (data / "CURRENT").exists():
        shop = Workshop(load(), data)
        folder = shop.tools.shelf.current()
        assert folder is not None
        shop.tools.shelf.verify(folder)
        shop.tools.dense.verify(folder)
        digest.update((folder / "manifest.json").read_bytes())
        digest.update(_rows(folder / "corpus.db", ("digest", "papers", "passages")))
        corpus = shop.library.open()
        vector = shop.embedder.embed([QUESTION])
        digest.update(repr((corpus.dense(vector, 20, None), corpus.lexical(QUESTION, 20, None))).encode())
    return digest.hexdigest()


def _rows(file: Path, tables: tuple[str, ...]) -> bytes:
    with closing(sqlite3.connect(file)) as connection:
        rows = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in tables}
    return repr(rows).encode()
