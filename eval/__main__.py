"""`python -m eval run|baseline`: cases and papers in, reports and an exit code out.

run       measure, write the reports, and judge: 0 passed, 4 failed or not judged, 2 unusable input
baseline  measure the sample corpus and keep the result as what later runs are compared with
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from assistant.core.grounding.judging import judge
from assistant.core.ports import QuestionAnswerer
from assistant.domain import Paper
from assistant.errors import AssistantError, InputError
from assistant.paths import bundled, sample_pages
from eval.cases import QUESTIONS, load_cases
from eval.gate import (
    BASELINE,
    Limits,
    Verdict,
    baseline_of,
    baseline_text,
    judge_run,
    read_baseline,
    read_limits,
)
from eval.mutants import Detection, detection
from eval.report import Outcome, failures, write
from eval.run import Data, Run, applicable, ask_all, digest, drawn, offline

SAMPLE = "sample"
INDEXES = Path(".eval/index")
"""Where indexes are kept for the next run, one folder for each corpus."""


class Product(NamedTuple):
    """What is measured: the engine that answers, and the papers it answers from."""

    engine: QuestionAnswerer
    papers: Sequence[Paper]


Maker = Callable[[Sequence[Path], str], Product]
"""Files or folders of papers and their digest to the product over them."""


def main(arguments: Sequence[str], make: Maker, baseline: Path = BASELINE) -> int:
    """Run one command; an error that a person can act on goes to stderr, and its exit code is returned."""
    options = _options(arguments)
    try:
        return _keep(make, baseline) if options.command == "baseline" else _run(options, make, baseline)
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("baseline", help="measure the sample corpus and keep the result")
    run = commands.add_parser("run", help="measure, report and judge")
    run.add_argument("--corpus", nargs="+", default=[SAMPLE], metavar="PATH", help="default: the sample")
    run.add_argument("--cases", type=Path, default=QUESTIONS, metavar="FILE", help="default: the own ones")
    run.add_argument("--out", type=Path, default=Path(".eval/run"), metavar="DIR", help="default: .eval/run")
    run.add_argument("--limit", type=int, metavar="N", help="N cases only; the gate then refuses to judge")
    options = parser.parse_args(arguments)
    if options.command == "run" and options.limit is not None and options.limit < 1:
        parser.error("--limit: at least 1 case")
    return options


def _run(options: argparse.Namespace, make: Maker, baseline: Path) -> int:
    limits, past = _limits(), read_baseline(baseline)
    run, detections = _measure(make, limits, options.corpus, options.cases, options.limit)
    outcome = Outcome(run, detections, judge_run(run, detections, limits, past), past)
    write(outcome, options.out)
    _print(outcome.verdict)
    print(f"{outcome.verdict.state}: {len(run.rows)} cases, reports in {options.out}")
    return outcome.verdict.exit_code


def _keep(make: Maker, baseline: Path) -> int:
    """Store a run to compare with; one that breaks a rule is no measure for others."""
    limits = _limits()
    run, detections = _measure(make, limits, [SAMPLE], QUESTIONS, None)
    anywhere = replace(run, data=replace(run.data, standard=False))
    verdict = judge_run(anywhere, detections, limits, None)
    _print(verdict)
    if not verdict.exit_code:
        baseline.write_text(baseline_text(baseline_of(run)), encoding="utf-8")
    print(f"{baseline}: {f'left as it was: {verdict.state}' if verdict.exit_code else 'written'}")
    return verdict.exit_code


def _print(verdict: Verdict) -> None:
    for line in failures(verdict):
        print(f"- {line}")


def _limits() -> Limits:
    return read_limits(bundled("config") / "eval.toml")


def _measure(
    make: Maker, limits: Limits, corpus: Sequence[str], file: Path, limit: int | None
) -> tuple[Run, tuple[Detection, ...]]:
    standard = list(corpus) == [SAMPLE] and file == QUESTIONS
    paths = [sample_pages() if path == SAMPLE else Path(path) for path in corpus]
    given, content = load_cases(file), digest(paths)
    with offline() as attempts:
        engine, papers = make(paths, content)
        fitting = applicable(given, papers)
        chosen = drawn(fitting, limits.most) if standard else fitting
        asked = chosen[:limit]
        if not asked:
            raise InputError(f"no case of {file} can be asked of these papers", remedy="add cases or papers")
        rows = ask_all(asked, engine, papers)
    data = Data(
        standard=standard,
        papers=len(papers),
        corpus=content,
        questions=digest([file]),
        not_applicable=tuple(case.id for case in given if case not in fitting),
        left_out=tuple(case.id for case in fitting if case not in asked),
    )
    trials = [row.trial for row in rows if row.trial]
    return Run(data, rows, tuple(attempts)), detection(trials, judge)


def _product(paths: Sequence[Path], content: str) -> Product:
    """The real product over these papers, its index kept for the next run."""
    from eval.product import read_papers, workshop_of

    papers = read_papers(paths)
    if not papers:
        raise InputError(
            "there is no paper in the corpus",
            why=f"nothing was read from {', '.join(map(str, paths))}",
            remedy="try `assistant ingest --dry-run` on it: that names file and line of each problem",
        )
    shop = workshop_of(papers, INDEXES / content[:16])
    return Product(shop.engine, shop.library.open().papers())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], _product))
