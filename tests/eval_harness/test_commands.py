from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.ports import Cancellation, LanguageModel, QuestionAnswerer
from assistant.domain import Question, Step
from assistant.errors import InputError, UsageError
from assistant.settings import Settings
from eval.baseline import BASELINE
from eval.cases import load_cases
from eval.command_line import COMMANDS, common, declare
from eval.commands import Tools, perform
from eval.starting import text_of
from tests.core.worlds import LINES
from tests.eval_harness.products import CASES, SmallProduct, fact


def run(arguments: Sequence[object], product: SmallProduct, baseline: Path = BASELINE) -> int:
    """One command line over a small product."""

    def make(paths: Sequence[Path], settings: Settings, model: LanguageModel | None) -> SmallProduct:
        return product

    parser = argparse.ArgumentParser()
    declare(parser, [common()])
    return perform(parser.parse_args(list(map(str, arguments))), Tools(make, baseline, reader=None))


def with_engine(product: SmallProduct, engine: QuestionAnswerer) -> SmallProduct:
    """The product with another engine."""
    product.engine = engine
    return product


class Breaking:
    """An engine that raises on one question."""

    def __init__(self, engine: QuestionAnswerer) -> None:
        self._engine = engine

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the engine, unless the question is the one."""
        if "accuracy" in question.text:
            raise ZeroDivisionError("no layers")
        return self._engine.ask(question)


class Silent:
    """An engine that finds nothing, whatever it is asked."""

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """No step at all."""
        return iter(())


@pytest.fixture
def own(tmp_path: Path) -> list[str | Path]:
    """A run of cases and papers of one's own, its files in a folder of the test."""
    cases = [*CASES, fact("fact-3", "?", "Elsewhere", "x")]
    (tmp_path / "cases.jsonl").write_text(text_of(cases), encoding="utf-8")
    (tmp_path / "a.txt").write_text(LINES, encoding="utf-8")
    corpus: list[str | Path] = ["--corpus", tmp_path / "a.txt"]
    return ["run", tmp_path / "cases.jsonl", *corpus, "--history", tmp_path / "history.jsonl"]


FILES = ("report.json", "report.md", "report.html", "junit.xml")


# ------------------------------------------------------------------ run


def test_a_run_over_own_papers_is_judged_by_the_rules_and_written_alike_twice(
    own: list[str | Path], product: SmallProduct, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [run([*own, "--out", tmp_path / name], product) for name in ("one", "two")]
    written = [[(tmp_path / name / file).read_bytes() for file in FILES] for name in ("one", "two")]
    assert written[0] == written[1]
    assert (tmp_path / "one" / "timings.json").is_file()
    report = json.loads(written[0][0])
    assert report["data"]["not_applicable"] == ["fact-3"]
    assert [case["id"] for case in report["cases"]] == ["fact-1", "fact-2", "outside-1"]
    assert codes == [report["verdict"]["exit_code"]] * 2
    assert f"{report['verdict']['state']}: 3 cases" in capsys.readouterr().out


def test_own_cases_are_not_compared_with_shipped_ones_of_the_same_name(
    own: list[str | Path], product: SmallProduct, tmp_path: Path
) -> None:
    (tmp_path / "cases.jsonl").write_text(text_of([replace(CASES[2], id="outside-002")]), encoding="utf-8")
    run([*own, "--out", tmp_path / "out"], product)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["changes"] == {"newly_failing": [], "newly_passing": [], "changed": []}


def test_a_crash_anywhere_ends_with_4_and_all_reports(
    own: list[str | Path], product: SmallProduct, tmp_path: Path
) -> None:
    broken = with_engine(product, Breaking(product.engine))
    assert run([*own, "--out", tmp_path / "out"], broken) == 4
    assert "fact-2" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [1, 3], ids=["cases", "corpus"])
def test_what_is_not_there_is_named(own: list[str | Path], product: SmallProduct, place: int) -> None:
    own[place] = "none.txt"
    with pytest.raises(InputError) as caught:
        run(own, product)
    assert "none.txt" in f"{caught.value.what} {caught.value.why}"


def test_no_case_for_these_papers_is_unusable_input(
    own: list[str | Path], product: SmallProduct, tmp_path: Path
) -> None:
    (tmp_path / "cases.jsonl").write_text(
        '{"id":"fact-3","kind":"list","question":"?","titles":["Elsewhere"],"facts":[],"answerable":true}\n'
    )
    with pytest.raises(InputError):
        run(own, product)


