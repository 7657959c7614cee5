from __future__ import annotations

import json
import math
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.domain import Document, Question, Step
from assistant.errors import BackendError, InputError
from eval.__main__ import Product, main
from eval.cases import Case
from eval.checks import Trial, scores
from eval.run import Row, applicable, ask_all, digest, drawn, offline, refusal_scores, slices, summary
from tests.core.worlds import LINES, extractive_assistant, world


def fact(name: str, question: str, title: str, wanted: str) -> Case:
    return Case(name, "fact", question, (title,), ((wanted,),), True, "first")


CASES = (
    fact("fact-1", "how fast are sparse layers", "Sparse Layers", "twice"),
    fact("fact-2", "which accuracy do dense layers reach", "Dense Layers", "91.5 %"),
    Case("outside-1", "fact", "who won the election in Finland", (), (), False),
)


@pytest.fixture
def product(tmp_path: Path) -> Product:
    here = world(tmp_path / "world")
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return Product(extractive_assistant(here), here.library.open().papers())


class Breaking:
    """An engine that raises on one question, and ends too early on another."""

    def __init__(self, engine: QuestionAnswerer) -> None:
        self._engine = engine

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the engine, unless the question is one of the two."""
        if "accuracy" in question.text:
            raise ZeroDivisionError("no layers")
        steps = list(self._engine.ask(question))
        return iter(steps[:-1] if "Finland" in question.text else steps)


# ------------------------------------------------------------------ asking


def test_there_is_a_row_for_each_case_in_order(product: Product) -> None:
    rows = ask_all(CASES, *product)
    assert [row.case for row in rows] == list(CASES)
    assert all(row.passed for row in rows)


def test_a_crash_fails_its_own_case_with_the_worst_scores(product: Product) -> None:
    rows = ask_all(CASES, Breaking(product.engine), product.papers)
    assert [bool(row.error) for row in rows] == [False, True, True]
    assert rows[1].error.startswith("ZeroDivisionError in test_run.py:")
    assert (rows[1].scores["fact_recall"], rows[1].scores["uncited"]) == (0.0, 1.0)
    assert "not Judged" in rows[2].error
    assert not rows[1].passed


def test_a_score_that_is_no_number_is_named_and_counts_as_the_worst(product: Product) -> None:
    def score(trial: Trial) -> Mapping[str, float]:
        return {**scores(trial), "answered": math.nan}

    (row,) = ask_all(CASES[:1], *product, score)
    assert row.unscored == ("answered",)
    assert row.scores["answered"] == 0.0
    assert not row.passed


def test_two_runs_are_alike_but_for_the_clock(product: Product) -> None:
    first, second = ask_all(CASES, *product), ask_all(CASES, *product)
    assert [(r.scores, r.trial and r.trial.answer.text) for r in first] == [
        (r.scores, r.trial and r.trial.answer.text) for r in second
    ]


# ------------------------------------------------------------------ which cases


def test_a_case_applies_when_all_its_papers_are_there(product: Product) -> None:
    both = Case("compare-1", "compare", "?", ("Sparse Layers", "Elsewhere"), (), True)
    assert applicable([*CASES, both], product.papers) == list(CASES)


def test_each_stratum_gives_as_many_cases_as_asked_for_spread_evenly() -> None:
    many = [fact(f"fact-{n}", "?", "T", "x") for n in range(10)]
    kept = drawn([*many, *CASES[2:]], 3)
    assert [case.id for case in kept] == ["fact-0", "fact-3", "fact-6", "outside-1"]
    assert drawn(many, 99) == many


def test_a_case_belongs_to_its_kind_and_third_or_to_why_it_has_no_answer() -> None:
    assert slices(CASES[0]) == ("all", "fact", "first")
    assert slices(CASES[2]) == ("all", "outside")
    assert slices(Case("absent-1", "list", "?", (), (), False)) == ("all", "absent")


# ------------------------------------------------------------------ means


def test_means_are_by_slice_and_count_only_cases_that_have_the_score() -> None:
    rows = [Row(CASES[0], {"answered": 1.0, "supported": 0.5}), Row(CASES[1], {"answered": 0.0})]
    means = summary(rows)
    assert means["first"]["answered"] == (0.5, 2)
    assert means["all"]["supported"] == (0.5, 1)
    assert "list" not in means


def test_refusing_is_scored_like_finding() -> None:
    found = refusal_scores([1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0])
    assert [found[name].value for name in found] == pytest.approx([2 / 3, 2 / 3])
    assert (found["refusal_precision"].n, found["refusal_f1"].n) == (3, 7)


def test_without_a_refusal_there_is_no_precision() -> None:
    assert refusal_scores([0.0], [0.0]) == {"refusal_f1": (0.0, 2)}


# ------------------------------------------------------------------ the world outside


def test_offline_refuses_connections_and_remembers_them() -> None:
    with offline() as attempts, pytest.raises(BackendError), socket.socket() as client:
        client.connect(("127.0.0.1", 9))
    assert attempts == ["socket.connect ('127.0.0.1', 9)"]


def test_offline_ends_with_its_block() -> None:
    with offline() as attempts:
        pass
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()):
            pass
    assert attempts == []


def test_a_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = digest([tmp_path])
    file.write_text("two")
    after = digest([tmp_path])
    file.rename(tmp_path / "b.txt")
    assert len({before, after, digest([tmp_path])}) == 3


def test_a_missing_corpus_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        digest([tmp_path / "none"])


# ------------------------------------------------------------------ the command


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """The options of a run on cases and papers of one's own."""
    lines = (
        json.dumps({"id": c.id, "kind": c.kind, "question": c.question, "titles": c.titles, "facts": c.facts,
                    "answerable": c.answerable, "position": c.position})
        for c in (*CASES, fact("fact-3", "?", "Elsewhere", "x"))
    )  # fmt: skip
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "a.txt").write_text(LINES, encoding="utf-8")
    return ["run", "--corpus", str(tmp_path / "a.txt"), "--cases", str(tmp_path / "cases.jsonl")]


