from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.ports import QuestionAnswerer
from assistant.domain import Paper
from eval.bench.refusals import (
    QUESTIONS,
    Posed,
    Reply,
    ask_all,
    clapnq,
    failures,
    main,
    mtrag,
    render,
    row_of,
)
from eval.cases import load_cases
from eval.development.cases import load_development
from eval.metrics import states
from eval.product import read_papers
from tests.eval_harness.products import SmallProduct

CASES = load_cases(QUESTIONS)
SHARED = Path(__file__).parents[4] / "shared"

TOLD = Posed("told-1", "how fast are sparse layers", True, (("twice",),))
UNTOLD = Posed("untold-1", "who won the election in Finland", False)


@pytest.fixture(scope="module")
def papers() -> Mapping[str, str]:
    """Title and abstract of each paper of the saved pages, by title."""
    if not SHARED.is_dir():
        pytest.skip(f"the saved pages are not part of the project; expected in {SHARED}")
    return {paper.title: f"{paper.title} {paper.abstract}" for paper in read_papers([SHARED / "seeds"])}


# ------------------------------------------------------------------ the questions


def test_there_are_enough_questions_with_and_without_an_answer_in_both_halves() -> None:
    parts = Counter((case.answerable, Posed(case.id, "", True).half) for case in CASES)
    assert min(parts.values()) >= 20
    assert len({case.note for case in CASES if not case.answerable}) >= 10


def test_no_question_is_asked_in_another_set() -> None:
    others = [*(case.question for case in load_cases()), *(case.question for case in load_development())]
    asked = Counter(question.casefold() for question in (*(case.question for case in CASES), *others))
    assert not [case.question for case in CASES if asked[case.question.casefold()] > 1]


def test_what_an_answer_would_need_does_not_stand_in_the_papers_asked_about(
    papers: Mapping[str, str],
) -> None:
    untold = [case for case in CASES if not case.answerable]
    assert all(case.missing for case in untold)
    assert not [
        (case.id, word)
        for case in untold
        for word in case.missing
        for text in ([papers[title] for title in case.near] or papers.values())
        if states(text, [word])
    ]


def test_every_fact_stands_in_the_abstract(papers: Mapping[str, str]) -> None:
    told = [case for case in CASES if case.answerable]
    assert not [c.id for c in told for fact in c.facts if not states(papers[c.titles[0]], fact)]
    assert not [c.id for c in told for fact in c.facts if states(c.question, fact)]


# ------------------------------------------------------------------ other people's sets


def rows(file: Path, *objects: Mapping[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in objects)


def test_a_passage_of_two_questions_is_one_paper(tmp_path: Path) -> None:
    passage = {"title": "Rows", "text": "Rows are sparse."}
    for part in ("answerable", "unanswerable"):
        row = {"id": part, "input": f"{part}?", "passages": [passage]}
        rows(tmp_path / "data" / "clapnq" / f"clapnq_dev_{part}.jsonl.gz", row)
    papers, posed = clapnq(tmp_path)
    assert [(paper.title, paper.abstract) for paper in papers] == [("Rows", "Rows are sparse.")]
    assert [(each.text, each.answerable) for each in posed] == [
        ("answerable?", True),
        ("unanswerable?", False),
    ]


def test_last_turns_are_asked_with_the_turns_before_and_half_answerable_ones_left_out(
    tmp_path: Path,
) -> None:
    spoken = [("user", "What is OpenShift?"), ("agent", "A platform."), ("user", "Is it free?")]
    row = {
        "task_id": "t",
        "input": [{"speaker": speaker, "text": text} for speaker, text in spoken],
        "contexts": [{"document_id": "d", "text": "OpenShift runs containers."}],
    }
    answerabilities = (["ANSWERABLE"], ["PARTIAL"], ["UNANSWERABLE"])
    each = [{**row, "answerability": answerability} for answerability in answerabilities]
    rows(tmp_path / "data" / "mtrag" / "mtragun_reference.jsonl.gz", *each)
    papers, posed = mtrag(tmp_path)
    assert [paper.abstract for paper in papers] == ["OpenShift runs containers."]
    assert [(p.text, p.answerable) for p in posed] == [("Is it free?", True), ("Is it free?", False)]
    assert [(turn.question, turn.answer) for turn in posed[0].history] == [
        ("What is OpenShift?", "A platform.")
    ]


# ------------------------------------------------------------------ asking and counting


@pytest.fixture
def replies(tmp_path: Path) -> list[Reply]:
    return ask_all([TOLD, UNTOLD], SmallProduct(tmp_path).engine)


def test_a_question_is_right_when_told_in_full_or_refused(replies: Sequence[Reply]) -> None:
    told, untold = replies
    assert (told.refused, told.right) == (False, True)
    assert (untold.refused, untold.right) == (True, True)
    assert not Reply(replace(TOLD, facts=(("thrice",),)), told.answer).right
    assert not Reply(replace(UNTOLD, answerable=True), untold.answer).right


def test_earlier_questions_are_asked_first(tmp_path: Path) -> None:
    follow = Posed("told-2", "and what do they skip?", True, before=(TOLD.text,))
    (reply,) = ask_all([follow], SmallProduct(tmp_path).engine)
    assert "sparse layers" in reply.answer.standalone.lower()


def test_a_row_tells_recall_false_refusals_precision_and_f1(replies: Sequence[Reply]) -> None:
    told, untold = replies
    wrong = Reply(replace(TOLD, id="told-3"), untold.answer)
    cells = row_of("own", [told, untold, wrong])
    assert cells[0] == "own"
    assert [cell.split()[0] for cell in cells[1:]] == ["1.000", "0.500", "0.500", "0.667", "0.500"]


def test_only_wrong_replies_of_the_seen_half_are_listed(replies: Sequence[Reply]) -> None:
    told, _ = replies
    wrong = [Reply(Posed(f"untold-{n}", f"question {n}", False), told.answer) for n in range(8)]
    listed = failures([told, *wrong])
    assert [reply.posed.text in listed for reply in wrong] == [reply.posed.half == "seen" for reply in wrong]


def test_the_table_is_printed_and_written(
    replies: Sequence[Reply], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passage = {"title": "Sparse Layers", "text": "Sparse layers are twice as fast."}
    for part in ("answerable", "unanswerable"):
        row = {"id": part, "input": TOLD.text, "passages": [passage]}
        rows(tmp_path / "data" / "clapnq" / f"clapnq_dev_{part}.jsonl.gz", row)

    def make(name: str, papers: Sequence[Paper]) -> QuestionAnswerer:
        lines = "".join(f"{paper.title} | {paper.abstract}\n" for paper in papers)
        return SmallProduct(tmp_path / name, lines).engine

    out = tmp_path / "refusals.md"
    assert main(["--shared", str(tmp_path), "--sets", "clapnq", "--out", str(out)], make) == 0
    assert "| clapnq | 0.000" in out.read_text(encoding="utf-8")
    assert out.read_text(encoding="utf-8") in capsys.readouterr().out
    assert render({"own": replies}, "command").startswith("# Refusing")


def test_absent_data_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def make(name: str, papers: Sequence[Paper]) -> QuestionAnswerer:
        raise AssertionError(f"nothing to ask in {name}: {papers}")

    assert main(["--shared", str(tmp_path), "--sets", "mtrag"], make) != 0
    assert "there is no file" in capsys.readouterr().err
