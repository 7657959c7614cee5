"""A generation's folder in, files.json in it out: sizes and checksums, by which damage is found later."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import TypeAdapter

FILE = "files.json"
READ_AT_OPENING = 8_000_000
"""Bytes read to compare checksums when a generation is first used: about 10 ms. All of a collection of a
few hundred papers; of a larger one the smallest files. `damage` with `everything` reads the rest."""

_VOLATILE = ("-wal", "-shm", "-journal")
_WRITTEN_TO = ".sqlite3"
"""Chroma's own database changes whenever it is opened: its size may grow, and a checksum says nothing."""

_ENTRIES = TypeAdapter(dict[str, int | tuple[int, str]])
"""File to size and sha256; in layout 1, to the size alone."""


def take(folder: Path) -> None:
    """Write `folder/files.json`; raises OSError."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(_VOLATILE))
    entries = {file.relative_to(folder).as_posix(): _entry(file) for file in files}
    text = json.dumps(entries, ensure_ascii=False, sort_keys=True)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")


def cut_off(folder: Path) -> str:
    """The first file that is shorter than it was, told; '' when none is.

    Raises OSError or ValueError when a file or the inventory is missing or can't be read.
    """
    for name, (size, _) in _read(folder).items():
        if (folder / name).stat().st_size < size:
            return f"{name} is cut off"
    return ""


def changed(folder: Path, *, everything: bool) -> str:
    """The first file whose content is not what was written, told; '' when none is. Raises as `cut_off`."""
    left = READ_AT_OPENING
    for name, (size, checksum) in sorted(_read(folder).items(), key=lambda item: item[1]):
        left -= size
        if left < 0 and not everything:
            break
        if checksum and _sha256(folder / name) != checksum:
            return f"{name} is not as it was written"
    return ""


def _entry(file: Path) -> int | tuple[int, str]:
    size = file.stat().st_size
    return size if file.suffix == _WRITTEN_TO else (size, _sha256(file))


def _read(folder: Path) -> dict[str, tuple[int, str]]:
    entries = _ENTRIES.validate_json((folder / FILE).read_bytes())
    return {name: (entry, "") if isinstance(entry, int) else entry for name, entry in entries.items()}


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
