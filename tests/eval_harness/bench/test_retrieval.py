"""The retrieval benchmark with rankings whose scores are known beforehand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.domain import Paper
from eval.bench.datasets import RetrievalSet
from eval.bench.retrieval import Measured, Ranking, Skipped, main, measure, render

IDS = ("a", "b", "c")
RANKS = {"bm25": 2, "dense": 3, "hybrid": 2, "product": 1}
"""Where each fake ranking puts the paper that a query names."""


class FakeRankings:
    """Rankings that put the paper a query names at a fixed rank, and remember what they were asked."""

    def __init__(self) -> None:
        self.indexed: list[int] = []
        self.asked: list[str] = []

    def __call__(self, papers: Sequence[Paper]) -> Mapping[str, Ranking]:
        self.indexed.append(len(papers))
        ids = [paper.id for paper in papers]
        return {name: self._at(rank, ids) for name, rank in RANKS.items()}

    def _at(self, rank: int, ids: Sequence[str]) -> Ranking:
        def ranking(text: str) -> Sequence[str]:
            self.asked.append(text)
            wanted = text.removesuffix("?")
            others = [other for other in ids if other != wanted]
            return [*others[: rank - 1], wanted, *others[rank - 1 :]]

        return ranking


SMALL = RetrievalSet(
    "small",
    tuple(Paper(id=name, title=name.upper()) for name in IDS),
    tuple((f"q-{name}", f"{name}?", frozenset({name})) for name in IDS),
)


def _no_papers(pages: Sequence[Path]) -> Iterable[Paper]:
    raise AssertionError(f"nothing to read in {pages}")


def _shared(folder: Path) -> Path:
    """A shared folder that holds SciFact alone."""
    data = folder / "data" / "scifact"
    data.mkdir(parents=True)
    files: dict[str, list[dict[str, object]]] = {
        "corpus_subset_2101": [{"doc_id": name, "text": f"{name} text"} for name in IDS],
        "claims_dev": [{"id": n, "claim": f"{name}?", "cited_doc_ids": [name]} for n, name in enumerate(IDS)],
        "claims_train": [],
    }
    for name, rows in files.items():
        text = "\n".join(json.dumps(row) for row in rows)
        (data / f"{name}.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return folder


def test_every_ranking_is_scored_query_by_query() -> None:
    scores = measure(SMALL, FakeRankings()).scores
    assert {name: found.by_metric["MRR@10"] for name, found in scores.items()} == {
        "bm25": [1 / 2] * 3,
        "dense": [1 / 3] * 3,
        "hybrid": [1 / 2] * 3,
        "product": [1.0] * 3,
    }
    assert all(len(found.milliseconds) == 3 for found in scores.values())


def test_papers_are_indexed_once_and_the_first_query_warms_each_ranking_up() -> None:
    rankings = FakeRankings()
    measure(SMALL, rankings)
    assert rankings.indexed == [3]
    assert rankings.asked == ["a?", "a?", "b?", "c?"] * 4


def test_the_report_compares_the_product_with_the_better_single_ranking() -> None:
    report = render([measure(SMALL, FakeRankings())], {}, "the command")
    assert "Made by `the command`." in report
    assert "| small | 3 | 3 | product | 1.000 | 1.000 | 1.000 | 1.000 |" in report
    assert "| small | MRR@10 | bm25 | +0.500 | +0.500 to +0.500 |" in report


def test_the_report_groups_own_questions_by_the_third_that_holds_the_answer() -> None:
    own = Measured(RetrievalSet("own", SMALL.papers, SMALL.queries), measure(SMALL, FakeRankings()).scores)
    report = render([own], {"q-a": "first", "q-b": "last", "q-c": "last"}, "the command")
    assert "| first | 1 | product |" in report
    assert "| last | 2 | dense | 1.000 | 1.000 | 0.333 | 0.500 |" in report
    assert "| middle |" not in report


def test_the_report_lists_the_sets_that_were_not_measured_and_why() -> None:
    report = render([Skipped("bioasq", "bioasq: the file is not there")], {}, "the command")
    assert "- bioasq: bioasq: the file is not there" in report
    assert "## Rankings" not in report


def test_the_command_skips_absent_sets_with_the_reason_and_writes_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.md"
    assert main(["--shared", str(_shared(tmp_path)), "--out", str(out)], FakeRankings(), _no_papers) == 0
    printed = capsys.readouterr().out
    assert printed == out.read_text(encoding="utf-8")
    assert "| scifact | 3 | 3 | bm25 |" in printed
    assert "- own: own: no saved pages in" in printed
    assert "is not there" in printed


def test_a_run_that_measured_nothing_fails(tmp_path: Path) -> None:
    assert main(["--shared", str(tmp_path)], FakeRankings(), _no_papers) == 1


def test_own_questions_are_asked_over_the_papers_of_the_saved_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").touch()
    read: list[Path] = []

    def papers(pages: Sequence[Path]) -> Iterable[Paper]:
        read.extend(pages)
        return [Paper(id="p", title="Pointer Networks", abstract="Text.")]

    assert main(["--sets", "own", "--shared", str(tmp_path), "--limit", "1"], FakeRankings(), papers) == 0
    assert [page.name for page in read] == ["page.txt"]
    assert "| own | 1 | 1 |" in capsys.readouterr().out


def test_damaged_data_stop_the_run_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = _shared(tmp_path)
    damaged = shared / "data" / "bioasq"
    damaged.mkdir()
    (damaged / "bioasq_7b-11b_golden.jsonl.gz").write_bytes(b"no gzip")
    rankings = FakeRankings()
    assert main(["--sets", "scifact", "bioasq", "--shared", str(shared)], rankings, _no_papers) == 2
    assert not rankings.indexed
    assert "bioasq_7b-11b_golden" in capsys.readouterr().err


def test_a_limit_measures_the_same_queries_again(tmp_path: Path) -> None:
    shared, runs = _shared(tmp_path), [FakeRankings(), FakeRankings()]
    for rankings in runs:
        main(["--sets", "scifact", "--shared", str(shared), "--limit", "2"], rankings, _no_papers)
    assert runs[0].asked == runs[1].asked
    assert len(set(runs[0].asked)) == 2


@pytest.mark.parametrize(
    "arguments", [["--sets", "nosuch"], ["--limit", "0"], ["--out", "no/such/folder/table.md"]]
)
def test_a_command_line_that_makes_no_sense_is_refused_before_any_work(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, FakeRankings(), _no_papers)
    assert caught.value.code == 2
