"""A folder of Chroma's HNSW files in, nothing or a StoreError out: damage found before Chroma opens it.

hnswlib trusts its files: a torn link list makes Chroma read or write anywhere, and the process dies where
no `except` helps. Layout of the files: hnswlib's `saveIndex`/persistence as of Chroma 1.5.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import StoreError

CURE = "run `assistant ingest --reindex`: it makes the index again from the catalogue"

_COUNTS = struct.Struct("<iQQQQ")  # version, offset, max_elements, cur_count, bytes per element
_LEVELS = struct.Struct("<i")
_LINKS = struct.Struct("<Q")
_LEVELS_AT, _LINKS_AT = 52, 76
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Header:
    """What header.bin says of the other files."""

    elements: int
    element_bytes: int
    levels: int
    """Highest level above the ground level."""
    links: int
    """Most links of one element on one level above the ground (M)."""

    @property
    def level_bytes(self) -> int:
        """Size of one element's links on one level: a count and M numbers of 4 bytes."""
        return 4 * self.links + 4


def check(chroma: Path, rows: int) -> None:
    """Raise StoreError unless Chroma's folder holds one whole HNSW index of exactly `rows` vectors.

    An empty collection has no HNSW files.
    """
    folders = [header.parent for header in chroma.glob("*/header.bin")]
    if len(folders) != min(rows, 1):
        raise damaged(chroma, f"it has {len(folders)} HNSW indexes instead of {min(rows, 1)}")
    for folder in folders:
        try:
            fault = _fault(folder, rows)
        except (OSError, struct.error) as error:
            fault = str(error)
        if fault:
            raise damaged(folder, fault)


def damaged(folder: Path, why: str) -> StoreError:
    """The error to raise about a vector index that must not be used."""
    return StoreError(
        f"the vector index in {folder} is damaged",
        why=why,
        remedy=CURE,
    )


def _fault(folder: Path, rows: int) -> str:
    header = _read_header((folder / "header.bin").read_bytes())
    if header.elements != rows:
        return f"header.bin counts {header.elements} vectors, {rows} were stored"
    # Larger is fine: the files of a small index have room for a hundred vectors.
    if _size(folder, "length.bin") < rows * _LENGTH_BYTES:
        return "length.bin is cut off"
    if _size(folder, "data_level0.bin") < rows * header.element_bytes:
        return "data_level0.bin is cut off"
    if _size(folder, "index_metadata.pickle") == 0:
        return "index_metadata.pickle is empty"
    return _link_fault(folder / "link_lists.bin", header)


def _size(folder: Path, name: str) -> int:
    return (folder / name).stat().st_size


def _read_header(header: bytes) -> Header:
    _, _, _, elements, element_bytes = _COUNTS.unpack_from(header)
    (levels,) = _LEVELS.unpack_from(header, _LEVELS_AT)
    (links,) = _LINKS.unpack_from(header, _LINKS_AT)
    return Header(elements, element_bytes, levels, links)


def _link_fault(file: Path, header: Header) -> str:
    """Walk the list: for each element the bytes of its links above the ground, then the links."""
    largest = max(header.levels, 0) * header.level_bytes
    # Before reading it: a torn header once made Chroma leave a sparse file of 2.4 TB.
    if file.stat().st_size > header.elements * (4 + largest):
        return "link_lists.bin is larger than its header allows"
    data = file.read_bytes()
    at = 0
    for _ in range(header.elements):
        (size,) = struct.unpack_from("<I", data, at)
        if size % header.level_bytes or size > largest:
            return f"link_lists.bin makes no sense at byte {at}"
        at += 4 + size
    return "" if at == len(data) else "link_lists.bin does not end where its last list ends"
