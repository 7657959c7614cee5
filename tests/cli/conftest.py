from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.cli.main import run
from tests.cli.running import PAPERS, Assistant, copy_of, first_papers, sample_page


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home without settings and without data, whatever this machine has."""
    for variable in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(variable)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved page of a few papers of the sample corpus."""
    path = tmp_path_factory.mktemp("pages") / "page.txt"
    path.write_text(first_papers(sample_page(1), PAPERS), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def collection(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a collection of that page; only to be read."""
    folder = tmp_path_factory.mktemp("data") / "collection"
    assert run(["ingest", str(page), "--data-dir", str(folder)]) == 0
    return folder


@pytest.fixture
def own(collection: Path, tmp_path: Path) -> Path:
    """A copy of the collection to change or damage."""
    return copy_of(collection, tmp_path / "own")


@pytest.fixture
def assistant(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """The command `assistant`, run within this process."""
    return Assistant(capsys, monkeypatch)
