from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import PAPERS, Assistant, explained

PAPER = {
    "paper_id",
    "title",
    "abstract",
    "authors",
    "author_count",
    "organisation",
    "published",
    "year",
    "date_inferred",
    "venue",
    "url",
    "identifiers",
    "embedded",
    "sources",
}
SOURCE = {"file", "line", "format", "fields"}


def listed(assistant: Assistant, collection: Path, *argv: str) -> list[dict[str, Any]]:
    outcome = assistant("papers", "--json", "--data-dir", collection, *argv)
    assert (outcome.code, outcome.err) == (0, "")
    assert set(outcome.json) == {"schema", "papers"}
    assert outcome.json["schema"] == 1
    papers: list[dict[str, Any]] = outcome.json["papers"]
    return papers


def test_every_paper_is_listed_with_where_it_was_read(
    assistant: Assistant, collection: Path, page: Path
) -> None:
    papers = listed(assistant, collection)
    assert len(papers) == PAPERS
    assert [paper["paper_id"] for paper in papers] == sorted(paper["paper_id"] for paper in papers)
    for paper in papers:
        assert set(paper) == PAPER
        [source] = paper["sources"]
        assert set(source) == SOURCE
        assert (source["file"], source["format"]) == (str(page), "daily-papers")


def test_people_see_one_paper_a_line_and_the_count_on_stderr(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("papers", "--data-dir", collection)
    assert len(outcome.out.splitlines()) == PAPERS
    assert outcome.err == f"{PAPERS} papers\n"


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (["--match", "Video DIFFUSION"], {"FPSAttention"}),
        (["--organisation", "nexa ai"], {"AutoNeural"}),
        (["--year", "2026", "--match", "kernel"], {"FlashAttention-4"}),
        (["--title", "swapmix", "--title", "posir"], {"SwapMix", "PosIR"}),
        (["--author", "nobody"], set()),
    ],
)
def test_filters_choose_papers(
    assistant: Assistant, collection: Path, filters: list[str], titles: set[str]
) -> None:
    assert {paper["title"].split(":")[0] for paper in listed(assistant, collection, *filters)} == titles


def test_shown_papers_are_those_of_the_list(assistant: Assistant, collection: Path) -> None:
    first, second, *_ = listed(assistant, collection)
    ids = [second["paper_id"], first["paper_id"], second["paper_id"]]
    shown = assistant("papers", "show", *ids, "--json", "--data-dir", collection)
    assert shown.json == {"schema": 1, "papers": [second, first]}
    text = assistant("papers", "show", first["paper_id"], "--data-dir", collection).out
    assert first["title"] in text
    assert first["abstract"] in text


@pytest.mark.parametrize("action", ["show", "remove"])
def test_an_unknown_id_is_an_error_before_anything_is_done(
    assistant: Assistant, own: Path, action: str
) -> None:
    known = listed(assistant, own)[0]["paper_id"]
    outcome = assistant("papers", action, known, "no\udcffbody", "--data-dir", own)
    assert outcome.code == 2
    assert "there is no paper 'nobody'" in explained(outcome)[0]
    assert len(listed(assistant, own)) == PAPERS


def test_what_is_exported_can_be_read_back(assistant: Assistant, collection: Path, tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    outcome = assistant("papers", "export", file, "--data-dir", collection)
    assert (outcome.code, outcome.out) == (0, "")
    assert assistant("papers", "export", "-", "--data-dir", collection).out == file.read_text("utf-8")
    assert len([json.loads(line) for line in file.read_text("utf-8").splitlines()]) == PAPERS
    back = assistant("ingest", file, "--dry-run", "--json", "--data-dir", collection).json
    assert (back["read"], back["added"]) == (PAPERS, 0)


def test_an_export_that_can_not_be_written_is_explained(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("papers", "export", collection, "--data-dir", collection)
    assert outcome.code == 1
    assert "can't be written" in explained(outcome)[0]


def test_looking_into_a_folder_that_is_not_there_does_not_make_it(
    assistant: Assistant, tmp_path: Path
) -> None:
    for argv in (["list"], ["show", "x"], ["remove", "x"], ["export", "-"]):
        outcome = assistant("papers", *argv, "--data-dir", tmp_path / "typo")
        assert outcome.code == 1
        assert "there is no collection" in explained(outcome)[0]
    assert not (tmp_path / "typo").exists()


def test_looking_into_a_folder_of_something_else_makes_nothing_in_it(
    assistant: Assistant, tmp_path: Path
) -> None:
    outcome = assistant("papers", "--data-dir", tmp_path)
    assert outcome.code == 1
    assert "there is no collection" in explained(outcome)[0]
    assert list(tmp_path.iterdir()) == []


def test_a_removed_paper_is_found_no_more(assistant: Assistant, own: Path) -> None:
    [paper] = listed(assistant, own, "--match", "video diffusion")
    outcome = assistant("papers", "remove", paper["paper_id"], "--json", "--data-dir", own)
    assert outcome.json == {"schema": 1, "removed": [paper["paper_id"]]}
    found = assistant("search", "FPSAttention video diffusion", "--json", "--data-dir", own).json["results"]
    assert len(listed(assistant, own)) == PAPERS - 1
    assert paper["paper_id"] not in {result["paper_id"] for result in found}
