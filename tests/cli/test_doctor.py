from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import PAPERS, Assistant


def by_name(report: dict[str, list[dict[str, str]]]) -> dict[str, dict[str, str]]:
    return {check["name"]: check for check in report["checks"]}


def test_a_sound_collection_is_well_in_every_respect(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("doctor", "--json", "--data-dir", collection)
    assert outcome.code == 0
    assert outcome.json["schema"] == 1
    assert outcome.json["state"] == "ok"
    assert {"program", "disk", "catalogue", "index", "index identity", "index files", "reranker"} <= set(
        by_name(outcome.json)
    )
    assert all(set(check) == {"name", "state", "message", "remedy"} for check in outcome.json["checks"])


def test_people_see_a_line_for_each_check(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("doctor", "--data-dir", collection)
    assert outcome.code == 0
    assert all(line.startswith("ok ") for line in outcome.out.splitlines())


def test_a_folder_without_collection_is_worth_a_warning_and_stays_as_it_is(
    assistant: Assistant, tmp_path: Path
) -> None:
    outcome = assistant("doctor", "--json", "--data-dir", tmp_path / "nothing")
    assert (outcome.code, outcome.json["state"]) == (0, "warning")
    assert not (tmp_path / "nothing").exists()


def test_a_torn_index_is_told_and_repaired(assistant: Assistant, own: Path) -> None:
    data = ("--data-dir", own)
    [graph] = (own / "index").glob("gen-*/chroma/*/data_level0.bin")
    graph.write_bytes(graph.read_bytes()[: graph.stat().st_size // 2])
    outcome = assistant("doctor", "--json", *data)
    assert (outcome.code, by_name(outcome.json)["index"]["state"]) == (1, "error")
    assert "--repair" in by_name(outcome.json)["index"]["remedy"]
    repaired = assistant("doctor", "--repair", "--json", *data)
    assert (repaired.code, repaired.json["state"]) == (0, "ok")


def change(statement: str) -> Callable[[Path], object]:
    """A change that SQLite's own check does not see."""

    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)

    return damage


def tear(file: Path) -> None:
    """Zeros in place of the second half, as a disk may return them."""
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda file: file.unlink(),
    "no database": lambda file: file.write_bytes(b"no database " * 1_000),
    "torn": tear,
    "a letter changed": change("UPDATE papers SET paper = replace(paper, 'attention', 'attenuion')"),
    "a vector changed": change("UPDATE embeddings SET vector = zeroblob(1536) WHERE rowid = 9"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_catalogue_is_told_then_mended_without_losing_a_paper(
    assistant: Assistant, own: Path, collection: Path, damage: Callable[[Path], object]
) -> None:
    data = ("--data-dir", own)
    damage(own / "library.db")
    outcome = assistant("doctor", "--json", *data)
    assert outcome.code == 1
    told = by_name(outcome.json)["catalogue"]
    assert (told["state"], "--repair" in told["remedy"]) == ("error", True)
    repaired = assistant("doctor", "--repair", "--json", *data)
    assert (repaired.code, by_name(repaired.json)["catalogue"]["state"]) == (0, "ok")
    assert papers(assistant, own) == papers(assistant, collection)


def papers(assistant: Assistant, data: Path) -> list[dict[str, object]]:
    """Every paper, without where it was read."""
    listed = assistant("papers", "--json", "--data-dir", data).json["papers"]
    assert len(listed) == PAPERS
    return [{name: value for name, value in paper.items() if name != "sources"} for paper in listed]


def test_the_damaged_catalogue_is_kept_and_named(assistant: Assistant, own: Path) -> None:
    tear(own / "library.db")
    damaged = (own / "library.db").read_bytes()
    repaired = assistant("doctor", "--repair", "--json", "--data-dir", own).json
    message = next(check["message"] for check in repaired["checks"] if check["name"] == "repair")
    assert "library.db.damaged-1" in message
    assert f"{PAPERS} papers kept" in message
    assert (own / "library.db.damaged-1").read_bytes() == damaged


def test_a_lost_catalogue_does_not_become_an_empty_one(assistant: Assistant, own: Path, page: Path) -> None:
    (own / "library.db").unlink()
    outcome = assistant("ingest", page, "--data-dir", own)
    assert outcome.code == 1
    assert "doctor --repair" in outcome.err
    assert not (own / "library.db").exists()


def test_damaged_conversations_are_told_and_mended(assistant: Assistant, own: Path) -> None:
    data = ("--data-dir", own)
    for question in ("What is sparse attention?", "What is video generation?"):
        assistant("ask", question, *data)
    assistant("ask", "--continue", "And how fast is it?", *data)
    (own / "sessions.db").write_bytes(b"no database " * 1_000)
    told = by_name(assistant("doctor", "--json", *data).json)["conversations"]
    assert told["state"] == "error"
    assert assistant("doctor", "--repair", *data).code == 0
    assert (own / "sessions.db.damaged-1").exists()
    assert assistant("sessions", "--json", *data).json["sessions"] == []


def test_a_setting_that_is_wrong_or_changed_is_told(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data-dir", collection)
    monkeypatch.setenv("ASSISTANT_ANSWER__SENTENCES", "3")
    changed = by_name(assistant("doctor", "--json", *data).json)["configuration"]
    assert changed["message"] == "changed: answer.sentences (ASSISTANT_ANSWER__SENTENCES)"
    monkeypatch.setenv("ASSISTANT_ANSWER__SENTENCES", "many")
    outcome = assistant("doctor", "--json", *data)
    assert outcome.code == 1
    assert [check["name"] for check in outcome.json["checks"]] == ["configuration"]
