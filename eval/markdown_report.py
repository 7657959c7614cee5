"""A report object in, the report for people out: verdict, what changed, numbers, then failing cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from eval.cases import SUITES
from eval.metrics import wilson

Report = Mapping[str, Any]
"""What `eval.report.report_object` makes, or its JSON read again."""

_SHOWN = 40
SLICES = ("all", "fact", "first", "middle", "last", *(name for name in SUITES if name != "fact"))
ANSWERS = (
    "fact_recall",
    "citation_precision",
    "citation_recall",
    "supported",
    "uncited",
    "answered",
    "refused",
    "clean",
)
RETRIEVAL = ("recall@5", "recall@10", "mrr@10", "ndcg@10")
LOSS_HEAD = ("score", "cases", "baseline", "now", "gain from", "to")
SPECIAL = (
    "attribution_precision",
    "attribution_f1",
    "list_precision",
    "list_recall",
    "list_f1",
    "papers_covered",
    "cell_precision",
    "cell_recall",
    "cell_silence",
    "cell_score",
    "corrected",
)
"""Scores of some cases only; their means are over all cases that have them."""


def markdown(report: Report) -> str:
    """The report as Markdown, short enough for a comment on a change."""
    parts = [
        _head(report),
        _failures(report),
        _changes(report),
        _means(report["means"]),
        _rankings(report["rankings"]),
        _refusals(report),
        _detections(report["mutants"], QUOTED),
        _detections(report.get("mutants_read", ()), READ),
        _findings(report.get("findings", {})),
        _checker(report["checker"]),
        _robustness(report),
        _confidence(report),
        _losses(report["baseline"]),
        _failing(report["cases"]),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(report: Report) -> Iterator[str]:
    data, cases = report["data"], report["cases"]
    passing = sum(case["passed"] for case in cases)
    yield f"# Eval: {report['verdict']['state']}"
    yield ""
    yield (
        f"{len(cases)} cases over {data['papers']} papers: {passing} pass, {data['crashed']} crashed. "
        f"{len(data['not_applicable'])} don't apply to them, {len(data['left_out'])} were not drawn."
    )


def _failures(report: Report) -> Iterator[str]:
    lines = list(failures(report))
    yield from ("## What fails", "") if lines else ()
    yield from (f"- {line}" for line in lines)


def failures(report: Report) -> Iterator[str]:
    """A line for each check that does not hold."""
    for check in report["checks"]:
        if check["failure"]:
            cases = check["cases"]
            named = ", ".join(cases[:10]) + (", ..." if len(cases) > 10 else "")
            yield f"{check['kind']}: {check['name']}: {check['failure']}{f' ({named})' if named else ''}"


def _changes(report: Report) -> Iterator[str]:
    found = {name: ids for name, ids in report["changes"].items() if ids}
    yield from ("## Since the baseline", "") if found else ()
    yield from (f"- {name.replace('_', ' ')}: {', '.join(ids)}" for name, ids in found.items())


def _means(means: Report) -> Iterator[str]:
    for title, columns in (("Answers", ANSWERS), ("Retrieval", RETRIEVAL)):
        rows = [
            [part, *(cell(scored.get(column)) for column in columns)]
            for part, scored in ((part, means.get(part, {})) for part in SLICES)
            if any(column in scored for column in columns)
        ]
        yield from (f"## {title}: mean (cases)", "", *table(["slice", *columns], rows), "")
    every = means.get("all", {})
    yield from (f"- {name}: {cell(every[name])}" for name in SPECIAL if name in every)


def cell(mean: Report | None) -> str:
    """A mean and the number of cases behind it; empty where there is none."""
    return f"{mean['value']:.3f} ({mean['n']})" if mean else ""


RANKED_HEAD = ("cases", "search", "number", "R@5", "MRR@10")


def ranked_row(found: Report) -> list[str]:
    """A row below RANKED_HEAD."""
    figures = (f"{found[name]:.3f}" for name in ("recall_at_5", "mrr_at_10"))
    return [found["suite"], found["search"], str(found["n"]), *figures]


def _rankings(found: Sequence[Report]) -> Iterator[str]:
    """The product's ranking beside that of each search alone."""
    yield from ("## Searches by themselves", "", *table(RANKED_HEAD, map(ranked_row, found))) if found else ()


