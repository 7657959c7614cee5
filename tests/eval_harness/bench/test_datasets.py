"""Labelled sets from tiny files of the published form."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Kind, Paper
from assistant.errors import InputError
from eval.bench.datasets import (
    LOADERS,
    AbsentDataError,
    RetrievalSet,
    bioasq,
    limited,
    own_questions,
    pubmedqa,
    scifact,
    scirepeval_search,
    scitldr,
    scitldr_crowded,
)
from eval.cases import Case, Position


def _save(path: Path, *rows: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))


def _summary(paper_id: str, *targets: str) -> dict[str, Any]:
    return {
        "paper_id": paper_id,
        "title": f"On {paper_id}",
        "source": ["One.", "Two."],
        "target": list(targets),
    }


def _snippet(pmid: str, start: int, text: str, section: str = "abstract") -> dict[str, Any]:
    return {"pmid": pmid, "section": section, "start": start, "end": start + len(text), "text": text}


def _candidate(number: int, score: int, abstract: str | None = "Text.") -> dict[str, Any]:
    return {"corpus_id": number, "title": f"Title {number}", "abstract": abstract, "score": score}


def test_pubmedqa_indexes_the_abstract_without_title_and_conclusion(tmp_path: Path) -> None:
    row = {"QUESTION": "Does it help?", "CONTEXTS": ["Aim.", "Result."], "LONG_ANSWER": "It does."}
    _save(tmp_path / "pubmedqa" / "pqal_dev500.json.gz", {"77": row})
    assert pubmedqa(tmp_path) == RetrievalSet(
        "pubmedqa",
        (Paper(id="77", title="", abstract="Aim. Result."),),
        (("77", "Does it help?", frozenset({"77"})),),
    )


def test_scitldr_asks_for_a_paper_by_the_first_of_its_summaries(tmp_path: Path) -> None:
    _save(tmp_path / "scitldr" / "SciTLDR-A_dev.jsonl.gz", _summary("x", "authors' own", "another"))
    found = scitldr(tmp_path)
    assert found.papers == (Paper(id="x", title="On x", abstract="One. Two."),)
    assert found.queries == (("x", "authors' own", frozenset({"x"})),)


def test_scitldr_among_distractors_keeps_queries_and_adds_no_paper_twice(tmp_path: Path) -> None:
    _save(tmp_path / "scitldr" / "SciTLDR-A_dev.jsonl.gz", _summary("x", "own"))
    _save(tmp_path / "scitldr" / "SciTLDR-A_train.jsonl.gz", _summary("x", "own"), _summary("y", "other"))
    found = scitldr_crowded(tmp_path)
    assert [paper.id for paper in found.papers] == ["x", "y"]
    assert found.queries == scitldr(tmp_path).queries


def test_bioasq_joins_the_snippets_of_a_document_title_first_and_in_order(tmp_path: Path) -> None:
    first = {
        "id": "q1",
        "question": "Why?",
        "snippets": [
            _snippet("1", 50, "Later part."),
            _snippet("1", 0, "A title", "title"),
            _snippet("2", 0, "Two."),
        ],
    }
    second = {
        "id": "q2",
        "question": "How?",
        "snippets": [_snippet("1", 10, "Early part."), _snippet("1", 56, "part.")],
    }
    _save(tmp_path / "bioasq" / "bioasq_7b-11b_golden.jsonl.gz", first, second)
    found = bioasq(tmp_path)
    assert [paper.abstract for paper in found.papers] == ["A title Early part. Later part.", "Two."]
    assert found.queries == (("q1", "Why?", frozenset({"1", "2"})), ("q2", "How?", frozenset({"1"})))


def test_search_queries_are_ranked_over_the_union_of_candidates_with_clicks_as_gold(tmp_path: Path) -> None:
    _save(
        tmp_path / "scirepeval-search-sample" / "search_small.jsonl.gz",
        {
            "query": "bees",
            "candidates": [_candidate(1, 0), _candidate(2, 2), _candidate(3, 1, abstract=None)],
        },
        {"query": "wasps", "candidates": [_candidate(4, 1), _candidate(1, 0)]},
    )
    found = scirepeval_search(tmp_path)
    assert [paper.id for paper in found.papers] == ["1", "2", "3", "4"]
    assert found.papers[2].abstract == ""
    assert [query[1:] for query in found.queries] == [
        ("bees", frozenset({"2", "3"})),
        ("wasps", frozenset({"4"})),
    ]


def test_scifact_keeps_claims_whose_cited_abstracts_are_all_at_hand(tmp_path: Path) -> None:
    _save(tmp_path / "scifact" / "corpus_subset_2101.jsonl.gz", {"doc_id": "5", "text": "Abstract."})
    here, gone = (
        {"id": 1, "claim": "So.", "cited_doc_ids": [5]},
        {"id": 2, "claim": "No.", "cited_doc_ids": [5, 6]},
    )
    _save(tmp_path / "scifact" / "claims_dev.jsonl.gz", gone)
    _save(tmp_path / "scifact" / "claims_train.jsonl.gz", here)
    assert scifact(tmp_path).queries == (("1", "So.", frozenset({"5"})),)


@pytest.mark.parametrize("name", LOADERS)
def test_absent_data_are_told_apart_from_damaged_ones_and_name_the_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(AbsentDataError, match="is not there"):
        LOADERS[name](tmp_path)


def test_a_row_without_an_expected_field_is_named_by_file_and_line(tmp_path: Path) -> None:
    _save(tmp_path / "scitldr" / "SciTLDR-A_dev.jsonl.gz", _summary("x", "own"), {"paper_id": "y"})
    with pytest.raises(InputError) as caught:
        scitldr(tmp_path)
    assert "SciTLDR-A_dev" in caught.value.what
    assert "line 2" in caught.value.why
    assert not isinstance(caught.value, AbsentDataError)


@pytest.mark.parametrize(
    "content",
    [b"plain text", gzip.compress(b"{}" * 500, mtime=0)[:20], gzip.compress(b"\xff")],
    ids=["no archive", "cut off", "no UTF-8"],
)
def test_a_damaged_file_is_an_input_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scitldr" / "SciTLDR-A_dev.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError, match="can't use"):
        scitldr(tmp_path)


def _case(name: str, kind: Kind, *titles: str) -> Case:
    position: Position | None = "first" if kind == "fact" and titles else None
    return Case(name, kind, f"{name}?", titles, (), bool(titles), position)


PAPERS = (Paper(id="p1", title="HyperZ$\\cdot$W: Nets"), Paper(id="p2", title="Second Thoughts"))


def test_own_questions_find_their_papers_whatever_the_typesetting_of_titles() -> None:
    found = own_questions([_case("a", "fact", "HYPERZ$\\cdot$W –  Nets")], PAPERS)
    assert found == RetrievalSet("own", PAPERS, (("a", "a?", frozenset({"p1"})),))


def test_own_questions_without_all_their_papers_stay_out_but_lists_shrink() -> None:
    cases = [
        _case("compare", "compare", "Second Thoughts", "Not Here"),
        _case("list", "list", "Second Thoughts", "Not Here"),
        _case("elsewhere", "list", "Not Here"),
    ]
    assert own_questions(cases, PAPERS).queries == (("list", "list?", frozenset({"p2"})),)


def test_questions_about_metadata_and_unanswerable_ones_are_no_retrieval_queries() -> None:
    cases = [_case("who", "metadata", "Second Thoughts"), _case("absent", "fact")]
    assert own_questions(cases, PAPERS).queries == ()


def test_a_limit_draws_the_same_queries_in_their_old_order_every_time() -> None:
    full = RetrievalSet("many", (), tuple((str(number), "?", frozenset({"p"})) for number in range(50)))
    some = limited(full, 10, seed=3)
    assert some == limited(full, 10, seed=3)
    assert some != limited(full, 10, seed=4)
    assert [query for query in full.queries if query in some.queries] == list(some.queries)
    assert len(some.queries) == 10
    assert limited(full, 50) is full
