from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import Assistant, explained

TWO = ("FPSAttention", "FlashAttention-4")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def test_a_table_has_a_column_for_each_paper_and_lists_the_sources(
    assistant: Assistant, collection: Path
) -> None:
    outcome = assistant("compare", *TWO, "--data-dir", collection)
    assert outcome.code == 0
    head = next(line for line in outcome.out.splitlines() if "FPSAttention [1]" in line)
    assert "FlashAttention-4 [2]" in head
    assert "[2] FlashAttention-4: Algorithm" in outcome.out
    assert "supported" in outcome.err
    assert max(map(len, outcome.out.partition("Sources")[0].splitlines())) <= 110


def test_a_narrow_terminal_gets_a_paragraph_for_each_aspect(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    outcome = assistant("compare", *TWO, "--aspect", "speed", "--data-dir", collection)
    assert outcome.out.startswith("speed\n- FPSAttention: ")


def test_the_answer_object_has_the_aspects_asked_for_with_their_addresses(
    assistant: Assistant, collection: Path
) -> None:
    aspects = ("--aspect", "speed", "--aspect", "cheese")
    outcome = assistant("compare", *TWO, *aspects, "--json", "--data-dir", collection)
    comparison = outcome.json["comparison"]
    assert outcome.json["kind"] == "compare"
    assert set(comparison) == {"papers", "aspects"}
    assert [aspect["name"] for aspect in comparison["aspects"]] == ["speed", "cheese"]
    assert [cell["state"] for cell in comparison["aspects"][1]["cells"]] == ["not_stated", "not_stated"]
    for aspect in comparison["aspects"]:
        for paper, cell in zip(comparison["papers"], aspect["cells"], strict=True):
            assert set(cell) == {"state", "text", "labels", "address"}
            assert cell["state"] == "not_stated" or cell["address"].startswith(f"{paper}#s")
    assert {sentence["support"] for sentence in outcome.json["sentences"]} <= {"supported", "framing"}


def test_csv_markdown_and_latex_hold_the_same_cells(assistant: Assistant, collection: Path) -> None:
    argv = ("compare", *TWO, "--aspect", "speed", "--data-dir", str(collection), "--format")
    [_, first, _] = csv.reader(io.StringIO(assistant(*argv, "csv").out))
    assert first[1].startswith("FPSAttention")
    assert first[3] in assistant(*argv, "md").out
    assert first[3].replace("%", r"\%") in assistant(*argv, "tex").out


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("FPSAttention",), "name 2 to 8 papers"),
        (("FPSAttention", "fpsattention"), "named twice"),
        (("FPSAttention", "Co-Attention"), "means several papers"),
        (("FPSAttention", "FlashAtention-4"), "there is no paper"),
    ],
)
def test_papers_that_can_not_be_compared_are_told(
    assistant: Assistant, collection: Path, names: tuple[str, ...], what: str
) -> None:
    outcome = assistant("compare", *names, "--data-dir", collection)
    assert outcome.code == 2
    assert what in explained(outcome)[0]


def test_an_unknown_name_leads_to_the_nearest_titles(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("compare", "FPSAttention", "FlashAtention-4", "--data-dir", collection)
    assert "FlashAttention-4: Algorithm" in explained(outcome)[2]


def test_two_ways_of_printing_exclude_each_other(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("compare", *TWO, "--json", "--format", "md", "--data-dir", collection)
    assert outcome.code == 2


def test_a_folder_without_collection_is_an_error(assistant: Assistant, tmp_path: Path) -> None:
    assert assistant("compare", *TWO, "--data-dir", tmp_path / "nothing").code == 1
