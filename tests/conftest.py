"""Property tests that fail for what they find, never for how busy the machine is; a Chroma server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.chroma_run import ChromaRun

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaRun]:
    """A Chroma server that answers."""
    server = ChromaRun(tmp_path / "server")
    server.start()
    yield server
    server.kill()
