"""The one row that every source of training and measuring data gives."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.core.grounding.evidence import select


class Example(NamedTuple):
    """A claim, the sentences it is compared with, and whether they support it.

    `source` is the set it comes from, `kind` the fault class or rewriting, `group` what must not be split
    between training and tests (an abstract, a claim), `pair` the twin of a minimal pair, if any.
    """

    source: str
    kind: str
    group: str
    claim: str
    sentences: tuple[str, ...]
    label: int
    pair: str = ""


def share(group: str) -> float:
    """A number in [0, 1) that depends on the group's name only; it decides which part the group is in."""
    return zlib.crc32(group.encode()) / 2**32


def selected(example: Example) -> Example:
    """The example with the sentences only that the model reads."""
    chosen = select(example.claim, example.sentences)
    return example._replace(sentences=tuple(example.sentences[place] for place in chosen))


def save(path: Path, examples: Iterable[Example]) -> int:
    """Write JSON lines; how many."""
    lines = [json.dumps(example._asdict(), ensure_ascii=False) for example in examples]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def load(path: Path) -> Iterator[Example]:
    """Read what `save` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Example(**{**row, "sentences": tuple(row["sentences"])})
