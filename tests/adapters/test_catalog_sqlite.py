from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.catalog_sqlite import SqliteCatalog
from assistant.adapters.library_sqlite import Library
from assistant.core.merge import title_key
from assistant.domain import Paper, Place, Record, Source, Span
from tests.fakes import FakeCatalog

Store = SqliteCatalog | FakeCatalog

PAPER = Paper(
    id="sparse-attention-1",
    title="Sparse Attention, Revisited",
    abstract="We prune heads. It works — mostly.",
    authors=("Ada Lovelace", "李明"),
    author_count=3,
    organisation="Example Lab",
    published="2024-05",
    date_inferred=True,
    venue="ACL",
    url="https://example.org/1",
    identifiers=("arxiv:2405.00001", "doi:10.1/x"),
    sources=(Source(Place("a.html", 3), "daily-papers", ("title", "abstract")),),
    sentences=(Span(0, 15), Span(16, 34)),
)
RECORD = Record(Place("a.html", 3), "daily-papers", PAPER.title, PAPER.abstract, PAPER.authors, 3)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


@pytest.fixture(params=["sqlite", "fake"])
def catalog(request: pytest.FixtureRequest, library: Library) -> Store:
    return SqliteCatalog(library.connection) if request.param == "sqlite" else FakeCatalog()


def save(catalog: Store, *papers: Paper, records: Sequence[Record] = (RECORD,)) -> None:
    catalog.save({paper.id: (paper, records) for paper in papers})


def test_a_saved_paper_comes_back_as_it_was(catalog: Store) -> None:
    save(catalog, PAPER)
    assert catalog.paper(PAPER.id) == PAPER
    assert list(catalog.records(PAPER.id)) == [RECORD]


def test_an_unknown_id_has_no_paper_and_no_records(catalog: Store) -> None:
    assert catalog.paper("nothing") is None
    assert list(catalog.records("nothing")) == []


def test_papers_come_in_order_of_their_ids(catalog: Store) -> None:
    save(catalog, *(replace(PAPER, id=i) for i in ("b", "é", "a", "B")))
    assert [paper.id for paper in catalog.papers()] == ["B", "a", "b", "é"]


def test_records_keep_their_order(catalog: Store) -> None:
    records = [replace(RECORD, place=Place(file, 1)) for file in "zam"]
    save(catalog, PAPER, records=records)
    assert list(catalog.records(PAPER.id)) == records


def test_saving_again_replaces_paper_records_and_identifiers(catalog: Store) -> None:
    save(catalog, PAPER, records=(RECORD, RECORD))
    changed = replace(PAPER, title="Dense Attention", identifiers=("doi:10.1/y",))
    save(catalog, changed)
    assert list(catalog.papers()) == [changed]
    assert list(catalog.records(PAPER.id)) == [RECORD]
    assert catalog.matching(["arxiv:2405.00001"], title_key(PAPER.title)) == []
    assert catalog.matching(["doi:10.1/y"], "") == [changed]


def test_papers_match_by_any_identifier_or_by_title(catalog: Store) -> None:
    other = replace(PAPER, id="other", title="Another", identifiers=("arxiv:2405.00002",))
    third = replace(PAPER, id="third", title="A Third", identifiers=())
    save(catalog, PAPER, other, third)
    assert catalog.matching(["arxiv:2405.00002", "pmid:1"], "sparse attention revisited") == [other, PAPER]
    assert catalog.matching([], "a third") == [third]
    assert catalog.matching(["pmid:1"], "unheard of") == []


def test_titles_without_letters_do_not_match_each_other(catalog: Store) -> None:
    save(catalog, replace(PAPER, title="???", identifiers=()))
    assert catalog.matching([], title_key("!!!")) == []


def test_removed_papers_are_gone_with_all_that_belongs_to_them(catalog: Store) -> None:
    save(catalog, PAPER, replace(PAPER, id="other"))
    catalog.remove([PAPER.id, "never stored"])
    assert [paper.id for paper in catalog.papers()] == ["other"]
    assert list(catalog.records(PAPER.id)) == []
    assert [paper.id for paper in catalog.matching(PAPER.identifiers, title_key(PAPER.title))] == ["other"]


def test_a_removed_paper_can_be_saved_again(catalog: Store) -> None:
    save(catalog, PAPER)
    catalog.remove([PAPER.id])
    save(catalog, PAPER)
    assert list(catalog.records(PAPER.id)) == [RECORD]


def test_the_digest_does_not_depend_on_the_order_of_saving(catalog: Store) -> None:
    save(catalog, PAPER)
    save(catalog, replace(PAPER, id="other"))
    both = catalog.digest()
    catalog.remove([PAPER.id])
    assert catalog.digest() != both
    save(catalog, PAPER)
    assert catalog.digest() == both


@pytest.mark.parametrize(
    "changed",
    [
        replace(PAPER, title="New"),
        replace(PAPER, abstract="New."),
        replace(PAPER, published="2025"),
        replace(PAPER, authors=()),
        replace(PAPER, sentences=()),
    ],
)
def test_the_digest_changes_with_text_and_metadata(catalog: Store, changed: Paper) -> None:
    save(catalog, PAPER)
    before = catalog.digest()
    save(catalog, changed)
    assert catalog.digest() != before


def test_the_digest_does_not_change_when_a_paper_is_read_from_one_more_place(catalog: Store) -> None:
    save(catalog, PAPER)
    before = catalog.digest()
    save(catalog, replace(PAPER, sources=(*PAPER.sources, Source(Place("b.bib", 1), "bibtex", ()))))
    assert catalog.digest() == before


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, abstract=TEXT, author=TEXT, identifier=TEXT)
def test_any_text_survives_storing(
    library: Library, title: str, abstract: str, author: str, identifier: str
) -> None:
    catalog = SqliteCatalog(library.connection)
    paper = Paper("p", title, abstract, (author,), identifiers=(identifier,))
    record = Record(Place(author, 1), identifier, title, abstract)
    save(catalog, paper, records=[record])
    assert list(catalog.papers()) == [paper]
    assert list(catalog.records("p")) == [record]
    assert catalog.matching([identifier], "") == [paper]


class BrokenOff(Sequence[Record]):
    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: object) -> Record:  # type: ignore[override]
        if index == 0:
            return RECORD
        raise KeyboardInterrupt


def test_a_save_that_breaks_off_changes_nothing(library: Library) -> None:
    catalog = SqliteCatalog(library.connection)
    save(catalog, PAPER)
    with pytest.raises(KeyboardInterrupt):
        save(catalog, replace(PAPER, id="new"), replace(PAPER, title="New"), records=BrokenOff())
    assert list(catalog.papers()) == [PAPER]
    assert list(catalog.records(PAPER.id)) == [RECORD]
