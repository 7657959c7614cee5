from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.files import open_inputs
from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.domain import Document, Place, Problem, Record

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
HEADER = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "Daily Papers\n\nbyAK and the research community\n\nMay 8\n\n"
)
PROSE = "We study a thing in depth. It works well on three tasks and fails on none."


def read(page: str, page_year: int | None = None) -> list[Record | Problem]:
    return list(DailyPapersReader(page_year).read(Document("page.txt", page)))


def records(page: str, page_year: int | None = None) -> list[Record]:
    found = read(page, page_year)
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Record)]


def entry(title: str, tail: str = "", abstract: str = PROSE) -> str:
    return f"{title}\n\n{abstract}\n\n" + (f"{tail}\n\n" if tail else "")


# ------------------------------------------------------------------ the real pages

WITH_TAILS = {"000": 32, "002": 35, "003": 50}
BARE = {"001": 62, "004": 76}


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the real pages lie outside the repository, in ../shared/seeds"
)
@pytest.mark.parametrize(("page", "count"), [*WITH_TAILS.items(), *BARE.items()])
def test_every_entry_of_the_real_pages_is_read(page: str, count: int) -> None:
    [document] = open_inputs([str(SEEDS / f"{page}_*.txt")], max_bytes=10**6)
    assert isinstance(document, Document)
    reader = DailyPapersReader()
    assert reader.recognises(document)
    found = [item for item in reader.read(document) if isinstance(item, Record)]
    lines = document.text.split("\n")
    assert len(found) == count == len(list(reader.read(document)))
    assert all(500 < len(record.abstract) < 2_000 and len(record.title) < 200 for record in found)
    assert all(lines[record.place.line - 1] == record.title for record in found)
    dates = [record.published for record in found if record.published]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    assert len(dates) == (0 if page in BARE else count - (page != "000"))
    assert all(record.published.startswith("2026") for record in found if record.date_inferred)
    assert max((record.published for record in found if not record.date_inferred), default="") < "2026"


# ------------------------------------------------------------------ entries and tails


def test_an_entry_has_title_abstract_authors_and_date() -> None:
    [record] = records(HEADER + entry("A Title", "  • 11 authors\n·\nJan 20, 2025"))
    assert (record.title, record.abstract, record.author_count) == ("A Title", PROSE, 11)
    assert (record.published, record.date_inferred, record.organisation) == ("2025-01-20", False, "")
    assert record.place == Place("page.txt", 13)


def test_a_trailing_count_of_comments_is_no_part_of_the_date() -> None:
    [record] = records(entry("A", "  • 8 authors\n·\nJul 11, 2024 4"))
    assert record.published == "2024-07-11"


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("NexaAI Nexa AI", "Nexa AI"),
        ("tencent Tencent", "Tencent"),
        ("nics-efc Tsinghua-NICS-EFC", "Tsinghua-NICS-EFC"),
        ("AlpachinoNLP Alpachino", "Alpachino"),
        ("moonshotai Moonshot AI", "Moonshot AI"),
        ("mit Massachusetts Institute Technology", "Massachusetts Institute Technology"),
        ("Peking University", "Peking University"),
        ("openai", "openai"),
    ],
)
def test_an_organisation_keeps_its_display_name_where_the_handle_is_told_apart(
    line: str, organisation: str
) -> None:
    [record] = records(entry("A", f"{line}\n·\nDec 2, 2025 2"))
    assert (record.organisation, record.author_count) == (organisation, None)


def test_a_page_without_tails_alternates_titles_and_abstracts() -> None:
    page = HEADER + entry("First: A Study") + entry("What Is Second? An Answer") + entry("Third.")
    assert [record.title for record in records(page)] == [
        "First: A Study",
        "What Is Second? An Answer",
        "Third.",
    ]
    assert all(record.published == "" and record.abstract == PROSE for record in records(page))


def test_an_entry_may_lack_its_tail_among_others() -> None:
    page = (
        entry("A", "  • 1 author\n·\nMay 1, 2024") + entry("B") + entry("C", "  • 2 authors\n·\nMay 2, 2024")
    )
    assert [(r.title, r.published) for r in records(page)] == [
        ("A", "2024-05-01"),
        ("B", ""),
        ("C", "2024-05-02"),
    ]


def test_a_title_without_abstract_is_a_record_without_abstract() -> None:
    page = entry("A", "  • 1 author\n·\nMay 1, 2024") + "Only a Title\n\n  • 2 authors\n·\nMay 2, 2024\n"
    assert [(r.title, r.abstract) for r in records(page)] == [("A", PROSE), ("Only a Title", "")]


