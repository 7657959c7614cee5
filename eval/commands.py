"""A parsed command line in, what the harness does and its exit code out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from assistant.core.calibrating import TOO_FEW
from assistant.core.calibration import error_rates
from assistant.core.grounding.judging import judge
from assistant.errors import InputError, UsageError
from assistant.models import entailment
from assistant.paths import bundled, sample_pages
from assistant.settings import Settings, load
from assistant.wiring import support_model
from eval.baseline import BASELINE, Baseline, baseline_of, baseline_text, read_baseline
from eval.cases import shipped
from eval.drawing import digest
from eval.gate import judge_run
from eval.history import read, remember
from eval.limits import Limits, read_limits
from eval.markdown_report import Report, failures
from eval.measuring import Maker, Measured, Task, measure
from eval.mutants import Judge
from eval.replay import RecordedModel, asked_in, record, written_by_model
from eval.report import Outcome, report_object, write
from eval.robustness import Product
from eval.sealed import offline, online
from eval.workbench import holds_collection, named, product_of

SAMPLE = "sample"


def reading() -> Judge:
    """The checker with the support model, which is loaded when it is first asked."""
    return partial(judge, entail=entailment())


@dataclass(frozen=True, slots=True)
class Tools:
    """What a command works with besides its words; tests put other things in their place."""

    make: Maker = product_of
    baseline: Path = BASELINE
    cases: tuple[Path, ...] = field(default_factory=shipped)
    limits: Path = field(default_factory=lambda: bundled("config") / "eval.toml")
    reader: Judge | None = field(default_factory=reading)
    """Checks as sentences in a language model's own words are checked."""


def perform(args: argparse.Namespace, tools: Tools | None = None) -> int:
    """Run the command that was chosen; raises AssistantError for what a person can act on."""
    return _COMMANDS[args.eval_command](args, tools or Tools())


# ------------------------------------------------------------------ run, baseline


def _run(args: argparse.Namespace, tools: Tools) -> int:
    limits, past = read_limits(tools.limits), read_baseline(tools.baseline)
    outcome = judged(_measured(args, tools, limits), limits, past)
    report = report_object(outcome)
    write(outcome, args.out, remember(report, args.history))
    _print(report)
    print(f"{outcome.verdict.state}: {len(outcome.run.rows)} cases, reports in {args.out}")
    return outcome.verdict.exit_code


def judged(measured: Measured, limits: Limits, past: Baseline | None) -> Outcome:
    """What was measured, with the gate's verdict on it."""
    run, detections, shaken, ranked, read = measured
    verdict = judge_run(run, detections, limits, past, shaken, read)
    known = tuple(error_rates(support_model().measured))
    data = (run.data.corpus, run.data.questions)
    comparable = past if past and (past.corpus, past.questions) == data else None
    return Outcome(run, detections, verdict, comparable, shaken, known, ranked, read)


def _baseline(args: argparse.Namespace, tools: Tools) -> int:
    """Store a run to compare with; one that breaks a rule is no measure for others."""
    limits = read_limits(tools.limits)
    args.cases, args.corpus, args.limit, args.every, args.replay, args.online = [], None, None, 1, None, False
    found = _measured(args, tools, limits)
    run = found.run
    anywhere = found._replace(run=replace(run, data=replace(run.data, standard=False)))
    outcome = judged(anywhere, limits, None)
    _print(report_object(outcome))
    if not outcome.verdict.exit_code:
        tools.baseline.write_text(baseline_text(baseline_of(run)), encoding="utf-8")
    told = f"left as it was: {outcome.verdict.state}" if outcome.verdict.exit_code else "written"
    print(f"{tools.baseline}: {told}")
    return outcome.verdict.exit_code


def _print(report: Report) -> None:
    for line in failures(report):
        print(f"- {line}")


def _measured(args: argparse.Namespace, tools: Tools, limits: Limits) -> Measured:
    own = bool(args.cases)
    paths = corpus_of(args, own=own)
    before = "" if _one_collection(paths) else digest(paths)
    with (online if args.online else offline)() as attempts:
        product, settings = product_for(args, tools, paths)
    standard = not (own or args.config or args.replay or args.online) and paths == [sample_pages()]
    task = Task(
        files=tuple(args.cases) or tools.cases,
        corpus=before or named(product.papers),
        standard=standard,
        limit=args.limit,
        every=args.every,
        only=asked_in(args.replay) if args.replay else None,
        shake=settings.model.kind == "extractive",
        online=args.online,
    )
    found = measure(task, product, limits, judge, tools.reader)
    return found._replace(run=replace(found.run, network=(*attempts, *found.run.network)))


