"""Index generations on disk: a building folder in, one published by a pointer out; a torn one is never seen.

data/CURRENT                     name of the generation in use
data/index/gen-000007/           immutable once it has this name
data/index/gen-000008.building/  not yet
"""

from __future__ import annotations

import fcntl
import importlib.metadata
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.domain import Manifest
from assistant.errors import StoreError

SCHEMA = 1
"""Version of the layout of a generation."""

_NAME = re.compile(r"gen-(\d{6,})")
_BUILDING = ".building"
_VOLATILE = ("-wal", "-shm", "-journal")


def _versions() -> Mapping[str, str]:
    return {name: importlib.metadata.version(name) for name in ("chromadb", "bm25s")}


@dataclass(frozen=True, slots=True)
class _Stored:
    """A manifest as it is written; equal inputs give equal bytes."""

    manifest: Manifest
    versions: Mapping[str, str] = field(default_factory=_versions)
    schema: int = SCHEMA


_STORED = TypeAdapter(_Stored)
_SIZES = TypeAdapter(dict[str, int])


class Generations:
    """The generations of one data folder. Its writing methods need the writer's lock held."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._index = data / "index"
        self._pointer = data / "CURRENT"
        self.warnings: tuple[str, ...] = ()
        """What `current` had to overlook the last time it was asked; for people."""

    def begin(self) -> Path:
        """A new empty building folder; what killed builds left behind is removed."""
        with _explained(self._index):
            self._index.mkdir(parents=True, exist_ok=True)
            for leftover in self._index.glob(f"*{_BUILDING}"):
                shutil.rmtree(leftover)
            newest = max((_number(path) for path in self._published()), default=0)
            path = self._index / f"gen-{newest + 1:06}{_BUILDING}"
            path.mkdir()
        return path

    def publish(self, path: Path, manifest: Manifest) -> Path:
        """Make a building folder the current generation, durably; returns its final path.

        The generation before it stays to fall back on; older ones go, unless a reader holds them.
        """
        with _explained(path):
            previous = self._named()
            (path / "manifest.json").write_bytes(_json(_STORED.dump_python(_Stored(manifest), mode="json")))
            # Apart from the manifest, because Chroma names a folder at random.
            (path / "files.json").write_bytes(_json(_sizes(path)))
            _sync_tree(path)
            final = path.with_name(path.name.removesuffix(_BUILDING))
            path.rename(final)
            _sync(self._index)
            self._point_to(final.name)
        for old in set(self._published()) - {final, previous}:
            _remove_unless_held(old)
        return final

    def current(self) -> Path | None:
        """The generation in use, None before the first; when it is damaged, the newest intact one."""
        named = self._named()
        others = sorted(set(self._published()) - {named}, key=_number, reverse=True)
        overlooked = []
        for path in filter(None, (named, *others)):
            if damage := _damage(path):
                overlooked.append(f"index {path.name} can't be used: {damage}")
                continue
            if path != named:
                overlooked.append(f"index {path.name} is used instead; `assistant ingest` makes a new one")
            self.warnings = tuple(overlooked)
            return path
        self.warnings = tuple(overlooked)
        return None

    def manifest(self, path: Path) -> Manifest:
        """What a generation holds; raises StoreError when its manifest can't be read."""
        try:
            return _STORED.validate_json((path / "manifest.json").read_bytes()).manifest
        except (OSError, ValidationError) as error:
            raise StoreError(
                f"the index {path} has no readable manifest",
                why=str(error).partition("\n")[0],
                remedy="run `assistant ingest` on any input: the index is made again from the catalogue",
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Path | None]:
        """The current generation, which no publishing process deletes while the block runs."""
        with ExitStack() as held:
            yield self._hold_current(held)

    def _hold_current(self, held: ExitStack) -> Path | None:
        while (path := self.current()) is not None:
            # A publisher may delete it between the look and the lock; then the pointer has moved on.
            with suppress(FileNotFoundError, BlockingIOError):
                held.enter_context(_locked(path, fcntl.LOCK_SH))
                return path
        return None

    def _published(self) -> Iterator[Path]:
        if self._index.is_dir():
            yield from (path for path in self._index.iterdir() if _NAME.fullmatch(path.name))

    def _named(self) -> Path | None:
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return self._index / name if _NAME.fullmatch(name) else None

    def _point_to(self, name: str) -> None:
        fresh = self._data / "CURRENT.tmp"
        fresh.write_text(f"{name}\n", encoding="utf-8")
        _sync(fresh)
        fresh.replace(self._pointer)
        _sync(self._data)


def _number(path: Path) -> int:
    return int(path.name.removeprefix("gen-"))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _sizes(path: Path) -> dict[str, int]:
    files = (file for file in path.rglob("*") if file.is_file() and not file.name.endswith(_VOLATILE))
    return {file.relative_to(path).as_posix(): file.stat().st_size for file in files}


def _damage(path: Path) -> str:
    """Why a generation can't be used, from names and sizes alone; empty when it can."""
    try:
        schema = _STORED.validate_json((path / "manifest.json").read_bytes()).schema
        sizes = _SIZES.validate_json((path / "files.json").read_bytes())
        # Larger is fine: Chroma's SQLite file may grow when it is opened.
        short = [name for name, size in sizes.items() if (path / name).stat().st_size < size]
    except (OSError, ValidationError) as error:
        return f"it is incomplete ({str(error).partition(chr(10))[0]})"
    if schema != SCHEMA:
        return f"its layout has number {schema}, this version of the program knows {SCHEMA}"
    return f"{short[0]} is cut off" if short else ""


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(path: Path) -> None:
    for inner in path.rglob("*"):
        _sync(inner)
    _sync(path)


@contextmanager
def _locked(path: Path, mode: int) -> Iterator[None]:
    """Hold a generation; raises BlockingIOError when it is held otherwise, FileNotFoundError when gone.

    The kernel lets go when the process ends, however it ends.
    """
    manifest = path / "manifest.json"
    descriptor = os.open(manifest, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
        manifest.stat()
        yield
    finally:
        os.close(descriptor)


def _remove_unless_held(path: Path) -> None:
    try:
        with _locked(path, fcntl.LOCK_EX):
            shutil.rmtree(path, ignore_errors=True)
    except BlockingIOError:
        return  # a reader is at work; the next publication tries again
    except FileNotFoundError:
        shutil.rmtree(path, ignore_errors=True)  # what a killed removal left


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the index can't be written to {path}",
            why=error.strerror or str(error),
            remedy="make room or make the folder writable, then run the same command again; "
            "the index in use is untouched",
        ) from error
