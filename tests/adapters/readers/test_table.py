from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.table import MAX_CELL, TableReader
from assistant.domain import Document, Problem, Record


def read(text: str) -> list[Record | Problem]:
    return list(TableReader().read(Document("x.csv", text)))


def titles(text: str) -> list[tuple[int, str]]:
    return [(item.place.line, item.title if isinstance(item, Record) else "rejected") for item in read(text)]


def one(**cells: str) -> Record:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([list(cells), list(cells.values())])
    [record] = read(written.getvalue())
    assert isinstance(record, Record), record
    return record


# ------------------------------------------------------------------ headers and fields


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_told_from_the_header(separator: str) -> None:
    text = separator.join(["id", "Title", "Abstract"]) + "\n" + separator.join(["1", "A", "B"])
    [record] = read(text)
    assert isinstance(record, Record)
    assert (record.title, record.abstract, record.place.line) == ("A", "B", 2)


@pytest.mark.parametrize(
    ("title", "abstract", "authors", "date"),
    [
        ("title", "abstract", "authors", "year"),
        ("primary_title", "notes_abstract", "first_authors", "publication_year"),
        ("TITLE", "Abstract Note", "Author(s)", "Publication Year"),
        ("Article Title", "ABSTRACT", "Author Full Names", "Publication Date"),
        ("Document Title", "Abstract", "Author", "Date"),
    ],
)
def test_columns_go_by_many_names(title: str, abstract: str, authors: str, date: str) -> None:
    record = one(**{"#": "1", title: "A", abstract: "B", authors: "Ann Ho; Bo Ek", date: "2024"})
    assert (record.title, record.abstract) == ("A", "B")
    assert (record.authors, record.published) == (("Ann Ho", "Bo Ek"), "2024")


def test_identifiers_venue_and_address_are_read() -> None:
    record = one(
        title="A",
        doi="https://doi.org/10.1000/X",
        pmid="123",
        journal="J. X",
        url="https://arxiv.org/abs/2407.21046",
        author_count="11",
    )
    assert record.identifiers == ("arxiv:2407.21046", "doi:10.1000/x", "pmid:123")
    assert (record.venue, record.author_count) == ("J. X", 11)


def test_the_most_exact_filled_column_wins() -> None:
    assert one(title="A", year="2020", published="2020-05-03").published == "2020-05-03"
    assert one(title="A", year="2020", published="").published == "2020"


def test_markup_of_web_exports_is_dropped() -> None:
    assert one(title="A", abstract="<p>One &amp; two.</p>").abstract == "One & two."


def test_a_table_without_a_column_of_titles_is_rejected_when_it_is_forced_on_the_reader() -> None:
    [problem] = read("name,size\na,1\n")
    assert isinstance(problem, Problem)
    assert "'title'" in problem.message


# ------------------------------------------------------------------ rows


def test_quoted_cells_may_hold_line_breaks_and_separators() -> None:
    text = 'title,abstract\n"A, first","one\n\ntwo ""quoted"""\n\nB,b\n'
    assert titles(text) == [(2, "A, first"), (6, "B")]
    first = read(text)[0]
    assert isinstance(first, Record)
    assert first.abstract == 'one two "quoted"'


def test_rows_of_another_width_or_without_title_are_rejected_with_their_line() -> None:
    text = 'title,abstract\nA,a\nB,b,c\nC\n,d\n"x\ny",z,too many\nE,e\n'
    assert titles(text) == [
        (2, "A"),
        (3, "rejected"),
        (4, "rejected"),
        (5, "rejected"),
        (6, "rejected"),
        (8, "E"),
    ]
    problem = read(text)[1]
    assert isinstance(problem, Problem)
    assert "3 columns where the header has 2" in problem.message


def test_an_open_quote_costs_only_its_row() -> None:
    text = 'title,abstract,year\nA,a,2020\nB,"open,2021\nC,c,2022\n"D, d",d,2023\nE,e,2024\n'
    assert titles(text) == [(2, "A"), (3, "rejected"), (4, "C"), (5, "D, d"), (6, "E")]


def test_an_open_quote_at_the_end_costs_only_its_row() -> None:
    assert titles('title,abstract\nA,a\nB,"open\nC,c\n') == [(2, "A"), (3, "rejected"), (4, "C")]


def test_a_cell_beyond_the_limit_is_rejected_and_the_rest_goes_in() -> None:
    text = f"title,abstract\nA,{'x' * (MAX_CELL + 1)}\nB,b\n"
    assert titles(text) == [(2, "rejected"), (3, "B")]


def test_an_abstract_of_ten_thousand_words_fits_a_cell() -> None:
    assert len(one(title="A", abstract="elaborate " * 10_000).abstract.split()) == 10_000


@given(st.text(st.sampled_from(list('ab",;\t|\n\r\0é ')), max_size=80))
def test_rows_of_any_shape_never_crash(text: str) -> None:
    assert all(item.place.line >= 2 for item in read(f"title,abstract\n{text}"))


cells = st.text("abc XYZ研究αβ$\\{}\"',;|", min_size=1, max_size=30).map(
    lambda text: "T" + " ".join(text.split())
)


@given(st.lists(st.tuples(cells, cells, st.integers(1900, 2030)), max_size=5), st.sampled_from(",;\t|"))
def test_a_written_table_is_read_back_exactly(papers: list[tuple[str, str, int]], separator: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(
        [("title", "abstract", "year"), *papers]
    )
    found = [
        (r.title, r.abstract, int(r.published)) for r in read(written.getvalue()) if isinstance(r, Record)
    ]
    assert found == papers
