from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval_harness.products import SmallProduct


@pytest.fixture
def product(tmp_path: Path) -> SmallProduct:
    """The product over three papers, over fakes."""
    return SmallProduct(tmp_path / "world")
