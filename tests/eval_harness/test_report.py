from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import (
    Answer,
    CitedPaper,
    Coverage,
    Filters,
    Finding,
    Paper,
    RankedPaper,
    SentenceVerdict,
    Span,
    Stamp,
    Usage,
)
from eval.baseline import baseline_of
from eval.cases import Case
from eval.checks import Trial, Violation, worst_scores
from eval.gate import Check, Loss, Verdict
from eval.junit_report import junit
from eval.markdown_report import failures, markdown
from eval.metrics import Interval
from eval.mutants import Detection
from eval.report import Outcome, changes, report_object, timings, write
from eval.run import Data, Row, Run

PAPER = Paper("p", "Fast Rows", "Rows are fast.")
PASSED = Verdict((Check("rules", "no case crashes"), Check("must-pass", "fact-1")))
FAILED = Verdict((*PASSED.checks, Check("rules", "spans_exact", "broken in 1 cases", ("fact-2",))))


def row(name: str, recall: float, text: str = "Rows are fast. [1]") -> Row:
    case = Case(name, "fact", "how fast?", ("Fast Rows",), (("fast",),), True, "first")
    answer = Answer(
        question=case.question,
        standalone=case.question,
        kind="fact",
        filters=Filters(),
        abstained=False,
        text=text,
        sentences=(),
        verdicts=(),
        sources=(CitedPaper(1, PAPER, ()),),
        retrieved=(RankedPaper("p", "Fast Rows", 1.0),),
        coverage=Coverage(1, 1),
        timings_ms=(("retrieve", 3.25), ("total", 8.5)),
        stamp=Stamp("0", "s", "p", "c", "e", "r", "extractive"),
    )
    scores = {"fact_recall": recall, "answered": 1.0, "citation_recall": 1 / 3}
    return Row(case, scores, trial=Trial(case, answer, {1: "p"}, {"p": PAPER}))


def absent(refused: float) -> Row:
    return Row(Case("absent-1", "fact", "why?", (), (), False), {"refused": refused})


CRASH = Case("fact-9", "fact", "how slow?", ("Fast Rows",), (("slow",),), True, "last")
ROWS = (
    row("fact-1", 1.0),
    row("fact-2", 0.0),
    Row(CRASH, worst_scores(CRASH), error="KeyError in x.py:1: k"),
)
DATA = Data(True, 1, "corpus", "questions", not_applicable=("list-1",), left_out=("fact-5", "fact-6"))
DETECTED = (
    Detection("quote_altered", 8, 9, ("fact-1: Rows are slow. [1]",)),
    Detection("false_alarms", 0, 0),
)
OUTCOME = Outcome(Run(DATA, (*ROWS, absent(1.0))), DETECTED, FAILED)


def cases_in(outcome: Outcome) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(junit(report_object(outcome))).iter("testcase"))


# ------------------------------------------------------------------ report.json


def test_the_report_holds_verdict_data_means_and_every_case() -> None:
    report = report_object(OUTCOME)
    assert report["schema"] == 1
    assert report["verdict"] == {"state": "failed", "exit_code": 4}
    assert report["data"]["not_applicable"] == ("list-1",)
    assert report["means"]["fact"]["fact_recall"] == {"value": 0.333333, "n": 3}
    assert report["stamp"]["model"] == "extractive"
    assert [case["id"] for case in report["cases"]] == ["fact-1", "fact-2", "fact-9", "absent-1"]
    assert report["cases"][2]["error"] == "KeyError in x.py:1: k"


def test_detection_is_reported_with_its_interval_and_what_was_missed() -> None:
    found = report_object(OUTCOME)["mutants"][0]
    assert (found["flagged"], found["judged"], found["rate"]) == (8, 9, 0.888889)
    assert found["low"] < found["rate"] < found["high"]
    assert found["wrong"] == ("fact-1: Rows are slow. [1]",)


