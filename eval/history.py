"""A report in, the runs before it out: what was measured each time something it depends on had changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import InputError

KEPT = 60
"""Runs that are kept."""
SHOWN = ("fact_recall", "citation_precision", "citation_recall", "supported", "answered", "refused")
"""Scores whose means are kept, over all cases that have them."""

Entry = Mapping[str, Any]
"""One run: its key, version, state, and means."""


def remember(report: Mapping[str, Any], file: Path) -> list[Entry]:
    """Every run kept, this one last; a run that measured the same as an earlier one takes its place.

    Equal input therefore leaves an equal file, however often it is measured. Raises InputError for a damaged
    file.
    """
    entry = entry_of(report)
    entries = [known for known in read(file) if known["key"] != entry["key"]]
    entries = [*entries, entry][-KEPT:]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(each, sort_keys=True)}\n" for each in entries), encoding="utf-8")
    return entries


def entry_of(report: Mapping[str, Any]) -> Entry:
    """What is kept of a report."""
    every = report["means"].get("all", {})
    content = {
        "questions": report["data"]["questions"],
        "corpus": report["data"]["corpus"],
        "cases": report["data"]["ran"],
        "state": report["verdict"]["state"],
        "version": (report["stamp"] or {}).get("version", ""),
        "model": (report["stamp"] or {}).get("model", ""),
        "means": {name: every[name]["value"] for name in SHOWN if name in every},
        "detected": {found["name"]: found["rate"] for found in report["mutants"] if found["judged"]},
    }
    return {"key": hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16], **content}


def read(file: Path) -> Sequence[Entry]:
    """The runs kept in a file; none when there is no file yet."""
    if not file.exists():
        return []
    try:
        entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return [entry for entry in entries if entry["key"] and entry["means"] is not None]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} is no history of runs", why=str(error), remedy="delete it: it is written anew"
        ) from error
