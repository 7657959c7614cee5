from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.exports import add_line, save_new, save_over
from assistant.errors import StoreError


def test_a_file_of_the_same_name_is_never_replaced(tmp_path: Path) -> None:
    paths = [save_new(tmp_path, "a.csv", f"{n}\r\n") for n in (1, 2, 3)]
    assert [Path(path).name for path in paths] == ["a.csv", "a-2.csv", "a-3.csv"]
    assert [Path(path).read_bytes() for path in paths] == [b"1\r\n", b"2\r\n", b"3\r\n"]


def test_what_is_kept_for_now_replaces_what_was_before_and_is_the_owners(tmp_path: Path) -> None:
    wanted = tmp_path / "cache" / "copied.txt"
    for text in ("first, longer", "second"):
        assert save_over(wanted, text) == str(wanted)
    assert wanted.read_text("utf-8") == "second"
    assert wanted.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="not saved"):
        save_over(wanted / "below a file", "third")


def test_a_folder_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not saved"):
        save_new(tmp_path / "gone", "a.md", "text")


def test_lines_are_added_to_what_is_there(tmp_path: Path) -> None:
    for line in ("one", "two"):
        path = add_line(tmp_path, "cases.jsonl", line)
    assert Path(path).read_text("utf-8") == "one\ntwo\n"
    with pytest.raises(StoreError, match="not saved"):
        add_line(tmp_path / "gone", "cases.jsonl", "three")
