from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.generations import Generations, inventory
from assistant.core.ports import Shelf
from assistant.domain import IndexIdentity, Manifest
from assistant.errors import StoreError
from tests.fakes import FakeShelf

KILLS = 15
MANIFEST = Manifest(IndexIdentity("model", 3, "passages", "lexical"), "digest", 2, 5, ((0.1, 0.25, -1 / 3),))


@pytest.fixture
def shelf(tmp_path: Path) -> Generations:
    return Generations(tmp_path)


@pytest.fixture(params=[Generations, FakeShelf])
def any_shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    shelf: Shelf = request.param(tmp_path)
    return shelf


def publish(shelf: Shelf, content: str = "content", manifest: Manifest = MANIFEST) -> Path:
    folder = shelf.begin()
    (folder / "part").mkdir()
    (folder / "part" / "file").write_text(content)
    return shelf.publish(folder, manifest)


def names(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "index").iterdir())


def test_before_the_first_there_is_no_current_generation(any_shelf: Shelf) -> None:
    assert any_shelf.current() is None


def test_a_published_generation_is_current_with_its_manifest(any_shelf: Shelf) -> None:
    publish(any_shelf)
    newer = replace(MANIFEST, corpus="another")
    folder = publish(any_shelf, "new", newer)
    assert any_shelf.current() == folder
    assert any_shelf.manifest(folder) == newer
    assert (folder / "part" / "file").read_text() == "new"


def test_what_is_being_built_is_not_current(any_shelf: Shelf) -> None:
    folder = publish(any_shelf)
    begun = any_shelf.begin()
    assert begun.is_dir()
    assert not list(begun.iterdir())
    assert any_shelf.current() == folder


def test_generations_are_numbered_and_only_the_one_before_is_kept(shelf: Generations, tmp_path: Path) -> None:
    for _ in range(4):
        publish(shelf)
    assert names(tmp_path) == ["gen-000003", "gen-000004"]
    assert (tmp_path / "CURRENT").read_text() == "gen-000004\n"


def test_the_same_input_gives_the_same_bytes_of_the_manifest(shelf: Generations) -> None:
    manifests = {(publish(shelf) / "manifest.json").read_bytes() for _ in range(3)}
    assert len(manifests) == 1
    assert set(json.loads(manifests.pop())["versions"]) == {"chromadb", "bm25s"}


def test_leftovers_of_killed_builds_are_removed_by_the_next(shelf: Generations, tmp_path: Path) -> None:
    publish(shelf)
    (shelf.begin() / "half").write_text("x")
    shelf.begin()
    assert names(tmp_path) == ["gen-000001", "gen-000002.building"]
    assert not (tmp_path / "index" / "gen-000002.building" / "half").exists()


def test_a_generation_that_was_finished_but_not_named_is_passed_over(
    shelf: Generations, tmp_path: Path
) -> None:
    first = publish(shelf)
    publish(shelf)
    (tmp_path / "CURRENT").write_text("gen-000001\n")
    assert shelf.current() == first
    assert publish(shelf).name == "gen-000003"
    assert names(tmp_path) == ["gen-000001", "gen-000003"]


@pytest.mark.parametrize(
    "damage", ["cut off", "missing", "no manifest", "half a manifest", "no folder", "newer layout"]
)
def test_a_damaged_generation_gives_way_to_the_one_before_with_a_warning(
    shelf: Generations, tmp_path: Path, damage: str
) -> None:
    before, broken = publish(shelf), publish(shelf)
    if damage == "cut off":
        os.truncate(broken / "part" / "file", 3)
    elif damage == "missing":
        (broken / "part" / "file").unlink()
    elif damage == "no manifest":
        (broken / "manifest.json").unlink()
    elif damage == "half a manifest":
        (broken / "manifest.json").write_text('{"schema": 1}')
    elif damage == "no folder":
        shutil.rmtree(broken)
    else:
        manifest = json.loads((broken / "manifest.json").read_text())
        (broken / "manifest.json").write_text(json.dumps(manifest | {"schema": 99}))
    assert shelf.current() == before
    assert "gen-000002 can't be used" in shelf.warnings[0]
    assert "gen-000001 is used instead" in shelf.warnings[1]
    publish(shelf)
    shelf.current()
    assert shelf.warnings == ()


@pytest.mark.parametrize("pointer", ["", "../../etc", "gen-000001", "\xff"])
def test_an_unreadable_pointer_does_not_hide_the_newest_generation(
    shelf: Generations, tmp_path: Path, pointer: str
) -> None:
    folder = publish(shelf)
    (tmp_path / "CURRENT").write_text(pointer, encoding="latin-1")
    assert shelf.current() == folder


