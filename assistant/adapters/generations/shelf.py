"""Index generations on disk: a building folder in, one published by a pointer out; a torn one is never seen.

data/CURRENT                     name of the generation in use
data/index/gen-000007/           immutable once it has this name
data/index/gen-000008.building/  not yet
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.adapters.generations import inventory
from assistant.domain import Manifest
from assistant.errors import StoreError

SCHEMA = 2
"""Version of the layout of a generation that is written."""
READABLE = (1, 2)
"""Layouts that are read; the first had sizes, no checksums."""

_NAME = re.compile(r"gen-(\d{6,})")
_BUILDING = ".building"
_FORMATS = ("chromadb", "bm25s")
"""Packages whose file formats a generation holds; their versions are noted in its manifest."""

_CURE = "run `assistant ingest --reindex`: it makes the index again from the catalogue"

_LOG = logging.getLogger(__name__)
_MANIFEST = TypeAdapter(Manifest)


class Generations:
    """Shelf of one data folder. `begin` and `publish` need the writer's lock held.

    A reader that has opened a generation may go on with it after it was deleted: its files stay open.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._index = data / "index"
        self._pointer = data / "CURRENT"
        self.warnings: tuple[str, ...] = ()
        """What `current` had to overlook the last time it was asked; logged when it changes."""
        self._sound: set[Path] = set()

    def begin(self) -> Path:
        """A new empty building folder; what killed builds left behind is removed."""
        with _explained(self._index):
            self._index.mkdir(parents=True, exist_ok=True)
            for leftover in self._index.glob(f"*{_BUILDING}"):
                shutil.rmtree(leftover)
            newest = max(map(_number, self._published()), default=0)
            folder = self._index / f"gen-{newest + 1:06}{_BUILDING}"
            folder.mkdir()
        return folder

    def publish(self, folder: Path, manifest: Manifest) -> Path:
        """Make a building folder the current generation, durably; returns its final path.

        The generation before it stays, to fall back on and for readers who are just opening it.
        """
        previous = self._named()
        final = folder.with_name(folder.name.removesuffix(_BUILDING))
        with _explained(folder):
            (folder / "manifest.json").write_bytes(_described(manifest))
            # Apart from the manifest, whose bytes are to be the same for the same input: Chroma names
            # a folder at random.
            inventory.take(folder)
            _sync_tree(folder)
            folder.rename(final)
            _sync(self._index)
            self._point_to(final.name)
        for old in set(self._published()) - {final, previous}:
            shutil.rmtree(old, ignore_errors=True)  # tried again with the next publication
        return final

    def current(self) -> Path | None:
        """The generation in use, None before the first; when it is damaged, the newest intact one.

        Raises StoreError when the folder may not be read.
        """
        with _readable(self._data):
            return self._newest_intact()

    def _newest_intact(self) -> Path | None:
        named = self._named()
        others = sorted(set(self._published()) - {named}, key=_number, reverse=True)
        overlooked = []
        for folder in filter(None, (named, *others)):
            if damage := _damage(folder) or self._content_damage(folder):
                overlooked.append(f"index {folder.name} can't be used: {damage}")
                continue
            if named and folder != named:
                overlooked.append(
                    f"index {folder.name} is used instead; `assistant ingest --reindex` makes a new one"
                )
            break
        else:
            folder = None
        self._warn(tuple(overlooked))
        return folder

    def _content_damage(self, folder: Path) -> str:
        """What the checksums of small files show; found sound once, a generation stays it."""
        if folder in self._sound:
            return ""
        try:
            damage = inventory.changed(folder, everything=False)
        except OSError as error:
            return f"it is incomplete ({_first_line(error)})"
        if not damage:
            self._sound.add(folder)
        return damage

    def _warn(self, overlooked: tuple[str, ...]) -> None:
        if overlooked != self.warnings:
            for line in overlooked:
                _LOG.warning(line)
        self.warnings = overlooked

    def manifest(self, folder: Path) -> Manifest:
        """What a generation holds; raises StoreError when its manifest can't be read."""
        try:
            return _MANIFEST.validate_json((folder / "manifest.json").read_bytes())
        except (OSError, ValidationError) as error:
            raise StoreError(
                f"the index {folder} has no readable manifest",
                why=_first_line(error),
                remedy=_CURE,
            ) from error

    def verify(self, folder: Path) -> None:
        """Compare every file with its checksum; raises StoreError when one is not as it was written."""
        try:
            damage = inventory.changed(folder, everything=True)
        except (OSError, ValueError) as error:
            damage = _first_line(error)
        if damage:
            raise StoreError(f"the index {folder.name} is damaged", why=damage, remedy=_CURE)

    def _published(self) -> Iterator[Path]:
        if self._index.is_dir():
            yield from (path for path in self._index.iterdir() if _NAME.fullmatch(path.name))

    def _named(self) -> Path | None:
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, UnicodeDecodeError):
            return None
        return self._index / name if _NAME.fullmatch(name) else None

    def _point_to(self, name: str) -> None:
        fresh = self._data / "CURRENT.tmp"
        fresh.write_text(f"{name}\n", encoding="utf-8")
        _sync(fresh)
        fresh.replace(self._pointer)
        _sync(self._data)


def _number(folder: Path) -> int:
    return int(folder.name.removeprefix("gen-"))


def _described(manifest: Manifest) -> bytes:
    versions = {name: importlib.metadata.version(name) for name in _FORMATS}
    return _json(_MANIFEST.dump_python(manifest, mode="json") | {"schema": SCHEMA, "versions": versions})


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _damage(folder: Path) -> str:
    """Why a generation can't be used, from names and sizes alone; empty when it can."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        schema = manifest["schema"]
        if schema in READABLE:
            _MANIFEST.validate_python(manifest)
        cut_off = inventory.cut_off(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"it is incomplete ({_first_line(error)})"
    if schema not in READABLE:
        return f"its layout has number {schema}, this version of the program knows {SCHEMA}"
    return cut_off


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise StoreError(
            f"the collection in {folder} can't be read",
            why=str(error),
            remedy="make the folder readable, or use another --data-dir",
        ) from error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the index can't be written to {folder}",
            why=error.strerror or str(error),
            remedy="make room or make the folder writable, then run the same command again; "
            "the index in use is untouched",
        ) from error