def test_nothing_but_the_timings_depends_on_the_clock(tmp_path: Path) -> None:
    trial = ROWS[0].trial
    assert trial is not None
    slow = replace(trial, answer=replace(trial.answer, timings_ms=(("total", 999.0),)))
    slower = replace(
        OUTCOME, run=replace(OUTCOME.run, rows=(replace(ROWS[0], trial=slow), *OUTCOME.run.rows[1:]))
    )
    write(OUTCOME, tmp_path / "one")
    write(slower, tmp_path / "deep" / "two")
    for name in ("report.json", "report.md", "report.html", "junit.xml"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "deep" / "two" / name).read_bytes()
    assert json.loads((tmp_path / "deep" / "two" / "timings.json").read_text())["cases"]["fact-1"] == {
        "total": 999.0
    }


def test_timings_have_the_median_of_each_stage() -> None:
    assert timings(OUTCOME.run)["median_ms"] == {"retrieve": 3.25, "total": 8.5}


def test_timings_have_what_else_it_cost() -> None:
    trial = ROWS[0].trial
    assert trial is not None
    told = replace(trial, answer=replace(trial.answer, usage=Usage(70, 30)))
    run = Run(DATA, (replace(ROWS[0], trial=told), *ROWS[1:]), index_bytes=4096)
    cost = timings(run)
    assert (cost["prompt_tokens"], cost["completion_tokens"], cost["index_bytes"]) == (70, 30, 4096)


def test_findings_are_counted_by_class() -> None:
    trial = ROWS[0].trial
    assert trial is not None
    finding = Finding("number", "number 3 not in cited text", Span(0, 1))
    verdict = SentenceVerdict("unsupported", 0.0, findings=(finding, replace(finding, kind="name"), finding))
    told = replace(trial, answer=replace(trial.answer, verdicts=(verdict,)))
    report = report_object(Outcome(Run(DATA, (replace(ROWS[0], trial=told),)), (), PASSED))
    assert report["findings"] == {"name": 1, "number": 2}
    assert "| number | 2 |" in markdown(report)


def test_what_the_checker_that_reads_finds_stands_beside() -> None:
    report = report_object(replace(OUTCOME, read=(Detection("negation_changed", 3, 4, scores=(0.1,) * 4),)))
    assert report["mutants_read"][0]["rate"] == 0.75
    assert "3 of 4" in markdown(report)
    assert report["reliability"]["claims"] == 4


def test_a_number_that_is_none_is_never_written(tmp_path: Path) -> None:
    broken = Outcome(Run(DATA, (replace(absent(1.0), scores={"refused": float("nan")}),)), (), PASSED)
    with pytest.raises(ValueError, match="NaN"):
        write(broken, tmp_path)


# ------------------------------------------------------------------ since the baseline


def test_cases_that_changed_are_told_apart() -> None:
    passing = replace(row("fact-1", 1.0), scores={"fact_recall": 1.0})
    then = baseline_of(Run(DATA, (passing, row("fact-2", 0.0), row("fact-3", 0.0), row("fact-4", 0.0))))
    now = (
        row("fact-1", 0.0),
        replace(passing, case=row("fact-2", 0.0).case),
        row("fact-3", 0.0, "Other."),
        row("fact-4", 0.0),
    )
    assert changes(now, then) == {
        "newly_failing": ["fact-1"],
        "newly_passing": ["fact-2"],
        "changed": ["fact-3"],
    }  # fmt: skip


def test_without_a_baseline_nothing_has_changed() -> None:
    assert not any(changes(ROWS, None).values())


# ------------------------------------------------------------------ report.md


def test_the_page_opens_with_the_verdict_and_what_fails() -> None:
    page = markdown(report_object(OUTCOME))
    assert page.startswith("# Eval: failed\n")
    assert page.index("spans_exact: broken in 1 cases (fact-2)") < page.index("## Answers")


