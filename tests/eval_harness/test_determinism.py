from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def reports(folder: Path, seed: str, threads: str) -> list[str]:
    """Exit code and sha256 of the reports of five runs in a process of its own."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.eval_harness.tiny_run", str(folder), threads]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    return done.stdout.splitlines()


def test_twenty_runs_pass_with_the_same_bytes_whatever_the_hash_seed_and_the_threads(tmp_path: Path) -> None:
    lines = [
        line
        for seed in ("0", "1")
        for threads in ("1", "2")
        for line in reports(tmp_path / f"{seed}-{threads}", seed, threads)
    ]
    assert len(lines) == 20
    assert len(set(lines)) == 1
    assert lines[0].startswith("0 ")
