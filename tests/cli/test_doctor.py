from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Assistant


def by_name(report: dict[str, list[dict[str, str]]]) -> dict[str, dict[str, str]]:
    return {check["name"]: check for check in report["checks"]}


def test_a_sound_collection_is_well_in_every_respect(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("doctor", "--json", "--data-dir", collection)
    assert outcome.code == 0
    assert outcome.json["schema"] == 1
    assert outcome.json["state"] == "ok"
    assert {"program", "disk", "catalogue", "index", "index identity", "index files", "reranker"} <= set(
        by_name(outcome.json)
    )
    assert all(set(check) == {"name", "state", "message", "remedy"} for check in outcome.json["checks"])


def test_people_see_a_line_for_each_check(assistant: Assistant, collection: Path) -> None:
    outcome = assistant("doctor", "--data-dir", collection)
    assert outcome.code == 0
    assert all(line.startswith("ok ") for line in outcome.out.splitlines())


def test_a_folder_without_collection_is_worth_a_warning_and_stays_as_it_is(
    assistant: Assistant, tmp_path: Path
) -> None:
    outcome = assistant("doctor", "--json", "--data-dir", tmp_path / "nothing")
    assert (outcome.code, outcome.json["state"]) == (0, "warning")
    assert not (tmp_path / "nothing").exists()


def test_a_torn_index_is_told_and_repaired(assistant: Assistant, own: Path) -> None:
    data = ("--data-dir", own)
    [graph] = (own / "index").glob("gen-*/chroma/*/data_level0.bin")
    graph.write_bytes(graph.read_bytes()[: graph.stat().st_size // 2])
    outcome = assistant("doctor", "--json", *data)
    assert (outcome.code, by_name(outcome.json)["index"]["state"]) == (1, "error")
    assert "--repair" in by_name(outcome.json)["index"]["remedy"]
    repaired = assistant("doctor", "--repair", "--json", *data)
    assert (repaired.code, repaired.json["state"]) == (0, "ok")


def test_a_damaged_catalogue_is_told_with_what_to_do(assistant: Assistant, own: Path) -> None:
    (own / "library.db").write_bytes(b"no database " * 1_000)
    outcome = assistant("doctor", "--json", "--data-dir", own)
    assert outcome.code == 1
    assert by_name(outcome.json)["catalogue"]["state"] == "error"
    assert "put back a copy" in by_name(outcome.json)["catalogue"]["remedy"]


def test_a_setting_that_is_wrong_or_changed_is_told(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data-dir", collection)
    monkeypatch.setenv("ASSISTANT_ANSWER__SENTENCES", "3")
    changed = by_name(assistant("doctor", "--json", *data).json)["configuration"]
    assert changed["message"] == "changed: answer.sentences (ASSISTANT_ANSWER__SENTENCES)"
    monkeypatch.setenv("ASSISTANT_ANSWER__SENTENCES", "many")
    outcome = assistant("doctor", "--json", *data)
    assert outcome.code == 1
    assert [check["name"] for check in outcome.json["checks"]] == ["configuration"]