def test_paragraphs_of_an_abstract_are_joined() -> None:
    page = entry("A", abstract=f"{PROSE}\n\nCode is at https://example.org/code") + entry("B")
    assert [r.abstract for r in records(page)] == [f"{PROSE} Code is at https://example.org/code", PROSE]


def test_an_abstract_broken_into_lines_is_one_paragraph() -> None:
    assert records(entry("A", abstract=PROSE.replace(" ", "\n")))[0].abstract == PROSE


def test_an_abstract_without_title_is_rejected_with_its_line() -> None:
    problem, record = read(HEADER + PROSE * 8 + "\n\n  • 2 authors\n·\nMay 2, 2024\n\n" + entry("B"))
    assert isinstance(problem, Problem)
    assert problem.place.line == 13
    assert "has no title" in problem.message
    assert isinstance(record, Record)


@pytest.mark.parametrize(
    "tail",
    [
        "  • 4 authors\n\n·\n\nMay 2, 2024",
        "• 4 authors\n·\nMay 2, 2024 1,204",
        "  • 4 authors\nMay 2, 2024",
        "·\nMay 2, 2024",
        "Some Group\n\n·\n\nMay 2, 2024",
    ],
)
def test_tails_are_read_however_they_are_spaced(tail: str) -> None:
    assert [(r.title, r.published) for r in records(entry("A", tail) + entry("B"))] == [
        ("A", "2024-05-02"),
        ("B", ""),
    ]


def test_noise_is_dropped_with_or_without_the_date_of_the_page() -> None:
    assert [r.title for r in records(HEADER.replace("May 8\n\n", "") + entry("A Title"))] == ["A Title"]
    assert [r.title for r in records(HEADER.replace("Daily Papers\n\n", "") + entry("A Title"))] == [
        "A Title"
    ]


def test_a_page_without_entries_gives_nothing() -> None:
    assert read(HEADER) == []


# ------------------------------------------------------------------ the year that is left out


def test_a_date_without_year_is_of_the_year_after_all_that_are_named() -> None:
    page = entry("A", "·\nDec 2, 2025") + entry("B", "·\nMar 5") + entry("C", "·\nJan 3, 2019")
    assert [(r.published, r.date_inferred) for r in records(page)] == [
        ("2025-12-02", False),
        ("2026-03-05", True),
        ("2019-01-03", False),
    ]


def test_a_leap_day_without_year_needs_a_leap_year() -> None:
    page = entry("A", "·\nDec 2, 2025") + entry("B", "·\nFeb 29 3")
    assert records(page)[1].published == "2028-02-29"


def test_without_any_year_on_the_page_a_date_stays_unknown() -> None:
    [record] = records(HEADER + entry("A", "·\nMar 5"))
    assert (record.published, record.date_inferred) == ("", False)


def test_the_year_may_be_stated_outright_or_by_the_page_itself() -> None:
    page = HEADER + entry("A", "·\nMar 5") + entry("B", "·\nMar 5, 2020")
    assert [r.published for r in records(page, 2024)] == ["2024-03-05", "2020-03-05"]
    assert records(page.replace("May 8", "May 8, 2023"))[0].published == "2023-03-05"
    assert records(page, 2024)[0].date_inferred


# ------------------------------------------------------------------ round trip

words = st.lists(st.text("abcdefghXYZ研究αβ-$^{}\\&'", min_size=1, max_size=8), min_size=2, max_size=12)
titles = words.map(lambda parts: "T" + " ".join(parts))
abstracts = st.lists(words.map(lambda parts: "We " + " ".join(parts) + "."), min_size=1, max_size=8).map(
    " ".join
)
dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
entries = st.tuples(titles, abstracts, st.integers(1, 3_000), st.none() | dates, st.integers(0, 50))


def render(title: str, abstract: str, authors: int, date: datetime.date | None, comments: int) -> str:
    if date is None:
        return f"{title}\n\n{abstract}\n\n"
    count = f" {comments}" if comments else ""
    return f"{title}\n\n{abstract}\n\n  • {authors} authors\n·\n{date:%b} {date:%-d}, {date:%Y}{count}\n\n"


@given(st.lists(entries, min_size=1, max_size=6))
def test_a_rendered_page_is_read_back_exactly(
    papers: list[tuple[str, str, int, datetime.date | None, int]],
) -> None:
    found = records(HEADER + "".join(render(*paper) for paper in papers))
    assert [(r.title, r.abstract) for r in found] == [(title, abstract) for title, abstract, *_ in papers]
    assert [r.published for r in found] == [str(date or "") for _, _, _, date, _ in papers]
    assert [r.author_count for r in found] == [count if date else None for _, _, count, date, _ in papers]
