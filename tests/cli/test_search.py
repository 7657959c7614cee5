from __future__ import annotations

from pathlib import Path

from tests.cli.running import Assistant

RESULT = {"rank", "paper_id", "title", "year", "embedded", "score", "ranks", "passages"}
PASSAGE = {"address", "text", "start", "end", "score"}


def test_results_are_ranked_papers_with_their_passages(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("search", "video", "diffusion", "--k", "3", "--json", "--data-dir", collection)
    assert (outcome.code, outcome.err) == (0, "")
    found = outcome.json
    assert set(found) == {"schema", "query", "filters", "notes", "results"}
    assert (found["schema"], found["query"]) == (1, "video diffusion")
    assert [result["rank"] for result in found["results"]] == [1, 2, 3]
    assert found["results"][0]["title"].startswith("FPSAttention")
    for result in found["results"]:
        assert set(result) == RESULT
        assert all(set(passage) == PASSAGE for passage in result["passages"])


def test_filters_really_filter(assistant: Assistant, collection: Path) -> None:
    argv = ("search", "attention", "--json", "--year", "..2025", "--organisation", "nexa")
    found = assistant(*argv, "--data-dir", collection).json
    assert [result["title"].split(":")[0] for result in found["results"]] == ["AutoNeural"]
    assert (found["filters"]["organisation"], found["filters"]["year_to"]) == ("nexa", 2025)


def test_people_see_a_numbered_list_whatever_bytes_they_type(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("search", "video \udcff diffusion", "--data-dir", collection)
    assert outcome.out.startswith(" 1. FPSAttention")


def test_people_are_told_when_nothing_is_found(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("search", "video", "--author", "\udcff", "--data-dir", collection)
    assert (outcome.code, outcome.out) == (0, "nothing found\n")


def test_a_record_without_abstract_is_found_by_its_title_and_marked(assistant: Assistant, own: Path) -> None:
    data = ("--data-dir", own)
    assistant("ingest", "-", *data, stdin=b'{"title": "Quantum Kettles for Tea", "year": 2020}')
    argv = ("search", "quantum kettles", *data)
    found = assistant(*argv, "--json").json["results"][0]
    assert (found["title"], found["embedded"], found["passages"]) == ("Quantum Kettles for Tea", False, [])
    assert "no abstract: found by its title" in assistant(*argv).out
