"""A folder of open data in, abstracts as sentences, each with a similar one, out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import bm25s

from assistant.domain import Span

Split = Callable[[str], tuple[Span, ...]]
"""A text to the spans of its sentences."""


class Abstract(NamedTuple):
    """One paper: a name that is unique over all sets, its title, the sentences of its abstract."""

    name: str
    title: str
    sentences: tuple[str, ...]


FEWEST, MOST = 4, 16
"""Sentences of an abstract that is used."""


def read(data: Path, split: Split, limits: dict[str, int]) -> list[Abstract]:
    """At most so many usable abstracts of each open set: arXiv (CC0), ACL (CC BY), reviews (CC BY, CC0)."""
    sets = {
        "arxiv": _lines(data / "arxiv-metadata" / "arxiv-cs-stat-bio-00.jsonl.xz"),
        "acl": _lines(data / "acl-anthology" / "acl-abstracts-2016-2025.jsonl.xz"),
        "review": _reviewed(data / "asreview-sr"),
    }
    return [abstract for name, rows in sets.items() for abstract in _usable(name, rows, split, limits[name])]


def _usable(name: str, rows: Iterable[Any], split: Split, limit: int) -> Iterator[Abstract]:
    """Every so many-th usable one, so that all years and fields are there."""
    rows = [row for row in rows if _plain(row.get("abstract") or "")]
    step = max(1, len(rows) // (limit * 5 // 4))
    found = 0
    for row in rows[::step]:
        text = " ".join(row["abstract"].split())
        sentences = tuple(text[span.start : span.end] for span in split(text))
        if FEWEST <= len(sentences) <= MOST and found < limit:
            found += 1
            yield Abstract(
                f"{name}:{row.get('id') or row.get('record_id')}", " ".join(row["title"].split()), sentences
            )


def _plain(text: str) -> bool:
    """Long enough, in English, and without much mathematics."""
    return (
        400 < len(text) < 2400 and text.count("$") < 6 and " the " in text and text.isprintable() is not None
    )


def similar(abstracts: Sequence[Abstract], nearest: int = 4) -> list[Abstract]:
    """For each abstract another one on much the same subject (BM25 by title, drawn from the nearest)."""
    texts = [f"{a.title} {' '.join(a.sentences)}" for a in abstracts]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    queries = bm25s.tokenize([a.title for a in abstracts], stopwords="en", show_progress=False)
    rows, _ = index.retrieve(queries, k=nearest + 1, show_progress=False)
    others = [[int(row) for row in found if int(row) != own] for own, found in enumerate(rows)]
    return [abstracts[found[own % nearest % len(found)]] for own, found in enumerate(others)]


def _lines(path: Path) -> list[Any]:
    with (lzma.open if path.suffix == ".xz" else gzip.open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _reviewed(folder: Path) -> Iterator[Any]:
    for path in sorted(folder.glob("*.csv.gz")):
        text = gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
        yield from (
            {**row, "id": f"{path.name}-{row['record_id']}"} for row in csv.DictReader(io.StringIO(text))
        )