def test_the_worst_case_comes_first() -> None:
    broken = replace(ROWS[0], violations=(Violation("spans_exact", "off by one"),))
    page = markdown(
        report_object(replace(OUTCOME, run=replace(OUTCOME.run, rows=(*ROWS[1:2], broken, ROWS[2]))))
    )
    places = [page.index(f"### {name}") for name in ("fact-9", "fact-1", "fact-2")]
    assert places == sorted(places)


def test_refusals_are_counted_for_both_kinds_of_question() -> None:
    page = markdown(report_object(OUTCOME))
    assert "Refused when answerable: 1 of 3" in page
    assert "| absent | 0 of 1, 0.0 % (0.0 to 79.3) | 1.000 | 0.500 | 0.667 |" in page


def test_a_loss_against_the_baseline_is_shown_with_its_interval() -> None:
    loss = Loss("fact_recall", 3, 0.9, 0.7, -0.2, Interval(-0.3, -0.1))
    page = markdown(report_object(replace(OUTCOME, verdict=replace(FAILED, losses=(loss,)))))
    assert "| fact_recall | 3 | 0.900 | 0.700 | -0.300 | -0.100 |" in page


def test_a_long_list_of_cases_is_cut_and_counted() -> None:
    checks = (Check("rules", "spans_exact", "broken", tuple(f"fact-{n}" for n in range(12))),)
    (line,) = failures(report_object(replace(OUTCOME, verdict=Verdict(checks))))
    assert line.endswith("fact-9, ...)")
    rows = tuple(row(f"fact-{number}", 0.0) for number in range(50))
    assert "10 more are in report.json." in markdown(report_object(Outcome(Run(DATA, rows), (), PASSED)))


# ------------------------------------------------------------------ junit.xml


def test_there_is_a_test_for_each_case_and_each_check() -> None:
    names = {(test.get("classname"), test.get("name")) for test in cases_in(OUTCOME)}
    assert ("eval.fact", "fact-1") in names
    assert ("eval.gate.rules", "spans_exact") in names
    assert len(names) == len(OUTCOME.run.rows) + len(FAILED.checks)


def test_the_case_that_a_failing_check_names_fails_with_its_reason() -> None:
    broken = replace(ROWS[1], violations=(Violation("spans_exact", "off by one"),))
    outcome = replace(OUTCOME, run=replace(OUTCOME.run, rows=(ROWS[0], broken)))
    failing = {test.get("name"): test.findtext("failure") for test in cases_in(outcome) if len(test)}
    assert failing == {"fact-2": "spans_exact: off by one", "spans_exact": "broken in 1 cases"}


@pytest.mark.parametrize("verdict", [PASSED, FAILED, Verdict((Check("data", "papers", "differ"),))])
def test_a_test_fails_exactly_when_the_exit_code_is_not_0(verdict: Verdict) -> None:
    suite = ElementTree.fromstring(junit(report_object(replace(OUTCOME, verdict=verdict))))
    assert bool(int(suite.attrib["failures"])) == bool(verdict.exit_code)
    assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase")))
    assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))


def test_the_suite_has_what_a_strict_reader_asks_for_in_its_order() -> None:
    suite = ElementTree.fromstring(junit(report_object(OUTCOME)))
    assert {"name", "tests", "failures", "errors", "time", "timestamp", "hostname"} <= suite.attrib.keys()
    kinds = list(dict.fromkeys(child.tag for child in suite))
    assert kinds == ["properties", "testcase", "system-out", "system-err"]


@given(st.text(max_size=20))
def test_whatever_broke_can_be_written_as_xml(detail: str) -> None:
    broken = replace(ROWS[1], violations=(Violation("spans_exact", detail),))
    outcome = replace(OUTCOME, run=replace(OUTCOME.run, rows=(broken,)))
    assert ElementTree.fromstring(junit(report_object(outcome)).encode("utf-8", "strict")) is not None
