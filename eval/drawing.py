"""Cases and papers in, which cases are asked of them out, and the digests of both."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from assistant.core.merge import title_key
from assistant.domain import Paper
from assistant.errors import InputError
from eval.cases import Case


def applicable(cases: Iterable[Case], papers: Iterable[Paper]) -> list[Case]:
    """Cases whose gold papers, matched by title, are all there; the unanswerable ones always are."""
    known = {title_key(paper.title) for paper in papers}
    return [case for case in cases if all(title_key(title) in known for title in case.titles)]


def drawn(cases: Sequence[Case], most: Mapping[str, int], always: Collection[str] = ()) -> list[Case]:
    """At most `most` cases of each stratum, spread evenly over the files, in their order.

    A stratum is the last of a case's `slices`; one that `most` does not name is asked in full. The ids in
    `always`, and the clean twins of mangled cases, are among them in any case.
    """
    strata: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        strata[slices(case)[-1]].append(case)
    kept = {
        case.id for name, stratum in strata.items() for case in _spread(stratum, most.get(name, len(stratum)))
    }
    kept |= {*always, *(case.twin for case in cases if case.id in kept)}
    return [case for case in cases if case.id in kept]


def _spread(cases: Sequence[Case], most: int) -> list[Case]:
    size = min(most, len(cases))
    return [cases[place * len(cases) // size] for place in range(size)]


def slices(case: Case) -> tuple[str, ...]:
    """Names of the groups that a case is reported in: all, its suite, and the third where one is known."""
    return ("all", case.suite, *([case.position] if case.position else []))


def digest(paths: Iterable[Path]) -> str:
    """sha256 over names and contents of files, and of the files in folders; InputError for a missing one."""
    content = hashlib.sha256()
    for path in paths:
        if not path.exists():
            raise InputError(f"there is no {path}", remedy="name files or folders of papers that exist")
        files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        for file in files:
            content.update(f"{file.name}\0{file.stat().st_size}\0".encode())
            content.update(file.read_bytes())
    return content.hexdigest()
