from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Span
from eval.bench.findings import auroc, main

ABSTRACT = ["RowNet is 2.5x faster than dense rows.", "It is not trained on columns."]


def split(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"\S.*?\.(?= |$)", text))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paper = {"paper_id": "p", "title": "Rows", "source": ABSTRACT, "target": ["RowNet is 2.5x faster."]}
    false = {**paper, "paper_id": "q", "target": ["RowNet is 9.5x faster."]}
    claim = {"id": 1, "claim": "RowNet is 9.5x faster.", "evidence": {"7": [{"label": "CONTRADICT"}]}}
    files: dict[str, list[dict[str, Any]]] = {
        "scitldr/SciTLDR-A_dev.jsonl.gz": [paper, false],
        "scitldr/SciTLDR-A_train.jsonl.gz": [paper],
        "scifact/corpus_subset_2101.jsonl.gz": [{"doc_id": "7", "text": " ".join(ABSTRACT)}],
        "scifact/claims_dev.jsonl.gz": [claim],
    }
    for name, rows in files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return tmp_path


def test_alarms_and_faults_are_counted_by_kind(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = data / "report.md"
    assert main(["--data", str(data), "--out", str(out)], split) == 0
    text = out.read_text(encoding="utf-8")
    assert capsys.readouterr().out == text
    assert "| number | 2 | 1 | 50.0% |" in text
    assert "| negation | 2 | 2 | 100.0% |" in text
    assert "1 claims. A finding in 100.0% of the refuted" in text


def test_absent_data_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)], split) == 2
    assert "scitldr" in capsys.readouterr().err


def test_auroc_is_the_chance_that_a_true_case_scores_higher() -> None:
    assert auroc([(0.9, True), (0.5, False), (0.5, True)]) == 0.75
