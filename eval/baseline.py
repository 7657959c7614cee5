"""A run in, what later runs are compared with out; stored so that people can read what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.errors import InputError
from eval.run import Row, Run

BASELINE = Path(__file__).parent / "data" / "baseline.json"


@dataclass(frozen=True, slots=True)
class PastCase:
    """What one case scored, and a hash of its answer's text."""

    passed: bool
    answer: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A run to compare with, and the data that it was made from."""

    schema: Literal[1]
    corpus: str
    questions: str
    cases: Mapping[str, PastCase]


_BASELINE = TypeAdapter(Baseline)


def baseline_of(run: Run) -> Baseline:
    """The run as it is kept to be compared with."""
    cases = {
        row.case.id: PastCase(row.passed, answer_hash(row), {k: round(v, 6) for k, v in row.scores.items()})
        for row in run.rows
    }
    return Baseline(1, run.data.corpus, run.data.questions, cases)


def read_baseline(path: Path = BASELINE) -> Baseline | None:
    """The baseline in a file, None when there is none yet; raises InputError for a damaged one."""
    if not path.exists():
        return None
    try:
        return _BASELINE.validate_json(path.read_bytes())
    except ValidationError as error:
        why = error.errors(include_url=False)[0]["msg"]
        raise InputError(
            f"{path} is no baseline", why=why, remedy="get it back from version control"
        ) from error


def baseline_text(baseline: Baseline) -> str:
    """The baseline as it is stored: one case a line, so that people can read what changed."""
    head = _BASELINE.dump_python(baseline)
    cases = head.pop("cases")
    lines = (f"{json.dumps(key)}: {json.dumps(cases[key], sort_keys=True)}" for key in sorted(cases))
    return f'{json.dumps(head)[:-1]}, "cases": {{\n{f",{chr(10)}".join(lines)}\n}}}}\n'


def answer_hash(row: Row) -> str:
    """First 16 hexadecimal digits of the sha256 of the answer's text; empty for a crash."""
    return hashlib.sha256(row.trial.answer.text.encode()).hexdigest()[:16] if row.trial else ""
