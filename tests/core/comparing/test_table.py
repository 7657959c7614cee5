from __future__ import annotations

from assistant.core.comparing.asked import AskedOptions
from assistant.core.comparing.table import build_table
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.silence import NOT_STATED
from assistant.domain import Cell, Comparison, Paper, Query
from tests.core.comparing.papers import QUICK, SLOW, TEA, found
from tests.fakes import FakeReranker


def table(*papers: Paper, aspects: tuple[str, ...] = ()) -> Comparison:
    named = tuple(paper.id for paper in papers)
    query = Query("q", "q", "compare", CONTRIBUTION, named_papers=named, aspects=aspects)
    return build_table(query, found(*papers), FakeReranker(), AskedOptions())


def cells(comparison: Comparison, name: str) -> tuple[Cell, ...]:
    [aspect] = [aspect for aspect in comparison.aspects if aspect.name == name]
    return aspect.cells


def test_every_cell_is_a_quotation_with_its_address_or_not_stated() -> None:
    papers = (QUICK, SLOW, TEA)
    comparison = table(*papers)
    for aspect in comparison.aspects:
        assert len(aspect.cells) == len(papers)
        for label, (paper, cell) in enumerate(zip(papers, aspect.cells, strict=True), start=1):
            if cell.state == "not_stated":
                assert (cell.text, cell.labels, cell.address) == (NOT_STATED, (), "")
            else:
                number = int(cell.address.removeprefix(f"{paper.id}#s"))
                assert cell.text in paper.sentence(number)
                assert cell.labels == (label,)


def test_without_named_aspects_the_rows_are_what_the_abstracts_state() -> None:
    comparison = table(QUICK, SLOW)
    names = [aspect.name for aspect in comparison.aspects]
    assert names == ["approach", "result", "cost", "evaluated on", "limits", "code and data"]
    assert [cell.address for cell in cells(comparison, "approach")] == ["quicksort9#s3", "slowsort#s2"]
    assert [cell.state for cell in cells(comparison, "limits")] == ["stated", "not_stated"]


def test_what_others_did_never_fills_a_cell() -> None:
    comparison = table(QUICK, SLOW)
    used = {cell.address for aspect in comparison.aspects for cell in aspect.cells}
    assert not used & {"quicksort9#s1", "quicksort9#s2", "slowsort#s1"}


def test_a_study_of_people_has_its_design_its_people_its_result_and_its_conclusion() -> None:
    comparison = table(TEA, TEA)
    stated = {aspect.name: aspect.cells[0].address for aspect in comparison.aspects}
    assert stated == {
        "approach": "tea#s2",
        "result": "tea#s3",
        "evaluated on": "tea#s2",
        "conclusion": "tea#s4",
    }


def test_named_aspects_are_the_rows_also_when_nobody_states_them() -> None:
    comparison = table(QUICK, SLOW, aspects=("memory", "energy use"))
    assert [aspect.name for aspect in comparison.aspects] == ["memory", "energy use"]
    assert [cell.state for cell in cells(comparison, "memory")] == ["stated", "not_stated"]
    assert [cell.state for cell in cells(comparison, "energy use")] == ["not_stated", "not_stated"]


def test_one_sentence_fills_two_aspects_at_most() -> None:
    comparison = table(QUICK, SLOW, aspects=("memory", "speed", "librarian", "GB"))
    addresses = [aspect.cells[0].address for aspect in comparison.aspects]
    assert addresses.count("quicksort9#s5") == 2


def test_the_order_of_papers_changes_no_cell() -> None:
    one, other = table(QUICK, SLOW), table(SLOW, QUICK)
    assert [[c.address for c in a.cells] for a in one.aspects] == [
        [c.address for c in reversed(a.cells)] for a in other.aspects
    ]
