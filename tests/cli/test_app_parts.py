from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.app_parts import SAMPLE, AppParts
from assistant.domain import Ingested, Progress
from assistant.settings import load
from assistant.wiring import Workshop

BIB = "@article{a, title={Sparse Layers Skip Pairs}, abstract={They are twice as fast.}, year={2024}}"


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_without_papers_the_sample_corpus_stands_in_until_there_are_some(tmp_path: Path) -> None:
    data = tmp_path / "data"
    stage = AppParts(lambda: Workshop(load(), data), usual=True).backstage()
    assert stage.sampling()
    steps = list(stage.prepare())
    assert any(isinstance(step, Progress) for step in steps)
    assert isinstance(steps[-1], Ingested)
    assert len(stage.papers()) > 100
    assert (data / SAMPLE / "library.db").is_file()
    assert not (data / "library.db").exists(), "the user's own collection is still to be made"
    assert list(stage.prepare()) == []

    (tmp_path / "own.bib").write_text(BIB)
    assert isinstance(list(stage.ingest([str(tmp_path / "own.bib")]))[-1], Ingested)
    assert not stage.sampling()
    assert [paper.title for paper in stage.papers()] == ["Sparse Layers Skip Pairs"]


def test_a_sample_that_was_left_before_its_end_is_read_on_at_the_next_start(tmp_path: Path) -> None:
    stage = AppParts(lambda: Workshop(load(), tmp_path / "data"), usual=True).backstage()
    steps = stage.prepare()
    while not (isinstance(step := next(steps), Progress) and step.stage == "embed"):
        pass
    del steps
    assert stage.papers()
    again = AppParts(lambda: Workshop(load(), tmp_path / "data"), usual=True).backstage()
    assert isinstance(next(again.prepare()), Progress)


def test_a_folder_that_was_named_is_never_filled_by_itself(tmp_path: Path) -> None:
    stage = AppParts(lambda: Workshop(load(), tmp_path / "data"), usual=False).backstage()
    assert not stage.sampling()
    assert list(stage.prepare()) == []
