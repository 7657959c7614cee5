from __future__ import annotations

from assistant.domain import Aspect, Question
from assistant.errors import BackendError
from assistant.tui.side_by_side import SideBySide, cannot_compare
from tests.tui.scripted import BARE, COMPARED, DENSE, SPARSE, cell, compared


def test_an_answer_in_another_order_is_put_under_the_right_papers() -> None:
    table = SideBySide((DENSE, SPARSE))
    question = table.ask(("speed",))
    table.take(question, compared((SPARSE, DENSE), Aspect("speed", (cell(SPARSE, 2, 1), cell(DENSE, 2, 2)))))
    [aspect] = table.aspects
    assert [c.text for c in aspect.cells] == [DENSE.sentence(2), SPARSE.sentence(2)]
    assert [c.labels for c in aspect.cells] == [(1,), (2,)]


def test_an_answer_to_a_table_that_was_left_changes_nothing() -> None:
    table = SideBySide((SPARSE, DENSE))
    table.take(Question("other"), COMPARED)
    table.fail(Question("other"), BackendError("gone"))
    assert (table.aspects, table.error) == ((), None)


def test_a_cell_leads_to_its_sentence_and_a_silent_one_to_the_whole_abstract() -> None:
    table = SideBySide((SPARSE, DENSE))
    table.take(table.ask(()), COMPARED)
    assert table.quoted(0, 0) == (SPARSE, (SPARSE.sentences[1],))
    assert table.quoted(0, 1) == (DENSE, ())


def test_only_two_to_eight_papers_with_abstracts_are_compared() -> None:
    assert cannot_compare((SPARSE, DENSE)) == ""
    assert "not 1" in cannot_compare((SPARSE,))
    assert "not 9" in cannot_compare((SPARSE,) * 9)
    assert "no abstract" in cannot_compare((SPARSE, BARE))
