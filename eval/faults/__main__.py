"""`python -m eval.faults`: a number of kills in, a table of what survived them out; 1 if anything did not."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.faults.contending import contend
from eval.faults.killing import Verdict, survey
from eval.faults.operations import operations


def main(arguments: Sequence[str]) -> int:
    """Survey every operation; a line for each as soon as it is known, then the faults."""
    parser = argparse.ArgumentParser(prog="python -m eval.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="of each operation (default 50)")
    parser.add_argument("--seed", type=int, default=0, help="other moments (default 0)")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="some operations")
    options = parser.parse_args(arguments)
    _load()
    verdicts: list[Verdict] = []
    print("operation      kills  in the work  faults", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for operation in operations(Path(folder) / "source"):
            if options.only and operation.name not in options.only:
                continue
            verdicts.append(survey(operation, options.kills, Path(folder) / operation.name, options.seed))
            print(_line(verdicts[-1]), flush=True)
        if not options.only:
            verdicts.append(contend(max(1, options.kills // 10), Path(folder) / "two writers"))
            print(_line(verdicts[-1]), flush=True)
    faults = [fault for verdict in verdicts for fault in verdict.faults]
    print("\n".join(faults), end="\n" if faults else "")
    return int(bool(faults))


def _line(verdict: Verdict) -> str:
    return f"{verdict.operation:13}  {verdict.kills:5}  {verdict.in_work:11}  {len(verdict.faults):6}"


def _load() -> None:
    """Load what the forked processes need, so that each of them starts in milliseconds."""
    import bm25s  # noqa: F401
    import chromadb  # noqa: F401
    import llama_index.core  # noqa: F401
    import onnxruntime  # noqa: F401


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