FILES = ("report.json", "report.md", "junit.xml")


def test_a_run_over_own_papers_is_judged_by_the_rules_and_written_alike_twice(
    own: list[str], product: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [main([*own, "--out", str(tmp_path / name)], lambda *_: product) for name in ("one", "two")]
    written = [[(tmp_path / name / file).read_bytes() for file in FILES] for name in ("one", "two")]
    assert written[0] == written[1]
    assert (tmp_path / "one" / "timings.json").is_file()
    report = json.loads(written[0][0])
    assert report["data"]["not_applicable"] == ["fact-3"]
    assert [case["id"] for case in report["cases"]] == ["fact-1", "fact-2", "outside-1"]
    assert codes == [report["verdict"]["exit_code"]] * 2
    assert f"{report['verdict']['state']}: 3 cases" in capsys.readouterr().out


def test_a_crash_anywhere_ends_with_4_and_all_reports(
    own: list[str], product: Product, tmp_path: Path
) -> None:
    broken = Product(Breaking(product.engine), product.papers)
    assert main([*own, "--out", str(tmp_path / "out")], lambda *_: broken) == 4
    assert "fact-2" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [("--cases", "none.jsonl"), ("--corpus", "none.txt")])
def test_unreadable_input_ends_with_2_and_says_what_to_do(
    own: list[str], product: Product, change: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*own, *change], lambda *_: product) == 2
    assert change[1] in capsys.readouterr().err


def test_no_case_for_these_papers_is_unusable_input(own: list[str], product: Product, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(
        '{"id":"fact-3","kind":"list","question":"?","titles":["Elsewhere"],"facts":[],"answerable":true}\n'
    )
    assert main(own, lambda *_: product) == 2


class Silent:
    """An engine that finds nothing, whatever it is asked."""

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """No step at all."""
        return iter(())


def test_a_baseline_of_a_broken_product_is_not_kept(product: Product, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    silent = Product(Silent(), product.papers)
    assert main(["baseline"], lambda *_: silent, baseline) == 4
    assert not baseline.exists()


def test_the_shipped_questions_are_not_judged_without_their_baseline(
    product: Product, tmp_path: Path
) -> None:
    arguments = ["run", "--limit", "2", "--out", str(tmp_path / "out")]
    assert main(arguments, lambda *_: product, tmp_path / "baseline.json") == 4
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"]["state"] == "not judged"


@pytest.mark.parametrize("arguments", [[], ["run", "--limit", "0"], ["improve"]])
def test_a_command_line_that_makes_no_sense_ends_with_2(arguments: Sequence[str], product: Product) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments, lambda *_: product)
    assert raised.value.code == 2
