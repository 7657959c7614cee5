from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document, Ingested, Place, Problem, Receipt
from assistant.errors import InputError, StoreBusyError
from tests.core.worlds import LINES, World, world


def ingest(here: World, text: str, name: str = "a.txt") -> Receipt:
    *_, last = here.collection.ingest([Document(name, text)])
    assert isinstance(last, Ingested)
    assert last.receipt.adds_up
    return last.receipt


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    receipt = ingest(world(tmp_path), LINES + "no bar here\n")
    assert (receipt.read, receipt.added, receipt.rejected) == (4, 3, 1)
    assert (receipt.problems[0].place.file, receipt.problems[0].place.line) == ("a.txt", 4)
    assert (receipt.papers_total, receipt.passages_total) == (3, 9)


def test_a_second_run_adds_and_embeds_nothing(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    before, generation = len(here.embedder.embedded), here.tools.shelf.current()
    receipt = ingest(here, LINES)
    assert (receipt.unchanged, receipt.added) == (3, 0)
    assert len(here.embedder.embedded) == before
    assert here.tools.shelf.current() == generation


def test_the_same_paper_in_two_files_is_merged_with_both_sources(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    assert ingest(here, LINES, "b.txt").merged == 3
    assert all(len(paper.sources) == 2 for paper in here.catalog.papers())


def test_a_revised_abstract_updates_its_paper_and_only_its_passages_are_embedded(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    before = len(here.embedder.embedded)
    receipt = ingest(here, LINES.replace("nine days", "ten days"))
    assert (receipt.updated, receipt.unchanged) == (1, 2)
    fresh = [text for text in here.embedder.embedded[before:] if text.startswith("Dense Layers")]
    assert len(fresh) == 2
    assert all("ten days" in text for text in fresh)
    assert not [text for text in here.embedder.embedded[before:] if text.startswith("Sparse Layers")]


def test_a_file_that_was_revised_and_set_back_ends_as_it_began(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    first = here.catalog.digest()
    ingest(here, LINES.replace("nine days", "ten days"))
    assert ingest(here, LINES).updated == 1
    assert here.catalog.digest() == first


def test_lines_that_only_moved_are_unchanged(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    assert ingest(here, "New Paper | Something else.\n" + LINES).unchanged == 3


def test_a_paper_without_abstract_is_kept_and_not_embedded(tmp_path: Path) -> None:
    here = world(tmp_path)
    receipt = ingest(here, "Bare Title |\n")
    assert (receipt.papers_total, receipt.passages_total) == (1, 0)


def test_a_rehearsal_gives_the_same_receipt_and_stores_nothing(tmp_path: Path) -> None:
    here, there = world(tmp_path / "a"), world(tmp_path / "b")
    *_, last = here.collection.rehearse([Document("a.txt", LINES)])
    assert isinstance(last, Ingested)
    assert last.receipt == ingest(there, LINES)
    assert list(here.catalog.papers()) == []


def test_an_unknown_format_is_one_rejected_record_with_its_file(tmp_path: Path) -> None:
    receipt = ingest(world(tmp_path), "plain words")
    assert (receipt.read, receipt.rejected) == (1, 1)
    assert "lines" in receipt.problems[0].message


def test_an_input_that_could_not_be_opened_is_accounted_for(tmp_path: Path) -> None:
    broken = Problem(Place("x.gz", 1), "rejected", "is cut off")
    *_, last = world(tmp_path).collection.ingest([broken])
    assert isinstance(last, Ingested)
    assert (last.receipt.read, last.receipt.problems) == (1, (broken,))


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    here = world(tmp_path)
    with here.lock.hold(), pytest.raises(StoreBusyError):
        list(here.collection.ingest([]))


def test_removal_removes_from_catalogue_and_index(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    gone = next(iter(here.catalog.papers())).id
    here.collection.remove([gone])
    assert gone not in {paper.id for paper in here.library.open().papers()}
    assert here.catalog.paper(gone) is None


def test_removing_an_unknown_paper_removes_nothing(tmp_path: Path) -> None:
    here = world(tmp_path)
    ingest(here, LINES)
    known = next(iter(here.catalog.papers())).id
    with pytest.raises(InputError, match="nobody"):
        here.collection.remove([known, "nobody"])
    assert here.catalog.paper(known)
