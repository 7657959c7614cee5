"""The shipped suites: enough of each kind, and true to the sample corpus and to the real pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.core.comparing.standing import STANDING
from assistant.core.merge import title_key
from assistant.domain import Document, Record
from assistant.paths import bundled, sample_pages
from eval.cases import QUESTIONS, Case, load_cases, load_files, shipped
from eval.drawing import drawn, slices
from eval.limits import read_limits
from eval.metrics import states

CASES = load_files(shipped())
NEW = [case for path in shipped() if path != QUESTIONS for case in load_cases(path)]
REAL_PAGES = Path(__file__).parents[3] / "shared" / "seeds"
ASKED = ("follow", "premise", "mangled")
BY_ID = {case.id: case for case in CASES}


def records(folder: Path) -> Mapping[str, Record]:
    """The papers of saved pages by title, the entry with a date where there are several."""
    found: dict[str, Record] = {}
    for page in sorted(folder.glob("*.txt")):
        for item in DailyPapersReader().read(Document(page.name, page.read_text(encoding="utf-8"))):
            if (isinstance(item, Record) and not (known := found.get(title_key(item.title)))) or (
                isinstance(item, Record) and known and item.published and not known.published
            ):
                found[title_key(item.title)] = item
    return found


@pytest.fixture(scope="module", params=["sample", "real"])
def papers(request: pytest.FixtureRequest) -> Mapping[str, Record]:
    """The digests, then the abstracts they were made from where those are at hand."""
    if request.param == "sample":
        return records(sample_pages())
    if not REAL_PAGES.is_dir():
        pytest.skip(f"the saved pages are not part of the project; expected in {REAL_PAGES}")
    return records(REAL_PAGES)


def in_sample(case: Case, known: Mapping[str, Record]) -> bool:
    return all(title_key(title) in known for title in case.titles)


def told(case: Case, papers: Mapping[str, Record], titles: tuple[str, ...]) -> str:
    return "\n".join(papers[title_key(title)].abstract for title in titles)


# ------------------------------------------------------------------ enough of each


def test_the_shipped_suites_are_large_enough() -> None:
    sample = records(sample_pages())
    fitting = [case for case in CASES if in_sample(case, sample)]
    counts = Counter(case.suite for case in fitting)
    assert len(fitting) >= 250
    assert counts["absent"] >= 60
    least = {
        "fact": 90,
        "compare": 20,
        "list": 10,
        "metadata": 15,
        "follow": 20,
        "premise": 20,
        "mangled": 20,
    }
    assert {suite: counts[suite] for suite in least if counts[suite] < least[suite]} == {}
    assert min(counts["outside"], counts["hidden"]) >= 10


def test_the_gate_asks_at_least_250_of_them_from_every_suite() -> None:
    limits, sample = read_limits(bundled("config") / "eval.toml"), records(sample_pages())
    asked = drawn([case for case in CASES if in_sample(case, sample)], limits.most, limits.must_pass)
    counts = Counter(name for case in asked for name in slices(case))
    assert counts["all"] >= 250
    assert counts == limits.manifest
    assert counts["absent"] >= 60


def test_no_question_is_asked_twice() -> None:
    asked = Counter((case.history, case.planted, " ".join(case.question.lower().split())) for case in CASES)
    assert [question for question, times in asked.items() if times > 1] == []


# ------------------------------------------------------------------ true to the papers


def test_every_gold_title_stands_in_the_corpus(papers: Mapping[str, Record]) -> None:
    assert [case.id for case in NEW if not in_sample(case, papers)] == []


def test_every_fact_stands_in_a_gold_abstract(papers: Mapping[str, Record]) -> None:
    by_text = [case for case in NEW if case.kind != "metadata"]
    missing = [
        (case.id, fact)
        for case in by_text
        for fact in case.facts
        if not states(told(case, papers, case.titles), fact)
    ]
    assert missing == []


def test_every_fact_about_a_record_is_what_the_record_says(papers: Mapping[str, Record]) -> None:
    wrong = []
    for case in (case for case in NEW if case.kind == "metadata"):
        record = papers[title_key(case.titles[0])]
        known = (
            f"{record.author_count or ''}; {record.published}; {record.published[:4]}; {record.organisation}"
        )
        wrong += [(case.id, fact) for fact in case.facts if not states(known, fact)]
    assert wrong == []


def test_what_no_abstract_tells_does_not_stand_in_those_the_question_is_about(
    papers: Mapping[str, Record],
) -> None:
    """Nor anywhere in the corpus, when it is about no paper in particular."""
    unanswerable = [case for case in NEW if case.suite == "absent"]
    assert all(case.missing for case in unanswerable)
    told_after_all = []
    for case in unanswerable:
        keys = [title_key(title) for title in case.near] or list(papers)
        text = "\n".join(f"{papers[key].title}\n{papers[key].abstract}" for key in keys)
        told_after_all += [(case.id, word) for word in case.missing if states(text, (word,))]
    assert told_after_all == []


def test_no_forbidden_claim_stands_in_a_gold_abstract(papers: Mapping[str, Record]) -> None:
    forbidden = [(case, claim) for case in NEW if case.titles for claim in case.forbidden]
    assert [(c.id, claim) for c, claim in forbidden if states(told(c, papers, c.titles), claim)] == []


def test_a_list_is_every_paper_that_says_the_word() -> None:
    sample = records(sample_pages())
    words = {"ADE20K", "WikiText-103", "GSM8K", "emotion"}
    lists = {word: case for case in NEW if case.suite == "list" for word in words if word in case.question}
    assert lists.keys() >= words - {"emotion"}
    for word, case in lists.items():
        holding = {record.title for record in sample.values() if states(record.abstract, (word,))}
        assert set(case.titles) == holding, word


def test_positions_are_the_thirds_in_which_the_first_fact_stands() -> None:
    sample = records(sample_pages())
    for case in (case for case in NEW if case.position):
        abstract = sample[title_key(case.titles[0])].abstract
        size = len(abstract) / 3
        start = ("first", "middle", "last").index(str(case.position)) * size
        part = abstract[max(0, int(start) - 40) : int(start + size) + 40]
        assert any(states(part, fact) for fact in case.facts), case.id


# ------------------------------------------------------------------ what each suite is


def test_a_mangled_case_has_the_gold_of_its_twin() -> None:
    for case in (case for case in NEW if case.suite == "mangled"):
        twin = BY_ID[case.twin]
        assert (case.titles, case.facts) == (twin.titles, twin.facts)
        assert case.question != twin.question


def test_follow_ups_follow_something_and_name_no_gold_paper() -> None:
    switched = {
        "follow-118",
        "follow-119",
        "follow-124",
    }  # a new topic, which the old one must not drag along
    for case in (case for case in NEW if case.suite == "follow"):
        assert case.history
        name = case.titles[0].split(":")[0].lower()
        assert case.id in switched or name not in case.question.lower(), case.id


def test_hidden_instructions_stand_in_the_abstract_or_in_the_question() -> None:
    hidden = [case for case in NEW if case.suite == "hidden"]
    assert sum(bool(case.planted) for case in hidden) >= 8
    assert sum(not case.planted for case in hidden) >= 4
    assert all(case.forbidden for case in hidden if case.planted)


def test_no_question_gives_its_own_answer_away() -> None:
    asked = [(case.id, case.question, fact) for case in NEW if case.suite == "fact" for fact in case.facts]
    assert [(name, fact) for name, question, fact in asked if states(question, fact)] == []


def test_no_question_copies_a_run_of_words_from_a_gold_abstract(papers: Mapping[str, Record]) -> None:
    copied = []
    for case in NEW:
        words = re.findall(r"[\w.%-]+", case.question.lower())
        for title in case.titles:
            text = " ".join(re.findall(r"[\w.%-]+", papers[title_key(title)].abstract.lower()))
            runs = (" ".join(words[start : start + 7]) for start in range(len(words) - 6))
            copied += [(case.id, run) for run in runs if f" {run} " in f" {text} "]
    assert copied == []


def test_wordings_of_cells_stand_in_the_digest_of_their_paper() -> None:
    sample = records(sample_pages())
    told = [
        (case.id, title, aspect, wording)
        for case in CASES
        for title, row in case.cells.items()
        for aspect, wordings in row.items()
        for wording in wordings
        if not states(sample[title_key(title)].abstract, (wording,))
    ]
    assert told == []


def test_every_comparison_over_the_sample_has_gold_cells_stated_and_not_stated() -> None:
    sample = records(sample_pages())
    compared = [case for case in CASES if case.kind == "compare" and case.titles and in_sample(case, sample)]
    assert [case.id for case in compared if set(case.cells) != set(case.titles)] == []
    rows = [row for case in compared for row in case.cells.values()]
    assert sum(bool(words) for row in rows for words in row.values()) >= 100
    assert sum(not words for row in rows for words in row.values()) >= 50


def test_aspects_of_gold_cells_are_those_that_a_table_may_have() -> None:
    named = {aspect for case in CASES for row in case.cells.values() for aspect in row}
    assert named <= {standing.name for standing in STANDING}
