from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Assistant, explained

VERDICT = {"support", "score", "spans", "reasons", "findings"}
EVIDENCE = ["Rows are read in 4.9 ms. They remain small."]


def lines(*rows: object) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def test_a_batch_needs_no_collection(assistant: Assistant, tmp_path: Path) -> None:
    given = lines(
        {"id": "a", "claim": "They remain small.", "evidence": EVIDENCE},
        {"id": "b", "claim": "Rows are read in 5.9 ms.", "evidence": EVIDENCE},
    )
    outcome = assistant("check", "--batch", "-", "--data-dir", tmp_path / "none", stdin=given)
    good, bad = outcome.rows
    assert (outcome.code, good["id"], good["support"], good["score"]) == (0, "a", "supported", 1.0)
    assert set(good) == set(bad) == {"schema", "id"} | VERDICT
    assert good["spans"] == [{"address": "evidence-1#s2", "start": 25, "end": 43}]
    assert (bad["support"], bad["reasons"]) == (
        "unsupported",
        ["5.9 ms is not in the cited abstract; it says 4.9 ms"],
    )
    assert not (tmp_path / "none").exists()


def test_a_bad_line_fails_alone(assistant: Assistant) -> None:
    given = b"{\n" + lines(
        {"claim": "", "evidence": []},
        {"id": 9, "claim": "x y", "evidence": "text"},
        {"claim": "They are.", "evidence": []},
    )
    outcome = assistant("check", "--batch", "-", stdin=given)
    assert outcome.code == 0
    assert ["error" in row for row in outcome.rows] == [True, True, True, False]
    assert [row["id"] for row in outcome.rows] == [1, 2, 9, 4]


def test_a_batch_of_bad_lines_only_is_a_failure(assistant: Assistant) -> None:
    assert assistant("check", "--batch", "-", stdin=b"[]").code == 1


def test_a_text_is_held_against_the_papers_named(assistant: Assistant, collection: Path) -> None:
    first = assistant("papers", "list", "--json", "--data-dir", collection).json["papers"][0]
    paper, text = first["paper_id"], first["abstract"].split(". ")[0] + "."
    argv = ("check", text, "It flies to Mars.", "--json", "--data-dir", collection, "--against", paper)
    good, bad = assistant(*argv).json["sentences"]
    assert set(good) == {"text", "papers"} | VERDICT
    assert good["papers"] == [{"paper_id": paper, "title": first["title"]}]
    assert (good["support"], bad["support"]) == ("supported", "unsupported")


def test_without_papers_the_collection_is_searched(assistant: Assistant, collection: Path) -> None:
    first = assistant("papers", "list", "--json", "--data-dir", collection).json["papers"][0]
    key, text = first["paper_id"], first["abstract"].split(". ")[0] + "."
    outcome = assistant("check", text, "--data-dir", collection)
    assert outcome.out.startswith("✓ supported: ")
    assert f"{key}#s1: " in outcome.out


def test_an_unknown_paper_is_named(assistant: Assistant, collection: Path) -> None:
    what, _, remedy = explained(assistant("check", "x y.", "--data-dir", collection, "--against", "nope"))
    assert what == "there is no paper nope"
    assert "papers list" in remedy


def test_there_is_one_text_or_one_batch(assistant: Assistant) -> None:
    assert "neither" in explained(assistant("check"))[1]
    assert "both" in explained(assistant("check", "x", "--batch", "-"))[1]
    assert "no letter" in explained(assistant("check", "!"))[1]
