"""A run and its verdict in, the report as one JSON object out, and every file that is made of it.

Nothing but timings.json depends on the clock: equal input gives equal bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from assistant.core.merge import title_key
from assistant.domain import Answer, Paper
from eval.baseline import Baseline, answer_hash
from eval.confidence import area_under, calibration_error, reliability, risk_coverage
from eval.drawing import slices
from eval.gate import Verdict
from eval.history import Entry
from eval.html_report import page
from eval.junit_report import junit
from eval.markdown_report import markdown
from eval.means import summary
from eval.metrics import paired_bootstrap
from eval.mutants import TRUE, Detection
from eval.rankings import Ranked
from eval.robustness import Shaken
from eval.run import Row, Run

SCHEMA = 1
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is reported."""

    run: Run
    detections: tuple[Detection, ...]
    verdict: Verdict
    baseline: Baseline | None = None
    shaken: tuple[Shaken, ...] = ()
    checker: tuple[str, ...] = ()
    """What is known of the grounding check's errors on labelled claims, a line each."""
    ranked: tuple[Ranked, ...] = ()
    read: tuple[Detection, ...] = ()
    """Planted faults, for the checker that reads with the support model."""


def write(outcome: Outcome, folder: Path, history: Sequence[Entry] = ()) -> None:
    """Write the five files; the folder is made when it is missing."""
    report = report_object(outcome)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("report.json", as_json(report)),
        ("report.md", markdown(report)),
        ("report.html", page(report, history)),
        ("junit.xml", junit(report)),
        ("timings.json", as_json(timings(outcome.run))),
    ):
        (folder / name).write_text(text, encoding="utf-8")


def as_json(content: object) -> str:
    """Indented JSON; raises ValueError for a number that is none."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


# ------------------------------------------------------------------ report.json


def report_object(outcome: Outcome) -> dict[str, Any]:
    """The report as JSON, schema 1; every other form of it is made of this."""
    run, verdict = outcome.run, outcome.verdict
    turned = changes(run.rows, outcome.baseline)
    moved = frozenset(case for cases in turned.values() for case in cases)
    return {
        "schema": SCHEMA,
        "verdict": {"state": verdict.state, "exit_code": verdict.exit_code},
        "checks": [asdict(check) for check in verdict.checks],
        "data": asdict(run.data)
        | {"ran": len(run.rows), "crashed": sum(bool(row.error) for row in run.rows)},
        "stamp": next(
            (asdict(r.trial.answer.stamp) for r in run.rows if r.trial and r.trial.answer.stamp), None
        ),
        "means": {
            part: {score: {"value": round(mean.value, _DIGITS), "n": mean.n} for score, mean in means.items()}
            for part, means in summary(run.rows).items()
        },
        "twins": twins(run.rows),
        "rankings": [_rounded(each._asdict()) for each in outcome.ranked],
        "mutants": [_detection(found) for found in outcome.detections],
        "mutants_read": [_detection(found) for found in outcome.read],
        "findings": _findings(run.rows),
        "robustness": [_shaken(found) for found in outcome.shaken],
        "confidence": confidence(run.rows),
        "checker": list(outcome.checker),
        "reliability": _reliability(outcome.read or outcome.detections),
        "baseline": [_rounded(asdict(loss)) for loss in verdict.losses],
        "changes": turned,
        "cases": [_case(row) for row in run.rows],
        "papers": _papers(run.rows, moved),
    }


def _detection(found: Detection) -> dict[str, Any]:
    low, high = found.interval
    kept = {name: value for name, value in asdict(found).items() if name != "scores"}
    return _rounded({**kept, "rate": found.rate, "low": low, "high": high, "true": found.name in TRUE})


def _shaken(found: Shaken) -> dict[str, Any]:
    low, high = found.interval
    return _rounded({**asdict(found), "rate": found.rate, "low": low, "high": high})


def _case(row: Row) -> dict[str, Any]:
    answer = row.trial.answer if row.trial else None
    return {
        "id": row.case.id,
        "suite": row.case.suite,
        "slices": slices(row.case),
        "question": row.case.question,
        "history": row.case.history,
        "passed": row.passed,
        "error": row.error,
        "violations": [violation._asdict() for violation in row.violations],
        "scores": _rounded(dict(row.scores)),
        "unscored": row.unscored,
        "gold": row.case.titles,
        "facts": row.case.facts,
        "forbidden": row.case.forbidden,
        "abstained": answer.abstained if answer else None,
        "text": answer.text if answer else None,
        "sentences": list(_sentences(answer)) if answer else [],
        "sources": [source.paper.title for source in answer.sources] if answer else [],
        "labels": [source.label for source in answer.sources] if answer else [],
        "retrieved": [paper.title for paper in answer.retrieved] if answer else [],
    }


def _sentences(answer: Answer) -> Iterator[dict[str, Any]]:
    for sentence, verdict in zip(answer.sentences, answer.verdicts, strict=False):
        yield {
            "text": sentence.text,
            "labels": sentence.labels,
            "support": verdict.support,
            "score": round(verdict.score, _DIGITS),
            "reasons": verdict.reasons,
            "spans": [asdict(span) for span in verdict.spans],
        }


def _papers(rows: Sequence[Row], moved: Collection[str]) -> dict[str, dict[str, str]]:
    """Title and abstract of every paper that a failing or changed answer rests on or should rest on."""
    shown: dict[str, Paper] = {}
    for row in rows:
        if row.trial and (not row.passed or row.case.id in moved):
            wanted = row.trial.gold | {title_key(source.paper.title) for source in row.trial.answer.sources}
            shown |= {p.id: p for p in row.trial.papers.values() if title_key(p.title) in wanted}
    return {name: {"title": p.title, "abstract": p.abstract} for name, p in sorted(shown.items())}


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in values.items()}


# ------------------------------------------------------------------ what is worked out over many cases


def twins(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Facts stated for mangled questions and for their clean twins, paired; None without a pair."""
    stated = {row.case.id: row.scores["fact_recall"] for row in rows if "fact_recall" in row.scores}
    pairs = [(stated[row.case.id], stated[row.case.twin]) for row in rows if row.case.twin in stated]
    if not pairs:
        return None
    mangled, clean = (list(side) for side in zip(*pairs, strict=True))
    low, high = paired_bootstrap(mangled, clean)
    means = {"mangled": fmean(mangled), "clean": fmean(clean), "low": low, "high": high}
    return {"pairs": len(pairs), **_rounded(means)}


