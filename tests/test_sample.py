from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.core.merge import title_key
from assistant.domain import Document, Problem, Record
from assistant.paths import sample_pages

PAGES = sorted(sample_pages().glob("*.txt"))
REAL = Path(__file__).parents[2] / "shared" / "seeds"
LONGEST_RUN = 8
"""Words in a row that a digest may share with the real abstract; titles and names aside."""

needs_real_pages = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real pages are not here: they lie beside the checkout, in shared/seeds"
)


@cache
def read(page: Path) -> list[Record | Problem]:
    return list(DailyPapersReader().read(Document(page.name, page.read_text(encoding="utf-8"))))


def records(pages: list[Path]) -> list[Record]:
    return [item for page in pages for item in read(page) if isinstance(item, Record)]


def by_title(pages: list[Path]) -> dict[str, Record]:
    return {title_key(record.title): record for record in records(pages)}


def real() -> dict[str, Record]:
    return by_title(sorted(REAL.glob("*.txt")))


def words(text: str) -> list[str]:
    """'short-text' and '12.6' are one each."""
    return re.findall(r"[^\W_]+(?:[-.,'’][^\W_]+)*", text.casefold())


def numbers(text: str) -> set[str]:
    return {number.rstrip(",") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def copied(digest: str, abstract: str, title: str) -> list[str]:
    """Runs of more than LONGEST_RUN words that both hold and the title does not."""
    length = LONGEST_RUN + 1
    mine, theirs, named = (f" {' '.join(words(text))} " for text in (digest, abstract, title))
    spoken = mine.split()
    runs = (" ".join(spoken[i : i + length]) for i in range(len(spoken) - length + 1))
    return [run for run in runs if f" {run} " in theirs and f" {run} " not in named]


def test_the_pages_read_without_a_problem() -> None:
    assert len(PAGES) == 5
    assert [item for page in PAGES for item in read(page) if isinstance(item, Problem)] == []


def test_there_are_enough_papers_and_some_stand_on_two_pages() -> None:
    found = records(PAGES)
    assert len(by_title(PAGES)) >= 120
    assert len(found) - len(by_title(PAGES)) >= 20


def test_a_paper_has_one_digest_wherever_it_stands() -> None:
    for record in records(PAGES):
        assert record.abstract == by_title(PAGES)[title_key(record.title)].abstract


def test_digests_are_of_the_length_of_abstracts() -> None:
    sizes = {record.title: len(record.abstract.split()) for record in records(PAGES)}
    assert {title: size for title, size in sizes.items() if not 80 <= size <= 140} == {}


def test_the_pages_show_both_forms_of_entries() -> None:
    found = records(PAGES)
    assert any(record.published and record.author_count for record in found)
    assert any(record.organisation for record in found)
    assert any(not record.published for record in found)


@needs_real_pages
def test_titles_are_those_of_the_real_pages() -> None:
    titles = {record.title for record in records(sorted(REAL.glob("*.txt")))}
    assert {record.title for record in records(PAGES)} - titles == set()


@needs_real_pages
def test_every_number_of_a_digest_stands_in_the_real_abstract_or_title() -> None:
    known = real()
    invented = {
        title: found
        for title, record in by_title(PAGES).items()
        if (found := numbers(record.abstract) - numbers(f"{known[title].title} {known[title].abstract}"))
    }
    assert invented == {}


@needs_real_pages
def test_authors_organisations_and_dates_are_those_of_the_real_pages() -> None:
    real_facts = {facts(record) for record in records(sorted(REAL.glob("*.txt")))}
    assert {facts(record) for record in records(PAGES) if record.published} - real_facts == set()


def facts(record: Record) -> tuple[object, ...]:
    return record.title, record.author_count, record.organisation, record.published


@needs_real_pages
def test_no_sentence_of_the_real_pages_is_copied() -> None:
    known = real()
    found = {
        title: runs
        for title, record in by_title(PAGES).items()
        if (runs := copied(record.abstract, known[title].abstract, record.title))
    }
    assert found == {}


def test_a_copied_run_of_words_is_noticed() -> None:
    text = "one two three four five six seven eight nine ten"
    assert len(copied(text, f"so: {text}!", "")) == 2
    assert copied(text, text, text) == []
    assert copied("one two three four five six seven eight", text, "") == []
