from __future__ import annotations

import re

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.bibtex import BibtexReader
from assistant.core.bibtex import bibliography
from assistant.domain import Document, Paper, Record

PAPER = Paper(
    "p",
    "R&D in 50% of {Nets}: C_1 ~ #2 costs $5",
    authors=("Ana Núñez", "Team X and Friends", "Lee, Jr"),
    published="2024-05-17",
    venue="Journal of A & B",
    url="https://example.org/a_b?c=1&d=%20{x}",
    identifiers=("arxiv:2405.00001", "doi:10.1000/x_1"),
)


def test_an_entry_is_parsed_back_by_bibtexparser() -> None:
    library = parse_string(bibliography([PAPER]))
    assert not library.failed_blocks
    [entry] = library.entries
    assert (entry.entry_type, entry.key) == ("article", "nunez2024rd")
    assert entry["year"] == "2024"
    assert entry["eprint"] == "2405.00001"
    assert entry["doi"] == "10.1000/x_1"
    assert entry["title"].startswith("{R\\&D in 50\\% of \\{Nets\\}")


def test_our_own_reader_reads_back_what_was_written() -> None:
    [record] = BibtexReader().read(Document("x.bib", bibliography([PAPER])))
    assert isinstance(record, Record)
    assert record.authors[0] == "Ana Núñez"
    assert len(record.authors) == 3
    assert record.published == "2024-05"
    assert {"arxiv:2405.00001", "doi:10.1000/x_1"} <= set(record.identifiers)
    assert "50% of" in record.title
    assert "R&D" in record.title


def test_papers_of_one_key_are_told_apart() -> None:
    twins = [Paper(n, "Nets", authors=("A B",), published="2024") for n in ("a", "b", "c")]
    assert re.findall(r"@misc\{(.*),", bibliography(twins)) == ["b2024nets", "b2024nets-2", "b2024nets-3"]


@pytest.mark.parametrize("title", ["注意力", "the", "", "{", "\\", "a\nb"])
def test_any_title_gives_an_entry_with_a_key(title: str) -> None:
    [entry] = parse_string(bibliography([Paper("p", title)])).entries
    assert entry.key


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(st.lists(st.builds(Paper, TEXT, TEXT, authors=st.tuples(TEXT), venue=TEXT, url=TEXT), max_size=3))
def test_whatever_papers_hold_every_entry_is_parsed(papers: list[Paper]) -> None:
    library = parse_string(bibliography(papers))
    assert len(library.entries) == len(papers)
    assert not library.failed_blocks