def _refusals(report: Report) -> Iterator[str]:
    means = report["means"]
    wrongly = [case["scores"]["answered"] == 0 for case in report["cases"] if "answered" in case["scores"]]
    yield from ("## Refusals", "", f"Refused when answerable: {proportion(sum(wrongly), len(wrongly))}.", "")
    rows = []
    for part in (part for part in ("absent", "outside") if part in means):
        right, asked = means[part]["refused"]["value"], means[part]["refused"]["n"]
        others = (means[part].get(f"refusal_{name}") for name in ("precision", "f1"))
        cells = [f"{mean['value']:.3f}" if mean else "no refusal" for mean in others]
        rows.append([part, proportion(round((1 - right) * asked), asked), f"{right:.3f}", *cells])
    yield from table(["slice", "answered when unanswerable", "recall", "precision", "F1"], rows)


QUOTED = "Planted faults that the checker of quotations finds"
READ = "Planted faults that the checker of other words finds"


def _detections(detections: Sequence[Report], title: str) -> Iterator[str]:
    if not detections:
        return
    yield from (f"## {title}", "")
    rows = [[found["name"], proportion(found["flagged"], found["judged"])] for found in detections]
    yield from table(["class", "flagged (95 % interval, Wilson)"], rows)


def _findings(found: Mapping[str, int]) -> Iterator[str]:
    """What answers say and their sources don't, by class."""
    if found:
        yield from ("## Findings in the answers", "")
        yield from table(["class", "times"], ([name, str(times)] for name, times in found.items()))


def _checker(lines: Sequence[str]) -> Iterator[str]:
    """What the verdicts are worth: how often the grounding check errs on labelled claims."""
    yield from ("## Errors of the grounding check on labelled claims", "") if lines else ()
    yield from (f"- {line}" for line in lines)


def _robustness(report: Report) -> Iterator[str]:
    rows = [[found["name"], proportion(found["changed"], found["asked"])] for found in report["robustness"]]
    if rows:
        yield from ("## Answers that changed and should not", "", *table(["changed", "answers"], rows), "")
    if pairs := report["twins"]:
        yield (
            f"Mangled questions state {pairs['mangled']:.3f} of their facts, their clean twins "
            f"{pairs['clean']:.3f} ({pairs['pairs']} pairs; difference {pairs['low']:+.3f} to "
            f"{pairs['high']:+.3f})."
        )


def _confidence(report: Report) -> Iterator[str]:
    curve, bins = report["confidence"], report["reliability"]
    yield from ("## Confidence", "") if curve or bins else ()
    if curve:
        coverage, risk = curve["own"]
        yield (
            f"- Area under risk and coverage {curve['aurc']:.3f}; the product answers {coverage:.3f} of the "
            f"questions at a risk of {risk:.3f}."
        )
    if bins:
        yield (
            f"- Calibration error of the checker {bins['error']:.3f} over {bins['claims']} sentences, most "
            "of them with a planted fault."
        )


def _losses(losses: Sequence[Report]) -> Iterator[str]:
    moved = sorted((loss for loss in losses if loss["difference"]), key=lambda loss: loss["difference"])
    yield from ("## Against the baseline, paired by case", "") if moved else ()
    yield from table(LOSS_HEAD, map(loss_row, moved)) if moved else ()


def loss_row(loss: Report) -> list[str]:
    """A row below LOSS_HEAD."""
    figures = (loss["then"], loss["now"], *loss["interval"])
    return [loss["score"], str(loss["n"]), *(f"{value:.3f}" for value in figures)]


def _failing(cases: Iterable[Report]) -> Iterator[str]:
    failing = worst_first(cases)
    yield from ("## Cases that don't pass, the worst first", "") if failing else ()
    for case in failing[:_SHOWN]:
        yield f"### {case['id']}"
        yield ""
        yield from (f"> {turn}" for turn in (*case["history"], case["question"]))
        yield ""
        yield from (f"- {name}: {value:.3f}" for name, value in case["scores"].items() if value < 1)
        yield from (f"- **{broken['rule']}**: {broken['detail']}" for broken in case["violations"])
        yield f"- **{case['error']}**" if case["error"] else f"\n{case['text'] or ''}"
        yield ""
    if len(failing) > _SHOWN:
        yield f"{len(failing) - _SHOWN} more are in report.json."


def worst_first(cases: Iterable[Report]) -> list[Report]:
    """The cases that don't pass: crashes, then broken rules, then by mean score."""
    return sorted((case for case in cases if not case["passed"]), key=_badness)


def _badness(case: Report) -> tuple[bool, bool, float, str]:
    mean = fmean(case["scores"].values()) if case["scores"] else 0.0
    return not case["error"], not case["violations"], mean, case["id"]


def proportion(part: int, whole: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    if not whole:
        return "nothing to judge"
    low, high = wilson(part, whole)
    return f"{part} of {whole}, {100 * part / whole:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table."""
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
