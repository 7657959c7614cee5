from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from assistant.core.comparing.asked import AskedOptions
from assistant.domain import Paper
from eval.bench.comparing import LABELS, Labelled, Tally, load, main, measure, render
from tests.core.worlds import StopSentences
from tests.fakes import FakeReranker

ABSTRACT = (
    "Lamps are old. We propose a lamp with a switch. It outperforms candles by 12 %. The code is available."
)


def labelled(source: str, stated: dict[str, set[int]], asked: dict[str, set[int]]) -> Labelled:
    paper = Paper(source, "Lamp", ABSTRACT, sentences=StopSentences().split(ABSTRACT))
    frozen = [{name: frozenset(numbers) for name, numbers in part.items()} for part in (stated, asked)]
    return Labelled(source, paper, *frozen)


def test_a_cell_is_right_wrong_or_false_by_its_sentence() -> None:
    item = labelled("acl", {"approach": {2}, "result": {2}}, {"candles": {3}, "switch": set()})
    standing, asked, _ = measure([item], FakeReranker(), AskedOptions())
    assert standing["approach"] == Tally(stated=1, right=1)
    assert standing["result"] == Tally(stated=1, wrong=1)
    assert standing["code and data"] == Tally(absent=1, false=1)
    assert standing["limits"] == Tally(absent=1)
    assert asked == Tally(stated=1, right=1, absent=1, false=1)


def test_aspects_of_another_field_are_absent_where_no_word_stands() -> None:
    items = [
        labelled("acl", {}, {}),
        labelled("pubmedqa", {}, {"survival": {1}, "switch": {2}, "pain": set()}),
    ]
    *_, elsewhere = measure(items, FakeReranker(), AskedOptions())
    assert elsewhere == Tally(absent=1)


def test_every_label_names_a_paper_once_and_only_sentences_that_can_be() -> None:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({(row["source"], row["id"]) for row in rows}) == len(rows) > 40
    numbers = [n for row in rows for part in ("stated", "asked") for ns in row[part].values() for n in ns]
    assert all(0 < number < 30 for number in numbers)


def test_papers_are_found_by_their_labels_and_other_sets_may_be_missing(tmp_path: Path) -> None:
    first = json.loads(LABELS.read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / first["source"]).mkdir()
    with lzma.open(tmp_path / first["source"] / "x.jsonl.xz", "wt", encoding="utf-8") as file:
        for key in (first["id"], "unlabelled"):
            file.write(json.dumps({"id": key, "title": "Lamp", "abstract": ABSTRACT}) + "\n")
    [item] = load(tmp_path, StopSentences())
    assert item.paper.id == first["id"]
    assert len(item.paper.sentences) == 4


def test_the_table_has_a_row_for_each_aspect() -> None:
    report = render({"approach": Tally(2, 1, 1, 0, 0)}, Tally(), Tally(absent=5, false=1), 2)
    assert "| approach | 2 | 1 | 1 | 0 | 0 |" in report
    assert "| of another field | 0 | 0 | 0 | 5 | 1 |" in report


def test_without_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "--data" in capsys.readouterr().err