def product_for(args: argparse.Namespace, tools: Tools, paths: Sequence[Path]) -> tuple[Product, Settings]:
    """The product that a command asks, and its settings; recorded replies write in place of a model."""
    settings = load(args.config)
    if not args.replay:
        return tools.make(paths, settings, None), settings
    settings = written_by_model(settings)
    return tools.make(paths, settings, RecordedModel(args.replay)), settings


def _one_collection(paths: Sequence[Path]) -> bool:
    return any(map(holds_collection, paths))


def corpus_of(args: argparse.Namespace, *, own: bool) -> list[Path]:
    """Where the papers are: as named, else the own collection for cases of one's own, else the sample."""
    if args.corpus:
        return [sample_pages() if path == SAMPLE else Path(path) for path in args.corpus]
    if not own and not args.data_dir:
        return [sample_pages()]
    from assistant.wiring import data_dir

    folder = data_dir(load(args.config), args.data_dir)
    if not holds_collection(folder):
        raise InputError(
            f"there is no collection in {folder}",
            why="cases of your own are asked of your collection unless --corpus names another one",
            remedy="name papers with --corpus, or start a collection with `assistant ingest FILE`",
        )
    return [folder]


# ------------------------------------------------------------------ init, compare, report, record, plant


def _init(args: argparse.Namespace, tools: Tools) -> int:
    from eval.starting import starter, text_of

    if args.file.exists() and not args.force:
        raise UsageError(f"{args.file} is there already", why="", remedy="name another file, or add --force")
    args.replay = None
    papers = product_for(args, tools, corpus_of(args, own=True))[0].papers
    cases = starter(papers, args.papers)
    args.file.write_text(text_of(cases), encoding="utf-8")
    where = f" --corpus {' '.join(args.corpus)}" if args.corpus else ""
    print(f"{len(cases)} cases in {args.file}: read them, reword them, add your own, then")
    print(f"  assistant eval run {args.file}{where}{f' --data-dir {args.data_dir}' if args.data_dir else ''}")
    return 0


def _compare(args: argparse.Namespace, tools: Tools) -> int:
    from eval.comparing import compared, read_report

    text, code = compared(read_report(args.then), read_report(args.now), read_limits(tools.limits).baseline)
    print(text, end="")
    return code


def _report(args: argparse.Namespace, tools: Tools) -> int:
    from eval.comparing import read_report
    from eval.html_report import page
    from eval.junit_report import junit
    from eval.markdown_report import markdown

    report = read_report(args.source)
    if args.format == "html":
        print(page(report, read(args.history)), end="")
    else:
        print(junit(report) if args.format == "junit" else markdown(report), end="")
    return 0


def _record(args: argparse.Namespace, tools: Tools) -> int:
    return record(args, tools.make, corpus_of(args, own=bool(args.cases)), tuple(args.cases) or tools.cases)


def _calibrate(args: argparse.Namespace, tools: Tools) -> int:
    from eval.calibrate import main

    return main(args.words)


def _probe(args: argparse.Namespace, tools: Tools) -> int:
    """Probe a collection; it need not have changed since it was probed last."""
    from assistant.wiring import Workshop, data_dir

    settings = load(args.config)
    shop = Workshop(settings, data_dir(settings, args.data_dir))
    for step in shop.collection.recalibrate():
        print(f"\r{step.done} of {step.total} probes", end="", file=sys.stderr)
    found = shop.calibrations.load()
    print(file=sys.stderr)
    print(found.text if found else f"refuses below {settings.calibration.threshold}; {TOO_FEW}")
    return 0


def _plant(args: argparse.Namespace, tools: Tools) -> int:
    from eval.planting import REPORT, plant

    limits, past = read_limits(tools.limits), read_baseline(tools.baseline)
    return plant(args.faults, args.every, limits, past, REPORT if args.write else None)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Tools], int]] = {
    "run": _run,
    "baseline": _baseline,
    "init": _init,
    "compare": _compare,
    "report": _report,
    "record": _record,
    "calibrate": _calibrate,
    "probe": _probe,
    "plant": _plant,
}
