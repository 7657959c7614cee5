from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.domain import Paper
from eval.bench.followups import main, measure, mtrag, render

SHARED = Path(__file__).parents[4] / "shared" / "data"

CONVERSATION = [
    ("user", "What is Red Hat OpenShift?"),
    ("agent", "A platform."),
    ("user", "How does it work?"),
]
DOCUMENTS = {"shift": "Red Hat OpenShift runs containers.", "work": "How does work get done?"}


def row(spoken: Sequence[tuple[str, str]], gold: str) -> dict[str, object]:
    return {
        "conversation_id": "c",
        "input": [{"speaker": speaker, "text": text} for speaker, text in spoken],
        "contexts": [{"document_id": gold, "text": DOCUMENTS[gold]}],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data with a first turn, a follow-up, and a follow-up that nothing answers."""
    rows = [
        row(CONVERSATION[:1], "work"),
        row(CONVERSATION, "shift"),
        {**row(CONVERSATION, "shift"), "contexts": []},
    ]
    (tmp_path / "mtrag").mkdir()
    with gzip.open(tmp_path / "mtrag" / "mtragun_reference.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in rows)
    return tmp_path


def by_words(papers: Sequence[Paper]) -> Mapping[str, Callable[[str], list[str]]]:
    """A ranking by common words."""

    def rank(question: str) -> list[str]:
        asked = set(question.lower().split())
        return [p.id for p in sorted(papers, key=lambda p: -len(asked & set(p.abstract.lower().split())))]

    return {"words": rank}


def no_ranking(papers: Sequence[Paper]) -> Mapping[str, Callable[[str], list[str]]]:
    """Nothing."""
    return {}


def test_only_answered_turns_behind_a_first_are_tasks_each_in_three_forms(data: Path) -> None:
    papers, tasks = mtrag(data)
    assert [paper.id for paper in papers] == ["shift", "work"]
    [task] = tasks
    assert task.forms == {
        "raw": "How does it work?",
        "joined": "What is Red Hat OpenShift? How does it work?",
        "rewritten": "How does Red Hat OpenShift work?",
    }
    assert task.gold == {"shift"}
    assert task.changed


def test_the_report_tells_what_rewriting_gains(data: Path) -> None:
    papers, tasks = mtrag(data)
    scored = measure("words", by_words(papers)["words"], tasks)
    assert scored.by_form["raw"]["MRR"] == [0.5]
    assert scored.by_form["rewritten"]["MRR"] == [1.0]
    report = render(tasks, [scored], "the command")
    assert "Made by `the command`." in report
    assert "| words | rewritten | 1.000 | 1.000 | 1.000 |" in report
    assert "| words | rewritten ones (1) | MRR | +0.500 |" in report


def test_the_report_is_written_where_it_is_wanted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = data / "report.md"
    arguments = ["--data", str(data), "--rankings", "bm25", "--out", str(out)]
    assert main(arguments, no_ranking, lambda papers: {"bm25": by_words(papers)["words"]}) == 0
    assert out.read_text(encoding="utf-8") == capsys.readouterr().out


def test_absent_data_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)], by_words, by_words) == 2
    assert "there is no file" in capsys.readouterr().err


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled data are not on this machine")
def test_the_published_figures_have_these_tasks() -> None:
    papers, tasks = mtrag(SHARED)
    assert (len(papers), len(tasks)) == (1152, 338)