def test_own_cases_without_a_collection_say_where_papers_may_come_from(
    own: list[str | Path], product: SmallProduct, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="there is no collection") as caught:
        run([*own[:2], "--data-dir", tmp_path / "nowhere"], product)
    assert "--corpus" in caught.value.remedy


def test_a_planted_sentence_stands_in_the_abstract_and_an_answer_that_states_it_fails(
    own: list[str | Path], product: SmallProduct, tmp_path: Path
) -> None:
    case = replace(CASES[0], id="hidden-1", planted="It is bananas.", forbidden=(("bananas",),))
    (tmp_path / "cases.jsonl").write_text(text_of([case]))
    run([*own, "--out", tmp_path / "out"], product)
    (row,) = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["cases"]
    assert (row["scores"]["fact_recall"], row["scores"]["clean"], row["passed"]) == (1.0, 0.0, False)


# ------------------------------------------------------------------ baseline


def test_a_baseline_of_a_broken_product_is_not_kept(product: SmallProduct, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert run(["baseline"], with_engine(product, Silent()), baseline=baseline) == 4
    assert not baseline.exists()


def test_the_shipped_cases_are_not_judged_without_their_baseline(
    product: SmallProduct, tmp_path: Path
) -> None:
    arguments = ["run", "--limit", "2", "--out", tmp_path / "out", "--history", tmp_path / "history.jsonl"]
    assert run(arguments, product, baseline=tmp_path / "baseline.json") == 4
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"]["state"] == "not judged"


# ------------------------------------------------------------------ init, compare, report


def test_a_starter_suite_can_be_run_as_it_is(
    own: list[str | Path], product: SmallProduct, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "my-cases.jsonl"
    assert run(["init", file, "--corpus", tmp_path / "a.txt"], product) == 0
    assert f"eval run {file}" in capsys.readouterr().out
    assert {case.suite for case in load_cases(file)} >= {"fact", "absent", "outside"}
    run([own[0], file, *own[2:], "--out", tmp_path / "out"], product)
    assert json.loads((tmp_path / "out" / "report.json").read_text())["data"]["not_applicable"] == []


def test_a_file_of_cases_is_not_replaced_unless_wanted(product: SmallProduct, tmp_path: Path) -> None:
    file = tmp_path / "my-cases.jsonl"
    file.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        run(["init", file, "--corpus", tmp_path], product)
    assert file.read_text() == "mine"
    assert run(["init", file, "--corpus", tmp_path, "--force"], product) == 0


def test_a_run_compared_with_itself_is_not_worse(
    own: list[str | Path], product: SmallProduct, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*own, "--out", tmp_path / "out"], product)
    assert run(["compare", tmp_path / "out", tmp_path / "out" / "report.json"], product) == 0
    assert "significantly worse: nothing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "file"), [("md", "report.md"), ("html", "report.html"), ("junit", "junit.xml")]
)
def test_a_report_written_again_is_the_one_that_was_written(
    own: list[str | Path],
    product: SmallProduct,
    tmp_path: Path,
    form: str,
    file: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run([*own, "--out", tmp_path / "out"], product)
    capsys.readouterr()
    assert run(["report", tmp_path / "out", "--format", form, *own[-2:]], product) == 0
    assert capsys.readouterr().out == (tmp_path / "out" / file).read_text(encoding="utf-8")


def test_what_is_no_report_is_named(product: SmallProduct, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"schema": 99}')
    with pytest.raises(InputError, match="is no report"):
        run(["report", tmp_path], product)


@pytest.mark.parametrize(
    "arguments", [[], ["run", "--limit", "0"], ["improve"]], ids=["none", "no case", "unknown"]
)
def test_a_command_line_that_makes_no_sense_ends_with_2(arguments: list[str], product: SmallProduct) -> None:
    with pytest.raises(SystemExit) as raised:
        run(arguments, product)
    assert raised.value.code == 2


def test_every_command_has_a_line_of_help() -> None:
    assert all(COMMANDS.values())


def test_calibrating_has_options_of_its_own(
    product: SmallProduct, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        run(["calibrate", "--", "--help"], product)
    assert raised.value.code == 0
    assert "--shared" in capsys.readouterr().out
