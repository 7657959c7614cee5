"""`python -m eval.licences`: the lock in, DEPENDENCIES.md out: what is installed, under which licence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path("requirements.lock")
LIST = Path("DEPENDENCIES.md")
HEAD = """\
# Dependencies

Every distribution of `requirements.lock` with its licence, written by `python -m eval.licences` from what is
installed. Hashes of all of them stand in the lock, and `make setup` installs nothing else.

- Known weaknesses: `pip install pip-audit`, then `pip-audit --require-hashes -r requirements.lock`.
- The lowest versions are those of `pyproject.toml`, the newest those of the lock, which CI tests. To test the
  lowest: `uv pip compile --resolution lowest-direct pyproject.toml --extra dev`, installed in place of the
  lock, then `make lint types contracts tests` (last tried, and found well, on 2026-11-28).
- chromadb is pinned: its files are read by our own check (`adapters/chroma_index/hnsw_files.py`).
- Not in the lock, for those who want them: the extras `keyring` (keyring, MIT: keys of model servers) and
  `serve` (textual-dev, MIT: the app in a browser). No part of the product: atheris (Apache-2.0) for `make
  fuzz`, torch and onnx (BSD-3-Clause, Apache-2.0) for `eval/training`, the contenders of `eval.bench.peers`.

| distribution | version | licence |
|---|---|---|
"""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.M)
_LONGEST = 60


def pinned(lock: str) -> dict[str, str]:
    """Name to version of every distribution of a lock file, in its order."""
    return dict(_PINNED.findall(lock))


def listing(versions: Mapping[str, str]) -> str:
    """The document about these distributions."""
    return HEAD + "".join(f"| {name} | {version} | {licence(name)} |\n" for name, version in versions.items())


def licence(name: str) -> str:
    """What a distribution states, 'not installed here' for one that this platform or extra leaves out."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    fields = {field: (stated.get_all(field) or [""])[0] for field in ("License-Expression", "License")}
    expression = fields["License-Expression"] or next(_classified(stated.get_all("Classifier") or []), "")
    text = expression or fields["License"].strip().partition("\n")[0]
    return text[:_LONGEST] if text and text != "UNKNOWN" else "see its files"


def _classified(classifiers: list[str]) -> Iterator[str]:
    for classifier in classifiers:
        if classifier.startswith("License ::"):
            yield classifier.rpartition(" :: ")[2]


def main() -> int:
    """Write the list."""
    LIST.write_text(listing(pinned(LOCK.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
