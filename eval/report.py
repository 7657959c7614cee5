"""A run and its verdict in, report.json, report.md, junit.xml and timings.json out, the worst first.

Nothing but timings.json depends on the clock: equal input gives equal bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any
from xml.etree import ElementTree

from assistant.core.calibration import error_rates
from assistant.domain import Stamp
from assistant.wiring import support_model
from eval.gate import Baseline, Verdict, answer_hash
from eval.metrics import wilson
from eval.mutants import Detection
from eval.run import Row, Run, slices, summary

SCHEMA = 1
_DIGITS = 6
_SHOWN = 40
_SLICES = ("all", "fact", "first", "middle", "last", "compare", "list", "overview", "metadata")
_COLUMNS = ("fact_recall", "citation_precision", "citation_recall", "supported", "uncited", "answered")
_XML_HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETRIEVAL = ("recall@5", "recall@10", "mrr@10", "ndcg@10")


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is reported."""

    run: Run
    detections: tuple[Detection, ...]
    verdict: Verdict
    baseline: Baseline | None = None


def write(outcome: Outcome, folder: Path) -> None:
    """Write the four files; the folder is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("report.json", _json(report_object(outcome))),
        ("report.md", markdown(outcome)),
        ("junit.xml", junit(outcome)),
        ("timings.json", _json(timings(outcome.run))),
    ):
        (folder / name).write_text(text, encoding="utf-8")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


# ------------------------------------------------------------------ report.json


def report_object(outcome: Outcome) -> dict[str, Any]:
    """The report as JSON, schema 1."""
    run, verdict = outcome.run, outcome.verdict
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
        "mutants": [_detection(found) for found in outcome.detections],
        "baseline": [_rounded(asdict(loss)) for loss in verdict.losses],
        "changes": changes(run.rows, outcome.baseline),
        "cases": [_case(row) for row in run.rows],
    }


def _stamp(row: Row) -> Stamp | None:
    return row.trial.answer.stamp if row.trial else None


def _detection(found: Detection) -> dict[str, Any]:
    low, high = found.interval
    return _rounded({**asdict(found), "rate": found.rate, "low": low, "high": high})


def _case(row: Row) -> dict[str, Any]:
    answer = row.trial.answer if row.trial else None
    return {
        "id": row.case.id,
        "slices": slices(row.case),
        "question": row.case.question,
        "passed": row.passed,
        "error": row.error,
        "violations": [violation._asdict() for violation in row.violations],
        "scores": _rounded(dict(row.scores)),
        "unscored": row.unscored,
        "gold": row.case.titles,
        "facts": row.case.facts,
        "abstained": answer.abstained if answer else None,
        "text": answer.text if answer else None,
        "sources": [source.paper.title for source in answer.sources] if answer else [],
        "retrieved": [paper.title for paper in answer.retrieved] if answer else [],
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in values.items()}


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
    """Milliseconds by case and stage, and the median of each stage; several cases ran side by side."""
    cases = {row.case.id: dict(row.trial.answer.timings_ms) for row in run.rows if row.trial}
    stages = sorted({stage for spent in cases.values() for stage in spent})
    medians = {s: median(spent[s] for spent in cases.values() if s in spent) for s in stages}
    return {"schema": SCHEMA, "median_ms": medians, "cases": cases}


# ------------------------------------------------------------------ report.md


def markdown(outcome: Outcome) -> str:
    """The report for people: verdict, what changed, numbers, then the cases that don't pass, worst first."""
    parts = [
        _head(outcome),
        _failures(outcome.verdict),
        _changes(outcome),
        _means(outcome.run.rows),
        _refusals(outcome.run.rows),
        _detections(outcome.detections),
        _checker(),
        _losses(outcome.verdict),
        _failing(outcome.run.rows),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(outcome: Outcome) -> Iterator[str]:
    run = outcome.run
    passing, crashed = sum(row.passed for row in run.rows), sum(bool(row.error) for row in run.rows)
    yield f"# Eval: {outcome.verdict.state}"
    yield ""
    yield (
        f"{len(run.rows)} cases over {run.data.papers} papers: {passing} pass, {crashed} crashed. "
        f"{len(run.data.not_applicable)} don't apply to them, {len(run.data.left_out)} were not drawn."
    )


def _failures(verdict: Verdict) -> Iterator[str]:
    yield from ("## What fails", "") if verdict.failed else ()
    yield from (f"- {line}" for line in failures(verdict))


def failures(verdict: Verdict) -> Iterator[str]:
    """A line for each check that does not hold."""
    for check in verdict.failed:
        named = ", ".join(check.cases[:10]) + (", ..." if len(check.cases) > 10 else "")
        yield f"{check.kind}: {check.name}: {check.failure}{f' ({named})' if named else ''}"


def _changes(outcome: Outcome) -> Iterator[str]:
    found = {name: ids for name, ids in changes(outcome.run.rows, outcome.baseline).items() if ids}
    yield from ("## Since the baseline", "") if found else ()
    yield from (f"- {name.replace('_', ' ')}: {', '.join(ids)}" for name, ids in found.items())


def _means(rows: Sequence[Row]) -> Iterator[str]:
    means = summary(rows)
    for title, columns in (("Answers", _COLUMNS), ("Retrieval", _RETRIEVAL)):
        table = [
            [part, *(f"{scored[c].value:.3f} ({scored[c].n})" if c in scored else "" for c in columns)]
            for part, scored in ((part, means.get(part, {})) for part in _SLICES)
            if any(c in scored for c in columns)
        ]
        yield from (f"## {title}: mean (cases)", "", *_table(["slice", *columns], table), "")
    special = ("list_precision", "list_recall", "list_f1", "papers_covered")
    every = means.get("all", {})
    yield from (f"- {name}: {every[name].value:.3f} ({every[name].n})" for name in special if name in every)


def _refusals(rows: Sequence[Row]) -> Iterator[str]:
    means, wrongly = summary(rows), [row.scores["answered"] == 0 for row in rows if "answered" in row.scores]
    yield from ("## Refusals", "", f"Refused when answerable: {_proportion(sum(wrongly), len(wrongly))}.", "")
    table = []
    for part in (part for part in ("absent", "outside") if part in means):
        right, asked = means[part]["refused"]
        others = (means[part].get(f"refusal_{name}") for name in ("precision", "f1"))
        cells = [f"{mean.value:.3f}" if mean else "no refusal" for mean in others]
        table.append([part, _proportion(round((1 - right) * asked), asked), f"{right:.3f}", *cells])
    yield from _table(["slice", "answered when unanswerable", "recall", "precision", "F1"], table)


def _detections(detections: Iterable[Detection]) -> Iterator[str]:
    yield from ("## Planted faults that the checker finds", "")
    table = [[found.name, _proportion(found.flagged, found.judged)] for found in detections]
    yield from _table(["class", "flagged (95 % interval, Wilson)"], table)


def _checker() -> Iterator[str]:
    """What the verdicts are worth: how often the grounding check errs on labelled claims."""
    yield from ("## Errors of the grounding check on labelled claims", "")
    yield from (f"- {line}" for line in error_rates(support_model().measured))


def _losses(verdict: Verdict) -> Iterator[str]:
    moved = sorted((loss for loss in verdict.losses if loss.difference), key=lambda loss: loss.difference)
    table = [
        [loss.score, str(loss.n), *(f"{value:.3f}" for value in (loss.then, loss.now, *loss.interval))]
        for loss in moved
    ]
    head = ["score", "cases", "baseline", "now", "gain from", "to"]
    yield from ("## Against the baseline, paired by case", "", *_table(head, table)) if moved else ()


def _failing(rows: Sequence[Row]) -> Iterator[str]:
    failing = sorted((row for row in rows if not row.passed), key=_badness)
    yield from ("## Cases that don't pass, the worst first", "") if failing else ()
    for row in failing[:_SHOWN]:
        yield f"### {row.case.id}"
        yield ""
        yield f"> {row.case.question}"
        yield ""
        yield from (f"- {name}: {value:.3f}" for name, value in row.scores.items() if value < 1)
        yield from (f"- **{violation.rule}**: {violation.detail}" for violation in row.violations)
        yield f"- **{row.error}**" if row.error else f"\n{row.trial.answer.text if row.trial else ''}"
        yield ""
    if len(failing) > _SHOWN:
        yield f"{len(failing) - _SHOWN} more are in report.json."


def _badness(row: Row) -> tuple[bool, bool, float, str]:
    return not row.error, not row.violations, fmean(row.scores.values()), row.case.id


def _proportion(part: int, whole: int) -> str:
    if not whole:
        return "nothing to judge"
    low, high = wilson(part, whole)
    return f"{part} of {whole}, {100 * part / whole:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


# ------------------------------------------------------------------ junit.xml


def junit(outcome: Outcome) -> str:
    """JUnit XML: a test for each case and each check of the gate.

    A case fails here when it breaks a rule or crashes, a check when it does not hold: there is a failed
    test exactly when the verdict is not 'passed'. Times are 0 and the time stamp is the epoch.
    """
    named = {case for check in outcome.verdict.failed for case in check.cases}
    tests = [_test(f"eval.{row.case.kind}", row.case.id, _blame(row, named)) for row in outcome.run.rows]
    tests += [_test(f"eval.gate.{check.kind}", check.name, check.failure) for check in outcome.verdict.checks]
    failures = sum(len(test) for test in tests)
    counts = {"tests": str(len(tests)), "failures": str(failures), "errors": "0"}
    clock = {"time": "0", "timestamp": "1970-01-01T00:00:00", "hostname": "localhost"}
    suite = ElementTree.Element("testsuite", {"name": "eval", **counts, **clock})
    properties = ElementTree.SubElement(suite, "properties")
    ElementTree.SubElement(properties, "property", {"name": "verdict", "value": outcome.verdict.state})
    suite.extend(tests)
    ElementTree.SubElement(suite, "system-out")
    ElementTree.SubElement(suite, "system-err")
    ElementTree.indent(suite)
    return _XML_HEAD + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _blame(row: Row, named: Collection[str]) -> str:
    if row.case.id not in named:
        return ""
    details = [row.error, *(f"{v.rule}: {v.detail}" for v in row.violations), *row.unscored]
    return "\n".join(filter(None, details)) or "must pass, and does not"


def _test(group: str, name: str, failure: str) -> ElementTree.Element:
    test = ElementTree.Element("testcase", {"classname": group, "name": name, "time": "0"})
    if failure:
        visible = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", failure)
        message = {"message": visible.partition("\n")[0], "type": group}
        ElementTree.SubElement(test, "failure", message).text = visible
    return test
