"""The development questions: enough of each kind, and true to the real pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain import Paper
from assistant.errors import InputError
from eval.cases import load_cases
from eval.development.cases import DATA, KINDS, DevCase, half, load_development
from eval.metrics import states
from eval.product import read_papers

CASES = load_development()
OWN = [case for case in CASES if case.kind != "mangled"]
REAL_PAGES = Path(__file__).parents[3] / "shared" / "seeds"
FURTHER = DATA.parent / "further"
LONGEST_RUN = 8
WANTED = {
    "compare": 44,
    "follow": 34,
    "metadata": 30,
    "list": 24,
    "filter": 12,
    "premise": 15,
    "language": 10,
    "mangled": 24,
    "unanswerable": 20,
}


@pytest.fixture(scope="module")
def papers() -> Mapping[str, Paper]:
    if not REAL_PAGES.is_dir():
        pytest.skip(f"the saved pages are not part of the project; expected in {REAL_PAGES}")
    return {paper.title: paper for paper in read_papers(sorted(REAL_PAGES.glob("*.txt")))}


def test_there_are_enough_questions_of_each_kind() -> None:
    kinds = Counter[str](case.kind for case in CASES)
    assert set(kinds) == set(KINDS)
    assert [kind for kind, least in WANTED.items() if kinds[kind] < least] == []


def test_no_question_is_asked_twice_nor_in_the_main_set() -> None:
    asked = [(*case.history, case.question.casefold().strip(" ?")) for case in CASES]
    assert [text for text, times in Counter(asked).items() if times > 1] == []
    known = {case.question.casefold().strip(" ?") for case in load_cases()}
    assert [text for *earlier, text in asked if not earlier and text in known] == []


def test_some_comparisons_are_of_three_and_of_four_papers() -> None:
    sizes = Counter(len(case.titles) for case in CASES if case.kind == "compare")
    assert min(sizes) == 2
    assert sizes[3] >= 5
    assert sizes[4] >= 1


def test_every_comparison_follow_up_and_premise_has_facts_to_state() -> None:
    assert not [c.id for c in CASES if c.kind in ("compare", "follow", "premise") and not c.facts]


def test_both_halves_have_cases_of_each_kind_and_a_twin_stays_in_its_half() -> None:
    halves = Counter((case.kind, half(case)) for case in CASES)
    assert min(halves[kind, part] for kind in KINDS for part in ("seen", "held")) >= 4
    by_id = {case.id: case for case in CASES}
    assert not [c.id for c in CASES if c.twin in by_id and half(by_id[c.twin]) != half(c)]


def test_a_mangled_question_differs_from_its_clean_twin_in_words_only() -> None:
    clean = {case.id: case for case in CASES}
    for case in CASES:
        if case.twin in clean:
            twin = clean[case.twin]
            assert case.question != twin.question
            assert (case.titles, case.facts, case.filters) == (twin.titles, twin.facts, twin.filters)


def test_the_mangled_pairs_of_other_papers_have_their_clean_twins_beside_them() -> None:
    for folder in sorted(FURTHER.glob("*/mangled.jsonl")):
        cases = [case for case in load_development(folder.parent) if case.kind == "mangled"]
        assert len(cases) >= 40
        assert all(case.titles and case.measured_as for case in cases)
        assert {half(case) for case in cases} == {"seen", "held"}


def test_a_case_that_contradicts_itself_is_an_input_error(tmp_path: Path) -> None:
    for kind in KINDS:
        (tmp_path / f"{kind}.jsonl").write_text(f'{{"id":"dev-{kind}-1","kind":"{kind}","question":"?"}}\n')
    with pytest.raises(InputError) as error:
        load_development(tmp_path)
    assert "an answerable case names papers" in str(error.value.why)


# ------------------------------------------------------------------ against the pages


def test_every_gold_title_stands_on_the_real_pages(papers: Mapping[str, Paper]) -> None:
    assert not [
        (case.id, title) for case in CASES for title in (*case.titles, *case.either) if title not in papers
    ]


def test_every_fact_stands_in_a_gold_abstract_or_for_a_follow_up_in_another_field(
    papers: Mapping[str, Paper],
) -> None:
    unstated = [
        (case.id, fact)
        for case in OWN
        if case.kind != "metadata"
        for fact in case.facts
        if not any(states(_told(papers[title], case), fact) for title in case.titles)
    ]
    assert not unstated


def test_every_fact_of_a_comparison_belongs_to_one_paper_and_every_paper_has_one(
    papers: Mapping[str, Paper],
) -> None:
    comparisons = [case for case in OWN if case.kind == "compare"]
    silent = [
        (case.id, title)
        for case in comparisons
        for title in case.titles
        if not any(states(papers[title].abstract, fact) for fact in case.facts)
    ]
    assert not silent


def test_no_question_copies_a_run_of_words_from_an_abstract(papers: Mapping[str, Paper]) -> None:
    texts = {title: f" {' '.join(_words(paper.abstract))} " for title, paper in papers.items()}
    titles = " | ".join(" ".join(_words(title)) for title in papers)
    copied = [
        (case.id, run)
        for case in CASES
        for run in _runs(case)
        if run not in titles and any(f" {run} " in text for text in texts.values())
    ]
    assert not copied


def test_the_gold_of_metadata_is_what_the_catalogue_says(papers: Mapping[str, Paper]) -> None:
    wrong = [
        case.id
        for case in OWN
        if case.kind == "metadata"
        and (
            {paper.title for paper in _picked(case, papers.values())} != set(case.titles)
            or not all(states(" ".join(_values(case, papers)), fact) for fact in case.facts)
        )
    ]
    assert not wrong


def test_gold_papers_of_a_filtered_question_meet_its_filter(papers: Mapping[str, Paper]) -> None:
    filtered = [case for case in OWN if case.kind == "filter"]
    assert all(_meets(case, papers[title]) for case in filtered for title in case.titles)


def _told(paper: Paper, case: DevCase) -> str:
    fields = f" {paper.organisation} {paper.author_count}" if case.kind == "follow" else ""
    return paper.abstract + fields


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.%-]+", text.casefold())


def _runs(case: DevCase) -> list[str]:
    words = _words(case.question)
    size = LONGEST_RUN + 1
    return [" ".join(words[start : start + size]) for start in range(len(words) - size + 1)]


def _meets(case: DevCase, paper: Paper) -> bool:
    """Reads the fields anew, so that the product's own filter is not its judge."""
    wanted, count = case.filters, paper.author_count
    rules = [
        not wanted.published_from or (bool(paper.published) and paper.published >= wanted.published_from),
        not wanted.published_to or (bool(paper.published) and paper.published <= wanted.published_to),
        wanted.authors_from is None or (count is not None and count >= wanted.authors_from),
        wanted.authors_to is None or (count is not None and count <= wanted.authors_to),
        not wanted.organisation or paper.organisation == wanted.organisation,
    ]
    return all(rules)


def _picked(case: DevCase, papers: Iterable[Paper]) -> list[Paper]:
    if case.asked in ("published", "authors", "organisation"):
        return [paper for paper in papers if paper.title in case.titles]
    found = [paper for paper in papers if _meets(case, paper)]
    dates = [paper.published for paper in found if paper.published]
    counts = [paper.author_count for paper in found if paper.author_count is not None]
    if case.pick in ("earliest", "latest"):
        wanted = min(dates) if case.pick == "earliest" else max(dates)
        return [paper for paper in found if paper.published == wanted]
    if case.pick:
        most = max(counts) if case.pick == "most_authors" else min(counts)
        return [paper for paper in found if paper.author_count == most]
    return found


def _values(case: DevCase, papers: Mapping[str, Paper]) -> list[str]:
    if case.asked == "count":
        return [str(len(case.titles))]
    found = [papers[title] for title in case.titles]
    return [f"{paper.published} {paper.author_count} {paper.organisation}" for paper in found]


def test_the_longest_allowed_run_is_found_when_a_question_copies_it() -> None:
    text = "one two three four five six seven eight nine"
    assert _runs(replace(OWN[0], question=text)) == [text]
    assert _runs(replace(OWN[0], question=text[4:])) == []