def confidence(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Risk and coverage when answers are given from the surest question on; None without an answer.

    Sureness is the best logit of the reranker. An answer is right when its case passes; so an unanswerable
    question, once it is answered, is always a risk.
    """
    known = [
        (row.trial.answer.retrieved[0].score, _right(row), row.trial.answer.abstained)
        for row in rows
        if row.trial and row.trial.answer.retrieved and row.case.suite not in ("metadata", "list", "overview")
    ]
    answered = [right for _, right, abstained in known if not abstained]
    if not known or not answered:
        return None
    points = risk_coverage([(score, right) for score, right, _ in known])
    return {
        "points": [[round(p.coverage, _DIGITS), round(p.risk, _DIGITS)] for p in points],
        "aurc": round(area_under(points), _DIGITS),
        "own": [
            round(len(answered) / len(known), _DIGITS),
            round(1 - fmean(answered), _DIGITS),
        ],
    }


def _right(row: Row) -> bool:
    return row.case.answerable and row.passed


def _findings(rows: Sequence[Row]) -> dict[str, int]:
    """How often answers say something that what they cite does not, by class of finding."""
    verdicts = (verdict for row in rows if row.trial for verdict in row.trial.answer.verdicts)
    return dict(sorted(Counter(found.kind for v in verdicts for found in v.findings).items()))


def _reliability(detections: Sequence[Detection]) -> dict[str, Any] | None:
    """The checker's scores of true sentences and of planted faults, in bins; None without a sentence."""
    claims = [(score, found.name in TRUE) for found in detections for score in found.scores]
    if not claims:
        return None
    bins = reliability(claims)
    return {
        "bins": [_rounded(each._asdict()) for each in bins],
        "error": round(calibration_error(bins), _DIGITS),
        "claims": len(claims),
    }


def changes(rows: Sequence[Row], baseline: Baseline | None) -> dict[str, list[str]]:
    """Ids of the cases that fail or pass now and did not before, and of the others with a new answer."""
    past = baseline.cases if baseline else {}
    known = [(row, past[row.case.id]) for row in rows if row.case.id in past]
    return {
        "newly_failing": [row.case.id for row, then in known if then.passed and not row.passed],
        "newly_passing": [row.case.id for row, then in known if row.passed and not then.passed],
        "changed": [
            row.case.id
            for row, then in known
            if row.passed == then.passed and answer_hash(row) != then.answer
        ],
    }


def timings(run: Run) -> dict[str, Any]:
    """What it cost: tokens, size of the index, and milliseconds by case and stage with each stage's median.

    Several cases ran side by side, so these are longer than those of one question alone.
    """
    cases = {row.case.id: dict(row.trial.answer.timings_ms) for row in run.rows if row.trial}
    stages = sorted({stage for spent in cases.values() for stage in spent})
    medians = {s: median(spent[s] for spent in cases.values() if s in spent) for s in stages}
    used = [row.trial.answer.usage for row in run.rows if row.trial]
    return {
        "schema": SCHEMA,
        "median_ms": medians,
        "prompt_tokens": sum(usage.prompt_tokens for usage in used),
        "completion_tokens": sum(usage.completion_tokens for usage in used),
        "index_bytes": run.index_bytes,
        "cases": cases,
    }
