from __future__ import annotations

from pathlib import Path

import pytest

from tests.chroma_run import ChromaRun
from tests.cli.running import PAPERS, Assistant, explained

SEARCH = ("search", "sparse attention for video", "--json")


def test_vectors_on_a_server_find_what_a_folder_finds_whether_it_is_up_or_away(
    assistant: Assistant,
    own: Path,
    collection: Path,
    server: ChromaRun,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    expected = assistant(*SEARCH, "--data-dir", collection).json
    monkeypatch.setenv("ASSISTANT_STORE__CHROMA", server.address)
    receipt = assistant("ingest", "--reindex", "--json", "--data-dir", own).json
    assert receipt["papers_total"] == PAPERS
    assert assistant(*SEARCH, "--data-dir", own).json == expected
    assert "every vector" not in caplog.text
    server.kill()
    assert assistant(*SEARCH, "--data-dir", own).json == expected
    assert "every vector is compared instead" in caplog.text


def test_a_server_that_is_away_while_papers_are_ingested_costs_nothing_but_the_same_command_again(
    assistant: Assistant, page: Path, tmp_path: Path, server: ChromaRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data-dir", tmp_path / "data")
    monkeypatch.setenv("ASSISTANT_STORE__CHROMA", server.address)
    server.kill()
    outcome = assistant("ingest", page, *data)
    what, _, remedy = explained(outcome)
    assert outcome.code == 3
    assert server.address in what
    assert "run the same command again" in remedy
    server.start()
    receipt = assistant("ingest", page, "--json", *data).json
    assert (receipt["unchanged"], receipt["papers_total"]) == (PAPERS, PAPERS)
    assert assistant("doctor", *data).code == 0
