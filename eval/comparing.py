"""Two reports in, what became better or worse between them out, paired by case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from assistant.errors import InputError
from eval.checks import METRICS
from eval.gate import GATE_FAILED
from eval.limits import BaselineLimits
from eval.markdown_report import LOSS_HEAD, Report, table
from eval.metrics import Interval, paired_bootstrap

SCHEMA = 1


def read_report(path: Path) -> Report:
    """A report.json, or that of a folder; raises InputError when it is none."""
    file = path / "report.json" if path.is_dir() else path
    try:
        report: Report = json.loads(file.read_text(encoding="utf-8"))
        if report["schema"] != SCHEMA:
            raise ValueError(f"its schema is {report['schema']}, not {SCHEMA}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} is no report", why=str(error), remedy="name a report.json that `eval run` has written"
        ) from error
    return report


def compared(then: Report, now: Report, limits: BaselineLimits) -> tuple[str, int]:
    """Markdown, and 4 when a score is significantly worse or the cases are not the same, else 0."""
    before = {case["id"]: case for case in then["cases"]}
    pairs = [(before[case["id"]], case) for case in now["cases"] if case["id"] in before]
    if not pairs:
        raise InputError("the two reports have no case in common", remedy="compare runs of the same cases")
    rows = list(_rows(pairs, limits))
    worse = [name for name, *_, lost in rows if lost]
    turned = [(one["passed"], other["passed"], other["id"]) for one, other in pairs]
    parts = [
        f"# {len(pairs)} cases in both, {len(then['cases']) - len(pairs)} only in the first, "
        f"{len(now['cases']) - len(pairs)} only in the second\n",
        *_differences(then, now),
        f"- newly failing: {', '.join(i for was, is_, i in turned if was and not is_) or 'none'}",
        f"- newly passing: {', '.join(i for was, is_, i in turned if is_ and not was) or 'none'}",
        f"- significantly worse: {', '.join(worse) or 'nothing'}\n",
        *(table(LOSS_HEAD, ([name, *cells] for name, cells, _ in rows)) if rows else ()),
    ]
    return "\n".join(parts) + "\n", GATE_FAILED if worse else 0


def _differences(then: Report, now: Report) -> Iterator[str]:
    """What the two runs do not share, so that nobody blames the code for another corpus."""
    for name in ("corpus", "questions"):
        if then["data"][name] != now["data"][name]:
            yield f"- **another {name}**: {then['data'][name][:12]} and {now['data'][name][:12]}"
    one, other = then["stamp"] or {}, now["stamp"] or {}
    changed = [name for name in one if one[name] != other.get(name)]
    if changed:
        yield f"- changed: {', '.join(changed)}"


def _rows(
    pairs: Sequence[tuple[Report, Report]], limits: BaselineLimits
) -> Iterator[tuple[str, list[str], bool]]:
    for name, metric in METRICS.items():
        scores = [
            (one["scores"][name], other["scores"][name])
            for one, other in pairs
            if name in one["scores"] and name in other["scores"]
        ]
        if scores and any(a != b for a, b in scores):
            sign = -1 if metric.worst else 1
            gains = [sign * (b - a) for a, b in scores]
            interval = _interval(gains, limits)
            means = fmean(a for a, _ in scores), fmean(b for _, b in scores)
            yield name, [str(len(scores)), *(f"{v:.3f}" for v in (*means, *interval))], interval.high < 0


def _interval(gains: Sequence[float], limits: BaselineLimits) -> Interval:
    zeros = [0.0] * len(gains)
    return paired_bootstrap(
        gains, zeros, rounds=limits.rounds, confidence=limits.confidence, seed=limits.seed
    )