def test_without_an_intact_generation_there_is_none(shelf: Generations) -> None:
    (publish(shelf) / "files.json").write_text("{")
    assert shelf.current() is None
    assert len(shelf.warnings) == 1


def test_what_was_overlooked_is_logged_once(shelf: Generations, caplog: pytest.LogCaptureFixture) -> None:
    publish(shelf)
    (publish(shelf) / "files.json").unlink()
    for _ in range(3):
        shelf.current()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert caplog.messages == list(shelf.warnings)


@pytest.mark.parametrize("in_the_way", ["file", "folder"])
def test_something_else_in_the_place_of_the_pointer_is_not_followed(tmp_path: Path, in_the_way: str) -> None:
    if in_the_way == "folder":
        (tmp_path / "CURRENT").mkdir()
        assert Generations(tmp_path).current() is None
    else:
        (tmp_path / "data").write_text("no folder")
        assert Generations(tmp_path / "data").current() is None


def test_a_database_that_its_reader_writes_to_may_grow_but_not_shrink(
    shelf: Generations, tmp_path: Path
) -> None:
    begun = shelf.begin()
    (begun / "chroma.sqlite3").write_text("content")
    folder = shelf.publish(begun, MANIFEST)
    (folder / "chroma.sqlite3").write_text("content and more")
    assert Generations(tmp_path).current() == folder
    (folder / "chroma.sqlite3").write_text("less")
    assert Generations(tmp_path).current() is None


def test_a_reader_sees_the_new_generation_at_its_next_look(shelf: Generations, tmp_path: Path) -> None:
    reader = Generations(tmp_path)
    old = publish(shelf, "old")
    assert reader.current() == old
    with (old / "part" / "file").open() as opened:
        publish(shelf, "new")
        publish(shelf, "newest")
        assert opened.read() == "old"
    current = reader.current()
    assert current is not None
    assert (current / "part" / "file").read_text() == "newest"


@pytest.fixture
def changed(shelf: Generations) -> Path:
    """A generation in which one byte of a file is another, its size and dates as they were."""
    folder = publish(shelf)
    file = folder / "part" / "file"
    before = file.stat()
    file.write_text("cOntent")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    return folder


def test_a_changed_byte_is_found_at_the_first_look(changed: Path, tmp_path: Path) -> None:
    reader = Generations(tmp_path)
    assert reader.current() is None
    assert reader.warnings == ("index gen-000001 can't be used: part/file is not as it was written",)


def test_a_changed_byte_gives_way_to_the_generation_before(shelf: Generations, tmp_path: Path) -> None:
    before, broken = publish(shelf), publish(shelf)
    (broken / "part" / "file").write_text("cOntent")
    assert Generations(tmp_path).current() == before


def test_large_files_are_compared_only_when_all_is_to_be_verified(
    shelf: Generations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inventory, "READ_AT_OPENING", 1_000)
    folder = publish(shelf, "content" * 200)
    shelf.verify(folder)
    (folder / "part" / "file").write_text("cOntent" * 200)
    assert Generations(tmp_path).current() == folder
    with pytest.raises(StoreError, match="gen-000001 is damaged") as raised:
        shelf.verify(folder)
    assert raised.value.why == "part/file is not as it was written"


def test_a_missing_file_does_not_pass_the_whole_check(shelf: Generations) -> None:
    folder = publish(shelf)
    (folder / "part" / "file").unlink()
    with pytest.raises(StoreError, match="damaged"):
        shelf.verify(folder)


def test_a_generation_of_the_first_layout_which_had_no_checksums_is_still_read(
    shelf: Generations, tmp_path: Path
) -> None:
    folder = publish(shelf)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema": 1}))
    (folder / "files.json").write_text(json.dumps({"part/file": 7}))
    assert Generations(tmp_path).current() == folder
    assert shelf.manifest(folder) == MANIFEST
    os.truncate(folder / "part" / "file", 3)
    assert Generations(tmp_path).current() is None


def test_an_unreadable_manifest_is_a_store_error_with_the_remedy(shelf: Generations) -> None:
    folder = publish(shelf)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(StoreError, match="gen-000001") as raised:
        shelf.manifest(folder)
    assert "ingest" in raised.value.remedy


def test_a_folder_that_can_not_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(StoreError, match="can't be written") as raised:
        Generations(tmp_path).begin()
    assert "the index in use is untouched" in raised.value.remedy


def test_a_builder_killed_at_any_moment_leaves_a_sound_generation(tmp_path: Path) -> None:
    program = Path(__file__).with_name("build_until_killed.py")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, str(program), str(tmp_path), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    found = done.stdout.split("\n")[:-1]
    assert all(line.isdigit() for line in found), done.stdout + done.stderr
    sizes = [int(line) for line in found]
    assert len(sizes) == KILLS
    assert sizes == sorted(sizes)
    assert sizes[-1] > 3
