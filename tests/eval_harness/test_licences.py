from __future__ import annotations

from pathlib import Path

from eval.licences import LIST, LOCK, licence, listing, pinned

ROOT = Path(__file__).parents[2]


def test_every_locked_distribution_is_listed_with_its_version() -> None:
    listed = (ROOT / LIST).read_text(encoding="utf-8")
    versions = pinned((ROOT / LOCK).read_text(encoding="utf-8"))
    assert len(versions) > 50
    assert [name for name, version in versions.items() if f"| {name} | {version} | " not in listed] == []


def test_a_lock_gives_names_and_versions() -> None:
    assert pinned("a-b==1.2 \\\n    --hash=sha256:x\n# via c==3\nd==4\n") == {"a-b": "1.2", "d": "4"}


def test_a_licence_is_read_from_what_is_installed() -> None:
    assert "BSD" in licence("numpy")
    assert licence("no-such-distribution") == "not installed here"
    assert "| numpy | 0 | " in listing({"numpy": "0"})
