"""The questions that decide retrieval and answers: enough of each kind, and true to the real pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.paths import sample_pages
from eval.cases import Case, load_cases
from eval.metrics import states

CASES = load_cases()
REAL_PAGES = Path(__file__).parents[3] / "shared" / "seeds"
MARGIN = 60


def _normal(text: str) -> str:
    return " ".join(text.split())


def _entries(pages: Path) -> Mapping[str, list[str]]:
    """Gold title -> the abstract, then whatever follows it, for each time the title stands on a page."""
    wanted = {_normal(title) for case in CASES for title in case.titles}
    found: dict[str, list[str]] = defaultdict(list)
    for page in sorted(pages.glob("*.txt")):
        paragraphs = [_normal(text) for text in re.split(r"\n\s*\n", page.read_text(encoding="utf-8"))]
        for place, paragraph in enumerate(paragraphs):
            if paragraph in wanted:
                found[paragraph] += paragraphs[place + 1 : place + 3]
    return found


@pytest.fixture(scope="module")
def real() -> Mapping[str, list[str]]:
    if not REAL_PAGES.is_dir():
        pytest.skip(f"the saved pages are not part of the project; expected in {REAL_PAGES}")
    return _entries(REAL_PAGES)


@pytest.fixture(scope="module")
def sample() -> Mapping[str, list[str]]:
    return _entries(sample_pages())


def _within(case: Case, entries: Mapping[str, list[str]]) -> bool:
    return all(_normal(title) in entries for title in case.titles)


def _unstated(case: Case, entries: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    text = "\n".join(part for title in case.titles for part in entries[_normal(title)])
    return [fact for fact in case.facts if not states(text, fact)]


def _stated_in_third(case: Case, abstract: str) -> bool:
    size = len(abstract) / 3
    start = ("first", "middle", "last").index(str(case.position)) * size
    # A margin, because a fact may lie across the boundary.
    part = abstract[max(0, int(start) - MARGIN) : int(start + size) + MARGIN]
    return any(states(part, fact) for fact in case.facts)


def test_there_are_enough_questions_of_each_kind() -> None:
    kinds = Counter(case.kind for case in CASES if case.answerable)
    assert kinds["fact"] >= 90
    assert kinds["compare"] >= 15
    assert kinds["list"] >= 12
    unanswerable = Counter(case.id.split("-")[0] for case in CASES if not case.answerable)
    assert unanswerable["absent"] >= 20
    assert unanswerable["outside"] >= 15


def test_an_id_tells_the_kind_or_why_there_is_no_answer() -> None:
    for case in CASES:
        prefix = case.id.split("-")[0]
        assert prefix == case.kind if case.answerable else prefix in ("absent", "outside"), case.id


def test_no_question_is_asked_twice() -> None:
    repeated = [
        text for text, times in Counter(_normal(case.question).lower() for case in CASES).items() if times > 1
    ]
    assert not repeated


def test_answers_stand_in_every_third_of_the_abstracts() -> None:
    thirds = Counter(case.position for case in CASES if case.position)
    assert min(thirds[third] for third in ("first", "middle", "last")) >= 30


def test_no_question_gives_its_own_answer_away() -> None:
    facts = [(case.id, fact) for case in CASES if case.kind == "fact" for fact in case.facts]
    questions = {case.id: case.question for case in CASES}
    assert not [(name, fact) for name, fact in facts if states(questions[name], fact)]


def test_most_fact_questions_share_few_words_with_the_title() -> None:
    shares = []
    for case in CASES:
        if case.answerable and case.kind == "fact":
            asked = set(re.findall(r"[a-z]{4,}", case.question.lower()))
            titled = set(re.findall(r"[a-z]{4,}", " ".join(case.titles).lower()))
            shares.append(len(asked & titled) / len(asked))
    assert sum(share <= 0.2 for share in shares) / len(shares) > 0.8


def test_every_gold_title_stands_on_the_real_pages(real: Mapping[str, list[str]]) -> None:
    assert not [case.id for case in CASES if not _within(case, real)]


def test_every_fact_stands_in_a_gold_abstract_or_its_tail(real: Mapping[str, list[str]]) -> None:
    assert not [(case.id, fact) for case in CASES for fact in _unstated(case, real)]


def test_every_position_is_the_third_that_states_a_fact(real: Mapping[str, list[str]]) -> None:
    located = [case for case in CASES if case.position]
    wrong = [
        case.id
        for case in located
        if not any(_stated_in_third(case, real[_normal(title)][0]) for title in case.titles)
    ]
    assert not wrong


def test_no_question_copies_a_run_of_words_from_a_gold_abstract(real: Mapping[str, list[str]]) -> None:
    copied = []
    for case in CASES:
        words = re.findall(r"[\w.%-]+", case.question.lower())
        texts = [re.findall(r"[\w.%-]+", real[_normal(title)][0].lower()) for title in case.titles]
        for start in range(len(words) - 5):
            run = " ".join(words[start : start + 6])
            copied += [(case.id, run) for text in texts if f" {run} " in f" {' '.join(text)} "]
    assert not copied


def test_enough_fact_questions_can_be_asked_of_the_sample_corpus(sample: Mapping[str, list[str]]) -> None:
    facts = [case for case in CASES if case.kind == "fact" and case.answerable and _within(case, sample)]
    assert len(facts) >= 75


def test_the_digests_of_the_sample_corpus_keep_every_fact_asked_for(sample: Mapping[str, list[str]]) -> None:
    answerable = [case for case in CASES if case.answerable and _within(case, sample)]
    assert not [(case.id, fact) for case in answerable for fact in _unstated(case, sample)]
