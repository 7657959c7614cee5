"""A damaged file and what may hold its content elsewhere in, the file made anew and what was saved out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from assistant.core.mending import mend
from assistant.core.ports import DamagedCatalog, SentenceSplitter
from assistant.domain import Diagnosis, Paper


def repair_catalogue(
    fault: str, damaged: DamagedCatalog, indexed: Callable[[], Iterable[Paper]], sentences: SentenceSplitter
) -> Iterator[Diagnosis]:
    """Put a new catalogue in the place of a damaged one ('' as `fault`: of a sound one, nothing is done).

    Needs the writer's lock held; raises StoreError, and the damaged file is then where it was.
    """
    if not fault:
        return
    remains = damaged.remains()
    mended = mend(remains, () if remains.complete else indexed(), sentences, "library.db, damaged")
    kept = damaged.replace(mended.papers)
    message = f"library.db was damaged ({fault}): {mended.told}; the damaged file is kept as {kept.name}"
    if mended.whole == len(mended.papers) and remains.complete:
        yield Diagnosis("repair", "ok", message)
    else:
        remedy = "ingest the files again that the papers came from: it adds what is still missing"
        yield Diagnosis("repair", "warning", message, remedy)


def repair_conversations(fault: str, mend: Callable[[], tuple[str, bool, Path]]) -> Iterator[Diagnosis]:
    """The same for conversations; `mend` tells what it kept, whether that is all, and where the old is."""
    if fault:
        told, complete, kept = mend()
        message = f"sessions.db was damaged ({fault}): {told}; the damaged file is kept as {kept.name}"
        yield Diagnosis("repair", "ok" if complete else "warning", message)
