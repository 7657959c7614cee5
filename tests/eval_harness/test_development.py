"""The command that measures the development set, over a small world of papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.domain import Document, Question, Step
from assistant.errors import InputError
from eval.development.__main__ import MARK, main
from eval.development.asking import TODAY, Reply, ask_all
from eval.development.cases import DevCase, half
from eval.development.report import failures, markdown, table
from tests.core.worlds import LINES, extractive_assistant, world

FOUND = DevCase(
    "dev-premise-1", "premise", "how fast are sparse layers", titles=("Sparse Layers",), facts=(("twice",),)
)
CRASHED = DevCase("dev-list-1", "list", "which accuracy do dense layers reach", titles=("Dense Layers",))
SHORT = DevCase("dev-unanswerable-1", "unanswerable", "who won the election in Finland")
CASES = (FOUND, CRASHED, SHORT)


@pytest.fixture
def engine(tmp_path: Path) -> QuestionAnswerer:
    here = world(tmp_path / "world")
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return extractive_assistant(here)


class Recording:
    """An engine that keeps what it is asked, raises on one question, and ends too early on another."""

    def __init__(self, engine: QuestionAnswerer) -> None:
        self._engine = engine
        self.asked: list[Question] = []

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the engine, unless the question is one of the two."""
        self.asked.append(question)
        if "accuracy" in question.text:
            raise ZeroDivisionError("no layers")
        steps = list(self._engine.ask(question))
        return iter(steps[:-1] if "Finland" in question.text else steps)


def of_halves() -> dict[str, DevCase]:
    """A failing case of each half, whatever the hash makes of its id."""
    many = [DevCase(f"dev-list-{n}", "list", f"question {n}", titles=("Dense Layers",)) for n in range(20)]
    return {half(case): case for case in many}


# ------------------------------------------------------------------ asking


def test_a_crash_fails_its_own_case_and_scores_nothing(engine: QuestionAnswerer) -> None:
    replies = ask_all(CASES, (), Recording(engine))
    assert [reply.passed for reply in replies] == [True, False, False]
    assert replies[1].error.startswith("ZeroDivisionError in test_development.py:")
    assert replies[2].error.endswith("not Judged")
    assert {line.values[0] for line in table(replies[1:2])} == {(0.0, 1)}


def test_earlier_questions_are_really_asked_and_passed_on(engine: QuestionAnswerer) -> None:
    recording = Recording(engine)
    earlier = ("how fast are sparse layers", "how much memory do sparse layers need")
    follow = DevCase(
        "dev-follow-1", "follow", "and cache pruning?", history=earlier, titles=("Cache Pruning",)
    )
    ask_all([follow], (), recording)
    assert [question.text for question in recording.asked] == [*earlier, follow.question]
    assert [len(question.history) for question in recording.asked] == [0, 1, 2]
    first = recording.asked[-1].history[0]
    assert first.question == earlier[0]
    assert "twice" in first.answer
    assert first.papers
    assert {question.today for question in recording.asked} == {TODAY}


def test_a_mangled_question_is_held_against_its_clean_twin(engine: QuestionAnswerer) -> None:
    mangled = DevCase(
        "dev-mangled-1", "mangled", "sparse layers fst", titles=FOUND.titles, facts=FOUND.facts,
        twin=FOUND.id, measured_as="premise",
    )  # fmt: skip
    recording = Recording(engine)
    (reply,) = ask_all([mangled], CASES, recording)
    assert sorted(question.text for question in recording.asked) == [FOUND.question, mangled.question]
    assert reply.clean == 1.0
    names = [line.measure for line in table([reply])]
    assert names == [
        "score of the mangled question", "score of its clean twin", "difference", "cases that pass"
    ]  # fmt: skip


# ------------------------------------------------------------------ reporting


def test_failures_of_the_held_half_are_told_only_when_asked_for() -> None:
    halves = of_halves()
    replies = [Reply(case, None, "ValueError: no") for case in halves.values()]
    assert halves["seen"].question in failures(replies)
    assert halves["held"].question not in failures(replies)
    assert halves["held"].question in failures(replies, held=True)


def test_a_failure_tells_question_gold_and_what_came(engine: QuestionAnswerer) -> None:
    wrong = DevCase(
        of_halves()["seen"].id, "list", "how fast are sparse layers", titles=("Dense Layers", "Cache Pruning")
    )
    text = failures(ask_all([wrong], (), engine))
    for told in (wrong.question, "expected: Dense Layers", "cited:    Sparse Layers", "twice as fast"):
        assert told in text


def test_the_table_has_the_means_of_all_and_of_each_half() -> None:
    replies = [Reply(case, None, "ValueError: no") for case in of_halves().values()]
    text = markdown(table(replies), crashed=2)
    assert "| list | F1 of cited papers | 0.000 (2) | 0.000 | 0.000 | >= 0.75 |" in text
    assert "2 cases crashed." in text


# ------------------------------------------------------------------ the command


def test_the_command_asks_the_chosen_kind_and_half_and_keeps_what_stands_above_the_mark(
    engine: QuestionAnswerer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "table.md"
    out.write_text(f"# Title\n\n{MARK}\n\nold table\n", encoding="utf-8")
    options = ["--papers", "x", "--kind", "list", "--half", "seen", "--failures", "--out", str(out)]
    assert main(options, lambda paths: engine) == 0
    printed, written = capsys.readouterr().out, out.read_text(encoding="utf-8")
    assert written.startswith(f"# Title\n\n{MARK}\n\n| kind |")
    assert "old table" not in written
    assert "| list | recall |" in printed
    assert "| compare |" not in printed
    assert "## dev-list-" in printed


def test_papers_that_cannot_be_read_end_the_command_with_their_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def nothing(paths: Sequence[Path]) -> QuestionAnswerer:
        raise InputError("there is no paper in these files", remedy="name files or folders of papers")

    assert main(["--papers", "none", "--kind", "language"], nothing) == 2
    assert "name files or folders" in capsys.readouterr().err
